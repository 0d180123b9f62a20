//! One line per finding and failure: `file:line:column: severity[rule] message`.

use super::{at, one_line};
use crate::report::{Finding, Report};
use crate::rulebook::Texts;

pub(super) fn lines<'r>(report: &'r Report, texts: &'r Texts) -> impl Iterator<Item = String> + 'r {
    failures(report, texts).chain(report.findings.iter().map(|finding| line(report, finding, texts) + "\n"))
}

/// The failures alone.
pub(super) fn failures<'r>(report: &'r Report, texts: &'r Texts) -> impl Iterator<Item = String> + 'r {
    report.failures.iter().map(|failure| {
        let place = failure.place.map_or_else(|| failure.path.clone(), |place| at(report, place, texts));
        let help = failure.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        one_line(&format!("{place}: failure {}{help}", failure.message)) + "\n"
    })
}

/// A finding on one line.
pub(super) fn line(report: &Report, finding: &Finding, texts: &Texts) -> String {
    let place = at(report, finding.place, texts);
    one_line(&format!("{place}: {}[{}] {}", finding.severity, finding.rule, finding.message))
}
