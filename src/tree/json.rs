//! Strict JSON (RFC 8259) to the same tree as YAML's.
//!
//! A text comes in; one document and the problems found come out.
//! YAML's parser would read most JSON, but also what is no JSON (a trailing comma, a comment, a
//! key without quotes), and not all of it (a key of more than 1024 characters).
//! Which of the two reads a file is decided by its name alone.

use super::align::{Pieces, unescape};
use super::scalar::{Origin, Scalar};
use super::{Document, Duplicate, Entry, MAX_DEPTH, Node, Value, duplicate_keys, take_duplicates, too_deep};
use crate::phrase::Phrase;
use crate::source::{Problem, Span};

/// Reads a JSON text; `base` is added to every offset.
///
/// There is always one document; it has no root if the text is not valid JSON.
/// A leading byte order mark is accepted.
pub fn parse_json(text: &str, base: usize) -> (Vec<Document>, Vec<Problem>) {
    let mut reader =
        Reader { text, base, at: if text.starts_with('\u{feff}') { 3 } else { 0 }, duplicates: Vec::new() };
    let read = reader.whole();
    let mut problems = duplicate_keys(text, base, &reader.duplicates);
    let root = match read {
        Ok(root) => Some(root),
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    problems.sort_by_key(|problem| problem.span);
    let document = Document { root, comments: Vec::new() };
    (vec![document], problems)
}

/// Reads on from `at`.
struct Reader<'a> {
    text: &'a str,
    base: usize,
    at: usize,
    duplicates: Vec<Duplicate>,
}

impl<'a> Reader<'a> {
    fn whole(&mut self) -> Result<Node, Problem> {
        let root = self.value(0)?;
        if self.peek().is_some() {
            return Err(self.unexpected(phrase!("json-more")));
        }
        Ok(root)
    }

    /// Reads a value inside `depth` collections.
    fn value(&mut self, depth: usize) -> Result<Node, Problem> {
        match self.peek() {
            Some('{' | '[') if depth >= MAX_DEPTH => Err(too_deep(self.span(self.at, self.at + 1))),
            Some('{') => self.map(depth + 1),
            Some('[') => self.list(depth + 1),
            Some('"') => self.string(),
            Some('\'') => {
                Err(self.unexpected(phrase!("json-single-quotes")).with_help(phrase!("json-single-quotes-help")))
            }
            _ => self.word(),
        }
    }

    fn map(&mut self, depth: usize) -> Result<Node, Problem> {
        let start = self.at;
        let mut entries = Vec::new();
        self.at += 1;
        let mut more = !self.skip('}');
        while more {
            match self.peek() {
                Some('"') => {}
                Some('}') => return Err(self.trailing_comma()),
                Some(_) => {
                    let problem = self.unexpected(phrase!("json-no-key"));
                    return Err(problem.with_help(phrase!("json-no-key-help")));
                }
                None => return Err(self.unclosed(start)),
            }
            let key = self.string()?;
            if !self.skip(':') {
                return Err(self.unexpected(phrase!("json-no-colon")));
            }
            let value = self.value(depth)?;
            entries.push(Entry { key, value });
            more = self.skip(',');
            if !more && !self.skip('}') {
                return Err(self.separator(start, '}'));
            }
        }
        self.duplicates.append(&mut take_duplicates(&mut entries));
        let span = self.span(start, self.at);
        let value = Value::Map(entries);
        Ok(Node { span, value })
    }

    fn list(&mut self, depth: usize) -> Result<Node, Problem> {
        let start = self.at;
        let mut items = Vec::new();
        self.at += 1;
        let mut more = !self.skip(']');
        while more {
            match self.peek() {
                Some(']') => return Err(self.trailing_comma()),
                None => return Err(self.unclosed(start)),
                _ => items.push(self.value(depth)?),
            }
            more = self.skip(',');
            if !more && !self.skip(']') {
                return Err(self.separator(start, ']'));
            }
        }
        let span = self.span(start, self.at);
        let value = Value::List(items);
        Ok(Node { span, value })
    }

