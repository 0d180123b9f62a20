//! YAML 1.2 to trees: builds nodes from the events of `granit-parser`.
//!
//! A text comes in; documents and problems come out.
//! It must not know JSON's stricter rules, which are in `json`, nor how scalars are placed.

use super::scalar::Scalar;
use super::{Document, Duplicate, Entry, MAX_DEPTH, Node, Value, duplicate_keys, shorten, take_duplicates, too_deep};
use crate::source::{Problem, Span};
use granit_parser::{Event, Parser};
use std::collections::HashMap;

mod scalars;
mod syntax;
mod usual;

/// How much text anchors and aliases may copy, in bytes, before it is taken for an attack.
const MAX_COPIED: usize = 64 << 20;

/// What a node is reckoned to take beside its text.
const NODE_SIZE: usize = 128;

/// Reads every document of a YAML text; `base` is added to every offset.
///
/// Aliases are resolved and merge keys (`<<`) merged.
/// A document that cannot be parsed is a problem and a document without root; the documents after
/// it are read all the same.
pub fn parse(text: &str, base: usize) -> (Vec<Document>, Vec<Problem>) {
    let usual = usual::read(text, base).map(|document| (vec![document], Vec::new()));
    debug_assert!(usual.as_ref().is_none_or(|read| *read == parse_events(text, base)), "{text}");
    usual.unwrap_or_else(|| parse_events(text, base))
}

/// Reads what the parser tells of a text, which is the last word on what is YAML.
fn parse_events(text: &str, base: usize) -> (Vec<Document>, Vec<Problem>) {
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        // Long licence headers and the like are no attack: comments cannot outgrow the text.
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut builder = Builder::new(text, base);
    loop {
        let read = match parser.next_event() {
            Some(Ok((Event::StreamEnd, _))) | None => break,
            Some(Ok((event, place))) => builder.take(event, place),
            Some(Err(error)) => Err(syntax::problem(text, base, &error)),
        };
        if let Err(problem) = read {
            builder.problems.push(problem);
            builder.abandon_document();
            match parser.proceed_next_document() {
                Ok(true) => {}
                Ok(false) => {
                    builder.take_rest(&mut parser);
                    break;
                }
                Err(error) => {
                    builder.problems.push(syntax::problem(text, base, &error));
                    break;
                }
            }
        }
    }
    builder.finish()
}

/// Puts the events of a text together.
struct Builder<'a> {
    text: &'a str,
    base: usize,
    documents: Vec<Document>,
    problems: Vec<Problem>,
    duplicates: Vec<Duplicate>,
    comments: Vec<Span>,
    root: Option<Node>,
    open: Vec<Collection>,
    anchors: HashMap<usize, Built>,
    has_aliases: bool,
    n_copied: usize,
}

/// A collection whose end has not come yet.
struct Collection {
    items: Items,
    anchor: usize,
    /// The source taken up so far, in bytes of the text.
    start: usize,
    end: usize,
    height: usize,
    size: usize,
}

enum Items {
    List(Vec<Node>),
    /// With the key that waits for its value; a key that cannot be used is `Some(None)`.
    Map(Vec<Entry>, Option<Option<Node>>),
}

