//! A municipality's own law: it forbids more and adds words and systems; whatever would loosen is refused at its place.

use crate::cli::Scratch;
use crate::{LAW, check_one, files, shown, text};

const FLOWS: &str = r#"taushet: flows/v1
parties:
  nav: { kind: nav-office, municipality: "5607" }
  hjelp: { kind: voluntary-organisation }
  barnevern: { kind: child-welfare, municipality: "5607" }
flows:
  notater:
    { from: nav, to: hjelp, via: velferd, data: [case-notes], purpose: coordination, basis: fvl-13a-1-consent,
      consent: { by: client, covers-data: true, covers-recipient: true, informed: true, withdrawn: false } }
  melding:
    { from: nav, to: barnevern, via: velferd, data: [case-notes], purpose: child-protection, ground: neglect, basis: sotjl-45-2 }
"#;

const SYSTEM: &str = r"taushet: entities/v1
System:
  velferd: { in: [K2], access: case, audience: [nav-office], processor-agreement: covers-purpose }
---
taushet: lexicon/v1
concepts:
  local-measure: { level: direct, in: [service], terms: [ { nb: nystartordningen } ] }
";

const FORBID: &str = r#"@id("ikke-notater")
@title("notater deles ikke")
@severity("error")
forbid (principal, action == Action::"disclose", resource == Data::"case-notes");
"#;

fn verdicts(scratch: &Scratch, arguments: &[&str]) -> Vec<(String, String)> {
    let report = scratch.run(arguments).json();
    let flows = report["flows"].as_array().cloned().unwrap_or_default();
    let word = |flow: &serde_json::Value, key: &str| flow[key].as_str().unwrap_or_default().to_owned();
    flows.iter().map(|flow| (word(flow, "flow"), word(flow, "verdict"))).collect()
}

#[test]
fn a_local_rule_forbids_more_and_stops_no_duty() {
    let scratch = Scratch::new(&[("f.yaml", FLOWS), ("egne/ord.yaml", SYSTEM), ("forbud/r.cedar", FORBID)]);
    let of = |flow: &str, verdict: &str| (flow.to_owned(), verdict.to_owned());
    let without = verdicts(&scratch, &["check", "--format", "json", "--policies", "egne", "f.yaml"]);
    assert_eq!(without, [of("notater", "permitted"), of("melding", "required")]);
    let arguments = ["check", "--format", "json", "--policies", "egne", "--policies", "forbud", "f.yaml"];
    assert_eq!(verdicts(&scratch, &arguments), [of("notater", "prohibited"), of("melding", "required")]);
    let ran = scratch.run(&["why", "f.yaml#notater", "--policies", "egne,forbud"]).exits(0);
    assert!(ran.out.contains("forbudt av den lokale regelen ikke-notater: notater deles ikke"), "{}", ran.out);
    scratch.run(&["explain", "ikke-notater", "--policies", "forbud"]).exits(0);
}

#[test]
fn local_words_are_found() {
    let message =
        "taushet: messages/v1\nmessages:\n  - { id: a, channel: gosys, text: Bruker spør om nystartordningen. }\n";
    let scratch = Scratch::new(&[("m.yaml", message), ("egne/ord.yaml", SYSTEM)]);
    scratch.run(&["check", "m.yaml"]).exits(0);
    let ran = scratch.run(&["check", "--policies", "egne", "--format", "short", "m.yaml"]).exits(1);
    assert!(ran.out.contains("error[service-named] «nystartordningen»"), "{}", ran.out);
}

#[test]
fn what_loosens_is_refused_at_its_place() {
    let cases = [
        ("r.cedar", "@id(\"a\")\npermit (principal, action, resource);\n", "kan bare stramme inn"),
        ("r.cedar", &FORBID.replace("ikke-notater", "fvl-13b-2"), "er alt brukt"),
        ("r.cedar", &FORBID.replace("disclose", "discloseByDuty"), "kan ikke forby `discloseByDuty`"),
        ("r.cedar", &FORBID.replace("@title(\"notater deles ikke\")\n", ""), "mangler `@title`"),
        ("r.cedar", &FORBID.replace(");", ") when { context.ukjent };"), "ukjent"),
        ("r.cedar", "forbid (", "unexpected end"),
        ("e.yaml", "taushet: entities/v1\nPartyKind:\n  venn: {}\n", "bare legge til `System`"),
        ("e.yaml", "taushet: lexicon/v1\nknown-words: [depositum]\n", "begreper som røper"),
        ("e.yaml", "taushet: findings/v1\nfindings: {}\n", "kan ikke endres lokalt"),
        (
            "e.yaml",
            "taushet: lexicon/v1\nconcepts:\n  x: { level: direct, in: [service], terms: [ { nb: <finnes-ikke> } ] }\n",
            "finnes-ikke",
        ),
    ];
    for (name, law, said) in cases {
        let scratch = Scratch::new(&[("f.yaml", FLOWS), (&format!("egne/{name}"), law)]);
        let ran = scratch.run(&["check", "--format", "json", "--policies", "egne", "f.yaml"]).exits(2);
        let failures = ran.json()["failures"].as_array().cloned().unwrap_or_default();
        let told = failures.iter().any(|failure| failure["message"].as_str().unwrap_or_default().contains(said));
        assert!(told, "{law}\n{}", ran.out);
    }
    Scratch::new(&[("f.yaml", FLOWS)]).run(&["check", "--policies", "mangler", "f.yaml"]).exits(2);
}

/// A flow is judged alike alone and among others, unless it passes on what another one gave (verdicts.md rule 16).
#[test]
fn splitting_a_document_changes_no_verdict() {
    let mut tried = 0;
    for path in files("fixtures/cases").into_iter().filter(|path| path.extension().is_some_and(|ext| ext == "yaml")) {
        let whole = text(&path);
        let Some((head, flows)) = whole.split_once("\nflows:\n") else { continue };
        if whole.contains("\n---") || whole.contains("&") || whole.contains("<<") {
            continue;
        }
        let together = check_one(&LAW, &shown(&path), &whole, &[]);
        let mut parts: Vec<String> = Vec::new();
        for line in flows.lines() {
            let opens = line.starts_with("  ") && !line.starts_with("   ") && !line.trim_start().starts_with('#');
            if opens {
                parts.push(String::new());
            }
            if let Some(part) = parts.last_mut() {
                part.push_str(line);
                part.push('\n');
            }
        }
        for part in parts {
            let alone = check_one(&LAW, &shown(&path), &format!("{head}\nflows:\n{part}"), &[]);
            for flow in &alone.flows {
                let among = together.flows.iter().find(|other| other.flow == flow.flow).unwrap();
                if among.by.iter().any(|slug| slug == "fvl-13-helper-bound") {
                    continue;
                }
                assert_eq!(
                    (flow.verdict, &flow.by, &flow.missing),
                    (among.verdict, &among.by, &among.missing),
                    "{}",
                    flow.flow
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 200, "only {tried} flows were tried");
}
