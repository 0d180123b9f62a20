//! What a run says: findings, verdicts, failures.
//!
//! Every output format is made from a [`Report`]. Its types are not serialised themselves: each format owns its own.
//! Must not know how any of it is shown.

mod failure;
mod finding;
mod text;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::decide::Verdict;
use crate::mask::Mask;
use crate::read::Sought;
use crate::rulebook::{Severity, Texts};
use crate::source::{Rewrite, Source, Span};
pub use failure::Failure;
pub(crate) use failure::{Alike, MOST_ALIKE};
pub use finding::{Edit, Finding, Fix, Safety};
use text::Hiding;
pub(crate) use text::Said;
pub use text::Text;

/// A place in one of the run's sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index of the source.
    pub source: usize,
    /// Bytes in its text.
    pub span: Span,
}

/// A finding that does not count, and who said so.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Where it was decided.
    pub kind: SuppressionKind,
    /// Why. Empty for what a baseline has frozen.
    pub reason: String,
    /// Who decided.
    pub by: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
}

/// Where a suppression is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SuppressionKind {
    /// In a comment beside the finding.
    Inline,
    /// Under `allow:` in the configuration.
    Configured,
    /// In a baseline.
    Baseline,
}

impl SuppressionKind {
    /// The word that reports use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            SuppressionKind::Inline => "inline",
            SuppressionKind::Configured => "configured",
            SuppressionKind::Baseline => "baseline",
        }
    }
}

/// Which recorded decisions findings needed, each by its index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// Comments beside findings, each by the index of its source and its own there.
    pub inline: BTreeSet<(usize, usize)>,
    /// Entries under `allow:`.
    pub configured: BTreeSet<usize>,
    /// Entries of the baseline.
    pub baseline: BTreeSet<usize>,
}

impl Used {
    pub(crate) fn append(&mut self, mut other: Used) {
        self.inline.append(&mut other.inline);
        self.configured.append(&mut other.configured);
        self.baseline.append(&mut other.baseline);
    }
}

/// What the law says of one flow.
#[derive(Clone, Debug)]
pub struct FlowVerdict {
    /// Place of the flow's key.
    pub place: Place,
    /// The line it stands on, from 1.
    pub line: usize,
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

/// What has been told already, of pieces of inputs that are too large to be held at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Questions and remarks.
    pub infos: usize,
    /// Failures.
    pub failures: usize,
    /// Findings that do not count, by where and by whom that was decided.
    pub suppressed: Suppressions,
}

/// How many findings do not count, by where that was decided and by whom.
pub type Suppressions = BTreeMap<(SuppressionKind, Option<String>), usize>;

/// The outcome of a run.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was told before this report.
    pub told: Told,
    /// The day on which flows without a date were judged.
    pub as_of: Date,
    /// The texts that places point into.
    pub sources: Vec<Source>,
    /// The sources that hold documents.
    pub checked: Vec<usize>,
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
    /// Findings that do not count, in the same order.
    pub suppressed: Vec<Suppressed>,
    /// The decisions that they needed.
    pub used: Used,
    /// What is hidden in all its texts.
    pub mask: Arc<Mask>,
    /// Failures in the order of files and places.
    pub failures: Vec<Failure>,
    /// The sources of which each line or row is a record of its own, about whomever it may be.
    pub records: BTreeSet<usize>,
    /// Of a piece of a file of records: what was sought in it. Whoever puts the pieces together judges it.
    pub sought: Option<Sought>,
}

impl Report {
    /// A report that says nothing yet.
    #[must_use]
    pub fn new(as_of: Date) -> Report {
        Report {
            told: Told::default(),
            as_of,
            sources: Vec::new(),
            checked: Vec::new(),
            documents: 0,
            messages: 0,
            left_alone: 0,
            flows: Vec::new(),
            findings: Vec::new(),
            suppressed: Vec::new(),
            used: Used::default(),
            mask: Arc::default(),
            failures: Vec::new(),
            records: BTreeSet::new(),
            sought: None,
        }
    }

    /// Adds what another part of the same run says, whose places are those of the same sources.
    pub(crate) fn append(&mut self, mut part: Report) {
        self.checked.append(&mut part.checked);
        self.documents += part.documents;
        self.messages += part.messages;
        self.left_alone += part.left_alone;
        self.flows.append(&mut part.flows);
        self.findings.append(&mut part.findings);
        self.suppressed.append(&mut part.suppressed);
        self.failures.append(&mut part.failures);
        self.sought = part.sought.or(self.sought.take());
        self.used.append(part.used);
        self.records.append(&mut part.records);
    }

    /// Whether anything is told that is shown in its text.
    pub(crate) fn quotes(&self) -> bool {
        !(self.findings.is_empty() && self.suppressed.is_empty() && self.failures.is_empty())
    }

