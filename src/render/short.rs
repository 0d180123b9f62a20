//! One line per finding and failure: `file:line:column: severity[rule] message`.

use std::fmt::Write as _;

use super::at;
use crate::report::Report;
use crate::rulebook::Texts;

pub(super) fn render(report: &Report, texts: &Texts) -> String {
    let mut out = String::new();
    for failure in &report.failures {
        let place = failure.place.map_or_else(|| failure.path.clone(), |place| at(report, place, texts));
        let help = failure.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{place}: failure {}{help}", failure.message);
    }
    for finding in &report.findings {
        let place = at(report, finding.place, texts);
        let _ = writeln!(out, "{place}: {}[{}] {}", finding.severity, finding.rule, finding.message);
    }
    out
}
