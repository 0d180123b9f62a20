//! What a run says: findings, verdicts, failures.
//!
//! Every output format is made from a [`Report`]. Its types are not serialised themselves: each format owns its own.
//! Must not know how any of it is shown.

use jiff::civil::Date;

use crate::decide::Verdict;
use crate::rulebook::Severity;
use crate::source::{Source, Span};

/// A place in one of the run's sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index of the source.
    pub source: usize,
    /// Bytes in its text.
    pub span: Span,
}

/// One rule broken at one place (funn).
#[derive(Clone, Debug)]
pub struct Finding {
    /// Rule id.
    pub rule: String,
    /// Group of rules: `disclosure`, `wording`, `metadata`, ….
    pub group: String,
    /// How openly a wording tells: `direct`, `avoid`, `inferable`, `metadata`, `code`.
    pub level: Option<String>,
    /// How serious it is, here.
    pub severity: Severity,
    /// The exact characters.
    // INVARIANT (one primary place): the span lies inside the text of its source.
    pub place: Place,
    /// The flow or message it is about.
    pub document: Option<String>,
    /// The concept that a wording mentions.
    pub concept: Option<String>,
    /// What is wrong, one sentence.
    pub message: String,
    /// Why it matters.
    pub why: Option<String>,
    /// What to write or record instead.
    pub help: Option<String>,
    /// The provisions, as they are cited.
    pub law: Vec<String>,
    /// A wording to put in the place of what is underlined.
    pub replacement: Option<String>,
    /// Other places that belong to it, each with what it is.
    pub related: Vec<(Place, String)>,
}

/// What the law says of one flow.
#[derive(Clone, Debug)]
pub struct FlowVerdict {
    /// Place of the flow's key.
    pub place: Place,
    /// The flow's id.
    pub flow: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The norms that decided, strongest first.
    pub by: Vec<String>,
    /// What would change it, sorted.
    pub missing: Vec<String>,
    /// The bases claimed.
    pub basis: Vec<String>,
}

/// Something that could not be checked.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Where, in a source of the run; else the path alone is known.
    pub place: Option<Place>,
    /// The file's path.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// The outcome of a run.
#[derive(Clone, Debug)]
pub struct Report {
    /// The day on which flows without a date were judged.
    pub as_of: Date,
    /// The texts that places point into.
    pub sources: Vec<Source>,
    /// Documents checked.
    pub documents: usize,
    /// Messages checked.
    pub messages: usize,
    /// Files that are no documents, left alone.
    pub left_alone: usize,
    /// Verdicts in the order of files and flows.
    pub flows: Vec<FlowVerdict>,
    /// Findings in the order of files and places.
    pub findings: Vec<Finding>,
    /// Failures in the order of files and places.
    pub failures: Vec<Failure>,
}

impl Report {
    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The path of a place's source.
    #[must_use]
    pub fn path(&self, place: Place) -> &str {
        self.sources.get(place.source).map_or("", Source::path)
    }
}
