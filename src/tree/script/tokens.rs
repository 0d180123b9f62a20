//! JavaScript or TypeScript to tokens: its texts decoded, its words and signs as they are written, its comments left out.

use crate::source::{Problem, Span};
use crate::tree::Scalar;
use crate::tree::align::{hex, line_break, unescape};
use crate::tree::compose::Composer;

/// A word, a sign or a text of the file.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A string or template, decoded.
    Text(Scalar),
    /// A name or number.
    Word,
    /// Any other character.
    Sign(char),
}

/// Cuts a file into tokens, and says whether it came to the end. What is never closed is told, and ends it.
pub(super) fn tokens(text: &str, problems: &mut Vec<Problem>) -> (Vec<Token>, bool) {
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
