//! YAML between two `---` lines at the start of a Markdown or text file.

use crate::source::Source;
use crate::tree::Scalar;

/// A text's front matter.
pub(super) struct FrontMatter<'a> {
    /// The YAML between the lines.
    pub(super) yaml: &'a str,
    /// Where it starts, in bytes.
    pub(super) start: usize,
    /// Where the body starts, in bytes.
    body: usize,
}

impl FrontMatter<'_> {
    /// The text after the front matter, knowing its place.
    pub(super) fn body(&self, source: &Source) -> Scalar {
        Scalar::rest_of(source, self.body)
    }
}

/// Finds the front matter, when the text begins with one that is closed.
pub(super) fn split(text: &str) -> Option<FrontMatter<'_>> {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = text.get(bom..)?.split_inclusive('\n').next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let start = bom + first.len();
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some(FrontMatter { yaml: text.get(start..at)?, start, body: at + line.len() });
        }
        at += line.len();
    }
    None
}
