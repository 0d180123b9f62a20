//! HTML to the same tree as YAML's: what is shown as one text, and the texts of attributes beside it.
//!
//! A text comes in; one record comes out: `text`, and `attributes`, a list of maps with one key each.
//! Elements that are blocks of their own break lines in the text, those inside a line do not; a run of blanks reads as one.
//! Scripts, styles and comments are left out. No HTML is so broken that it is not read, as in browsers.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::references::decode;
use crate::source::Span;
use crate::tree::compose::Composer;
use crate::tree::{Entry, Node, Record, Scalar, Value};

/// Attributes whose texts people see or hear.
const SHOWN: [&str; 4] = ["title", "alt", "aria-label", "placeholder"];

/// Elements that are never shown.
const HIDDEN: [&str; 3] = ["script", "style", "template"];

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 44] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "title",
    "tr",
];

/// Reads an HTML text.
#[must_use]
pub fn parse_html(text: &str) -> Record {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = text.get(bom..).unwrap_or_default();
    let mut shown = Shown { text: body, base: bom, composer: Composer::new(), is_line_start: true, hidden: None };
    let mut attributes = Vec::new();
    let mut attribute = None;
    for (part, span) in parts(body) {
        match part {
            Part::Open(name) => shown.open(&name, span),
            Part::Close(name) => shown.close(&name, span),
            Part::Text(value) => shown.add(&value, span),
            Part::Attribute(name) => attribute = Some((name, span)),
            Part::Comment => {}
            Part::Value(value) => {
                if let Some((name, place)) = attribute.take().filter(|(name, _)| SHOWN.contains(&name.as_str())) {
                    let mut composer = Composer::new();
                    place_all(body, bom, &value, span, &mut composer);
                    let key = Span::new(bom + place.start, bom + place.end);
                    let span = Span::new(bom + span.start, bom + span.end);
                    let value = Node { span, value: Value::Scalar(composer.finish(span.start, false, false)) };
                    let entry = Entry { key: word(&name, key), value };
                    attributes.push(Node { span, value: Value::Map(vec![entry]) });
                }
            }
        }
    }
    let whole = Span::new(0, text.len());
    let content = Node { span: whole, value: Value::Scalar(shown.composer.finish(bom, false, false)) };
    let mut entries = vec![Entry { key: word("text", Span::new(bom, bom)), value: content }];
    if let (Some(first), Some(last)) = (attributes.first(), attributes.last()) {
        let span = Span::new(first.span.start, last.span.end);
        let value = Node { span, value: Value::List(attributes) };
        entries.push(Entry { key: word("attributes", Span::new(span.start, span.start)), value });
    }
    Record { root: Some(Node { span: whole, value: Value::Map(entries) }), problems: Vec::new() }
}

/// What an HTML text is cut into.
enum Part {
    Open(String),
    Close(String),
    Text(String),
    Attribute(String),
    Value(String),
    Comment,
}

/// Where the comments of an HTML text stand. What looks like one in an attribute or a form's text is none.
#[must_use]
pub fn html_comments(text: &str) -> Vec<Span> {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let parts = parts(text.get(bom..).unwrap_or_default());
    let comments = parts.into_iter().filter(|(part, _)| matches!(part, Part::Comment));
    comments.map(|(_, span)| Span::new(bom + span.start, bom + span.end)).collect()
}

fn parts(text: &str) -> Vec<(Part, Span)> {
    let owned = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut emitter = CallbackEmitter::new(move |event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
        let part = match event {
            CallbackEvent::OpenStartTag { name } => Part::Open(owned(name)),
            CallbackEvent::EndTag { name } => Part::Close(owned(name)),
            CallbackEvent::String { value } => Part::Text(owned(value)),
            CallbackEvent::AttributeName { name } => Part::Attribute(owned(name)),
            CallbackEvent::AttributeValue { value } => Part::Value(owned(value)),
            CallbackEvent::Comment { .. } => Part::Comment,
            _ => return None,
        };
        Some((part, Span::new(span.start.min(text.len()), span.end.min(text.len()))))
    });
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(text, emitter).flatten().collect()
}

/// What is shown, being put together.
struct Shown<'a> {
    text: &'a str,
    base: usize,
    composer: Composer,
    /// Whether nothing but blanks stands on the line at hand.
    is_line_start: bool,
    /// The element whose contents are left out.
    hidden: Option<String>,
}

impl Shown<'_> {
    fn open(&mut self, name: &str, span: Span) {
        if self.hidden.is_none() && HIDDEN.contains(&name) {
            self.hidden = Some(name.to_owned());
        }
        self.break_line(name, span);
    }

    fn close(&mut self, name: &str, span: Span) {
        if self.hidden.as_deref() == Some(name) {
            self.hidden = None;
        }
        self.break_line(name, span);
    }

    fn break_line(&mut self, name: &str, span: Span) {
        if BLOCKS.contains(&name) && !self.is_line_start {
            self.composer.push(Span::new(self.base + span.start, self.base + span.end), '\n');
            self.is_line_start = true;
        }
    }

    fn add(&mut self, value: &str, span: Span) {
        if self.hidden.is_some() {
            return;
        }
        let mut stretch = Composer::new();
        place_all(self.text, self.base, value, span, &mut stretch);
        let stretch = stretch.finish(self.base + span.start, false, false);
        let mut at = 0;
        let mut blanks: Option<Span> = None;
        for c in stretch.text().chars() {
            let place = stretch.span_of(at..at + c.len_utf8());
            at += c.len_utf8();
            if matches!(c, ' ' | '\t' | '\r' | '\n' | '\x0c') {
                let start = blanks.map_or(place.start, |blanks| blanks.start);
                blanks = Some(Span::new(start, place.end));
                continue;
            }
            self.blank(blanks.take());
            self.composer.push(place, c);
            self.is_line_start = false;
        }
        self.blank(blanks);
    }

    /// A run of blanks reads as one, and as none where a line begins or after another.
    fn blank(&mut self, blanks: Option<Span>) {
        if let Some(span) = blanks.filter(|_| !self.is_line_start && !self.composer.text().ends_with(' ')) {
            self.composer.push(span, ' ');
        }
    }
}

/// Adds a decoded stretch with the place of each character, or all at the place of the whole when the two disagree.
fn place_all(text: &str, base: usize, value: &str, span: Span, composer: &mut Composer) {
    let raw = text.get(span.start..span.end).unwrap_or_default();
    let mut read = Composer::new();
    decode(raw, base + span.start, true, &mut read);
    let whole = Span::new(base + span.start, base + span.end);
    // Line breaks of Windows are read as one character; everything is blank alike.
    if read.text() == value || read.text().replace("\r\n", "\n") == value {
        composer.append(&read.finish(whole.start, false, false));
    } else if raw == value {
        // In an attribute, an old name without its semicolon may be no reference.
        composer.verbatim(whole.start, raw);
    } else {
        value.chars().for_each(|c| composer.push(whole, c));
    }
}

fn word(text: &str, span: Span) -> Node {
    Node { span, value: Value::Scalar(Scalar::verbatim(text.to_owned(), span).placed_at(span)) }
}
