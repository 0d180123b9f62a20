//! Expectations inside fixtures (contract § 6): read from a file's lines, held against a report, both ways.
//!
//! In a comment of YAML, or between `<!--` and `-->` in Markdown and text; several on a line are separated by ` # `:
//!
//! ```text
//! # error: [rule-id]                      a finding of this severity starts on this line (also warning, info)
//! # error: [rule-id] "part"               … and its message contains this
//! # error: [rule-id] «depositum»          … and exactly this is underlined. On a line that opens a message (`- id:`)
//!                                         or a flow: anywhere in it, for texts that a comment cannot stand in
//! #        ^^^^ error: [rule-id]          on the line below: the exact columns
//! # ok: why                               no finding on this line; on a line that opens a message or a flow: in it
//! # verdict: permitted [norm] missing: a, b   on a flow's key. `by` contains the norms; `missing` is the whole list
//! # failure: "part"                       something on this line cannot be checked
//! # todo: error: [rule-id]                today's wrong behaviour, asserted like any other
//! # expectations: all                     every error and warning of this file is written down
//! ```
//!
//! A JSON file has its expectations beside it in `<name>.json.expect`, each line `LINE # error: …`.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;
use taushet::report::{Finding, Report};
use taushet::rulebook::Severity;

/// One expectation and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    /// The line it is about, from 1.
    line: usize,
    /// The columns it pins, from 1, the end exclusive.
    columns: Option<(usize, usize)>,
    /// As written.
    written: String,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Finding { severity: Severity, rule: String, part: Option<String>, underlined: Option<String> },
    Ok,
    Verdict { verdict: String, by: Vec<String>, missing: Option<Vec<String>> },
    Failure { part: String },
}

/// All expectations of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expectations {
    all: Vec<Expected>,
    /// Whether every error and warning is written down although there may be none.
    complete: bool,
    /// Expectations that cannot be read.
    mistakes: Vec<String>,
    /// For each line (from 1) that opens a message or a flow, its id.
    opens: Vec<(usize, String)>,
}

/// What of a report is held against the expectations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Every finding: only one rule ran.
    Rule,
    /// Verdicts, failures, and errors and warnings when the file says so.
    Case,
}

static COMMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|\s)#\s*(?:(\^+)\s*)?((?:todo:\s*)?(?:error|warning|info|ok|verdict|failure|expectations):\s.*)$")
});
static HTML: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"<!--\s*(?:(\^+)\s*)?((?:todo:\s*)?(?:error|warning|info|ok|failure|expectations):\s.*?)\s*-->")
});
static FINDING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"^(error|warning|info): \[([a-z0-9-]+)\](?: "([^"]*)")?(?: «([^»]*)»)?$"#));
static VERDICT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^verdict: ([a-z]+)(?: \[([^\]]*)\])?(?: missing: (.*))?$"));
static FAILURE: LazyLock<Regex> = LazyLock::new(|| pattern(r#"^failure: "([^"]*)"$"#));
static MISSPELT: LazyLock<Regex> = LazyLock::new(|| pattern(r"#\s*\^*\s*([A-Za-z]+):\s*\[[a-z0-9-]+\]"));
static ID: LazyLock<Regex> = LazyLock::new(|| pattern(r##"^\s*(?:- )?\{?\s*"?id"?:\s*"?([^\s"#,}]+)"##));
static KEY: LazyLock<Regex> = LazyLock::new(|| pattern(r##"^  "?([^\s"#:]+)"?:(?:\s|$)"##));

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| panic!("{error}"))
}

/// Reads the expectations of a fixture.
pub(crate) fn read(path: &Path, text: &str) -> Expectations {
    let mut found = Expectations::default();
    let is_prose = matches!(path.extension().and_then(|extension| extension.to_str()), Some("md" | "txt"));
    let is_json = path.extension().is_some_and(|extension| extension == "json");
    let mut in_front_matter = false;
    let mut in_flows = false;
    let mut above = 0;
    for (number, line) in text.lines().enumerate().map(|(index, line)| (index + 1, line)) {
        if is_prose && line.trim_end() == "---" {
            in_front_matter = number == 1;
        }
        if !line.starts_with([' ', '#']) && !line.trim().is_empty() {
            in_flows = line.starts_with("flows:");
        }
        let key = KEY.captures(line).filter(|_| in_flows);
        if let Some(id) = ID.captures(line).or(key).and_then(|found| found.get(1)) {
            found.opens.push((number, id.as_str().to_owned()));
        }
        if is_json {
            continue;
        }
        let syntax = if is_prose && !in_front_matter { &*HTML } else { &*COMMENT };
        for comment in syntax.captures_iter(line) {
            let carets = comment.get(1).map(|carets| {
                let start = line.get(..carets.start()).unwrap_or_default().chars().count() + 1;
                (start, start + carets.len())
            });
            let alone =
                comment.get(0).is_some_and(|whole| line.get(..whole.start()).unwrap_or_default().trim().is_empty());
            let about = if alone { above } else { number };
            let written = comment.get(2).map_or("", |written| written.as_str());
            if alone && carets.is_none() && written != "expectations: all" && !is_prose {
                found.mistakes.push(format!("line {number}: `{written}` stands alone; put it on the line it is about"));
                continue;
            }
            found.add(about, carets, written, number);
        }
        if let Some(misspelt) = MISSPELT.captures(line).filter(|_| !syntax.is_match(line)) {
            found.mistakes.push(format!("line {number}: `{}` is no kind of expectation", &misspelt[1]));
        }
        let is_comment = line.trim_start().starts_with('#') && !is_prose || line.trim_start().starts_with("<!--");
        if !is_comment && !line.trim().is_empty() {
            above = number;
        }
    }
    if is_json {
        let beside = path.with_extension("json.expect");
        for line in std::fs::read_to_string(beside).unwrap_or_default().lines() {
            if let Some((number, written)) = line.split_once('#')
                && let Ok(number) = number.trim().parse()
            {
                found.add(number, None, written.trim(), number);
            }
        }
    }
    found
}

impl Expectations {
    fn add(&mut self, line: usize, columns: Option<(usize, usize)>, written: &str, number: usize) {
        for part in written.split(" # ").map(str::trim) {
            let plain = part.strip_prefix("todo:").map_or(part, str::trim_start);
            let what = if plain == "expectations: all" {
                self.complete = true;
                continue;
            } else if plain.starts_with("ok:") {
                Some(What::Ok)
            } else if let Some(found) = FINDING.captures(plain) {
                let text = |index: usize| found.get(index).map(|text| text.as_str().to_owned());
                found[1].parse().ok().map(|severity| What::Finding {
                    severity,
                    rule: found[2].to_owned(),
                    part: text(3),
                    underlined: text(4),
                })
            } else if let Some(found) = VERDICT.captures(plain) {
                let list = |index: usize| {
                    found.get(index).map(|list| {
                        list.as_str()
                            .split(',')
                            .map(|item| item.trim().to_owned())
                            .filter(|item| !item.is_empty())
                            .collect::<Vec<_>>()
                    })
                };
                let missing = list(3).map(|mut missing| {
                    missing.sort();
                    missing
                });
                Some(What::Verdict { verdict: found[1].to_owned(), by: list(2).unwrap_or_default(), missing })
            } else {
                FAILURE.captures(plain).map(|found| What::Failure { part: found[1].to_owned() })
            };
            match what {
                Some(what) => self.all.push(Expected { line, columns, written: part.to_owned(), what }),
                // Other comments may follow an expectation.
                None if ["error:", "warning:", "info:", "verdict:", "failure:"]
                    .iter()
                    .any(|kind| plain.starts_with(kind)) =>
                {
                    self.mistakes.push(format!("line {number}: cannot read `{part}`"));
                }
                None => {}
            }
        }
    }

    /// Whether the rule is expected to fire somewhere.
    pub(crate) fn fires(&self, id: &str) -> bool {
        self.all.iter().any(|expected| matches!(&expected.what, What::Finding { rule, .. } if rule == id))
    }

    /// Whether the file protects something against the rule.
    pub(crate) fn protects(&self) -> bool {
        self.all.iter().any(|expected| matches!(expected.what, What::Ok))
    }

    /// Whether anything is expected at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty() && !self.complete
    }

    /// Holds a report of one file against its expectations. Each line of the answer is one disagreement.
    pub(crate) fn against(&self, report: &Report, scope: Scope) -> String {
        let file = report.sources.first().map_or("", |source| source.path());
        let mut missing = String::new();
        let mut unexpected = String::new();
        // Writing to a string cannot fail.
        let mut miss = |line: usize, what: &str| {
            let _ = writeln!(missing, "    {file}:{line}: {what}");
        };
        for mistake in &self.mistakes {
            miss(0, mistake);
        }
        let told = self.all.iter().any(|expected| matches!(expected.what, What::Finding { .. } | What::Ok));
        let mut left: Vec<&Finding> = report.findings.iter().collect();
        let mut failures: Vec<_> = report.failures.iter().collect();
        let mut silent = Vec::new();
        // The most particular first, so that a general expectation does not take what only they can have.
        let mut ordered: Vec<&Expected> = self.all.iter().collect();
        ordered.sort_by_key(|expected| std::cmp::Reverse(expected.weight()));
        for expected in ordered {
            match &expected.what {
                What::Finding { .. } => match left.iter().position(|finding| self.is(expected, finding, report)) {
                    Some(index) => drop(left.remove(index)),
                    None => miss(expected.line, &expected.written),
                },
                What::Failure { part } => {
                    let found = failures.iter().position(|failure| {
                        let line = failure
                            .place
                            .and_then(|place| Some(report.sources.get(place.source)?.position(place.span.start).line));
                        line == Some(expected.line) && failure.message.contains(part)
                    });
                    match found {
                        Some(index) => drop(failures.remove(index)),
                        None => miss(expected.line, &expected.written),
                    }
                }
                What::Ok => silent.push(expected),
                What::Verdict { verdict, by, missing: lacks } => {
                    let line = |flow: &taushet::report::FlowVerdict| position(report, flow.place).0;
                    match report.flows.iter().find(|flow| line(flow) == expected.line) {
                        None => miss(expected.line, &format!("{} (no verdict here)", expected.written)),
                        Some(flow) => {
                            let agrees = flow.verdict.as_str() == verdict
                                && by.iter().all(|slug| flow.by.contains(slug))
                                && lacks.as_ref().is_none_or(|lacks| *lacks == flow.missing);
                            if !agrees {
                                let got = format!(
                                    "{} [{}] missing: {}",
                                    flow.verdict.as_str(),
                                    flow.by.join(", "),
                                    flow.missing.join(", ")
                                );
                                miss(
                                    expected.line,
                                    &format!("{}: {}\n        got: {got}", flow.flow, expected.written),
                                );
                            }
                        }
                    }
                }
            }
        }
        for expected in silent {
            let id = self.opened_on(expected.line);
            let found = report.findings.iter().find(|finding| {
                (told || scope == Scope::Rule)
                    && (position(report, finding.place).0 == expected.line
                        || id.is_some() && finding.document.as_deref() == id)
                    && (scope == Scope::Rule || finding.severity > Severity::Info)
            });
            if let Some(finding) = found {
                miss(
                    expected.line,
                    &format!("{}: but there is {}[{}]", expected.written, finding.severity, finding.rule),
                );
            }
        }
        let all = scope == Scope::Rule || self.complete || told;
        for finding in left.iter().filter(|finding| all && (scope == Scope::Rule || finding.severity > Severity::Info))
        {
            let (line, column) = position(report, finding.place);
            let slice = report.sources.get(finding.place.source).map_or("", |source| source.slice(finding.place.span));
            let _ = writeln!(
                unexpected,
                "    {file}:{line}:{column}: {}[{}] «{slice}» {}",
                finding.severity, finding.rule, finding.message
            );
        }
        let verdicts: Vec<usize> = self
            .all
            .iter()
            .filter(|expected| matches!(expected.what, What::Verdict { .. }))
            .map(|expected| expected.line)
            .collect();
        for flow in report.flows.iter().filter(|_| !verdicts.is_empty()) {
            let line = position(report, flow.place).0;
            if !verdicts.contains(&line) {
                let _ = writeln!(unexpected, "    {file}:{line}: {}: verdict: {}", flow.flow, flow.verdict.as_str());
            }
        }
        for failure in failures {
            let place = failure.place.map_or(String::new(), |place| format!("{}:", position(report, place).0));
            let _ = writeln!(unexpected, "    {file}:{place} failure: {}", failure.message);
        }
        let mut out = String::new();
        if !missing.is_empty() {
            let _ = writeln!(out, "  missing:\n{}", missing.trim_end());
        }
        if !unexpected.is_empty() {
            let _ = writeln!(out, "  unexpected:\n{}", unexpected.trim_end());
        }
        out
    }

    fn is(&self, expected: &Expected, finding: &Finding, report: &Report) -> bool {
        let What::Finding { severity, rule, part, underlined } = &expected.what else { return false };
        let slice = report.sources.get(finding.place.source).map_or("", |source| source.slice(finding.place.span));
        let (line, column) = position(report, finding.place);
        let here = line == expected.line;
        let placed = match (underlined, self.opened_on(expected.line)) {
            (Some(text), Some(id)) => slice == text && (here || finding.document.as_deref() == Some(id)),
            (Some(text), None) => slice == text && here,
            (None, _) => here,
        };
        placed
            && finding.severity == *severity
            && finding.rule == *rule
            && part.as_ref().is_none_or(|part| finding.message.contains(part))
            && expected.columns.is_none_or(|columns| columns == (column, column + slice.chars().count()))
    }

    fn opened_on(&self, line: usize) -> Option<&str> {
        self.opens.iter().find(|(opens, _)| *opens == line).map(|(_, id)| id.as_str())
    }
}

impl Expected {
    fn weight(&self) -> usize {
        let told = match &self.what {
            What::Finding { part, underlined, .. } => usize::from(part.is_some()) + usize::from(underlined.is_some()),
            What::Failure { part } => part.len(),
            _ => 0,
        };
        told + 2 * usize::from(self.columns.is_some())
    }
}

/// Line and column of a place's start.
pub(crate) fn position(report: &Report, place: taushet::report::Place) -> (usize, usize) {
    let position = report.sources.get(place.source).map(|source| source.position(place.span.start));
    position.map_or((0, 0), |position| (position.line, position.column))
}
