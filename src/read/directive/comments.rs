//! Where the comments of a text stand, in every format that has them.
//!
//! A text and its format come in; places go out. Must not know what stands in a comment.

use std::ops::Range;

use memchr::memmem::Finder;

use super::super::{Format, front_matter};
use crate::markup::{html_comments, xml_comments};
use crate::source::Span;
use crate::tree::{self, Node, Record, Value};

/// A comment of a text.
pub(super) struct Comment {
    /// The comment with its marks.
    pub(super) whole: Range<usize>,
    /// What stands between them.
    pub(super) inside: Range<usize>,
}

/// The comments of a text in their order.
pub(super) fn comments(text: &str, format: Format) -> Vec<Comment> {
    match format {
        Format::Yaml => hashes(text, 0),
        Format::Text => {
            let front = front_matter::split(text);
            let (mut found, body) = front.map_or((Vec::new(), 0), |front| {
                let end = front.start + front.yaml.len();
                (hashes(front.yaml, front.start), end)
            });
            found.extend(between_marks(text, body));
            found
        }
        Format::Html => marked(text, html_comments(text)),
        Format::Xml => marked(text, xml_comments(text)),
        Format::Properties => outside_texts(of_lines(text, &["#", "!"]), tree::parse_properties(text)),
        Format::Script => outside_texts(of_lines(text, &["//"]), tree::parse_script(text)),
        // These have no comments.
        Format::Json | Format::JsonLines | Format::Csv => Vec::new(),
    }
}

/// YAML's comments, as its reader finds them.
fn hashes(yaml: &str, start: usize) -> Vec<Comment> {
    let (documents, _) = tree::parse(yaml, start);
    let spans = documents.into_iter().flat_map(|document| document.comments);
    spans
        .map(|span| {
            let written = span.start.checked_sub(start).and_then(|from| yaml.get(from..span.end - start));
            let marks = written.map_or(0, |written| written.len() - written.trim_start_matches('#').len());
            Comment { whole: span.start..span.end, inside: span.start + marks..span.end }
        })
        .collect()
}

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// What stands between `<!--` and `-->` in Markdown. In a fenced block it is no comment but text.
pub(super) fn between_marks(text: &str, start: usize) -> Vec<Comment> {
    let (open_mark, close_mark) = (Finder::new(OPEN), Finder::new(CLOSE));
    let find = |mark: &Finder<'_>, from: usize| Some(from + mark.find(text.as_bytes().get(from..)?)?);
    // Most texts have no comment, and their fences do not matter.
    let mut fences = None;
    let mut found = Vec::new();
    let mut at = start;
    while let Some(open) = find(&open_mark, at) {
        let inside = open + OPEN.len();
        let Some(close) = find(&close_mark, inside) else { break };
        at = close + CLOSE.len();
        if !fences.get_or_insert_with(|| fenced(text, start)).iter().any(|fence| fence.contains(&open)) {
            found.push(Comment { whole: open..at, inside: inside..close });
        }
    }
    found
}

/// Comments with the same marks, whose places are known.
fn marked(text: &str, spans: Vec<Span>) -> Vec<Comment> {
    let comment = |span: Span| {
        let inside = text.get(span.start..span.end)?.strip_prefix(OPEN)?.strip_suffix(CLOSE)?;
        let start = span.start + OPEN.len();
        Some(Comment { whole: span.start..span.end, inside: start..start + inside.len() })
    };
    spans.into_iter().filter_map(comment).collect()
}

/// Those that do not stand inside a text of several lines.
fn outside_texts(mut comments: Vec<Comment>, record: Record) -> Vec<Comment> {
    let mut texts = Vec::new();
    let mut nodes: Vec<&Node> = record.root.iter().collect();
    while let Some(node) = nodes.pop() {
        match &node.value {
            Value::Scalar(_) => texts.push(node.span),
            Value::List(items) => nodes.extend(items),
            Value::Map(entries) => nodes.extend(entries.iter().flat_map(|entry| [&entry.key, &entry.value])),
        }
    }
    texts.sort_unstable();
    comments.retain(|comment| {
        let before = texts.partition_point(|text| text.start <= comment.whole.start);
        let text = before.checked_sub(1).and_then(|last| texts.get(last));
        text.is_none_or(|text| text.end < comment.whole.end)
    });
    comments
}

/// Fenced code blocks.
fn fenced(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    let mut at = start;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let content = line.trim();
        let fence = ["```", "~~~"].into_iter().find(|fence| content.starts_with(fence));
        match (open, fence) {
            (None, Some(fence)) => open = Some((at, fence)),
            (Some((from, opened)), Some(fence)) if opened == fence => {
                found.push(from..at + line.len());
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    found.extend(open.map(|(from, _)| from..text.len()));
    found
}

/// Whole lines that begin with one of the marks.
fn of_lines(text: &str, marks: &[&str]) -> Vec<Comment> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let from = at + (line.len() - line.trim_start().len());
        if let Some(mark) = marks.iter().find(|mark| content.starts_with(**mark)) {
            found.push(Comment { whole: from..from + content.len(), inside: from + mark.len()..from + content.len() });
        }
        at += line.len();
    }
    found
}
