//! Lists of words, and what tells fast that a word is on none of them.
//!
//! It knows strings only.

use super::store::{Row, Text, stored_struct};
use super::tokens::{beginning, hash, hash_from};

/// Bits for each word of a list, so that few other words seem to be on it.
const BITS_A_WORD: usize = 16;

/// Most bytes that tell what begins a word.
const MAX_FIRST: usize = 4;

/// A word that is looked for on many lists.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelt<'w> {
    pub(super) word: &'w str,
    hash: u32,
    /// Its first bytes as a number; zero stands for those that are missing.
    first: u32,
}

impl<'w> Spelt<'w> {
    pub(super) fn new(word: &'w str) -> Self {
        let beginning = beginning(word.as_bytes());
        let [first, _] = beginning;
        Self { word, hash: hash_from(beginning, word.as_bytes()), first: first as u32 }
    }
}

/// Words given whole, by their beginning (`stem*`) or by their end (`*ending`).
#[derive(Clone, Debug, Default)]
pub(super) struct WordList {
    // INVARIANT (whole-sorted): ascending, for binary search.
    whole: Vec<Text>,
    // INVARIANT (beginnings-apart): ascending, and none begins with another, so that the one before a word decides.
    beginnings: Vec<Text>,
    ends: Vec<Text>,
    /// The hashes of the whole words.
    hashes: Sieve,
    /// The first bytes of the beginnings: so many of each.
    firsts: Sieve,
    n_first: usize,
    /// A bit for the last byte of each end.
    last_bytes: u64,
}

/// Numbers, with others that share their bits.
#[derive(Clone, Debug, Default)]
pub(super) struct Sieve {
    bits: Row<u64>,
    /// How many bits of a number are left out to find its own.
    shift: u32,
}

stored_struct!(Sieve { bits, shift });
stored_struct!(WordList { whole, beginnings, ends, hashes, firsts, n_first, last_bytes });

impl Sieve {
    pub(super) fn new(numbers: impl ExactSizeIterator<Item = u32>) -> Self {
        if numbers.len() == 0 {
            return Self::default();
        }
        let n_bits = (numbers.len() * BITS_A_WORD).next_power_of_two().max(64);
        let shift = u32::BITS - n_bits.ilog2();
        let mut bits = vec![0_u64; n_bits / 64];
        for number in numbers {
            let bit = number >> shift;
            bits.get_mut(bit as usize / 64).into_iter().for_each(|bits| *bits |= 1 << (bit % 64));
        }
        Self { bits: bits.into_iter().collect(), shift }
    }

    #[inline]
    pub(super) fn may_have(&self, number: u32) -> bool {
        let bit = number >> self.shift;
        self.bits.get(bit as usize / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 1)
    }
}

impl WordList {
    /// Compiles entries; `respell` is applied to each.
    pub(super) fn new<'a>(entries: impl Iterator<Item = &'a str>, respell: impl Fn(&str) -> String) -> Self {
        let mut list = Self::default();
        for entry in entries {
            if let Some(end) = entry.strip_prefix('*') {
                list.ends.push(respell(end).into());
            } else if let Some(beginning) = entry.strip_suffix('*') {
                list.beginnings.push(respell(beginning).into());
            } else {
                list.whole.push(respell(entry).into());
            }
        }
        list.whole.sort();
        list.beginnings.sort();
        list.beginnings.dedup_by(|later, earlier| later.starts_with(&**earlier));
        list.hashes = Sieve::new(list.whole.iter().map(|word| hash(word.as_bytes())));
        list.n_first = list.beginnings.iter().map(|text| text.len()).min().unwrap_or_default().min(MAX_FIRST);
        let n_first = list.n_first;
        list.firsts = Sieve::new(list.beginnings.iter().map(|text| mixed(first_bytes(text, n_first))));
        // What is empty fits every word.
        let bit = |text: &Text| text.bytes().next_back().map_or(u64::MAX, byte_bit);
        list.last_bytes = list.ends.iter().fold(0, |bits, text| bits | bit(text));
        list
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.beginnings.is_empty() && self.ends.is_empty()
    }

    /// Whether `word` is one of them.
    pub(super) fn contains(&self, word: &str) -> bool {
        self.has(Spelt::new(word))
    }

    /// Whether a word is one of them.
    #[inline]
    pub(super) fn has(&self, spelt: Spelt<'_>) -> bool {
        let Spelt { word, hash, first } = spelt;
        let first = mixed(first & !(u64::MAX << (8 * self.n_first)) as u32);
        let may_end = || {
            self.last_bytes == u64::MAX
                || word.bytes().next_back().is_some_and(|last| self.last_bytes & byte_bit(last) != 0)
        };
        self.hashes.may_have(hash) && self.is_whole(word)
            || !self.beginnings.is_empty() && self.firsts.may_have(first) && self.begins(word)
            || self.last_bytes != 0 && may_end() && self.ends.iter().any(|end| word.ends_with(&**end))
    }

    #[inline(never)]
    fn is_whole(&self, word: &str) -> bool {
        self.whole.binary_search_by(|entry| (**entry).cmp(word)).is_ok()
    }

    #[inline(never)]
    fn begins(&self, word: &str) -> bool {
        let after = self.beginnings.partition_point(|beginning| **beginning <= *word);
        let before = after.checked_sub(1).and_then(|idx| self.beginnings.get(idx));
        before.is_some_and(|beginning| word.starts_with(&**beginning))
    }
}

/// The first bytes of a word as a number, so many of them; zero stands for the others.
fn first_bytes(word: &str, n_bytes: usize) -> u32 {
    word.bytes().take(n_bytes).enumerate().fold(0, |sum, (at, byte)| sum | u32::from(byte) << (8 * at))
}

fn mixed(first: u32) -> u32 {
    first.wrapping_mul(0x9E37_79B1)
}

fn byte_bit(byte: u8) -> u64 {
    1 << (byte % 64)
}

#[cfg(test)]
mod tests {
    use super::WordList;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_word_is_on_a_list_where_an_entry_fits(
            entries in prop::collection::vec("\\*?[abæ]{0,3}|[abæ]{0,3}\\*", 0..6),
            words in prop::collection::vec("[abæ1]{0,5}", 20),
        ) {
            let list = WordList::new(entries.iter().map(String::as_str), str::to_owned);
            for word in &words {
                let fits = |entry: &String| match (entry.strip_prefix('*'), entry.strip_suffix('*')) {
                    (Some(end), _) => word.ends_with(end),
                    (None, Some(beginning)) => word.starts_with(beginning),
                    (None, None) => word == entry,
                };
                prop_assert_eq!(list.contains(word), entries.iter().any(fits), "{}", word);
            }
            prop_assert_eq!(list.is_empty(), entries.is_empty());
        }
    }
}
