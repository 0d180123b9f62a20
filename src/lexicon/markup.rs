//! The marks that other formats put inside a word: character entities, inline tags, emphasis.
//!
//! Each function looks at one place of a text and says what stands there and where it ends.

/// Longest entity or tag that is looked at, in bytes.
const MAX_LEN: usize = 64;

/// Entities by name; names are case-sensitive in HTML.
const ENTITIES: &[(&str, char)] = &[
    ("AElig", 'Æ'),
    ("Aring", 'Å'),
    ("Auml", 'Ä'),
    ("Oslash", 'Ø'),
    ("Ouml", 'Ö'),
    ("aelig", 'æ'),
    ("amp", '&'),
    ("aring", 'å'),
    ("auml", 'ä'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ensp", ' '),
    ("hyphen", '-'),
    ("laquo", '«'),
    ("lrm", '\u{200E}'),
    ("mdash", '—'),
    ("nbsp", '\u{A0}'),
    ("ndash", '–'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("oslash", 'ø'),
    ("ouml", 'ö'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rlm", '\u{200F}'),
    ("shy", '\u{AD}'),
    ("thinsp", ' '),
    ("zwj", '\u{200D}'),
    ("zwnj", '\u{200C}'),
];

/// Tags that may stand inside a word without ending it.
const INLINE_TAGS: &[&str] =
    &["a", "abbr", "b", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u", "wbr"];

/// The character that the entity at `start` (an ampersand) stands for, and where the entity ends.
pub(super) fn entity(text: &str, start: usize) -> Option<(char, usize)> {
    let (body, end) = enclosed(text, start, b';')?;
    let c = match body.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
        None => ENTITIES.iter().find(|(name, _)| *name == body)?.1,
    };
    Some((c, end))
}

/// Where the inline tag at `start` (an angle bracket) ends.
pub(super) fn inline_tag(text: &str, start: usize) -> Option<usize> {
    let (body, end) = enclosed(text, start, b'>')?;
    let name = body.trim_start_matches('/').split([' ', '/']).next()?;
    INLINE_TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name)).then_some(end)
}

/// Where the run of emphasis marks at `start` ends.
pub(super) fn emphasis(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let after = rest.trim_start_matches(['*', '~', '`']);
    let n_marks = rest.len() - after.len();
    (n_marks <= 3).then_some(start + n_marks)
}

/// The text between the byte at `start` and the next `close`, and where that ends.
fn enclosed(text: &str, start: usize, close: u8) -> Option<(&str, usize)> {
    let bytes = text.as_bytes().get(start + 1..)?;
    let len = bytes.iter().take(MAX_LEN).position(|&byte| byte == close)?;
    let body = text.get(start + 1..start + 1 + len)?;
    Some((body, start + len + 2))
}
