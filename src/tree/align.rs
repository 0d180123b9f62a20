//! The way from a decoded scalar back to its source, character by character.
//!
//! A raw slice, its style and the text that the parser decoded from it come in; the pieces that
//! were decoded together come out.
//! Every step is checked against the decoded text: a piece that would not read as the text says
//! makes the alignment fail, so that no place is ever wrong.
//! It must not know documents or the shape of the tree.

use crate::source::Span;
use crate::store::stored_struct;
use std::ops::Range;

/// Stretches of decoded text with the source they were written as, in order and without gaps.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pieces {
    list: Vec<Piece>,
    decoded_end: usize,
}

/// One stretch; it ends in the decoded text where the next begins.
///
/// INVARIANT (piece): it is either written byte for byte as it reads, or one single character.
/// Then equal lengths mean that offsets inside the two sides correspond.
#[derive(Clone, Debug, PartialEq)]
struct Piece {
    decoded: usize,
    source: Span,
}

stored_struct!(Pieces { list, decoded_end });
stored_struct!(Piece { decoded, source });

impl Pieces {
    pub(super) fn new() -> Pieces {
        Pieces { list: Vec::new(), decoded_end: 0 }
    }

    /// Adds `n_decoded` bytes of text that were written as `source`.
    pub(super) fn push(&mut self, source: Span, n_decoded: usize) {
        if n_decoded == 0 {
            return;
        }
        let decoded = self.decoded_end;
        self.decoded_end += n_decoded;
        if let Some(last) = self.list.last_mut() {
            let even = last.source.len() == decoded - last.decoded && source.len() == n_decoded;
            if even && last.source.end == source.start {
                last.source.end = source.end;
                return;
            }
        }
        self.list.push(Piece { decoded, source });
    }

    /// Where the source of all of it begins, when it is written byte for byte as it reads.
    pub(super) fn only_verbatim(&self) -> Option<usize> {
        match self.list.as_slice() {
            [piece] if piece.source.len() == self.decoded_end => Some(piece.source.start),
            _ => None,
        }
    }

    /// Where the decoded bytes from `start` to `end`, both character boundaries, are written.
    pub(super) fn span_of(&self, start: usize, end: usize) -> Span {
        let from = self.place(start, false);
        // The end is looked up from the byte before it: the next piece may be far away.
        let to = if end > start { self.place(end, true) } else { from };
        Span::new(from, to)
    }

    /// The source offset of a decoded offset, seen as the start or the end of a range.
    fn place(&self, offset: usize, is_end: bool) -> usize {
        let after = self.list.partition_point(|piece| match is_end {
            true => piece.decoded < offset,
            false => piece.decoded <= offset,
        });
        let Some(piece) = after.checked_sub(1).and_then(|idx| self.list.get(idx)) else {
            return 0;
        };
        let decoded_end = self.list.get(after).map_or(self.decoded_end, |next| next.decoded);
        let even = piece.source.len() == decoded_end - piece.decoded;
        if even {
            piece.source.start + (offset - piece.decoded)
        } else if is_end || offset >= decoded_end {
            piece.source.end
        } else {
            piece.source.start
        }
    }
}

/// How a scalar that may stand inside a line is written.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Quotes {
    /// Not at all.
    None,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
}

