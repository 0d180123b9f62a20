//! The tokens of a clause.

use memchr::{memchr, memchr2};

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rulebook) enum Token<'t> {
    /// A name, a keyword or a number.
    Word(&'t str),
    /// The inside of a string without escapes.
    Text(&'t str),
    /// Anything else.
    Sign(&'t str),
}

/// A token with its blanks is seldom shorter.
const N_BYTES: usize = 4;

/// A clause in tokens, without comments; nothing when it holds what is not known here.
pub(in crate::rulebook) fn tokens(clause: &str) -> Option<Vec<Token<'_>>> {
    let mut found = Vec::with_capacity(clause.len() / N_BYTES);
    let mut rest = clause.trim_ascii_start();
    while let Some(first) = rest.as_bytes().first() {
        let (token, after) = match first {
            b'/' if rest.starts_with("//") => {
                let end = memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
                rest = rest.get(end..)?.trim_ascii_start();
                continue;
            }
            b'"' => {
                let text = rest.get(1..)?;
                let end = memchr2(b'"', b'\\', text.as_bytes())?;
                (Token::Text(text.get(..end)?), text.get(end..)?.strip_prefix('"')?)
            }
            letter if is_of_word(letter) => {
                let end = rest.bytes().position(|byte| !is_of_word(&byte)).unwrap_or(rest.len());
                let (word, after) = rest.split_at_checked(end)?;
                (Token::Word(word), after)
            }
            _ => {
                let is_long = matches!(rest.as_bytes(), [b':', b':', ..] | [b'=' | b'!' | b'<' | b'>', b'=', ..])
                    || matches!(rest.as_bytes(), [b'&', b'&', ..] | [b'|', b'|', ..]);
                let first = rest.chars().next().map_or(1, char::len_utf8);
                let (sign, after) = rest.split_at_checked(if is_long { 2 } else { first })?;
                (Token::Sign(sign), after)
            }
        };
        found.push(token);
        rest = after.trim_ascii_start();
    }
    Some(found)
}

fn is_of_word(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte == b'_'
}
