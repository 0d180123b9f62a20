//! Files of texts as they are stored: their sections and the entries of those by name, each to be read by itself.
//!
//! A file's roots in, what is stored out. Must not know what stands in an entry.

use crate::store::{Later, Text};
use crate::tree::{Entry, Node};

/// The sections of a file by name, with their entries by key.
pub(crate) type Sections = Vec<(Text, Later<Entries>)>;
/// The entries of a section.
pub(crate) type Entries = Vec<(Text, Later<Option<Entry>>)>;

/// The sections of documents. What is no section of entries is left out.
pub(crate) fn sections(roots: &[Node]) -> Sections {
    let key = |entry: &Entry| Text::Owned(entry.key().to_owned());
    let all = roots.iter().flat_map(|root| root.as_map().unwrap_or_default());
    let entries = |section: &Entry| -> Option<Entries> {
        let entries = section.value.as_map()?.iter();
        Some(entries.map(|entry| (key(entry), Some(entry.clone()).into())).collect())
    };
    all.filter_map(|section| Some((key(section), entries(section)?.into()))).collect()
}
