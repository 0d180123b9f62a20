//! The words of a text, one after the other, each with a number that tells it from most others.
//!
//! Sixty-four bytes are classed at a time. It must not know the lexicon.

/// Bytes that are classed together.
const N_BLOCK: usize = 64;
/// Longest word that is read as one, in bytes.
const MAX_LEN: usize = 96;

/// Letters with none before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    /// [`hash`] of its letters.
    pub(super) hash: u32,
    /// What stands beside it may belong to it, or it is longer than words are: it must be looked at letter by letter.
    pub(super) is_odd: bool,
}

/// Reads the words of a text.
pub(super) struct Tokens<'a> {
    text: &'a str,
    /// Where the next block begins.
    at: usize,
    /// Where the word starts that the last block ended in.
    open: Option<usize>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, open: None }
    }

    /// Adds the words that end in the next bytes to `tokens`; false where the text ends.
    pub(super) fn read_on(&mut self, tokens: &mut Vec<Token>) -> bool {
        let bytes = self.text.as_bytes();
        let from = self.at;
        let rest = bytes.get(from..).unwrap_or_default();
        let len = rest.len().min(N_BLOCK);
        let mut last = [0; N_BLOCK];
        let block = rest.first_chunk().unwrap_or_else(|| {
            last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            &last
        });
        let letters = letters(block).unwrap_or_else(|| letters_of(self.text, from, len));
        self.at += len;
        // Where a letter stands beside something else: words start and end there by turns.
        let mut edges = letters ^ (letters << 1 | u64::from(self.open.is_some()));
        while edges != 0 {
            let at = from + edges.trailing_zeros() as usize;
            match self.open.take() {
                Some(start) => tokens.push(token(bytes, start, at)),
                None => self.open = Some(at),
            }
            edges &= edges - 1;
        }
        if self.at < bytes.len() {
            return true;
        }
        tokens.extend(self.open.take().map(|start| token(bytes, start, self.at)));
        false
    }
}

fn token(bytes: &[u8], start: usize, end: usize) -> Token {
    let is_beside = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_digit() || !byte.is_ascii());
    let is_odd = end - start > MAX_LEN || is_beside(bytes.get(end)) || is_beside(bytes.get(start.wrapping_sub(1)));
    Token { start, end, hash: if is_odd { 0 } else { hash(bytes, start, end) }, is_odd }
}

/// A number that tells the word `start..end` from most others.
pub(super) fn hash(bytes: &[u8], start: usize, end: usize) -> u32 {
    let mut hash = (end - start) as u64;
    let mut rest = bytes.get(start..).unwrap_or_default();
    let mut n_left = end - start;
    while n_left > 0 {
        let (eight, after) = match rest.split_first_chunk::<8>() {
            Some((eight, after)) => (u64::from_le_bytes(*eight), after),
            // Only the last bytes of a text are fewer.
            None => (rest.iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte)), &[][..]),
        };
        let eight = if n_left < 8 { eight & !(u64::MAX << (8 * n_left)) } else { eight };
        hash = (hash ^ eight).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        hash ^= hash >> 32;
        rest = after;
        n_left = n_left.saturating_sub(8);
    }
    hash as u32
}

/// Which bytes of a block belong to letters, if its bytes alone can tell.
fn letters(block: &[u8; N_BLOCK]) -> Option<u64> {
    // A block that begins inside a character cannot tell what it is.
    let is_inside = block.first().is_some_and(|&byte| (0x80..0xC0).contains(&byte));
    if is_inside || block.iter().fold(false, |any, &byte| any | is_unclear(byte)) {
        return None;
    }
    let (eights, _) = block.as_chunks();
    let letters =
        eights.iter().enumerate().map(|(idx, eight)| letters_of_eight(u64::from_le_bytes(*eight)) << (8 * idx));
    Some(letters.fold(0, |sum, letters| sum | letters))
}

/// Whether a byte may belong to a character that is no letter: it begins no Latin one, or ends a sign among these (× and ÷).
fn is_unclear(byte: u8) -> bool {
    // Without branches, so that many bytes are asked at once.
    (byte == 0x97) | (byte == 0xB7) | (byte == 0xC2) | (byte >= 0xCA)
}

/// The highest bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// A bit for each of eight bytes that is an ASCII letter, or not ASCII.
fn letters_of_eight(bytes: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let low = (bytes | (EACH * 0x20)) & !HIGH;
    let from_a = low + EACH * (0x80 - b'a' as u64);
    let past_z = low + EACH * (0x80 - b'z' as u64 - 1);
    let letters = (from_a & !past_z | bytes) & HIGH;
    // Gathers the highest bits in the first byte's place.
    (letters >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
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

#[cfg(test)]
mod tests {
    use super::{Token, Tokens, hash};
    use proptest::prelude::*;

    fn tokens(text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut reader = Tokens::new(text);
        while reader.read_on(&mut tokens) {}
        tokens
    }

    /// Words as they plainly are.
    fn plain(text: &str) -> Vec<&str> {
        text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect()
    }

    #[test]
    fn what_stands_beside_a_word_may_belong_to_it() {
        let odd: Vec<bool> = tokens("«gjeld» 9år a9 3×b ok").iter().map(|token| token.is_odd).collect();
        assert_eq!(odd, [true, true, true, true, false]);
    }

    proptest! {
        #[test]
        fn every_word_is_told_once(text in "([a-cæøå «»–×\u{A0}é9.]|aab){0,200}") {
            let found = tokens(&text);
            // A block may take the first byte of a sign that goes on after it for that of a letter.
            let words: Vec<&str> = found.iter().map(|token| text.get(token.start..token.end).unwrap_or_default()).collect();
            let is_cut = words.iter().any(|word| word.is_empty());
            prop_assert!(is_cut || words == plain(&text));
            for token in found.iter().filter(|token| !token.is_odd) {
                let word = text.get(token.start..token.end).unwrap_or_default();
                prop_assert_eq!(token.hash, hash(word.as_bytes(), 0, word.len()));
            }
        }
    }
}
