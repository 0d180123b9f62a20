//! The YAML that most people write, read without the parser: an eighth of the work.
//!
//! A text comes in; its document comes out, the same to the last place as from the parser, or nothing, and then the parser
//! reads the text. One document of block maps and lists; plain and quoted scalars of one line; literal and folded texts;
//! flow collections; comments. All that is written otherwise, and all that may be wrong, is the parser's: it alone tells
//! what is wrong with a text. Each byte is looked at a few times at most.
//! It must not guess: where the parser has a rule that is not here, the answer is nothing.

use super::scalars;
use crate::source::Span;
use crate::tree::align::Quotes;
use crate::tree::scalar::{Origin, Scalar};
use crate::tree::{Document, Entry, Node, Value, take_duplicates};

/// Deeper than anybody nests by hand, and far from the parser's own limits.
const MAX_DEPTH: usize = 32;

/// The parser does not look further for the colon of a key, in characters.
const LONGEST_KEY: usize = 1000;

/// Reads a text of one document.
pub(super) fn read(text: &str, base: usize) -> Option<Document> {
    if !text.chars().all(is_usual) {
        return None;
    }
    let mut reader = Reader { text, base, at: 0, column: 0, depth: 0, comments: Vec::new() };
    reader.skip_to_line(0)?;
    let root = match reader.peek() {
        Some(b'-') => reader.list(true)?,
        Some(_) => reader.map()?,
        None => return None,
    };
    (reader.at == text.len()).then_some(Document { root: Some(root.0), comments: reader.comments })
}

