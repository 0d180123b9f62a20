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

/// A stem before its last two letters, and these.
pub(super) fn last_two(stem: &str) -> (&str, &str) {
    let at = stem.char_indices().nth_back(1).map_or(0, |(at, _)| at);
    stem.split_at(at)
}

/// Whether `typed` is what follows all but the last two letters of `stem` in a form of it, with one error in the letters since.
/// What is left of an ending must tell it: one letter after the stem is no other one mistyped. The last letter is missing only
/// where the word `may_be_cut`.
pub(super) fn is_mistyped_form(stem: &str, ending: &str, typed: &str, may_be_cut: bool) -> bool {
    let form = format!("{stem}{ending}");
    let is_one = |text: &str| !text.is_empty() && after_first(text).is_empty();
    let is_cut = || form.strip_prefix(typed).is_some_and(is_one);
    let is_told = !is_one(ending) || !typed.strip_prefix(stem).is_some_and(is_one);
    may_be_cut && is_cut() || is_told && mistyped(&form, typed).any(|len| len == typed.len())
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
    use super::{is_mistyped_form, mistyped};

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
        check("abcdefghi", "abcdefg", &[]);
    }

    #[test]
    fn an_ending_is_told_with_one_error() {
        let told = |ending, typed| is_mistyped_form("nt", ending, typed, true);
        let typed = ["ntert", "nteer", "netret", "nteret", "nteeret", "nterett", "ntere", "ntt"];
        assert_eq!(typed.map(|typed| told("eret", typed)), [true, false, true, false, true, true, true, false]);
        assert_eq!(["ntaa", "nat", "nte", "ntx", "nt"].map(|typed| told("a", typed)), [true, true, false, false, true]);
        assert!(told("", "n") && !is_mistyped_form("nt", "", "n", false));
    }
}
