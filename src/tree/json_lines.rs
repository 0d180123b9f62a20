//! JSON Lines: a JSON value on each line, blank lines aside.
//!
//! A text comes in; one record after another comes out, so that a line that cannot be read stops no other.

use super::Record;
use super::json::parse_json;

/// The records of a text, read as they are asked for.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    at: usize,
}

/// Reads a text line by line.
#[must_use]
pub fn json_lines(text: &str) -> Lines<'_> {
    Lines { text, at: 0 }
}

impl Iterator for Lines<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            let start = self.at;
            let line = self.text.get(start..)?.split_inclusive('\n').next()?;
            self.at += line.len();
            if !line.trim_matches([' ', '\t', '\r', '\n', '\u{feff}']).is_empty() {
                let (documents, problems) = parse_json(line, start);
                return Some(Record { root: documents.into_iter().find_map(|document| document.root), problems });
            }
        }
    }
}