/// Aligns a plain or quoted scalar; `raw` is without the quotes.
pub(super) fn flow(text: &str, base: usize, raw: Range<usize>, quotes: Quotes, decoded: &str) -> Option<Pieces> {
    let mut walk = Walk::new(text, base, decoded);
    let special = |c: char| match c {
        ' ' | '\t' | '\r' | '\n' => true,
        '\'' => quotes == Quotes::Single,
        '\\' => quotes == Quotes::Double,
        _ => false,
    };
    let mut at = raw.start;
    while at < raw.end {
        let rest = text.get(at..raw.end)?;
        let run = rest.find(special).unwrap_or(rest.len());
        if run > 0 {
            walk.verbatim(at..at + run)?;
            at += run;
        } else if let Some(n_break) = line_break(rest) {
            // A line break reads as a space, or is dropped when blank lines follow it.
            let (breaks, next) = blank_lines(text, at + n_break, raw.end)?;
            if breaks.is_empty() {
                walk.emit(at..at + n_break, " ")?;
            }
            walk.emit_all(breaks, "\n")?;
            at = next;
        } else if rest.starts_with([' ', '\t']) {
            let n_blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            // Blanks at the end of a line are dropped.
            if rest.get(n_blanks..).and_then(line_break).is_none() {
                walk.verbatim(at..at + n_blanks)?;
            }
            at += n_blanks;
        } else if quotes == Quotes::Single {
            walk.emit(at..at + 2, "'")?;
            at += 2;
        } else if let Some(n_break) = rest.get(1..).and_then(line_break) {
            // An escaped line break reads as nothing at all; blank lines after it still count.
            let (breaks, next) = blank_lines(text, at + 1 + n_break, raw.end)?;
            walk.emit_all(breaks, "\n")?;
            at = next;
        } else {
            let (decoded, n_raw) = unescape(rest)?;
            walk.emit(at..at + n_raw, decoded.encode_utf8(&mut [0; 4]))?;
            at += n_raw;
        }
    }
    walk.finish()
}

/// Aligns a literal or folded scalar, and returns where its last line of content ends, if it has any.
///
/// `raw` is from the first content, in column `indent`, to the start of what follows.
pub(super) fn block(
    text: &str,
    base: usize,
    raw: Range<usize>,
    indent: usize,
    folded: bool,
    decoded: &str,
) -> Option<(Pieces, Option<usize>)> {
    let mut walk = Walk::new(text, base, decoded);
    let content = decoded.trim_start_matches('\n');
    // Blank lines before the content are part of the text, but lie before `raw`.
    let n_leading = decoded.len() - content.len();
    let first_line = if content.is_empty() { raw.end } else { raw.start.checked_sub(indent)? };
    walk.emit_all(breaks_before(text, first_line, n_leading)?, "\n")?;
    if content.is_empty() {
        return Some((walk.finish()?, None));
    }

    let mut at = raw.start;
    let mut content_end;
    let mut was_indented = false;
    let mut breaks: Vec<Range<usize>> = Vec::new();
    loop {
        let rest = text.get(at..raw.end)?;
        let line = at..at + rest.find(['\r', '\n']).unwrap_or(rest.len());
        // Folding joins lines, but leaves lines alone that are indented more than the rest.
        let is_indented = rest.starts_with([' ', '\t']);
        if folded && !was_indented && !is_indented && !breaks.is_empty() {
            let first = breaks.remove(0);
            if breaks.is_empty() {
                walk.emit(first, " ")?;
            }
        }
        walk.emit_all(std::mem::take(&mut breaks), "\n")?;
        was_indented = is_indented;
        content_end = line.end;
        at = line.end;
        walk.verbatim(line)?;

        let Some(n_break) = text.get(at..raw.end).and_then(line_break) else {
            // The last line of a text may lack its break; the parser adds one all the same.
            breaks.push(at..at);
            break;
        };
        breaks.push(at..at + n_break);
        at += n_break;
        let n_spaces = loop {
            let rest = text.get(at..raw.end)?;
            let n_spaces = rest.bytes().take(indent).take_while(|byte| *byte == b' ').count();
            let Some(n_break) = rest.get(n_spaces..).and_then(line_break) else {
                break n_spaces;
            };
            breaks.push(at + n_spaces..at + n_spaces + n_break);
            at += n_spaces + n_break;
        };
        at += n_spaces;
        if at >= raw.end || n_spaces < indent {
            break;
        }
    }
    // How many of the last breaks belong to the text is the business of `+` and `-`.
    let n_kept = decoded.len() - walk.at;
    breaks.truncate(n_kept);
    walk.emit_all(breaks, "\n")?;
    Some((walk.finish()?, Some(content_end)))
}

