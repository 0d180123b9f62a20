//! XML to the same tree as YAML's.
//!
//! A text comes in; one record comes out. An element with nothing but text is that text; any other is a map of its
//! attributes (`@name`), its elements by name (a list when there are several), and its own text (`#text`).
//! Nothing outside the text is read, and no entity that a document type defines is expanded.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::references::decode;
use crate::source::{Problem, Span};
use crate::tree::compose::Composer;
use crate::tree::{Entry, MAX_DEPTH, Node, Record, Scalar, Value, shorten, too_deep};

/// Reads an XML text.
#[must_use]
pub fn parse_xml(text: &str) -> Record {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut problems = Vec::new();
    let root = match read(text.get(bom..).unwrap_or_default(), bom, &mut problems) {
        Ok(root) => Some(root),
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    Record { root, problems }
}

/// Where the comments of an XML text stand, as far as it can be read.
#[must_use]
pub fn xml_comments(text: &str) -> Vec<Span> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut found = Vec::new();
    loop {
        let start = offset(reader.buffer_position());
        match reader.read_event() {
            Ok(Event::Comment(_)) => found.push(Span::new(start, offset(reader.buffer_position()))),
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// An element being read.
struct Frame {
    name: Node,
    start: usize,
    attributes: Vec<Entry>,
    elements: Vec<Entry>,
    /// Where each name stands among the elements.
    by_name: HashMap<String, usize>,
    text: Composer,
    text_start: usize,
}

impl Frame {
    fn new(name: Node, start: usize, text_start: usize) -> Frame {
        let (attributes, elements, by_name) = (Vec::new(), Vec::new(), HashMap::new());
        Frame { name, start, attributes, elements, by_name, text: Composer::new(), text_start }
    }

    fn add(&mut self, key: Node, value: Node) {
        let known = self.by_name.get(key.text()).and_then(|idx| self.elements.get_mut(*idx));
        let Some(entry) = known else {
            self.by_name.insert(key.text().to_owned(), self.elements.len());
            self.elements.push(Entry { key, value });
            return;
        };
        let span = Span::new(entry.value.span.start, value.span.end);
        // An element's own value is never a list, so a list is one of ours.
        match &mut entry.value.value {
            Value::List(items) => items.push(value),
            _ => {
                let first = std::mem::replace(&mut entry.value, Node { span, value: Value::List(Vec::new()) });
                entry.value.value = Value::List(vec![first, value]);
            }
        }
        entry.value.span = span;
    }

    /// The element's name and value, when it ends at `end`.
    fn close(self, end: usize) -> (Node, Node) {
        let Frame { name, start, mut attributes, elements, text, text_start, .. } = self;
        let has_text = !text.text().trim().is_empty();
        let is_plain = attributes.is_empty() && elements.is_empty();
        let scalar = text.finish(text_start, true, !has_text);
        let text_span = scalar.span_of(0..scalar.text().len());
        if is_plain {
            return (name, Node { span: text_span, value: Value::Scalar(scalar) });
        }
        attributes.extend(elements);
        if has_text {
            let key = word("#text", Span::new(start, start));
            attributes.push(Entry { key, value: Node { span: text_span, value: Value::Scalar(scalar) } });
        }
        // `<value nil="true"/>` holds attributes alone.
        (name, Node { span: Span::new(start, end), value: Value::Map(attributes) })
    }
}

fn read(text: &str, base: usize, problems: &mut Vec<Problem>) -> Result<Node, Problem> {
    let mut reader = Reader::from_str(text);
    // A lone `&` is told with its place, and what stands after it is read.
    reader.config_mut().allow_dangling_amp = true;
    let mut open = vec![Frame::new(word("", Span::new(base, base)), base, base)];
    loop {
        let start = offset(reader.buffer_position());
        let event = reader.read_event().map_err(|error| {
            let at = offset(reader.error_position());
            let n_tag =
                text.get(at..).and_then(|rest| rest.find('>')).filter(|end| *end < 200).map_or(0, |end| end + 1);
            let message = phrase!("xml-invalid", error = error.to_string());
            Problem::new(Span::new(base + at, base + at + n_tag), message).with_help(phrase!("xml-invalid-help"))
        })?;
        let end = offset(reader.buffer_position());
        let raw = text.get(start..end).unwrap_or_default();
        let (start, end) = (base + start, base + end);
        match event {
            Event::Start(tag) => {
                if open.len() >= MAX_DEPTH {
                    return Err(too_deep(Span::new(start, end)));
                }
                open.push(element(&tag, raw, start, end, problems));
            }
            Event::Empty(tag) => {
                let (name, value) = element(&tag, raw, start, end, problems).close(end);
                open.last_mut().into_iter().for_each(|parent| parent.add(name.clone(), value.clone()));
            }
            Event::End(_) => {
                if let (Some(frame), Some(parent)) = (open.pop(), open.last_mut()) {
                    let (name, value) = frame.close(end);
                    parent.add(name, value);
                }
            }
            Event::Text(_) | Event::GeneralRef(_) => {
                if let Some(frame) = open.last_mut() {
                    let unknown = decode(raw, start, false, &mut frame.text);
                    problems.extend(unknown.into_iter().map(|span| unknown_reference(text, base, span)));
                }
            }
            Event::CData(_) => {
                let inner = raw.strip_prefix("<![CDATA[").and_then(|inner| inner.strip_suffix("]]>"));
                if let (Some(frame), Some(inner)) = (open.last_mut(), inner) {
                    frame.text.verbatim(start + "<![CDATA[".len(), inner);
                }
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => break,
        }
    }
    if open.len() > 1
        && let Some(frame) = open.pop()
    {
        let message = phrase!("xml-unclosed", name = shorten(frame.name.text()));
        let tag = Span::new(frame.start, frame.name.span.end);
        return Err(Problem::new(tag, message).with_help(phrase!("xml-unclosed-help")));
    }
    let whole = open.pop().filter(|frame| !frame.elements.is_empty()).ok_or_else(|| {
        Problem::new(Span::new(base, base), phrase!("xml-empty")).with_help(phrase!("xml-empty-help"))
    })?;
    Ok(whole.close(base + text.len()).1)
}

fn element(tag: &BytesStart<'_>, raw: &str, start: usize, end: usize, problems: &mut Vec<Problem>) -> Frame {
    let name_text = tag.name().into_inner().to_owned();
    let name = word(&name_text, Span::new(start + 1, start + 1 + name_text.len()));
    let mut frame = Frame::new(name, start, end);
    for attribute in tag.attributes() {
        let Ok(attribute) = attribute else {
            let message = phrase!("xml-attribute");
            let problem = Problem::new(Span::new(start, end), message);
            problems.push(problem.with_help(phrase!("xml-attribute-help")));
            continue;
        };
        let key = attribute.key.into_inner();
        // Which names are meant, and of which type a value is, are no texts.
        if key == "xmlns" || key.starts_with("xmlns:") || key.starts_with("xsi:") {
            continue;
        }
        // The value is a part of the tag as it stands in the text.
        let Some(at) = part_at(raw, &attribute.value) else { continue };
        let mut composer = Composer::new();
        let unknown = decode(&attribute.value, start + at, false, &mut composer);
        problems.extend(unknown.into_iter().map(|span| unknown_reference(raw, start, span)));
        let span = Span::new(start + at, start + at + attribute.value.len());
        let value = Node { span, value: Value::Scalar(composer.finish(span.start, false, false)) };
        frame.attributes.push(Entry { key: word(&format!("@{key}"), span), value });
    }
    frame
}

/// Where an attribute's value stands in its tag: after the first quote that it follows.
fn part_at(raw: &str, value: &str) -> Option<usize> {
    // The slices are of the same tag, so that the distance of their beginnings is the offset.
    let at = (value.as_ptr() as usize).checked_sub(raw.as_ptr() as usize)?;
    (raw.get(at..at + value.len())? == value).then_some(at)
}

fn unknown_reference(text: &str, base: usize, span: Span) -> Problem {
    let written = text.get(span.start - base..span.end - base).unwrap_or("&");
    Problem::new(span, phrase!("xml-entity", entity = shorten(written))).with_help(phrase!("xml-entity-help"))
}

fn word(text: &str, span: Span) -> Node {
    Node { span, value: Value::Scalar(Scalar::verbatim(text.to_owned(), span).placed_at(span)) }
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
