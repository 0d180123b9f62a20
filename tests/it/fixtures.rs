//! Runs every file of `fixtures/`: `rules/<rule-id>.*` (only that rule), `cases/` (the whole law), `law-2025/` (the law
//! with the adopted forvaltningslov), `broken/` (what cannot be checked), and `eksempler/` (the README's); and the examples
//! of `policies/examples/`, which `taushet explain` shows.

use std::path::Path;
use std::sync::LazyLock;

use clap::ValueEnum as _;
use taushet::check::check;
use taushet::expect::{Expectations, Scope};
use taushet::render::{Format, render};
use taushet::report::Report;
use taushet::rulebook::Rulebook;

use crate::{LAW, check_one, files, run, shown, text};

fn fixtures(folder: &str) -> Vec<std::path::PathBuf> {
    files(&format!("fixtures/{folder}"))
        .into_iter()
        .filter(|path| path.extension().is_none_or(|extension| extension != "expect"))
        .collect()
}

/// The rule that a file of `fixtures/rules` is about.
pub(crate) fn rule_of(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // `avoided-term.2.md`: a rule may have several files.
    name.split('.').next().unwrap_or_default().to_owned()
}

/// The files of `fixtures/rules`.
pub(crate) fn rule_fixtures() -> Vec<std::path::PathBuf> {
    fixtures("rules")
}

/// What disagrees in a file of `fixtures/rules` under a law; empty when nothing does.
pub(crate) fn disagreements(rulebook: &Rulebook, path: &Path) -> String {
    let text = text(path);
    let rule = rule_of(path);
    let report = check_one(rulebook, &shown(path), &text, &[&rule]);
    expectations(path, &text).against(&report, Scope::Rule).text(&shown(path), &LAW.texts)
}

/// The expectations of a file, those beside it among them.
pub(crate) fn expectations(path: &Path, text: &str) -> Expectations {
    let beside = std::fs::read_to_string(format!("{}.expect", path.display())).ok();
    taushet::expect::read(&shown(path), text, beside.as_deref())
}

#[track_caller]
fn assert_none(disagreements: &[String]) {
    assert!(disagreements.iter().all(String::is_empty), "\n{}", disagreements.concat());
}

#[test]
fn rules() {
    let found: Vec<String> = rule_fixtures().iter().map(|path| disagreements(&LAW, path)).collect();
    assert!(!found.is_empty(), "fixtures/rules is empty");
    assert_none(&found);
}

#[test]
fn cases() {
    assert_none(&whole_law(&LAW, &fixtures("cases")));
}

#[test]
fn broken() {
    let found = whole_law(&LAW, &fixtures("broken"));
    assert!(!found.is_empty(), "fixtures/broken is empty");
    assert_none(&found);
}

#[test]
fn examples() {
    assert_none(&whole_law(&LAW, &example_files()));
}

/// The law with the adopted forvaltningslov in the place of the one in force.
static LAW_2025: LazyLock<Rulebook> = LazyLock::new(|| {
    Rulebook::load_edition(&taushet::law::embedded(), "2025").unwrap_or_else(|error| panic!("{error}"))
});

#[test]
fn the_adopted_law() {
    assert_none(&whole_law(&LAW_2025, &fixtures("law-2025")));
}

/// Beside each `# verdict:` of `fixtures/law-2025` stands `# 1967:` and the verdict of the law in force.
#[test]
fn what_the_adopted_law_changes() {
    let mut wrong = Vec::new();
    for path in fixtures("law-2025") {
        let text = text(&path);
        let report = check_one(&LAW, &shown(&path), &text, &[]);
        for flow in &report.flows {
            let line = text.lines().nth(report.sources[0].position(flow.place.span.start).line - 1).unwrap_or_default();
            let stated = line.split_once("# 1967: ").map(|(_, verdict)| verdict.trim());
            if stated != Some(flow.verdict.as_str()) {
                wrong.push(format!("{}: {}: {stated:?}, is {}\n", shown(&path), flow.flow, flow.verdict.as_str()));
            }
        }
    }
    assert_none(&wrong);
}

/// The files of `policies/examples`.
pub(crate) fn example_files() -> Vec<std::path::PathBuf> {
    let found = files("policies/examples");
    assert!(!found.is_empty(), "policies/examples is empty");
    found
}

