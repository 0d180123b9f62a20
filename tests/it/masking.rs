//! Personal data is in no output: planted everywhere, looked for in every sink.

use clap::ValueEnum as _;
use proptest::prelude::*;
use taushet::check::{Run, check};
use taushet::read::config;
use taushet::render::{Format, render};
use taushet::source::Source;

use crate::cli::Scratch;
use crate::{LAW, run};

/// One synthetic person's data, as people write them.
#[derive(Clone, Debug)]
struct Secret {
    /// As it is planted.
    written: String,
    /// What must not be seen anywhere: the digits in a row, or the letters.
    needle: String,
}

/// Numbers of synthetic persons (month + 80), accounts, phones and addresses, with the separators that people use.
fn secret() -> impl Strategy<Value = Secret> {
    let digits = |n: usize| proptest::collection::vec(0u8..10, n);
    let grouped = |digits: Vec<u8>, groups: &[usize], separator: &str| {
        let mut at = 0;
        let parts: Vec<String> = groups
            .iter()
            .map(|n| {
                at += n;
                digits[at - n..at].iter().map(u8::to_string).collect()
            })
            .collect();
        Secret { written: parts.join(separator), needle: parts.concat() }
    };
    let separator = prop_oneof![Just(""), Just(" "), Just("."), Just("\u{a0}")];
    let national = (1u8..29, 81u8..93, digits(7), separator.clone()).prop_map(move |(day, month, rest, separator)| {
        let mut all: Vec<u8> = vec![day / 10, day % 10, month / 10, month % 10];
        all.extend(rest);
        grouped(all, &[6, 5], separator)
    });
    let account =
        (digits(11), separator.clone()).prop_map(move |(digits, separator)| grouped(digits, &[4, 2, 5], separator));
    let phone = (2u8..10, digits(7), separator).prop_map(move |(first, rest, separator)| {
        let all = [vec![first], rest].concat();
        grouped(all, &[2, 2, 2, 2], separator)
    });
    let address = ("[a-zæøå]{3,8}", "[a-z]{4,8}").prop_map(|(name, domain)| {
        let written = format!("{name}.q@{domain}.no");
        Secret { needle: written.clone(), written }
    });
    prop_oneof![national, account, phone, address]
}

/// Whether a text holds a secret, however it is cut up there.
fn leaks(text: &str, secret: &Secret) -> bool {
    let plain: String = text.chars().filter(|letter| !matches!(letter, ' ' | '.' | '\u{a0}')).collect();
    let needle: String = secret.needle.chars().filter(|letter| *letter != '.').collect();
    plain.contains(&needle)
}

/// Documents with a secret in one of the places where a text may stand.
fn planted(secret: &Secret) -> Vec<(String, String)> {
    let s = &secret.written;
    let quoted = serde_json::Value::from(s.as_str()).to_string();
    let file = |name: &str, text: String| (name.to_owned(), text);
    vec![
        // Texts, ids, labels and keys that are known and unknown.
        file(
            "a.yaml",
            format!(
                "taushet: messages/v1\nmessages:\n  - id: {quoted}\n    channel: gosys\n    text: Depositum for {s} nå\n    subject: Husleie {s}\n    queue: sosialhjelp-{s}\n"
            ),
        ),
        file(
            "b.yaml",
            format!(
                "taushet: messages/v1\nmessages:\n  - {quoted}: 1\n    id: a\n    channel: {quoted}\n    theme: {quoted}\n    from: {quoted}\n    urgent: {quoted}\n    text: a\n"
            ),
        ),
        file("c.yaml", format!("taushet: messages/v1\n{quoted}: {{ a: 1 }}\nmessages: {quoted}\n")),
        // What cannot be read.
        file(
            "d.yaml",
            format!(
                "taushet: messages/v1\nmessages: [ {quoted}: {s}\n  - *{}\n",
                s.replace([' ', '.', '@', '\u{a0}'], "")
            ),
        ),
        file("e.json", format!("{{ \"taushet\": \"messages/v1\", {quoted} {s} }}")),
        file("f.yaml", format!("taushet: {quoted}\n")),
        // Flows.
        file(
            "g.yaml",
            format!(
                "taushet: flows/v1\nparties:\n  {quoted}: {{ kind: nav-office, name: {quoted} }}\n  b: {{ kind: {quoted}, municipality: {quoted} }}\nflows:\n  {quoted}: {{ from: {quoted}, to: c, data: [{quoted}], purpose: {quoted}, basis: {quoted}, date: {quoted}, exposes: {{ queue: {quoted} }} }}\n"
            ),
        ),
        file(
            "h.yaml",
            format!(
                "taushet: flows/v1\nparties:\n  a: {{ kind: nav-office, municipality: \"3403\" }}\n  b: {{ kind: media }}\nflows:\n  {quoted}: {{ from: a, to: b, data: [name], purpose: information, exposes: {{ subject: {} }} }}\n",
                serde_json::Value::from(format!("sosialhjelp {s}"))
            ),
        ),
        // Routines.
        file(
            "i.md",
            format!(
                "---\ntaushet: routine/v1\nactor: nks\ntitle: {quoted}\nchannel: gosys\nowner: {quoted}\nreviewed: {quoted}\n---\n# Rutine {s}\n\nSkriv «Depositum {s}» til {s}.\n"
            ),
        ),
        // Decisions.
        file(
            "j.yaml",
            format!(
                "taushet: messages/v1\nmessages:\n  - id: a\n    channel: gosys\n    text: Husleie # taushet: allow[avoided-term] by={quoted} for {s}\n  - id: b\n    channel: gosys\n    text: a # taushet: allow[{s}] fordi\n"
            ),
        ),
        // The path itself.
        file(
            &format!("mappe {s}/k.yaml"),
            "taushet: messages/v1\nmessages: [{ id: a, channel: gosys, text: Depositum }]\n".to_owned(),
        ),
    ]
}

