//! The texts of a run and places in them: byte spans, lines and columns.
//!
//! A text and its path come in; positions and slices come out.
//! It must not know YAML, JSON or the law.

use crate::phrase::Phrase;

/// Half-open byte range of a source's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
}

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
    text: String,
    line_starts: Vec<usize>,
    /// Of a piece of a longer text: how much of it is that text's own beginning, in bytes.
    head: usize,
    /// How many lines of the longer text it leaves out after that.
    lines_left_out: usize,
    counts: Counts,
}

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
        // `\r\n` ends in `\n`, so both line ends are found by the one byte.
        let line_ends = text.match_indices('\n').map(|(offset, _)| offset + 1);
        let line_starts = std::iter::once(0).chain(line_ends).collect();
        Source { path, text, line_starts, counts: Counts::Lines, head: 0, lines_left_out: 0 }
    }

    /// Takes the text of a document without lines, one paragraph on each line.
    pub fn of_paragraphs(path: String, text: String) -> Source {
        Source { counts: Counts::Paragraphs, ..Source::new(path, text) }
    }

    /// What the number of a line counts.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The same source as a piece of a longer text: its first `head` bytes are that text's own beginning, and `n_lines`
    /// lines are left out after them.
    #[must_use]
    pub fn leaving_out(self, head: usize, n_lines: usize) -> Source {
        Source { head, lines_left_out: n_lines, ..self }
    }

    /// Where the text begins that no other piece of the same file has, in bytes.
    pub fn head(&self) -> usize {
        self.head
    }

    /// The same source with its path and text rewritten; `rewrite` must keep the length in bytes.
    #[must_use]
    pub fn masked(self, rewrite: impl Fn(&str) -> String) -> Source {
        Source { path: rewrite(&self.path), text: rewrite(&self.text), ..self }
    }

    /// The path as shown to people.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text, a leading byte order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of `span`; empty when the span is not inside the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Where `offset` is.
    /// An offset inside a character counts as its start, one past the end as the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        // A beginning that ends in a lone `\r` is no part of the line after it.
        let start = if offset < self.head { start } else { start.max(self.head) };
        let before = self.text.get(start..offset).unwrap_or_default();
        // A byte order mark is no character of the first line to whoever looks at it.
        let before = match start {
            0 => before.strip_prefix('\u{feff}').unwrap_or(before),
            _ => before,
        };
        let left_out = if offset < self.head { 0 } else { self.lines_left_out };
        Position { line: left_out + line, column: before.chars().count() + 1 }
    }
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
    use super::{Source, Span};

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