    fn string(&mut self) -> Result<Node, Problem> {
        let start = self.at;
        let mut decoded = String::new();
        let mut pieces = Pieces::new();
        self.at += 1;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let stop = |c: char| c == '"' || c == '\\' || c < ' ';
            let n_run = rest.find(stop).unwrap_or(rest.len());
            let (run, rest) = rest.split_at_checked(n_run).unwrap_or_default();
            decoded.push_str(run);
            pieces.push(self.span(self.at, self.at + n_run), n_run);
            self.at += n_run;
            match rest.chars().next() {
                Some('"') => break,
                Some('\\') => {
                    let Some((c, n_raw)) = json_escape(rest) else {
                        let problem = self.unexpected(phrase!("backslash-means-nothing"));
                        return Err(problem.with_help(phrase!("json-backslash-help")));
                    };
                    decoded.push(c);
                    pieces.push(self.span(self.at, self.at + n_raw), c.len_utf8());
                    self.at += n_raw;
                }
                Some('\n' | '\r') | None => {
                    let problem = Problem::new(self.span(start, start + 1), phrase!("quote-unclosed-on-line"));
                    return Err(problem.with_help(phrase!("json-unclosed-help")));
                }
                Some(control) => {
                    let code = u32::from(control);
                    let problem = self.unexpected(phrase!("json-control", code = format!("{code:04X}")));
                    return Err(problem.with_help(phrase!("json-control-help")));
                }
            }
        }
        self.at += 1;
        let span = self.span(start, self.at);
        // Without escapes the text is the source byte for byte.
        let origin = match decoded.len() + 2 == span.len() {
            true => Origin::Verbatim(span.start + 1),
            false => Origin::Pieces(Box::new(pieces)),
        };
        let value = Value::Scalar(Scalar::new(decoded, false, false, origin));
        Ok(Node { span, value })
    }

    /// Reads a number, `true`, `false` or `null`.
    fn word(&mut self) -> Result<Node, Problem> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let ends = |c: char| !(c.is_alphanumeric() || matches!(c, '+' | '-' | '.' | '_' | '$'));
        let n_word = rest.find(ends).unwrap_or(rest.len());
        let word = rest.get(..n_word).unwrap_or_default();
        if !matches!(word, "true" | "false" | "null") && !is_number(word) {
            let problem = match rest.chars().next() {
                None => self.unexpected(phrase!("value-missing")),
                Some('#' | '/') => self.unexpected(phrase!("json-comment")),
                Some(_) if word.is_empty() => self.unexpected(phrase!("json-value-expected")),
                Some(_) => {
                    let message = phrase!("json-not-a-value", value = super::shorten(word));
                    Problem::new(self.span(self.at, self.at + n_word), message)
                }
            };
            return Err(problem.with_help(phrase!("json-value-help")));
        }
        let span = self.span(self.at, self.at + n_word);
        self.at += n_word;
        let scalar = Scalar::new(word.to_owned(), true, true, Origin::Verbatim(span.start));
        let value = Value::Scalar(scalar);
        Ok(Node { span, value })
    }

    /// The next character that is not whitespace, which is passed over.
    fn peek(&mut self) -> Option<char> {
        let rest = self.text.get(self.at..)?;
        let content = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        self.at += rest.len() - content.len();
        content.chars().next()
    }

    /// Passes over the next character, an ASCII one, if it is `wanted`.
    fn skip(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    /// A problem with the character at hand.
    fn unexpected(&self, message: Phrase) -> Problem {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let n_char = rest.chars().next().map_or(0, char::len_utf8);
        Problem::new(self.span(self.at, self.at + n_char), message)
    }

    fn trailing_comma(&self) -> Problem {
        self.unexpected(phrase!("json-comma")).with_help(phrase!("json-comma-help"))
    }

    fn unclosed(&self, start: usize) -> Problem {
        let open = self.text.get(start..start + 1).unwrap_or_default();
        Problem::new(self.span(start, start + 1), phrase!("bracket-unclosed", open))
            .with_help(phrase!("bracket-unclosed-help"))
    }

    fn separator(&mut self, start: usize, close: char) -> Problem {
        match self.peek() {
            None => self.unclosed(start),
            Some(_) => self.unexpected(phrase!("json-separator-missing", close)),
        }
    }
}

/// Reads one of the escapes that JSON has; YAML has more.
fn json_escape(raw: &str) -> Option<(char, usize)> {
    let known = raw.get(1..)?.starts_with(['"', '\\', '/', 'b', 'f', 'n', 'r', 't', 'u']);
    known.then(|| unescape(raw))?
}

/// Whether a word is a number as JSON writes it, without `+`, leading zeros or a bare point.
fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|text| digits(text.strip_prefix(['+', '-']).unwrap_or(text)))
}
