//! One typing error: whether a word begins with a stem that was typed with one letter wrong, missing, doubled or
//! swapped with its neighbor. The first letter is taken to be right.

/// Shortest word, in letters, in which an error is forgiven.
pub(super) const MIN_LETTERS: usize = 8;
/// Shortest stem in which an error is forgiven where any letters may follow it.
pub(super) const MIN_LETTERS_IN_COMPOUND: usize = 11;

/// The lengths in bytes of the beginnings of `word` that are one error away from `stem`.
pub(super) fn mistyped(stem: &str, word: &str) -> impl Iterator<Item = usize> {
    let same = stem.chars().zip(word.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum::<usize>();
    let word_len = word.len();
    let last = stem.chars().next_back();
    let (stem, rest) = (tail(stem, same), tail(word, same));
    let (next_stem, next_rest) = (after_first(stem), after_first(rest));
    let lengths = if same == 0 || rest.is_empty() {
        [None; 4]
    } else if stem.is_empty() {
        let doubled = (first(rest) == last).then_some(next_rest.len());
        [doubled, None, None, None]
    } else {
        let wrong = follows(next_rest, next_stem);
        let missing = follows(rest, next_stem);
        let added = follows(next_rest, stem);
        let is_swap = first(stem) == first(next_rest) && first(next_stem) == first(rest);
        let swapped = is_swap.then(|| follows(after_first(next_rest), after_first(next_stem))).flatten();
        [wrong, missing, added, swapped]
    };
    lengths.into_iter().flatten().map(move |n_left| word_len - n_left)
}

/// How many bytes `text` has left after `beginning`, if it begins so.
fn follows(text: &str, beginning: &str) -> Option<usize> {
    text.strip_prefix(beginning).map(str::len)
}

fn tail(text: &str, from: usize) -> &str {
    text.get(from..).unwrap_or_default()
}

fn first(text: &str) -> Option<char> {
    text.chars().next()
}

fn after_first(text: &str) -> &str {
    tail(text, first(text).map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::mistyped;

    #[track_caller]
    fn check(stem: &str, word: &str, lengths: &[usize]) {
        assert_eq!(mistyped(stem, word).collect::<Vec<_>>(), lengths, "{stem} {word}");
    }

    #[test]
    fn one_error_is_found_wherever_it_stands() {
        check("abcdefghi", "abcdefgxi", &[9]);
        check("abcdefghi", "abcdefgi", &[8]);
        check("abcdefghi", "abcddefghixx", &[10]);
        check("abcdefghi", "abdcefghi", &[9]);
        check("abcdøfghi", "abcdofghi", &[9]);
        check("abcdefghi", "abcdefghii", &[10]);
    }

    #[test]
    fn the_first_letter_is_right_and_two_errors_are_too_many() {
        check("abcdefghi", "xbcdefghi", &[]);
        check("abcdefghi", "axcdefgxi", &[]);
        check("abcdefghi", "abcdefghi", &[]);
        check("abcdefghi", "abcd", &[]);
    }
}
