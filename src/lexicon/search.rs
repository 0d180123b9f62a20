//! The search: one pass over the words of a text, with a check of each rule whose anchor may stand there.

use super::context::End;
use super::forms::{MAX_NEAR, Seeker, Words};
use super::hit::Hit;
use super::index::{Candidate, Index};
use super::overlap::Found;
use super::scan::{Checked, MAX_MOVED, Scan};
use super::tokens::{Token, Tokens};
use std::ops::Range;

/// Shortest word that is looked into, in bytes: two letters of another word, and the shortest anchor.
const MIN_LONG: usize = 7;
/// Words that are kept at once: enough that what is kept around them is little, and few enough for the nearest cache.
const N_KEPT: usize = 256;

/// How a concept was mentioned before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    #[default]
    No,
    /// By words that count only in a text about a client.
    AboutClient,
    Plainly,
}

/// What is being found in one text.
pub(super) struct Search<'a> {
    index: &'a Index,
    scan: Scan<'a>,
    /// The words that are looked at begin here in the view; the others only stand around them.
    part: Range<usize>,
    pub(super) found: Vec<Found>,
    /// Where the words start that an exception or a context releases.
    pub(super) released: Vec<usize>,
    /// What may say something of the words around it, ascending, where that is to be looked at last.
    waiting: Option<Vec<Waiting<'a>>>,
}

/// A word that memory was asked of: what it may be, if that is known.
#[derive(Clone, Copy, Default)]
struct Asked<'a> {
    at: usize,
    known: Option<&'a [Hit]>,
}

/// What a word may say of those around it.
struct Waiting<'a> {
    /// Where the word starts.
    start: usize,
    hit: &'a Hit,
}

impl<'a> Search<'a> {
    /// The search for what the words that begin in `part` may be. What a brief one lets wait is to be settled.
    pub(super) fn new(index: &'a Index, scan: Scan<'a>, part: Range<usize>, is_brief: bool) -> Self {
        Self { index, scan, part, found: Vec::new(), released: Vec::new(), waiting: is_brief.then(Vec::new) }
    }

