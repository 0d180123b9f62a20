//! The texts of a JavaScript or TypeScript catalogue (`nb.ts`) to the same tree as YAML's.
//!
//! A text comes in; one record comes out: a map of what the file declares (`const nb = …`, `export default …`).
//! Object literals, lists, strings and templates are read as they are. Of any other expression the strings are read, in
//! order, and strings outside all declarations stand under [`OTHER`], so that no string is left out.
//! It runs nothing: what a name stands for, and what another file holds, it does not know.

mod tokens;

use super::compose::Composer;
use super::{Duplicate, Entry, MAX_DEPTH, Node, Record, Scalar, Value, duplicate_keys, take_duplicates, too_deep};
use crate::source::{Problem, Span};
use tokens::{Kind, Token, tokens};

/// The key of texts that stand outside every declaration.
const OTHER: &str = "annet";

/// Words that may begin a statement, so that one without `;` before it is known to have ended.
const STATEMENTS: [&str; 10] =
    ["const", "let", "var", "export", "import", "function", "class", "interface", "type", "enum"];

/// Reads a file of texts.
#[must_use]
pub fn parse_script(text: &str) -> Record {
    let mut problems = Vec::new();
    let (tokens, is_whole) = tokens(text, &mut problems);
    let mut reader =
        Reader { text, tokens, is_whole, at: 0, problems: Vec::new(), duplicates: Vec::new(), others: Vec::new() };
    let mut entries = reader.file();
    let others = std::mem::take(&mut reader.others);
    if let (Some(first), Some(last)) = (others.first(), others.last()) {
        let span = Span::new(first.span.start, last.span.end);
        let key = Scalar::verbatim(OTHER.to_owned(), span).placed_at(Span::new(span.start, span.start));
        let key = Node { span: Span::new(span.start, span.start), value: Value::Scalar(key) };
        entries.push(Entry { key, value: Node { span, value: Value::List(others) } });
    }
    problems.extend(reader.problems);
    problems.extend(duplicate_keys(text, 0, &reader.duplicates));
    problems.sort_by_key(|problem| problem.span);
    let root = Node { span: Span::new(0, text.len()), value: Value::Map(entries) };
    Record { root: Some(root), problems }
}

struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    is_whole: bool,
    at: usize,
    problems: Vec<Problem>,
    duplicates: Vec<Duplicate>,
    /// Texts outside every declaration.
    others: Vec<Node>,
}

impl<'a> Reader<'a> {
    fn token(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    fn is_sign(&self, ahead: usize, sign: char) -> bool {
        self.token(ahead).is_some_and(|token| token.kind == Kind::Sign(sign))
    }

    fn skip(&mut self, sign: char) -> bool {
        let found = self.is_sign(0, sign);
        self.at += usize::from(found);
        found
    }

    fn raw(&self, span: Span) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    fn word(&self, ahead: usize) -> Option<&'a str> {
        self.token(ahead).filter(|token| token.kind == Kind::Word).map(|token| self.raw(token.span))
    }

    /// Passes over a token; a text that nothing else has taken is kept.
    fn pass(&mut self) {
        if let Some(token) = self.tokens.get(self.at) {
            self.others.extend(text_node(token));
        }
        self.at += 1;
    }

    fn file(&mut self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        while self.token(0).is_some() {
            let entry = match self.word(0) {
                Some("import") => {
                    self.skip_import();
                    None
                }
                Some("export") if self.is_sign(1, '{') || self.is_sign(1, '*') => {
                    self.skip_import();
                    None
                }
                Some("export") if self.word(1) == Some("default") => {
                    let name = self.token(1).map(|token| word_node(token.span, self.raw(token.span)));
                    self.at += 2;
                    name.map(|key| Entry { key, value: self.value(0) })
                }
                Some("const" | "let" | "var") => self.declaration(1),
                Some("exports") => self.declaration(0),
                _ => {
                    self.pass();
                    None
                }
            };
            let Some(entry) = entry else { continue };
            // Two functions may each have their own `const text`.
            if entries.iter().any(|known| known.key() == entry.key()) {
                gather(entry.value, &mut self.others);
            } else {
                entries.push(entry);
            }
        }
        entries
    }

