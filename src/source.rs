//! The texts of a run and places in them: byte spans, lines and columns.
//!
//! A text and its path come in; positions and slices come out.
//! It must not know YAML, JSON or the law.

mod excerpt;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::bytes;
use crate::phrase::Phrase;
use crate::store::stored_struct;
pub(crate) use excerpt::NEAR;
use excerpt::Stretch;

/// Half-open byte range of a source's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
}

stored_struct!(Span { start, end });

impl Span {
    /// The span from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// How many bytes the span covers.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span covers no bytes: a place between two characters.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// Line and column, both counted from 1; columns count Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Line number, from 1.
    pub line: usize,
    /// Column number, from 1.
    pub column: usize,
}

/// One text of a run, with its path as shown to people.
#[derive(Clone, Debug)]
pub struct Source {
    path: String,
    /// Nothing of a text that is not held.
    held: Option<Box<Held>>,
}

/// Gives a text as people may see it; it keeps the length in bytes.
pub type Rewrite = Arc<dyn for<'t> Fn(&'t str) -> Cow<'t, str> + Send + Sync>;

/// A text as people may see it, made when somebody looks: most texts of a large run nobody does.
#[derive(Clone)]
struct Veil {
    rewrite: Rewrite,
    text: OnceLock<Arc<String>>,
}

impl fmt::Debug for Veil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Veil").finish_non_exhaustive()
    }
}

#[derive(Clone, Debug)]
struct Held {
    /// Shared with what is read of it as it stands there.
    text: Arc<String>,
    /// What stands before each multiple of [`STRIDE`] but 0.
    before: Vec<Before>,
    /// Of a piece of a longer text: how much of it is that text's own beginning, in bytes.
    head: usize,
    /// How many lines of the longer text it leaves out after that.
    lines_left_out: usize,
    /// What is kept of a longer text; nothing where that is all of it.
    stretches: Vec<Stretch>,
    counts: Counts,
    /// What is put over the text before anybody sees it.
    veil: Option<Veil>,
}

/// The texts that places point into.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'s> {
    list: &'s [Source],
    /// One that is not in the list yet, by its index there.
    one: Option<(usize, &'s Source)>,
}

impl<'s> Sources<'s> {
    /// The texts of a list.
    #[must_use]
    pub fn all(list: &'s [Source]) -> Sources<'s> {
        Sources { list, one: None }
    }

    /// The texts of a list, with another in the place of one.
    #[must_use]
    pub fn with(list: &'s [Source], index: usize, source: &'s Source) -> Sources<'s> {
        Sources { list, one: Some((index, source)) }
    }

    /// The text of an index.
    #[must_use]
    pub fn get(self, index: usize) -> Option<&'s Source> {
        match self.one {
            Some((one, source)) if one == index => Some(source),
            _ => self.list.get(index),
        }
    }
}

/// What stands before a place.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    /// How many lines end.
    n_lines: usize,
    /// How many characters begin.
    n_chars: usize,
}

/// How far apart the places are before which lines and characters are counted once, in bytes: a position costs no more than
/// this, however long a text and its lines are, and most texts of one message are shorter.
const STRIDE: usize = 2048;

/// What the lines of a source are to whoever reads the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Lines of the file.
    Lines,
    /// Paragraphs of a document that has no lines.
    Paragraphs,
}

impl Source {
    /// Takes a text and its path, written with `/` on every platform.
    pub fn new(path: String, text: String) -> Source {
        let before = counted(&text);
        let held = Held {
            text: Arc::new(text),
            before,
            head: 0,
            lines_left_out: 0,
            stretches: Vec::new(),
            counts: Counts::Lines,
            veil: None,
        };
        Source { path, held: Some(Box::new(held)) }
    }

    /// A text that is not held, or no longer: only its path is known.
    pub fn unread(path: String) -> Source {
        Source { path, held: None }
    }

    /// Whether its text is here.
    pub fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// Takes the text of a document without lines, one paragraph on each line.
    pub fn of_paragraphs(path: String, text: String) -> Source {
        let mut source = Source::new(path, text);
        source.held.iter_mut().for_each(|held| held.counts = Counts::Paragraphs);
        source
    }

    /// What the number of a line counts.
    pub fn counts(&self) -> Counts {
        self.held.as_ref().map_or(Counts::Lines, |held| held.counts)
    }

    /// The same source as a piece of a longer text: its first `head` bytes are that text's own beginning, and `n_lines`
    /// lines are left out after them.
    #[must_use]
    pub fn leaving_out(mut self, head: usize, n_lines: usize) -> Source {
        self.held.iter_mut().for_each(|held| (held.head, held.lines_left_out) = (head, n_lines));
        self
    }

    /// Where the text begins that no other piece of the same file has, in bytes.
    pub fn head(&self) -> usize {
        self.held.as_ref().map_or(0, |held| held.head)
    }

