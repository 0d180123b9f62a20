//! What the paths of a configuration's entry point to in a file, and whether it was there.
//!
//! A file of records may be read in pieces: what one piece lacks, another may have. So it is kept what was found in each, and
//! judged when all of the file has been read.

use super::config::InputMapping;
use crate::source::{Problem, Span};

/// What was sought in a file, or in a piece of one, and found.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// How many texts each query of `text` has found.
    pub(super) n_hits: Vec<usize>,
    /// How much is wrong with the records themselves.
    pub(super) n_problems: usize,
    pub(super) n_messages: usize,
    /// Whether any message has a text.
    pub(super) has_text: bool,
    /// The places of the first records in which no query found a text.
    empty: Vec<usize>,
    /// How many records those are.
    n_empty: usize,
}

/// More records without a text than are told of one file.
const MOST_EMPTY: usize = 100;

impl Sought {
    /// What is sought by so many queries.
    pub(super) fn by(n_queries: usize) -> Sought {
        Sought { n_hits: vec![0; n_queries], ..Sought::default() }
    }

    pub(super) fn add_empty(&mut self, at: usize) {
        self.n_empty += 1;
        if self.empty.len() < MOST_EMPTY {
            self.empty.push(at);
        }
    }

    /// Adds what was found in the next piece of the same file, but for places.
    pub(crate) fn add(&mut self, piece: &Sought) {
        let n_queries = self.n_hits.len().max(piece.n_hits.len());
        self.n_hits.resize(n_queries, 0);
        self.n_hits.iter_mut().zip(&piece.n_hits).for_each(|(n_hits, more)| *n_hits += more);
        self.n_problems += piece.n_problems;
        self.n_messages += piece.n_messages;
        self.has_text |= piece.has_text;
        self.n_empty += piece.n_empty;
    }

    /// A piece that could not be read: what it has is not known.
    pub(crate) fn unreadable() -> Sought {
        Sought { n_problems: 1, ..Sought::default() }
    }

    /// Whether a record without a text differs from others: it is not what all of the file is like.
    pub(crate) fn has_hits(&self) -> bool {
        self.n_hits.iter().any(|n_hits| *n_hits > 0)
    }

    /// The records without a text, each with how many it stands for: the last for those that no place is known of too.
    pub(crate) fn without_text(&self) -> impl Iterator<Item = (Problem, usize)> {
        let n_places = self.empty.len();
        self.empty.iter().enumerate().map(move |(index, at)| {
            let problem = Problem::new(Span::new(*at, *at), phrase!("record-no-text"));
            let count = if index + 1 == n_places { 1 + self.n_empty - n_places } else { 1 };
            (problem.with_help(phrase!("record-no-text-help")), count)
        })
    }

    /// Queries that found nothing in the whole file: they would pass it over in silence.
    pub(crate) fn misses(&self, mapping: &InputMapping) -> Vec<Problem> {
        if self.n_problems > 0 {
            return Vec::new();
        }
        let told = |message, help| Problem::new(Span::new(0, 0), message).with_help(help);
        if let Some(preset) = &mapping.preset {
            let message = phrase!("preset-finds-nothing", preset);
            let help = phrase!("preset-finds-nothing-help");
            return (!self.has_text).then(|| told(message, help)).into_iter().collect();
        }
        let missed = mapping.text.iter().zip(&self.n_hits).filter(|(_, n_hits)| **n_hits == 0);
        let mut misses: Vec<Problem> = missed
            .map(|(query, _)| {
                let message = phrase!("query-finds-nothing", query = &query.source);
                told(message, phrase!("query-finds-nothing-help"))
            })
            .collect();
        if mapping.text.is_empty() && self.n_messages == 0 {
            misses.push(told(phrase!("no-texts"), phrase!("no-texts-help")));
        }
        misses
    }
}