pub(crate) fn whole_law(law: &Rulebook, paths: &[std::path::PathBuf]) -> Vec<String> {
    paths
        .iter()
        .map(|path| {
            let text = text(path);
            let report = check_one(law, &shown(path), &text, &[]);
            let expectations = expectations(path, &text);
            let idle =
                if expectations.is_empty() { format!("  {}: expects nothing\n", shown(path)) } else { String::new() };
            idle + &expectations.against(&report, Scope::Case).text(&shown(path), &LAW.texts)
        })
        .collect()
}

#[test]
fn places_are_inside_and_texts_are_whole() {
    let mut wrong = Vec::new();
    for path in fixtures("") {
        let name = shown(&path);
        let report = check_one(&LAW, &name, &text(&path), &[]);
        invariants(&name, &report, &mut wrong);
    }
    let number = wrong.len();
    wrong.truncate(20);
    assert!(wrong.is_empty(), "{number} in all, the first are\n{}", wrong.join("\n"));
}

fn invariants(name: &str, report: &Report, wrong: &mut Vec<String>) {
    let primary = report.findings.iter().map(|finding| finding.place);
    let related = report.findings.iter().flat_map(|finding| finding.related.iter().map(|(place, _)| *place));
    let others =
        report.flows.iter().map(|flow| flow.place).chain(report.failures.iter().filter_map(|failure| failure.place));
    for place in primary.chain(related).chain(others) {
        let inside = report
            .sources
            .get(place.source)
            .is_some_and(|source| source.text().get(place.span.start..place.span.end).is_some());
        if !inside {
            wrong.push(format!("{name}: {place:?} is no place in the text"));
        }
    }
    for finding in &report.findings {
        let at = format!("{name}: {}[{}]", finding.severity, finding.rule);
        // What is wrong with a record of ours is wrong by no provision.
        let is_ours = finding.group == "hygiene";
        if !is_ours && finding.law.is_empty() || finding.law.iter().any(|law| law.trim().is_empty()) {
            wrong.push(format!("{at} cites no provision: {:?}", finding.law));
        }
        if finding.help.is_none() {
            wrong.push(format!("{at} has no help"));
        }
        if finding.why.is_none() {
            wrong.push(format!("{at} has no why"));
        }
        for text in [Some(&finding.message), finding.help.as_ref(), finding.why.as_ref()].into_iter().flatten() {
            if text.contains(['{', '}']) || text.contains("  ") || text != text.trim() {
                wrong.push(format!("{at} has an unfilled text: {text}"));
            }
        }
        if !finding.related.iter().all(|(_, label)| !label.is_empty() && !label.contains(['{', '}'])) {
            wrong.push(format!("{at} has an unfilled label"));
        }
    }
    for format in Format::value_variants() {
        for color in [false, true] {
            let shown = render(report, *format, &LAW.texts, color);
            if let Some(number) = eleven_digits(&shown) {
                wrong.push(format!("{name}: {format:?} shows {number}"));
            }
        }
    }
}

/// A row of exactly eleven digits, with or without a space after the sixth.
pub(crate) fn eleven_digits(text: &str) -> Option<&str> {
    let pattern = regex::Regex::new(r"(?:^|[^0-9A-Za-z])([0-9]{6} ?[0-9]{5})(?:$|[^0-9A-Za-z])")
        .unwrap_or_else(|error| panic!("{error}"));
    pattern.captures(text).and_then(|found| found.get(1)).map(|found| found.as_str())
}

#[test]
fn some_fixture_holds_personal_data() {
    assert!(
        fixtures("").iter().any(|path| eleven_digits(&text(path)).is_some()),
        "else that nothing is shown is not tested"
    );
}

#[test]
fn same_input_same_bytes() {
    let texts: Vec<(String, String)> = fixtures("").iter().map(|path| (shown(path), text(path))).collect();
    let mut all: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let json = |texts: &[(&str, &str)]| render(&check(&LAW, run(texts, &[])), Format::Json, &LAW.texts, false);
    let first = json(&all);
    assert!(first == json(&all), "two runs differ");
    all.reverse();
    let reversed = json(&all);
    let differ = first.lines().zip(reversed.lines()).find(|(one, other)| one != other);
    assert!(first == reversed, "the order of inputs shows: {differ:?}");
}