    /// Passes over `import … from '…'` and `export … from '…'`, whose string is no text.
    fn skip_import(&mut self) {
        let is_call = self.is_sign(1, '(');
        self.at += 1;
        if is_call {
            return;
        }
        let mut depth = 0_usize;
        while let Some(token) = self.token(0) {
            match &token.kind {
                Kind::Text(_) if depth == 0 => {
                    self.at += 1;
                    return;
                }
                Kind::Sign(';' | '=') => return,
                Kind::Sign('{') => depth += 1,
                Kind::Sign('}') => {
                    depth = depth.saturating_sub(1);
                    // A list of exports without `from` ends here.
                    if depth == 0 && !matches!(self.word(1), Some("from")) && !self.is_sign(1, ',') {
                        self.at += 1;
                        return;
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Reads `name: Type = value` from the name, which is `name_at` tokens away; a name without a value is passed over.
    fn declaration(&mut self, name_at: usize) -> Option<Entry> {
        let Some(span) = self.token(name_at).filter(|token| token.kind == Kind::Word).map(|token| token.span) else {
            // `const { a, b } = …` names no text of its own.
            self.pass();
            return None;
        };
        let key = word_node(span, self.raw(span));
        self.at += name_at + 1;
        let mut depth = 0_usize;
        while let Some(token) = self.token(0) {
            match token.kind {
                Kind::Sign('=') if self.is_sign(1, '>') || self.is_sign(1, '=') => self.at += 1,
                Kind::Sign('=') if depth == 0 => {
                    self.at += 1;
                    return Some(Entry { key, value: self.value(0) });
                }
                Kind::Sign('{' | '(' | '[') => depth += 1,
                Kind::Sign('}' | ')' | ']') if depth == 0 => return None,
                Kind::Sign('}' | ')' | ']') => depth -= 1,
                Kind::Sign(';') if depth == 0 => return None,
                Kind::Word if depth == 0 && STATEMENTS.contains(&self.raw(token.span)) => return None,
                _ => {}
            }
            self.pass();
        }
        None
    }

    /// Reads a value inside `depth` collections.
    fn value(&mut self, depth: usize) -> Node {
        let Some(token) = self.token(0).cloned() else {
            return null_at(self.text.len());
        };
        let node = match token.kind {
            Kind::Sign('{' | '[') if depth >= MAX_DEPTH => {
                self.problems.push(too_deep(token.span));
                while self.token(0).is_some() {
                    self.pass();
                }
                return null_at(token.span.start);
            }
            Kind::Sign('{') => self.object(depth + 1),
            Kind::Sign('[') => self.list(depth + 1),
            _ => return self.expression(),
        };
        // `} as const`, `].join(' ')` and the like.
        while !self.is_value_end() {
            self.pass();
        }
        node
    }

    /// Whether the value at hand has ended, at no depth of its own.
    fn is_value_end(&self) -> bool {
        let Some(token) = self.token(0) else { return true };
        match token.kind {
            Kind::Sign(',' | ';' | '}' | ']' | ')') => true,
            Kind::Word => STATEMENTS.contains(&self.raw(token.span)) && !self.is_sign(1, ':'),
            _ => false,
        }
    }

    fn object(&mut self, depth: usize) -> Node {
        let start = self.token(0).map_or(0, |token| token.span.start);
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            let Some(token) = self.token(0).cloned() else {
                self.unclosed(start);
                break;
            };
            match token.kind {
                Kind::Sign('}') => {
                    self.at += 1;
                    break;
                }
                Kind::Sign('[') => {
                    // A computed key is named as it is written.
                    self.at += 1;
                    let from = self.token(0).map_or(token.span.end, |token| token.span.start);
                    while self.token(0).is_some() && !self.is_sign(0, ']') {
                        self.at += 1;
                    }
                    let to = self.token(0).map_or(self.text.len(), |token| token.span.start).max(from);
                    self.at += 1;
                    let span = Span::new(from, to);
                    let key = word_node(span, self.raw(span));
                    self.after_key(key, &mut entries, depth);
                }
                Kind::Word | Kind::Text(_) => {
                    // `get name() …`, `async name() …`
                    let is_modifier = token.kind == Kind::Word
                        && self.token(1).is_some_and(|next| matches!(next.kind, Kind::Word | Kind::Text(_)));
                    self.at += 1;
                    if !is_modifier {
                        let key = text_node(&token).unwrap_or_else(|| word_node(token.span, self.raw(token.span)));
                        self.after_key(key, &mut entries, depth);
                    }
                }
                _ => self.pass(),
            }
        }
        self.duplicates.append(&mut take_duplicates(&mut entries));
        let end = self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |token| token.span.end);
        Node { span: Span::new(start, end), value: Value::Map(entries) }
    }

    fn after_key(&mut self, key: Node, entries: &mut Vec<Entry>, depth: usize) {
        if self.skip(':') {
            let value = self.value(depth);
            entries.push(Entry { key, value });
        } else if self.is_sign(0, '(') {
            // A method: the texts in it stand under its name.
            let value = self.expression();
            entries.push(Entry { key, value });
        }
    }

    fn list(&mut self, depth: usize) -> Node {
        let start = self.token(0).map_or(0, |token| token.span.start);
        self.at += 1;
        let mut items = Vec::new();
        loop {
            if self.token(0).is_none() {
                self.unclosed(start);
                break;
            }
            if self.skip(']') {
                break;
            }
            if self.skip(',') {
                continue;
            }
            let before = self.at;
            items.push(self.value(depth));
            if self.at == before {
                self.pass();
            }
        }
        let end = self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |token| token.span.end);
        Node { span: Span::new(start, end), value: Value::List(items) }
    }

    fn unclosed(&mut self, start: usize) {
        // What ended the file too early has been told already.
        if !self.is_whole {
            return;
        }
        let problem = Problem::new(Span::new(start, start + 1), phrase!("script-bracket-unclosed"));
        self.problems.push(problem.with_help(phrase!("bracket-unclosed-help")));
    }

    /// Reads any other value up to where it ends: a text, texts joined by `+`, or the texts that stand in it.
    fn expression(&mut self) -> Node {
        let from = self.at;
        let mut depth = 0_usize;
        while let Some(token) = self.token(0) {
            match token.kind {
                Kind::Sign('{' | '[' | '(') => depth += 1,
                Kind::Sign('}' | ']' | ')') if depth > 0 => depth -= 1,
                _ if depth == 0 && self.is_value_end() && self.at > from => break,
                Kind::Sign(',' | ';' | '}' | ']' | ')') if depth == 0 => break,
                _ => {}
            }
            self.at += 1;
        }
        let tokens = self.tokens.get(from..self.at).unwrap_or_default();
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return null_at(self.token(0).map_or(self.text.len(), |token| token.span.start));
        };
        let span = Span::new(first.span.start, last.span.end);
        let mut texts: Vec<Node> = tokens.iter().filter_map(text_node).collect();
        let is_sum = tokens.iter().all(|token| match token.kind {
            Kind::Sign(c) => matches!(c, '+' | '.'),
            _ => true,
        });
        if texts.len() == 1
            && let Some(text) = texts.pop()
        {
            return text;
        }
        if texts.is_empty() {
            let raw = self.raw(span);
            let is_value = matches!(raw, "true" | "false") || raw.starts_with(|c: char| c.is_ascii_digit() || c == '-');
            // A name stands for something that is not said here.
            let scalar = if is_value {
                Scalar::new(raw.to_owned(), true, true, super::scalar::Origin::Verbatim(span.start))
            } else {
                null()
            };
            return Node { span, value: Value::Scalar(scalar) };
        }
        if is_sum {
            let mut composer = Composer::new();
            for token in tokens {
                match &token.kind {
                    Kind::Text(text) => composer.append(text),
                    Kind::Word => composer.verbatim(token.span.start, self.raw(token.span)),
                    Kind::Sign(_) => {}
                }
            }
            return Node { span, value: Value::Scalar(composer.finish(span.start, false, false)) };
        }
        Node { span, value: Value::List(texts) }
    }
}

fn text_node(token: &Token) -> Option<Node> {
    match &token.kind {
        Kind::Text(text) => Some(Node { span: token.span, value: Value::Scalar(text.clone()) }),
        _ => None,
    }
}

fn word_node(span: Span, raw: &str) -> Node {
    Node { span, value: Value::Scalar(Scalar::verbatim(raw.to_owned(), span)) }
}

fn null() -> Scalar {
    Scalar::new(String::new(), true, true, super::scalar::Origin::Verbatim(0))
}

fn null_at(start: usize) -> Node {
    let span = Span::new(start, start);
    Node { span, value: Value::Scalar(Scalar::new(String::new(), true, true, super::scalar::Origin::Verbatim(start))) }
}

/// Every text of a value.
fn gather(node: Node, texts: &mut Vec<Node>) {
    match node.value {
        Value::Scalar(_) => texts.push(node),
        Value::List(items) => items.into_iter().for_each(|item| gather(item, texts)),
        Value::Map(entries) => entries.into_iter().for_each(|entry| gather(entry.value, texts)),
    }
}
