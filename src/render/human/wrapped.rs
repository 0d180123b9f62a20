//! Texts broken into lines that people read. A run tells the same few reasons again and again: each is broken once.

use std::collections::HashMap;

/// So many texts are remembered.
const MOST: usize = 10_000;

/// Lines broken at a width, in columns.
#[derive(Debug)]
pub(super) struct Wrapped {
    width: usize,
    known: HashMap<String, String>,
}

impl Wrapped {
    pub(super) fn at(width: usize) -> Wrapped {
        Wrapped { width, known: HashMap::new() }
    }

    /// A text whose lines are no longer than the width, where its words allow.
    pub(super) fn of(&mut self, text: &str) -> String {
        text.split('\n').map(|line| self.line(line)).collect::<Vec<_>>().join("\n")
    }

    fn line(&mut self, line: &str) -> String {
        if let Some(known) = self.known.get(line) {
            return known.clone();
        }
        let options =
            textwrap::Options::new(self.width).break_words(false).word_splitter(textwrap::WordSplitter::NoHyphenation);
        let wrapped = textwrap::fill(line, options);
        if self.known.len() < MOST {
            self.known.insert(line.to_owned(), wrapped.clone());
        }
        wrapped
    }
}
