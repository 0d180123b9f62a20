//! The texts of a JavaScript or TypeScript catalogue (`nb.ts`) to the same tree as YAML's.
//!
//! A text comes in; one record comes out: a map of what the file declares (`const nb = …`, `export default …`).
//! Object literals, lists, strings and templates are read as they are. Of any other expression the strings are read, in
//! order, and strings outside all declarations stand under [`OTHER`], so that no string is left out.
//! It runs nothing: what a name stands for, and what another file holds, it does not know.

use super::align::{hex, line_break, unescape};
use super::compose::Composer;
use super::{Duplicate, Entry, MAX_DEPTH, Node, Record, Scalar, Value, duplicate_keys, take_duplicates, too_deep};
use crate::source::{Problem, Span};

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

/// A word, a sign or a text of the file.
#[derive(Clone, Debug)]
struct Token {
    span: Span,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// A string or template, decoded.
    Text(Scalar),
    /// A name or number.
    Word,
    /// Any other character.
    Sign(char),
}

/// Cuts a file into tokens, and says whether it came to the end. What is never closed is told, and ends it.
fn tokens(text: &str, problems: &mut Vec<Problem>) -> (Vec<Token>, bool) {
    let mut cutter = Cutter { text, at: if text.starts_with('\u{feff}') { 3 } else { 0 }, tokens: Vec::new() };
    while let Some(c) = cutter.rest().chars().next() {
        if let Err(problem) = cutter.token(c, problems) {
            problems.push(problem);
            return (cutter.tokens, false);
        }
    }
    (cutter.tokens, true)
}

struct Cutter<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
}