fn configuration(secret: &Secret) -> String {
    let s = &secret.written;
    let quoted = serde_json::Value::from(s.as_str()).to_string();
    format!(
        "taushet: config/v1\n{quoted}: 1\nfail-on: {quoted}\ninputs:\n  - {{ paths: [{quoted}], as: {quoted}, text: {quoted}, with: {{ channel: {quoted} }} }}\n  - {{ paths: [x.json], as: messages, text: {}, require: [{quoted}], with: {{ channel: gosys, subject: {quoted} }} }}\nrules: {{ {quoted}: {{ severity: error }} }}\nallow: [{{ file: {quoted}, rule: {quoted}, reason: {quoted} }}]\n",
        serde_json::Value::from(format!("$['{s}'][*]"))
    )
}

fn runs(secret: &Secret) -> Vec<Run> {
    let files = planted(secret);
    let mut runs: Vec<Run> = files.iter().map(|(path, text)| run(&[(path, text)], &[])).collect();
    let source = Source::new("taushet.yaml".to_owned(), configuration(secret));
    let (config, problems) = config::read(&source, 0, &LAW.vocabulary);
    let mapped = format!("{{ {}: [1] }}", serde_json::Value::from(secret.written.as_str()));
    let mut with_config = run(&[("taushet.yaml", source.text()), ("x.json", &mapped)], &[]);
    with_config.inputs.remove(0);
    with_config.inputs[0].mapping = Some(1);
    with_config.failures = problems
        .iter()
        .map(|problem| taushet::report::Failure {
            place: Some(taushet::report::Place { source: 0, span: problem.span }),
            path: String::new(),
            message: LAW.texts.say(&problem.message),
            help: problem.help.as_ref().map(|help| LAW.texts.say(help)),
            ..taushet::report::Failure::default()
        })
        .collect();
    with_config.config = Some((config, 0));
    runs.push(with_config);
    runs
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// 96 secrets in 12 runs, each in every format.
    #[test]
    fn no_format_shows_personal_data(secret in secret()) {
        for given in runs(&secret) {
            let report = check(&LAW, given);
            let is_told = !report.findings.is_empty() || !report.failures.is_empty();
            prop_assert!(is_told, "nothing was told, so nothing was tested");
            for format in Format::value_variants() {
                let text = render(&report, *format, &LAW.texts, false);
                prop_assert!(!leaks(&text, &secret), "{format:?} shows {:?}:\n{text}", secret.written);
            }
        }
    }
}

