//! GitLab's Code Quality report: a list of violations, each with a fingerprint that no other has.

use std::io;

use serde_json::{Value, json};

use super::{SoFar, failed_path, lines, told, told_failure};
use crate::fingerprint;
use crate::report::{Place, Report};
use crate::rulebook::{Severity, Texts};

pub(super) fn open() -> String {
    "[".to_owned()
}

pub(super) fn part(report: &Report, texts: &Texts, so_far: &mut SoFar, out: &mut impl io::Write) -> io::Result<()> {
    for failure in &report.failures {
        let path = failed_path(report, failure);
        let violation = json!({
            "description": told_failure(report, failure, texts),
            "check_name": "failure",
            "fingerprint": unique(&[path, "failure", &failure.message], so_far),
            "severity": "blocker",
            "location": location(report, path, failure.place),
        });
        so_far.write_item(&violation, out)?;
    }
    for finding in &report.findings {
        let path = report.path(finding.place);
        let severity = match finding.severity {
            Severity::Error => "critical",
            Severity::Warning => "major",
            Severity::Info => "info",
        };
        let violation = json!({
            "description": told(report, finding, texts),
            "check_name": finding.rule.as_str(),
            "fingerprint": unique(&[path, &finding.fingerprint], so_far),
            "severity": severity,
            "location": location(report, path, Some(finding.place)),
        });
        so_far.write_item(&violation, out)?;
    }
    Ok(())
}

pub(super) fn close(report: &Report, texts: &Texts, so_far: &mut SoFar, out: &mut impl io::Write) -> io::Result<()> {
    part(report, texts, so_far, out)?;
    out.write_all(b"\n]\n")
}

/// GitLab shows only one of those that share a fingerprint.
fn unique(parts: &[&str], so_far: &mut SoFar) -> String {
    let nth = so_far.times_before(fingerprint::hash(parts, 0));
    fingerprint::hash(parts, nth)
}

fn location(report: &Report, path: &str, place: Option<Place>) -> Value {
    // GitLab asks for a path and a line of everything.
    let path = if path.is_empty() { "." } else { path };
    match place.and_then(|place| lines(report, place)) {
        Some((start, end)) => json!({
            "path": path,
            "positions": {
                "begin": { "line": start.line, "column": start.column },
                "end": { "line": end.line, "column": end.column },
            },
        }),
        None => json!({ "path": path, "lines": { "begin": 1 } }),
    }
}
