//! What a few findings look like in each format. Review with `cargo insta review`; never edit snapshots by hand.

use clap::ValueEnum as _;
use jiff::civil::date;
use taushet::render::{Format, render};
use taushet::report::{Edit, Fix, Report, Safety, Suppressed, SuppressionKind};

use crate::{LAW, check_one};

/// One flow finding: a condition that is recorded as not met.
const FLOW: &str = "\
taushet: flows/v1
parties:
  nav: { kind: nav-office, name: Nav Kristiansand }
  utleier: { kind: landlord }
flows:
  depositum-til-utleier:
    from: nav
    to: utleier
    data: [name, rent]
    collected-for: [financial-assistance]
    purpose: implementation
    basis: fvl-13b-2
    assessment: { individual: true, necessary: true, no-alternative: true, minimised: false }
";

/// One message finding behind escapes.
const MESSAGE: &str = r#"{
  "taushet": "messages/v1",
  "messages": [
    { "id": "kontakt", "channel": "gosys",
      "text": "Hei \ud83d\ude00\nBruker \u00f8nsker svar om\tdepositum i dag." }
  ]
}
"#;

/// One failure.
const BROKEN: &str = "\
taushet: flows/v1
parties:
  nav: { kind: nav-offcie }
flows: {}
";

fn shown(report: &Report, format: Format) -> String {
    render(report, format, &LAW.texts, false)
        .replace(&format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION")), "\"version\": \"[version]\"")
}

fn snapshots(name: &str, report: &Report) {
    for format in Format::value_variants() {
        let ending = format!("{format:?}").to_lowercase();
        insta::assert_snapshot!(format!("{name}_{ending}"), shown(report, *format));
    }
}

/// The first finding of a report: with a fix, and let stand in each of the ways there are.
pub(crate) fn with_decisions(report: &Report) -> Report {
    let mut report = report.clone();
    let finding = report.findings.first().cloned().expect("a finding");
    let let_stand = |kind, reason: &str, by: Option<&str>, until| Suppressed {
        finding: finding.clone(),
        kind,
        reason: reason.to_owned(),
        by: by.map(str::to_owned),
        until,
    };
    let until = Some(date(2027, 1, 1));
    report.suppressed = vec![
        let_stand(SuppressionKind::Inline, "brukes bare i opplæring", None, None),
        let_stand(SuppressionKind::Configured, "avklart", Some("personvernombudet"), until),
        let_stand(SuppressionKind::Inline, "avklart", Some("personvernombudet"), until),
        let_stand(SuppressionKind::Baseline, "", None, None),
    ];
    let edits = vec![Edit { place: finding.place, text: "dokumentasjon".into() }];
    if let Some(finding) = report.findings.first_mut() {
        finding.fix = Some(Fix { safety: Safety::Suggested, edits });
    }
    report
}

#[test]
fn flow() {
    snapshots("flow", &check_one(&LAW, "depositum.yaml", FLOW, &["condition-missing"]));
}

#[test]
fn message() {
    snapshots("message", &check_one(&LAW, "meldinger.json", MESSAGE, &["avoided-term"]));
}

#[test]
fn failure() {
    snapshots("failure", &check_one(&LAW, "feil.yaml", BROKEN, &[]));
}

#[test]
fn suppressed() {
    snapshots("suppressed", &with_decisions(&check_one(&LAW, "meldinger.json", MESSAGE, &["avoided-term"])));
}

/// Columns count characters: æøå, an emoji and a combining mark are one column each (the mark its own).
#[test]
fn columns_count_characters() {
    let text =
        "taushet: messages/v1\nmessages:\n  - { id: a, channel: gosys, text: \"Æøå 😀 e\u{301} spør om depositum\" }\n";
    let report = check_one(&LAW, "m.yaml", text, &["avoided-term"]);
    let line = text.lines().nth(2).unwrap_or_default();
    let column = line.split("depositum").next().unwrap_or_default().chars().count() + 1;
    assert_eq!(column, 54);
    let short = shown(&report, Format::Short);
    assert!(short.starts_with("m.yaml:3:54: error[avoided-term] "), "{short}");
    let json: serde_json::Value = serde_json::from_str(&shown(&report, Format::Json)).unwrap_or_default();
    assert_eq!(json["findings"][0]["start"], serde_json::json!({"line": 3, "column": 54}));
    assert_eq!(json["findings"][0]["end"], serde_json::json!({"line": 3, "column": 63}));
}

/// A wording can stand over two lines; `short` keeps to one line for each finding.
#[test]
fn a_message_is_one_line() {
    let text = "taushet: messages/v1\nmessages:\n  - id: a\n    channel: gosys\n    text: |\n      Bruker står uten\n      bolig fra i dag.\n";
    let report = check_one(&LAW, "m.yaml", text, &["situation-reveals"]);
    let messages: Vec<_> = report.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(messages.iter().any(|message| message.contains("«uten bolig")), "{messages:?}");
    assert_eq!(shown(&report, Format::Short).lines().count(), 1);
}

