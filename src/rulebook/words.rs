//! The lexicon with what its concepts are kinds of: read when a text is first looked at, as many runs look at none.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use cedar_policy::Entities;

use super::ahead;
use crate::lexicon::{Grammar, Lexicon};
use crate::lexicon_file::{self, Reader, is_for};
use crate::source::{Problem, Span};
use crate::vocabulary::Vocabulary;

/// The enumeration of what texts may name.
pub(super) const CONCEPT: &str = "Concept";
/// What the law's files say of a theme, a channel, a party or a group of concepts that marks a text as one about a client.
pub(super) const ABOUT_CLIENT: &str = "about-client";

/// The texts of lexicon files. What each is read for is told when words are first looked for.
#[derive(Debug, Default)]
pub(super) struct LexiconFiles {
    shipped: Vec<Cow<'static, str>>,
    /// A municipality's own, which are about messages.
    local: Vec<String>,
}

impl LexiconFiles {
    /// Takes in a file.
    pub(super) fn add(&mut self, text: Cow<'static, str>) {
        self.shipped.push(text);
    }

    /// Takes in a municipality's own file; one with several documents is taken in once.
    pub(super) fn add_local(&mut self, text: &str) {
        if self.local.last().is_none_or(|last| last != text) {
            self.local.push(text.to_owned());
        }
    }

    /// The files that are read for something, in their order.
    pub(super) fn of(&self, reader: Reader) -> Vec<&str> {
        let shipped = self.shipped.iter().map(|text| &**text).filter(|text| is_for(text, reader));
        let local = self.local.iter().map(String::as_str).filter(|_| reader == Reader::Message);
        shipped.chain(local).collect()
    }
}

/// Wordings, ready to be found and judged.
pub(crate) struct Words {
    pub(crate) lexicon: Lexicon,
    /// Indexes of the concepts whose mention says that a text is about a client.
    pub(super) about_client: BTreeSet<usize>,
    /// The concepts, and what the vocabulary says that they are kinds of.
    pub(super) kinds: Vocabulary,
    /// The vocabulary as Cedar takes it, made when it is first asked.
    pub(super) entities: OnceLock<Result<Entities, String>>,
}

impl Words {
    /// What a concept is a kind of, at any distance, without itself.
    pub(crate) fn kinds<'a>(&'a self, concept: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.kinds.ancestors(CONCEPT, concept)
    }

    /// Reads lexicon files. Whether their terms compile is `check`ed when a municipality has added some; for the shipped
    /// ones a test does.
    pub(super) fn read(files: &[&str], vocabulary: &Vocabulary, check: bool) -> Result<Words, Vec<Problem>> {
        let lexicon = match ahead::lexicon(files) {
            Some(lexicon) => lexicon,
            None => read(files)?,
        };
        if check {
            let problem = |message| Problem::new(Span::new(0, 0), message);
            lexicon.check().map_err(|messages| messages.into_iter().map(problem).collect::<Vec<_>>())?;
        }
        let mut kinds = vocabulary.only(CONCEPT);
        for concept in lexicon.concepts() {
            kinds.add_member(CONCEPT, &concept.id, &concept.parents);
        }
        kinds.close()?;
        let says = |group: &str| {
            let member = kinds.members(CONCEPT).iter().find(|member| member.id == group);
            member.and_then(|member| member.about.as_ref()?.get(ABOUT_CLIENT)).is_some()
        };
        let concepts = lexicon.concepts().iter().enumerate();
        let about_client = concepts
            .filter(|(_, concept)| kinds.ancestors(CONCEPT, &concept.id).any(says))
            .map(|(index, _)| index)
            .collect();
        Ok(Words { lexicon, about_client, kinds, entities: OnceLock::new() })
    }

    /// Words that find nothing.
    pub(super) fn none() -> Words {
        Words {
            lexicon: Lexicon::new(Vec::new(), Grammar::default()),
            about_client: BTreeSet::new(),
            kinds: Vocabulary::default(),
            entities: OnceLock::new(),
        }
    }
}

/// Reads lexicon files, of which some are not shipped.
fn read(files: &[&str]) -> Result<Lexicon, Vec<Problem>> {
    let mut read = Vec::new();
    let mut problems = Vec::new();
    for file in files {
        match lexicon_file::read_all(file) {
            Ok(files) => read.extend(files),
            Err(mistakes) => problems.extend(mistakes),
        }
    }
    if problems.is_empty() { Ok(lexicon_file::build(read)) } else { Err(problems) }
}
