//! The scan: one automaton pass over the view, then a check of whole rules where a stem was seen.

use super::Mention;
use super::rule::{Rule, Rules, TermRule, Word};
use super::typo::{MIN_LETTERS, mistyped};
use super::view::View;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::HashMap;

/// Longest anchor, in bytes: short ones keep the automaton small, and a false candidate costs little.
const MAX_ANCHOR: usize = 7;
/// Shortest anchor of a word that may be mistyped after it.
const MIN_BEGINNING: usize = 5;
/// Shortest second half that is looked for in case the first is mistyped; shorter ones are common endings.
const MIN_MIDDLE: usize = 6;
/// Shortest part of a compound that no term names, in bytes.
const MIN_PART: usize = 3;
/// A separator inside a found word of at most so many bytes shows that it is none.
const MAX_SHORT: usize = 4;

/// Why a rule is a candidate where an anchor was seen.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    rule: usize,
    word: usize,
    /// Where in the stem the anchor stands; 0 is its beginning, later ones find mistyped beginnings.
    offset: usize,
    /// The stem's first byte.
    first: u8,
    /// Whether it may stand inside a longer word.
    inside: bool,
}

/// Compiled rules with their automaton.
#[derive(Debug, Default)]
pub(super) struct Index {
    automaton: Option<AhoCorasick>,
    /// Candidates by the automaton's pattern.
    candidates: Vec<Vec<Candidate>>,
    rules: Rules,
}

/// A mention by its place in the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    start: usize,
    end: usize,
    typo: bool,
    term: usize,
    compound: bool,
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
                let candidate = |offset| Candidate { rule: rule_idx, word: word_idx, offset, first, inside };
                let is_forgiven = forgives && is_long(word);
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
        if std::env::var_os("DBG").is_some() { eprintln!("anchors {} mem {} terms {} rules {}", anchors.len(), automaton.memory_usage(), rules.terms.len(), rules.rules.len()); }
        Ok(Self { automaton: Some(automaton), candidates, rules })
    }

    /// All mentions in `text`, whose view is `view`.
    pub(super) fn mentions(&self, text: &str, view: &View, is_identifier: bool) -> Vec<Mention> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let scan = Scan { rules: &self.rules, original: text, view, text: view.text(), is_identifier };
        let mut found = Vec::new();
        for hit in automaton.find_overlapping_iter(scan.text) {
            let at = hit.start();
            let starts_word = scan.starts_word(at);
            for candidate in self.candidates.get(hit.pattern().as_usize()).into_iter().flatten() {
                let is_worth = if candidate.offset == 0 {
                    starts_word || candidate.inside
                } else {
                    !starts_word && scan.may_start(candidate.first, at, candidate.offset)
                };
                if is_worth {
                    found.extend(scan.check(*candidate, at, starts_word));
                }
            }
        }
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
fn beginning(stem: &str, may_be_mistyped: bool) -> &str {
    let len = if may_be_mistyped { (stem.len() / 2).clamp(MIN_BEGINNING, MAX_ANCHOR) } else { MAX_ANCHOR };
    stem.get(..stem.floor_char_boundary(len)).unwrap_or(stem)
}

/// The second half of `stem` and where it begins.
fn middle(stem: &str) -> (usize, &str) {
    let at = stem.floor_char_boundary(stem.len() / 2);
    (at, stem.get(at..).unwrap_or_default())
}

fn is_long(word: &Word) -> bool {
    word.stem.chars().count() + word.rest.chars().count() >= MIN_LETTERS && word.stem.len() + 1 >= MIN_LETTERS
}

/// Of overlapping places the longest; then the one without a typing error, then the first term.
fn longest(mut found: Vec<Found>) -> Vec<Found> {
    found.sort();
    let mut chosen: Vec<Found> = Vec::with_capacity(found.len());
    let mut rest = found.as_slice();
    while let Some(first) = rest.first() {
        let mut reach = first.end;
        let n = rest
            .iter()
            .take_while(|place| {
                let overlaps = place.start < reach;
                reach = reach.max(if overlaps { place.end } else { 0 });
                overlaps
            })
            .count()
            .max(1);
        let (cluster, after) = rest.split_at(n);
        let mut cluster = cluster.to_vec();
        cluster.sort_by_key(|place| (std::cmp::Reverse(place.end - place.start), place.start, place.typo, place.term));
        let from = chosen.len();
        for place in cluster {
            let is_free = chosen.iter().skip(from).all(|other| other.end <= place.start || place.end <= other.start);
            if is_free {
                chosen.push(place);
            }
        }
        chosen.sort();
        rest = after;
    }
    chosen
}

