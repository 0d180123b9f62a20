//! Memory: of words that were looked into, what they may be.
//!
//! Texts repeat their words, and what a word's letters tell is the same in all of them. It forgets nothing: the word that
//! comes first to a place keeps it.

use super::hit::Hit;
use super::store::Stored;
use std::sync::OnceLock;

/// Places for words, as a power of two: common words find theirs free, and all are soon filled.
const SLOT_BITS: u32 = 13;
/// Longest word that is remembered, in bytes.
const MAX_LEN: usize = 24;

/// Words with what they may be.
#[derive(Debug, Default)]
pub(super) struct Memo {
    slots: OnceLock<Vec<OnceLock<Known>>>,
}

#[derive(Debug)]
struct Known {
    len: usize,
    letters: [u8; MAX_LEN],
    hits: Vec<Hit>,
}

/// Nothing of it is kept from one run to the next.
impl Stored for Memo {
    fn write(&self, _: &mut Vec<u8>) {}

    fn read(_: &mut &'static [u8]) -> Option<Self> {
        Some(Self::default())
    }
}

impl Memo {
    /// What a word with a hash may be, if it was looked into before.
    pub(super) fn get(&self, hash: u32, word: &[u8]) -> Option<&[Hit]> {
        let known = self.slots.get()?.get(slot(hash))?.get()?;
        (known.letters.get(..known.len)? == word).then_some(&known.hits)
    }

    /// Keeps what a word may be, if its place is free.
    pub(super) fn keep(&self, hash: u32, word: &[u8], hits: &[Hit]) {
        let slots = self.slots.get_or_init(|| (0..1 << SLOT_BITS).map(|_| OnceLock::new()).collect());
        let Some(slot) = slots.get(slot(hash)).filter(|slot| slot.get().is_none()) else { return };
        let mut letters = [0; MAX_LEN];
        if let Some(to) = letters.get_mut(..word.len()) {
            to.copy_from_slice(word);
            slot.get_or_init(|| Known { len: word.len(), letters, hits: hits.to_vec() });
        }
    }
}

fn slot(hash: u32) -> usize {
    (hash >> (u32::BITS - SLOT_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::super::hit::{Hit, Named};
    use super::{MAX_LEN, Memo};

    fn hit(rule: usize) -> Hit {
        Hit { rule, opens: false, named: Named::Released(0) }
    }

    /// What the memory tells of a word, as the numbers of rules.
    fn told(memo: &Memo, hash: u32, word: &str) -> Option<Vec<usize>> {
        memo.get(hash, word.as_bytes()).map(|hits| hits.iter().map(|hit| hit.rule).collect())
    }

    #[test]
    fn a_word_is_told_from_another_with_its_hash() {
        let memo = Memo::default();
        assert_eq!(told(&memo, 7, "gjeld"), None);
        memo.keep(7, b"gjeld", &[hit(3)]);
        memo.keep(7, b"gjelder", &[]);
        assert_eq!(told(&memo, 7, "gjeld"), Some(vec![3]));
        assert_eq!(told(&memo, 7, "gjelder"), None);
    }

    #[test]
    fn long_words_are_not_kept() {
        let memo = Memo::default();
        memo.keep(7, &[b'a'; MAX_LEN + 1], &[]);
        assert!(memo.get(7, &[b'a'; MAX_LEN + 1]).is_none());
        memo.keep(7, &[b'a'; MAX_LEN], &[]);
        assert!(memo.get(7, &[b'a'; MAX_LEN]).is_some());
    }
}
