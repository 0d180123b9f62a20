//! Decisions that findings do not count: comments, entries of the configuration and baselines; and those that the program
//! writes itself, which must do what they say.
#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use taushet::check::{Run, check};
use taushet::read::{Decision, baseline};
use taushet::report::{Finding, Report};
use taushet::source::Source;
use taushet::suppression::add;
use taushet_fuzz::{DAY, LAW, described, holds, parts, pick, planted};

const CONFIGURATION: &str = "taushet: config/v1\ninputs:\n  - { paths: [\"*.ts\", \"*.properties\", \"*.html\"], as: messages, with: { channel: gosys } }\n";
const PATHS: [&str; 6] = ["a.yaml", "a.md", "nb.ts", "a.properties", "a.html", "baseline"];

fuzz_target!(|data: &[u8]| {
    let Some((path, data)) = pick(data, &PATHS) else { return };
    if path == "baseline" {
        return frozen(data);
    }
    let run = described(CONFIGURATION, path, &planted(data));
    // What carries a marker is described by it alone.
    let run = match path {
        "a.yaml" | "a.md" => taushet_fuzz::run(path, &planted(data)),
        _ => run,
    };
    holds(&run);
    let open = Run { shows_personal_data: true, ..run };
    let report = check(&LAW, open.clone());
    let decision = Decision {
        reason: "prøvd".to_owned(),
        by: Some("meg".to_owned()),
        until: DAY.checked_add(jiff::Span::new().days(1)).ok(),
    };
    let added = add(&LAW, &open, &report, &decision);
    let mut again = open.clone();
    again.replace(added.texts);
    let after = check(&LAW, again);
    assert!(after.n_failures() <= report.n_failures(), "a comment makes a text unreadable");
    let elsewhere: BTreeSet<&str> = added.elsewhere.iter().map(|finding| finding.fingerprint.as_str()).collect();
    let is_of_text = |finding: &&Finding| finding.group != "hygiene";
    for finding in after.findings.iter().filter(is_of_text) {
        assert!(elsewhere.contains(finding.fingerprint.as_str()), "a comment sets nothing aside: {finding:?}");
    }
    assert!(after.suppressed.len() >= report.suppressed.len() + added.n_beside, "{} beside", added.n_beside);
});

/// A baseline and the file it is about: it may set aside, and nothing more.
fn frozen(data: &[u8]) {
    let Some((frozen, text)) = parts(data) else { return };
    let mut run = taushet_fuzz::run("a.yaml", text);
    let all = check(&LAW, run.clone());
    let source = Source::new("taushet-baseline.yaml".to_owned(), String::from_utf8_lossy(frozen).into_owned());
    let (baseline, problems) = baseline::read(&source, 0, &LAW.vocabulary);
    for problem in &problems {
        assert!(source.text().get(problem.span.start..problem.span.end).is_some(), "{problem:?}");
    }
    run.baseline = Some((baseline, run.sources.len()));
    run.sources.push(source);
    let report = holds(&run);
    let n_texts = |report: &Report| report.findings.iter().filter(|finding| finding.group != "hygiene").count();
    assert_eq!(n_texts(&report) + report.suppressed.len(), n_texts(&all) + all.suppressed.len());
}
