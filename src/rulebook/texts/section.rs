//! A section of the files of texts, each entry of which is read when it is asked for: most runs show few of them.
//!
//! Shipped files are cut into entries by their indents, which a test holds against what YAML says; others are read whole.
//! Must not know what stands in an entry.

use std::borrow::Cow;
use std::collections::{BTreeMap, btree_map as map};
use std::sync::OnceLock;

use memchr::{memchr, memmem};

use crate::tree::{self, Entry};

/// The entries of a section, by key.
#[derive(Debug)]
pub(super) struct Section<T> {
    entries: BTreeMap<Cow<'static, str>, Entries<T>>,
}

/// The entries of one key, and what was made of them: in a box, as most are never read.
type Entries<T> = (Vec<Written>, OnceLock<Box<T>>);

/// An entry of one file.
#[derive(Clone, Debug)]
enum Written {
    /// Not read yet.
    Text(&'static str),
    Read(Box<Entry>),
}

impl<T> Section<T> {
    /// The section under any of these names, in files of which an entry of a later one goes before that of an earlier.
    pub(super) fn new<'f>(names: &[&str], files: impl Iterator<Item = &'f Cow<'static, str>>) -> Section<T> {
        let mut section = Section { entries: BTreeMap::new() };
        for file in files {
            let plain = match file {
                Cow::Borrowed(text) => {
                    names.iter().filter_map(|name| starts(text, name)).map(cut).collect::<Option<Vec<_>>>()
                }
                Cow::Owned(_) if names.iter().any(|name| starts(file, name).is_some()) => None,
                Cow::Owned(_) => continue,
            };
            if let Some(sections) = plain {
                let texts = sections.into_iter().flatten();
                texts.for_each(|(key, text)| section.add(Cow::Borrowed(key), Written::Text(text)));
                continue;
            }
            // That every file can be read is checked when it is a municipality's own, and by a test for the shipped ones.
            let (documents, _) = tree::parse(file, 0);
            for root in documents.iter().filter_map(|document| document.root.as_ref()) {
                let sections = names.iter().filter_map(|name| root.get(name)?.value.as_map());
                let read = |entry: &Entry| (Cow::Owned(entry.key().to_owned()), Written::Read(Box::new(entry.clone())));
                sections.flatten().map(read).for_each(|(key, entry)| section.add(key, entry));
            }
        }
        section
    }

    fn add(&mut self, key: Cow<'static, str>, entry: Written) {
        match self.entries.entry(key) {
            // Most are in one file.
            map::Entry::Vacant(free) => drop(free.insert((vec![entry], OnceLock::new()))),
            map::Entry::Occupied(taken) => taken.into_mut().0.push(entry),
        }
    }

    /// The keys, in their order.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(Cow::as_ref)
    }

    /// What `make` makes of an entry, given as each file has it.
    pub(super) fn get(&self, key: &str, make: impl FnOnce(&[Entry]) -> T) -> Option<&T> {
        let (written, made) = self.entries.get(key)?;
        Some(made.get_or_init(|| Box::new(make(&written.iter().flat_map(Written::read).collect::<Vec<_>>()))))
    }
}

impl Written {
    fn read(&self) -> Vec<Entry> {
        match self {
            Written::Text(text) => {
                let root = tree::parse(text, 0).0.into_iter().find_map(|document| document.root);
                root.and_then(|root| root.as_map().map(<[Entry]>::to_vec)).unwrap_or_default()
            }
            Written::Read(entry) => vec![Entry::clone(entry)],
        }
    }
}

/// What follows the name of a section and its colon.
fn starts<'t>(file: &'t str, name: &str) -> Option<&'t str> {
    let after = |text: &'t str| text.strip_prefix(name)?.strip_prefix(':');
    let on_line = || {
        let start = memmem::find(file.as_bytes(), format!("\n{name}:").as_bytes())?;
        after(file.get(start + 1..)?)
    };
    after(file).or_else(on_line)
}

/// Cuts a section into its entries, each with its key: they begin with two blanks, and what is theirs with more. Nothing
/// when it is not written so.
fn cut(section: &'static str) -> Option<Vec<(&'static str, &'static str)>> {
    let mut entries = Vec::new();
    // The entry that is being gone through: its key, and what is left from where it begins.
    let mut open: Option<(&str, &'static str)> = None;
    // What stands on the section's own line is not cut here.
    let mut rest = section.strip_prefix('\n')?;
    loop {
        let end = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let (line, after) = (rest.get(..end)?, rest.get(end + 1..).unwrap_or_default());
        let indent = line.bytes().take_while(|byte| *byte == b' ').count();
        let content = line.get(indent..)?;
        let is_more = content.is_empty() || content.starts_with('#') || indent > 2;
        if !rest.is_empty() && is_more {
            rest = after;
            continue;
        }
        if let Some((key, from)) = open.take() {
            entries.push((key, from.get(..from.len() - rest.len())?));
        }
        if rest.is_empty() || indent == 0 {
            // Another section, or another document that could have the same.
            return (!content.starts_with("---")).then_some(entries);
        }
        let key = content.split_once(':')?.0;
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_');
        if indent != 2 || key.is_empty() || !key.chars().all(is_plain) {
            return None;
        }
        open = Some((key, rest));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{Section, Written, cut, starts};
    use crate::law;
    use crate::tree;

    #[test]
    fn shipped_sections_are_cut_as_yaml_reads_them() {
        let mut tried = 0;
        for file in law::embedded() {
            let is_text = file.text.contains("taushet: texts/v1") || file.text.contains("taushet: citations/v1");
            if !is_text || !file.path.ends_with(".yaml") {
                continue;
            }
            let text = law::shipped(&file.path).unwrap();
            let root = tree::parse(text, 0).0.into_iter().find_map(|document| document.root).unwrap();
            for section in root.as_map().unwrap() {
                let Some(entries) = section.value.as_map() else { continue };
                let cut = cut(starts(text, section.key()).unwrap()).unwrap_or_else(|| panic!("{}", file.path));
                assert_eq!(cut.len(), entries.len(), "{}", file.path);
                for (entry, (key, text)) in entries.iter().zip(cut) {
                    assert_eq!(entry.key(), key);
                    let own = Written::Text(text).read();
                    assert_eq!(own.len(), 1, "{key}");
                    assert_eq!(own.first().unwrap().value.texts(), entry.value.texts(), "{key}");
                    let said = |entry: &tree::Entry| {
                        let all = entry.value.as_map().unwrap_or_default().iter();
                        all.map(|part| (part.key().to_owned(), part.value.text().to_owned())).collect::<Vec<_>>()
                    };
                    assert_eq!(said(own.first().unwrap()), said(entry), "{key}");
                    tried += 1;
                }
            }
        }
        assert!(tried > 500, "{tried}");
    }

    #[test]
    fn what_is_written_otherwise_is_read_whole() {
        for text in ["\n  \"a\": 1\n", "\n a: 1\n", "\n  - a\n", "\n  a: 1\n---\n", "\n  ? a\n"] {
            assert!(cut(text).is_none(), "{text}");
        }
        let file = Cow::Borrowed("rules: { a: 1, b: 2 }\n");
        let section: Section<String> = Section::new(&["rules"], std::iter::once(&file));
        assert_eq!(section.keys().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(section.get("b", |all| all.iter().map(|it| it.value.text()).collect()).unwrap(), "2");
    }
}
