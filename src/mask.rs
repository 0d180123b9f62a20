//! The one place where personal data is masked before anything is shown: fødselsnummer and D-numbers, account and
//! phone numbers, e-mail addresses.
//!
//! Masking keeps the length in bytes, so that places in a masked text are places in the text itself.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

// Written so that a number is found with the separators people use, and never inside a longer row of digits.
static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // E-mail address.
        r"(?-u:[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,8})",
        // Fødselsnummer, D-number: 6 + 5 digits. Account number: 4 + 2 + 5.
        r"(?-u:[0-9]{6}[ \t\-.]?[0-9]{5}|[0-9]{4}[ \t.]?[0-9]{2}[ \t.]?[0-9]{5})",
        // Phone number with or without country code: 8 digits, not beginning with 0 or 1, in groups or not.
        r"(?-u:(?:(?:\+|00)47[ \t]?)?[2-9][0-9](?:[0-9]{6}|[ \t][0-9]{2}[ \t][0-9]{2}[ \t][0-9]{2}|[0-9][ \t][0-9]{2}[ \t][0-9]{3}))",
    ]
    .iter()
    // A pattern that does not compile is caught by the test below.
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

/// The text with personal data replaced by `*`, byte for byte.
#[must_use]
pub fn mask(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte == b'@' || byte.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    let mut masked: Cow<'_, str> = Cow::Borrowed(text);
    for pattern in PATTERNS.iter() {
        let found: Vec<(usize, usize)> = pattern
            .find_iter(&masked)
            .map(|found| (found.start(), found.end()))
            .filter(|(start, end)| stands_alone(&masked, *start, *end))
            .collect();
        for (start, end) in found {
            masked.to_mut().replace_range(start..end, &"*".repeat(end - start));
        }
    }
    masked
}

/// Whether no digit or letter continues what was found.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{PATTERNS, mask};

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(PATTERNS.len(), 3);
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(mask(text), expected);
        assert_eq!(mask(text).len(), text.len());
    }

    #[test]
    fn personal_data_is_masked_in_place() {
        check("fnr 01819012345 her", "fnr *********** her");
        check("fnr 018190 12345.", "fnr ************.");
        check("konto 1234.56.78903", "konto *************");
        check("tlf. 91 23 45 67", "tlf. ***********");
        check("ring 912 34 567 nå", "ring ********** nå");
        check("ring +4791234567", "ring ***********");
        check("post: kari.nordmann@example.com!", "post: *************************!");
    }

    #[test]
    fn other_numbers_stay() {
        check("frist 2026-03-01, sak 25/13800-69", "frist 2026-03-01, sak 25/13800-69");
        check("lov 2009-12-18-131", "lov 2009-12-18-131");
        check("123456789012345", "123456789012345");
    }
}
