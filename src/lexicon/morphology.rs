//! Inflection: a citation form and its class in, a stem and its endings out.
//!
//! It must not know any class, word or language rule beyond what the data say; the genitive's -s and the doubled
//! consonant are the two mechanisms that the data switch on.

use super::store::{Stored, Text};
use super::{Inflection, Language};
use crate::phrase::Phrase;
use std::collections::HashMap;

/// Index of a list of endings in [`Endings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EndingsId(usize);

impl Stored for EndingsId {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        usize::read(bytes).map(Self)
    }
}

/// Every list of endings that is in use; each is longest first.
#[derive(Debug, Default)]
pub(super) struct Endings(Vec<Vec<Text>>);

impl Stored for Endings {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        Stored::read(bytes).map(Self)
    }
}

impl Endings {
    /// The endings of a list.
    pub(super) fn get(&self, id: EndingsId) -> &[Text] {
        self.0.get(id.0).map_or(&[], Vec::as_slice)
    }
}

/// A word split where its forms begin to differ.
#[derive(Clone, Debug)]
pub(super) struct Stem {
    /// What all forms share.
    pub(super) stem: Box<str>,
    /// What the citation form has after that.
    pub(super) rest: Box<str>,
    /// What forms have after the stem.
    pub(super) endings: EndingsId,
    /// The class, if any.
    pub(super) class: Option<usize>,
}

/// What a list of endings depends on: class, languages, what the citation form drops, and the stem's last letter.
type Key = (Option<usize>, Vec<Language>, Box<str>, Option<char>);

/// Splits words and collects the endings in use.
pub(super) struct Morphology<'a> {
    classes: &'a [Inflection],
    by_name: HashMap<&'a str, usize>,
    known: HashMap<Key, EndingsId>,
    endings: Endings,
    /// The one ending of words without a class: none.
    none: Option<EndingsId>,
}

impl<'a> Morphology<'a> {
    pub(super) fn new(classes: &'a [Inflection]) -> Self {
        let by_name = classes.iter().enumerate().map(|(idx, class)| (class.name.as_str(), idx)).collect();
        Self { classes, by_name, known: HashMap::new(), endings: Endings::default(), none: None }
    }

    /// The endings of all words split so far.
    pub(super) fn into_endings(self) -> Endings {
        self.endings
    }

    /// The compound links of a class.
    pub(super) fn links(&self, class: Option<usize>) -> &'a [String] {
        class.and_then(|idx| self.classes.get(idx)).map_or(&[], |class| class.link.as_slice())
    }

    /// Splits `citation`, or says why it cannot be done.
    pub(super) fn split(
        &mut self,
        citation: &str,
        class: Option<&str>,
        languages: &[Language],
    ) -> Result<Stem, Phrase> {
        let class = match class {
            // A word without a class has one form.
            None => {
                let endings = *self.none.get_or_insert_with(|| {
                    self.endings.0.push(forms(None, &[], "", None));
                    EndingsId(self.endings.0.len() - 1)
                });
                return Ok(Stem { stem: citation.into(), rest: "".into(), endings, class: None });
            }
            Some(name) => match self.by_name.get(name) {
                Some(&idx) => Some(idx),
                None => return Err(phrase!("lexicon-inflection", name)),
            },
        };
        let inflection = class.and_then(|idx| self.classes.get(idx));
        let dropped = inflection
            .and_then(|class| {
                class.drop.iter().find(|end| citation.len() > end.len() && citation.ends_with(end.as_str()))
            })
            .map_or("", String::as_str);
        let stem = citation.strip_suffix(dropped).unwrap_or(citation);
        let last = stem.chars().next_back().filter(|_| inflection.is_some());
        let key = (class, languages.to_vec(), Box::from(dropped), last);
        let endings = match self.known.get(&key) {
            Some(&id) => id,
            None => {
                let id = EndingsId(self.endings.0.len());
                self.endings.0.push(forms(inflection, languages, dropped, last));
                self.known.insert(key, id);
                id
            }
        };
        Ok(Stem { stem: stem.into(), rest: dropped.into(), endings, class })
    }
}

/// What follows the stem in each form, longest first.
fn forms(class: Option<&Inflection>, languages: &[Language], dropped: &str, last: Option<char>) -> Vec<Text> {
    let mut forms = vec![dropped.to_owned()];
    if let Some(class) = class {
        for ending in languages.iter().filter_map(|language| class.endings.get(language)).flatten() {
            match (ending.text.strip_prefix('='), last) {
                (Some(rest), Some(last)) => forms.push(format!("{last}{rest}")),
                _ => forms.push(ending.text.clone()),
            }
        }
        if class.genitive {
            let genitives =
                forms.iter().filter(|form| !matches!(form.chars().next_back().or(last), Some('s' | 'x' | 'z')));
            let genitives: Vec<String> = genitives.map(|form| format!("{form}s")).collect();
            forms.extend(genitives);
        }
    }
    forms.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    forms.dedup();
    forms.into_iter().map(Text::from).collect()
}