/// One pass over one text.
struct Scan<'a> {
    rules: &'a Rules,
    original: &'a str,
    view: &'a View,
    text: &'a str,
    is_identifier: bool,
}

impl Scan<'_> {
    fn check(&self, candidate: Candidate, at: usize, starts_word: bool) -> Option<Found> {
        let rule = self.rules.rules.get(candidate.rule)?;
        let term = self.rules.terms.get(rule.term)?;
        let part = rule.parts.get(rule.anchor)?;
        let word = part.words.get(candidate.word)?;
        let is_first = rule.anchor == 0;
        let is_last = rule.anchor + 1 == rule.parts.len();
        let tail = is_last && term.compound.is_first();
        let (start, (end, is_compound), typo) = if candidate.offset > 0 {
            let (start, end) = self.mistyped_before(word, at, candidate.offset, tail, is_last)?;
            (start, end, true)
        } else if starts_word {
            match self.word_at(word, at, tail, is_last) {
                Some(end) => (at, end, false),
                None if term.typo && is_long(word) => (at, self.mistyped_at(word, at, tail, is_last)?, true),
                None => return None,
            }
        } else if is_first && term.compound.is_last() {
            let start = self.word_start(at);
            if at - start < MIN_PART - 1 {
                return None;
            }
            let (end, _) = self.word_at(word, at, tail, is_last)?;
            (start, (end, true), false)
        } else {
            return None;
        };
        let whole = self.text.get(self.run_start(start)..self.run_end(end)).unwrap_or_default();
        if term.except.contains(whole) || typo && self.rules.known_words.contains(whole) {
            return None;
        }
        if end - start <= MAX_SHORT && self.view.has_join_inside(start, end) {
            return None;
        }
        let (start, in_first) = self.before(rule, term, rule.anchor, start)?;
        let (end, in_last) = self.after(rule, term, rule.anchor + 1, end)?;
        let fits = self.has_capitals(term, start, end)
            && !term.unless.iter().any(|context| context.hold(self.text, start, end))
            && (term.needs.is_empty() || term.needs.iter().any(|context| context.hold(self.text, start, end)));
        let compound = is_compound || in_first || in_last;
        fits.then_some(Found { start, end, typo, term: rule.term, compound })
    }

    /// Where the word ends that begins with `word` at `at`, and whether it is a compound.
    fn word_at(&self, word: &Word, at: usize, tail: bool, is_last: bool) -> Option<(usize, bool)> {
        let rest = self.text.get(at..)?.strip_prefix(&*word.stem)?;
        self.ending(word, self.text.len() - rest.len(), tail, is_last)
    }

    /// Where the word ends whose stem ends at `at`.
    fn ending(&self, word: &Word, at: usize, tail: bool, is_last: bool) -> Option<(usize, bool)> {
        let rest = self.text.get(at..)?;
        for ending in self.rules.endings.get(word.endings) {
            if rest.starts_with(&**ending) && self.ends_word(at + ending.len(), is_last) {
                return Some((at + ending.len(), false));
            }
        }
        if !tail {
            return None;
        }
        let rest = rest.strip_prefix(&*word.rest)?;
        for link in self.rules.links.get(word.links)? {
            let Some(next) = rest.strip_prefix(&**link) else { continue };
            let at = self.text.len() - next.len();
            let end = self.word_end(at);
            let is_suspended = end == at && next.starts_with('-');
            if is_suspended || end - at >= MIN_PART || self.view.is_join(at) && end > at {
                return Some((end, true));
            }
        }
        None
    }

    /// The mistyped word at `at`.
    fn mistyped_at(&self, word: &Word, at: usize, tail: bool, is_last: bool) -> Option<(usize, bool)> {
        let typed = self.text.get(at..self.word_end(at))?;
        if typed.chars().count() + 1 < MIN_LETTERS {
            return None;
        }
        mistyped(&word.stem, typed).find_map(|len| self.ending(word, at + len, tail, is_last))
    }

    /// Whether a word that begins with the byte `first` may start about `offset` bytes before `at`.
    fn may_start(&self, first: u8, at: usize, offset: usize) -> bool {
        let from = at.saturating_sub(offset + 2);
        let before = self.text.as_bytes().get(from..(at + 3).saturating_sub(offset).min(at));
        before.is_some_and(|bytes| bytes.contains(&first))
    }

    /// The mistyped word whose second half stands at `at`.
    fn mistyped_before(
        &self,
        word: &Word,
        at: usize,
        offset: usize,
        tail: bool,
        is_last: bool,
    ) -> Option<(usize, (usize, bool))> {
        let start = self.word_start(at);
        let shift = (at - start).abs_diff(offset);
        let typed = self.text.get(start..)?;
        // A word that begins as it should is a candidate of its own.
        if shift > 2 || typed.starts_with(beginning(&word.stem, true)) || typed.chars().next() != word.stem.chars().next() {
            return None;
        }
        Some((start, self.mistyped_at(word, start, tail, is_last)?))
    }

    /// Extends a match to the parts before `n_parts`; where it starts, and whether inside a compound.
    fn before(&self, rule: &Rule, term: &TermRule, n_parts: usize, start: usize) -> Option<(usize, bool)> {
        let Some((part, earlier)) = rule.parts.get(..n_parts)?.split_last() else { return Some((start, false)) };
        let gap = rule.parts.get(n_parts)?.gap;
        let mut at = self.back_over_separators(start, gap > 0, part.period);
        for _ in 0..=gap {
            let Some(end) = at else { break };
            let is_first = earlier.is_empty();
            let number = part.numbers.then(|| self.number_before(end)).flatten().map(|start| (start, false));
            let found = part.words.iter().find_map(|word| self.word_before(word, end, is_first && term.compound.is_last()));
            if let Some((start, is_compound)) = found.or(number)
                && let Some((start, in_earlier)) = self.before(rule, term, n_parts - 1, start)
            {
                return Some((start, in_earlier || is_compound));
            }
            at = self.back_over_separators(self.token_start(end), true, false);
        }
        if part.optional { self.before(rule, term, n_parts - 1, start) } else { None }
    }

    /// Extends a match to the parts from `idx` on; where it ends, and whether inside a compound.
    fn after(&self, rule: &Rule, term: &TermRule, idx: usize, end: usize) -> Option<(usize, bool)> {
        let Some(part) = rule.parts.get(idx) else { return Some((end, false)) };
        let period = idx.checked_sub(1).and_then(|i| rule.parts.get(i)).is_some_and(|part| part.period);
        let is_last = idx + 1 == rule.parts.len();
        let tail = is_last && term.compound.is_first();
        let mut at = self.over_separators(end, part.gap > 0, period);
        for _ in 0..=part.gap {
            let Some(start) = at else { break };
            let number = part.numbers.then(|| self.number_after(start)).flatten().map(|end| (end, false));
            let found = part.words.iter().find_map(|word| self.word_at(word, start, tail, is_last));
            if let Some((end, is_compound)) = found.or(number)
                && let Some((end, in_later)) = self.after(rule, term, idx + 1, end)
            {
                return Some((end, in_later || is_compound));
            }
            at = self.over_separators(self.token_end(start), true, false);
        }
        if part.optional { self.after(rule, term, idx + 1, end) } else { None }
    }

    /// Where the form of `word` starts that ends at `end`, and whether inside a compound.
    fn word_before(&self, word: &Word, end: usize, head: bool) -> Option<(usize, bool)> {
        let text = self.text.get(..end)?;
        let starts = self.rules.endings.get(word.endings).iter();
        let mut starts = starts.filter_map(|ending| Some(text.strip_suffix(&**ending)?.strip_suffix(&*word.stem)?.len()));
        starts.find_map(|start| {
            if self.starts_word(start) {
                Some((start, false))
            } else {
                let run = self.word_start(start);
                (head && start - run >= MIN_PART - 1).then_some((run, true))
            }
        })
    }

    fn has_capitals(&self, term: &TermRule, start: usize, end: usize) -> bool {
        let Some(capitals) = &term.capitals else { return true };
        let written = self.original.get(self.view.original_start(start)..self.view.original_end(end));
        let mut letters = written.unwrap_or_default().chars().filter(|c| c.is_alphanumeric());
        capitals.chars().all(|capital| letters.next() == Some(capital))
    }
}

