//! The index: the anchors of all rules, and the pass that looks for them.

use super::reading::Reading;
use super::rule::{Rules, Word};
use super::scan::{Checked, Scan};
use super::starts::Starts;
use super::store::stored_struct;
use super::typo::MIN_LETTERS;
use super::view::View;
use std::collections::HashMap;

/// Longest anchor, in bytes: short ones keep the tables small, and a false candidate costs little.
const MAX_ANCHOR: usize = 7;
/// Shortest anchor of a word that may be mistyped after it.
const MIN_BEGINNING: usize = 5;
/// Shortest second half that is looked for in case the first is mistyped; shorter ones are common endings.
const MIN_MIDDLE: usize = 6;
/// Most bytes that a stem loses by one typing error.
const MAX_LOST: usize = 2;

/// Shortest word that is looked into, in bytes: two letters of another word, and the shortest anchor.
const MIN_LONG: u32 = 7;
/// Most bytes that a word gains by one.
const MAX_ADDED: usize = 2;

/// Why a rule is a candidate where an anchor was seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) rule: usize,
    /// Index into [`Rules::words`].
    pub(super) word: usize,
    /// Where in the stem the anchor stands; 0 is its beginning, later ones find mistyped beginnings.
    pub(super) offset: usize,
    /// The stem's first byte.
    pub(super) first: u8,
    /// Fewest bytes that the word may have from its beginning, and most.
    pub(super) min_len: usize,
    pub(super) max_len: usize,
    /// Whether it must begin a sentence.
    pub(super) opens: bool,
}

/// Compiled rules with what finds their anchors.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Anchors that begin a word.
    starts: Starts,
    /// Anchors that may stand inside one.
    inside: Starts,
    /// Candidates by the anchor that begins a word, and by the one inside.
    candidates: (Vec<Vec<Candidate>>, Vec<Vec<Candidate>>),
    rules: Rules,
}

stored_struct!(Candidate { rule, word, offset, first, min_len, max_len, opens });
stored_struct!(Index { starts, inside, candidates, rules });

/// Anchors, each once, with their candidates.
#[derive(Default)]
struct Anchors<'a> {
    by_text: HashMap<&'a str, usize>,
    texts: Vec<&'a str>,
    candidates: Vec<Vec<Candidate>>,
}

impl<'a> Anchors<'a> {
    fn add(&mut self, text: &'a str, candidate: Candidate) {
        let idx = *self.by_text.entry(text).or_insert_with(|| {
            self.texts.push(text);
            self.candidates.push(Vec::new());
            self.texts.len() - 1
        });
        if let Some(list) = self.candidates.get_mut(idx) {
            list.push(candidate);
        }
    }
}

impl Index {
    /// Indexes the anchors of all rules.
    pub(super) fn new(rules: Rules) -> Result<Self, String> {
        let mut starts = Anchors::default();
        let mut within = Anchors::default();
        for (rule_idx, rule) in rules.rules.iter().enumerate() {
            let forgives = rules.terms.get(rule.term).is_some_and(|term| term.typo);
            let inside = rule.anchor == 0 && rules.terms.get(rule.term).is_some_and(|term| term.compound.is_last());
            let opens = rule.anchor == 0 && rules.terms.get(rule.term).is_some_and(|term| term.opens());
            let is_last = rule.anchor + 1 == rule.parts.len();
            let tail = is_last && rules.terms.get(rule.term).is_some_and(|term| term.compound.is_first());
            let anchored = rule.parts.get(rule.anchor).map_or(0..0, |part| part.words.clone());
            for (word_idx, word) in anchored.clone().zip(rules.words.get(anchored).unwrap_or_default()) {
                let first = word.stem.bytes().next().unwrap_or_default();
                let is_forgiven = forgives && is_long(word);
                let min_len = if is_forgiven { word.stem.len() - MAX_LOST } else { word.stem.len() };
                let longest = rules.endings.get(word.endings).first().map_or(0, |longest| longest.len());
                let added = if is_forgiven { MAX_ADDED } else { 0 };
                let max_len = if tail { usize::MAX } else { word.stem.len() + longest + added };
                let candidate =
                    |offset| Candidate { rule: rule_idx, word: word_idx, offset, first, min_len, max_len, opens };
                starts.add(beginning(&word.stem, is_forgiven), candidate(0));
                if inside {
                    within.add(beginning(&word.stem, false), candidate(0));
                }
                let (offset, middle) = middle(&word.stem);
                if is_forgiven && middle.len() >= MIN_MIDDLE {
                    within.add(beginning(middle, false), candidate(offset));
                }
            }
        }
        let texts = |anchors: Vec<&str>| anchors.into_iter().map(Box::from).collect();
        Ok(Self {
            starts: Starts::new(texts(starts.texts))?,
            inside: Starts::new(texts(within.texts))?,
            candidates: (starts.candidates, within.candidates),
            rules,
        })
    }