    /// The places in a source that are told of.
    pub(crate) fn places(&self, source: usize) -> Vec<Span> {
        let suppressed = self.suppressed.iter().map(|suppressed| &suppressed.finding);
        let found = self.findings.iter().chain(suppressed).flat_map(|finding| {
            let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.place);
            std::iter::once(finding.place).chain(finding.related.iter().map(|(place, _)| *place)).chain(edits)
        });
        let failed = self.failures.iter().filter_map(|failure| failure.place);
        found.chain(failed).filter(|place| place.source == source).map(|place| place.span).collect()
    }

    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let before = match severity {
            Severity::Error => self.told.errors,
            Severity::Warning => self.told.warnings,
            Severity::Info => self.told.infos,
        };
        before + self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// How much could not be checked.
    #[must_use]
    pub fn n_failures(&self) -> usize {
        self.told.failures + self.failures.iter().map(Failure::count).sum::<usize>()
    }

    /// Gives what is done with the report when its failures have been told elsewhere: they are counted only.
    pub(crate) fn without_failures<T>(&mut self, write: impl FnOnce(&Report) -> T) -> T {
        let n_failures = self.told.failures;
        self.told.failures = self.n_failures();
        let failures = std::mem::take(&mut self.failures);
        let written = write(self);
        (self.failures, self.told.failures) = (failures, n_failures);
        written
    }

    /// The report with personal data masked in every text, and in the sources that formats quote: it never leaves otherwise.
    #[must_use]
    pub fn masked(mut self, hidden: Mask) -> Report {
        let mask = &hidden;
        let mut hiding = Hiding::of(mask);
        self.findings.iter_mut().for_each(|finding| finding.hide_in(&mut hiding));
        for suppressed in &mut self.suppressed {
            suppressed.finding.hide_in(&mut hiding);
            hide(mask, &mut suppressed.reason);
            suppressed.by.iter_mut().for_each(|by| hide(mask, by));
        }
        self.failures.iter_mut().for_each(|failure| failure.hide(mask));
        for flow in &mut self.flows {
            hide(mask, &mut flow.flow);
            flow.missing.iter_mut().chain(&mut flow.basis).for_each(|text| hide(mask, text));
        }
        let hidden = Arc::new(hidden);
        let veil = Arc::clone(&hidden);
        let rewrite: Rewrite = Arc::new(move |text| veil.mask(text));
        self.sources = self.sources.into_iter().map(|source| source.veiled(&rewrite)).collect();
        self.mask = hidden;
        self
    }

    /// How many findings do not count, by where that was decided and by whom.
    #[must_use]
    pub fn suppressions(&self) -> Suppressions {
        let mut counts = self.told.suppressed.clone();
        for suppressed in &self.suppressed {
            *counts.entry((suppressed.kind, suppressed.by.clone())).or_default() += 1;
        }
        counts
    }

    /// Says of each finding that stands for many messages how many they are.
    pub fn tell_touches(&mut self, texts: &Texts) {
        let suppressed = self.suppressed.iter_mut().map(|suppressed| &mut suppressed.finding);
        for finding in self.findings.iter_mut().chain(suppressed).filter(|finding| finding.touches > 1) {
            let touches = texts.say(&phrase!("touches", count = finding.touches));
            finding.message = format!("{} {touches}", finding.message).into();
        }
    }

    /// Counts the report of a piece as told, but for what stands outside the piece: that is kept, each once.
    pub fn absorb(&mut self, piece: &mut Report, of_piece: usize) {
        self.documents = self.documents.max(1);
        self.messages += piece.messages;
        let (own, shared): (Vec<Finding>, Vec<Finding>) =
            std::mem::take(&mut piece.findings).into_iter().partition(|finding| finding.place.source == of_piece);
        piece.findings = own;
        let (own, shared_suppressed): (Vec<Suppressed>, Vec<Suppressed>) = std::mem::take(&mut piece.suppressed)
            .into_iter()
            .partition(|suppressed| suppressed.finding.place.source == of_piece);
        piece.suppressed = own;
        self.told.errors += piece.count(Severity::Error);
        self.told.warnings += piece.count(Severity::Warning);
        self.told.infos += piece.count(Severity::Info);
        self.told.failures += piece.n_failures();
        for (decided, count) in piece.suppressions() {
            *self.told.suppressed.entry(decided).or_default() += count;
        }
        self.used.append(Used { inline: BTreeSet::new(), ..std::mem::take(&mut piece.used) });
        for finding in shared {
            match self.findings.iter_mut().find(|known| is_same(known, &finding)) {
                Some(known) => touch(known, &finding),
                None => self.findings.push(finding),
            }
        }
        for suppressed in shared_suppressed {
            let known = self.suppressed.iter_mut().find(|known| is_same(&known.finding, &suppressed.finding));
            match known {
                Some(known) => touch(&mut known.finding, &suppressed.finding),
                None => self.suppressed.push(suppressed),
            }
        }
    }

    /// The path of a place's source.
    #[must_use]
    pub fn path(&self, place: Place) -> &str {
        self.sources.get(place.source).map_or("", Source::path)
    }
}

fn hide(mask: &Mask, text: &mut String) {
    if let Cow::Owned(masked) = mask.mask(text) {
        *text = masked;
    }
}

/// Whether two pieces tell the same of what stands outside both.
fn is_same(known: &Finding, finding: &Finding) -> bool {
    known.place == finding.place && known.rule == finding.rule
}

fn touch(known: &mut Finding, finding: &Finding) {
    known.touches += finding.touches;
    known.document = None;
}
