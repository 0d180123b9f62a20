//! Beginnings of words: which anchors stand at a place of a text.
//!
//! The first two, three and four bytes there are looked up in a small bitmap. What it lets through is compared. It knows
//! strings and their places only.

use super::store::{Row, Text, stored_struct};

/// Fewest bytes of an anchor.
pub(super) const MIN_ANCHOR: usize = 2;
/// Most bytes of an anchor that make up its key.
const MAX_KEY: usize = 4;
/// Places of the table: a few thousand keys leave it mostly empty, and its bitmap stays in the nearest cache.
const N_SLOTS: usize = 1 << 16;
/// Anchors by their first bytes.
#[derive(Debug, Default)]
pub(super) struct Starts {
    /// All anchors, one after the other, and where each ends.
    letters: Text,
    ends: Row<u32>,
    /// Fewest bytes of a key.
    min_key: usize,
    /// Which slots have anchors.
    bitmap: Row<u64>,
    /// For each number of the bitmap how many slots before it have.
    ranks: Row<u32>,
    /// For each slot that has anchors the number of the first, counted from 1.
    firsts: Row<u32>,
    /// For each anchor the number of the next in its slot; 0 is none.
    nexts: Row<u32>,
}

stored_struct!(Starts { letters, ends, min_key, bitmap, ranks, firsts, nexts });

impl Starts {
    /// Takes in anchors of at least [`MIN_ANCHOR`] bytes. What is found is told by their indexes.
    pub(super) fn new(anchors: &[&str]) -> Self {
        let mut firsts = vec![0; N_SLOTS];
        let mut nexts = vec![0; anchors.len()];
        // From behind, so that those that share a slot stand there in their order.
        for (number, (anchor, next)) in (1..).zip(anchors.iter().zip(&mut nexts)).collect::<Vec<_>>().into_iter().rev()
        {
            if let Some(first) = firsts.get_mut(slot(first_bytes(anchor.as_bytes()))) {
                *next = std::mem::replace(first, number);
            }
        }
        let bits = |slots: &[u32]| slots.iter().rev().fold(0, |bits, first| bits << 1 | u64::from(*first != 0));
        let bitmap: Vec<u64> = firsts.chunks(u64::BITS as usize).map(bits).collect();
        let sum = |sum: &mut u32, n: u32| Some(std::mem::replace(sum, *sum + n));
        Self {
            letters: anchors.concat().into(),
            ends: anchors
                .iter()
                .scan(0, |end, anchor| {
                    *end += anchor.len() as u32;
                    Some(*end)
                })
                .collect(),
            min_key: anchors.iter().map(|anchor| anchor.len()).chain([MAX_KEY]).min().unwrap_or_default(),
            ranks: bitmap.iter().map(|bits| bits.count_ones()).scan(0, sum).collect(),
            bitmap: bitmap.into_iter().collect(),
            firsts: firsts.into_iter().filter(|first| *first != 0).collect(),
            nexts: nexts.into_iter().collect(),
        }
    }

    fn anchor(&self, idx: usize) -> &[u8] {
        let start = idx.checked_sub(1).and_then(|before| self.ends.get(before)).unwrap_or_default();
        let end = self.ends.get(idx).unwrap_or_default();
        self.letters.as_bytes().get(start as usize..end as usize).unwrap_or_default()
    }

    /// Calls `found` with every anchor that stands at `at`.
    #[inline]
    pub(super) fn at(&self, bytes: &[u8], at: usize, found: &mut impl FnMut(usize, usize)) {
        let Some(rest) = bytes.get(at..) else { return };
        let first = first_bytes(rest);
        // At the end of a text there are fewer keys than lengths.
        let mut previous = 0;
        let keys = [first & 0xFFFF, first & 0x00FF_FFFF, first];
        for key in keys.into_iter().skip(self.min_key.saturating_sub(MIN_ANCHOR)) {
            if key == previous {
                continue;
            }
            previous = key;
            let slot = slot(key);
            if self.has(slot) {
                self.compare(rest, slot, key, at, found);
            }
        }
    }

    /// Calls `found` with every anchor that stands in `bytes` at `from` or later.
    pub(super) fn inside(&self, bytes: &[u8], from: usize, found: &mut impl FnMut(usize, usize)) {
        let tail = bytes.get(from..).unwrap_or_default();
        if self.min_key < MAX_KEY {
            (from..bytes.len()).for_each(|at| self.at(bytes, at, found));
            return;
        }
        for (n_before, first) in tail.windows(MAX_KEY).enumerate() {
            let key = first_bytes(first);
            let slot = slot(key);
            if self.has(slot) {
                self.compare(tail.get(n_before..).unwrap_or_default(), slot, key, from + n_before, found);
            }
        }
    }

    fn has(&self, slot: usize) -> bool {
        self.bitmap.get(slot / 64).is_some_and(|bits| bits >> (slot % 64) & 1 == 1)
    }

    #[inline(never)]
    fn compare(&self, rest: &[u8], slot: usize, key: u32, at: usize, found: &mut impl FnMut(usize, usize)) {
        let mut number = self.first(slot).unwrap_or_default();
        while let Some(idx) = (number as usize).checked_sub(1) {
            let anchor = self.anchor(idx);
            if first_bytes(anchor) == key && rest.starts_with(anchor) {
                found(at, idx);
            }
            number = self.nexts.get(idx).unwrap_or_default();
        }
    }

    /// The number of the first anchor of a slot that has some.
    fn first(&self, slot: usize) -> Option<u32> {
        let before = self.bitmap.get(slot / 64)? & ((1 << (slot % 64)) - 1);
        self.firsts.get((self.ranks.get(slot / 64)? + before.count_ones()) as usize)
    }
}

/// The first four bytes as a number; those that are missing are zero, which no letter is.
fn first_bytes(bytes: &[u8]) -> u32 {
    match bytes.first_chunk::<MAX_KEY>() {
        Some(first) => u32::from_le_bytes(*first),
        None => {
            let mut padded = [0; MAX_KEY];
            for (to, from) in padded.iter_mut().zip(bytes) {
                *to = *from;
            }
            u32::from_le_bytes(padded)
        }
    }
}

fn slot(key: u32) -> usize {
    (key.wrapping_mul(0x9E37_79B1) >> 16) as usize % N_SLOTS
}

#[cfg(test)]
mod tests {
    use super::Starts;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_anchor_is_found_and_no_other(text in "([a-cæøå «»]|aab){0,60}") {
            let anchors = ["aa", "aab", "åa", "bæøa", "caab", "caa"];
            let starts = Starts::new(&anchors);
            for (at, _) in text.char_indices() {
                let mut found = Vec::new();
                starts.at(text.as_bytes(), at, &mut |_, idx| found.push(idx));
                found.sort_unstable();
                let plain: Vec<usize> = (0..anchors.len()).filter(|&idx| text.as_bytes()[at..].starts_with(anchors[idx].as_bytes())).collect();
                prop_assert_eq!(found, plain);
            }
        }
    }
}