    /// Finds everything that `text`, whose view is `view`, may mention.
    pub(super) fn read(&self, text: &str, view: View, is_identifier: bool) -> Reading<'_> {
        let mut found = Vec::new();
        let mut released = Vec::new();
        let scan = Scan::new(&self.rules, text, &view, is_identifier);
        let mut take = |checked| match checked {
            Some(Checked::Mention(place)) => found.push(place),
            Some(Checked::Released(start)) => released.push(start),
            None => {}
        };
        let (at_starts, within) = &self.candidates;
        let mut try_word = |at: usize, anchor: usize| {
            let end = scan.run_end(at);
            let has_join = !view.joins().is_empty() && view.next_join(at, end + 1).is_some();
            let goes_on = scan.goes_on(at);
            for candidate in at_starts.get(anchor).into_iter().flatten() {
                if candidate.opens && goes_on {
                    continue;
                }
                if end - at >= candidate.min_len && (end - at <= candidate.max_len || has_join) {
                    take(scan.check(*candidate, at, true));
                }
            }
        };
        let mut long = Vec::new();
        self.starts.for_each(scan.text, MIN_LONG, &mut try_word, |at| long.push(at));
        // What stands behind a separator that was left out begins a word too.
        for &at in view.joins().iter().filter(|&&at| scan.letter_before(at)) {
            self.starts.at(scan.text.as_bytes(), at, &mut try_word);
        }
        for start in long {
            let end = scan.run_end(start);
            let mut try_inside = |at: usize, anchor: usize| {
                if view.is_join(at) || at + self.inside.len_of(anchor) > end {
                    return;
                }
                for candidate in within.get(anchor).into_iter().flatten() {
                    if candidate.offset == 0 || scan.may_start(candidate.first, at, candidate.offset) {
                        take(scan.check(*candidate, at, false));
                    }
                }
            };
            for at in start + 1..end {
                self.inside.at(scan.text.as_bytes(), at, &mut try_inside);
            }
        }
        Reading { rules: &self.rules, view, found, released }
    }
}

/// What is looked for to find a stem; of one that may be mistyped further on, about the first half.
pub(super) fn beginning(stem: &str, may_be_mistyped: bool) -> &str {
    let len = if may_be_mistyped { (stem.len() / 2).clamp(MIN_BEGINNING, MAX_ANCHOR) } else { MAX_ANCHOR };
    stem.get(..stem.floor_char_boundary(len)).unwrap_or(stem)
}

/// The second half of `stem` and where it begins.
fn middle(stem: &str) -> (usize, &str) {
    let at = stem.floor_char_boundary(stem.len() / 2);
    (at, stem.get(at..).unwrap_or_default())
}

pub(super) fn is_long(word: &Word) -> bool {
    word.stem.chars().count() + word.rest.chars().count() >= MIN_LETTERS && word.stem.len() + 1 >= MIN_LETTERS
}