    /// Looks at every word.
    pub(super) fn words(&mut self) {
        let mut reader = Tokens::new(self.scan.text);
        let mut words = Words::default();
        let mut asked = Vec::new();
        let mut joins = self.scan.view.joins();
        let mut next = 0;
        let mut is_more = true;
        while is_more {
            is_more = reader.read_on(&mut words.tokens, N_KEPT);
            joins = mark_joined(&mut words.tokens, joins);
            words.sign();
            // What stands after the last words is not known yet.
            let to = if is_more { words.tokens.len() - MAX_NEAR } else { words.tokens.len() };
            let [first, past] =
                [self.part.start, self.part.end].map(|at| words.tokens.partition_point(|token| token.start < at));
            for &Asked { at, known } in self.look_up(&words, next.max(first)..to.min(past), &mut asked) {
                self.word(&words, at, known);
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

    /// Asks memory of the words `range`, many at once and without branches on its answers; which of them to look at.
    fn look_up<'r>(&self, words: &Words, range: Range<usize>, asked: &'r mut Vec<Asked<'a>>) -> &'r [Asked<'a>] {
        let tokens = words.tokens.get(range.clone()).unwrap_or_default();
        asked.resize(tokens.len().max(asked.len()), Asked::default());
        let mut n_asked = 0;
        for (at, token) in range.zip(tokens) {
            let is_by_letters = token.is_odd || self.scan.is_identifier;
            let known = self.index.memo.get(token, self.scan.text).filter(|_| !is_by_letters && self.is_alone(token));
            asked.get_mut(n_asked).into_iter().for_each(|asked| *asked = Asked { at, known });
            n_asked += usize::from(known.is_none_or(|hits| !hits.is_empty()));
        }
        asked.get(..n_asked).unwrap_or_default()
    }

    /// Whether a word is no part that a hyphen follows: that may belong to the next word.
    fn is_alone(&self, token: &Token) -> bool {
        self.scan.text.as_bytes().get(token.end) != Some(&b'-')
    }

    /// Looks at the word `at` of `words`, of which it is `known` what it may be.
    fn word(&mut self, words: &Words, at: usize, known: Option<&'a [Hit]>) {
        let Some(token) = words.tokens.get(at) else { return };
        let &Token { start, end, is_odd, .. } = token;
        match known {
            Some(hits) => self.hits(hits, words, at, start),
            None if is_odd || self.scan.is_identifier => {
                self.letters(start, if is_odd { self.scan.run_end(start) } else { end });
            }
            None => self.new_word(token, words, at),
        }
    }

    /// Looks at the word `at` of `words`, which was not looked into before.
    #[inline(never)]
    fn new_word(&mut self, token: &Token, words: &Words, at: usize) {
        let memo = &self.index.memo;
        let is_alone = self.is_alone(token);
        // It may have been new when memory was asked, and be there by now.
        if let Some(hits) = memo.get(token, self.scan.text).filter(|_| is_alone) {
            return self.hits(hits, words, at, token.start);
        }
        let mut hits = Vec::new();
        let is_told = self.collect(token, &mut hits);
        match (is_alone && is_told).then(|| memo.keep(token, self.scan.text, &hits)).flatten() {
            Some(hits) => self.hits(hits, words, at, token.start),
            // What is not remembered does not wait.
            None => {
                for hit in &hits {
                    if self.may_hold(hit, words, at, token.start) {
                        self.check(hit, token.start);
                    }
                }
            }
        }
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
            let around = |rule| index.rules.around(rule);
            hits.extend(hit.map(|hit| {
                hit.asking(at == start && near.opens(candidate.rule), near.first(candidate.rule))
                    .waiting(around(candidate.rule))
            }));
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

    /// Checks the rules of what the word `at` of `words`, which begins at `start`, may be, or lets them wait.
    fn hits(&mut self, hits: &'a [Hit], words: &Words, at: usize, start: usize) {
        for hit in hits {
            if !self.may_hold(hit, words, at, start) {
                continue;
            }
            match &mut self.waiting {
                Some(waiting) if hit.waits.is_some() => waiting.push(Waiting { start, hit }),
                _ => self.check(hit, start),
            }
        }
    }

    /// Whether what stands nearest to the word `at` of `words`, which begins at `start`, lets a rule hold.
    #[inline(always)]
    fn may_hold(&self, hit: &Hit, words: &Words, at: usize, start: usize) -> bool {
        let is_near = match &hit.asks {
            Some(first) => words.may_have(first, at) && self.index.near.may_stand(first, hit.rule(), words, at),
            None => true,
        };
        is_near && !(hit.opens && self.scan.goes_on(start))
    }

    /// Checks the rest of the rule that the word at `start` is a hit of.
    fn check(&mut self, hit: &Hit, start: usize) {
        let checked = self.scan.fits(hit.rule(), hit.named(start));
        self.take(checked);
    }

    /// Looks at what waits. What words say of others is not telling in a sentence that names nothing, if an earlier one
    /// says it too; that is left out in the sentences inside `brief`. `ends` are those of the sentences.
    pub(super) fn settle(&mut self, ends: &[End], brief: &Range<usize>) {
        let waiting = self.waiting.take().unwrap_or_default();
        let is_kept = self.kept(ends, brief);
        let mut seen: Vec<Seen> = Vec::new();
        let mut rest = waiting.as_slice();
        for (sentence, is_kept) in is_kept.into_iter().enumerate() {
            let end = ends.get(sentence).map_or(usize::MAX, |end| end.at());
            let (here, after) = rest.split_at(rest.iter().take_while(|one| one.start < end).count());
            rest = after;
            let n_found = self.found.len();
            let is_new = |one: &Waiting<'_>| {
                one.hit.waits.is_none_or(|concept| seen.get(concept as usize) != Some(&Seen::Plainly))
            };
            // Whether what is mistyped counts, all that the word may be tells.
            let is_kept = is_kept || here.iter().any(|one| one.hit.typo && is_new(one));
            for one in here {
                if is_kept || is_new(one) {
                    self.check(one.hit, one.start);
                }
            }
            let new = self.found.split_off(n_found);
            // Of what counts only about a client, one that was seen is enough.
            let is_new = |found: &Found| seen.get(found.concept as usize).is_none_or(|seen| *seen == Seen::No);
            let told: Vec<Found> =
                new.iter().filter(|found| is_kept || !found.everyday || is_new(found)).copied().collect();
            self.found.extend(told);
            // Not before the sentence is read: of what it says twice the longest counts.
            for found in new.into_iter().filter(|found| !found.typo) {
                let concept = found.concept as usize;
                if seen.len() <= concept {
                    seen.resize(concept + 1, Seen::No);
                }
                let now = if found.everyday { Seen::AboutClient } else { Seen::Plainly };
                seen.get_mut(concept).into_iter().for_each(|seen| *seen = now.max(*seen));
            }
        }
    }

    /// Of each sentence whether all that it says is looked for: it may name something, or be one with another.
    fn kept(&self, ends: &[End], brief: &Range<usize>) -> Vec<bool> {
        let mut is_kept = vec![false; ends.len() + 1];
        let mut keep = |sentences: Range<usize>| {
            is_kept.get_mut(sentences).into_iter().flatten().for_each(|is_kept| *is_kept = true);
        };
        let sentence = |at: usize| ends.partition_point(|end| end.at() <= at);
        if brief.start > self.part.start {
            keep(0..sentence(brief.start) + 1);
        }
        if brief.end < self.part.end {
            keep(sentence(brief.end)..ends.len() + 1);
        }
        for (idx, _) in ends.iter().enumerate().filter(|(_, end)| end.is_open) {
            keep(idx..idx + 2);
        }
        for found in &self.found {
            let (first, last) = (sentence(found.start), sentence(found.end.saturating_sub(1)));
            if !found.is_context || found.typo || first != last {
                keep(first..last + 1);
            }
        }
        is_kept
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
        let first = self.scan.text.as_bytes().get(start);
        // The second half of a mistyped word stands about where it would, and its first letter is right.
        let may_be_mistyped = |candidate: &Candidate, at: usize| {
            first == Some(&candidate.first) && (at - start).abs_diff(candidate.offset) <= MAX_MOVED
        };
        let mut at_anchor = |at: usize, anchor: usize| {
            if self.scan.view.is_join(at) {
                return;
            }
            for candidate in table.candidates(anchor) {
                if candidate.offset == 0 || may_be_mistyped(candidate, at) {
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

/// Marks the words in which a separator was left out, or right after which; returns the `joins` that stand behind all words.
fn mark_joined<'j>(words: &mut [Token], joins: &'j [usize]) -> &'j [usize] {
    let reach = words.last().map_or(0, |last| last.end);
    let (here, later) = joins.split_at(joins.iter().take_while(|&&join| join <= reach).count());
    for &join in here {
        let n_before = words.partition_point(|word| word.start < join);
        let word = n_before.checked_sub(1).and_then(|before| words.get_mut(before));
        word.filter(|word| join <= word.end).into_iter().for_each(|word| word.is_odd = true);
    }
    later
}
