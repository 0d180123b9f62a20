//! Where words, numbers and phrases begin and end in the view.

use super::runs::{self, Of};
use super::scan::Scan;

/// Longest stretch of letters on either side that is read as one word, in bytes: bounds the work on hostile texts.
const MAX_WORD: usize = 128;

/// Where words begin and end in the view.
impl Scan<'_> {
    /// Whether a sentence plainly goes on at the word at `at`: a word and a space, or a comma, stand before it.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        let before = self.text.as_bytes().get(..at).and_then(|before| before.last_chunk::<2>());
        before.is_some_and(|[last, space]| *space == b' ' && (last.is_ascii_alphanumeric() || *last == b','))
    }

    pub(super) fn ends_word(&self, at: usize, is_last: bool) -> bool {
        !self.letter_after(at) || self.view.is_join(at) && (self.is_identifier || !is_last)
    }

    pub(super) fn letter_before(&self, at: usize) -> bool {
        match at.checked_sub(1).and_then(|i| self.text.as_bytes().get(i)) {
            Some(byte) if byte.is_ascii() => byte.is_ascii_alphabetic(),
            _ => self.text.get(..at).and_then(|text| text.chars().next_back()).is_some_and(char::is_alphabetic),
        }
    }

    pub(super) fn letter_after(&self, at: usize) -> bool {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => byte.is_ascii_alphabetic(),
            _ => self.text.get(at..).and_then(|text| text.chars().next()).is_some_and(char::is_alphabetic),
        }
    }

    /// Where the letters around `at` begin, hyphens in running text included.
    pub(super) fn word_start(&self, at: usize) -> usize {
        let run = self.run_start(at);
        if self.is_identifier { self.view.previous_join(at, run).unwrap_or(run) } else { run }
    }

    /// Where the letters from `at` on end, hyphens in running text included.
    pub(super) fn word_end(&self, at: usize) -> usize {
        let run = self.run_end(at);
        if self.is_identifier { self.view.next_join(at, run).unwrap_or(run) } else { run }
    }

    pub(super) fn run_start(&self, at: usize) -> usize {
        runs::start(self.text, Of::Letters, self.farthest_behind(at), at)
    }

    pub(super) fn run_end(&self, at: usize) -> usize {
        runs::end(self.text, Of::Letters, at, self.farthest_ahead(at))
    }

    /// Where the word or number before `end` begins.
    pub(super) fn token_start(&self, end: usize) -> usize {
        let run = runs::start(self.text, Of::Words, self.farthest_behind(end), end);
        self.view.previous_join(end, run).unwrap_or(run)
    }

    /// Where the word or number at `start` ends.
    pub(super) fn token_end(&self, start: usize) -> usize {
        let run = runs::end(self.text, Of::Words, start, self.farthest_ahead(start));
        self.view.next_join(start, run).unwrap_or(run)
    }

    /// Where the number at `start` ends.
    pub(super) fn number_after(&self, start: usize) -> Option<usize> {
        let right = self.ahead(start);
        let number = right.get(..right.len() - right.trim_start_matches(in_number).len())?;
        let number = number.trim_end_matches(|c: char| !c.is_numeric());
        (!number.is_empty()).then_some(start + number.len())
    }

    /// Where the number that ends at `end` begins.
    pub(super) fn number_before(&self, end: usize) -> Option<usize> {
        let left = self.behind(end);
        let number = left.get(left.trim_end_matches(in_number).len()..)?;
        let number = number.trim_start_matches(|c: char| !c.is_numeric());
        number.ends_with(char::is_numeric).then_some(end - number.len())
    }

    /// The next word or number after `end`, if only separators stand between.
    pub(super) fn over_separators(&self, end: usize, commas: bool, period: bool) -> Option<usize> {
        // Most words stand one space apart.
        let after = self.text.as_bytes().get(end..).and_then(|after| after.first_chunk::<2>());
        if after.is_some_and(|[space, next]| *space == b' ' && next.is_ascii_alphanumeric()) {
            return Some(end + 1);
        }
        let right = self.ahead(end);
        let next = right.find(char::is_alphanumeric)?;
        let between = right.get(..next)?;
        (separates(between, commas, period) || between.is_empty() && self.view.is_join(end)).then_some(end + next)
    }

    /// Where the word or number before `start` ends, if only separators stand between.
    pub(super) fn back_over_separators(&self, start: usize, commas: bool, period: bool) -> Option<usize> {
        let before = self.text.as_bytes().get(..start).and_then(|before| before.last_chunk::<2>());
        if before.is_some_and(|[last, space]| *space == b' ' && last.is_ascii_alphanumeric()) {
            return Some(start - 1);
        }
        let left = self.behind(start);
        let word = left.trim_end_matches(|c: char| !c.is_alphanumeric());
        let between = left.get(word.len()..)?;
        (!word.is_empty() && (separates(between, commas, period) || between.is_empty() && self.view.is_join(start)))
            .then_some(start - between.len())
    }

    /// What stands before `at`, as far as a word may reach.
    fn behind(&self, at: usize) -> &str {
        self.text.get(self.farthest_behind(at)..at).unwrap_or_default()
    }

    /// What stands after `at`, as far as a word may reach.
    fn ahead(&self, at: usize) -> &str {
        self.text.get(at..self.farthest_ahead(at)).unwrap_or_default()
    }

    fn farthest_behind(&self, at: usize) -> usize {
        self.text.floor_char_boundary(at.saturating_sub(MAX_WORD))
    }

    fn farthest_ahead(&self, at: usize) -> usize {
        self.text.floor_char_boundary(at.saturating_add(MAX_WORD))
    }
}

/// Whether a character may stand inside a number or a date.
fn in_number(c: char) -> bool {
    c.is_numeric() || matches!(c, '.' | '/' | ':' | '-' | ',')
}

/// Whether `between` only divides words of one phrase.
pub(super) fn separates(between: &str, commas: bool, mut period: bool) -> bool {
    let mut n_lines = 0;
    let is_separator = |c: char| match c {
        '\n' => {
            n_lines += 1;
            n_lines < 2
        }
        '.' => std::mem::take(&mut period),
        ',' | ':' | ';' | '/' => commas,
        '"' | '\'' | '«' | '»' | '“' | '”' | '„' | '’' | '*' | '_' | '~' | '`' | '-' | '–' | '—' | '(' | ')' | '['
        | ']' | '{' | '}' | '<' | '>' => true,
        other => other.is_whitespace(),
    };
    !between.is_empty() && between.chars().all(is_separator)
}
