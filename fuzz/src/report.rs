//! What holds of every report.

use clap::ValueEnum as _;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use taushet::check::{Run, check};
use taushet::render::{Format, render};
use taushet::report::{Finding, Place, Report};
use taushet::source::Source;

use crate::{LAW, could_show, shows};

/// Checks a run and everything that holds of every report. Gives the report.
///
/// # Panics
/// When something does not hold.
pub fn holds(run: &Run) -> Report {
    let report = check(&LAW, run.clone());
    let was_named = run.inputs.iter().any(|input| input.named) || !run.failures.is_empty();
    assert!(!was_named || report.documents + report.n_failures() > 0, "a named file passes in silence");
    assert!(report.n_failures() >= run.failures.len().min(1), "what could not be read is not told");
    places(&report, run);
    let told: Vec<String> =
        Format::value_variants().iter().map(|format| render(&report, *format, &LAW.texts, false)).collect();
    for (format, text) in Format::value_variants().iter().zip(&told) {
        reads_back(*format, text, &report);
    }
    if !run.shows_personal_data && !run.sources.iter().any(|source| could_show(&without_planted(source.text()))) {
        for (format, text) in Format::value_variants().iter().zip(&told) {
            assert!(!shows(text), "{format:?} shows personal data:\n{text}");
        }
    }
    if told[0].len().is_multiple_of(3) {
        let again = check(&LAW, run.clone());
        for (format, text) in Format::value_variants().iter().zip(&told) {
            assert_eq!(*text, render(&again, *format, &LAW.texts, false), "{format:?} differs the second time");
        }
    }
    report
}

fn without_planted(text: &str) -> String {
    text.replace(crate::PLANTED, "")
}

/// What a finding says, and where, for comparing reports.
#[must_use]
pub fn key(source: &Source, finding: &Finding) -> (usize, usize, usize, usize, String, String) {
    let (start, end) = (source.position(finding.place.span.start), source.position(finding.place.span.end));
    (start.line, start.column, end.line, end.column, finding.rule.to_string(), finding.message.to_string())
}

/// Every place lies in its source, and the masked texts are as long as those that were read.
fn places(report: &Report, run: &Run) {
    for (masked, source) in report.sources.iter().zip(&run.sources) {
        assert_eq!(masked.text().len(), source.text().len(), "masking moved places");
    }
    let suppressed = report.suppressed.iter().map(|suppressed| &suppressed.finding);
    for finding in report.findings.iter().chain(suppressed) {
        assert!(is_inside(&run.sources, finding.place), "{finding:?}");
        finding.related.iter().for_each(|(place, _)| assert!(is_inside(&run.sources, *place), "{finding:?}"));
        for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(is_inside(&run.sources, edit.place), "{edit:?}");
        }
        assert!(!finding.message.is_empty() && !finding.fingerprint.is_empty(), "{finding:?}");
    }
    report.flows.iter().for_each(|flow| assert!(is_inside(&run.sources, flow.place), "{flow:?}"));
    for failure in &report.failures {
        assert!(failure.place.is_none_or(|place| is_inside(&run.sources, place)), "{failure:?}");
        assert!(!failure.message.is_empty() && (failure.place.is_some() || !failure.path.is_empty()), "{failure:?}");
    }
}

/// Whether a place is whole characters of its source, with a line and a column that the text has.
#[must_use]
pub fn is_inside(sources: &[Source], place: Place) -> bool {
    let Some(source) = sources.get(place.source) else { return false };
    let (text, span) = (source.text(), place.span);
    let has = |offset: usize| {
        let position = source.position(offset);
        let line = text.split('\n').nth(position.line - 1);
        line.is_some_and(|line| (1..=line.chars().count() + 1).contains(&position.column))
    };
    text.get(span.start..span.end).is_some() && has(span.start) && has(span.end)
}

/// Whether a character changes how a terminal shows what is around it.
fn is_unseen(letter: char) -> bool {
    letter != '\t' && letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What a program reads of a format is what was written, and what people read does nothing to their screen.
///
/// # Panics
/// When it is not, or does.
pub fn reads_back(format: Format, text: &str, report: &Report) {
    let n_told = report.findings.len() + report.failures.len();
    let lines = || text.strip_suffix('\n').map_or(0, |text| text.split('\n').count());
    match format {
        Format::Human => assert!(!text.contains(|letter| letter != '\n' && is_unseen(letter)), "{text:?}"),
        Format::Short => {
            assert!(!text.contains(|letter| letter != '\n' && is_unseen(letter)), "{text:?}");
            assert_eq!(lines(), n_told, "{text}");
        }
        Format::Json | Format::Sarif | Format::Gitlab => {
            let value: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{format:?}: {error}\n{text}"));
            match format {
                Format::Json => {
                    assert_eq!(value["findings"].as_array().map(Vec::len), Some(report.findings.len()));
                    assert_eq!(value["failures"].as_array().map(Vec::len), Some(report.failures.len()));
                }
                Format::Sarif => assert!(value["runs"][0]["results"].is_array(), "{text}"),
                _ => assert!(value.is_array(), "{text}"),
            }
        }
        Format::Github | Format::Azure => {
            assert!(!text.contains('\r'), "{text}");
            assert_eq!(lines(), n_told + 1, "{text}");
            let is_log = |line: &&str| !["::", "##vso["].iter().any(|mark| line.starts_with(mark));
            let outside = text.lines().filter(is_log);
            outside.for_each(|line| assert!(!line.contains("##vso[") && !line.contains("##["), "{line}"));
            if format == Format::Github {
                text.lines().filter(|line| line.starts_with("::")).for_each(|line| {
                    let known = ["::error ", "::warning ", "::notice "].iter().any(|command| line.starts_with(command));
                    assert!(known, "{line}");
                });
            }
        }
        Format::Junit => is_xml(text),
    }
}

fn is_xml(text: &str) {
    let is_allowed = |letter: char| matches!(letter, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(text.chars().all(is_allowed), "{text:?}");
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}\n{text}")) {
            Event::Start(tag) => {
                depth += 1;
                tag.attributes().for_each(|attribute| assert!(attribute.is_ok(), "{text}"));
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{text}");
}
