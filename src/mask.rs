//! The one place where personal data is masked before anything is shown: fødselsnummer and D-numbers, account and
//! phone numbers, e-mail addresses.
//!
//! Masking keeps the length in bytes, so that places in a masked text are places in the text itself.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr;
use regex::Regex;

use crate::bytes;

/// What people put between the digits of a number.
const SEPARATOR: &str = r"[ \t.\x{a0}\x{2007}-\x{200b}\x{202f}\x{ad}]";

/// A hyphen, and what programs write for it.
const HYPHEN: &str = r"[-\x{2010}-\x{2013}]";

// Written so that a number is found with the separators people use, and never inside a longer row of digits.
static NUMBERS: LazyLock<Vec<(Kind, Regex)>> = LazyLock::new(|| {
    [
        // Fødselsnummer, D-number: six and five digits, or by twos.
        (Kind::NationalId, r"[0-9]{6}(?:S|H|/)?[0-9]{5}|[0-9]{2}S[0-9]{2}S[0-9]{2}S[0-9]{5}"),
        // International account number.
        (Kind::Account, r"NO[0-9]{2}S?[0-9]{4}S?[0-9]{4}S?[0-9]{3}"),
        // Account number: four, two and five digits.
        (Kind::Account, r"[0-9]{4}S?[0-9]{2}S?[0-9]{5}"),
        // Eleven digits by fours, when they are no international account.
        (Kind::NationalId, r"[0-9]{4}S[0-9]{4}S[0-9]{3}"),
        // Phone number with or without country code: eight digits, not beginning with 0 or 1, in groups or not.
        (Kind::Phone, r"[2-9][0-9]H[0-9]{2}H[0-9]{2}H[0-9]{2}|[2-9][0-9]{2}H[0-9]{2}H[0-9]{3}"),
        (
            Kind::Phone,
            r"(?:(?:\+|00)?47S?)?[2-9](?:[0-9]{7}|[0-9]S[0-9]{2}S[0-9]{2}S[0-9]{2}|[0-9]{2}S[0-9]{2}S[0-9]{3}|[0-9]{3}S[0-9]{4})",
        ),
    ]
    .into_iter()
    // A pattern that does not compile is caught by the test below.
    .filter_map(|(kind, pattern)| Some((kind, Regex::new(&pattern.replace('S', SEPARATOR).replace('H', HYPHEN)).ok()?)))
    .collect()
});

/// What a row of characters looks like. Eleven digits look like a fødselsnummer first, whatever they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Fødselsnummer or D-number.
    NationalId,
    /// Account number.
    Account,
    /// Phone number.
    Phone,
    /// E-mail address.
    Email,
}

/// The text with personal data replaced by `*`, byte for byte.
#[must_use]
pub fn mask(text: &str) -> Cow<'_, str> {
    let mut masked: Cow<'_, str> = Cow::Borrowed(text);
    found(text).into_iter().for_each(|(_, range)| hide(&mut masked, range));
    masked
}

/// What is hidden in everything that a run says.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    /// Names of persons, whole and in parts, by their first word in lower case; the longest first.
    names: BTreeMap<String, Vec<String>>,
    /// Which of two ASCII characters these first words begin with: most words do not.
    beginnings: [u64; N_BEGINNINGS / 64],
    shows_all: bool,
}

/// A bit for five bits of each of two characters.
const N_BEGINNINGS: usize = 1 << 10;

/// The bit of the first two characters, whatever their case; none where one is missing or not ASCII.
fn beginning(word: &str) -> Option<usize> {
    let [first, second] = word.as_bytes().first_chunk().filter(|two: &&[u8; 2]| two.is_ascii())?;
    Some(usize::from(first % 32) * 32 + usize::from(second % 32))
}

