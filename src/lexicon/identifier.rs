//! The view of identifiers: labels, queue names, file names and ids, which run words together or spell them in ASCII.
//!
//! Every separator and change of case joins, and letters that are often respelt are folded as [`skeleton`] folds them.

use super::view::View;
use std::iter;

/// The view of an identifier.
pub(super) fn identifier(text: &str) -> View {
    let written = View::as_written(text);
    let mut view = View::default();
    let mut previous: Option<char> = None;
    let mut chars = written.text().char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let (start, end) = (written.original_start(at), written.original_end(at + c.len_utf8()));
        let is_separator = matches!(c, '-' | '_' | '/' | '.' | ':' | '\\' | '+')
            && previous.is_some_and(char::is_alphanumeric)
            && next.is_some_and(char::is_alphanumeric);
        let begins = previous.is_some_and(|previous| begins_word(previous, c, next));
        if is_separator || begins || written.is_join(at) {
            view.join();
        }
        let glued = previous.filter(|_| !begins).map(fold_letter);
        if is_separator {
            view.skip(start, end);
        } else if is_respelt(glued, c) {
            view.add(iter::empty(), start, end);
        } else {
            view.add(c.to_lowercase().map(fold_letter), start, end);
        }
        previous = Some(c);
    }
    view
}

/// Whether a change of case, or between letters and digits, begins a word at `c`.
fn begins_word(previous: char, c: char, next: Option<char>) -> bool {
    let hump = previous.is_lowercase() && c.is_uppercase();
    let after_capitals = previous.is_uppercase() && c.is_uppercase() && next.is_some_and(char::is_lowercase);
    let is_mixed = previous.is_alphanumeric() && c.is_alphanumeric() && previous.is_numeric() != c.is_numeric();
    hump || after_capitals || is_mixed
}

/// A word as the identifier view spells it: one letter each for ø/oe/o, å/aa/a and æ/ae/a.
pub(super) fn skeleton(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut previous = None;
    for c in word.chars() {
        if !is_respelt(previous, c) {
            out.push(fold_letter(c));
        }
        previous = Some(fold_letter(c));
    }
    out
}

fn fold_letter(c: char) -> char {
    match c {
        'ø' | 'Ø' | 'ö' | 'Ö' => 'o',
        'å' | 'Å' | 'æ' | 'Æ' | 'ä' | 'Ä' => 'a',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// Whether `c` is the second letter of a respelling (oe, ae, aa) that the first already stands for.
fn is_respelt(previous: Option<char>, c: char) -> bool {
    matches!((previous, c), (Some('o' | 'a'), 'e' | 'E') | (Some('a'), 'a' | 'A'))
}
