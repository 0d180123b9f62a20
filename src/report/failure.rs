//! What could not be checked, and how many alike are told of one file.

use std::collections::BTreeMap;

use super::{Place, hide};
use crate::mask::Mask;
use crate::rulebook::Texts;

/// Something that could not be checked.
#[derive(Clone, Debug, Default)]
pub struct Failure {
    /// Where, in a source of the run; else the path alone is known.
    pub place: Option<Place>,
    /// The file's path.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// What it is one of, where a file may have very many alike; each of all others is told.
    pub kind: Option<&'static str>,
    /// How many more of its kind and file it stands for, which are not told.
    pub n_more: usize,
}

impl Failure {
    /// How many it stands for, itself included.
    #[must_use]
    pub fn count(&self) -> usize {
        1 + self.n_more
    }

    /// Hides personal data in its texts.
    pub(crate) fn hide(&mut self, mask: &Mask) {
        hide(mask, &mut self.message);
        hide(mask, &mut self.path);
        self.help.iter_mut().for_each(|help| hide(mask, help));
    }
}

/// So many failures of one kind are told of one file; the next one says how many more there are.
pub(crate) const MOST_ALIKE: usize = 20;

/// The failures of one file so far, by kind.
#[derive(Debug, Default)]
pub(crate) struct Alike {
    n_told: BTreeMap<&'static str, usize>,
    /// The first of each kind that is one too many, with how many come after it.
    last: BTreeMap<&'static str, Failure>,
}

impl Alike {
    /// Takes away those that are too many. The first of a kind is `kept`, to be told in the end.
    pub(crate) fn thin(&mut self, failures: &mut Vec<Failure>, mut kept: impl FnMut(Failure) -> Failure) {
        failures.retain_mut(|failure| {
            let Some(kind) = failure.kind else { return true };
            if let Some(last) = self.last.get_mut(kind) {
                last.n_more += failure.count();
                return false;
            }
            let n_told = self.n_told.entry(kind).or_default();
            if *n_told < MOST_ALIKE {
                *n_told += 1;
                return true;
            }
            self.last.insert(kind, kept(std::mem::take(failure)));
            false
        });
    }

    /// What is told when the file has ended.
    pub(crate) fn last(self, texts: &Texts) -> impl Iterator<Item = Failure> {
        self.last.into_values().map(|failure| match failure.n_more {
            0 => failure,
            count => {
                let message = texts.say(&phrase!("failures-alike", problem = &failure.message, count));
                Failure { message, ..failure }
            }
        })
    }
}