impl Mask {
    /// Hides what looks like personal data, and the names of persons.
    #[must_use]
    pub fn of_names(names: impl IntoIterator<Item = String>) -> Mask {
        // Somebody is known by one of the names too. What is shorter is as likely a word.
        const SHORTEST: usize = 3;
        let names: Vec<String> = names.into_iter().collect();
        let mut by_first: BTreeMap<String, Vec<String>> = BTreeMap::new();
        // A name that a document writes over two lines is hidden line by line, as texts are shown.
        for name in names.iter().flat_map(|name| name.lines()).map(str::trim) {
            let parts = name.split([' ', '-']).filter(|part| part.chars().count() >= SHORTEST);
            for one in parts.chain([name]) {
                let first = one.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
                if !first.is_empty() {
                    by_first.entry(first.to_lowercase()).or_default().push(one.to_owned());
                }
            }
        }
        for alike in by_first.values_mut() {
            alike.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            alike.dedup();
        }
        let mut beginnings = [0; N_BEGINNINGS / 64];
        // A first word of one letter may have the `s` of the genitive.
        for beginning in
            by_first.keys().filter_map(|first| beginning(first).or_else(|| beginning(&format!("{first}s"))))
        {
            beginnings.get_mut(beginning / 64).into_iter().for_each(|bits: &mut u64| *bits |= 1 << (beginning % 64));
        }
        Mask { names: by_first, beginnings, shows_all: false }
    }

    /// Whether a name may begin with a word.
    fn may_begin(&self, word: &str) -> bool {
        beginning(word).is_none_or(|beginning| {
            self.beginnings.get(beginning / 64).is_some_and(|bits| bits >> (beginning % 64) & 1 == 1)
        })
    }

    /// Hides nothing: for the eyes of whoever sits at the machine.
    #[must_use]
    pub fn off() -> Mask {
        Mask { shows_all: true, ..Mask::default() }
    }

    /// The text with what is hidden replaced by `*`, byte for byte.
    #[must_use]
    pub fn mask<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.shows_all {
            return Cow::Borrowed(text);
        }
        let mut masked = mask(text);
        if !self.names.is_empty() {
            self.occurrences(&masked).into_iter().for_each(|range| hide(&mut masked, range));
        }
        masked
    }

    /// Where names stand as words of their own. The text is gone through once, however many names there are.
    fn occurrences(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        for word in text.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
            let start = at;
            at += word.len();
            let word = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
            if word.is_empty() || !self.may_begin(word) || found.last().is_some_and(|last| start < last.end) {
                continue;
            }
            let word = word.to_lowercase();
            let keys = [Some(word.as_str()), word.strip_suffix('s')].into_iter().flatten();
            let names = keys.filter_map(|key| self.names.get(key)).flatten();
            let rest = text.get(start..).unwrap_or_default();
            let length = names.filter_map(|name| length_of(rest, name)).max();
            found.extend(length.map(|length| start..start + length));
        }
        found
    }
}

/// How many bytes a name takes at the beginning of a text, whatever its case, with the `s` of the genitive; nothing when
/// it does not stand there as a word. What is short is as likely another word, and must be written as the name is, or in
/// capitals.
fn length_of(text: &str, name: &str) -> Option<usize> {
    const SHORT: usize = 5;
    let length = begins_with(text, name)?;
    let written = text.get(..length)?;
    if name.chars().count() < SHORT && written != name && written != name.to_uppercase() {
        return None;
    }
    let rest = text.get(length..)?;
    let ends = |rest: &str| !rest.chars().next().is_some_and(char::is_alphanumeric);
    match rest.strip_prefix(['s', 'S']) {
        _ if ends(rest) => Some(length),
        Some(after) if ends(after) => Some(length + 1),
        _ => None,
    }
}

/// How many bytes of a text a name is, whatever its case; nothing when the text begins with something else.
fn begins_with(text: &str, name: &str) -> Option<usize> {
    let mut letters = text.chars();
    let mut length = 0;
    for expected in name.chars() {
        let letter = letters.next().filter(|letter| letter.to_lowercase().eq(expected.to_lowercase()))?;
        length += letter.len_utf8();
    }
    Some(length)
}

/// What looks like personal data, each with its place in bytes: numbers by their patterns, then addresses.
pub(crate) fn found(text: &str) -> Vec<(Kind, Range<usize>)> {
    let mut numbers: Vec<(usize, Kind, Range<usize>)> = Vec::new();
    // No number goes on in the next line, and most lines hold none.
    let mut at = 0;
    while let Some(digit) = next_digit(text, at) {
        let start = text.get(at..digit).and_then(|before| before.rfind('\n')).map_or(at, |end| at + end + 1);
        let end = text.get(digit..).and_then(|after| after.find('\n')).map_or(text.len(), |end| digit + end + 1);
        let line = text.get(start..end).unwrap_or_default();
        if may_hold_number(line) {
            let mut rest: Cow<'_, str> = Cow::Borrowed(line);
            for (idx, (kind, pattern)) in NUMBERS.iter().enumerate() {
                for range in alone(pattern, &rest) {
                    hide(&mut rest, range.clone());
                    numbers.push((idx, *kind, start + range.start..start + range.end));
                }
            }
        }
        at = end;
    }
    numbers.sort_by_key(|(idx, ..)| *idx);
    let mut found: Vec<(Kind, Range<usize>)> = numbers.into_iter().map(|(_, kind, range)| (kind, range)).collect();
    if memchr(b'@', text.as_bytes()).is_some() {
        found.extend(addresses(text).into_iter().map(|range| (Kind::Email, range)));
    }
    found
}

