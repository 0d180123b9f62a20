//! JUnit's XML, as build servers read it: a suite for each file, a case for each finding, and one that passes for each
//! document without any.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use super::{SoFar, at, failed_path, told, told_failure};
use crate::report::{Failure, Finding, Report, Suppressed};
use crate::rulebook::{Severity, Texts};

pub(super) fn open() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"taushet\">\n".to_owned()
}

/// The cases of one file.
#[derive(Default)]
struct Suite {
    cases: String,
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Suite {
    fn case(&mut self, name: &str, class: &str, inner: &str) {
        self.tests += 1;
        // Writing to a string cannot fail.
        let _ = write!(self.cases, "    <testcase name=\"{}\" classname=\"{}\"", attribute(name), attribute(class));
        let _ = match inner {
            "" => writeln!(self.cases, "/>"),
            inner => writeln!(self.cases, ">{inner}</testcase>"),
        };
    }
}

/// What is told of one file.
#[derive(Default)]
struct Told<'r> {
    failures: Vec<&'r Failure>,
    findings: Vec<&'r Finding>,
    suppressed: Vec<&'r Suppressed>,
}

pub(super) fn part(report: &Report, texts: &Texts, so_far: &mut SoFar, out: &mut impl io::Write) -> io::Result<()> {
    let mut files: BTreeMap<&str, Told<'_>> = BTreeMap::new();
    for failure in &report.failures {
        let path = match failed_path(report, failure) {
            "" => "taushet",
            path => path,
        };
        files.entry(path).or_default().failures.push(failure);
    }
    for finding in &report.findings {
        files.entry(report.path(finding.place)).or_default().findings.push(finding);
    }
    for suppressed in &report.suppressed {
        files.entry(report.path(suppressed.finding.place)).or_default().suppressed.push(suppressed);
    }
    for path in report.checked.iter().filter_map(|source| report.sources.get(*source)).map(|source| source.path()) {
        files.entry(path).or_default();
    }
    for (path, told) in files {
        let Suite { cases, tests, failures, errors, skipped } = suite(report, path, &told, texts, so_far);
        let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"");
        write!(out, "  <testsuite name=\"{}\" {counts}>\n{cases}  </testsuite>\n", attribute(path))?;
    }
    Ok(())
}

fn suite(report: &Report, path: &str, told: &Told<'_>, texts: &Texts, so_far: &mut SoFar) -> Suite {
    let mut suite = Suite::default();
    for failure in &told.failures {
        suite.errors += 1;
        let place = failure.place.map_or_else(|| path.to_owned(), |place| at(report, place, texts));
        let body = format!("{place}\n{}", told_failure(report, failure, texts));
        let name = unique(&texts.say(&phrase!("severity-failure")), path, path, so_far);
        suite.case(&name, path, &problem("error", "failure", &failure.message, &body));
    }
    for finding in &told.findings {
        let body = body(report, finding, texts);
        let inner = match finding.severity {
            // A remark fails nothing.
            Severity::Info => format!("<system-out>{}</system-out>", escaped(&body)),
            severity => {
                suite.failures += 1;
                problem("failure", severity.as_str(), &finding.message, &body)
            }
        };
        let class = finding.document.as_deref().unwrap_or(path);
        suite.case(&unique(&finding.rule, class, path, so_far), class, &inner);
    }
    for Suppressed { finding, reason, kind, .. } in &told.suppressed {
        suite.skipped += 1;
        let reason = if reason.is_empty() { kind.as_str() } else { reason };
        let class = finding.document.as_deref().unwrap_or(path);
        let name = unique(&finding.rule, class, path, so_far);
        suite.case(&name, class, &format!("<skipped message=\"{}\"/>", attribute(reason)));
    }
    if suite.tests == 0 {
        suite.case(&unique(&texts.say(&phrase!("no-findings")), path, path, so_far), path, "");
    }
    suite
}

pub(super) fn close(report: &Report, texts: &Texts, so_far: &mut SoFar, out: &mut impl io::Write) -> io::Result<()> {
    part(report, texts, so_far, out)?;
    out.write_all(b"</testsuites>\n")
}

/// Build servers show only one of the cases that share a name.
fn unique(name: &str, class: &str, path: &str, so_far: &mut SoFar) -> String {
    match so_far.times_before([path, class, name].join("\0")) {
        0 => name.to_owned(),
        before => format!("{name} ({})", before + 1),
    }
}

fn body(report: &Report, finding: &Finding, texts: &Texts) -> String {
    format!("{}\n{}", at(report, finding.place, texts), told(report, finding, texts))
}

fn problem(element: &str, kind: &str, message: &str, body: &str) -> String {
    format!("<{element} type=\"{kind}\" message=\"{}\">{}</{element}>", attribute(message), escaped(body))
}

/// As an attribute, whose line ends and tabs a reader would else make spaces of.
fn attribute(text: &str) -> String {
    escaped(text).replace('\t', "&#9;").replace('\n', "&#10;")
}

/// As text. What XML 1.0 cannot hold is replaced.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\r' => escaped.push_str("&#13;"),
            '\t' | '\n' => escaped.push(character),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            character => escaped.push(character),
        }
    }
    escaped
}
