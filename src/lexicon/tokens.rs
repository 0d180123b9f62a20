//! The words of a text, one after the other, each with a number that tells it from most others.
//!
//! Eight bytes are read at a time, and most words are no longer. It must not know the lexicon.

/// Longest word that is read as one, in bytes.
const MAX_LEN: usize = 96;
/// Bytes that are read together.
const N_TOGETHER: usize = 8;

/// Letters with none before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its first bytes as a number; zero stands for those that are missing.
    pub(super) beginning: u64,
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
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Adds the next words to `tokens` until there are `n_tokens` or a few more; false where the text ends.
    pub(super) fn read_on(&mut self, tokens: &mut Vec<Token>, n_tokens: usize) -> bool {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        while tokens.len() < n_tokens {
            let first = letters(first_bytes(bytes, at));
            if first.n_letters == 0 {
                if at >= bytes.len() {
                    self.at = at;
                    return false;
                }
                at += first.n_others.max(1);
                continue;
            }
            let run = run(bytes, at, first);
            if run.is_unclear {
                self.split(at, run.end, tokens);
            } else {
                let is_odd = run.end - at > MAX_LEN || is_digit_beside(bytes, at, run.end);
                let Run { end, beginning, hash, .. } = run;
                tokens.push(Token { start: at, end, beginning, hash: hash as u32, is_odd });
            }
            // What ends a run is one byte and begins none.
            at = run.end + 1;
        }
        self.at = at;
        true
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
            let beginning = first_bytes(letters.get(..N_TOGETHER).unwrap_or(letters), 0);
            tokens.push(Token { start: from, end: to, beginning, hash: hash(letters), is_odd });
        }
    }
}

/// Bytes that are ASCII letters, or not ASCII.
struct Run {
    end: usize,
    beginning: u64,
    hash: u64,
    /// One of them may belong to a character that is no letter.
    is_unclear: bool,
}

/// Reads the run at `start`, whose first bytes are known.
#[inline]
fn run(bytes: &[u8], start: usize, first: Letters) -> Run {
    let Letters { letters: beginning, mut n_letters, .. } = first;
    let (mut end, mut hash, mut is_unclear) = (start + n_letters, mixed(0, beginning), may_be_unclear(beginning));
    while n_letters == N_TOGETHER {
        let more = letters(first_bytes(bytes, end));
        n_letters = more.n_letters;
        if n_letters > 0 {
            hash = mixed(hash, more.letters);
            is_unclear |= may_be_unclear(more.letters);
        }
        end += n_letters;
    }
    Run { end, beginning, hash, is_unclear }
}

fn is_digit_beside(bytes: &[u8], start: usize, end: usize) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    is_digit(bytes.get(end)) || is_digit(bytes.get(start.wrapping_sub(1)))
}

/// The first bytes from `start` on as a number; zero stands for those that are missing.
#[inline]
fn first_bytes(bytes: &[u8], start: usize) -> u64 {
    let rest = bytes.get(start..).unwrap_or_default();
    match rest.first_chunk() {
        Some(first) => u64::from_le_bytes(*first),
        // Only the last bytes of a text are fewer.
        None => rest.iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte)),
    }
}

/// A number that tells the letters of a word from most others.
pub(super) fn hash(letters: &[u8]) -> u32 {
    letters.chunks(N_TOGETHER).fold(0, |hash, eight| mixed(hash, first_bytes(eight, 0))) as u32
}

fn mixed(hash: u64, eight: u64) -> u64 {
    let hash = (hash ^ eight).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash ^ hash >> 32
}

/// Whether one of eight bytes may belong to a character that is no letter: it begins no Latin one, or ends a sign among these
/// (× and ÷).
#[inline]
fn may_be_unclear(bytes: u64) -> bool {
    if bytes & HIGH == 0 {
        return false;
    }
    // The highest bit of each byte that is zero.
    let zero = |bytes: u64| bytes.wrapping_sub(EACH) & !bytes;
    let signs = zero((bytes | (EACH * 0x20)) ^ (EACH * 0xB7));
    let other_first = zero(bytes ^ (EACH * 0xC2));
    // 0xCA and all beyond it, of those that begin a character.
    let later_first = ((bytes & (EACH * 0x3F)) + EACH * (0x80 - 0x0A)) & (bytes << 1) & bytes;
    (signs | other_first | later_first) & HIGH != 0
}

/// One in each byte.
const EACH: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// What eight bytes begin with.
#[derive(Clone, Copy)]
struct Letters {
    /// Those that come before the first that is neither an ASCII letter nor beyond ASCII, and how many they are.
    letters: u64,
    n_letters: usize,
    /// How many of the others stand before the first letter.
    n_others: usize,
}

#[inline]
fn letters(bytes: u64) -> Letters {
    let low = (bytes | (EACH * 0x20)) & !HIGH;
    let from_a = low + EACH * (0x80 - b'a' as u64);
    let past_z = low + EACH * (0x80 - b'z' as u64 - 1);
    let others = !(from_a & !past_z | bytes) & HIGH;
    // All bits below the first byte that is another's; all bits where there is none.
    let before = ((others & others.wrapping_neg()) >> 7).wrapping_sub(1);
    let count = |marks: u64| marks.trailing_zeros() as usize / 8;
    Letters { letters: bytes & before, n_letters: count(others), n_others: count(others ^ HIGH) }
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens, hash};
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