/// Where the first digit stands at `from` or later.
fn next_digit(text: &str, from: usize) -> Option<usize> {
    bytes::next(text.as_bytes(), from, |byte| byte.is_ascii_digit())
}

/// Whether any of the numbers can stand in a text: the patterns take long to make, and most texts hold none.
fn may_hold_number(text: &str) -> bool {
    let is_number = |row: Range<usize>, n_digits: usize| n_digits >= FEWEST && text.get(row).is_some_and(may_be_number);
    // The row of digits so far: where it stands, how many they are, and how many characters stand after the last.
    let (mut row, mut n_digits, mut gap) = (0..0, 0, 0);
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'0'..=b'9' => {
                if n_digits == 0 {
                    row.start = at;
                }
                row.end = at + 1;
                n_digits += 1;
                gap = 0;
            }
            _ if n_digits == 0 => {
                // On to the next digit, as most of a text has none.
                let Some(next) = next_digit(text, at) else { return false };
                at = next;
                continue;
            }
            // What a character of several bytes begins with, and what it goes on with.
            b' ' | b'\t' | b'.' | b'-' | b'/' | 0xc0.. if gap == 0 => gap = 1,
            0x80..0xc0 => {}
            _ if is_number(row.clone(), n_digits) => return true,
            _ => (n_digits, gap) = (0, 0),
        }
        at += 1;
    }
    is_number(row, n_digits)
}

/// The fewest digits of a number.
const FEWEST: usize = 8;

/// Whether a row of digits with single characters between some of them may hold a number. Hyphens and slashes stand only
/// between some groups of digits; a date is none.
fn may_be_number(row: &str) -> bool {
    let (mut n_digits, mut shape) = (0, String::new());
    let mut groups = row.split_inclusive(|letter: char| !letter.is_ascii_digit()).peekable();
    while let Some(group) = groups.next() {
        let digits = |group: &str| group.bytes().filter(u8::is_ascii_digit).count();
        let length = digits(group);
        let sign = group.get(length..).unwrap_or_default();
        n_digits += length;
        shape.push_str(&format!("{length}{sign}"));
        let next = groups.peek().map_or(0, |group| digits(group));
        let goes_on = match sign {
            "-" => matches!((length, next), (6, 5) | (2, 2 | 3) | (3, 2)),
            "/" => (length, next) == (6, 5),
            "" => false,
            _ => next > 0,
        };
        if !goes_on {
            if n_digits >= FEWEST && shape.trim_end_matches(|sign: char| !sign.is_ascii_digit()) != "2.2.4" {
                return true;
            }
            (n_digits, shape) = (0, String::new());
        }
    }
    false
}

/// Where a pattern stands alone. What begins inside a longer row of digits may hide one that begins after it.
fn alone(pattern: &Regex, text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(range) = pattern.find_at(text, at).map(|found| found.range()) {
        if stands_alone(text, &range) {
            at = range.end;
            found.push(range);
        } else {
            // Nothing that begins inside a row of digits stands alone. What else a pattern begins with is one byte.
            let rest = text.get(range.start..).unwrap_or_default();
            let n_digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
            at = range.start + n_digits.max(1);
        }
    }
    found
}

fn hide(text: &mut Cow<'_, str>, range: Range<usize>) {
    let stars = "*".repeat(range.len());
    text.to_mut().replace_range(range, &stars);
}

/// Whether no digit continues what was found. Letters may: `fnr41819012345`.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    !before.is_some_and(|letter| letter.is_ascii_digit()) && !after.is_some_and(|letter| letter.is_ascii_digit())
}

