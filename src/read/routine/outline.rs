//! What a routine's Markdown says by its shape: what is quoted, and what stands under which heading or introduction.
//!
//! A text in, byte ranges of it out. It must not know what any word means.

use std::ops::Range;

use super::Frame;

/// The text with the `>` at the start of its further lines replaced by a space, byte for byte.
pub(super) fn unmarked(text: &str) -> String {
    let mut lines = text.split_inclusive('\n');
    let mut plain = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        plain.push_str(&line.replacen('>', " ", usize::from(line.trim_start().starts_with('>'))));
    }
    plain
}

/// What people put around a wording.
const MARKS: [(char, char); 3] = [('«', '»'), ('“', '”'), ('"', '"')];

/// The byte ranges of block quotes (consecutive lines together) and of texts between quotation marks outside them.
pub(super) fn quoted(body: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut in_quote = false;
    for line in lines(body) {
        let content = line.text.trim_end();
        if let Some(quote) = content.trim_start().strip_prefix('>') {
            let start = line.start + content.len() - quote.trim_start().len();
            let end = line.start + content.len();
            match found.last_mut().filter(|_| in_quote) {
                Some(last) => last.end = end,
                None => found.push(start..end),
            }
            in_quote = true;
        } else {
            in_quote = false;
            for (open, close) in MARKS {
                let mut from = 0;
                while let Some(at) = content.get(from..).and_then(|rest| rest.find(open)) {
                    let start = from + at + open.len_utf8();
                    let Some(length) = content.get(start..).and_then(|rest| rest.find(close)) else { break };
                    found.push(line.start + start..line.start + start + length);
                    from = start + length + close.len_utf8();
                }
            }
        }
    }
    found.retain(|range| !range.is_empty());
    found.sort_by_key(|range| range.start);
    found
}

/// What stands under a heading, until the next one; and the items of a list under the line that introduces it.
/// A heading that begins the text is its title, and says nothing of any one part.
pub(super) fn frames(body: &str) -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut heading: Option<Range<usize>> = None;
    let mut is_begun = false;
    let mut lead: Option<Lead> = None;
    for line in lines(body) {
        let content = line.text.trim();
        let range = line.start..line.start + line.text.trim_end().len();
        if content.is_empty() || content.starts_with("<!--") {
            continue;
        }
        let is_first = !std::mem::replace(&mut is_begun, true);
        if is_heading(content) && is_first {
            continue;
        }
        if is_heading(content) {
            frames.extend(lead.take().and_then(Lead::frame));
            frames.extend(heading.replace(range.clone()).map(|says| Frame { of: says.end..line.start, says }));
            continue;
        }
        let is_indented = line.text.starts_with([' ', '\t']);
        match &mut lead {
            Some(lead) if is_item(content) || content.starts_with('>') || (is_indented && lead.has_items) => {
                lead.has_items = true;
                lead.of.end = range.end;
            }
            _ => {
                frames.extend(lead.take().and_then(Lead::frame));
                let introduces = content.trim_end_matches(['*', '_']).ends_with(':');
                lead = introduces.then_some(Lead { of: range.end..range.end, says: range, has_items: false });
            }
        }
    }
    frames.extend(lead.and_then(Lead::frame));
    frames.extend(heading.map(|says| Frame { of: says.end..body.len(), says }));
    frames
}

/// A line that may introduce a list.
struct Lead {
    says: Range<usize>,
    of: Range<usize>,
    has_items: bool,
}

impl Lead {
    fn frame(self) -> Option<Frame> {
        self.has_items.then_some(Frame { says: self.says, of: self.of })
    }
}

fn is_heading(line: &str) -> bool {
    let bare = line.trim_start_matches('#');
    let is_bold = |mark: &str| line.len() > 4 && line.starts_with(mark) && line.trim_end_matches(':').ends_with(mark);
    bare.len() < line.len() && (bare.is_empty() || bare.starts_with(' ')) || is_bold("**") || is_bold("__")
}

/// Whether a line begins as an item of a list: `-`, `*`, `+`, `•`, `1.`, `a)`.
fn is_item(line: &str) -> bool {
    let bullet = line.strip_prefix(['-', '*', '+', '•', '–']);
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = if number.len() < line.len() { number } else { line.get(1..).unwrap_or_default() };
    bullet.or(number.strip_prefix(['.', ')'])).is_some_and(|rest| rest.starts_with([' ', '\t']))
}

struct Line<'a> {
    text: &'a str,
    start: usize,
}

fn lines(body: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    body.split_inclusive('\n').map(move |text| {
        let start = at;
        at += text.len();
        Line { text, start }
    })
}

#[cfg(test)]
mod tests {
    use super::{Frame, frames, quoted};

    #[test]
    fn wordings_are_block_quotes_and_guillemets() {
        let body = "Skriv «Bruker ønsker kontakt».\n\n> Gjelder: strøm\n>\n> Svarfrist\n";
        let texts: Vec<_> = quoted(body).into_iter().map(|range| body.get(range).unwrap_or_default()).collect();
        assert_eq!(texts, ["Bruker ønsker kontakt", "Gjelder: strøm\n>\n> Svarfrist"]);
    }

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        let text = |range: std::ops::Range<usize>| body.get(range).unwrap_or_default().trim();
        let found: Vec<_> = frames(body).into_iter().map(|Frame { says, of }| (text(says), text(of))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_introduces_the_list_under_it() {
        check(
            "NKS skal ikke:\n\n- vurdere\n- love\n  noe\n\nMen:\nringe",
            &[("NKS skal ikke:", "- vurdere\n- love\n  noe")],
        );
    }

    #[test]
    fn a_heading_is_said_of_what_stands_under_it() {
        check("t\n# A\n\nx\n## B\n1. y\n", &[("# A", "x"), ("## B", "1. y")]);
        check("t\n**Ikke gjør:**\n- y\n", &[("**Ikke gjør:**", "- y")]);
        check("# Tittel\nx\n", &[]);
    }

    #[test]
    fn an_ordinary_text_has_none() {
        check("Ring oss.\nTakk: ja\n", &[]);
    }
}