/// What is written to the client takes its advice from who reads it, with or without a rewriting in the routine.
#[test]
fn advice_follows_the_reader() {
    let advice = |to: &str, word: &str| {
        let text = format!(
            "taushet: messages/v1\nmessages:\n  - {{ id: a, channel: sms, from: nav-office, to: {to}, text: Gjelder {word} }}\n"
        );
        let report = check_one(&LAW, "m.yaml", &text, &["avoided-term"]);
        report.findings.first().and_then(|finding| finding.help.clone()).unwrap_or_default()
    };
    let (to_client, to_office) = (advice("client", "depositum"), advice("nav-office", "depositum"));
    assert_eq!(to_client, advice("client", "barnevern"));
    assert!(to_office.contains("Rutinen foreslår") && !to_client.contains("Rutinen foreslår"), "{to_client}");
}

/// The finding stands in the first frame; a related place far above it is named in the last line instead.
#[test]
fn a_far_place_is_named_and_a_near_one_shown() {
    let human = |between: &str| {
        let text = format!(
            "taushet: messages/v1\nmessages:\n  - id: a\n    channel: gosys\n    text: |\n{between}      Gjelder depositum.\n"
        );
        shown(&check_one(&LAW, "m.yaml", &text, &["avoided-term"]), Format::Human)
    };
    let (near, far) = (human(""), human(&"      Hei.\n".repeat(8)));
    assert!(near.contains("╰── meldingen skrives i") && !near.contains("Se også"), "{near}");
    assert!(far.contains("[m.yaml:14:15]") && far.contains("Se også: m.yaml:4:14 (meldingen skrives i"), "{far}");
}

/// The report holds the keys that contract § 5 promises.
#[test]
fn json_keeps_the_contract() {
    let report = check_one(&LAW, "depositum.yaml", FLOW, &[]);
    let json: serde_json::Value = serde_json::from_str(&shown(&report, Format::Json)).unwrap_or_default();
    assert_eq!(json["schema"], "taushet/report/v1");
    assert_eq!(json["asOf"], "2026-11-22");
    assert!(json["suppressed"].is_array() && json["summary"]["suppressions"].is_array());
    for key in ["documents", "flows", "messages", "errors", "warnings", "infos", "suppressed", "failures"] {
        assert!(json["summary"][key].is_u64(), "summary.{key}");
    }
    for key in ["file", "flow", "line", "verdict", "by", "missing", "basis"] {
        assert!(!json["flows"][0][key].is_null(), "flows.{key}");
    }
    for finding in json["findings"].as_array().into_iter().flatten() {
        for key in [
            "rule",
            "group",
            "severity",
            "file",
            "start",
            "end",
            "document",
            "message",
            "help",
            "law",
            "related",
            "fingerprint",
        ] {
            assert!(!finding[key].is_null(), "findings.{key}: {finding}");
        }
    }
    let decided = with_decisions(&check_one(&LAW, "m.json", MESSAGE, &["avoided-term"]));
    let json: serde_json::Value = serde_json::from_str(&shown(&decided, Format::Json)).unwrap_or_default();
    assert_eq!(json["findings"][0]["fix"]["safety"], "suggested");
    assert_eq!(json["findings"][0]["fix"]["edits"][0]["start"], json["findings"][0]["start"]);
    assert_eq!(json["summary"]["suppressed"], 4);
    let suppression = serde_json::json!({
        "kind": "configured", "reason": "avklart", "by": "personvernombudet", "until": "2027-01-01"
    });
    assert_eq!(json["suppressed"][1]["suppression"], suppression);
    let broken = check_one(&LAW, "feil.yaml", BROKEN, &[]);
    let json: serde_json::Value = serde_json::from_str(&shown(&broken, Format::Json)).unwrap_or_default();
    for key in ["file", "message", "start"] {
        assert!(!json["failures"][0][key].is_null(), "failures.{key}");
    }
}

/// A path, an id, a text and a reason that would do something to the screen they are shown on.
#[test]
fn nothing_acts_on_a_screen() {
    let found = "taushet: messages/v1\nmessages:\n  - { id: \"e\\e[2Jn\", channel: gosys, text: \"Depositum \u{202e}og\u{2066} husleie\" }\n";
    let failed = "taushet: messages/v1\nmessages:\n  - { id: b, channel: \"\\x1b[8m\\x9b31m\", text: \"\u{1b}[2J\" }\n";
    let path = "mappe\u{1b}[2J\n/a.yaml";
    let mut report = check_one(&LAW, path, found, &[]);
    assert!(!report.findings.is_empty());
    report.failures.extend(check_one(&LAW, path, failed, &[]).failures);
    assert!(!report.failures.is_empty());
    for format in [Format::Human, Format::Short] {
        let shown = render(&report, format, &LAW.texts, false);
        let acts = |letter: char| letter != '\n' && letter.is_control() || ['\u{202e}', '\u{2066}'].contains(&letter);
        assert!(!shown.contains(acts), "{shown:?}");
    }
    let short = render(&report, Format::Short, &LAW.texts, false);
    assert_eq!(short.lines().count(), report.findings.len() + report.failures.len(), "{short}");
}
