//! The words of a text, one after the other, each with a number that tells it from most others.
//!
//! Sixty-four bytes are asked at a time where letters begin and end, and sixteen are read at a time: most words are no longer.
//! It must not know the lexicon.

use crate::bytes;

/// Longest word that is read as one, in bytes.
const MAX_LEN: usize = 96;
/// Bytes of a word that a token tells.
pub(super) const N_TOLD: usize = 16;

/// Letters with none before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its first bytes as two numbers; zero stands for those that are missing.
    pub(super) beginning: [u64; 2],
    /// [`hash`] of its letters.
    pub(super) hash: u32,
    /// What stands beside it may belong to it, or it is longer than words are: it must be looked at letter by letter.
    pub(super) is_odd: bool,
}

/// Reads the words of a text.
pub(super) struct Tokens<'a> {
    text: &'a str,
    /// How far it is read.
    at: usize,
    /// Where the run of letters begins that goes on there.
    run: Option<usize>,
    /// Whether what was read last may be unclear.
    was_unclear: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, run: None, was_unclear: false }
    }

    /// Adds the next words to `tokens` until there are `n_tokens` or a few more; false where the text ends.
    pub(super) fn read_on(&mut self, tokens: &mut Vec<Token>, n_tokens: usize) -> bool {
        let bytes = self.text.as_bytes();
        let Self { mut at, mut run, .. } = *self;
        while tokens.len() < n_tokens {
            let Some(letters) = bytes::bits_at(bytes, at, is_letter) else {
                run.into_iter().for_each(|start| self.add(start, bytes.len(), tokens));
                (self.at, self.run) = (at, None);
                return false;
            };
            let unclear = bytes::bits_at(bytes, at, may_be_unclear).unwrap_or_default();
            let was_unclear = std::mem::replace(&mut self.was_unclear, unclear != 0);
            let is_near = was_unclear || self.was_unclear;
            let mut edges = letters ^ (letters << 1 | u64::from(run.is_some()));
            while edges != 0 {
                let edge = edges.trailing_zeros();
                edges &= edges - 1;
                let end = at + edge as usize;
                match run.take() {
                    Some(start) if !is_near || is_plain(unclear, was_unclear, start.checked_sub(at), edge) => {
                        self.add_plain(start, end, tokens);
                    }
                    Some(start) => self.add(start, end, tokens),
                    None => run = Some(end),
                }
            }
            at += bytes::N_TOGETHER;
        }
        (self.at, self.run) = (at, run);
        true
    }

    /// Adds the word that letters are, with no digit beside them.
    #[inline]
    fn add_plain(&self, start: usize, end: usize, tokens: &mut Vec<Token>) {
        let eights = self.text.as_bytes().get(start..).and_then(|rest| rest.first_chunk());
        let (Some(eights), Some([first_mask, second_mask])) = (eights, MASKS.get(end - start)) else {
            return self.add(start, end, tokens);
        };
        let [first, second] = halves(eights);
        let beginning = [first & first_mask, second & second_mask];
        tokens.push(Token { start, end, beginning, hash: mixed(beginning) as u32, is_odd: false });
    }

    /// Adds the words of bytes that are ASCII letters, or not ASCII.
    #[inline(never)]
    fn add(&self, start: usize, end: usize, tokens: &mut Vec<Token>) {
        let bytes = self.text.as_bytes();
        let run = bytes.get(start..end).unwrap_or_default();
        if run.iter().any(|&byte| !byte.is_ascii() && may_be_unclear(byte)) {
            return self.split(start, end, tokens);
        }
        let is_odd = run.len() > MAX_LEN || is_digit_beside(bytes, start, end);
        let first = beginning(run);
        tokens.push(Token { start, end, beginning: first, hash: hash_from(first, run), is_odd });
    }

    /// Adds the words of a stretch that may hold signs too.
    #[inline(never)]
    fn split(&self, start: usize, end: usize, tokens: &mut Vec<Token>) {
        let stretch = self.text.get(start..end).unwrap_or_default();
        let mut at = start;
        for word in stretch.split_inclusive(|c: char| !c.is_alphabetic()) {
            let from = at;
            at += word.len();
            let sign = word.chars().next_back().filter(|c| !c.is_alphabetic());
            let to = at - sign.map_or(0, char::len_utf8);
            if from == to {
                continue;
            }
            let before = self.text.get(..from).and_then(|before| before.chars().next_back());
            let after = self.text.get(to..).and_then(|after| after.chars().next());
            let is_odd = to - from > MAX_LEN || [before, after].into_iter().flatten().any(char::is_alphanumeric);
            let letters = self.text.as_bytes().get(from..to).unwrap_or_default();
            let first = beginning(letters);
            tokens.push(Token { start: from, end: to, beginning: first, hash: hash_from(first, letters), is_odd });
        }
    }
}

/// Whether nothing in a word or right beside it is unclear. It ends at the bit `end` of the `unclear` bytes and begins at
/// `start`, or in those before them: they are looked at as one, as is what stands before the first of these.
#[inline]
fn is_plain(unclear: u64, was_unclear: bool, start: Option<usize>, end: u32) -> bool {
    let before = start.and_then(|start| start.checked_sub(1));
    let word = u64::MAX << before.unwrap_or_default() & u64::MAX >> (u64::BITS - 1 - end);
    unclear & word == 0 && (before.is_some() || !was_unclear)
}

