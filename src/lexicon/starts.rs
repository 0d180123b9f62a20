//! Where words start that may be anchors: one pass over a text, with a look at the first bytes of each word.
//!
//! Sixty-four bytes are classed at a time, and of each word that starts among them the first two, three and four bytes
//! are looked up in a small bitmap. What it lets through is compared. It knows strings and their places only.

use super::store::Stored;

/// Fewest bytes of an anchor.
pub(super) const MIN_ANCHOR: usize = 2;
/// Most bytes of an anchor that make up its key.
const MAX_KEY: usize = 4;
/// Places of the table: a few thousand keys leave it mostly empty, and its bitmap stays in the nearest cache.
const N_SLOTS: usize = 1 << 16;
/// Bytes that are classed together.
const N_BLOCK: usize = 64;

/// What a byte is to the pass.
const CLASSES: [u8; 256] = classes();
const LETTER: u8 = 1;
/// Begins a character that may be no letter.
const ODD: u8 = 2;

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::indexing_slicing, reason = "in a constant, of 256 there are 256")]
        {
            classes[byte] = match byte as u8 {
                b'a'..=b'z' | b'A'..=b'Z' => LETTER,
                0..0x80 => 0,
                // Latin letters, and the bytes that follow the first of any character.
                0x80..=0xC1 | 0xC3..=0xC9 => LETTER,
                _ => LETTER | ODD,
            };
        }
        byte += 1;
    }
    classes
}

/// Anchors by their first bytes.
#[derive(Debug, Default)]
pub(super) struct Starts {
    anchors: Vec<Box<str>>,
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

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Self::new(Stored::read(bytes)?).ok()
    }
}

impl Starts {
    /// Takes in anchors of at least [`MIN_ANCHOR`] bytes. What is found is told by their indexes.
    ///
    /// # Errors
    /// There are more than the table can hold.
    pub(super) fn new(anchors: Vec<Box<str>>) -> Result<Self, String> {
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
                *bucket = starts.buckets.len().try_into().map_err(|_| "the lexicon is too large".to_owned())?;
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

    /// Calls `found` with the place and the index of every anchor that a word of `text` begins with, and `long` with the place
    /// of every word of at least `min_long` bytes, which are at most [`N_BLOCK`].
    pub(super) fn for_each(
        &self,
        text: &str,
        min_long: u32,
        mut found: impl FnMut(usize, usize),
        mut long: impl FnMut(usize),
    ) {
        let bytes = text.as_bytes();
        let mut after_letter = false;
        for (n_block, block) in bytes.chunks(N_BLOCK).enumerate() {
            let (mut letters, mut odd) = (0_u64, 0);
            for (at, &byte) in block.iter().enumerate() {
                let class = CLASSES.get(usize::from(byte)).copied().unwrap_or_default();
                letters |= u64::from(class & LETTER) << at;
                odd |= class & ODD;
            }
            // A block that begins inside a character cannot tell what it is.
            if odd != 0 || block.first().is_some_and(|&byte| (0x80..0xC0).contains(&byte)) {
                letters = letters_of(text, n_block * N_BLOCK, block.len());
            }
            let mut starts = letters & !(letters << 1 | u64::from(after_letter));
            after_letter = letters >> (N_BLOCK - 1) & 1 == 1;
            while starts != 0 {
                let in_block = starts.trailing_zeros();
                let at = n_block * N_BLOCK + in_block as usize;
                self.at(bytes, at, &mut found);
                // Where a word goes on after the block is not known here.
                let len = (letters >> in_block).trailing_ones();
                if len >= min_long || in_block + len >= N_BLOCK as u32 {
                    long(at);
                }
                starts &= starts - 1;
            }
        }
    }

    /// Calls `found` with every anchor that stands at `at`.
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
            let bits = self.bitmap.get(slot / 64).copied().unwrap_or_default();
            if bits >> (slot % 64) & 1 == 1 {
                self.compare(rest, slot, key, at, found);
            }
        }
    }

    /// How many bytes an anchor has.
    pub(super) fn len_of(&self, idx: usize) -> usize {
        self.anchors.get(idx).map_or(0, |anchor| anchor.len())
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

/// Which bytes of a block belong to letters, character by character.
fn letters_of(text: &str, from: usize, len: usize) -> u64 {
    let start = text.floor_char_boundary(from);
    let mut letters = 0_u64;
    for (at, c) in text.get(start..).unwrap_or_default().char_indices() {
        let at = start + at;
        if at >= from + len {
            break;
        }
        if c.is_alphabetic() {
            for byte in at.max(from)..(at + c.len_utf8()).min(from + len) {
                letters |= 1 << (byte - from);
            }
        }
    }
    letters
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

    /// The places found, and those where a word plainly begins with an anchor.
    fn both(text: &str, anchors: &[&str]) -> [Vec<(usize, usize)>; 2] {
        let starts = Starts::new(anchors.iter().map(|anchor| Box::from(*anchor)).collect()).unwrap();
        let mut found = Vec::new();
        starts.for_each(text, 7, |at, idx| found.push((at, idx)), |_| {});
        found.sort_unstable();
        let mut plain = Vec::new();
        let mut after_letter = false;
        for (at, c) in text.char_indices() {
            if c.is_alphabetic() && !after_letter {
                let begins = |anchor: &&str| text.get(at..).is_some_and(|rest| rest.starts_with(anchor));
                plain.extend(anchors.iter().enumerate().filter(|(_, anchor)| begins(anchor)).map(|(idx, _)| (at, idx)));
            }
            after_letter = c.is_alphabetic();
        }
        [found, plain]
    }

    #[test]
    fn words_start_after_anything_but_a_letter() {
        let text = "«gjeld» –gjeld gjeld\u{A0}øk.øk 9gjeld agjeld ågjeld, gj";
        let [found, plain] = both(text, &["gj", "gjeld", "øk"]);
        assert_eq!(found, plain);
        assert_eq!(found.len(), 11);
    }

    proptest! {
        #[test]
        fn every_start_is_found_and_no_other(text in "([a-cæøå «»–\u{A0}é9.]|aab){0,200}") {
            let [found, plain] = both(&text, &["aa", "aab", "åa", "bæøa", "caab"]);
            prop_assert_eq!(found, plain);
        }
    }
}
