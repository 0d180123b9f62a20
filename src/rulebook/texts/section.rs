//! A section of the files of texts, each entry of which is read when it is asked for: most runs show few of them.
//!
//! Shipped files were cut into entries when the program was built; others are read whole.
//! Must not know what stands in an entry.

use std::collections::{BTreeMap, btree_map as map};
use std::sync::OnceLock;

use super::File;
use crate::rulebook::entries::{self, Sections};
use crate::store::{Later, Text, from_bytes};
use crate::tree::{self, Entry};

/// The entries of a section, by key.
#[derive(Debug)]
pub(super) struct Section<T> {
    entries: BTreeMap<Text, Entries<T>>,
}

/// The entries of one key, each of one file, and what was made of them: in a box, as most are never read.
type Entries<T> = (Vec<Later<Option<Entry>>>, OnceLock<Box<T>>);

impl<T> Section<T> {
    /// The section under any of these names, in files of which an entry of a later one goes before that of an earlier.
    pub(super) fn new<'f>(names: &[&str], files: impl Iterator<Item = &'f File>) -> Section<T> {
        let mut section = Section { entries: BTreeMap::new() };
        for file in files {
            // That every file can be read is checked when it is a municipality's own, and by a test for the shipped ones.
            let sections: Sections = file.stored.and_then(from_bytes).unwrap_or_else(|| {
                let roots = tree::parse(&file.text, 0).0.into_iter().filter_map(|document| document.root);
                entries::sections(&roots.collect::<Vec<_>>())
            });
            for name in names {
                let own = sections.iter().filter(|(known, _)| known == name);
                own.flat_map(|(_, entries)| entries.iter()).for_each(|(key, entry)| section.add(key, entry));
            }
        }
        section
    }

    fn add(&mut self, key: &Text, entry: &Later<Option<Entry>>) {
        match self.entries.entry(key.clone()) {
            // Most are in one file.
            map::Entry::Vacant(free) => drop(free.insert((vec![entry.clone()], OnceLock::new()))),
            map::Entry::Occupied(taken) => taken.into_mut().0.push(entry.clone()),
        }
    }

    /// The keys, in their order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(Text::as_ref)
    }

    /// What `make` makes of an entry, given as each file has it.
    pub(super) fn get(&self, key: &str, make: impl FnOnce(&[&Entry]) -> T) -> Option<&T> {
        let (stored, made) = self.entries.get(key)?;
        Some(made.get_or_init(|| Box::new(make(&stored.iter().filter_map(|entry| entry.as_ref()).collect::<Vec<_>>()))))
    }
}

#[cfg(test)]
mod tests {
    use super::{File, Section};

    #[test]
    fn what_is_not_stored_is_read_and_a_later_file_goes_before() {
        let file = |text: &'static str| File { language: None, local: true, text: text.into(), stored: None };
        let files = [file("rules: { a: 1, b: 2 }\nmore: { c: 3 }\n"), file("norms:\n  b: 4\n")];
        let section: Section<Vec<String>> = Section::new(&["rules", "norms"], files.iter());
        assert_eq!(section.keys().collect::<Vec<_>>(), ["a", "b"]);
        let texts = section.get("b", |all| all.iter().map(|it| it.value.text().to_owned()).collect());
        assert_eq!(texts.unwrap(), &["2", "4"]);
    }
}
