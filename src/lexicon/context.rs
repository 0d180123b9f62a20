//! Contexts: the words around a mention, within its sentence.
//!
//! A view and the place of a mention in; whether one of the given words stands near enough out.

use super::Side;
use super::rule::WordList;

/// Longest stretch that is searched on either side, in words.
const MAX_WORDS: usize = 40;
/// Most other words in the line of a label.
const MAX_LABEL: usize = 4;
/// A word of at most so many letters before a period is an abbreviation, not the end of a sentence.
const MAX_ABBREVIATION: usize = 3;

/// A compiled context.
#[derive(Clone, Debug)]
pub(super) struct Surroundings {
    pub(super) side: Side,
    pub(super) within: Option<usize>,
    pub(super) words: WordList,
    pub(super) numbers: bool,
    /// Holds where nothing precedes.
    pub(super) at_start: bool,
    /// Holds where nothing follows.
    pub(super) at_end: bool,
    /// Holds in a label: alone between punctuation, in a line of few words.
    pub(super) alone: bool,
}

impl Surroundings {
    /// Whether they hold for what stands at `start..end`.
    pub(super) fn hold(&self, text: &str, start: usize, end: usize) -> bool {
        let n_words = self.within.unwrap_or(MAX_WORDS).min(MAX_WORDS);
        let before = || Before { text, end: start }.take(n_words);
        let after = || After { text, start: end }.take(n_words);
        let looks_before = matches!(self.side, Side::Before | Side::Either);
        let looks_after = matches!(self.side, Side::After | Side::Either);
        (looks_before && (before().any(|word| self.fits(word)) || self.at_start && before().next().is_none()))
            || (looks_after && (after().any(|word| self.fits(word)) || self.at_end && after().next().is_none()))
            || self.alone && is_label(text, start, end)
    }

    fn fits(&self, word: &str) -> bool {
        self.words.contains(word) || self.numbers && word.starts_with(|c: char| c.is_numeric())
    }
}

/// Whether `start..end` stands alone between punctuation in a line of few words.
fn is_label(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|text| text.chars().rfind(|&c| !is_blank(c)));
    let after = text.get(end..).and_then(|text| text.chars().find(|&c| !is_blank(c)));
    let is_alone = before.is_none_or(|c| !c.is_alphanumeric()) && after.is_none_or(|c| !c.is_alphanumeric());
    let n_words = Before { text, end: start }.chain(After { text, start: end }).take(MAX_LABEL + 1).count();
    is_alone && n_words <= MAX_LABEL
}

fn is_blank(c: char) -> bool {
    c != '\n' && c.is_whitespace()
}

/// The words before a place, nearest first, as far as the sentence reaches.
struct Before<'a> {
    text: &'a str,
    end: usize,
}

impl<'a> Iterator for Before<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.text.get(..self.end)?;
        let upto = text.trim_end_matches(|c: char| !c.is_alphanumeric());
        let between = text.get(upto.len()..)?;
        let bare = upto.trim_end_matches(char::is_alphanumeric);
        let word = upto.get(bare.len()..)?;
        let follows = self.text.get(self.end..).and_then(|rest| rest.chars().next());
        if word.is_empty() || ends_sentence(word, between, follows) {
            return None;
        }
        self.end = bare.len();
        Some(word)
    }
}

/// The words after a place, nearest first, as far as the sentence reaches.
struct After<'a> {
    text: &'a str,
    start: usize,
}

impl<'a> Iterator for After<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.text.get(self.start..)?;
        let from = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let between = text.get(..text.len() - from.len())?;
        let rest = from.trim_start_matches(char::is_alphanumeric);
        let word = from.get(..from.len() - rest.len())?;
        let before = self.text.get(..self.start).unwrap_or_default();
        let last = before.get(before.trim_end_matches(char::is_alphanumeric).len()..).unwrap_or_default();
        if word.is_empty() || ends_sentence(last, between, word.chars().next()) {
            return None;
        }
        self.start = self.text.len() - rest.len();
        Some(word)
    }
}

/// Whether a sentence ends in what stands `between` a word and the next, whose first letter is `next`.
fn ends_sentence(word: &str, between: &str, next: Option<char>) -> bool {
    let mut chars = between.chars().peekable();
    let mut n_lines = 0;
    while let Some(c) = chars.next() {
        let space_follows = chars.peek().is_none_or(|c| c.is_whitespace());
        match c {
            '!' | '?' if space_follows => return true,
            '.' if space_follows => {
                let abbreviates = word.chars().count() <= MAX_ABBREVIATION;
                if !abbreviates {
                    return true;
                }
            }
            '\n' => n_lines += 1,
            '•' | '◾' | '|' => return true,
            _ => {}
        }
    }
    // One line break may wrap a sentence; after a colon or before a list item it does not.
    n_lines > 1 || n_lines == 1 && (between.contains([':', '-', '*', ';']) || next.is_none())
}
