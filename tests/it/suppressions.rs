//! What somebody decided does not count: beside the texts, in the configuration, and in a baseline.

use serde_json::Value;

use crate::cli::{Ran, Scratch};

const MESSAGE: &str = "taushet: messages/v1\nmessages:\n  - id: en\n    channel: gosys\n    text: Bruker ønsker kontakt vedrørende depositum.\n";

fn report(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", ran.out, ran.err))
}

fn rules(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().map(Vec::as_slice).unwrap_or_default();
    findings.iter().filter_map(|finding| finding["rule"].as_str()).collect()
}

#[test]
fn an_old_repository_is_adopted_and_a_new_finding_fails() {
    let scratch = Scratch::new(&[]);
    for index in 0..200 {
        scratch.write(&format!("maler/{index}.yaml"), MESSAGE.as_bytes());
    }
    scratch.run(&["check", "maler"]).exits(1);
    let told = scratch.run(&["check", "--write-baseline", "maler"]).exits(0);
    assert!(told.err.contains("200 funn"), "{}", told.err);
    scratch.write("taushet.yaml", b"taushet: config/v1\nbaseline: taushet-baseline.yaml\n");
    scratch.run(&["check"]).exits(0);
    // From another folder, and when lines have moved.
    scratch.write("maler/7.yaml", format!("# en linje til\n\n{MESSAGE}").as_bytes());
    scratch.run(&["check", "maler"]).exits(0);
    let below = scratch.run_in("maler", &["check"]).exits(0);
    assert!(!below.out.contains("avoided-term"), "{}", below.out);
    // The same words once more in the same message are a new finding.
    scratch.write("maler/7.yaml", MESSAGE.replace("depositum.", "depositum. Depositum!").as_bytes());
    let ran = scratch.run(&["check", "--format", "json"]).exits(1);
    let report = report(&ran);
    assert_eq!(rules(&report), ["avoided-term"]);
    scratch.run(&["check", "--no-suppressions"]).exits(1);
}

#[test]
fn frozen_findings_that_are_mended_are_told() {
    let scratch = Scratch::new(&[("a.yaml", MESSAGE), ("b.yaml", MESSAGE)]);
    scratch.run(&["check", "--write-baseline"]).exits(0);
    scratch.write("a.yaml", MESSAGE.replace("depositum", "en avtale").as_bytes());
    let ran = scratch.run(&["check", "--baseline", "taushet-baseline.yaml", "--format", "json"]).exits(0);
    let all = report(&ran);
    assert_eq!(rules(&all), ["baseline-stale"]);
    assert_eq!(all["findings"][0]["file"], "taushet-baseline.yaml");
    // What was not read may still be there.
    let ran = scratch.run(&["check", "--baseline", "taushet-baseline.yaml", "--format", "json", "b.yaml"]).exits(0);
    assert!(rules(&report(&ran)).is_empty());
}

#[test]
fn what_the_statute_forbids_is_frozen_only_when_somebody_answers_for_it() {
    let flow = "taushet: flows/v1\nparties:\n  nav: { kind: nav-office, municipality: \"3403\" }\n  avisa: { kind: media }\nflows:\n  a: { from: nav, to: avisa, data: [name], purpose: information }\n";
    let scratch = Scratch::new(&[("a.yaml", flow)]);
    scratch.run(&["check", "--write-baseline"]).exits(0);
    let ran = scratch.run(&["check", "--baseline", "taushet-baseline.yaml", "--format", "json"]).exits(1);
    assert!(rules(&report(&ran)).contains(&"no-exemption"));
    let answer = ["--suppress-until", "2027-01-01", "--suppress-by", "personvernombudet"];
    let mut arguments = vec!["check", "--write-baseline"];
    arguments.extend(answer);
    scratch.run(&arguments).exits(0);
    let on =
        |day: &str| scratch.run(&["check", "--baseline", "taushet-baseline.yaml", "--format", "json", "--as-of", day]);
    on("2027-01-01").exits(0);
    assert!(rules(&report(&on("2027-01-02").exits(1))).contains(&"no-exemption"));
}

