//! CSV and TSV (RFC 4180) to the same tree as YAML's: each row is a map by the names in the header.
//!
//! A text comes in; one record after another comes out. The separator is the one of `,`, `;` and tab that the header has
//! most of. What deviates from the header is told and read all the same, so that no cell is left out.
//! The libraries that read CSV keep the place of a row, not of a cell, so the cells are read here.

use super::compose::Composer;
use super::{Entry, Node, Record, Scalar, Value};
use crate::source::{Problem, Span};

/// The rows of a text, read as they are asked for.
#[derive(Clone, Debug)]
pub struct Rows<'a> {
    text: &'a str,
    at: usize,
    separator: Option<char>,
    header: Vec<Node>,
    /// Problems of the header, told with the first row.
    problems: Vec<Problem>,
}

/// Reads a text row by row. The first row is the header.
#[must_use]
pub fn rows(text: &str) -> Rows<'_> {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut rows = Rows { text, at: bom, separator: None, header: Vec::new(), problems: Vec::new() };
    // Excel's own way of naming the separator.
    let first = text.get(bom..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let named = first.trim_end().strip_prefix("sep=").and_then(|rest| rest.chars().next());
    if named.is_some() {
        rows.at = text.get(bom..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| bom + end + 1);
    }
    rows.skip_blank_lines();
    rows.separator = named.or_else(|| separator(text.get(rows.at..).unwrap_or_default()));
    let mut problems = Vec::new();
    let cells = rows.row(&mut problems).unwrap_or_default();
    let mut names: Vec<Node> = Vec::new();
    for cell in cells {
        let name = cell.text().trim().to_owned();
        let is_taken = names.iter().any(|known| known.text() == name);
        if is_taken && !name.is_empty() {
            let message = phrase!("csv-column-twice", column = super::shorten(&name));
            problems.push(Problem::new(cell.span, message).with_help(phrase!("csv-column-twice-help")));
        }
        names.push(if name.is_empty() || is_taken {
            numbered(names.len(), cell.span)
        } else {
            named_cell(&name, cell)
        });
    }
    rows.header = names;
    rows.problems = problems;
    rows
}

impl Rows<'_> {
    /// How long the text is up to the end of the header, in bytes.
    #[must_use]
    pub fn header_len(&self) -> usize {
        self.at
    }

    /// Where the last row ends that is whole, when `bytes` begins with a row of this file. Only a line feed outside quotes
    /// ends one for certain: what follows may belong to any other.
    #[must_use]
    pub fn whole_len(&self, bytes: &[u8]) -> Option<usize> {
        let mut buffer = [0; 4];
        let separator: &[u8] = self.separator.map_or(&[], |c| c.encode_utf8(&mut buffer).as_bytes());
        let (mut end, mut cell) = (None, Cell::Begins);
        for (at, byte) in bytes.iter().enumerate() {
            cell = match (cell, byte) {
                (Cell::Begins, b'"') | (Cell::MayEnd, b'"') => Cell::Quoted,
                (Cell::Quoted, b'"') => Cell::MayEnd,
                (Cell::Quoted, _) => Cell::Quoted,
                (_, b'\n') => {
                    end = Some(at + 1);
                    Cell::Begins
                }
                (_, b'\r') => Cell::Begins,
                _ if !separator.is_empty() && bytes.get(..=at).is_some_and(|read| read.ends_with(separator)) => {
                    Cell::Begins
                }
                _ => Cell::Plain,
            };
        }
        end
    }
}

/// Where in a cell a byte stands.
#[derive(Clone, Copy)]
enum Cell {
    Begins,
    Plain,
    Quoted,
    /// After a quote that ends the cell unless another follows.
    MayEnd,
}

impl Iterator for Rows<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let mut problems = std::mem::take(&mut self.problems);
        self.skip_blank_lines();
        let start = self.at;
        let Some(cells) = self.row(&mut problems) else {
            // A header alone still has its problems told.
            return (!problems.is_empty()).then_some(Record { root: None, problems });
        };
        let span = Span::new(start, cells.last().map_or(start, |cell| cell.span.end));
        let (n_cells, n_columns) = (cells.len(), self.header.len());
        if n_cells != n_columns {
            let message = phrase!("csv-row-length", n_cells, n_columns);
            let help = phrase!("csv-row-length-help");
            problems.push(Problem::new(span, message).with_help(help));
        }
        let entries = cells.into_iter().enumerate().map(|(column, value)| {
            let key = self.header.get(column).cloned().unwrap_or_else(|| numbered(column, value.span));
            Entry { key, value }
        });
        let root = Node { span, value: Value::Map(entries.collect()) };
        Some(Record { root: Some(root), problems })
    }
}

