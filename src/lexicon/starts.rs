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
    /// All anchors, one after the other, and where each ends.
    letters: Text,
    ends: Vec<u32>,
    /// Fewest bytes of a key.
    min_key: usize,
    /// Which slots have anchors.
    bitmap: Vec<u64>,
    /// For each slot the number of its first anchor, counted from 1; 0 is none.
    firsts: Vec<u16>,
    /// For each anchor the number of the next in its slot; likewise.
    nexts: Vec<u16>,
}

impl Stored for Starts {
    fn write(&self, out: &mut Vec<u8>) {
        self.letters.write(out);
        self.ends.write(out);
    }

    fn read(bytes: &mut &'static [u8]) -> Option<Self> {
        Self::index(Stored::read(bytes)?, Stored::read(bytes)?).ok()
    }
}

impl Starts {
    /// Takes in anchors of at least [`MIN_ANCHOR`] bytes. What is found is told by their indexes.
    ///
    /// # Errors
    /// There are more than the table can hold.
    pub(super) fn new(anchors: &[&str]) -> Result<Self, Phrase> {
        let mut end = 0;
        let ends = anchors.iter().map(|anchor| {
            end += anchor.len() as u32;
            end
        });
        Self::index(anchors.concat().into(), ends.collect())
    }

    fn index(letters: Text, ends: Vec<u32>) -> Result<Self, Phrase> {
        let n_anchors = ends.len();
        let mut starts = Self {
            letters,
            ends,
            min_key: MAX_KEY,
            bitmap: vec![0; N_SLOTS / 64],
            firsts: vec![0; N_SLOTS],
            nexts: vec![0; n_anchors],
        };
        // From behind, so that those that share a slot stand there in their order.
        for idx in (0..n_anchors).rev() {
            let anchor = starts.anchor(idx);
            let (len, slot) = (anchor.len(), slot(first_bytes(anchor)));
            starts.min_key = starts.min_key.min(len);
            let number = u16::try_from(idx + 1).map_err(|_| phrase!("lexicon-too-large"))?;
            if let (Some(first), Some(next)) = (starts.firsts.get_mut(slot), starts.nexts.get_mut(idx)) {
                *next = std::mem::replace(first, number);
            }
            if let Some(bits) = starts.bitmap.get_mut(slot / 64) {
                *bits |= 1 << (slot % 64);
            }
        }
        Ok(starts)
    }

    fn anchor(&self, idx: usize) -> &[u8] {
        let start = idx.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(idx).copied().unwrap_or_default();
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
        let mut number = self.firsts.get(slot).copied().unwrap_or_default();
        while let Some(idx) = usize::from(number).checked_sub(1) {
            let anchor = self.anchor(idx);
            if first_bytes(anchor) == key && rest.starts_with(anchor) {
                found(at, idx);
            }
            number = self.nexts.get(idx).copied().unwrap_or_default();
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
            let starts = Starts::new(&anchors).unwrap();
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
