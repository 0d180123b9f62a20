//! Java's `.properties` to the same tree as YAML's: one map, every key with its text.
//!
//! A text comes in; one record comes out. Keys are not split at their dots.

use super::align::{line_break, unescape};
use super::compose::Composer;
use super::{Entry, Node, Record, Scalar, Value, duplicate_keys, take_duplicates};
use crate::source::{Problem, Span};

/// Reads a text of keys and values.
#[must_use]
pub fn parse_properties(text: &str) -> Record {
    let mut reader = Reader { text, at: if text.starts_with('\u{feff}') { 3 } else { 0 }, problems: Vec::new() };
    let mut entries = Vec::new();
    loop {
        reader.skip(&[' ', '\t', '\x0c', '\r', '\n']);
        match reader.peek() {
            None => break,
            Some('#' | '!') => reader.skip_line(),
            Some(_) => entries.push(reader.entry()),
        }
    }
    let duplicates = take_duplicates(&mut entries);
    let mut problems = duplicate_keys(text, 0, &duplicates);
    problems.extend(reader.problems);
    problems.sort_by_key(|problem| problem.span);
    let root = Node { span: Span::new(0, text.len()), value: Value::Map(entries) };
    Record { root: Some(root), problems }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip(&mut self, chars: &[char]) {
        self.at += self.rest().len() - self.rest().trim_start_matches(chars).len();
    }

    fn skip_line(&mut self) {
        self.at += self.rest().find(['\r', '\n']).unwrap_or(self.rest().len());
    }

    fn entry(&mut self) -> Entry {
        let key = self.part(|c| matches!(c, '=' | ':' | ' ' | '\t' | '\x0c'), true);
        self.skip(&[' ', '\t', '\x0c']);
        if matches!(self.peek(), Some('=' | ':')) {
            self.at += 1;
            self.skip(&[' ', '\t', '\x0c']);
        }
        let value = self.part(|_| false, false);
        Entry { key, value }
    }

    /// Reads to the end of the logical line, or to where an unescaped character ends the key.
    fn part(&mut self, ends: impl Fn(char) -> bool, is_key: bool) -> Node {
        let start = self.at;
        let mut composer = Composer::new();
        loop {
            let rest = self.rest();
            let stops = |c: char| matches!(c, '\\' | '\r' | '\n') || ends(c);
            let n_run = rest.find(stops).unwrap_or(rest.len());
            composer.verbatim(self.at, rest.get(..n_run).unwrap_or_default());
            self.at += n_run;
            let rest = self.rest();
            if !rest.starts_with('\\') {
                break;
            }
            let after = rest.get(1..).unwrap_or_default();
            if let Some(n_break) = line_break(after) {
                // A line that ends in a backslash goes on in the next, without the blanks it begins with.
                self.at += 1 + n_break;
                self.skip(&[' ', '\t', '\x0c']);
                continue;
            }
            let Some(kind) = after.chars().next() else {
                self.at += 1;
                break;
            };
            let plain = (kind, 1 + kind.len_utf8());
            let (c, n_raw) = match kind {
                'u' => unescape(rest).unwrap_or_else(|| {
                    let n_wrong = rest
                        .char_indices()
                        .nth(6)
                        .map_or(rest.len(), |(at, _)| at)
                        .min(rest.find(['\r', '\n']).unwrap_or(rest.len()));
                    let message = phrase!("properties-escape");
                    let problem = Problem::new(Span::new(self.at, self.at + n_wrong), message);
                    self.problems.push(problem.with_help(phrase!("escape-help")));
                    plain
                }),
                't' | 'n' | 'r' | 'f' => unescape(rest).unwrap_or(plain),
                _ => plain,
            };
            composer.push(Span::new(self.at, self.at + n_raw), c);
            self.at += n_raw;
        }
        let span = Span::new(start, self.at);
        let scalar: Scalar = composer.finish(start, true, !is_key && span.is_empty());
        Node { span, value: Value::Scalar(scalar) }
    }
}
