//! Memory: of words that were looked into, what they may be.
//!
//! Texts repeat their words, and what a word's letters tell is the same in all of them. It forgets nothing: the words that
//! come first to a place keep it, common ones first of all. Threads share it, and read it without waiting for each other.

use super::hit::Hit;
use super::store::Stored;
use super::tokens::{N_TOLD, Token};
use std::sync::OnceLock;

/// Places, as a power of two: enough that all words of most texts find one free.
const PLACE_BITS: u32 = 12;
/// Words at one place.
const N_WORDS: usize = 8;
/// Longest word that is remembered, in bytes.
const MAX_LEN: usize = 24;

type Place = [Room; N_WORDS];

/// Room for a word, in one line of the cache: most of what it costs to ask is to get it there.
#[derive(Debug, Default)]
#[repr(align(64))]
struct Room(OnceLock<Known>);

/// Words with what they may be.
#[derive(Debug, Default)]
pub(super) struct Memo {
    places: OnceLock<Vec<OnceLock<Box<Place>>>>,
}

#[derive(Debug)]
struct Known {
    beginning: [u64; 2],
    len: u8,
    /// What comes after the beginning.
    rest: [u8; MAX_LEN - N_TOLD],
    hits: Box<[Hit]>,
}

/// Nothing of it is kept from one run to the next.
impl Stored for Memo {
    fn write(&self, _: &mut Vec<u8>) {}

    fn read(_: &mut &'static [u8]) -> Option<Self> {
        Some(Self::default())
    }
}

impl Memo {
    /// What the word that a token is may be, if it was looked into before.
    #[inline(always)]
    pub(super) fn get(&self, token: &Token, text: &str) -> Option<&[Hit]> {
        let place = self.places.get()?.get(place(token.hash))?.get()?;
        let mut known = place.iter().map_while(|room| room.0.get());
        known.find(|known| known.is(token, text)).map(|known| &*known.hits)
    }

    /// Keeps what a word may be, if its place has room; what is kept.
    pub(super) fn keep(&self, token: &Token, text: &str, hits: &[Hit]) -> Option<&[Hit]> {
        let rest = text.as_bytes().get(token.start..token.end).filter(|word| word.len() <= MAX_LEN)?;
        let places = self.places.get_or_init(|| (0..1 << PLACE_BITS).map(|_| OnceLock::new()).collect());
        let place = places.get(place(token.hash))?.get_or_init(Box::default);
        let mut known =
            Known { beginning: token.beginning, len: rest.len() as u8, rest: [0; MAX_LEN - N_TOLD], hits: hits.into() };
        known.rest.iter_mut().zip(rest.iter().skip(N_TOLD)).for_each(|(to, from)| *to = *from);
        // Another thread may take a word's place meanwhile.
        for Room(word) in place.iter() {
            match word.set(known) {
                Ok(()) => return word.get().map(|known| &*known.hits),
                Err(unset) => known = unset,
            }
        }
        None
    }
}

impl Known {
    #[inline(always)]
    fn is(&self, token: &Token, text: &str) -> bool {
        let len = usize::from(self.len);
        self.beginning == token.beginning
            && len == token.end - token.start
            && (len <= N_TOLD || self.ends_as(token, text))
    }

    /// Apart, so that short words do without it.
    #[inline(never)]
    fn ends_as(&self, token: &Token, text: &str) -> bool {
        let n_more = usize::from(self.len).saturating_sub(N_TOLD);
        text.as_bytes().get(token.start + N_TOLD..token.end) == self.rest.get(..n_more)
    }
}

fn place(hash: u32) -> usize {
    (hash >> (u32::BITS - PLACE_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::super::hit::Hit;
    use super::super::tokens::{Token, Tokens};
    use super::{MAX_LEN, Memo, N_WORDS};

    /// The one word that a text is, with a hash that all words share.
    fn word(text: &str) -> Token {
        let mut tokens = Vec::new();
        Tokens::new(text).read_on(&mut tokens, 2);
        Token { hash: 7, ..tokens[0] }
    }

    fn keep(memo: &Memo, text: &str, rules: &[usize]) {
        let hits: Vec<Hit> = rules.iter().map(|&rule| Hit::released(rule, 0)).collect();
        memo.keep(&word(text), text, &hits);
    }

    /// What the memory tells of a word, as the numbers of rules.
    fn told(memo: &Memo, text: &str) -> Option<Vec<usize>> {
        memo.get(&word(text), text).map(|hits| hits.iter().map(Hit::rule).collect())
    }

    #[test]
    fn a_word_is_told_from_another_with_its_hash() {
        let memo = Memo::default();
        assert_eq!(told(&memo, "gjeld"), None);
        keep(&memo, "gjeld", &[3]);
        keep(&memo, "gjeldsordning", &[4, 5]);
        assert_eq!(told(&memo, "gjeld"), Some(vec![3]));
        assert_eq!(told(&memo, "gjelder"), None);
        assert_eq!(told(&memo, "gjeldsordning"), Some(vec![4, 5]));
        assert_eq!(told(&memo, "gjeldsordninh"), None);
    }

    #[test]
    fn long_words_and_those_without_room_are_not_kept() {
        let memo = Memo::default();
        let words: Vec<String> = (MAX_LEN - N_WORDS..).take(N_WORDS + 2).map(|len| "a".repeat(len)).collect();
        words.iter().for_each(|word| keep(&memo, word, &[]));
        assert_eq!(words.iter().filter(|word| told(&memo, word).is_some()).count(), N_WORDS);
        assert!(told(&Memo::default(), &words[0]).is_none());
    }
}
