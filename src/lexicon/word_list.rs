//! Lists of words, and what tells fast that a word is on none of them.
//!
//! It knows strings only.

use super::store::{Row, Text, stored_struct};
use super::tokens::hash;

/// Bits for each word of a list, so that few other words seem to be on it.
const BITS_A_WORD: usize = 16;

/// A word that is looked for on many lists.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelt<'w> {
    pub(super) word: &'w str,
    hash: u32,
}

impl<'w> Spelt<'w> {
    pub(super) fn new(word: &'w str) -> Self {
        Self { word, hash: hash(word.as_bytes()) }
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
    /// A bit for the hash of each whole word, and how many bits of a hash are left out to find its own.
    bits: Row<u64>,
    shift: u32,
    /// A bit for the first byte of each beginning, and for the last of each end.
    first_bytes: u64,
    last_bytes: u64,
}

stored_struct!(WordList { whole, beginnings, ends, bits, shift, first_bytes, last_bytes });

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
        // What is empty fits every word.
        let bit = |byte: Option<u8>| byte.map_or(u64::MAX, byte_bit);
        list.first_bytes = list.beginnings.iter().fold(0, |bits, text| bits | bit(text.bytes().next()));
        list.last_bytes = list.ends.iter().fold(0, |bits, text| bits | bit(text.bytes().next_back()));
        if !list.whole.is_empty() {
            let n_bits = (list.whole.len() * BITS_A_WORD).next_power_of_two().max(64);
            list.shift = u32::BITS - n_bits.ilog2();
            let mut bits = vec![0_u64; n_bits / 64];
            for word in &list.whole {
                let bit = hash(word.as_bytes()) >> list.shift;
                bits.get_mut(bit as usize / 64).into_iter().for_each(|bits| *bits |= 1 << (bit % 64));
            }
            list.bits = bits.into_iter().collect();
        }
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
        let Spelt { word, hash } = spelt;
        let bit = hash >> self.shift;
        let may_be_whole = self.bits.get(bit as usize / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 1);
        let bytes = word.as_bytes();
        let may_have =
            |bits: u64, byte: Option<&u8>| bits == u64::MAX || byte.is_some_and(|&byte| bits & byte_bit(byte) != 0);
        may_be_whole && self.is_whole(word)
            || may_have(self.first_bytes, bytes.first()) && self.begins(word)
            || may_have(self.last_bytes, bytes.last()) && self.ends.iter().any(|end| word.ends_with(&**end))
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