impl<'a> Cutter<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn add(&mut self, n_bytes: usize, kind: Kind) {
        self.tokens.push(Token { span: Span::new(self.at, self.at + n_bytes), kind });
        self.at += n_bytes;
    }

    fn token(&mut self, c: char, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        let rest = self.rest();
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        match c {
            _ if c.is_whitespace() => self.at += c.len_utf8(),
            '/' if rest.starts_with("//") => self.at += rest.find(['\r', '\n']).unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => match rest.find("*/") {
                Some(end) => self.at += end + 2,
                None => {
                    let start = Span::new(self.at, self.at + 2);
                    return Err(Problem::new(start, phrase!("script-comment-unclosed"))
                        .with_help(phrase!("script-comment-unclosed-help")));
                }
            },
            '/' if self.may_begin_pattern() => match pattern_end(rest) {
                Some(n_pattern) => self.at += n_pattern,
                None => self.add(1, Kind::Sign('/')),
            },
            '"' | '\'' => self.string(c, problems)?,
            '`' => self.template(problems)?,
            _ if is_word(c) => {
                let n_word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                self.add(n_word, Kind::Word);
            }
            _ => self.add(c.len_utf8(), Kind::Sign(c)),
        }
        Ok(())
    }

    /// Whether a `/` here begins a regular expression rather than divides.
    fn may_begin_pattern(&self) -> bool {
        match self.tokens.last().map(|token| (&token.kind, token.span)) {
            None => true,
            Some((Kind::Sign(c), _)) => !matches!(c, ')' | ']' | '}'),
            Some((Kind::Word, span)) => self.text.get(span.start..span.end) == Some("return"),
            Some((Kind::Text(_), _)) => false,
        }
    }

    fn string(&mut self, quote: char, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        let start = self.at;
        let mut composer = Composer::new();
        self.at += 1;
        loop {
            let rest = self.rest();
            let n_run = rest.find([quote, '\\', '\r', '\n']).unwrap_or(rest.len());
            composer.verbatim(self.at, rest.get(..n_run).unwrap_or_default());
            self.at += n_run;
            match self.rest().chars().next() {
                Some('\\') => self.escape(&mut composer, problems),
                Some(c) if c == quote => break,
                _ => {
                    let help = phrase!("script-quote-unclosed-help", quote);
                    let quote = Span::new(start, start + 1);
                    return Err(Problem::new(quote, phrase!("quote-unclosed-on-line")).with_help(help));
                }
            }
        }
        self.at += 1;
        let text = composer.finish(start + 1, false, false);
        self.tokens.push(Token { span: Span::new(start, self.at), kind: Kind::Text(text) });
        Ok(())
    }

    /// Reads a template; what stands in `${…}` is kept as it is written, so that nothing of it is left out.
    fn template(&mut self, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        let start = self.at;
        let unclosed = || {
            let help = phrase!("script-template-unclosed-help");
            Problem::new(Span::new(start, start + 1), phrase!("script-template-unclosed")).with_help(help)
        };
        let mut composer = Composer::new();
        self.at += 1;
        loop {
            let rest = self.rest();
            let n_run = rest.find(['`', '\\', '$']).unwrap_or(rest.len());
            composer.verbatim(self.at, rest.get(..n_run).unwrap_or_default());
            self.at += n_run;
            let rest = self.rest();
            match rest.chars().next() {
                Some('\\') => self.escape(&mut composer, problems),
                Some('`') => break,
                Some(_) => {
                    let n_hole = if rest.starts_with("${") { hole_end(rest).ok_or_else(unclosed)? } else { 1 };
                    composer.verbatim(self.at, rest.get(..n_hole).unwrap_or_default());
                    self.at += n_hole;
                }
                None => return Err(unclosed()),
            }
        }
        self.at += 1;
        let text = composer.finish(start + 1, false, false);
        self.tokens.push(Token { span: Span::new(start, self.at), kind: Kind::Text(text) });
        Ok(())
    }

    /// Reads one escape, which the text at hand begins with.
    fn escape(&mut self, composer: &mut Composer, problems: &mut Vec<Problem>) {
        let rest = self.rest();
        let after = rest.get(1..).unwrap_or_default();
        if let Some(n_break) = line_break(after) {
            self.at += 1 + n_break;
            return;
        }
        let Some(kind) = after.chars().next() else {
            self.at += 1;
            return;
        };
        let plain = (kind, 1 + kind.len_utf8());
        let read = match kind {
            'u' if after.starts_with("u{") => braced(rest),
            'u' | 'x' => unescape(rest),
            'b' | 't' | 'n' | 'v' | 'f' | 'r' | '0' => unescape(rest).or(Some(plain)),
            _ => Some(plain),
        };
        let (c, n_raw) = read.unwrap_or_else(|| {
            let span = Span::new(self.at, self.at + plain.1);
            let problem = Problem::new(span, phrase!("escape-not-whole"));
            problems.push(problem.with_help(phrase!("escape-help")));
            plain
        });
        composer.push(Span::new(self.at, self.at + n_raw), c);
        self.at += n_raw;
    }
}

/// Reads `\u{1f600}`.
fn braced(rest: &str) -> Option<(char, usize)> {
    let digits = rest.strip_prefix("\\u{")?.split_once('}')?.0;
    let c = char::from_u32(hex(digits).filter(|_| !digits.is_empty())?)?;
    Some((c, "\\u{}".len() + digits.len()))
}

/// The length of a regular expression on one line, its flags left out.
fn pattern_end(rest: &str) -> Option<usize> {
    let (mut is_escaped, mut is_class) = (false, false);
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\r' | '\n' => return None,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => is_class = true,
            ']' => is_class = false,
            '/' if !is_class => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The length of `${…}`, with the strings, templates and braces inside it.
fn hole_end(rest: &str) -> Option<usize> {
    let mut inside = Vec::new();
    let mut quote = None;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if let Some(open) = quote {
            match c {
                '\r' | '\n' => return None,
                _ if c == open => quote = None,
                _ => {}
            }
        } else if inside.last() == Some(&'`') {
            if c == '`' {
                inside.pop();
            } else if c == '$' && chars.peek().is_some_and(|(_, next)| *next == '{') {
                chars.next();
                inside.push('{');
            }
        } else {
            match c {
                '{' | '`' => inside.push(c),
                '"' | '\'' => quote = Some(c),
                '}' => {
                    inside.pop();
                    if inside.is_empty() {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
    }
    None
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
