//! Expectations × report → disagreements, both ways.

use super::{Expectations, Expected, Mistake, Scope, What};
use crate::report::{Finding, FlowVerdict, Place, Report};
use crate::rulebook::Severity;

/// Where a report and its expectations differ.
#[derive(Clone, Debug, Default)]
pub struct Disagreements {
    /// Expectations that cannot be read.
    pub mistakes: Vec<Mistake>,
    /// What was expected and is not so.
    pub missing: Vec<Missing>,
    /// What is so and was not expected.
    pub unexpected: Vec<Unexpected>,
}

/// An expectation that is not met.
#[derive(Clone, Debug)]
pub struct Missing {
    /// The line it is about, from 1.
    pub line: usize,
    /// As written.
    pub written: String,
    /// What there is in its place.
    pub instead: Instead,
}

/// What there is in the place of something expected.
#[derive(Clone, Debug)]
pub enum Instead {
    /// Nothing.
    Nothing,
    /// No flow that has a verdict.
    NoVerdict,
    /// A flow with another verdict, or the same for other reasons.
    Verdict(FlowVerdict),
    /// A finding where there should be none.
    Finding {
        /// Its severity.
        severity: Severity,
        /// Its rule.
        rule: String,
    },
}

/// Something that nobody expected.
#[derive(Clone, Debug)]
pub enum Unexpected {
    /// A finding.
    Finding {
        /// The path of its source.
        path: String,
        /// Line and column, from 1.
        position: (usize, usize),
        /// What is underlined.
        underlined: String,
        /// The finding.
        finding: Box<Finding>,
    },
    /// A flow without an expectation, in a document that has verdicts written down.
    Verdict {
        /// The line of its key, from 1.
        line: usize,
        /// The verdict.
        verdict: FlowVerdict,
    },
    /// Something that cannot be checked.
    Failure {
        /// Line and column, from 1, when known.
        position: Option<(usize, usize)>,
        /// What is wrong.
        message: String,
    },
}

impl Disagreements {
    /// Whether all is as expected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mistakes.is_empty() && self.missing.is_empty() && self.unexpected.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.mistakes.len() + self.missing.len() + self.unexpected.len()
    }

    /// Whether something could not be read: an expectation, or a document that nobody expected to be broken.
    #[must_use]
    pub fn unreadable(&self) -> bool {
        let failed = |unexpected: &Unexpected| matches!(unexpected, Unexpected::Failure { .. });
        !self.mistakes.is_empty() || self.unexpected.iter().any(failed)
    }
}

/// The source of a report that expectations are about; others are settings.
const DOCUMENT: usize = 0;

impl Expectations {
    /// Holds the report of one document, its first source, against the document's expectations.
    #[must_use]
    pub fn against(&self, report: &Report, scope: Scope) -> Disagreements {
        let mut found = Disagreements { mistakes: self.mistakes.clone(), ..Disagreements::default() };
        let mut left: Vec<&Finding> = report.findings.iter().collect();
        let mut failures: Vec<_> = report.failures.iter().collect();
        // The most particular first, so that a general expectation does not take what only they can have.
        let mut ordered: Vec<&Expected> = self.all.iter().collect();
        ordered.sort_by_key(|expected| std::cmp::Reverse(expected.weight()));
        for expected in ordered {
            let instead = match &expected.what {
                What::Finding { .. } => {
                    let met = left.iter().position(|finding| self.is_met_by(expected, finding, report));
                    met.map_or(Some(Instead::Nothing), |index| {
                        left.remove(index);
                        None
                    })
                }
                What::Failure { part } => {
                    let met = failures.iter().position(|failure| {
                        let line = failure.place.and_then(|place| line(report, place));
                        line == Some(expected.line) && failure.message.contains(part)
                    });
                    met.map_or(Some(Instead::Nothing), |index| {
                        failures.remove(index);
                        None
                    })
                }
                What::Ok => self.broken_by(expected, report, scope),
                What::Verdict { verdict, by, missing } => {
                    let here = report.flows.iter().find(|flow| line(report, flow.place) == Some(expected.line));
                    let agrees = |flow: &FlowVerdict| {
                        flow.verdict.as_str() == verdict
                            && by.iter().all(|slug| flow.by.contains(slug))
                            && missing.as_ref().is_none_or(|missing| *missing == flow.missing)
                    };
                    match here {
                        None => Some(Instead::NoVerdict),
                        Some(flow) if agrees(flow) => None,
                        Some(flow) => Some(Instead::Verdict(flow.clone())),
                    }
                }
            };
            if let Some(instead) = instead {
                found.missing.push(Missing { line: expected.line, written: expected.written.clone(), instead });
            }
        }
        found.missing.sort_by_key(|missing| missing.line);
        let told = scope == Scope::Rule || self.complete || self.tells_findings();
        for finding in left.into_iter().filter(|finding| told && counts(finding, scope)) {
            found.unexpected.push(Unexpected::Finding {
                path: report.path(finding.place).to_owned(),
                position: position(report, finding.place).unwrap_or_default(),
                underlined: slice(report, finding).to_owned(),
                finding: Box::new(finding.clone()),
            });
        }
        let is_verdict = |expected: &&Expected| matches!(expected.what, What::Verdict { .. });
        let verdicts: Vec<usize> = self.all.iter().filter(is_verdict).map(|expected| expected.line).collect();
        for flow in report.flows.iter().filter(|_| !verdicts.is_empty()) {
            if let Some(line) = line(report, flow.place).filter(|line| !verdicts.contains(line)) {
                found.unexpected.push(Unexpected::Verdict { line, verdict: flow.clone() });
            }
        }
        for failure in failures {
            let position = failure.place.and_then(|place| position(report, place));
            found.unexpected.push(Unexpected::Failure { position, message: failure.message.clone() });
        }
        found
    }

    /// Whether findings are written down, or protected against.
    fn tells_findings(&self) -> bool {
        self.all.iter().any(|expected| matches!(expected.what, What::Finding { .. } | What::Ok))
    }

    fn is_met_by(&self, expected: &Expected, finding: &Finding, report: &Report) -> bool {
        let What::Finding { severity, rule, part, underlined } = &expected.what else { return false };
        let slice = slice(report, finding);
        let Some((line, column)) = position(report, finding.place) else { return false };
        let here = line == expected.line && finding.place.source == DOCUMENT;
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

    /// The finding that stands where there should be none.
    fn broken_by(&self, expected: &Expected, report: &Report, scope: Scope) -> Option<Instead> {
        let id = self.opened_on(expected.line);
        let found = report.findings.iter().find(|finding| {
            let here = line(report, finding.place) == Some(expected.line);
            (here || id.is_some() && finding.document.as_deref() == id) && counts(finding, scope)
        })?;
        Some(Instead::Finding { severity: found.severity, rule: found.rule.to_string() })
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

/// Whether a finding must be expected: under the whole law, what only informs need not.
fn counts(finding: &Finding, scope: Scope) -> bool {
    scope == Scope::Rule || finding.severity > Severity::Info
}

fn slice<'r>(report: &'r Report, finding: &Finding) -> &'r str {
    report.sources.get(finding.place.source).map_or("", |source| source.slice(finding.place.span))
}

/// Line and column of a place's start, in any source.
fn position(report: &Report, place: Place) -> Option<(usize, usize)> {
    let position = report.sources.get(place.source)?.position(place.span.start);
    Some((position.line, position.column))
}

/// The line of a place's start, in the document itself.
fn line(report: &Report, place: Place) -> Option<usize> {
    position(report, place).filter(|_| place.source == DOCUMENT).map(|(line, _)| line)
}