/// The program itself: what it prints, and what it writes.
#[test]
fn no_sink_shows_personal_data() {
    let secret = Secret { written: "418190 12345".to_owned(), needle: "41819012345".to_owned() };
    let files = planted(&secret);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let scratch = Scratch::new(&files);
    let s = secret.written.as_str();
    let mut n_sinks = 0;
    let mut look = |arguments: &[&str]| {
        let ran = scratch.run(arguments);
        for text in [&ran.out, &ran.err] {
            n_sinks += 1;
            assert!(!leaks(text, &secret), "{arguments:?}:\n{text}");
        }
    };
    for format in Format::value_variants().iter().filter_map(|format| format.to_possible_value()) {
        look(&["check", "--format", format.get_name()]);
    }
    look(&["check", "--fix=suggested", "--diff", "a.yaml", "j.yaml"]);
    look(&["check", s]);
    look(&["check", "--as-of", s]);
    look(&["check", "--format", s]);
    look(&["check", "--select", s]);
    look(&["check", "--config", s]);
    look(&["check", "--policies", s]);
    look(&["check", "--baseline", s]);
    look(&["check", "--fail-on", s]);
    look(&["check", &format!("--{s}")]);
    look(&["explain", s]);
    look(&["why", &format!("{s}#{s}")]);
    look(&["why", &format!("g.yaml#{s}")]);
    look(&["why", &format!("h.yaml#{s}")]);
    look(&["test", "."]);
    look(&["schema", s]);
    look(&["init", s]);
    look(&[s]);
    scratch.write("taushet.yaml", configuration(&secret).as_bytes());
    look(&["check"]);
    scratch.write("taushet.yaml", format!("taushet: [ {s}\n").as_bytes());
    look(&["check"]);
    scratch.write(
        "regler/a.cedar",
        format!("@id(\"{s}\") forbid (principal, action, resource) when {{ {s} }};").as_bytes(),
    );
    scratch.write("regler/b.yaml", format!("taushet: lexicon/v1\nconcepts: {{ {s}: 1 }}\n").as_bytes());
    scratch.write("taushet.yaml", b"taushet: config/v1\n");
    look(&["check", "--policies", "regler"]);
    look(&["rules", "--policies", "regler"]);
    // What is stored: nothing but fingerprints of masked text.
    scratch.run(&["check", "--write-baseline", "a.yaml", "h.yaml"]).exits(0);
    assert!(!leaks(&scratch.read("taushet-baseline.yaml"), &secret));
    assert!(n_sinks > 50, "{n_sinks}");
}

#[test]
fn names_that_documents_say_are_persons_are_hidden() {
    let flow = "taushet: flows/v1\nparties:\n  kari: { kind: client, name: Åse Testad }\n  nav: { kind: nav-office, name: Nav Hamar, municipality: \"3403\" }\n  avisa: { kind: media, name: Avisa Hamar }\nflows:\n  sak-testad: { from: nav, to: avisa, data: [name], purpose: information, exposes: { subject: Sosialhjelp til Åse Testad } }\n";
    let message = "taushet: messages/v1\nmessages:\n  - { id: a, channel: gosys, text: \"Depositum. Gjelder Ola Prøvesen, 41819012345, husleie.\" }\n";
    let report = check(&LAW, run(&[("a.yaml", flow), ("b.yaml", message)], &[]));
    for format in Format::value_variants() {
        let text = render(&report, *format, &LAW.texts, false);
        assert!(!text.contains("Testad") && !text.contains("Åse") && !text.contains("Prøvesen"), "{text}");
    }
    // An organisation's name is nobody's.
    assert!(report.sources.iter().any(|source| source.text().contains("Nav Hamar")));
}

#[test]
fn a_hidden_name_moves_no_column() {
    let message = "taushet: messages/v1\nmessages:\n  - { id: a, channel: gosys, text: \"Søren Prøvesen, 41819012345, husleie\" }\n";
    let report = check(&LAW, run(&[("a.yaml", message)], &[]));
    let text = render(&report, Format::Short, &LAW.texts, false);
    let line = message.lines().nth(2).unwrap();
    let column = line.chars().count() - "husleie\" }".len() + 1;
    assert!(text.contains(&format!("a.yaml:3:{column}: ")) && !report.sources[0].text().contains("Prøvesen"), "{text}");
}

#[test]
fn personal_data_is_shown_on_ones_own_screen_only() {
    let scratch = Scratch::new(&[(
        "a.yaml",
        "taushet: messages/v1\nmessages: [{ id: a, channel: gosys, text: \"Depositum 41819012345\" }]\n",
    )]);
    let ran = scratch.run(&["check", "--show-personal-data"]).exits(2);
    assert!(!ran.out.contains("41819012345") && ran.err.contains("--show-personal-data"), "{}", ran.err);
}
