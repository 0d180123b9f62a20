//! Expectations inside documents (contract § 6): what an author says that a check will find, held against what it found.
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
//!
//! Comes in: a document's text and the report of a run over it. Goes out: the disagreements, both ways, and, for the
//! flows that ran, which norms they exercised. Must not know where documents lie or how a run is made.

mod coverage;
mod matching;
mod reading;
mod telling;

use crate::rulebook::Severity;

pub use coverage::{Coverage, NormCoverage};
pub use matching::{Disagreements, Instead, Missing, Unexpected};
pub use reading::read;

/// The expectations of one document.
#[derive(Clone, Debug, Default)]
pub struct Expectations {
    /// All of them, in the order written.
    all: Vec<Expected>,
    /// Whether every error and warning is written down although there may be none.
    complete: bool,
    /// Expectations that cannot be read. This indicates a mistake in the input.
    mistakes: Vec<Mistake>,
    /// For each line (from 1) that opens a message or a flow, its id.
    opens: Vec<(usize, String)>,
}

/// One expectation and where it stands.
#[derive(Clone, Debug)]
struct Expected {
    /// The line it is about, from 1.
    line: usize,
    /// The columns it pins, from 1, the end exclusive.
    columns: Option<(usize, usize)>,
    /// As written.
    written: String,
    /// What is expected there.
    what: What,
}

/// What is expected on a line.
#[derive(Clone, Debug)]
enum What {
    Finding { severity: Severity, rule: String, part: Option<String>, underlined: Option<String> },
    Ok,
    Verdict { verdict: String, by: Vec<String>, missing: Option<Vec<String>> },
    Failure { part: String },
}

/// What looks like an expectation and cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line it stands on, from 1.
    pub line: usize,
    /// As written.
    pub written: String,
    /// Why it cannot be read.
    pub reason: Reason,
}

/// Why an expectation cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It stands on a line of its own, where it is about nothing.
    Alone,
    /// Its kind is known, the rest is not.
    Unreadable,
    /// Its kind is none.
    UnknownKind,
    /// No expectation at all can be read. This indicates a mistake in taushet.
    NoGrammar,
}

/// What of a report is held against the expectations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every finding: only one rule ran.
    Rule,
    /// Verdicts when any is written, errors and warnings when any is, failures always.
    Case,
}

impl Expectations {
    /// Whether the rule is expected to fire somewhere.
    #[must_use]
    pub fn fires(&self, id: &str) -> bool {
        self.all.iter().any(|expected| matches!(&expected.what, What::Finding { rule, .. } if rule == id))
    }

    /// Whether the document protects something against a finding.
    #[must_use]
    pub fn protects(&self) -> bool {
        self.all.iter().any(|expected| matches!(expected.what, What::Ok))
    }

    /// How many there are. That all are written down counts as one.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len() + self.mistakes.len() + usize::from(self.complete)
    }

    /// Whether nothing is expected at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id of the flow or message that a line opens.
    fn opened_on(&self, line: usize) -> Option<&str> {
        self.opens.iter().find(|(opens, _)| *opens == line).map(|(_, id)| id.as_str())
    }
}
