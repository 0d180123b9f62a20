//! One spanned tree for every format that people's texts stand in: YAML, JSON, CSV, XML, HTML and more.
//!
//! A text comes in; documents come out, every node and every character of a
//! scalar knowing its place in the text, and with them the problems found.
//! Reading never fails: a document that cannot be read is a problem and an
//! empty document.
//! It must not know files, the language of the texts or the law.

mod align;
pub(crate) mod compose;
mod csv;
mod json;
mod json_lines;
mod properties;
mod scalar;
mod script;
mod yaml;

pub use csv::{Rows, rows};
pub use json::parse_json;
pub use json_lines::{Lines, json_lines};
pub use properties::parse_properties;
pub use scalar::Scalar;
pub use script::parse_script;
pub use yaml::parse;

use crate::source::{Problem, Span};
use crate::store::{stored_cases, stored_struct};
use serde_json_path::{NormalizedPath, PathElement};
use std::collections::HashMap;

/// How deep collections may be nested, so that walking and dropping a tree cannot exhaust the stack.
pub const MAX_DEPTH: usize = 128;

/// One document of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What the document says; nothing when it is empty or cannot be read.
    pub root: Option<Node>,
    /// Every comment, from its `#` to the end of its line, in order.
    pub comments: Vec<Span>,
}

/// One record of a text that holds many: a row, a line, or the whole text. Its node knows where it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// What the record says; nothing when it cannot be read.
    pub root: Option<Node>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// A value and where it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where the value is written.
    ///
    /// A quoted scalar includes its quotes.
    /// A block scalar runs from its first character of content to its last; the line break that
    /// ends it, and blank lines around it, are part of its text but not of this span.
    /// A flow collection includes its brackets, a block collection runs from its first item to the
    /// end of its last.
    /// Tags and anchors are outside; a value given by an alias has the place of the anchored text.
    /// A value left out is an empty span.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text, number, truth value or null.
    Scalar(Scalar),
    /// A sequence of values.
    List(Vec<Node>),
    /// Keys with values, in the order written; no key twice.
    Map(Vec<Entry>),
}

/// One key of a map, with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key, always a scalar.
    pub key: Node,
    /// The value.
    pub value: Node,
}

stored_struct!(Node { span, value });
stored_struct!(Entry { key, value });
stored_cases!(Value { Scalar(scalar) = 0, List(items) = 1, Map(entries) = 2 });

impl Node {
    /// The entry of a map whose key reads `key`.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        let mut entries = self.as_map()?.iter();
        entries.find(|entry| entry.key() == key)
    }

    /// The entries, if this is a map.
    pub fn as_map(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The items, if this is a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The scalar, if this is one.
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The scalar's decoded text; empty for anything else.
    pub fn text(&self) -> &str {
        self.as_scalar().map_or("", Scalar::text)
    }

    /// The same value, said to stand at one place as a whole.
    #[must_use]
    pub fn placed_at(&self, span: Span) -> Node {
        let value = match &self.value {
            Value::Scalar(scalar) => Value::Scalar(scalar.placed_at(span)),
            Value::List(items) => Value::List(items.iter().map(|item| item.placed_at(span)).collect()),
            Value::Map(entries) => Value::Map(
                entries
                    .iter()
                    .map(|entry| Entry { key: entry.key.placed_at(span), value: entry.value.placed_at(span) })
                    .collect(),
            ),
        };
        Node { span, value }
    }

    /// One text or a list of texts, decoded; what is neither is left out.
    pub fn texts(&self) -> Vec<String> {
        self.scalars().map(|scalar| scalar.text().to_owned()).collect()
    }

    /// The scalars of a list, or the one that stands alone.
    pub fn scalars(&self) -> impl Iterator<Item = &Scalar> {
        self.as_list().unwrap_or(std::slice::from_ref(self)).iter().filter_map(Node::as_scalar)
    }

    /// The node at a place that a JSONPath query over [`Node::to_json`] has found.
    pub fn at_path(&self, path: &NormalizedPath<'_>) -> Option<&Node> {
        path.iter().try_fold(self, |node, element| match element {
            PathElement::Name(name) => node.get(name).map(|entry| &entry.value),
            PathElement::Index(index) => node.as_list()?.get(*index),
        })
    }

    /// The same value as JSON, for queries; plain scalars by YAML's core schema.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Scalar(scalar) => scalar.to_json(),
            Value::List(items) => items.iter().map(Node::to_json).collect(),
            Value::Map(entries) => {
                entries.iter().map(|entry| (entry.key().to_owned(), entry.value.to_json())).collect()
            }
        }
    }
}

impl Entry {
    /// The key's text.
    pub fn key(&self) -> &str {
        self.key.as_scalar().map_or("", Scalar::text)
    }
}

/// An entry whose key stands earlier in its map, there at the span.
type Duplicate = (Span, Entry);

/// Takes out every entry whose key stands earlier in the map.
fn take_duplicates(entries: &mut Vec<Entry>) -> Vec<Duplicate> {
    // Few keys are sooner compared with each other than looked up.
    const FEW: usize = 24;
    let stands_before =
        |(idx, entry): (usize, &Entry)| entries.iter().take(idx).any(|other| other.key() == entry.key());
    if entries.len() <= FEW && !entries.iter().enumerate().any(stands_before) {
        return Vec::new();
    }
    let mut seen = HashMap::with_capacity(entries.len());
    let first_of = |(idx, entry)| {
        let entry: &Entry = entry;
        let (first_idx, first) = *seen.entry(entry.key()).or_insert((idx, entry.key.span));
        (first_idx != idx).then_some(first)
    };
    let firsts: Vec<Option<Span>> = entries.iter().enumerate().map(first_of).collect();
    if firsts.iter().all(Option::is_none) {
        return Vec::new();
    }
    let mut duplicates = Vec::new();
    for (entry, first) in std::mem::take(entries).into_iter().zip(firsts) {
        match first {
            Some(first) => duplicates.push((first, entry)),
            None => entries.push(entry),
        }
    }
    duplicates
}

/// The problems of keys that stand twice in their maps.
fn duplicate_keys(text: &str, base: usize, duplicates: &[Duplicate]) -> Vec<Problem> {
    if duplicates.is_empty() {
        return Vec::new();
    }
    let line_ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| base + at).collect();
    let line_of = |span: Span| line_ends.partition_point(|&end| end < span.start) + 1;
    let problem = |(first, entry): &Duplicate| {
        let (first, second) = (line_of(*first), line_of(entry.key.span));
        // The lines before a text inside a larger file are not known here, but the distance is.
        let place = match second.saturating_sub(first) {
            0 => phrase!("place-same-line"),
            _ if base == 0 => phrase!("place-line", first),
            1 => phrase!("place-line-above"),
            n_lines => phrase!("place-lines-up", n_lines),
        };
        let message = phrase!("tree-key-twice", key = shorten(entry.key()));
        let help = phrase!("tree-key-twice-help", place);
        Problem::new(entry.key.span, message).with_help(help)
    };
    duplicates.iter().map(problem).collect()
}

/// The problem of collections nested deeper than [`MAX_DEPTH`].
pub(crate) fn too_deep(span: Span) -> Problem {
    let message = phrase!("tree-too-deep", depth = MAX_DEPTH);
    Problem::new(span, message).with_help(phrase!("tree-too-deep-help"))
}

/// The start of a user's text, short enough and on one line for a message.
pub(crate) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace(char::is_control, " ").replace('`', "'")
}

#[cfg(test)]
mod tests;
