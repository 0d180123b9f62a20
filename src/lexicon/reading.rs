//! A reading: what a text may mention in, its mentions out, once it is known whether the text is about a client.

use super::Mention;
use super::context::{PartSentences, Sentences};
use super::overlap::{Found, longest};
use super::rule::Rules;
use super::window::Shift;
use std::cell::OnceCell;
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
    /// What is told of what was found before, if the text is not about a client, and if it is.
    settled: Settled,
    settled_about_client: Settled,
    /// What is told of the rest, the same way, once it was asked for.
    rest: OnceCell<Vec<(Found, bool)>>,
    rest_about_client: OnceCell<Vec<(Found, bool)>>,
}

/// What a part of a text says.
#[derive(Debug)]
pub(super) struct PartRead {
    pub(super) found: Vec<Found>,
    pub(super) released: Vec<usize>,
    pub(super) sentences: PartSentences,
    /// Where the part stands in the view of it, which begins `before` bytes into the original.
    pub(super) view: Range<usize>,
    pub(super) before: usize,
}

/// What [`Reading::telling`] has of the first sentences of a long text.
#[derive(Debug, Default)]
struct Settled {
    told: Vec<Told>,
    /// The concepts mentioned in them.
    seen: BTreeSet<u32>,
}

/// A mention in few bytes: a long text has many.
#[derive(Clone, Copy, Debug)]
struct Told {
    /// Its place in the original.
    first: u32,
    past: u32,
    term: u32,
    compound: bool,
    typo: bool,
    /// Whether it is the first of its sentence.
    opens: bool,
}

impl<'l> Reading<'l> {
    pub(super) fn new(rules: &'l Rules) -> Self {
        Self {
            rules,
            found: Vec::new(),
            released: Vec::new(),
            sentences: Sentences::default(),
            n_read: 0,
            settled: Settled::default(),
            settled_about_client: Settled::default(),
            rest: OnceCell::new(),
            rest_about_client: OnceCell::new(),
        }
    }

    /// Takes in what the next part of the text says.
    pub(super) fn take(&mut self, part: PartRead) {
        let PartRead { found, released, sentences, view: place, before } = part;
        let shift = Shift { whole: self.n_read, own: place.start };
        (self.rest, self.rest_about_client) = (OnceCell::new(), OnceCell::new());
        self.n_read += place.len();
        self.sentences.take(&sentences, shift);
        self.released.extend(released.into_iter().map(|start| shift.whole(start)));
        self.found.extend(found.into_iter().map(|found| Found {
            start: shift.whole(found.start),
            end: shift.whole(found.end),
            first: before + found.first,
            past: before + found.past,
            ..found
        }));
    }

    /// Keeps of the sentences that have ended only what [`Reading::telling`] has of them. What is found from now on begins
    /// less than `margin` bytes before the end of what has been read.
    pub(super) fn settle(&mut self, margin: usize) {
        let known = self.n_read.saturating_sub(margin);
        if !self.sentences.ends_between(0, known) {
            return;
        }
        self.found.sort_unstable();
        let (mut n_done, mut reach) = (0, 0);
        for (at, found) in self.found.iter().enumerate() {
            reach = reach.max(found.end);
            let next = self.found.get(at + 1).map_or(known, |next| next.start.min(known));
            if self.sentences.ends_between(reach, next) && Told::of(found, false).is_some() {
                n_done = at + 1;
            }
        }
        let done: Vec<Found> = self.found.drain(..n_done).collect();
        for about_client in [false, true] {
            let mut settled = std::mem::take(self.settled_mut(about_client));
            let told = self.told(&done, about_client, &mut settled.seen);
            settled.told.extend(told.into_iter().filter_map(|(found, opens)| Told::of(&found, opens)));
            *self.settled_mut(about_client) = settled;
        }
        let rest = self.found.first().map_or(known, |first| first.start.min(known));
        self.released.retain(|start| *start >= rest);
        self.sentences.forget_before(rest);
    }

    fn settled_mut(&mut self, about_client: bool) -> &mut Settled {
        if about_client { &mut self.settled_about_client } else { &mut self.settled }
    }

    /// The mentions by position, as [`Reading::mentions`] has them, but of what words say of those around them: that is left
    /// out, but for the first of each concept, where a sentence has no other mention.
    pub fn telling(&self, about_client: bool) -> impl Iterator<Item = Mention> {
        let (settled, rest) = match about_client {
            true => (&self.settled_about_client, &self.rest_about_client),
            false => (&self.settled, &self.rest),
        };
        let rest = rest.get_or_init(|| self.told(&self.found, about_client, &mut settled.seen.clone()));
        let mut n_sentences = 0_usize;
        let mut number = move |opens: bool| {
            n_sentences += usize::from(opens);
            n_sentences.saturating_sub(1)
        };
        let settled = settled.told.iter().filter_map(|told| Some((told.mention(self.rules)?, told.opens)));
        let rest = rest.iter().filter_map(|(found, opens)| Some((self.mention(found, 0)?, *opens)));
        settled.chain(rest).map(move |(mention, opens)| Mention { sentence: number(opens), ..mention })
    }

