//! One finding: what it says, and how it would be mended.
//!
//! Must not know the report that it stands in.

use std::sync::Arc;

use super::text::{Hiding, Said};
use super::{Place, Text};
use crate::mask::Mask;
use crate::rulebook::Severity;

/// One rule broken at one place (funn).
#[derive(Clone, Debug)]
pub struct Finding {
    /// Rule id.
    pub rule: Text,
    /// Group of rules: `disclosure`, `wording`, `metadata`, ….
    pub group: Text,
    /// How openly a wording tells: `direct`, `avoid`, `inferable`, `metadata`, `code`.
    pub level: Option<Text>,
    /// How serious it is, here.
    pub severity: Severity,
    /// The exact characters.
    // INVARIANT (one primary place): the span lies inside the text of its source.
    pub place: Place,
    /// The flow or message it is about.
    pub document: Option<Text>,
    /// The concept that a wording mentions.
    pub concept: Option<Text>,
    /// What is wrong, one sentence.
    pub message: Text,
    /// Why it matters.
    pub why: Option<Text>,
    /// What to write or record instead.
    pub help: Option<Text>,
    /// How many messages it touches, where it stands once for all of them.
    pub touches: usize,
    /// The provisions, as they are cited.
    pub law: Arc<[Text]>,
    /// A wording to put in the place of what is underlined.
    pub replacement: Option<Text>,
    /// Other places that belong to it, each with what it is.
    pub related: Vec<(Place, Text)>,
    /// What would mend it.
    pub fix: Option<Fix>,
    /// What it is known by in the next run; empty until the whole report is known.
    pub fingerprint: String,
}

/// A change of texts that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether it may be made unseen.
    pub safety: Safety,
    /// What is put where, in the order of places. None overlap.
    pub edits: Vec<Edit>,
}

/// Whether a fix may be made without being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Changes nothing that anybody reads or decides by.
    Safe,
    /// Changes what a text says: its author decides.
    Suggested,
}

impl Safety {
    /// The word that reports use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Safety::Safe => "safe",
            Safety::Suggested => "suggested",
        }
    }
}

/// A text put in the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, as it is written in the file; empty where something is put in.
    pub place: Place,
    /// What stands there afterwards, as the file writes it.
    pub text: Text,
}

impl Finding {
    /// Whether a change of the text that one finding is about may be what made the other: they are of the same document
    /// of a source, or one is of the source as a whole.
    pub(crate) fn is_of_same_text(&self, other: &Finding) -> bool {
        self.place.source == other.place.source
            && (self.document == other.document || self.document.is_none() || other.document.is_none())
    }

    /// Hides personal data in its texts.
    pub(crate) fn hide(&mut self, mask: &Mask) {
        self.hide_in(&mut Hiding::of(mask));
    }

    pub(super) fn hide_in(&mut self, hiding: &mut Hiding<'_>) {
        self.filled().for_each(|text| hiding.hide(text));
        self.fix.iter_mut().flat_map(|fix| &mut fix.edits).for_each(|edit| hiding.hide(&mut edit.text));
    }

    /// Makes each of its texts the one that says the same and was said first.
    pub(crate) fn share(&mut self, said: &mut Said) {
        let of_rule = [&mut self.rule, &mut self.group].into_iter();
        of_rule.chain(&mut self.level).chain(&mut self.concept).for_each(|text| said.share(text));
        said.share_list(&mut self.law);
        self.filled().for_each(|text| said.share(text));
        self.fix.iter_mut().flat_map(|fix| &mut fix.edits).for_each(|edit| said.share(&mut edit.text));
    }

    /// The texts that something of its document may stand in.
    fn filled(&mut self) -> impl Iterator<Item = &mut Text> {
        let texts = [&mut self.why, &mut self.help, &mut self.document, &mut self.replacement];
        let labels = self.related.iter_mut().map(|(_, label)| label);
        std::iter::once(&mut self.message).chain(texts.into_iter().flatten()).chain(labels)
    }
}
