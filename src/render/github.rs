//! GitHub Actions' workflow commands: `::error file=…,line=…,col=…,title=rule::message`, and a summary.
//!
//! GitHub shows ten annotations of a level for each step; the log has them all.

use std::io;

use super::summary::summary;
use super::{failed_path, lines, log_line, told, told_failure};
use crate::report::{Place, Report};
use crate::rulebook::{Severity, Texts};

pub(super) fn part(report: &Report, texts: &Texts, out: &mut impl io::Write) -> io::Result<()> {
    for failure in &report.failures {
        let title = texts.say(&phrase!("severity-failure"));
        let properties = properties(report, failed_path(report, failure), failure.place, &title);
        writeln!(out, "::error {properties}::{}", data(&told_failure(report, failure, texts)))?;
    }
    for finding in &report.findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let properties = properties(report, report.path(finding.place), Some(finding.place), &finding.rule);
        writeln!(out, "::{command} {properties}::{}", data(&told(report, finding, texts)))?;
    }
    Ok(())
}

pub(super) fn close(report: &Report, texts: &Texts, out: &mut impl io::Write) -> io::Result<()> {
    part(report, texts, out)?;
    writeln!(out, "{}", log_line(summary(report, texts).trim_end()))
}

fn properties(report: &Report, path: &str, place: Option<Place>, title: &str) -> String {
    let mut properties = Vec::new();
    if !path.is_empty() {
        properties.push(("file", path.to_owned()));
    }
    if let Some((start, end)) = place.and_then(|place| lines(report, place)) {
        properties.extend([("line", start.line.to_string()), ("endLine", end.line.to_string())]);
        // GitHub takes columns only of what stands on one line.
        if start.line == end.line {
            properties.extend([("col", start.column.to_string()), ("endColumn", end.column.to_string())]);
        }
    }
    properties.push(("title", title.to_owned()));
    let written = properties.iter().map(|(name, value)| format!("{name}={}", property(value)));
    written.collect::<Vec<_>>().join(",")
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
