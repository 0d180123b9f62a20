//! A reading: what a text may mention in, its mentions out, once it is known whether the text is about a client.

use super::Mention;
use super::context::{ends_between, n_sentences};
use super::overlap::{Found, longest};
use super::rule::Rules;
use super::view::View;

/// Everything that a text may mention, before it is known whether the text is about a client.
#[derive(Debug)]
pub struct Reading<'l> {
    pub(super) rules: &'l Rules,
    pub(super) view: View,
    pub(super) found: Vec<Found>,
    /// Where the words start that an exception or a context releases.
    pub(super) released: Vec<usize>,
}

impl Reading<'_> {
    /// The mentions by position, what words say of those around them too; of overlapping ones the longest. A text about a
    /// client needs not say so in each sentence: there everyday words count.
    #[must_use]
    pub fn mentions(&self, about_client: bool) -> Vec<Mention> {
        let (around, mut named): (Vec<Found>, Vec<Found>) = self.counted(about_client).into_iter().partition(|found| {
            let term = self.rules.terms.get(found.term);
            term.is_some_and(|term| term.is_context)
        });
        // What words say of those around them hides nothing, not even what other words say.
        let mut chosen = self.longest_of_each(around);
        chosen.extend(longest(&mut named));
        self.in_order(chosen)
    }

    /// Every concept that is mentioned, by position: one hides no other, and only of overlapping mentions of the same
    /// concept the longest counts.
    #[must_use]
    pub fn mentions_of_each(&self) -> Vec<Mention> {
        self.in_order(self.longest_of_each(self.counted(true)))
    }

    /// How many sentences the text has. Greetings and the like are none.
    #[must_use]
    pub fn n_sentences(&self) -> usize {
        n_sentences(self.view.text(), &self.rules.abbreviations)
    }

    fn longest_of_each(&self, mut found: Vec<Found>) -> Vec<Found> {
        let concept = |found: &Found| self.rules.terms.get(found.term).map(|term| term.concept);
        found.sort_by_key(concept);
        found.chunk_by_mut(|a, b| concept(a) == concept(b)).flat_map(longest).collect()
    }

    fn in_order(&self, mut chosen: Vec<Found>) -> Vec<Mention> {
        chosen.sort();
        let mut sentence = 0;
        let mut reached = None;
        let mut mentions = Vec::with_capacity(chosen.len());
        for found in chosen {
            let abbreviations = &self.rules.abbreviations;
            if reached.is_some_and(|end| ends_between(self.view.text(), abbreviations, end, found.start)) {
                sentence += 1;
            }
            reached = reached.max(Some(found.end));
            mentions.extend(self.mention(&found, sentence));
        }
        mentions
    }

    /// The places that count. A word that is spelt as it should be, and released, is no mistyped other word.
    fn counted(&self, about_client: bool) -> Vec<Found> {
        let counts = |place: &&Found| about_client || !place.everyday;
        let mut spelt = self.released.clone();
        spelt.extend(self.found.iter().filter(|place| !place.typo && !counts(place)).map(|place| place.start));
        spelt.sort_unstable();
        let is_mistyped = |place: &Found| place.typo && spelt.binary_search(&place.start).is_ok();
        self.found.iter().filter(counts).filter(|place| !is_mistyped(place)).copied().collect()
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