    /// The lines that a span is on as a source of their own, with the numbers they have here, and the span in it. Of what
    /// follows the span no more is kept than is shown, and all of it as people may see it.
    pub(crate) fn lines_of(&self, span: Span) -> (Source, Span) {
        const AFTER: usize = 1024;
        let text = self.text();
        let start = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let start = if span.start < self.head() { start } else { start.max(self.head()) };
        let end = text.get(span.end..).and_then(|after| after.find('\n')).map_or(text.len(), |end| span.end + end);
        let end = text.floor_char_boundary(end.min(span.end + AFTER));
        let lines = text.get(start..end).unwrap_or_default().to_owned();
        let n_before = self.position(start).line - 1;
        let source = Source::new(self.path.clone(), lines).leaving_out(0, n_before);
        (source, Span::new(span.start.saturating_sub(start), span.end.saturating_sub(start)))
    }

    /// The same source with its path and text as people may see them. Its places stay those of the text as it was written.
    #[must_use]
    pub fn veiled(mut self, rewrite: &Rewrite) -> Source {
        if let Cow::Owned(path) = rewrite(&self.path) {
            self.path = path;
        }
        if let Some(held) = &mut self.held {
            debug_assert!(held.veil.is_none(), "what a veil hides, another over it would show");
            held.veil = Some(Veil { rewrite: Arc::clone(rewrite), text: OnceLock::new() });
        }
        self
    }

    /// The path as shown to people.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text, a leading byte order mark included; of an excerpt what is kept of it.
    pub fn text(&self) -> &str {
        self.shown().map_or("", |text| text)
    }

    /// The same, to be kept.
    pub(crate) fn shared_text(&self) -> Arc<String> {
        self.shown().cloned().unwrap_or_default()
    }

    fn shown(&self) -> Option<&Arc<String>> {
        let Held { text: written, veil, .. } = self.held.as_deref()?;
        let Some(veil) = veil else { return Some(written) };
        let rewrite = || match (veil.rewrite)(written) {
            Cow::Owned(text) => Arc::new(text),
            Cow::Borrowed(_) => Arc::clone(written),
        };
        Some(veil.text.get_or_init(rewrite))
    }

    /// The text of `span`; empty when the span is not inside the text.
    pub fn slice(&self, span: Span) -> &str {
        let (text, from) = self.around(span.start);
        let place = |at: usize| at.checked_sub(from);
        let range = place(span.start).zip(place(span.end)).map(|(start, end)| start..end);
        range.and_then(|range| text.get(range)).unwrap_or_default()
    }

    /// Where `offset` is.
    /// An offset inside a character counts as its start, one past the end as the end.
    pub fn position(&self, offset: usize) -> Position {
        self.held.as_ref().map_or(Position { line: 1, column: 1 }, |held| held.position(offset))
    }
}

impl Held {
    fn position(&self, offset: usize) -> Position {
        let stretch = self.stretch(offset).map(|(stretch, _)| stretch).unwrap_or_default();
        let offset = self.text.floor_char_boundary(stretch.kept(offset));
        let n_lines = self.n_lines(offset);
        let start = self.line_start(n_lines, offset);
        // A beginning that ends in a lone `\r` is no part of the line after it.
        let start = if offset < self.head { start } else { start.max(self.head) };
        // A byte order mark is no character of the first line to whoever looks at it.
        let is_marked = start + stretch.start == 0 && offset > 0 && self.text.starts_with('\u{feff}');
        let left_out = if offset < self.head { 0 } else { self.lines_left_out + stretch.n_left_out };
        let column = self.n_chars(start, offset) + 1 - usize::from(is_marked);
        Position { line: left_out + n_lines + 1, column }
    }

    /// How many lines end before an offset.
    fn n_lines(&self, offset: usize) -> usize {
        self.before(offset / STRIDE).n_lines + n_lines(self.bytes(offset / STRIDE * STRIDE..offset))
    }

    /// Where the line begins that `offset` is in, with `n_lines` before it.
    fn line_start(&self, n_lines: usize, offset: usize) -> usize {
        // The first stretch after which as many lines have ended is where the last of them does.
        let stride = self.before.partition_point(|before| before.n_lines < n_lines);
        let stretch = stride * STRIDE..offset.min((stride + 1) * STRIDE);
        let end = self.bytes(stretch).iter().rposition(|byte| *byte == b'\n');
        end.map_or(0, |end| stride * STRIDE + end + 1)
    }

    /// How many characters stand between two boundaries of characters.
    fn n_chars(&self, start: usize, end: usize) -> usize {
        let (first, last) = (start.div_ceil(STRIDE), end / STRIDE);
        if first >= last {
            return n_chars(self.bytes(start..end));
        }
        let between = self.before(last).n_chars - self.before(first).n_chars;
        n_chars(self.bytes(start..first * STRIDE)) + between + n_chars(self.bytes(last * STRIDE..end))
    }

    /// What stands before a multiple of [`STRIDE`] that is inside the text.
    fn before(&self, multiple: usize) -> Before {
        multiple.checked_sub(1).and_then(|index| self.before.get(index)).copied().unwrap_or_default()
    }

    fn bytes(&self, range: Range<usize>) -> &[u8] {
        self.text.as_bytes().get(range).unwrap_or_default()
    }
}

