//! The index: one automaton over the stems of all rules, and the pass that looks for them.

use super::Mention;
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

    /// All mentions in `text`, whose view is `view`.
    pub(super) fn mentions(&self, text: &str, view: &View, is_identifier: bool, about_client: bool) -> Vec<Mention> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        let scan = Scan::new(&self.rules, text, view, is_identifier, about_client);
        let mut found = Vec::new();
        let mut released = Vec::new();
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
        // A word that a context releases is spelt as it should be, so it is no mistyped other word.
        found.retain(|place: &Found| !place.typo || !released.contains(&place.start));
        let terms = &self.rules.terms;
        longest(found)
            .into_iter()
            .filter_map(|found| {
                let term = terms.get(found.term)?;
                let start = view.original_start(found.start);
                let end = view.original_end(found.end);
                (start < end && text.is_char_boundary(start) && text.is_char_boundary(end)).then_some(Mention {
                    concept: term.concept,
                    term: term.term,
                    start,
                    end,
                    compound: found.compound,
                    typo: found.typo,
                })
            })
            .collect()
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
