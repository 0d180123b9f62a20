//! Character references of XML and HTML: `&amp;`, `&#229;`, `&oslash;`.
//!
//! A stretch of markup comes in; its characters go to a [`Composer`], each with its place. What is no reference is told.

use quick_xml::escape::{resolve_html5_entity, resolve_xml_entity};

use crate::source::Span;
use crate::tree::compose::Composer;

/// Reads a stretch that stands at `start`, and gives the places of what looks like references and is none.
pub(super) fn decode(raw: &str, start: usize, is_html: bool, composer: &mut Composer) -> Vec<Span> {
    let mut unknown = Vec::new();
    let mut at = 0;
    while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
        let n_run = rest.find('&').unwrap_or(rest.len());
        composer.verbatim(start + at, rest.get(..n_run).unwrap_or_default());
        at += n_run;
        let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) else { break };
        match reference(rest, is_html) {
            Some((decoded, n_raw)) => {
                let span = Span::new(start + at, start + at + n_raw);
                decoded.chars().for_each(|c| composer.push(span, c));
                at += n_raw;
            }
            None => {
                composer.verbatim(start + at, "&");
                unknown.push(Span::new(start + at, start + at + name_end(rest)));
                at += 1;
            }
        }
    }
    unknown
}

/// How far an `&` with a name reaches, for the place of a problem.
fn name_end(rest: &str) -> usize {
    let n_name = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '&' | '#' | ';'))).unwrap_or(rest.len());
    rest.get(..n_name).and_then(|name| name.find(';')).map_or(1, |end| end + 1)
}

/// The characters that a reference stands for, and its length in bytes.
fn reference(rest: &str, is_html: bool) -> Option<(String, usize)> {
    let inner = rest.strip_prefix('&')?;
    // No name is longer than this.
    let reach = inner.bytes().take(40).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#');
    let (name, is_closed) = match reach {
        Some(n_name) => (inner.get(..n_name)?, inner.get(n_name..)?.starts_with(';')),
        None => (inner.get(..inner.len().min(40))?, false),
    };
    if let Some(number) = name.strip_prefix('#') {
        let (digits, radix) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16),
            None => (number, 10),
        };
        let known = |c: char| c.is_digit(radix);
        let n_digits = digits.find(|c| !known(c)).unwrap_or(digits.len());
        let c = char::from_u32(u32::from_str_radix(digits.get(..n_digits)?, radix).ok()?).filter(|c| *c != '\0')?;
        let is_whole = n_digits == digits.len() && is_closed;
        let n_name = 1 + name.len() - (digits.len() - n_digits);
        return (is_whole || is_html).then(|| (c.to_string(), n_name + usize::from(is_whole)));
    }
    let resolve = |name: &str| if is_html { resolve_html5_entity(name) } else { resolve_xml_entity(name) };
    if let Some(decoded) = Some(name).filter(|_| is_closed).and_then(resolve) {
        return Some((decoded.to_owned(), name.len() + 2));
    }
    // Old names of HTML may lack their semicolon: the longest that fits.
    let names = (2..=name.len().min(6)).rev().filter_map(|length| name.get(..length));
    let old = |name: &str| resolve(name).filter(|decoded| decoded.chars().all(|c| c <= '\u{ff}'));
    let (decoded, n_name) = names.into_iter().find_map(|name| Some((old(name)?, name.len())))?;
    is_html.then(|| (decoded.to_owned(), n_name + 1))
}