/// Whether a byte is an ASCII letter, or a part of a character beyond ASCII. Without branches, so that many are asked at once.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() | !byte.is_ascii()
}

fn is_digit_beside(bytes: &[u8], start: usize, end: usize) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    is_digit(bytes.get(end)) || is_digit(bytes.get(start.wrapping_sub(1)))
}

/// Of so many bytes, which bits of two numbers are theirs.
static MASKS: [[u64; 2]; N_TOLD + 1] = masks();

const fn masks() -> [[u64; 2]; N_TOLD + 1] {
    let mut masks = [[0; 2]; N_TOLD + 1];
    let mut rest: &mut [[u64; 2]] = &mut masks;
    let mut mask = 0_u128;
    while let Some((first, others)) = rest.split_first_mut() {
        *first = [mask as u64, (mask >> 64) as u64];
        rest = others;
        mask = mask << 8 | 0xFF;
    }
    masks
}

fn halves(eights: &[u8; N_TOLD]) -> [u64; 2] {
    let eights = u128::from_le_bytes(*eights);
    [eights as u64, (eights >> 64) as u64]
}

/// The first bytes of a word as two numbers; zero stands for those that are missing.
pub(super) fn beginning(letters: &[u8]) -> [u64; 2] {
    // Numbers that overlap have the same bytes where they do.
    match (letters.first_chunk(), letters.first_chunk(), letters.last_chunk()) {
        (Some(eights), ..) => halves(eights),
        (_, Some(first), Some(last)) => {
            let n_missing = N_TOLD - letters.len();
            [u64::from_le_bytes(*first), u64::from_le_bytes(*last).unbounded_shr(8 * n_missing as u32)]
        }
        _ => [few(letters), 0],
    }
}

/// At most eight bytes as a number.
fn few(letters: &[u8]) -> u64 {
    match (letters.first_chunk(), letters.last_chunk()) {
        (Some(first), Some(last)) => {
            let n_more = letters.len() - last.len();
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << (8 * n_more)
        }
        _ => letters.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

/// A number that tells the letters of a word from most others.
pub(super) fn hash(letters: &[u8]) -> u32 {
    hash_from(beginning(letters), letters)
}

/// The same, where the [`beginning`] is known.
#[inline]
pub(super) fn hash_from(beginning_of: [u64; 2], letters: &[u8]) -> u32 {
    let rest = letters.get(N_TOLD..).unwrap_or_default();
    rest.chunks(N_TOLD).fold(mixed(beginning_of), |hash, more| mixed([hash, mixed(beginning(more))])) as u32
}

/// One number of two.
fn mixed([first, second]: [u64; 2]) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let first = first.wrapping_mul(ODD);
    let both = (first ^ first >> 32 ^ second).wrapping_mul(ODD);
    both ^ both >> 32
}

/// Whether a byte may be a digit, or belong to a character beyond ASCII that is no letter: it begins no Latin one, or ends a sign
/// among these (× and ÷). Without branches, so that many are asked at once.
fn may_be_unclear(byte: u8) -> bool {
    byte.is_ascii_digit() | (byte >= 0xCA) | (byte == 0xC2) | (byte == 0x97) | (byte == 0xB7)
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens, beginning, hash};
    use proptest::prelude::*;

    fn tokens(text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut reader = Tokens::new(text);
        while reader.read_on(&mut tokens, usize::MAX) {}
        tokens
    }

    /// Words as they plainly are.
    fn plain(text: &str) -> Vec<&str> {
        text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect()
    }

    #[test]
    fn what_stands_beside_a_word_may_belong_to_it() {
        let odd: Vec<bool> = tokens("«gjeld» 9år a9 3b½ ok").iter().map(|token| token.is_odd).collect();
        assert_eq!(odd, [false, true, true, true, false]);
    }

    #[test]
    fn the_first_bytes_are_two_numbers() {
        let letters = b"abcdefghijklmnopqr";
        for len in 0..=letters.len() {
            let told = |from: usize| {
                let eight = letters[..len].iter().skip(from).take(8).enumerate();
                eight.map(|(at, byte)| u64::from(*byte) << (8 * at)).sum::<u64>()
            };
            assert_eq!(beginning(&letters[..len]), [told(0), told(8)], "{len}");
        }
    }

    proptest! {
        #[test]
        fn every_word_is_told_once(text in "([a-cæøå «»–×\u{A0}é9.]|aab){0,200}") {
            let found = tokens(&text);
            let words: Vec<&str> = found.iter().map(|token| text.get(token.start..token.end).unwrap_or_default()).collect();
            prop_assert_eq!(words, plain(&text));
            for token in found.iter().filter(|token| !token.is_odd) {
                let word = text.get(token.start..token.end).unwrap_or_default();
                prop_assert_eq!(token.hash, hash(word.as_bytes()));
            }
        }
    }
}