impl Rows<'_> {
    fn skip_blank_lines(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    }

    /// The cells of the row at hand; nothing at the end of the text.
    fn row(&mut self, problems: &mut Vec<Problem>) -> Option<Vec<Node>> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell(problems));
            let rest = self.text.get(self.at..).unwrap_or_default();
            match rest.chars().next() {
                Some(c) if Some(c) == self.separator => self.at += c.len_utf8(),
                _ => {
                    self.at += super::align::line_break(rest).unwrap_or(0);
                    return Some(cells);
                }
            }
        }
    }

    fn cell(&mut self, problems: &mut Vec<Problem>) -> Node {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        if rest.starts_with('"') {
            return self.quoted(problems);
        }
        let n_cell = rest.find(|c: char| matches!(c, '\r' | '\n') || Some(c) == self.separator).unwrap_or(rest.len());
        let text = rest.get(..n_cell).unwrap_or_default();
        self.at += n_cell;
        let mut composer = Composer::new();
        composer.verbatim(start, text);
        // An empty cell is a value left out, and `true` one that is true; all else is text, codes with zeros before them too.
        let typed = matches!(text, "" | "true" | "false");
        let value = Value::Scalar(composer.finish(start, true, typed));
        Node { span: Span::new(start, self.at), value }
    }

    fn quoted(&mut self, problems: &mut Vec<Problem>) -> Node {
        let start = self.at;
        let mut composer = Composer::new();
        self.at += 1;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(n_run) = rest.find('"') else {
                composer.verbatim(self.at, rest);
                self.at = self.text.len();
                let help = phrase!("csv-unclosed-help");
                let quote = Span::new(start, start + 1);
                problems.push(Problem::new(quote, phrase!("quote-unclosed")).with_help(help));
                break;
            };
            composer.verbatim(self.at, rest.get(..n_run).unwrap_or_default());
            self.at += n_run + 1;
            let after = rest.get(n_run + 1..).unwrap_or_default();
            if after.starts_with('"') {
                composer.push(Span::new(self.at - 1, self.at + 1), '"');
                self.at += 1;
                continue;
            }
            let is_end = |c: char| matches!(c, '\r' | '\n') || Some(c) == self.separator;
            let n_stray = after.find(is_end).unwrap_or(after.len());
            if n_stray > 0 {
                let stray = Span::new(self.at, self.at + n_stray);
                composer.verbatim(self.at, after.get(..n_stray).unwrap_or_default());
                self.at += n_stray;
                let help = phrase!("csv-stray-help");
                problems.push(Problem::new(stray, phrase!("csv-stray")).with_help(help));
            }
            break;
        }
        let value = Value::Scalar(composer.finish(start + 1, false, false));
        Node { span: Span::new(start, self.at), value }
    }
}

/// The separator of which the header has most, outside quotes; none when it is one column.
fn separator(text: &str) -> Option<char> {
    let mut counts = [(';', 0), (',', 0), ('\t', 0)];
    let mut is_quoted = false;
    for c in text.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            '\r' | '\n' if !is_quoted => break,
            c if !is_quoted => {
                counts.iter_mut().filter(|(separator, _)| *separator == c).for_each(|(_, count)| *count += 1);
            }
            _ => {}
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts.iter().find(|(_, count)| most > 0 && *count == most).map(|(separator, _)| *separator)
}

fn numbered(column: usize, span: Span) -> Node {
    let name = format!("kolonne {}", column + 1);
    let scalar = Scalar::verbatim(name, span).placed_at(span);
    Node { span, value: Value::Scalar(scalar) }
}

fn named_cell(name: &str, cell: Node) -> Node {
    let scalar = Scalar::verbatim(name.to_owned(), cell.span).placed_at(cell.span);
    Node { span: cell.span, value: Value::Scalar(scalar) }
}