/// Reads one escape of a double-quoted scalar: its character and its length in bytes.
pub(super) fn unescape(raw: &str) -> Option<(char, usize)> {
    let kind = raw.strip_prefix('\\')?.chars().next()?;
    let simple = match kind {
        '0' => '\0',
        'a' => '\x07',
        'b' => '\x08',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\x0b',
        'f' => '\x0c',
        'r' => '\r',
        'e' => '\x1b',
        ' ' | '"' | '/' | '\\' => kind,
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' => return Some((char::from_u32(hex(raw.get(2..4)?)?)?, 4)),
        'U' => return Some((char::from_u32(hex(raw.get(2..10)?)?)?, 10)),
        'u' => {
            let code = hex(raw.get(2..6)?)?;
            if !(0xd800..0xdc00).contains(&code) {
                return Some((char::from_u32(code)?, 6));
            }
            // JSON writes a character past U+FFFF as two halves.
            let low = hex(raw.get(6..12)?.strip_prefix("\\u")?)?;
            if !(0xdc00..0xe000).contains(&low) {
                return None;
            }
            let code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            return Some((char::from_u32(code)?, 12));
        }
        _ => return None,
    };
    Some((simple, 2))
}

/// Reads hexadecimal digits; Rust's own reader also takes a sign.
pub(super) fn hex(digits: &str) -> Option<u32> {
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    all_digits.then(|| u32::from_str_radix(digits, 16).ok())?
}

/// The length of the line break that `text` begins with.
pub(super) fn line_break(text: &str) -> Option<usize> {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => Some(2),
        [b'\r' | b'\n', ..] => Some(1),
        _ => None,
    }
}

/// The line breaks of the blank lines from `at`, and where the content after them begins.
fn blank_lines(text: &str, mut at: usize, end: usize) -> Option<(Vec<Range<usize>>, usize)> {
    let mut breaks = Vec::new();
    loop {
        let rest = text.get(at..end)?;
        let content = rest.trim_start_matches([' ', '\t']);
        at += rest.len() - content.len();
        let Some(n_break) = line_break(content) else {
            return Some((breaks, at));
        };
        breaks.push(at..at + n_break);
        at += n_break;
    }
}

/// The last `n_breaks` line breaks before `at`, with nothing but blank lines between them.
fn breaks_before(text: &str, mut at: usize, n_breaks: usize) -> Option<Vec<Range<usize>>> {
    let mut breaks = Vec::new();
    for _ in 0..n_breaks {
        let line_end = text.get(..at)?.trim_end_matches(' ');
        let n_break = match line_end.as_bytes() {
            [.., b'\r', b'\n'] => 2,
            [.., b'\r' | b'\n'] => 1,
            _ => return None,
        };
        at = line_end.len() - n_break;
        breaks.push(at..at + n_break);
    }
    breaks.reverse();
    Some(breaks)
}

/// Goes through the decoded text, noting what each stretch of it was written as.
struct Walk<'a> {
    text: &'a str,
    base: usize,
    decoded: &'a str,
    at: usize,
    pieces: Pieces,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str, base: usize, decoded: &'a str) -> Walk<'a> {
        let pieces = Pieces::new();
        Walk { text, base, decoded, at: 0, pieces }
    }

    /// Notes that `raw` reads as `expected`; fails if the decoded text does not say so.
    fn emit(&mut self, raw: Range<usize>, expected: &str) -> Option<()> {
        self.decoded.get(self.at..)?.strip_prefix(expected)?;
        self.at += expected.len();
        let span = Span::new(self.base + raw.start, self.base + raw.end);
        self.pieces.push(span, expected.len());
        Some(())
    }

    fn emit_all(&mut self, raws: Vec<Range<usize>>, expected: &str) -> Option<()> {
        raws.into_iter().try_for_each(|raw| self.emit(raw, expected))
    }

    fn verbatim(&mut self, raw: Range<usize>) -> Option<()> {
        let text = self.text;
        self.emit(raw.clone(), text.get(raw)?)
    }

    fn finish(self) -> Option<Pieces> {
        (self.at == self.decoded.len()).then_some(self.pieces)
    }
}
