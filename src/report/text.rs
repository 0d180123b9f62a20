//! Texts that many findings say, each held once.

use std::borrow::{Borrow, Cow};
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use foldhash::fast::RandomState;

use crate::mask::Mask;

/// A text that is held once, however many say it.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Arc<str>);

impl Text {
    /// Its characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl<T: Into<Arc<str>>> From<T> for Text {
    fn from(text: T) -> Text {
        Text(text.into())
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialEq<String> for Text {
    fn eq(&self, other: &String) -> bool {
        **self == **other
    }
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), out)
    }
}

/// What has been said so far.
#[derive(Debug, Default)]
pub(crate) struct Said {
    texts: HashSet<Text, RandomState>,
    lists: HashSet<Arc<[Text]>, RandomState>,
}

impl Said {
    /// Makes a text the one that says the same and was said first.
    pub(crate) fn share(&mut self, text: &mut Text) {
        match self.texts.get(text.as_str()) {
            Some(known) => *text = known.clone(),
            None => drop(self.texts.insert(text.clone())),
        }
    }

    /// Makes a list of texts the one that is the same and was said first.
    pub(crate) fn share_list(&mut self, list: &mut Arc<[Text]>) {
        match self.lists.get(list) {
            Some(known) => *list = Arc::clone(known),
            None => drop(self.lists.insert(Arc::clone(list))),
        }
    }
}

/// Hides personal data in texts. What many say is looked at once.
#[derive(Debug)]
pub(super) struct Hiding<'m> {
    mask: &'m Mask,
    /// Texts that were looked at, as they are shown.
    shown: HashMap<Text, Text, RandomState>,
}

impl<'m> Hiding<'m> {
    pub(super) fn of(mask: &'m Mask) -> Hiding<'m> {
        Hiding { mask, shown: HashMap::default() }
    }

    pub(super) fn hide(&mut self, text: &mut Text) {
        if let Some(shown) = self.shown.get(text.as_str()) {
            *text = shown.clone();
            return;
        }
        let shown = match self.mask.mask(text) {
            Cow::Borrowed(_) => text.clone(),
            Cow::Owned(masked) => masked.into(),
        };
        self.shown.insert(text.clone(), shown.clone());
        *text = shown;
    }
}
