//! A reading: what a text may mention in, its mentions out, once it is known whether the text is about a client.

use super::Mention;
use super::context::Sentences;
use super::overlap::{Found, longest};
use super::rule::Rules;
use super::view::View;
use super::window::Shift;
use std::collections::BTreeSet;
use std::ops::Range;

/// Everything that a text may mention, before it is known whether the text is about a client.
#[derive(Debug)]
pub struct Reading<'l> {
    rules: &'l Rules,
    found: Vec<Found>,
    /// Where the words start that an exception or a context releases.
    released: Vec<usize>,
    sentences: Sentences,
    /// How long the view is of what has been read.
    n_read: usize,
    /// How much of what was found is brief already.
    n_brief: usize,
    /// Concepts that are plainly mentioned in that.
    seen: BTreeSet<usize>,
}

impl<'l> Reading<'l> {
    pub(super) fn new(rules: &'l Rules) -> Self {
        let (found, released, seen) = (Vec::new(), Vec::new(), BTreeSet::new());
        Self { rules, found, released, sentences: Sentences::default(), n_read: 0, n_brief: 0, seen }
    }

    /// Takes in what was found in a part of the text, which its view has at `part`. The view begins `before` bytes into the
    /// original.
    pub(super) fn take(
        &mut self,
        found: Vec<Found>,
        released: Vec<usize>,
        view: &View,
        part: Range<usize>,
        before: usize,
    ) {
        let shift = Shift { whole: self.n_read, own: part.start };
        self.n_read += part.len();
        self.sentences.read_on(view.text(), &self.rules.abbreviations, part, shift);
        self.released.extend(released.into_iter().map(|start| shift.whole(start)));
        self.found.extend(found.into_iter().map(|found| Found {
            start: shift.whole(found.start),
            end: shift.whole(found.end),
            first: before + found.first,
            past: before + found.past,
            ..found
        }));
    }

    /// Leaves out what [`Reading::telling`] does, as far as it is known that nothing else is found there: up to `margin` bytes
    /// before what has been read.
    pub(super) fn shorten(&mut self, margin: usize) {
        let mut new = self.found.split_off(self.n_brief);
        new.sort_unstable();
        let mut rest = new.as_slice();
        while let Some(first) = rest.first() {
            let mut reach = first.end;
            let same = rest.iter().take_while(|found| {
                let is_same = !self.sentences.ends_between(reach, found.start);
                reach = if is_same { reach.max(found.end) } else { reach };
                is_same
            });
            let (sentence, after) = rest.split_at(same.count().max(1));
            if reach + margin >= self.n_read {
                break;
            }
            // What is mistyped may be none, by what else is found there.
            let is_kept = sentence.iter().any(|found| found.typo || !self.is_context(found));
            let kept = sentence.iter().filter(|found| is_kept || !self.seen.contains(&self.concept(found)));
            let kept: Vec<Found> = kept.copied().collect();
            self.found.extend(kept);
            let plain = sentence.iter().filter(|found| !found.typo && !found.everyday);
            let plain: Vec<usize> = plain.map(|found| self.concept(found)).collect();
            self.seen.extend(plain);
            rest = after;
        }
        self.n_brief = self.found.len();
        self.found.extend_from_slice(rest);
    }

    fn is_context(&self, found: &Found) -> bool {
        self.rules.terms.get(found.term).is_some_and(|term| term.is_context)
    }

    fn concept(&self, found: &Found) -> usize {
        self.rules.terms.get(found.term).map_or(usize::MAX, |term| term.concept)
    }

    /// The mentions by position, as [`Reading::mentions`] has them, but of what words say of those around them: that is left
    /// out, but for the first of each concept, where a sentence has no other mention.
    #[must_use]
    pub fn telling(&self, about_client: bool) -> Vec<Mention> {
        let mut seen = BTreeSet::new();
        let mut n_sentences = 0;
        let mut telling = Vec::new();
        for sentence in self.chosen(about_client).chunk_by(|(_, one), (_, other)| one == other) {
            let names = sentence.iter().any(|(found, _)| !self.is_context(found));
            let n_before = telling.len();
            for (found, _) in sentence {
                if seen.insert(self.concept(found)) || names {
                    telling.extend(self.mention(found, n_sentences));
                }
            }
            n_sentences += usize::from(telling.len() > n_before);
        }
        telling
    }

    /// The mentions by position, what words say of those around them too; of overlapping ones the longest. A text about a
    /// client needs not say so in each sentence: there everyday words count.
    #[must_use]
    pub fn mentions(&self, about_client: bool) -> Vec<Mention> {
        self.all(self.chosen(about_client))
    }

    /// Every concept that is mentioned, by position: one hides no other, and only of overlapping mentions of the same
    /// concept the longest counts.
    #[must_use]
    pub fn mentions_of_each(&self) -> Vec<Mention> {
        self.all(self.in_order(self.longest_of_each(self.counted(true))))
    }

    /// How many sentences the text has. Greetings and the like are none.
    #[must_use]
    pub fn n_sentences(&self) -> usize {
        self.sentences.n_sentences()
    }

    fn all(&self, chosen: Vec<(Found, usize)>) -> Vec<Mention> {
        chosen.iter().filter_map(|(found, sentence)| self.mention(found, *sentence)).collect()
    }

    /// What is mentioned, by position, with the numbers of the sentences.
    fn chosen(&self, about_client: bool) -> Vec<(Found, usize)> {
        let counted = self.counted(about_client);
        let (around, mut named): (Vec<Found>, Vec<Found>) =
            counted.into_iter().partition(|found| self.is_context(found));
        // What words say of those around them hides nothing, not even what other words say.
        let mut chosen = self.longest_of_each(around);
        chosen.extend(longest(&mut named));
        self.in_order(chosen)
    }

    fn longest_of_each(&self, mut found: Vec<Found>) -> Vec<Found> {
        found.sort_by_key(|found| self.concept(found));
        found.chunk_by_mut(|a, b| self.concept(a) == self.concept(b)).flat_map(longest).collect()
    }

    fn in_order(&self, mut chosen: Vec<Found>) -> Vec<(Found, usize)> {
        chosen.sort_unstable();
        let mut sentence = 0;
        let mut reached = None;
        let numbered = chosen.into_iter().map(|found| {
            sentence += usize::from(reached.is_some_and(|end| self.sentences.ends_between(end, found.start)));
            reached = reached.max(Some(found.end));
            (found, sentence)
        });
        numbered.collect()
    }

    /// The places that count. A word that is spelt as it should be, and released, is no mistyped other word.
    fn counted(&self, about_client: bool) -> Vec<Found> {
        let counts = |place: &&Found| about_client || !place.everyday;
        if !self.found.iter().any(|place| place.typo) {
            return self.found.iter().filter(counts).copied().collect();
        }
        let mut spelt = self.released.clone();
        spelt.extend(self.found.iter().filter(|place| !place.typo && !counts(place)).map(|place| place.start));
        spelt.sort_unstable();
        let is_mistyped = |place: &Found| place.typo && spelt.binary_search(&place.start).is_ok();
        self.found.iter().filter(counts).filter(|place| !is_mistyped(place)).copied().collect()
    }

    fn mention(&self, found: &Found, sentence: usize) -> Option<Mention> {
        let term = self.rules.terms.get(found.term)?;
        let Found { compound, typo, first: start, past: end, .. } = *found;
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
