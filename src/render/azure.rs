//! Azure Pipelines' logging commands: `##vso[task.logissue type=error;sourcepath=…;linenumber=…;code=rule;]message`.
//!
//! Azure has no command for remarks: they are lines of the log.

use std::io;

use super::summary::summary;
use super::{failed_path, lines, log_line, short, told, told_failure};
use crate::report::{Place, Report};
use crate::rulebook::{Severity, Texts};

pub(super) fn part(report: &Report, texts: &Texts, out: &mut impl io::Write) -> io::Result<()> {
    for failure in &report.failures {
        let properties = properties(report, failed_path(report, failure), failure.place, None);
        let message = data(&told_failure(report, failure, texts));
        writeln!(out, "##vso[task.logissue type=error;{properties}]{message}")?;
    }
    for finding in &report.findings {
        let kind = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => {
                writeln!(out, "{}", log_line(&short::line(report, finding, texts)))?;
                continue;
            }
        };
        let properties = properties(report, report.path(finding.place), Some(finding.place), Some(&finding.rule));
        writeln!(out, "##vso[task.logissue type={kind};{properties}]{}", data(&told(report, finding, texts)))?;
    }
    Ok(())
}

pub(super) fn close(report: &Report, texts: &Texts, out: &mut impl io::Write) -> io::Result<()> {
    part(report, texts, out)?;
    writeln!(out, "{}", log_line(summary(report, texts).trim_end()))
}

fn properties(report: &Report, path: &str, place: Option<Place>, rule: Option<&str>) -> String {
    let mut properties = String::new();
    let mut say = |name: &str, value: &str| properties.push_str(&format!("{name}={};", property(value)));
    if !path.is_empty() {
        say("sourcepath", path);
    }
    if let Some((start, _)) = place.and_then(|place| lines(report, place)) {
        say("linenumber", &start.line.to_string());
        say("columnnumber", &start.column.to_string());
    }
    if let Some(rule) = rule {
        say("code", rule);
    }
    properties
}

fn data(text: &str) -> String {
    text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(';', "%3B").replace(']', "%5D")
}
