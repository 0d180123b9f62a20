//! Contexts: the words around a mention, within its sentence.
//!
//! A view and the place of a mention in; whether one of the given words stands near enough out.

use super::Side;
use super::rule::WordList;
use super::store::{Later, stored_struct};
use std::cell::OnceCell;

/// Longest stretch that is searched on either side, in words.
const MAX_WORDS: usize = 40;
/// Longest stretch that is read on either side, in bytes: bounds the work on hostile texts.
const MAX_BYTES: usize = 1024;
/// So few words are read anew for each context; more are kept.
const FEW: usize = 3;
/// Most other words in the line of a label.
const MAX_LABEL: usize = 6;
/// A sentence that counts has so many words; fewer are a greeting, an abbreviation, a number.
const MIN_WORDS: usize = 3;
/// A number of at most so many digits before a period is an ordinal or a part of a date, not the end of a sentence.
const MAX_ORDINAL: usize = 2;

/// A compiled context.
#[derive(Clone, Debug)]
pub(super) struct Surroundings {
    pub(super) side: Side,
    pub(super) within: Option<usize>,
    /// Indexes of the lists of its words.
    // INVARIANT (lists-hold-words): none of them is empty.
    pub(super) words: Vec<usize>,
    pub(super) numbers: bool,
    /// Holds where nothing precedes.
    pub(super) at_start: bool,
    /// Holds where nothing follows.
    pub(super) at_end: bool,
    /// Holds in a sentence that asks.
    pub(super) asks: bool,
    /// Says that the text is about a client, which a text that is known to be needs not say.
    pub(super) frames: bool,
    /// Holds in a label: alone between punctuation, in a line of few words.
    pub(super) alone: bool,
}

stored_struct!(Surroundings { side, within, words, numbers, at_start, at_end, asks, frames, alone });

impl Surroundings {
    /// Whether they hold, with the `lists` of all contexts, for the mention that `sentence` is around.
    pub(super) fn hold(&self, lists: &[Later<WordList>], sentence: &Sentence<'_>) -> bool {
        // What stands in the gaps of a mention is near it.
        if self.side == Side::Either && sentence.inside().any(|word| self.fits(lists, word)) {
            return true;
        }
        let sides = [(Side::Before, Side::After), (Side::After, Side::Before)];
        let in_words = sides.into_iter().any(|(side, other)| {
            self.side != other && {
                let at_edge = self.at_start && side == Side::Before || self.at_end && side == Side::After;
                at_edge && sentence.is_edge(side)
                    || self.has_words()
                        && sentence.any(side, self.within.unwrap_or(MAX_WORDS), |word| self.fits(lists, word))
            }
        });
        in_words || self.alone && sentence.is_label() || self.asks && sentence.asks()
    }

    /// Whether it is dear to hold them against a sentence.
    pub(super) fn is_wide(&self) -> bool {
        self.within.is_none_or(|n_words| n_words > FEW)
    }

    /// Whether they hold only where a sentence begins.
    pub(super) fn is_start_only(&self) -> bool {
        let is_other = self.asks || self.frames || self.alone || self.at_end || self.has_words();
        self.at_start && self.side == Side::Before && !is_other
    }

    fn has_words(&self) -> bool {
        self.numbers || !self.words.is_empty()
    }

    fn fits(&self, lists: &[Later<WordList>], word: &str) -> bool {
        self.words.iter().filter_map(|&list| lists.get(list)).any(|list| list.contains(word))
            || self.numbers && word.starts_with(|c: char| c.is_numeric())
    }
}

/// The words around a mention, read when they are first asked for.
pub(super) struct Sentence<'a> {
    text: &'a str,
    /// Words that a period follows inside a sentence.
    abbreviations: &'a WordList,
    start: usize,
    end: usize,
    /// Whether the mention may hold words that its pattern does not name.
    has_gaps: bool,
    before: OnceCell<Vec<&'a str>>,
    after: OnceCell<Vec<&'a str>>,
}

impl<'a> Sentence<'a> {
    /// The sentence around `start..end`.
    pub(super) fn around(text: &'a str, abbreviations: &'a WordList, start: usize, end: usize, has_gaps: bool) -> Self {
        let from = text.floor_char_boundary(start.saturating_sub(MAX_BYTES));
        let to = text.floor_char_boundary(end.saturating_add(MAX_BYTES));
        Self {
            text: text.get(from..to).unwrap_or_default(),
            abbreviations,
            start: start - from,
            end: end - from,
            has_gaps,
            before: OnceCell::new(),
            after: OnceCell::new(),
        }
    }

    /// Whether one of the `n_words` nearest words on a side fits.
    fn any(&self, side: Side, n_words: usize, fits: impl Fn(&str) -> bool) -> bool {
        if n_words > FEW {
            return self.words(side).iter().take(n_words).any(|word| fits(word));
        }
        match side {
            Side::Before => self.words_before().take(n_words).any(fits),
            _ => self.words_after().take(n_words).any(fits),
        }
    }

    /// Whether no word stands on a side.
    fn is_edge(&self, side: Side) -> bool {
        match side {
            Side::Before => self.words_before().next().is_none(),
            _ => self.words_after().next().is_none(),
        }
    }

    /// The words on one side, nearest first.
    fn words(&self, side: Side) -> &[&'a str] {
        match side {
            Side::Before => self.before.get_or_init(|| self.words_before().take(MAX_WORDS).collect()),
            _ => self.after.get_or_init(|| self.words_after().take(MAX_WORDS).collect()),
        }
    }

