//! The scan: a check of whole rules where a stem was seen.

use super::context::{Sentence, Surroundings};
use super::hit::Named;
use super::index::{Candidate, beginning, is_long};
use super::overlap::Found;
use super::rule::{Rule, Rules, TermRule, Word};
use super::typo::{MIN_LETTERS, MIN_LETTERS_IN_COMPOUND, is_mistyped_form, last_two, mistyped};
use super::view::View;

/// Shortest part of a compound that no term names, in bytes.
const MIN_PART: usize = 3;
/// A separator inside a found word of at most so many bytes shows that it is none.
const MAX_SHORT: usize = 4;

/// Most bytes that one typing error may take up in a stem and before its last two, and most bytes that it may move these.
const MAX_ERROR: usize = 10;
const MAX_SHIFT: usize = 4;

/// Most bytes that one typing error moves what comes after it.
pub(super) const MAX_MOVED: usize = 2;

/// What a whole rule says of a place.
pub(super) enum Checked {
    Mention(Found),
    /// The words fit, but an exception, a context or their capitals release them; where the anchor's word starts.
    Released(usize),
}

/// One pass over one text.
pub(super) struct Scan<'a> {
    rules: &'a Rules,
    original: &'a str,
    pub(super) view: &'a View,
    pub(super) text: &'a str,
    pub(super) is_identifier: bool,
}

impl<'a> Scan<'a> {
    pub(super) fn new(rules: &'a Rules, original: &'a str, view: &'a View, is_identifier: bool) -> Self {
        Self { rules, original, view, text: view.text(), is_identifier }
    }
}

