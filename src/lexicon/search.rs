//! The search: one pass over the words of a text, with a check of each rule whose anchor may stand there.

use super::forms::{Glance, MAX_NEAR, Seeker, Words};
use super::hit::Hit;
use super::index::{Candidate, Index};
use super::overlap::Found;
use super::scan::{Checked, Scan};
use super::tokens::{Token, Tokens};
use std::ops::Range;

/// Shortest word that is looked into, in bytes: two letters of another word, and the shortest anchor.
const MIN_LONG: usize = 7;
/// Words that are kept at once: enough that what is kept around them is little, and few enough for the nearest cache.
const N_KEPT: usize = 512;

/// What is being found in one text.
pub(super) struct Search<'a> {
    pub(super) index: &'a Index,
    pub(super) scan: Scan<'a>,
    /// The words that are looked at begin here in the view; the others only stand around them.
    pub(super) part: Range<usize>,
    pub(super) found: Vec<Found>,
    /// Where the words start that an exception or a context releases.
    pub(super) released: Vec<usize>,
    /// What the word that is looked at may be; kept to be filled again.
    pub(super) hits: Vec<Hit>,
}

impl Search<'_> {
    /// Looks at every word.
    pub(super) fn words(&mut self) {
        let mut reader = Tokens::new(self.scan.text);
        let mut words = Words::default();
        let mut joins = self.scan.view.joins();
        let mut next = 0;
        let mut is_more = true;
        while is_more {
            let n_known = words.tokens.len();
            is_more = reader.read_on(&mut words.tokens, N_KEPT);
            for token in words.tokens.iter_mut().skip(n_known).take_while(|_| !joins.is_empty()) {
                let n_before = joins.iter().take_while(|&&join| join <= token.start).count();
                joins = joins.get(n_before..).unwrap_or_default();
                token.is_odd |= joins.first().is_some_and(|&join| join <= token.end);
            }
            words.sign();
            // What stands after the last words is not known yet.
            let to = if is_more { words.tokens.len() - MAX_NEAR } else { words.tokens.len() };
            for at in next..to {
                self.word(&words, at);
            }
            let n_past = to.saturating_sub(MAX_NEAR);
            words.tokens.drain(..n_past);
            next = to - n_past;
        }
        // What stands behind a separator that was left out begins a word too.
        let view = self.scan.view;
        for &at in view.joins() {
            if self.part.contains(&at) && self.scan.letter_before(at) {
                self.start(at);
            }
        }
    }

    /// Looks at the word `at` of `words`.
    fn word(&mut self, words: &Words, at: usize) {
        let Some(token) = words.tokens.get(at) else { return };
        let (start, end) = (token.start, token.end);
        if !self.part.contains(&start) {
            return;
        }
        if token.is_odd || self.scan.is_identifier {
            return self.letters(start, if token.is_odd { self.scan.run_end(start) } else { end });
        }
        let index = self.index;
        // A part that a hyphen follows may belong to the next word.
        let is_alone = self.scan.text.as_bytes().get(end) != Some(&b'-');
        if is_alone && let Some(hits) = index.memo.get(token, self.scan.text) {
            if !hits.is_empty() {
                self.hits(hits, words, at);
            }
            return;
        }
        let mut hits = std::mem::take(&mut self.hits);
        let is_told = self.collect(token, &mut hits);
        if is_alone && is_told {
            index.memo.keep(token, self.scan.text, &hits);
        }
        self.hits(&hits, words, at);
        hits.clear();
        self.hits = hits;
    }

    /// Adds all that a word may be to `hits`; whether its letters alone tell that.
    #[inline(never)]
    fn collect(&self, token: &Token, hits: &mut Vec<Hit>) -> bool {
        let Self { index, scan, .. } = self;
        let &Token { start, end, hash, .. } = token;
        let mut is_told = true;
        let mut hit = |candidate: Candidate, at: usize| {
            is_told &= candidate.is_of_letters;
            let near = &index.near;
            let hit = scan.named(&candidate, at, at == start).and_then(|named| Hit::new(candidate.rule, named, start));
            hits.extend(
                hit.map(|hit| hit.asking(at == start && near.opens(candidate.rule), near.first(candidate.rule))),
            );
        };
        for Seeker { rule, word } in index.forms.seekers(hash) {
            hit(Candidate::start(rule as usize, word as usize), start);
        }
        let table = &index.starts;
        table.anchors.at(scan.text.as_bytes(), start, &mut |at, anchor| {
            for candidate in table.candidates(anchor) {
                if end - at >= candidate.min_len && end - at <= candidate.max_len {
                    hit(*candidate, at);
                }
            }
        });
        if end - start >= MIN_LONG {
            self.inside(start, end, &mut hit);
        }
        is_told
    }

    /// Checks the rules of what the word `at` of `words` may be.
    fn hits(&mut self, hits: &[Hit], words: &Words, at: usize) {
        let Some(start) = words.tokens.get(at).map(|token| token.start) else { return };
        let goes_on = self.scan.goes_on(start);
        for hit in hits {
            let may_stand =
                |glance: &Glance| words.may_have(glance, at) && self.index.near.may_stand(hit.rule(), words, at);
            if hit.opens && goes_on || !hit.asks.as_ref().is_none_or(may_stand) {
                continue;
            }
            let checked = self.scan.fits(hit.rule(), hit.named(start));
            self.take(checked);
        }
    }

    /// Tries every anchor in the word `start..end`.
    fn letters(&mut self, start: usize, end: usize) {
        self.start(start);
        if end - start >= MIN_LONG {
            let mut checked = Vec::new();
            self.inside(start, end, &mut |candidate, at| checked.push(self.scan.check(&candidate, at, false)));
            checked.into_iter().for_each(|checked| self.take(checked));
        }
    }

    /// Whether a separator was left out after `start`, up to `end`.
    fn has_join(&self, start: usize, end: usize) -> bool {
        !self.scan.view.joins().is_empty() && self.scan.view.next_join(start, end + 1).is_some()
    }

    /// Tries every anchor that a word begins with at `start`.
    fn start(&mut self, start: usize) {
        let end = self.scan.run_end(start);
        let has_join = self.has_join(start, end);
        for table in [&*self.index.spelt, &self.index.starts] {
            table.anchors.at(self.scan.text.as_bytes(), start, &mut |at, anchor| {
                for candidate in table.candidates(anchor) {
                    if end - at >= candidate.min_len && (end - at <= candidate.max_len || has_join) {
                        self.candidate(*candidate, at);
                    }
                }
            });
        }
    }

    fn candidate(&mut self, candidate: Candidate, at: usize) {
        if !self.index.near.opens(candidate.rule) || !self.scan.goes_on(at) {
            self.take(self.scan.check(&candidate, at, true));
        }
    }

    /// Calls `found` with every candidate whose anchor stands inside the word `start..end`.
    fn inside(&self, start: usize, end: usize, found: &mut impl FnMut(Candidate, usize)) {
        let table = &self.index.inside;
        let mut at_anchor = |at: usize, anchor: usize| {
            if self.scan.view.is_join(at) {
                return;
            }
            for candidate in table.candidates(anchor) {
                if candidate.offset == 0 || self.scan.may_start(candidate.first, at, candidate.offset) {
                    found(*candidate, at);
                }
            }
        };
        let word = self.scan.text.as_bytes().get(..end).unwrap_or_default();
        table.anchors.inside(word, start + 1, &mut at_anchor);
    }

    fn take(&mut self, checked: Option<Checked>) {
        match checked {
            Some(Checked::Mention(place)) => self.found.push(place),
            Some(Checked::Released(start)) => self.released.push(start),
            None => {}
        }
    }
}