    fn words_before(&self) -> Before<'a> {
        Before { text: self.text, abbreviations: self.abbreviations, end: self.start }
    }

    fn words_after(&self) -> After<'a> {
        After { text: self.text, abbreviations: self.abbreviations, start: self.end }
    }

    /// The words of the mention itself.
    fn inside(&self) -> impl Iterator<Item = &'a str> {
        let text = self.text.get(self.start..self.end).unwrap_or_default();
        let text = if self.has_gaps { text } else { "" };
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
    }

    /// Whether the sentence ends in a question mark.
    fn asks(&self) -> bool {
        let after = self.text.get(self.end..).unwrap_or_default();
        after.split_inclusive(['.', '!', '?', '\n']).next().is_some_and(|rest| rest.ends_with('?'))
    }

    /// Whether the mention stands alone between punctuation in a line of few words.
    fn is_label(&self) -> bool {
        let before = self.text.get(..self.start).and_then(|text| text.chars().rfind(|&c| !is_blank(c)));
        let after = self.text.get(self.end..).and_then(|text| text.chars().find(|&c| !is_blank(c)));
        let is_alone = before.is_none_or(|c| !c.is_alphanumeric()) && after.is_none_or(|c| !c.is_alphanumeric());
        is_alone && self.words_before().chain(self.words_after()).nth(MAX_LABEL).is_none()
    }
}

fn is_blank(c: char) -> bool {
    c != '\n' && c.is_whitespace()
}

/// The words before a place, nearest first, as far as the sentence reaches.
struct Before<'a> {
    text: &'a str,
    abbreviations: &'a WordList,
    end: usize,
}

impl<'a> Iterator for Before<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.text.get(..self.end)?;
        // Most words stand one space apart.
        if let Some([last, b' ']) = text.as_bytes().last_chunk::<2>()
            && last.is_ascii_alphanumeric()
        {
            let upto = text.get(..self.end - 1)?;
            let bare = upto.trim_end_matches(is_alphanumeric);
            self.end = bare.len();
            return upto.get(bare.len()..);
        }
        let upto = text.trim_end_matches(|c: char| !c.is_alphanumeric());
        let between = text.get(upto.len()..)?;
        let bare = upto.trim_end_matches(char::is_alphanumeric);
        let word = upto.get(bare.len()..)?;
        let follows = self.text.get(self.end..).and_then(|rest| rest.chars().next());
        if word.is_empty() || ends_sentence(self.abbreviations, word, between, follows) {
            return None;
        }
        self.end = bare.len();
        Some(word)
    }
}

/// The words after a place, nearest first, as far as the sentence reaches.
struct After<'a> {
    text: &'a str,
    abbreviations: &'a WordList,
    start: usize,
}

impl<'a> Iterator for After<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.text.get(self.start..)?;
        if let Some([b' ', first]) = text.as_bytes().first_chunk::<2>()
            && first.is_ascii_alphanumeric()
        {
            let from = text.get(1..)?;
            let rest = from.trim_start_matches(is_alphanumeric);
            self.start = self.text.len() - rest.len();
            return from.get(..from.len() - rest.len());
        }
        let from = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let between = text.get(..text.len() - from.len())?;
        let rest = from.trim_start_matches(char::is_alphanumeric);
        let word = from.get(..from.len() - rest.len())?;
        let before = self.text.get(..self.start).unwrap_or_default();
        let last = before.get(before.trim_end_matches(char::is_alphanumeric).len()..).unwrap_or_default();
        if word.is_empty() || ends_sentence(self.abbreviations, last, between, word.chars().next()) {
            return None;
        }
        self.start = self.text.len() - rest.len();
        Some(word)
    }
}

fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
}

/// Whether a sentence ends between the places `from` and `to`.
pub(super) fn ends_between(text: &str, abbreviations: &WordList, from: usize, to: usize) -> bool {
    // Without one of these no sentence ends.
    let may_end = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | b'\n' | b'|' | 0xE2);
    if text.as_bytes().get(from..to).is_some_and(|between| !between.iter().any(may_end)) {
        return false;
    }
    let mut words = After { text, abbreviations, start: from };
    while words.start < to {
        if words.next().is_none() {
            return true;
        }
    }
    false
}

/// How many sentences of at least [`MIN_WORDS`] words a text has.
pub(super) fn n_sentences(text: &str, abbreviations: &WordList) -> usize {
    let mut words = After { text, abbreviations, start: 0 };
    let (mut n_sentences, mut n_words) = (0, 0);
    loop {
        if let Some(word) = words.next() {
            n_words += usize::from(word.contains(char::is_alphabetic));
            continue;
        }
        n_sentences += usize::from(n_words >= MIN_WORDS);
        n_words = 0;
        let rest = text.get(words.start..).unwrap_or_default().trim_start_matches(|c: char| !c.is_alphanumeric());
        if rest.is_empty() {
            return n_sentences;
        }
        words.start = text.len() - rest.len();
    }
}

/// Whether a sentence ends in what stands `between` a word and the next, whose first letter is `next`.
fn ends_sentence(abbreviations: &WordList, word: &str, between: &str, next: Option<char>) -> bool {
    let mut chars = between.chars();
    let mut n_lines = 0;
    while let Some(c) = chars.next() {
        let space_follows = chars.as_str().contains(char::is_whitespace);
        match c {
            '!' | '?' if space_follows => return true,
            '.' if space_follows => {
                let is_ordinal = word.len() <= MAX_ORDINAL && word.bytes().all(|byte| byte.is_ascii_digit());
                if !is_ordinal && !abbreviations.contains(word) {
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