#[test]
fn a_baseline_that_cannot_be_read_is_no_silence() {
    let scratch = Scratch::new(&[
        ("a.yaml", MESSAGE),
        ("b.txt", "tekst"),
        ("c.yaml", "taushet: baseline/v1\nfindings: [{ file: a.yaml }]\n"),
    ]);
    let ran = scratch.run(&["check", "--baseline", "ingen.yaml"]).exits(2);
    assert!(ran.err.contains("ingen.yaml"), "{}", ran.err);
    scratch.run(&["check", "--baseline", "b.txt", "a.yaml"]).exits(2);
    scratch.run(&["check", "--baseline", "c.yaml", "a.yaml"]).exits(2);
    // A file that cannot be checked is not frozen away.
    scratch.write("d.yaml", b"taushet: messages/v1\nmessages: [{ id: a }]\n");
    scratch.run(&["check", "--write-baseline", "a.yaml", "d.yaml"]).exits(2);
}

#[test]
fn texts_without_comments_are_allowed_in_the_configuration() {
    let entry = |more: &str| {
        format!(
            "taushet: config/v1\ninputs:\n  - {{ paths: [maler.json], as: messages, text: \"$[*].tekst\", id: \"$[*].navn\", with: {{ channel: gosys }} }}\nallow:\n  - {{ file: maler.json, {more} }}\n"
        )
    };
    let texts = "[{ \"navn\": \"en\", \"tekst\": \"Depositum\" }, { \"navn\": \"to\", \"tekst\": \"Depositum\" }]";
    let scratch = Scratch::new(&[("maler.json", texts), ("under/a.txt", "")]);
    let check = |more: &str, code: i32| {
        scratch.write("taushet.yaml", entry(more).as_bytes());
        scratch.run(&["check", "--format", "json"]).exits(code)
    };
    let ran = check("document: en, rule: avoided-term, reason: avtalt, by: Nav Hamar", 1);
    let all = report(&ran);
    assert_eq!(rules(&all), ["avoided-term"]);
    assert_eq!(all["findings"][0]["document"], "to");
    let ran = check("document: tre, rule: avoided-term, reason: avtalt", 1);
    assert!(rules(&report(&ran)).contains(&"suppression-unused"));
    let ran = check("document: en, rule: avoided-term, reason: avtalt, until: 2020-01-01", 1);
    assert!(rules(&report(&ran)).contains(&"suppression-expired"));
    // Nothing is allowed by a record that lacks a part.
    check("document: en, rule: avoided-term", 2);
    check("document: en, rule: finnes-ikke, reason: avtalt", 2);
    check("rule: avoided-term, reason: avtalt, extra: 1", 2);
    // A file that this run did not read says nothing of the entry.
    scratch.write("taushet.yaml", entry("document: tre, rule: avoided-term, reason: avtalt").as_bytes());
    scratch.write("annet.yaml", MESSAGE.replace("depositum", "en avtale").as_bytes());
    let ran = scratch.run(&["check", "--format", "json", "annet.yaml"]).exits(0);
    assert!(rules(&report(&ran)).is_empty());
}

#[test]
fn a_malformed_comment_is_an_error_and_silences_nothing() {
    let scratch = Scratch::new(&[("a.yaml", &MESSAGE.replace("depositum.", "depositum. # taushet: allow[*] alt"))]);
    let ran = scratch.run(&["check", "--format", "json"]).exits(2);
    let all = report(&ran);
    assert_eq!(rules(&all), ["avoided-term"]);
    assert_eq!(all["failures"][0]["start"]["line"], 5);
}