/// What is a character of a line to the parser and to us; a tab, a carriage return or an unseen mark is the parser's.
fn is_usual(c: char) -> bool {
    matches!(c, ' '..='~' | '\n' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{10000}'..='\u{1fffd}')
}

/// A node, and where the source that it takes up ends: after a block text that is where the next thing begins.
type Read = (Node, usize);

/// Reads on from a place in the text.
struct Reader<'a> {
    text: &'a str,
    base: usize,
    at: usize,
    /// Of what stands at the beginning of the line, when that is where it reads.
    column: usize,
    depth: usize,
    comments: Vec<Span>,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    fn skip_spaces(&mut self) {
        self.at += self.rest().iter().take_while(|byte| **byte == b' ').count();
    }

    /// Skips what ends a line, which begins where `line` says, and those that say nothing; notes their comments. Stops at
    /// the beginning of what stands on the next.
    fn skip_to_line(&mut self, mut line: usize) -> Option<()> {
        let mut is_apart = self.at == line;
        loop {
            let before = self.at;
            self.skip_spaces();
            is_apart |= self.at > before;
            match self.peek() {
                Some(b'#') if is_apart => {
                    let length = self.rest().iter().position(|byte| *byte == b'\n').unwrap_or(self.rest().len());
                    self.comments.push(self.span(self.at, self.at + length));
                    self.at += length;
                }
                Some(b'\n') => {
                    self.at += 1;
                    (line, is_apart) = (self.at, true);
                }
                None => {
                    self.column = 0;
                    return Some(());
                }
                Some(_) if before == line => {
                    self.column = self.at - line;
                    let is_mark =
                        self.column == 0 && (self.rest().starts_with(b"---") || self.rest().starts_with(b"..."));
                    return (!is_mark).then_some(());
                }
                Some(_) => return None,
            }
        }
    }

    /// Whether an item of a list begins here. What stands alone on its line is the parser's.
    fn is_item(&self) -> bool {
        self.rest().starts_with(b"- ")
    }

    /// A block list whose first dash is here. One that is not indented more than its key begins at its first item.
    fn list(&mut self, is_indented: bool) -> Option<Read> {
        let (mut start, column) = (self.at, self.column);
        let mut end = start;
        let mut items = Vec::new();
        self.enter()?;
        while self.column == column && self.is_item() {
            let dash = self.at;
            self.at += 1;
            self.skip_spaces();
            self.column = column + (self.at - dash);
            if !is_indented && items.is_empty() {
                start = self.at;
            }
            let (item, item_end) = if self.is_item() { self.list(true)? } else { self.inline(column, true)? };
            items.push(item);
            end = item_end;
            if self.column > column {
                return None;
            }
        }
        self.depth -= 1;
        (!items.is_empty()).then(|| (Node { span: self.span(start, end), value: Value::List(items) }, end))
    }

    /// A block map whose first key is here.
    fn map(&mut self) -> Option<Read> {
        let key = self.scalar(false)?;
        self.map_after(key)
    }

    /// A block map whose first key has been read.
    fn map_after(&mut self, key: Node) -> Option<Read> {
        let (start, column) = (key.span.start - self.base, self.column);
        let mut entries = Vec::new();
        let mut next = key;
        self.enter()?;
        let end = loop {
            let key = self.ended_key(next)?;
            let (value, end) = self.value(column)?;
            entries.push(Entry { key, value });
            if self.column > column {
                return None;
            }
            if self.column < column || self.peek().is_none() {
                break end;
            }
            next = self.scalar(false)?;
        };
        self.depth -= 1;
        self.finished_map(start, end, entries)
    }

    /// Keys that stand twice or bring other maps with them are the parser's.
    fn finished_map(&self, start: usize, end: usize, mut entries: Vec<Entry>) -> Option<Read> {
        let is_told = take_duplicates(&mut entries).is_empty() && !entries.iter().any(|entry| entry.key() == "<<");
        is_told.then(|| (Node { span: self.span(start, end), value: Value::Map(entries) }, end))
    }

    fn enter(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= MAX_DEPTH).then_some(())
    }

    /// The key, when its colon is here.
    fn ended_key(&mut self, key: Node) -> Option<Node> {
        let is_key = self.peek() == Some(b':') && matches!(self.rest().get(1), None | Some(b' ' | b'\n'));
        self.at += 1;
        (is_key && key.span.len() <= LONGEST_KEY).then_some(key)
    }

    /// The value of a key of a block map.
    fn value(&mut self, column: usize) -> Option<Read> {
        let colon = self.at;
        self.skip_spaces();
        if !matches!(self.peek(), Some(b'\n' | b'#')) {
            return self.inline(column, false);
        }
        self.at = colon;
        self.skip_to_line(self.text.len())?;
        match self.peek()? {
            b'-' if self.column >= column && self.is_item() => self.list(self.column > column),
            // A value that is left out, or a scalar on a line of its own.
            _ if self.column <= column => None,
            _ => self.map(),
        }
    }

    /// What stands on the line of its key or dash, in a collection in this column. An item of a list may be a map.
    fn inline(&mut self, column: usize, is_item: bool) -> Option<Read> {
        let read = match self.peek()? {
            b'[' | b'{' => self.flow(column)?,
            b'|' | b'>' => return self.block(column),
            _ => {
                let scalar = self.scalar(false)?;
                if is_item && self.peek() == Some(b':') {
                    return self.map_after(scalar);
                }
                let end = scalar.span.end - self.base;
                (scalar, end)
            }
        };
        self.skip_to_line(self.text.len())?;
        // More of a scalar.
        (self.column <= column).then_some(read)
    }

    /// A plain or quoted scalar of one line.
    fn scalar(&mut self, in_flow: bool) -> Option<Node> {
        let start = self.at;
        match self.peek()? {
            quote @ (b'"' | b'\'') => self.quoted(quote),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' | b'/' | b'(' | b'+' | b'~' | b'<' | 0x80.. => {
                self.plain(start, in_flow)
            }
            b'-' if self.rest().get(1).is_some_and(u8::is_ascii_alphanumeric) => self.plain(start, in_flow),
            _ => None,
        }
    }

    fn plain(&mut self, start: usize, in_flow: bool) -> Option<Node> {
        let rest = self.rest();
        let mut length = 0;
        let mut at = 0;
        loop {
            match rest.get(at) {
                None | Some(b'\n') => break,
                Some(b' ') => {
                    at += 1;
                    continue;
                }
                Some(b'#') if at > length => break,
                Some(b':') => match rest.get(at + 1) {
                    None | Some(b' ' | b'\n') => break,
                    Some(b',' | b'[' | b']' | b'{' | b'}') if in_flow => return None,
                    Some(_) => {}
                },
                Some(b',' | b'[' | b']' | b'{' | b'}') if in_flow => break,
                Some(_) => {}
            }
            at += 1;
            length = at;
        }
        self.at += length;
        let text = self.text.get(start..self.at)?.to_owned();
        let span = self.span(start, self.at);
        Some(Node { span, value: Value::Scalar(Scalar::new(text, true, true, Origin::Verbatim(span.start))) })
    }

    fn quoted(&mut self, quote: u8) -> Option<Node> {
        let start = self.at;
        let mut rest = self.rest().iter().enumerate().skip(1);
        let mut has_twice = false;
        let length = loop {
            match rest.next()? {
                (_, b'\n') => return None,
                (_, b'\\') if quote == b'"' => return None,
                (at, byte) if *byte == quote => match self.rest().get(at + 1) {
                    Some(b'\'') if quote == b'\'' => {
                        has_twice = true;
                        rest.next();
                    }
                    _ => break at + 1,
                },
                _ => {}
            }
        };
        self.at += length;
        let written = self.text.get(start + 1..self.at - 1)?;
        let text = if has_twice { written.replace("''", "'") } else { written.to_owned() };
        let quotes = if quote == b'"' { Quotes::Double } else { Quotes::Single };
        let (span, origin) = scalars::flow(self.text, self.base, start..self.at, quotes, &text);
        Some(Node { span, value: Value::Scalar(Scalar::new(text, false, false, origin)) })
    }

    /// A flow collection in a block collection in this column.
    fn flow(&mut self, column: usize) -> Option<Read> {
        let start = self.at;
        let is_map = self.peek() == Some(b'{');
        let closing = if is_map { b'}' } else { b']' };
        let (mut items, mut entries) = (Vec::new(), Vec::new());
        self.enter()?;
        self.at += 1;
        loop {
            self.skip_in_flow(column)?;
            if self.peek()? == closing {
                break;
            }
            if is_map {
                let key = self.scalar(true)?;
                let key = self.ended_key(key)?;
                self.skip_spaces();
                entries.push(Entry { key, value: self.flow_item(column)? });
            } else {
                items.push(self.flow_item(column)?);
            }
            self.skip_in_flow(column)?;
            match self.peek()? {
                b',' => self.at += 1,
                byte if byte == closing => break,
                _ => return None,
            }
        }
        self.at += 1;
        self.depth -= 1;
        let end = self.at;
        if is_map {
            return self.finished_map(start, end, entries);
        }
        Some((Node { span: self.span(start, end), value: Value::List(items) }, end))
    }

    fn flow_item(&mut self, column: usize) -> Option<Node> {
        match self.peek()? {
            b'[' | b'{' => Some(self.flow(column)?.0),
            _ => self.scalar(true),
        }
    }

    /// Skips spaces and line ends inside a flow collection, whose lines are indented more than what it stands in.
    fn skip_in_flow(&mut self, column: usize) -> Option<()> {
        self.skip_spaces();
        while self.peek()? == b'\n' {
            self.at += 1;
            let line = self.at;
            self.skip_spaces();
            if self.peek()? != b'\n' && self.at - line <= column {
                return None;
            }
        }
        Some(())
    }

    /// A literal or folded text in a collection in this column.
    fn block(&mut self, column: usize) -> Option<Read> {
        let is_folded = self.peek() == Some(b'>');
        self.at += 1;
        let is_stripped = self.peek() == Some(b'-');
        self.at += usize::from(is_stripped);
        self.skip_spaces();
        if self.peek()? != b'\n' {
            return None;
        }
        self.at += 1;
        let line = self.at;
        self.skip_spaces();
        let (start, indent) = (self.at, self.at - line);
        if indent <= column || matches!(self.peek()?, b'\n' | b'#') {
            return None;
        }
        let mut decoded = String::new();
        let mut n_breaks = 0;
        // Each time at the content of a line, or at what stands there instead.
        let end = loop {
            let length = self.rest().iter().position(|byte| *byte == b'\n').unwrap_or(self.rest().len());
            let content = self.text.get(self.at..self.at + length)?;
            if content.starts_with(' ') && (is_folded || content.trim_matches(' ').is_empty()) {
                return None;
            }
            match n_breaks {
                1 if is_folded => decoded.push(' '),
                0 => {}
                _ => decoded.extend(std::iter::repeat_n('\n', n_breaks - usize::from(is_folded))),
            }
            decoded.push_str(content);
            self.at += length;
            n_breaks = 0;
            let column = loop {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                    n_breaks += 1;
                }
                let line = self.at;
                self.at += self.rest().iter().take(indent).take_while(|byte| **byte == b' ').count();
                if self.peek() != Some(b'\n') {
                    break self.at - line;
                }
            };
            if column < indent || self.peek().is_none() {
                break self.at;
            }
        };
        if !is_stripped {
            decoded.push('\n');
        }
        let (span, origin) = scalars::block(self.text, self.base, start..end, indent, is_folded, &decoded);
        let node = Node { span, value: Value::Scalar(Scalar::new(decoded, false, false, origin)) };
        self.column = 0;
        if end < self.text.len() {
            // What follows stands on a line of its own, whose indent has been gone past.
            let line = self.text.get(..end)?.rfind('\n').map_or(0, |at| at + 1);
            self.at = line;
            self.skip_to_line(line)?;
        }
        (self.column <= column).then_some((node, end))
    }
}

#[cfg(test)]
mod tests;
