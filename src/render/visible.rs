//! What acts on a screen is shown and not done: a file's text and name are somebody else's.
//!
//! As many bytes stand there afterwards, so that places stay.

use std::borrow::Cow;

/// A text of which no character moves the cursor, changes colours or turns the direction of writing.
/// Lines and tabs stay as they are.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut letters = text.chars().peekable();
    let mut shown = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        let is_line_end = letter == '\r' && letters.peek() == Some(&'\n');
        shown.push(if acts(letter) && !is_line_end { stand_in(letter) } else { letter });
    }
    Cow::Owned(shown)
}

/// The same on one line.
pub(super) fn one_line(text: &str) -> String {
    visible(text).replace("\r\n", " ").replace('\n', " ")
}

fn acts(letter: char) -> bool {
    match letter {
        '\n' | '\t' => false,
        // Marks and overrides of direction, isolates, and the two separators that some programs break lines at.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        letter => letter.is_control(),
    }
}

fn stand_in(letter: char) -> char {
    match letter.len_utf8() {
        1 => '?',
        2 => '¤',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    use super::{one_line, visible};

    #[test]
    fn what_acts_on_a_screen_is_shown_in_as_many_bytes() {
        let text = "\u{1b}[2J\r\u{7}a\u{9b}31m\u{202e}b\u{2066}\u{61c}\u{2028}\u{7f}\0 æ\tø\r\nå";
        let shown = visible(text);
        assert_eq!(shown, "?[2J??a¤31m\u{fffd}b\u{fffd}¤\u{fffd}?? æ\tø\r\nå");
        assert_eq!(shown.len(), text.len());
        assert_eq!(one_line("a\r\nb\nc\rd"), "a b c?d");
    }
}