#[test]
fn decisions_are_written_beside_findings_and_else_in_the_configuration() {
    let texts = "[{ \"navn\": \"en\", \"tekst\": \"Depositum\" }]";
    let block = "taushet: messages/v1\nmessages:\r\n  - id: en\r\n    channel: gosys\r\n    text: Depositum\r\n  - id: to\r\n    channel: gosys\r\n    text: |\r\n      Hei.\r\n      Depositum.\r\n";
    let routine = "---\ntaushet: routine/v1\nactor: nks\ntitle: Spørsmål\nchannel: gosys\nowner: Nav\nreviewed: 2026-10-01\n---\n\n> Bruker ønsker\n> depositum nå.\n";
    let config = "taushet: config/v1\ninputs:\n  - { paths: [maler.json], as: messages, text: \"$[*].tekst\", id: \"$[*].navn\", with: { channel: gosys } }\n  - { paths: [\"*.yaml\", \"*.md\"], as: documents }\n";
    let scratch =
        Scratch::new(&[("maler.json", texts), ("a.yaml", block), ("r.md", routine), ("taushet.yaml", config)]);
    scratch.run(&["check"]).exits(1);
    let ran = scratch
        .run(&[
            "check",
            "--add-suppression=avtalt med ombudet",
            "--suppress-by",
            "Nav",
            "--suppress-until",
            "2027-01-01",
        ])
        .exits(0);
    assert!(ran.err.contains("Satt til side"), "{}", ran.err);
    let yaml = scratch.read("a.yaml");
    assert!(yaml.contains("    # taushet: allow[avoided-term] until=2027-01-01 by=\"Nav\" avtalt med ombudet\r\n    text: Depositum\r\n"), "{yaml}");
    assert_eq!(yaml.matches("allow[").count(), 1, "{yaml}");
    let markdown = scratch.read("r.md");
    assert!(markdown.contains("> depositum nå. <!-- taushet: allow["), "{markdown}");
    let written = scratch.read("taushet.yaml");
    assert!(written.starts_with(config), "{written}");
    assert!(written.contains("{ file: \"maler.json\", document: \"en\", rule: avoided-term, until: 2027-01-01, by: \"Nav\", reason: \"avtalt med ombudet\" }"), "{written}");
    assert!(written.contains("document: \"to\""), "{written}");
    let ran = scratch.run(&["check", "--format", "json"]).exits(0);
    assert!(rules(&report(&ran)).is_empty(), "{}", ran.out);
}

/// What is between quotation marks in a routine is a wording, and a reason may name what it is about: neither is text of
/// the document when it stands in a decision.
#[test]
fn a_decision_is_no_part_of_the_text() {
    let routine = "---\ntaushet: routine/v1\nactor: nks\ntitle: Rutine\nowner: Nav\nreviewed: 2026-05-01\n---\nVurder om saken haster.\n";
    let message = "---\ntaushet: messages/v1\nchannel: gosys\n---\nBruker ønsker kontakt.\nDepositum.\n";
    let scratch = Scratch::new(&[("r.md", routine), ("m.md", message)]);
    let answer = ["--suppress-by=meg", "--suppress-until=2027-01-01"];
    scratch.run(&[&["check", "--add-suppression=gjelder sosialhjelp"], &answer[..]].concat()).exits(0);
    assert!(scratch.read("r.md").contains("by=\"meg\"") && scratch.read("m.md").contains("sosialhjelp"));
    let ran = scratch.run(&["check", "--format", "json"]).exits(0);
    assert!(rules(&report(&ran)).is_empty(), "{}", ran.out);
}

/// In a script a text may go over several lines, and a comment inside it is a part of it.
#[test]
fn a_decision_is_not_written_into_a_text() {
    let config =
        "taushet: config/v1\ninputs:\n  - { paths: [nb.ts], as: messages, with: { channel: gosys, theme: KOM } }\n";
    let texts = "export const mal = `Hei ${navn}!\nVi ser på \\`sosialhjelp\\` nå.`;\n";
    let scratch = Scratch::new(&[("nb.ts", texts), ("taushet.yaml", config)]);
    let answer = ["--suppress-by=meg", "--suppress-until=2027-01-01"];
    scratch.run(&[&["check", "--add-suppression=avtalt"], &answer[..]].concat()).exits(0);
    assert_eq!(scratch.read("nb.ts"), texts);
    let ran = scratch.run(&["check", "--format", "json"]).exits(0);
    assert!(rules(&report(&ran)).is_empty(), "{}", ran.out);
}

