//! The lexicon with what its concepts are kinds of: read when a text is first looked at, as many runs look at none.

use std::collections::BTreeSet;

use cedar_policy::Entities;

use super::uids::Uids;
use crate::lexicon::{Grammar, Lexicon};
use crate::lexicon_file;
use crate::source::Problem;
use crate::tree;
use crate::vocabulary::Vocabulary;

/// What the law's files say of a theme, a channel, a party or a group of concepts that marks a text as one about a client.
pub(super) const ABOUT_CLIENT: &str = "about-client";
/// The marker of a lexicon.
const KIND: &str = "lexicon/v1";

/// The line of a lexicon file that is for routines alone.
const FOR_ROUTINES: &str = "for: [routine]";
/// The line of one that is for messages and routines.
const FOR_BOTH: &str = "for: [message, routine]";

/// The texts of lexicon files by what they are read for.
#[derive(Debug, Default)]
pub(super) struct LexiconFiles {
    pub(super) messages: Vec<String>,
    pub(super) routines: Vec<String>,
}

impl LexiconFiles {
    /// Takes in a file. One that does not say what it is for is for messages.
    pub(super) fn add(&mut self, text: &str) {
        let says = |line: &str| text.lines().any(|said| said == line);
        if says(FOR_ROUTINES) {
            return self.routines.push(text.to_owned());
        }
        if says(FOR_BOTH) {
            self.routines.push(text.to_owned());
        }
        self.messages.push(text.to_owned());
    }
}

/// Wordings, ready to be found and judged.
pub(crate) struct Words {
    pub(crate) lexicon: Lexicon,
    /// Indexes of the concepts whose mention says that a text is about a client.
    pub(super) about_client: BTreeSet<usize>,
    /// The vocabulary with the concepts.
    vocabulary: Vocabulary,
    /// The law's entities with the concepts.
    pub(super) entities: Entities,
}

impl Words {
    /// What a concept is a kind of, at any distance, without itself.
    pub(crate) fn kinds<'a>(&'a self, concept: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.vocabulary.ancestors("Concept", concept)
    }

    /// Reads lexicon files. Whether their terms compile is `check`ed when a municipality has added some; for the shipped
    /// ones a test does.
    pub(super) fn read(
        files: &[String],
        vocabulary: &Vocabulary,
        uids: &Uids,
        check: bool,
    ) -> Result<Words, Vec<Problem>> {
        let mut read = Vec::new();
        let mut problems = Vec::new();
        for file in files {
            let (documents, mistakes) = tree::parse(file, 0);
            problems.extend(mistakes);
            let roots = documents.iter().filter_map(|document| document.root.as_ref());
            // A municipality's file may hold its systems too.
            for root in roots.filter(|root| root.get("taushet").is_some_and(|kind| kind.value.text() == KIND)) {
                match lexicon_file::read(root) {
                    Ok(file) => read.push(file),
                    Err(mistakes) => problems.extend(mistakes),
                }
            }
        }
        let mut vocabulary = vocabulary.clone();
        let lexicon = lexicon_file::build(read, &mut vocabulary, check)?;
        vocabulary.close()?;
        let says = |group: &str| {
            let member = vocabulary.members("Concept").iter().find(|member| member.id == group);
            member.and_then(|member| member.about.as_ref()?.get(ABOUT_CLIENT)).is_some()
        };
        let concepts = lexicon.concepts().iter().enumerate();
        let about_client = concepts
            .filter(|(_, concept)| vocabulary.ancestors("Concept", &concept.id).any(says))
            .map(|(index, _)| index)
            .collect();
        let entities = super::uids::entities(&vocabulary, uids)
            .map_err(|message| vec![Problem::new(crate::source::Span::new(0, 0), message)])?;
        if problems.is_empty() { Ok(Words { lexicon, about_client, vocabulary, entities }) } else { Err(problems) }
    }

    /// Words that find nothing.
    pub(super) fn none() -> Words {
        Words {
            lexicon: Lexicon::new(Vec::new(), Grammar::default()),
            about_client: BTreeSet::new(),
            vocabulary: Vocabulary::default(),
            entities: Entities::empty(),
        }
    }
}
