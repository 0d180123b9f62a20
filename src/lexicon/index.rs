//! The index: one automaton over the stems of all rules, and the pass that looks for them.

use super::Mention;
use super::context::ends_between;
use super::overlap::{Found, longest};
use super::rule::{Rules, Word};
use super::scan::{Checked, Scan};
use super::typo::MIN_LETTERS;
use super::view::View;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::HashMap;

/// Longest anchor, in bytes: short ones keep the automaton small, and a false candidate costs little.
const MAX_ANCHOR: usize = 7;
/// Shortest anchor of a word that may be mistyped after it.
const MIN_BEGINNING: usize = 5;
/// Shortest second half that is looked for in case the first is mistyped; shorter ones are common endings.
const MIN_MIDDLE: usize = 6;
/// Most bytes that a stem loses by one typing error.
const MAX_LOST: usize = 2;

/// Why a rule is a candidate where an anchor was seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) rule: usize,
    pub(super) word: usize,
    /// Where in the stem the anchor stands; 0 is its beginning, later ones find mistyped beginnings.
    pub(super) offset: usize,
    /// The stem's first byte.
    pub(super) first: u8,
    /// Whether it may stand inside a longer word.
    pub(super) inside: bool,
    /// Fewest bytes that the word may have from its beginning.
    pub(super) min_len: usize,
}

/// Compiled rules with their automaton.
#[derive(Debug, Default)]
pub(super) struct Index {
    automaton: Option<AhoCorasick>,
    /// Candidates by the automaton's pattern.
    candidates: Vec<Vec<Candidate>>,
    rules: Rules,
}

impl Index {
    /// Builds the automaton over the anchors of all rules.
    pub(super) fn new(rules: Rules) -> Result<Self, String> {
        let mut by_anchor: HashMap<&str, usize> = HashMap::new();
        let mut anchors: Vec<&str> = Vec::new();
        let mut candidates: Vec<Vec<Candidate>> = Vec::new();
        let mut add = |anchor, candidate| {
            let idx = *by_anchor.entry(anchor).or_insert_with(|| {
                anchors.push(anchor);
                candidates.push(Vec::new());
                anchors.len() - 1
            });
            if let Some(list) = candidates.get_mut(idx) {
                list.push(candidate);
            }
        };
        for (rule_idx, rule) in rules.rules.iter().enumerate() {
            let forgives = rules.terms.get(rule.term).is_some_and(|term| term.typo);
            let inside = rule.anchor == 0 && rules.terms.get(rule.term).is_some_and(|term| term.compound.is_last());
            for (word_idx, word) in rule.parts.get(rule.anchor).map_or(&[][..], |part| &part.words).iter().enumerate() {
                let first = word.stem.bytes().next().unwrap_or_default();
                let is_forgiven = forgives && is_long(word);
                let min_len = if is_forgiven { word.stem.len() - MAX_LOST } else { word.stem.len() };
                let candidate = |offset| Candidate { rule: rule_idx, word: word_idx, offset, first, inside, min_len };
                add(beginning(&word.stem, is_forgiven), candidate(0));
                let (offset, middle) = middle(&word.stem);
                if is_forgiven && middle.len() >= MIN_MIDDLE {
                    add(beginning(middle, false), candidate(offset));
                }
            }
        }
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .match_kind(MatchKind::Standard)
            .build(&anchors)
            .map_err(|error| format!("the lexicon is too large: {error}"))?;
        Ok(Self { automaton: Some(automaton), candidates, rules })
    }

    /// Finds everything that `text`, whose view is `view`, may mention.
    pub(super) fn read(&self, text: &str, view: View, is_identifier: bool) -> Reading<'_> {
        let mut found = Vec::new();
        let mut released = Vec::new();
        if let Some(automaton) = &self.automaton {
            let scan = Scan::new(&self.rules, text, &view, is_identifier);
            for hit in automaton.find_overlapping_iter(scan.text) {
                let at = hit.start();
                let starts_word = scan.starts_word(at);
                let len = scan.run_end(hit.end()) - at;
                for candidate in self.candidates.get(hit.pattern().as_usize()).into_iter().flatten() {
                    let is_worth = if candidate.offset == 0 {
                        len >= candidate.min_len && (starts_word || candidate.inside)
                    } else {
                        !starts_word && scan.may_start(candidate.first, at, candidate.offset)
                    };
                    if !is_worth {
                        continue;
                    }
                    match scan.check(*candidate, at, starts_word) {
                        Some(Checked::Mention(place)) => found.push(place),
                        Some(Checked::Released(start)) => released.push(start),
                        None => {}
                    }
                }
            }
        }
        Reading { rules: &self.rules, view, found, released }
    }
}

/// Everything that a text may mention, before it is known whether the text is about a client.
#[derive(Debug)]
pub struct Reading<'l> {
    rules: &'l Rules,
    view: View,
    found: Vec<Found>,
    /// Where the words start that an exception or a context releases.
    released: Vec<usize>,
}

impl Reading<'_> {
    /// The mentions by position; of overlapping ones the longest. A text about a client needs not say so in each sentence:
    /// there everyday words count.
    #[must_use]
    pub fn mentions(&self, about_client: bool) -> Vec<Mention> {
        let counts = |place: &Found| about_client || !place.everyday;
        // A word that is spelt as it should be, and released, is no mistyped other word.
        let is_spelt = |start: usize| {
            let everyday = self.found.iter().any(|place| !place.typo && place.start == start && !counts(place));
            everyday || self.released.contains(&start)
        };
        let counted = self.found.iter().filter(|place| counts(place) && !(place.typo && is_spelt(place.start)));
        let is_context = |place: &&Found| self.rules.terms.get(place.term).is_some_and(|term| term.is_context);
        let (around, named): (Vec<&Found>, Vec<&Found>) = counted.partition(is_context);
        let mut chosen = longest(around.into_iter().copied().collect());
        chosen.extend(longest(named.into_iter().copied().collect()));
        chosen.sort();
        let mut sentence = 0;
        let mut reached = None;
        let text = self.view.text();
        let mut mentions = Vec::with_capacity(chosen.len());
        for found in chosen {
            if reached.is_some_and(|end| ends_between(text, &self.rules.abbreviations, end, found.start)) {
                sentence += 1;
            }
            reached = reached.max(Some(found.end));
            mentions.extend(self.mention(&found, sentence));
        }
        mentions
    }

    fn mention(&self, found: &Found, sentence: usize) -> Option<Mention> {
        let term = self.rules.terms.get(found.term)?;
        let start = self.view.original_start(found.start);
        let end = self.view.original_end(found.end);
        let Found { compound, typo, .. } = *found;
        (start < end).then_some(Mention {
            concept: term.concept,
            term: term.term,
            start,
            end,
            sentence,
            compound,
            typo,
        })
    }
}

/// What the automaton looks for to find a stem; of one that may be mistyped further on, about the first half.
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
