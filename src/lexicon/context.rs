//! Contexts: the words around a mention, within its sentence.
//!
//! A view and the place of a mention in; whether one of the given words stands near enough out.

use crate::bytes::Places;

use super::Side;
use super::runs::{self, Of};
use super::store::{Later, Pages, stored_struct};
use super::window::Shift;
use super::word_list::{Spelt, WordList};
use super::words::separates;
use std::cell::RefCell;
use std::iter::Fuse;
use std::ops::Range;

/// Longest stretch that is searched on either side, in words.
const MAX_WORDS: usize = 40;
/// Longest stretch that is read on either side, in bytes: bounds the work on hostile texts.
const MAX_BYTES: usize = 1024;
/// A look at so few words is cheap.
const FEW: usize = 3;
/// Most other words in the line of a label.
const MAX_LABEL: usize = 6;
/// A sentence that counts has so many words; fewer are a greeting, an abbreviation, a number.
const MIN_WORDS: usize = 3;
/// Bytes of a sentence in which so many words mostly begin.
const N_LOOKED_AT: usize = 33;
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
    pub(super) fn hold(&self, lists: &Pages<Later<WordList>>, sentence: &Sentence<'_>) -> bool {
        let at_edge = self.at_start && self.side != Side::After && sentence.is_edge(Side::Before)
            || self.at_end && self.side != Side::Before && sentence.is_edge(Side::After);
        let has = |list: &WordList| self.any(sentence, |word| list.has(word));
        at_edge
            || self.words.iter().filter_map(|&list| lists.get(list)).any(|list| has(list))
            || self.numbers && self.any(sentence, |spelt| spelt.word.starts_with(char::is_numeric))
            || self.alone && sentence.is_label()
            || self.asks && sentence.asks()
    }

    /// Whether a word that stands near enough fits.
    #[inline]
    fn any(&self, sentence: &Sentence<'_>, fits: impl Fn(Spelt<'_>) -> bool) -> bool {
        let n_words = self.within.unwrap_or(MAX_WORDS).min(MAX_WORDS);
        // What stands in the gaps of a mention is near it.
        self.side == Side::Either && sentence.inside().map(Spelt::new).any(&fits)
            || self.side != Side::After && sentence.before.borrow_mut().any(n_words, &fits)
            || self.side != Side::Before && sentence.after.borrow_mut().any(n_words, &fits)
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
    before: RefCell<Nearest<'a, Before<'a>>>,
    after: RefCell<Nearest<'a, After<'a>>>,
}

/// The words on one side, nearest first: those that were read, and what reads on.
struct Nearest<'a, I> {
    words: Vec<Spelt<'a>>,
    rest: Fuse<I>,
}

impl<'a, I: Iterator<Item = &'a str>> Nearest<'a, I> {
    fn new(rest: I) -> RefCell<Self> {
        RefCell::new(Self { words: Vec::new(), rest: rest.fuse() })
    }

    /// Whether one of the `n_words` nearest fits.
    #[inline]
    fn any(&mut self, n_words: usize, fits: impl Fn(Spelt<'a>) -> bool) -> bool {
        if self.words.iter().take(n_words).any(|word| fits(*word)) {
            return true;
        }
        while self.words.len() < n_words {
            let Some(word) = self.rest.next().map(Spelt::new) else { return false };
            self.words.push(word);
            if fits(word) {
                return true;
            }
        }
        false
    }
}

impl<'a> Sentence<'a> {
    /// The sentence around `start..end`.
    pub(super) fn around(text: &'a str, abbreviations: &'a WordList, start: usize, end: usize, has_gaps: bool) -> Self {
        let from = text.floor_char_boundary(start.saturating_sub(MAX_BYTES));
        let to = text.floor_char_boundary(end.saturating_add(MAX_BYTES));
        let text = text.get(from..to).unwrap_or_default();
        let (start, end) = (start - from, end - from);
        Self {
            text,
            abbreviations,
            start,
            end,
            has_gaps,
            before: Nearest::new(Before { text, abbreviations, end: start }),
            after: Nearest::new(After { text, abbreviations, start: end }),
        }
    }

    /// Whether no word stands on a side.
    fn is_edge(&self, side: Side) -> bool {
        match side {
            Side::Before => self.words_before().next().is_none(),
            _ => self.words_after().next().is_none(),
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
        let end = runs::previous_word(self.text, self.end);
        let start = runs::start(self.text, Of::Words, 0, end);
        let word = self.text.get(start..end).filter(|word| !word.is_empty())?;
        let between = self.text.get(end..self.end)?;
        if may_end_sentence(between) {
            let follows = self.text.get(self.end..).and_then(|rest| rest.chars().next());
            if ends_sentence(self.abbreviations, word, between, follows) {
                return None;
            }
        }
        self.end = start;
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
        let start = runs::next_word(self.text, self.start);
        let end = runs::end(self.text, Of::Words, start, self.text.len());
        let word = self.text.get(start..end).filter(|word| !word.is_empty())?;
        let between = self.text.get(self.start..start)?;
        if may_end_sentence(between) && ends_between(self.text, self.abbreviations, self.start, start) {
            return None;
        }
        self.start = end;
        Some(word)
    }
}

/// Whether a sentence ends in what stands between the word that ends at `end` and the one that begins at `start`.
fn ends_between(text: &str, abbreviations: &WordList, end: usize, start: usize) -> bool {
    let between = text.get(end..start).unwrap_or_default();
    let last = text.get(runs::start(text, Of::Words, 0, end)..end).unwrap_or_default();
    let next = text.get(start..).and_then(|rest| rest.chars().next());
    ends_sentence(abbreviations, last, between, next)
}

/// Whether the character at `at`, if one begins there, is a letter or a digit.
fn is_in_word(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_none_or(char::is_alphanumeric)
}

/// Words that begin with an ASCII letter after a space; there may be others.
fn n_plain_words(first: &[u8; N_LOOKED_AT]) -> usize {
    let begins = |(before, byte): (&u8, &u8)| u8::from((*before == b' ') & byte.is_ascii_alphabetic());
    usize::from(first.iter().zip(first.iter().skip(1)).map(begins).sum::<u8>())
}

fn has_letter(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic()) || word.contains(char::is_alphabetic)
}