/// What stands before each multiple of [`STRIDE`] but 0.
fn counted(text: &str) -> Vec<Before> {
    let mut before = Before::default();
    let strides = text.as_bytes().chunks_exact(STRIDE).map(|stride| {
        before = Before { n_lines: before.n_lines + n_lines(stride), n_chars: before.n_chars + n_chars(stride) };
        before
    });
    strides.collect()
}

/// How many lines end in bytes. `\r\n` ends in `\n`, so both line ends are found by the one byte.
fn n_lines(bytes: &[u8]) -> usize {
    bytes::count(bytes, |byte| byte == b'\n')
}

/// How many characters begin in bytes of UTF-8.
fn n_chars(bytes: &[u8]) -> usize {
    // What goes on with a character is 0b10xxxxxx.
    bytes::count(bytes, |byte| byte & 0xc0 != 0x80)
}

/// Something wrong with an input: the place, the reason and the mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it is.
    pub span: Span,
    /// What is wrong: lower case, no final period, input in backticks.
    pub message: Phrase,
    /// What to write instead.
    pub help: Option<Phrase>,
}

impl Problem {
    /// A problem without a mend.
    pub fn new(span: Span, message: Phrase) -> Problem {
        Problem { span, message, help: None }
    }

    /// The same problem with a mend.
    #[must_use]
    pub fn with_help(self, help: Phrase) -> Problem {
        Problem { help: Some(help), ..self }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Rewrite, STRIDE, Source, Span};

    #[track_caller]
    fn check(text: &str, offset: usize, line: usize, column: usize) {
        let position = Source::new("a.yaml".into(), text.into()).position(offset);
        assert_eq!((position.line, position.column), (line, column));
    }

    #[test]
    fn positions_count_characters() {
        check("", 0, 1, 1);
        check("æøå", 2, 1, 2);
        check("a: 😀b", 7, 1, 5);
        check("a\nb", 1, 1, 2);
        check("a\nb", 2, 2, 1);
        check("a\nb\n", 4, 3, 1);
    }

    #[test]
    fn carriage_return_belongs_to_the_line_end() {
        check("a\r\nb", 3, 2, 1);
        check("a\r\nb", 1, 1, 2);
        // A lone `\r` ends no line.
        check("a\rb", 2, 1, 3);
    }

    #[test]
    fn offsets_are_clamped() {
        check("å", 1, 1, 1);
        check("ab", 99, 1, 3);
    }

    #[test]
    fn byte_order_mark_counts_no_column() {
        check("\u{feff}ab", 0, 1, 1);
        check("\u{feff}ab", 3, 1, 1);
        check("\u{feff}ab", 4, 1, 2);
        check("a\n\u{feff}b", 5, 2, 2);
    }

    #[test]
    fn columns_of_a_long_line() {
        let text = "a\n".to_owned() + &"aæ😀".repeat(STRIDE);
        for n_letters in [0, 3 * 585, 3 * 586, 3 * STRIDE - 2, 3 * STRIDE] {
            let offset = 2 + text.get(2..).unwrap().chars().take(n_letters).map(char::len_utf8).sum::<usize>();
            check(&text, offset, 2, n_letters + 1);
        }
        check(&format!("\u{feff}{}", "å".repeat(2 * STRIDE)), 3 + 4 * STRIDE, 1, 2 * STRIDE + 1);
    }

    #[test]
    fn what_hides_letters_moves_no_column() {
        let stars: Rewrite = Arc::new(|text| "*".repeat(text.len()).into());
        let veiled = Source::new("a".into(), "å".repeat(STRIDE) + "b").veiled(&stars);
        assert_eq!((veiled.path(), veiled.text().len(), veiled.slice(Span::new(0, 3))), ("*", 2 * STRIDE + 1, "***"));
        assert_eq!(veiled.position(2 * STRIDE).column, STRIDE + 1);
        assert_eq!(*veiled.shared_text(), "*".repeat(2 * STRIDE + 1));
    }

    #[test]
    fn lines_are_counted_wherever_they_end() {
        for line in [1, 2, 700, STRIDE - 1, STRIDE, STRIDE + 1, 3 * STRIDE] {
            let text = ("x".repeat(line - 1) + "\n").repeat(3 * STRIDE / line + 2);
            for offset in [0, line - 1, line, 2 * line - 1, STRIDE - 1, STRIDE, STRIDE + 1, 2 * STRIDE, text.len()] {
                check(&text, offset, offset / line + 1, offset % line + 1);
            }
        }
    }

    #[test]
    fn a_piece_has_the_lines_of_its_file() {
        let piece = Source::new("a.csv".into(), "id\n7\n8".into()).leaving_out(3, 5);
        let line = |offset| piece.position(offset).line;
        assert_eq!([line(0), line(3), line(5)], [1, 7, 8]);
    }

    #[test]
    fn slice_outside_is_empty() {
        let source = Source::new("a".into(), "å".into());
        assert_eq!(source.slice(Span::new(0, 2)), "å");
        assert_eq!(source.slice(Span::new(1, 9)), "");
    }
}