    /// What is told of places that were found: each, and whether it is the first of its sentence. `seen` are the concepts
    /// mentioned before them.
    fn told(&self, found: &[Found], about_client: bool, seen: &mut BTreeSet<u32>) -> Vec<(Found, bool)> {
        let mut told = Vec::new();
        for sentence in self.chosen(found, about_client).chunk_by(|(_, one), (_, other)| one == other) {
            let names = sentence.iter().any(|(found, _)| !found.is_context);
            let mut opens = true;
            for (found, _) in sentence {
                if (seen.insert(found.concept) || names) && self.mention(found, 0).is_some() {
                    told.push((*found, opens));
                    opens = false;
                }
            }
        }
        told
    }

    /// The mentions by position, what words say of those around them too; of overlapping ones the longest. A text about a
    /// client needs not say so in each sentence: there everyday words count.
    #[must_use]
    pub fn mentions(&self, about_client: bool) -> Vec<Mention> {
        self.all(self.chosen(&self.found, about_client))
    }

    /// Every concept that is mentioned, by position: one hides no other, and only of overlapping mentions of the same
    /// concept the longest counts.
    #[must_use]
    pub fn mentions_of_each(&self) -> Vec<Mention> {
        let mut chosen = Vec::new();
        longest_of_each(&self.counted(&self.found, true), &mut chosen);
        self.all(self.in_order(chosen))
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
    fn chosen(&self, found: &[Found], about_client: bool) -> Vec<(Found, usize)> {
        let (around, named): (Vec<Found>, Vec<Found>) =
            self.counted(found, about_client).into_iter().partition(|found| found.is_context);
        let mut chosen = Vec::with_capacity(around.len() + named.len());
        // What words say of those around them hides nothing, not even what other words say.
        longest_of_each(&around, &mut chosen);
        longest(&named, &mut chosen);
        self.in_order(chosen)
    }

    fn in_order(&self, chosen: Vec<Found>) -> Vec<(Found, usize)> {
        let mut in_order: Vec<&Found> = chosen.iter().collect();
        in_order.sort_unstable();
        let mut sentence = 0;
        let mut reached = None;
        let numbered = in_order.into_iter().map(|&found| {
            sentence += usize::from(reached.is_some_and(|end| self.sentences.ends_between(end, found.start)));
            reached = reached.max(Some(found.end));
            (found, sentence)
        });
        numbered.collect()
    }

    /// The places that count, in order. A word that is spelt as it should be, and released, is no mistyped other word.
    fn counted(&self, found: &[Found], about_client: bool) -> Vec<Found> {
        let counts = |place: &&Found| about_client || !place.everyday;
        let mut counted: Vec<Found> = found.iter().filter(counts).copied().collect();
        if found.iter().any(|place| place.typo) {
            let mut spelt = self.released.clone();
            spelt.extend(found.iter().filter(|place| !place.typo && !counts(place)).map(|place| place.start));
            spelt.sort_unstable();
            counted.retain(|place| !place.typo || spelt.binary_search(&place.start).is_err());
        }
        // They are almost so.
        counted.sort();
        counted
    }

    fn mention(&self, found: &Found, sentence: usize) -> Option<Mention> {
        let Found { compound, typo, first: start, past: end, .. } = *found;
        mention(self.rules, found.term as usize, Mention { concept: 0, term: 0, start, end, sentence, compound, typo })
    }
}

/// Of the places of each concept those that count. They come in order.
fn longest_of_each(found: &[Found], chosen: &mut Vec<Found>) {
    let mut by_concept: Vec<(u32, usize)> = found.iter().map(|found| found.concept).zip(0..).collect();
    by_concept.sort_unstable();
    let mut of_one = Vec::new();
    for places in by_concept.chunk_by(|(one, _), (other, _)| one == other) {
        of_one.clear();
        of_one.extend(places.iter().filter_map(|&(_, place)| found.get(place)).copied());
        longest(&of_one, chosen);
    }
}

impl Told {
    /// Nothing where the text is longer than places are kept for.
    fn of(found: &Found, opens: bool) -> Option<Told> {
        let Found { first, past, term, compound, typo, .. } = *found;
        let (first, past) = (first.try_into().ok()?, past.try_into().ok()?);
        Some(Told { first, past, term, compound, typo, opens })
    }

    fn mention(self, rules: &Rules) -> Option<Mention> {
        let Told { first, past, term, compound, typo, .. } = self;
        let (start, end) = (first as usize, past as usize);
        mention(rules, term as usize, Mention { concept: 0, term: 0, start, end, sentence: 0, compound, typo })
    }
}

/// A mention of a term of the rules; none where it names nothing.
fn mention(rules: &Rules, term: usize, place: Mention) -> Option<Mention> {
    let term = rules.terms.get(term)?;
    (place.start < place.end).then_some(Mention { concept: term.concept, term: term.term, ..place })
}
