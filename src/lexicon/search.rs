//! The search: one pass over the words of a text, with a check of each rule whose anchor may stand there.

use super::forms::{Around, MAX_NEAR};
use super::index::{Candidate, Index};
use super::overlap::Found;
use super::scan::{Checked, Scan};
use super::tokens::{Token, Tokens};

/// Shortest word that is looked into, in bytes: two letters of another word, and the shortest anchor.
const MIN_LONG: usize = 7;
/// Words that are kept at once: enough that what is kept around them is little, and few enough for the nearest cache.
const N_KEPT: usize = 512;
/// Fewest bytes that words and what stands between them mostly take.
const WORD_LEN: usize = 4;

/// What is being found in one text.
pub(super) struct Search<'a> {
    pub(super) index: &'a Index,
    pub(super) scan: Scan<'a>,
    pub(super) found: Vec<Found>,
    /// Where the words start that an exception or a context releases.
    pub(super) released: Vec<usize>,
}

impl<'a> Search<'a> {
    /// Looks at every word.
    pub(super) fn words(&mut self) {
        let mut reader = Tokens::new(self.scan.text);
        let mut tokens: Vec<Token> = Vec::with_capacity((self.scan.text.len() / WORD_LEN).min(N_KEPT + WORD_LEN));
        let mut next = 0;
        let mut is_more = true;
        while is_more {
            while is_more && tokens.len() < N_KEPT {
                is_more = reader.read_on(&mut tokens);
            }
            // What stands after the last words is not known yet.
            let to = if is_more { tokens.len() - MAX_NEAR } else { tokens.len() };
            for at in next..to {
                self.word(&tokens, at);
            }
            let n_past = to.saturating_sub(MAX_NEAR);
            tokens.drain(..n_past);
            next = to - n_past;
        }
        // What stands behind a separator that was left out begins a word too.
        let view = self.scan.view;
        for &at in view.joins() {
            if self.scan.letter_before(at) {
                self.start(at);
            }
        }
    }

    /// Looks at the word `at` of `tokens`.
    fn word(&mut self, tokens: &[Token], at: usize) {
        let Some(&Token { start, end, hash, is_odd }) = tokens.get(at) else { return };
        if is_odd || self.scan.is_identifier || self.has_join(start, end) {
            self.start(start);
        } else {
            let seekers = self.index.forms.seekers(hash);
            if !seekers.is_empty() {
                let around = Around::new(tokens, at);
                let (from, to) = around.reach();
                let is_plain = !self.has_join(from.unwrap_or(start), to.unwrap_or(end));
                let goes_on = self.scan.goes_on(start);
                for seeker in seekers {
                    let rule = seeker.rule as usize;
                    let is_misplaced = goes_on && self.index.near.opens(rule);
                    if !is_misplaced && (!is_plain || self.index.near.may_stand(rule, &around)) {
                        self.take(self.scan.check(Candidate::start(rule, seeker.word as usize), start, true));
                    }
                }
            }
            let table = &self.index.starts;
            table.anchors.at(self.scan.text.as_bytes(), start, &mut |at, anchor| {
                let len = end - at;
                for candidate in table.candidates.get(anchor).into_iter().flatten() {
                    if len >= candidate.min_len && len <= candidate.max_len {
                        self.candidate(*candidate, at);
                    }
                }
            });
        }
        if end - start >= MIN_LONG {
            self.inside(start, if is_odd { self.scan.run_end(start) } else { end });
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
        for table in [&self.index.spelt, &self.index.starts] {
            table.anchors.at(self.scan.text.as_bytes(), start, &mut |at, anchor| {
                for candidate in table.candidates.get(anchor).into_iter().flatten() {
                    if end - at >= candidate.min_len && (end - at <= candidate.max_len || has_join) {
                        self.candidate(*candidate, at);
                    }
                }
            });
        }
    }

    fn candidate(&mut self, candidate: Candidate, at: usize) {
        if !candidate.opens || !self.scan.goes_on(at) {
            self.take(self.scan.check(candidate, at, true));
        }
    }

    /// Tries every anchor inside the word `start..end`.
    fn inside(&mut self, start: usize, end: usize) {
        let table = &self.index.inside;
        let text = self.scan.text;
        let mut try_anchor = |at: usize, anchor: usize| {
            if self.scan.view.is_join(at) {
                return;
            }
            for candidate in table.candidates.get(anchor).into_iter().flatten() {
                if candidate.offset == 0 || self.scan.may_start(candidate.first, at, candidate.offset) {
                    let checked = self.scan.check(*candidate, at, false);
                    self.take(checked);
                }
            }
        };
        table.anchors.inside(text.as_bytes().get(..end).unwrap_or_default(), start + 1, &mut try_anchor);
    }

    fn take(&mut self, checked: Option<Checked>) {
        match checked {
            Some(Checked::Mention(place)) => self.found.push(place),
            Some(Checked::Released(start)) => self.released.push(start),
            None => {}
        }
    }
}
