//! What the build compiled of the shipped files: read in the place of files that are the shipped ones, word for word.

use std::iter;

use super::kind::{ENTITIES, FORMATS, kind};
use crate::law::{self, LawFile};
use crate::lexicon::{Compiled, Lexicon};
use crate::store::from_bytes;
use crate::tree::Node;
use crate::vocabulary::Vocabulary;

/// A lexicon that the build compiled ahead: the paths of its files, and what they became.
type Ahead = (&'static [&'static str], Compiled<&'static [u8]>);

macro_rules! out {
    ($include:ident, $name:literal) => {
        $include!(concat!(env!("OUT_DIR"), "/", $name))
    };
}

const LEXICONS: [Ahead; 2] = [
    (
        out!(include, "messages.rs"),
        Compiled {
            concepts: out!(include_bytes, "messages-concepts.bin"),
            prose: out!(include_bytes, "messages-prose.bin"),
            identifiers: out!(include_bytes, "messages-identifiers.bin"),
        },
    ),
    (
        out!(include, "routines.rs"),
        Compiled {
            concepts: out!(include_bytes, "routines-concepts.bin"),
            prose: out!(include_bytes, "routines-prose.bin"),
            identifiers: out!(include_bytes, "routines-identifiers.bin"),
        },
    ),
];

/// The paths of the files that the vocabulary is read from, and what they became.
const VOCABULARY: (&[&str], &[u8]) = (out!(include, "vocabulary.rs"), out!(include_bytes, "vocabulary.bin"));

/// The paths of other files that are read as trees, and their roots.
const TREES: &[(&str, &[u8])] = out!(include, "trees.rs");

/// The paths of the files of texts, and their sections.
const TEXTS: &[(&str, &[u8])] = out!(include, "texts.rs");

/// Whether texts are the shipped ones of these paths, word for word.
fn are_shipped<'f>(paths: &[&str], mut texts: impl Iterator<Item = &'f str>) -> bool {
    let mut is_next = |path: &&str| texts.next().is_some_and(|text| law::shipped_as(path, text).is_some());
    paths.iter().all(&mut is_next) && texts.next().is_none()
}

/// The lexicon of files that are the shipped ones.
pub(super) fn lexicon(files: &[&str]) -> Option<Lexicon> {
    let (_, compiled) = LEXICONS.into_iter().find(|(paths, _)| are_shipped(paths, files.iter().copied()))?;
    Lexicon::from_compiled(compiled)
}

/// Whether the vocabulary that was compiled has what a file says, by its path.
pub(super) fn is_compiled(path: &str) -> bool {
    VOCABULARY.0.contains(&path)
}

/// Whether the vocabulary is read from a file of the law.
fn is_of_vocabulary(file: &LawFile) -> bool {
    file.path.ends_with(".json") || file.path.ends_with(".yaml") && matches!(kind(&file.text), Some(ENTITIES | FORMATS))
}

/// The vocabulary of files that are the shipped ones; what a municipality adds is not in it.
pub(super) fn vocabulary(files: &[LawFile]) -> Option<Vocabulary> {
    let (paths, compiled) = VOCABULARY;
    let texts = files.iter().filter(|file| !file.local && is_of_vocabulary(file)).map(|file| &*file.text);
    are_shipped(paths, texts).then(|| from_bytes(compiled)).flatten()
}

/// The documents of a file that is a shipped one.
pub(super) fn roots(file: &LawFile) -> Option<Vec<Node>> {
    from_bytes(of_file(TREES, file)?)
}

/// The sections of a file of texts that is a shipped one, as they are stored.
pub(super) fn texts(file: &LawFile) -> Option<&'static [u8]> {
    of_file(TEXTS, file)
}

/// What a file that is a shipped one became.
fn of_file(all: &[(&str, &'static [u8])], file: &LawFile) -> Option<&'static [u8]> {
    let (path, compiled) = all.iter().find(|(path, _)| *path == file.path)?;
    are_shipped(&[path], iter::once(&*file.text)).then_some(*compiled)
}

#[cfg(test)]
mod tests {
    use super::{TEXTS, TREES, roots, texts, vocabulary};
    use crate::law::{self, LawFile};
    use crate::rulebook::entries::sections;
    use crate::rulebook::{IN_FORCE, loader};
    use crate::store::to_bytes;
    use crate::tree;

    #[test]
    fn what_was_compiled_ahead_is_what_is_compiled_here() {
        let law = law::embedded();
        let ahead = vocabulary(&law).unwrap();
        let read = loader::read(&law, IN_FORCE, None).unwrap();
        assert_eq!(to_bytes(&ahead), to_bytes(&read.vocabulary));
        let files = law.iter().filter(|file| TREES.iter().any(|(path, _)| *path == file.path));
        let read = |file: &LawFile| -> Vec<_> {
            tree::parse(&file.text, 0).0.into_iter().filter_map(|document| document.root).collect()
        };
        let compared = files.map(|file| assert_eq!(roots(file), Some(read(file)), "{}", file.path)).count();
        assert_eq!(compared, TREES.len());
        let files = law.iter().filter(|file| TEXTS.iter().any(|(path, _)| *path == file.path));
        let compared =
            files.map(|file| assert_eq!(texts(file).unwrap(), to_bytes(&sections(&read(file))), "{}", file.path));
        assert_eq!(compared.count(), TEXTS.len());
        assert!(TEXTS.len() > 30);
    }

    #[test]
    fn what_is_not_shipped_is_not_taken_from_what_was_compiled_ahead() {
        let mut law = law::embedded();
        let is_ahead = |file: &LawFile| roots(file).is_some() || texts(file).is_some();
        let changed = law.iter_mut().filter(|file| file.path.ends_with(".json") || is_ahead(file));
        changed.for_each(|file| file.text.to_mut().push('\n'));
        assert!(vocabulary(&law).is_none());
        assert!(!law.iter().any(is_ahead));
    }
}
