//! One line per finding and failure: `file:line:column: severity[rule] message`.

use std::fmt::Write as _;

use super::{at, one_line};
use crate::report::{Finding, Report};
use crate::rulebook::Texts;

pub(super) fn render(report: &Report, texts: &Texts) -> String {
    let mut out = String::new();
    for failure in &report.failures {
        let place = failure.place.map_or_else(|| failure.path.clone(), |place| at(report, place, texts));
        let help = failure.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", one_line(&format!("{place}: failure {}{help}", failure.message)));
    }
    for finding in &report.findings {
        let _ = writeln!(out, "{}", line(report, finding, texts));
    }
    out
}

/// A finding on one line.
pub(super) fn line(report: &Report, finding: &Finding, texts: &Texts) -> String {
    let place = at(report, finding.place, texts);
    one_line(&format!("{place}: {}[{}] {}", finding.severity, finding.rule, finding.message))
}
