//! Beginnings of words: which anchors stand at a place of a text.
//!
//! The first two, three and four bytes there are looked up in a small bitmap. What it lets through is compared. It knows
//! strings and their places only.

use super::store::{Stored, Text};
use crate::phrase::Phrase;

/// Fewest bytes of an anchor.
pub(super) const MIN_ANCHOR: usize = 2;
/// Most bytes of an anchor that make up its key.
const MAX_KEY: usize = 4;
/// Places of the table: a few thousand keys leave it mostly empty, and its bitmap stays in the nearest cache.
const N_SLOTS: usize = 1 << 16;
/// Anchors by their first bytes.
#[derive(Debug, Default)]
pub(super) struct Starts {
    anchors: Vec<Text>,
    /// Fewest bytes of a key.
    min_key: usize,
    /// Which slots have anchors.
    bitmap: Vec<u64>,
    /// For each slot the number of its bucket; 0 is empty.
    buckets_by_slot: Vec<u16>,
    /// Anchors that share a slot, as indexes.
    buckets: Vec<Vec<usize>>,
}

impl Stored for Starts {
    fn write(&self, out: &mut Vec<u8>) {
        self.anchors.write(out);
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        Self::new(Stored::read(bytes)?).ok()
    }
}

impl Starts {
    /// Takes in anchors of at least [`MIN_ANCHOR`] bytes. What is found is told by their indexes.
    ///
    /// # Errors
    /// There are more than the table can hold.
    pub(super) fn new(anchors: Vec<Text>) -> Result<Self, Phrase> {
        let mut starts = Self {
            anchors: Vec::new(),
            min_key: anchors.iter().map(|anchor| anchor.len()).min().unwrap_or(MAX_KEY).min(MAX_KEY),
            bitmap: vec![0; N_SLOTS / 64],
            buckets_by_slot: vec![0; N_SLOTS],
            buckets: vec![Vec::new()],
        };
        for (idx, anchor) in anchors.iter().enumerate() {
            let slot = slot(first_bytes(anchor.as_bytes()));
            let Some(bucket) = starts.buckets_by_slot.get_mut(slot) else { continue };
            if *bucket == 0 {
                *bucket = starts.buckets.len().try_into().map_err(|_| phrase!("lexicon-too-large"))?;
                starts.buckets.push(Vec::new());
            }
            if let Some(list) = starts.buckets.get_mut(usize::from(*bucket)) {
                list.push(idx);
            }
            if let Some(bits) = starts.bitmap.get_mut(slot / 64) {
                *bits |= 1 << (slot % 64);
            }
        }
        starts.anchors = anchors;
        Ok(starts)
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
        let bucket = self.buckets_by_slot.get(slot).copied().unwrap_or_default();
        for &idx in self.buckets.get(usize::from(bucket)).into_iter().flatten() {
            let anchor = self.anchors.get(idx).map_or(&[][..], |anchor| anchor.as_bytes());
            if first_bytes(anchor) == key && rest.starts_with(anchor) {
                found(at, idx);
            }
        }
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
            let anchors = ["aa", "aab", "åa", "bæøa", "caab"];
            let starts = Starts::new(anchors.iter().map(|anchor| (*anchor).into()).collect()).unwrap();
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
