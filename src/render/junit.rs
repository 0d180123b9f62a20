//! JUnit's XML, as build servers read it: a suite for each file, a case for each finding, and one that passes for each
//! document without any.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{SoFar, at, failed_path, told, told_failure};
use crate::report::{Finding, Report};
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

pub(super) fn part(report: &Report, texts: &Texts, so_far: &mut SoFar) -> String {
    let mut suites: BTreeMap<&str, Suite> = BTreeMap::new();
    for failure in &report.failures {
        let path = match failed_path(report, failure) {
            "" => "taushet",
            path => path,
        };
        let suite = suites.entry(path).or_default();
        suite.errors += 1;
        let place = failure.place.map_or_else(|| path.to_owned(), |place| at(report, place, texts));
        let body = format!("{place}\n{}", told_failure(report, failure, texts));
        let name = unique(&texts.say(&phrase!("severity-failure")), path, path, so_far);
        suite.case(&name, path, &problem("error", "failure", &failure.message, &body));
    }
    for finding in &report.findings {
        let path = report.path(finding.place);
        let suite = suites.entry(path).or_default();
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
    for suppressed in &report.suppressed {
        let path = report.path(suppressed.finding.place);
        let suite = suites.entry(path).or_default();
        suite.skipped += 1;
        let reason = if suppressed.reason.is_empty() { suppressed.kind.as_str() } else { &suppressed.reason };
        let class = suppressed.finding.document.as_deref().unwrap_or(path);
        let name = unique(&suppressed.finding.rule, class, path, so_far);
        suite.case(&name, class, &format!("<skipped message=\"{}\"/>", attribute(reason)));
    }
    for path in report.checked.iter().filter_map(|source| report.sources.get(*source)).map(|source| source.path()) {
        suites.entry(path).or_insert_with(|| {
            let mut clean = Suite::default();
            clean.case(&unique(&texts.say(&phrase!("no-findings")), path, path, so_far), path, "");
            clean
        });
    }
    let mut out = String::new();
    for (path, Suite { cases, tests, failures, errors, skipped }) in suites {
        let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"");
        let _ = write!(out, "  <testsuite name=\"{}\" {counts}>\n{cases}  </testsuite>\n", attribute(path));
    }
    out
}

pub(super) fn close(report: &Report, texts: &Texts, so_far: &mut SoFar) -> String {
    format!("{}</testsuites>\n", part(report, texts, so_far))
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
