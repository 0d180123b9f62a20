//! The parser's scalars as nodes: what they are and where each character is written.
//!
//! Tags: `!!str` and `!` make a scalar a text, `!!null`, `!!bool`, `!!int` and `!!float` let a
//! quoted one be read as a plain one.
//! All other tags are ignored and the value is read as it is written, since a tag gives a text a
//! type for some other program, and what the text discloses is the same without it.

use crate::source::Span;
use crate::tree::align::{self, Quotes};
use crate::tree::scalar::{Origin, Scalar};
use crate::tree::{Node, Value};
use granit_parser::{ScalarStyle, Tag};
use std::ops::Range;

/// Makes a node of a scalar that the parser has decoded.
pub(super) fn read(
    text: &str,
    base: usize,
    decoded: String,
    style: ScalarStyle,
    tag: Option<&Tag>,
    place: granit_parser::Span,
) -> Node {
    let raw = place.byte_range().unwrap_or_default();
    let indent = place.start.col();
    let plain = style == ScalarStyle::Plain;
    // The parser writes `~` for a value that is left out.
    let decoded = match plain && raw.is_empty() {
        true => String::new(),
        false => decoded,
    };
    let typed = match tag {
        None => plain,
        Some(tag) => match tag.core_suffix() {
            Some("null" | "bool" | "int" | "float") => true,
            Some("str") => false,
            _ => plain && tag.original() != "!",
        },
    };
    let (span, origin) = match style {
        ScalarStyle::Plain => flow(text, base, raw, Quotes::None, &decoded),
        ScalarStyle::SingleQuoted => flow(text, base, raw, Quotes::Single, &decoded),
        ScalarStyle::DoubleQuoted => flow(text, base, raw, Quotes::Double, &decoded),
        ScalarStyle::Literal => block(text, base, raw, indent, false, &decoded),
        ScalarStyle::Folded => block(text, base, raw, indent, true, &decoded),
    };
    let value = Value::Scalar(Scalar::new(decoded, plain, typed, origin));
    Node { span, value }
}

/// Places a plain or quoted scalar.
pub(super) fn flow(text: &str, base: usize, raw: Range<usize>, quotes: Quotes, decoded: &str) -> (Span, Origin) {
    let n_quote = usize::from(quotes != Quotes::None);
    let span = Span::new(base + raw.start, base + raw.end);
    let inner = raw.start + n_quote..raw.end.saturating_sub(n_quote);
    // Nearly all scalars read as they are written; and a text without characters has only a
    // start, even if escaped line breaks stand in it.
    if decoded.is_empty() || text.get(inner.clone()) == Some(decoded) {
        return (span, Origin::Verbatim(span.start + n_quote));
    }
    let origin = match align::flow(text, base, inner, quotes, decoded) {
        Some(pieces) => Origin::Pieces(Box::new(pieces)),
        None => Origin::Whole(span),
    };
    (span, origin)
}

/// Places a literal or folded scalar.
///
/// The parser's span goes on to the next token, and is empty just before that when there are only
/// blank lines.
pub(super) fn block(
    text: &str,
    base: usize,
    raw: Range<usize>,
    indent: usize,
    folded: bool,
    decoded: &str,
) -> (Span, Origin) {
    let start = raw.start;
    let end = text.get(..raw.end).unwrap_or_default().trim_end().len();
    // Without content the place is the end of the header.
    let header = Span::new(base + start.min(end), base + end);
    match align::block(text, base, raw, indent, folded, decoded) {
        Some((pieces, Some(content_end))) => {
            let span = Span::new(base + start, base + end.max(content_end));
            (span, Origin::Pieces(Box::new(pieces)))
        }
        Some(_) if decoded.is_empty() => (header, Origin::Verbatim(header.start)),
        Some((pieces, None)) => (header, Origin::Pieces(Box::new(pieces))),
        None => (header, Origin::Whole(header)),
    }
}