/// A finished node, and what it takes.
#[derive(Clone)]
struct Built {
    node: Node,
    /// How many collections are nested in it, itself included.
    height: usize,
    size: usize,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, base: usize) -> Builder<'a> {
        Builder {
            text,
            base,
            documents: Vec::new(),
            problems: Vec::new(),
            duplicates: Vec::new(),
            comments: Vec::new(),
            root: None,
            open: Vec::new(),
            anchors: HashMap::new(),
            // Copies for anchors are only worth making if something may refer to them.
            has_aliases: text.contains('*'),
            n_copied: 0,
        }
    }

    /// Takes the next event; fails when the document cannot be read on.
    fn take(&mut self, event: Event<'_>, place: granit_parser::Span) -> Result<(), Problem> {
        let range = place.byte_range().unwrap_or_default();
        let span = self.span(range.start, range.end);
        match event {
            Event::Comment(..) => self.comments.push(span),
            Event::Scalar(decoded, style, anchor, tag) => {
                let size = NODE_SIZE + decoded.len();
                let built = Built {
                    node: scalars::read(self.text, self.base, decoded.into_owned(), style, tag.as_deref(), place),
                    height: 0,
                    size,
                };
                self.anchor(anchor, &built)?;
                self.add(built, range.start, range.end)?;
            }
            Event::SequenceStart(_, anchor, _) => self.open(Items::List(Vec::new()), anchor, range.start, span)?,
            Event::MappingStart(_, anchor, _) => self.open(Items::Map(Vec::new(), None), anchor, range.start, span)?,
            Event::SequenceEnd | Event::MappingEnd => self.close(range.start, range.end)?,
            Event::Alias(id) => {
                let built = self.resolve(id, span)?;
                self.add(built, range.start, range.end)?;
            }
            Event::UnresolvedAlias(name) => {
                let message = phrase!("yaml-alias-named", name = shorten(&name));
                let help = phrase!("yaml-alias-named-help", name = shorten(&name));
                return Err(Problem::new(span, message).with_help(help));
            }
            Event::DocumentEnd => self.end_document(),
            _ => {}
        }
        Ok(())
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    fn open(&mut self, items: Items, anchor: usize, start: usize, span: Span) -> Result<(), Problem> {
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(span));
        }
        self.open.push(Collection { items, anchor, start, end: start, height: 1, size: NODE_SIZE });
        Ok(())
    }

    /// Ends the innermost collection; the place is of its closing bracket, if it has one.
    fn close(&mut self, start: usize, end: usize) -> Result<(), Problem> {
        let Some(collection) = self.open.pop() else {
            return Ok(());
        };
        // A block collection's end is noticed only where the next thing begins.
        let end = if end > start { end } else { collection.end };
        let value = match collection.items {
            Items::List(items) => Value::List(items),
            Items::Map(entries, _) => Value::Map(self.finish_map(entries)),
        };
        let built = Built {
            node: Node { span: self.span(collection.start, end), value },
            height: collection.height,
            size: collection.size,
        };
        self.anchor(collection.anchor, &built)?;
        self.add(built, collection.start, end)
    }

    /// Puts a node where it belongs; `start` and `end` are the source it takes up here.
    fn add(&mut self, built: Built, start: usize, end: usize) -> Result<(), Problem> {
        if self.open.len() + built.height > MAX_DEPTH {
            return Err(too_deep(self.span(start, end)));
        }
        let Some(collection) = self.open.last_mut() else {
            // An empty document has nothing to say, and no place to say it about.
            let is_empty = start == end && built.node.as_scalar().is_some_and(Scalar::is_null);
            self.root = (!is_empty).then_some(built.node);
            return Ok(());
        };
        collection.start = collection.start.min(start);
        collection.end = collection.end.max(end);
        collection.height = collection.height.max(built.height + 1);
        collection.size += built.size;
        match &mut collection.items {
            Items::List(items) => items.push(built.node),
            Items::Map(entries, pending) => match pending.take() {
                Some(Some(key)) => entries.push(Entry { key, value: built.node }),
                Some(None) => {}
                None if built.node.as_scalar().is_some() => *pending = Some(Some(built.node)),
                None => {
                    *pending = Some(None);
                    let problem =
                        Problem::new(Span::new(self.base + start, self.base + end), phrase!("yaml-key-not-one"));
                    let help = phrase!("yaml-key-not-one-help");
                    self.problems.push(problem.with_help(help));
                }
            },
        }
        Ok(())
    }

    /// Keeps a copy of an anchored node for the aliases that come.
    fn anchor(&mut self, id: usize, built: &Built) -> Result<(), Problem> {
        if id != 0 && self.has_aliases {
            // Anchors inside anchors are copied again and again, so this too has a limit.
            self.count_copy(built.size, built.node.span)?;
            self.anchors.insert(id, built.clone());
        }
        Ok(())
    }

    fn resolve(&mut self, id: usize, span: Span) -> Result<Built, Problem> {
        let Some(size) = self.anchors.get(&id).map(|built| built.size) else {
            // Only a collection that is still open has an anchor and no copy.
            let problem = Problem::new(span, phrase!("yaml-alias-of-itself"));
            return Err(problem.with_help(phrase!("yaml-alias-of-itself-help")));
        };
        self.count_copy(size, span)?;
        let built = self.anchors.get(&id).cloned();
        built.ok_or_else(|| Problem::new(span, phrase!("yaml-alias")))
    }

    fn count_copy(&mut self, size: usize, span: Span) -> Result<(), Problem> {
        self.n_copied = self.n_copied.saturating_add(size);
        if self.n_copied > MAX_COPIED {
            let message = phrase!("yaml-aliases-too-many");
            let help = phrase!("yaml-aliases-too-many-help");
            return Err(Problem::new(span, message).with_help(help));
        }
        Ok(())
    }

    /// Takes out keys that stand twice, and merges what `<<` brings.
    fn finish_map(&mut self, mut entries: Vec<Entry>) -> Vec<Entry> {
        self.duplicates.append(&mut take_duplicates(&mut entries));
        let is_merge = |entry: &Entry| entry.key.as_scalar().is_some_and(|key| key.plain() && key.text() == "<<");
        let Some(idx) = entries.iter().position(is_merge) else {
            return entries;
        };
        let merge = entries.remove(idx);
        let brought = match merge.value.value {
            Value::List(items) => items,
            _ => vec![merge.value],
        };
        for node in brought {
            if let Value::Map(more) = node.value {
                entries.extend(more);
            } else {
                let problem = Problem::new(merge.key.span, phrase!("yaml-merge"));
                let help = phrase!("yaml-merge-help");
                self.problems.push(problem.with_help(help));
            }
        }
        // The map's own keys come first and win, then those of the first map merged, and so on.
        take_duplicates(&mut entries);
        entries
    }

    fn end_document(&mut self) {
        self.documents.push(Document { root: self.root.take(), comments: std::mem::take(&mut self.comments) });
        self.open.clear();
        self.anchors.clear();
    }

    fn abandon_document(&mut self) {
        self.root = None;
        self.end_document();
    }

    /// Takes the comments left when no document follows.
    fn take_rest<'t>(&mut self, parser: &mut Parser<'t, granit_parser::StrInput<'t>>) {
        while let Some(Ok((event, place))) = parser.next_event() {
            match event {
                Event::Comment(..) => {
                    let range = place.byte_range().unwrap_or_default();
                    self.comments.push(self.span(range.start, range.end));
                }
                Event::StreamEnd => break,
                _ => {}
            }
        }
    }

    fn finish(mut self) -> (Vec<Document>, Vec<Problem>) {
        // Comments after the last document belong to it.
        match self.documents.last_mut() {
            Some(last) => last.comments.append(&mut self.comments),
            None => self.end_document(),
        }
        for document in &mut self.documents {
            document.comments.sort_unstable();
        }
        let mut repeated = duplicate_keys(self.text, self.base, &self.duplicates);
        self.problems.append(&mut repeated);
        self.problems.sort_by_key(|problem| problem.span);
        (self.documents, self.problems)
    }
}