/// E-mail addresses: letters of any language around an `@`, with a dot after it.
fn addresses(text: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 254;
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let is_part = |letter: char| letter.is_alphanumeric() || "._%+-".contains(letter);
        let before = text.get(..at).unwrap_or_default();
        let local: usize =
            before.chars().rev().take(LONGEST).take_while(|letter| is_part(*letter)).map(char::len_utf8).sum();
        let after = text.get(at + 1..).unwrap_or_default();
        let domain: usize = after.chars().take(LONGEST).take_while(|letter| is_part(*letter)).map(char::len_utf8).sum();
        let domain = after.get(..domain).unwrap_or_default().trim_end_matches(['.', '-']);
        let start = at - local;
        if local > 0 && domain.contains('.') && found.last().is_none_or(|last| last.end <= start) {
            found.push(start..at + 1 + domain.len());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Mask, NUMBERS, mask};

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(NUMBERS.len(), 6);
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
        check("fnr41819012345", "fnr***********");
        check("41 81 90 12345", "**************");
        check("418190\u{a0}12345", "*************");
        check("tlf41123456, 4112 3456, 41.12.34.56", "tlf********, *********, ***********");
        check("4798765432 98-76-54-32", "********** ***********");
        check("NO93 8601 1117 947", "******************");
        check("418190/12345, 4181 9012 345, 912-34-567", "************, *************, **********");
        check("tlf. 91.23.45.67", "tlf. ***********");
        check("418190–12345, 418190\u{2009}12345", "**************, **************");
        check("418190\u{ad}12345, 412–34–567", "*************, **************");
        check("sak 123456 41819012345", "sak 123456 ***********");
        check("1234 91 23 45 67", "1234 ***********");
        check("kåre.ås@eksempel.no", "*********************");
        check("post: kari.nordmann@example.com!", "post: *************************!");
    }

    #[test]
    fn names_are_hidden_whole_and_in_parts() {
        let hidden = Mask::of_names(["Åse Testad-Li".to_owned(), String::new()]);
        let check = |text: &str, expected: &str| {
            assert_eq!(hidden.mask(text), expected);
            assert_eq!(hidden.mask(text).len(), text.len());
        };
        check("Åse Testad-Li ringte. Testad kom.", "************** ringte. ****** kom.");
        check("Testadgata, åse, Åsen, Li", "Testadgata, åse, Åsen, Li");
        check("TESTAD, testad-sak, Testads, ÅSE", "******, ******-sak, *******, ****");
        check("tlf. 91234567 Åse", "tlf. ******** ****");
        let block = Mask::of_names(["Kari Testad\nPrøvesen\n".to_owned()]);
        assert_eq!(block.mask("Kari Testad\nPrøvesen ringte"), "***********\n********* ringte");
        assert_eq!(Mask::off().mask("Åse 91234567"), "Åse 91234567");
    }

    #[test]
    fn nothing_is_passed_over() {
        let patterns = || NUMBERS.iter().map(|(_, pattern)| pattern);
        for text in [
            "2026-03-01-12-34 x",
            "2026-03-21 22 33 44",
            "1.  91 23 45 67",
            "(91 23 45 67)",
            "01.03.2026 91234567",
            "0047 91234567",
            "a+4791234567",
            "2026-03-01",
            "01.03.2026.",
            "12345678",
            "1234 5678, 123",
            "NO93 8601 1117 947",
            "9. 9. 9. 9. 9. 9. 9. 9",
            "91\u{202f}23\u{a0}45 67",
            "418190/12345",
            "-91-23-45-67-",
            "\u{a0}\u{a0}912 34 567",
            "12 34",
            "æ91234567ø",
        ] {
            let is_found =
                patterns().any(|pattern| pattern.find_iter(text).any(|it| super::stands_alone(text, &it.range())));
            assert!(!is_found || super::may_hold_number(text), "{text}");
        }
        assert!(!super::may_hold_number("frist 2026-03-01, 01.03.2026 og kl. 14.02; sak 25/13800-69"));
    }

    #[test]
    fn other_numbers_stay() {
        check("frist 21.03.2026, kl. 14.02", "frist 21.03.2026, kl. 14.02");
        check("frist 2026-03-01, sak 25/13800-69", "frist 2026-03-01, sak 25/13800-69");
        check("lov 2009-12-18-131", "lov 2009-12-18-131");
        check("123456789012345", "123456789012345");
    }
}
