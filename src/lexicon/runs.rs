//! Runs of letters, and of letters and digits: where they begin and end in a text.
//!
//! Most characters are ASCII or the two bytes of a Latin letter, and are told by their bytes; only others are decoded. It knows
//! characters only.

/// What a run is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Letters.
    Letters,
    /// Letters and digits: a word or a number.
    Words,
}

impl Of {
    fn has(self, c: char) -> bool {
        match self {
            Self::Letters => c.is_alphabetic(),
            Self::Words => c.is_alphanumeric(),
        }
    }

    fn has_ascii(self, byte: u8) -> bool {
        let kinds = if self == Self::Words { LETTER | DIGIT } else { LETTER };
        KINDS.get(usize::from(byte)).is_some_and(|kind| kind & kinds != 0)
    }
}

/// What an ASCII character is.
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
static KINDS: [u8; 256] = kinds();

const fn kinds() -> [u8; 256] {
    let mut kinds = [0; 256];
    let mut bytes: &mut [u8] = &mut kinds;
    let mut byte = 0_u8;
    while let Some((kind, rest)) = bytes.split_first_mut() {
        *kind = byte.is_ascii_alphabetic() as u8 * LETTER + byte.is_ascii_digit() as u8 * DIGIT;
        bytes = rest;
        byte = byte.wrapping_add(1);
    }
    kinds
}

/// The first byte of the characters from À to ÿ: all of them letters but × and ÷.
const LATIN: u8 = 0xC3;

fn is_sign(second: u8) -> bool {
    second == 0x97 || second == 0xB7
}

/// Where the run at `from` ends, at `to` at the latest.
#[inline]
pub(super) fn end(text: &str, of: Of, from: usize, to: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < to {
        let Some(&byte) = bytes.get(at) else { break };
        if of.has_ascii(byte) {
            at += 1;
            continue;
        }
        if byte.is_ascii() {
            break;
        }
        match bytes.get(at + 1) {
            Some(&second) if byte == LATIN && !is_sign(second) => at += 2,
            _ => match text.get(at..).and_then(|rest| rest.chars().next()).filter(|&c| of.has(c)) {
                Some(c) => at += c.len_utf8(),
                None => break,
            },
        }
    }
    at
}

/// Where the run before `to` begins, at `from` at the earliest.
#[inline]
pub(super) fn start(text: &str, of: Of, from: usize, to: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = to;
    while at > from {
        let Some(&byte) = bytes.get(at - 1) else { break };
        if of.has_ascii(byte) {
            at -= 1;
            continue;
        }
        if byte.is_ascii() {
            break;
        }
        match at.checked_sub(2).and_then(|first| bytes.get(first)) {
            Some(&LATIN) if !is_sign(byte) => at -= 2,
            _ => match text.get(..at).and_then(|before| before.chars().next_back()).filter(|&c| of.has(c)) {
                Some(c) => at -= c.len_utf8(),
                None => break,
            },
        }
    }
    at
}

/// Where the next word or number begins at `from` or later; the end of the text where there is none.
#[inline]
pub(super) fn next_word(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() {
                break;
            }
            at += 1;
            continue;
        }
        match text.get(at..).and_then(|rest| rest.chars().next()).filter(|c| !c.is_alphanumeric()) {
            Some(c) => at += c.len_utf8(),
            None => break,
        }
    }
    at
}

/// Where the last word or number before `to` ends; the beginning of the text where there is none.
#[inline]
pub(super) fn previous_word(text: &str, to: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = to;
    while let Some(&byte) = at.checked_sub(1).and_then(|last| bytes.get(last)) {
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() {
                break;
            }
            at -= 1;
            continue;
        }
        match text.get(..at).and_then(|before| before.chars().next_back()).filter(|c| !c.is_alphanumeric()) {
            Some(c) => at -= c.len_utf8(),
            None => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{Of, end, next_word, previous_word, start};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn runs_are_what_their_characters_are(text in "([a-cåÅ×÷ß«–½９é9 .\u{0301}]){0,12}") {
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let (before, after) = text.split_at(at);
                let len = text.len();
                prop_assert_eq!(len - end(&text, Of::Letters, at, len), after.trim_start_matches(char::is_alphabetic).len());
                prop_assert_eq!(len - end(&text, Of::Words, at, len), after.trim_start_matches(char::is_alphanumeric).len());
                prop_assert_eq!(start(&text, Of::Letters, 0, at), before.trim_end_matches(char::is_alphabetic).len());
                prop_assert_eq!(start(&text, Of::Words, 0, at), before.trim_end_matches(char::is_alphanumeric).len());
                prop_assert_eq!(len - next_word(&text, at), after.trim_start_matches(|c: char| !c.is_alphanumeric()).len());
                prop_assert_eq!(previous_word(&text, at), before.trim_end_matches(|c: char| !c.is_alphanumeric()).len());
            }
        }
    }
}