/// Where words begin and end in the view.
impl Scan<'_> {
    fn starts_word(&self, at: usize) -> bool {
        !self.letter_before(at) || self.view.is_join(at)
    }

    fn ends_word(&self, at: usize, is_last: bool) -> bool {
        !self.letter_after(at) || self.view.is_join(at) && (self.is_identifier || !is_last)
    }

    fn letter_before(&self, at: usize) -> bool {
        self.text.get(..at).and_then(|text| text.chars().next_back()).is_some_and(char::is_alphabetic)
    }

    fn letter_after(&self, at: usize) -> bool {
        self.text.get(at..).and_then(|text| text.chars().next()).is_some_and(char::is_alphabetic)
    }

    /// Where the letters around `at` begin, hyphens in running text included.
    fn word_start(&self, at: usize) -> usize {
        let run = self.run_start(at);
        if self.is_identifier { self.view.previous_join(at, run).unwrap_or(run) } else { run }
    }

    /// Where the letters from `at` on end, hyphens in running text included.
    fn word_end(&self, at: usize) -> usize {
        let run = self.run_end(at);
        if self.is_identifier { self.view.next_join(at, run).unwrap_or(run) } else { run }
    }

    fn run_start(&self, at: usize) -> usize {
        self.text.get(..at).map_or(at, |text| text.trim_end_matches(char::is_alphabetic).len())
    }

    fn run_end(&self, at: usize) -> usize {
        let after = self.text.get(at..).map_or(0, |text| text.trim_start_matches(char::is_alphabetic).len());
        self.text.len() - after
    }

    /// Where the word or number before `end` begins.
    fn token_start(&self, end: usize) -> usize {
        let run = self.text.get(..end).map_or(end, |text| text.trim_end_matches(char::is_alphanumeric).len());
        self.view.previous_join(end, run).unwrap_or(run)
    }

    /// Where the word or number at `start` ends.
    fn token_end(&self, start: usize) -> usize {
        let after = self.text.get(start..).map_or(0, |text| text.trim_start_matches(char::is_alphanumeric).len());
        let run = self.text.len() - after;
        self.view.next_join(start, run).unwrap_or(run)
    }

    fn number_after(&self, start: usize) -> Option<usize> {
        let text = self.text.get(start..)?;
        let is_part = |c: char| c.is_numeric() || matches!(c, '.' | '/' | ':' | '-' | ',');
        let number = text.get(..text.len() - text.trim_start_matches(is_part).len())?;
        let number = number.trim_end_matches(|c: char| !c.is_numeric());
        (!number.is_empty()).then_some(start + number.len())
    }

    fn number_before(&self, end: usize) -> Option<usize> {
        let text = self.text.get(..end)?;
        let is_part = |c: char| c.is_numeric() || matches!(c, '.' | '/' | ':' | '-' | ',');
        let rest = text.trim_end_matches(is_part);
        let number = text.get(rest.len()..)?.trim_start_matches(|c: char| !c.is_numeric());
        let ends_in_number = number.ends_with(char::is_numeric);
        ends_in_number.then_some(end - number.len())
    }

    /// The next word or number after `end`, if only separators stand between.
    fn over_separators(&self, end: usize, commas: bool, period: bool) -> Option<usize> {
        let rest = self.text.get(end..)?;
        let next = rest.find(char::is_alphanumeric)?;
        let between = rest.get(..next)?;
        (separates(between, commas, period) || between.is_empty() && self.view.is_join(end)).then_some(end + next)
    }

    /// Where the word or number before `start` ends, if only separators stand between.
    fn back_over_separators(&self, start: usize, commas: bool, period: bool) -> Option<usize> {
        let text = self.text.get(..start)?;
        let end = text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        let between = text.get(end..)?;
        (separates(between, commas, period) || between.is_empty() && self.view.is_join(start)).then_some(end)
    }
}

/// Whether `between` only divides words of one phrase.
fn separates(between: &str, commas: bool, mut period: bool) -> bool {
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
