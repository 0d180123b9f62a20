//! A Word document → one paragraph a line.
//!
//! Comes in: the bytes of a zip that somebody else made. Goes out: the text of the document, then of its headers, footers,
//! notes and comments. A table's cells are paragraphs. What a tracked change has taken out is left out; what it has put in,
//! is kept. How much is unpacked is bounded, whatever the zip says of itself.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::Undecodable;
use crate::phrase::Phrase;

/// The most that is unpacked of all parts, in bytes.
const MOST: u64 = 64 * 1024 * 1024;

/// How many times its size a document may be unpacked to, beyond the first [`FREE`] bytes.
const RATIO: u64 = 200;
const FREE: u64 = 4 * 1024 * 1024;

/// How deep elements may be nested.
const MAX_DEPTH: usize = 1024;

/// The parts that people read, in this order. Numbers follow the name where there are several.
const PARTS: [&str; 6] =
    ["word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes", "word/comments"];

/// The paragraphs of a document, each on its line.
pub(super) fn paragraphs(bytes: &[u8]) -> Result<String, Undecodable> {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let help = phrase!("docx-old-help");
        return Err(Undecodable::new(phrase!("docx-old"), help));
    }
    let broken = |error: Phrase| Undecodable::new(phrase!("docx-broken", error), phrase!("docx-save-again"));
    let said = |error: &dyn std::fmt::Display| broken(phrase!("verbatim", said = error.to_string()));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| said(&error))?;
    let mut names: Vec<(usize, String)> = archive
        .file_names()
        .filter_map(|name| {
            let name = name.ok()?;
            let stem = name.strip_suffix(".xml")?.trim_end_matches(|c: char| c.is_ascii_digit());
            Some((PARTS.iter().position(|part| *part == stem)?, name.clone().into_owned()))
        })
        .collect();
    // `header10` comes after `header9`.
    names.sort_by(|a, b| (a.0, a.1.len(), &a.1).cmp(&(b.0, b.1.len(), &b.1)));
    if names.first().is_none_or(|(part, _)| *part != 0) {
        return Err(Undecodable::new(phrase!("docx-other-zip"), phrase!("docx-save-again")));
    }
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let mut left = MOST.min(FREE.saturating_add(size.saturating_mul(RATIO)));
    let mut text = String::new();
    for (_, name) in names {
        let part = archive.by_name(&name).map_err(|error| said(&error))?;
        let mut xml = Vec::new();
        part.take(left + 1).read_to_end(&mut xml).map_err(|error| said(&error))?;
        let n_read = u64::try_from(xml.len()).unwrap_or(u64::MAX);
        left = left.checked_sub(n_read).ok_or_else(|| {
            let message = phrase!("docx-too-much");
            Undecodable::new(message, phrase!("docx-too-much-help"))
        })?;
        let xml = String::from_utf8(xml).map_err(|_| broken(phrase!("docx-not-utf8", name = &name)))?;
        read_part(&xml, &mut text).map_err(|problem| broken(phrase!("in-rule", id = &name, problem)))?;
    }
    Ok(text)
}

/// Adds the paragraphs of one part.
fn read_part(xml: &str, out: &mut String) -> Result<(), Phrase> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    // A text box is paragraphs inside a paragraph: those that are open, the innermost last.
    let mut open: Vec<String> = Vec::new();
    let (mut depth, mut is_text) = (0_usize, false);
    // The depth of the element whose contents are left out.
    let mut left_out: Option<usize> = None;
    loop {
        let event = reader.read_event().map_err(|error| phrase!("verbatim", said = error.to_string()))?;
        let add = |open: &mut Vec<String>, text: &str| {
            if let Some(paragraph) = open.last_mut() {
                // A line break inside a paragraph is not its end.
                paragraph.push_str(&text.replace(['\r', '\n'], " "));
            }
        };
        match &event {
            Event::Start(tag) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(phrase!("docx-too-deep", depth = MAX_DEPTH));
                }
                let name = tag.local_name();
                match name.into_inner() {
                    _ if left_out.is_some() => {}
                    // Deleted and moved away by a tracked change; field codes; what older programs show instead.
                    "del" | "moveFrom" | "delText" | "instrText" | "delInstrText" | "Fallback" => {
                        left_out = Some(depth);
                    }
                    "p" => open.push(String::new()),
                    "t" => is_text = true,
                    other => add(&mut open, sign(other)),
                }
            }
            Event::Empty(tag) if left_out.is_none() => match tag.local_name().into_inner() {
                "p" => out.push('\n'),
                other => add(&mut open, sign(other)),
            },
            Event::End(tag) => {
                match tag.local_name().into_inner() {
                    "p" if left_out.is_none() => {
                        out.push_str(&open.pop().unwrap_or_default());
                        out.push('\n');
                    }
                    "t" => is_text = false,
                    _ => {}
                }
                if left_out == Some(depth) {
                    left_out = None;
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) if is_text && left_out.is_none() => add(&mut open, text),
            Event::CData(text) if is_text && left_out.is_none() => add(&mut open, text),
            Event::GeneralRef(name) if is_text && left_out.is_none() => {
                let c = name.resolve_char_ref().ok().flatten();
                match c.map(String::from).or_else(|| resolve_xml_entity(name).map(str::to_owned)) {
                    Some(decoded) => add(&mut open, &decoded),
                    None => return Err(phrase!("docx-entity", entity = &**name)),
                }
            }
            Event::Eof if depth > 0 => return Err(phrase!("docx-ends")),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// What an element without text of its own is read as.
fn sign(name: &str) -> &'static str {
    match name {
        "tab" | "ptab" => "\t",
        "br" | "cr" => " ",
        "noBreakHyphen" => "\u{2011}",
        "softHyphen" => "\u{ad}",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::read_part;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let mut text = String::new();
        read_part(&format!("<w:document><w:body>{body}</w:body></w:document>"), &mut text).unwrap();
        assert_eq!(text, expected);
    }

    #[test]
    fn runs_are_joined() {
        check(
            "<w:p><w:r><w:t>deposi</w:t></w:r><w:r><w:t xml:space=\"preserve\">tum &amp; leie</w:t></w:r></w:p>",
            "depositum & leie\n",
        );
        check("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>&#229;</w:t></w:r></w:p><w:p/>", "a b\tå\n\n");
    }

    #[test]
    fn tracked_changes_are_read_as_they_will_be() {
        check(
            "<w:p><w:del><w:r><w:delText>gammelt</w:delText></w:r></w:del><w:ins><w:r><w:t>nytt</w:t></w:r></w:ins></w:p>",
            "nytt\n",
        );
        check(
            "<w:p><w:moveFrom><w:r><w:t>flyttet</w:t></w:r></w:moveFrom><w:r><w:t>igjen</w:t></w:r></w:p>",
            "igjen\n",
        );
    }

    #[test]
    fn cells_and_boxes_are_paragraphs() {
        check(
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            "a\nb\n",
        );
        check(
            "<w:p><w:r><w:t>ute</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>inne</w:t></w:r></w:p></w:txbxContent></w:r></w:p>",
            "inne\nute\n",
        );
    }

    #[test]
    fn half_a_part_is_told() {
        let mut text = String::new();
        assert!(read_part("<w:document><w:body><w:p><w:r><w:t>a", &mut text).is_err());
        assert!(read_part("<w:document></w:p></w:document>", &mut text).is_err());
    }
}