/// Where a sentence ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    /// The end of its last word, in few bytes: a part has very many, and several parts wait to be taken in.
    at: u32,
    /// Whether words of one phrase may stand on both sides, without a period that belongs to one of them.
    pub(super) is_open: bool,
}

impl End {
    fn new(at: usize, is_open: bool) -> Self {
        // No part is as long as what cannot be told so.
        Self { at: at.try_into().unwrap_or(u32::MAX), is_open }
    }

    /// The end of its last word.
    pub(super) fn at(self) -> usize {
        self.at as usize
    }
}

/// The sentences of a part of a text.
#[derive(Debug, Default)]
pub(super) struct PartSentences {
    /// Where sentences end in the view of the part, ascending.
    pub(super) ends: Vec<End>,
    /// How many sentences of at least [`MIN_WORDS`] words begin and end in it.
    n_sentences: usize,
    /// How many words it has before the first end, or in all where there is none, and after the last end; at most
    /// [`MIN_WORDS`].
    n_first: usize,
    n_last: usize,
}

impl PartSentences {
    /// Reads `part` of a view. What stands beside the part is looked at and not counted.
    pub(super) fn read(text: &str, abbreviations: &WordList, part: Range<usize>) -> Self {
        let mut sentences = Self::default();
        let is_inside = part.start > 0 && runs::previous_word(text, part.start) == part.start;
        let mut word = if is_inside { runs::end(text, Of::Words, part.start, text.len()) } else { part.start };
        let mut next = part.start;
        for at in Places::new(text.as_bytes(), part.start, may_end) {
            // What stands between two words is looked at once.
            if at < next || is_in_word(text, at) {
                continue;
            }
            let (end, start) = (runs::previous_word(text, at), runs::next_word(text, at));
            if end >= part.end {
                break;
            }
            if end >= part.start && ends_between(text, abbreviations, end, start) {
                sentences.count(n_words(text, word, end));
                word = start;
                let is_open = text.get(end..start).is_some_and(|between| separates(between, true, false));
                sentences.ends.push(End::new(end, is_open));
            }
            next = start;
        }
        sentences.n_last = n_words(text, word, part.end);
        if sentences.ends.is_empty() {
            sentences.n_first = sentences.n_last;
        }
        sentences
    }

    fn count(&mut self, n_words: usize) {
        if self.ends.is_empty() {
            self.n_first = n_words;
        } else {
            self.n_sentences += usize::from(n_words >= MIN_WORDS);
        }
    }
}

/// How many words begin at `from` or later and before `to`; at most [`MIN_WORDS`].
fn n_words(text: &str, from: usize, to: usize) -> usize {
    // Most sentences have so many that a look at the first bytes tells.
    let first = text.as_bytes().get(from..to).and_then(|sentence| sentence.first_chunk());
    if first.is_some_and(|first| n_plain_words(first) >= MIN_WORDS) {
        return MIN_WORDS;
    }
    let (mut at, mut n_words) = (runs::next_word(text, from), 0);
    while at < to && n_words < MIN_WORDS {
        let end = runs::end(text, Of::Words, at, text.len());
        n_words += usize::from(text.get(at..end).is_some_and(has_letter));
        at = runs::next_word(text, end);
    }
    n_words
}

/// The sentences of a text, whose parts come one after the other.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    /// Where sentences end in the view of the whole text, ascending: the ends of their last words.
    ends: Vec<usize>,
    n_sentences: usize,
    /// How many words the sentence has so far that is not at its end; at most [`MIN_WORDS`].
    n_words: usize,
}

impl Sentences {
    /// Takes in the sentences of the next part, whose view stands by `shift` in that of the whole text.
    pub(super) fn take(&mut self, part: &PartSentences, shift: Shift) {
        self.n_words = (self.n_words + part.n_first).min(MIN_WORDS);
        if !part.ends.is_empty() {
            self.n_sentences += part.n_sentences + usize::from(self.n_words >= MIN_WORDS);
            self.n_words = part.n_last;
        }
        self.ends.extend(part.ends.iter().map(|end| shift.whole(end.at())));
    }

    /// How many sentences of at least [`MIN_WORDS`] words were read.
    pub(super) fn n_sentences(&self) -> usize {
        self.n_sentences + usize::from(self.n_words >= MIN_WORDS)
    }

    /// Forgets where sentences end before a place of the view of the whole text.
    pub(super) fn forget_before(&mut self, at: usize) {
        self.ends.drain(..self.ends.partition_point(|&end| end < at));
    }

    /// Whether a sentence ends between the places `from` and `to` of the view of the whole text.
    pub(super) fn ends_between(&self, from: usize, to: usize) -> bool {
        let before = self.ends.partition_point(|&end| end < from);
        self.ends.get(before).is_some_and(|&end| end < to)
    }
}

/// Whether a byte belongs to what may end a sentence.
fn may_end(byte: u8) -> bool {
    // Without branches, so that many bytes are asked at once.
    (byte == b'.') | (byte == b'!') | (byte == b'?') | (byte == b'\n') | (byte == b'|') | (byte == 0xE2)
}

fn may_end_sentence(between: &str) -> bool {
    between != " " && between.bytes().any(may_end)
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