impl Scan<'_> {
    /// Checks the whole rule of `candidate`, whose anchor stands at `at`.
    pub(super) fn check(&self, candidate: &Candidate, at: usize, starts_word: bool) -> Option<Checked> {
        let named = self.named(candidate, at, starts_word)?;
        if let Named::Word { start, end, .. } = named
            && end - start <= MAX_SHORT
            && let Some(rule) = self.rules.rules.get(candidate.rule)
            && let Some(word) = self.rules.anchor(rule, candidate.word)
            && self.view.has_join_inside(start, start + word.stem.len())
        {
            return None;
        }
        self.fits(candidate.rule, named)
    }

    /// Checks the rest of a rule whose word is found.
    pub(super) fn fits(&self, rule: usize, named: Named) -> Option<Checked> {
        let rule = self.rules.rules.get(rule)?;
        let term = self.rules.terms.get(rule.term)?;
        let (start, end, is_compound, typo) = match named {
            Named::Word { start, end, is_compound, typo } => (start, end, is_compound, typo),
            Named::Released(start) => return Some(Checked::Released(start)),
        };
        let word_start = start;
        let (start, in_first) = self.before(rule, term, rule.anchor, start)?;
        let (end, in_last) = self.after(rule, term, rule.anchor + 1, end)?;
        let has_gaps = rule.parts.iter().any(|part| part.gap > 0);
        let sentence = Sentence::around(self.text, &self.rules.abbreviations, start, end, has_gaps);
        let compound = is_compound || in_first || in_last;
        let found = |everyday| {
            let &TermRule { is_context, yields, .. } = &**term;
            let (term, concept) = (rule.term as u32, term.concept as u32);
            let (first, past) = (self.view.original_start(start), self.view.original_end(end));
            Some(Checked::Mention(Found {
                start,
                end,
                typo,
                term,
                concept,
                is_context,
                compound,
                yields,
                everyday,
                first,
                past,
            }))
        };
        let released = || (!typo).then_some(Checked::Released(word_start));
        let frames = term.needs.iter().any(|context| context.frames);
        let is_met =
            || term.needs.is_empty() || term.needs.iter().any(|context| context.hold(&self.rules.lists, &sentence));
        // What is asked of the nearest words alone is asked first: most words fail it.
        let is_near = !frames && !term.needs.iter().any(Surroundings::is_wide);
        if !self.has_capitals(term, start, end) || is_near && !is_met() {
            return released();
        }
        if term.unless.iter().any(|context| context.hold(&self.rules.lists, &sentence)) {
            released()
        } else if is_near || is_met() {
            found(false)
        } else if frames {
            found(true)
        } else {
            released()
        }
    }

    /// What the word of `candidate`, whose anchor stands at `at`, is there, whatever stands around it.
    pub(super) fn named(&self, candidate: &Candidate, at: usize, starts_word: bool) -> Option<Named> {
        let rule = self.rules.rules.get(candidate.rule)?;
        let term = self.rules.terms.get(rule.term)?;
        let word = self.rules.anchor(rule, candidate.word)?;
        let is_first = rule.anchor == 0;
        let is_last = rule.anchor + 1 == rule.parts.len();
        let tail = is_last && term.compound.is_first();
        let (start, (end, is_compound), typo) = if candidate.offset > 0 {
            let (start, end) = self.mistyped_before(word, at, candidate.offset, tail, is_last)?;
            (start, end, true)
        } else if starts_word {
            match self.word_at(word, at, tail, is_last) {
                Some(end) => (at, end, false),
                None if term.typo && is_long(word) && self.may_be_mistyped(word, at) => {
                    (at, self.mistyped_at(word, at, tail, is_last)?, true)
                }
                None => return None,
            }
        } else if is_first && term.compound.is_last() {
            let start = self.word_start(at);
            if at - start < MIN_PART - 1 {
                return None;
            }
            match self.word_at(word, at, tail, is_last) {
                Some((end, _)) => (start, (end, true), false),
                None if term.typo && is_long_in_compound(word) => {
                    let (end, _) = self.mistyped_at(word, at, tail, is_last)?;
                    (start, (end, true), true)
                }
                None => return None,
            }
        } else {
            return None;
        };
        let whole = self.text.get(self.run_start(start)..self.run_end(end)).unwrap_or_default();
        let found = self.text.get(start..end).unwrap_or_default();
        if term.except.contains(whole) || term.except.contains(found) {
            return (!typo).then_some(Named::Released(start));
        }
        if (is_compound || typo) && self.rules.names.contains(whole) {
            return (!typo).then_some(Named::Released(start));
        }
        if typo && (self.rules.known_words.contains(whole) || self.rules.known_words.contains(found)) {
            return None;
        }
        Some(Named::Word { start, end, is_compound, typo })
    }

    /// Where the word ends that begins with `word` at `at`, and whether it is a compound.
    fn word_at(&self, word: &Word, at: usize, tail: bool, is_last: bool) -> Option<(usize, bool)> {
        let rest = self.text.get(at..)?.strip_prefix(&*word.stem)?;
        self.ending(word, self.text.len() - rest.len(), tail, is_last)
    }

    /// Where the word ends whose stem ends at `at`.
    fn ending(&self, word: &Word, at: usize, tail: bool, is_last: bool) -> Option<(usize, bool)> {
        let rest = self.text.get(at..)?;
        // A form ends where the letters end, or at a join.
        let run = self.run_end(at);
        let endings = self.rules.endings.get(word.endings);
        for end in [Some(run), self.view.next_join(at, run), self.view.is_join(at).then_some(at)] {
            let Some(end) = end.filter(|&end| self.ends_word(end, is_last)) else {
                continue;
            };
            let left = self.text.get(at..end)?;
            if endings.iter().any(|ending| ending.len() == left.len() && **ending == *left) {
                return Some((end, false));
            }
        }
        if !tail {
            return None;
        }
        let rest = rest.strip_prefix(&*word.rest)?;
        for link in self.rules.links.get(word.links)? {
            let Some(next) = rest.strip_prefix(&**link) else {
                continue;
            };
            let at = self.text.len() - next.len();
            let end = self.word_end(at);
            let is_suspended = end == at && next.starts_with('-');
            if is_suspended || end - at >= MIN_PART || self.view.is_join(at) && end > at {
                return Some((end, true));
            }
        }
        None
    }

    /// Whether what ends a stem stands about where it would with one error before it; a look at few bytes.
    fn may_be_mistyped(&self, word: &Word, at: usize) -> bool {
        let stem = word.stem.as_bytes();
        let Some(typed) = self.text.as_bytes().get(at..) else { return false };
        let n_same = stem.iter().zip(typed).take_while(|(a, b)| a == b).count();
        let (Some((before, last)), true) = (stem.split_last_chunk::<2>(), n_same + MAX_ERROR < stem.len()) else {
            return true;
        };
        let from = before.len() - MAX_SHIFT.min(before.len());
        let about = typed.get(from..(stem.len() + MAX_SHIFT).min(typed.len())).unwrap_or_default();
        about.windows(2).any(|two| two == last)
    }

    /// The mistyped word at `at`.
    fn mistyped_at(&self, word: &Word, at: usize, tail: bool, is_last: bool) -> Option<(usize, bool)> {
        let typed = self.text.get(at..self.word_end(at))?;
        // One letter may be missing.
        typed.chars().nth(MIN_LETTERS - 2)?;
        let tail = tail && is_long_in_compound(word);
        let in_stem = mistyped(&word.stem, typed).find_map(|len| self.ending(word, at + len, tail, is_last));
        in_stem.or_else(|| self.has_mistyped_ending(word, typed).then_some((at + typed.len(), false)))
    }

    /// Whether `typed` is a form of `word` with an error in its ending, or where that begins. Of a word that is looked for in one
    /// form, what ends otherwise is another form.
    fn has_mistyped_ending(&self, word: &Word, typed: &str) -> bool {
        let endings = self.rules.endings.get(word.endings);
        if endings.len() < 2 {
            return false;
        }
        let (before, last_two) = last_two(&word.stem);
        let Some(rest) = typed.strip_prefix(before) else { return false };
        // A short word without its last letter may be another one.
        let may_be_cut = typed.chars().nth(MIN_LETTERS - 1).is_some();
        endings.iter().any(|ending| is_mistyped_form(last_two, ending, rest, may_be_cut))
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
        if shift > MAX_MOVED
            || typed.starts_with(beginning(&word.stem, true))
            || typed.chars().next() != word.stem.chars().next()
        {
            return None;
        }
        Some((start, self.mistyped_at(word, start, tail, is_last)?))
    }

    /// Extends a match to the parts before `n_parts`; where it starts, and whether inside a compound.
    fn before(&self, rule: &Rule, term: &TermRule, n_parts: usize, start: usize) -> Option<(usize, bool)> {
        let Some((part, earlier)) = rule.parts.get(..n_parts)?.split_last() else {
            return Some((start, false));
        };
        let gap = rule.parts.get(n_parts)?.gap;
        let mut at = self.back_over_separators(start, gap > 0, part.period);
        for _ in 0..=gap {
            let Some(end) = at else { break };
            let is_first = earlier.is_empty();
            let number = part.numbers.then(|| self.number_before(end)).flatten().map(|start| (start, false));
            let head = is_first && term.compound.is_last();
            let run = self.run_start(end);
            let starts = [Some(run), self.view.previous_join(end, run)];
            let whole = starts.into_iter().flatten().find_map(|start| {
                let written = self.text.get(start..end)?;
                let is_form = self.rules.words_like(part, written).iter().any(|word| self.is_form(word, written));
                is_form.then_some((start, false))
            });
            let found = whole
                .or_else(|| head.then(|| self.rules.words(part).iter().find_map(|word| self.head(word, run, end)))?);
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
        let Some(part) = rule.parts.get(idx) else {
            return Some((end, false));
        };
        let period = idx.checked_sub(1).and_then(|i| rule.parts.get(i)).is_some_and(|part| part.period);
        let is_last = idx + 1 == rule.parts.len();
        let tail = is_last && term.compound.is_first();
        let mut at = self.over_separators(end, part.gap > 0, period);
        for _ in 0..=part.gap {
            let Some(start) = at else { break };
            let number = part.numbers.then(|| self.number_after(start)).flatten().map(|end| (end, false));
            let like = self.rules.words_like(part, self.text.get(start..).unwrap_or_default());
            let found = like.iter().find_map(|word| self.word_at(word, start, tail, is_last));
            if let Some((end, is_compound)) = found.or(number)
                && let Some((end, in_later)) = self.after(rule, term, idx + 1, end)
            {
                return Some((end, in_later || is_compound));
            }
            at = self.over_separators(self.token_end(start), true, false);
        }
        if part.optional { self.after(rule, term, idx + 1, end) } else { None }
    }

    /// Whether `written` is a form of `word`.
    fn is_form(&self, word: &Word, written: &str) -> bool {
        let rest = written.strip_prefix(&*word.stem);
        let endings = self.rules.endings.get(word.endings);
        rest.is_some_and(|rest| endings.iter().any(|ending| ending.len() == rest.len() && **ending == *rest))
    }

    /// Where the longer word starts that ends in a form of `word`: the letters `run..end`.
    fn head(&self, word: &Word, run: usize, end: usize) -> Option<(usize, bool)> {
        let written = self.text.get(run..end)?;
        let endings = self.rules.endings.get(word.endings);
        let before = endings.iter().find_map(|ending| written.strip_suffix(&**ending)?.strip_suffix(&*word.stem))?;
        (before.len() >= MIN_PART - 1).then_some((run, true))
    }

    fn has_capitals(&self, term: &TermRule, start: usize, end: usize) -> bool {
        let Some(capitals) = &term.capitals else {
            return true;
        };
        let written = self.original.get(self.view.original_start(start)..self.view.original_end(end));
        let mut letters = written.unwrap_or_default().chars().filter(|c| c.is_alphanumeric());
        capitals.chars().all(|capital| letters.next() == Some(capital))
    }
}

/// Whether a word is so long that an error in it is forgiven in a compound.
fn is_long_in_compound(word: &Word) -> bool {
    word.stem.chars().nth(MIN_LETTERS_IN_COMPOUND - 1).is_some()
}