#[test]
fn a_decision_needs_a_reason_and_what_the_statute_forbids_more() {
    let flow = "taushet: flows/v1\nparties:\n  nav: { kind: nav-office, municipality: \"3403\" }\n  avisa: { kind: media }\nflows:\n  a: { from: nav, to: avisa, data: [name], purpose: information }\n";
    let scratch = Scratch::new(&[("a.yaml", flow)]);
    scratch.run(&["check", "--add-suppression="]).exits(2);
    assert_eq!(scratch.read("a.yaml"), flow);
    scratch.run(&["check", "--add-suppression=avtalt"]).exits(1);
    let ran = scratch.run(&["check", "--format", "json"]).exits(1);
    assert!(rules(&report(&ran)).contains(&"no-exemption"), "{}", ran.out);
}

#[test]
fn a_part_of_the_texts_is_frozen_without_thawing_the_rest() {
    let scratch = Scratch::new(&[("a.yaml", MESSAGE), ("b.yaml", MESSAGE)]);
    let answer = ["--suppress-until", "2027-01-01", "--suppress-by", "ombudet", "--as-of", "2026-11-22"];
    scratch.run(&[["check", "--write-baseline"].as_slice(), &answer].concat()).exits(0);
    scratch.write("a.yaml", MESSAGE.replace("depositum", "husleie").as_bytes());
    scratch.run(&["check", "--write-baseline", "a.yaml"]).exits(0);
    let written = scratch.read("taushet-baseline.yaml");
    assert!(written.contains("until: 2027-01-01\nby: \"ombudet\"") && written.contains("b.yaml"), "{written}");
    scratch.run(&["check", "--baseline", "taushet-baseline.yaml", "a.yaml", "b.yaml"]).exits(0);
}

#[test]
fn nobody_and_yesterday_decide_nothing() {
    let scratch = Scratch::new(&[("a.yaml", MESSAGE)]);
    scratch.run(&["check", "--write-baseline", "--suppress-by", " "]).exits(2);
    scratch.run(&["check", "--add-suppression=a", "--suppress-until", "2020-01-01"]).exits(2);
    let config = "taushet: config/v1\nallow: [{ file: a.yaml, document: en, rule: avoided-term, reason: \" \" }]\n";
    scratch.write("taushet.yaml", config.as_bytes());
    scratch.run(&["check", "a.yaml"]).exits(2);
}

#[test]
fn a_report_is_not_written_over_what_it_is_about() {
    let scratch = Scratch::new(&[("a.yaml", MESSAGE), ("taushet.yaml", "taushet: config/v1\n")]);
    for file in ["a.yaml", "./a.yaml", "taushet.yaml"] {
        scratch.run(&["check", "a.yaml", "--format", &format!("json={file}")]).exits(2);
    }
    assert_eq!(scratch.read("a.yaml"), MESSAGE);
    scratch.run(&["check", "a.yaml", "--format", "json=ny.json"]).exits(1);
    scratch.run(&["check", "a.yaml", "--format", "json=ny.json"]).exits(1);
}

#[test]
fn a_decision_names_its_document_as_the_file_does() {
    let config = "taushet: config/v1\ninputs:\n  - { paths: [a.json], as: messages, text: \"$[*].tekst\", id: \"$[*].navn\", with: { channel: gosys } }\n";
    let texts = "[{ \"navn\": \"sak 91234567\", \"tekst\": \"Depositum\" }]";
    let scratch = Scratch::new(&[("taushet.yaml", config), ("a.json", texts)]);
    let ran = scratch.run(&["check", "--add-suppression=avtalt"]).exits(0);
    assert!(!ran.err.contains("91234567") && !ran.out.contains("91234567"), "{}", ran.err);
    let ran = scratch.run(&["check", "--format", "json"]).exits(0);
    assert!(rules(&report(&ran)).is_empty() && !ran.out.contains("91234567"), "{}", ran.out);
}
