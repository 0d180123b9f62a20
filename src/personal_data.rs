//! Personal data that seems real, and slots that stand for what is to be filled in.
//!
//! A text in, places in it out. What is synthetic (month + 40, + 65 or + 80), impossible or an example is no personal data.
//! Must not know where the text stands, nor whether it may hold what it holds.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr3;
use regex::Regex;

use crate::bytes::Places;
use crate::mask::{self, Kind};
use crate::tree::Node;

/// What a file of that kind says.
#[derive(Clone, Debug, Default)]
pub(crate) struct PersonalWords {
    example_domains: Vec<String>,
    private_providers: Vec<String>,
    office_addresses: Vec<String>,
    made_up_names: Vec<String>,
    slot_words: Vec<String>,
}

impl PersonalWords {
    /// Takes what stands in a file.
    pub(crate) fn read(root: &Node) -> PersonalWords {
        let list = |key| root.get(key).map(|list| list.value.texts()).unwrap_or_default();
        PersonalWords {
            example_domains: list("example-domains"),
            private_providers: list("private-providers"),
            office_addresses: list("office-addresses"),
            made_up_names: list("made-up-names"),
            slot_words: list("slot-words"),
        }
    }
}

/// What seems to be one real person's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PersonalDatum {
    /// A value of the schema's `PersonalDatum`.
    pub(crate) kind: &'static str,
    /// Its place in the text, in bytes.
    pub(crate) range: Range<usize>,
    /// A name stands beside it.
    pub(crate) named: bool,
    /// It is one person's own: a mobile number, an address with a name in it.
    pub(crate) personal: bool,
}

/// A place to be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Its place in the text, in bytes.
    pub(crate) range: Range<usize>,
    /// The words that name it, in lower case; those before it when it has none of its own.
    pub(crate) names: Vec<String>,
}

/// How far from a datum its owner's name may stand, in bytes.
const NEAR: usize = 60;

static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b[\p{Lu}][\p{Ll}]{1,20}(?:-[\p{Lu}][\p{Ll}]+)?(?: [\p{Lu}]\.)?(?: [\p{Lu}][\p{Ll}]+(?:-[\p{Lu}][\p{Ll}]+)?){1,2}").ok()
});

static MARKED_SLOT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) \{\{ [^{}\n]{0,40} \}\} | \$?\{ [^{}\n]{0,40} \} | \[ [^\[\]\n]{1,40} \](?:[^(]|$) | %(?:[0-9]\$)?s",
    )
    .ok()
});

/// What seems to be personal data, in order.
pub(crate) fn personal_data(text: &str, words: &PersonalWords) -> Vec<PersonalDatum> {
    let mut found: Vec<PersonalDatum> = mask::found(text)
        .into_iter()
        .filter_map(|(kind, range)| {
            let written = text.get(range.clone())?;
            let named = is_named(text, &range, words);
            let (kind, personal) = match kind {
                Kind::NationalId if is_national_id(&digits(written)) => ("national-id", true),
                Kind::NationalId | Kind::Account if is_account(&digits(written)) => ("account", true),
                Kind::Phone => ("phone", is_mobile(&digits(written))),
                Kind::Email if !is_example(written, words) => ("email", is_somebodys(written, words)),
                _ => return None,
            };
            Some(PersonalDatum { kind, range, named, personal })
        })
        .collect();
    found.sort_by_key(|datum| datum.range.start);
    found
}

/// The slots of a template, in order.
pub(crate) fn slots(text: &str, known: &PersonalWords) -> Vec<Slot> {
    let mut places = capital_slots(text, known);
    if memchr3(b'{', b'[', b'%', text.as_bytes()).is_some() {
        let marked = MARKED_SLOT.iter().flat_map(|pattern| pattern.find_iter(text)).map(|found| {
            // What follows a bracket was looked at to tell a slot from a link.
            let end = found.as_str().rfind(']').filter(|_| found.as_str().starts_with('['));
            found.start()..end.map_or(found.end(), |end| found.start() + end + 1)
        });
        let marked: Vec<Range<usize>> = marked.collect();
        // Both are in order: of what is marked, only the first that ends after a place begins may stand in it.
        let mut left = marked.as_slice();
        places.retain(|place| {
            left = left.get(left.iter().take_while(|other| other.end <= place.start).count()..).unwrap_or_default();
            left.first().is_none_or(|other| place.end <= other.start)
        });
        places.extend(marked);
        places.sort_by_key(|place| place.start);
    }
    let slots = places.into_iter().map(|range| {
        let written = text.get(range.clone()).unwrap_or_default();
        let mut names = words(written);
        if names.is_empty() || written.starts_with('%') {
            let before = text.get(..range.start).unwrap_or_default();
            let line = before.rsplit(['\n', '.']).next().unwrap_or_default();
            names = words(line).into_iter().rev().take(1).collect();
        }
        Slot { range, names }
    });
    slots.collect()
}

/// Slots that are words in capitals: `SETT-INN-TEMA`, `DATO`.
fn capital_slots(text: &str, known: &PersonalWords) -> Vec<Range<usize>> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
    let is_slot = |word: &str| {
        let is_capital = word.chars().all(|letter| letter.is_uppercase() || matches!(letter, '-' | '_'));
        let parts = || word.split(['-', '_']);
        let is_known = || is_one_of(&known.slot_words, word);
        is_capital && (parts().count() > 1 && parts().all(|part| part.chars().count() > 1) || is_known())
    };
    // Most letters are none that a slot begins with, å and ø among them, whose bytes are 0xC3 and one from 0xA0 on.
    let is_low = |byte: u8| (byte < 0x80) | (byte == 0xC3) | (0xA0..0xC0).contains(&byte);
    let may_begin = |byte: u8| byte.is_ascii_uppercase() | (byte == b'-') | (byte == b'_') | !is_low(byte);
    let mut slots = Vec::new();
    let mut at = 0;
    for found in Places::new(text.as_bytes(), 0, may_begin) {
        if found < at {
            continue;
        }
        // A slot has no small letters: most capitals begin a sentence or a name, and most hyphens stand alone.
        let goes_on = |next: &u8| next.is_ascii_uppercase() || matches!(next, b'-' | b'_' | 0x80..);
        if !text.as_bytes().get(found + 1).is_some_and(goes_on) {
            at = found + 1;
            continue;
        }
        let start = text.floor_char_boundary(found);
        let (before, rest) = text.split_at_checked(start).unwrap_or_default();
        let is_inside = start > at && before.ends_with(is_part);
        let length = rest.find(|letter: char| !is_part(letter)).unwrap_or(rest.len());
        if !is_inside && length > 2 && rest.get(..length).is_some_and(is_slot) {
            slots.push(start..start + length);
        }
        at = start + length.max(rest.chars().next().map_or(1, char::len_utf8));
    }
    slots
}

/// The words of a name, run together or not: `sak.tittel`, `sakTittel`, `SETT-INN-TEMA`.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for letter in text.chars() {
        let starts = letter.is_uppercase() && was_lower;
        if (starts || !letter.is_alphabetic()) && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphabetic()) {
            word.extend(letter.to_lowercase());
        }
        was_lower = letter.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|letter| letter.to_digit(10)).collect()
}

/// Whether the check digit after `weights` is right, modulo eleven.
fn checks(digits: &[u32], weights: &[u32]) -> bool {
    let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    digits.len() >= weights.len() && sum.is_multiple_of(11)
}

/// A fødselsnummer or D-number of a real date with both check digits right. Synthetic ones have other months.
fn is_national_id(digits: &[u32]) -> bool {
    let &[d1, d2, m1, m2, ..] = digits else { return false };
    let (day, month) = (d1 * 10 + d2, m1 * 10 + m2);
    let day = if day > 40 { day - 40 } else { day };
    digits.len() == 11
        && (1..=31).contains(&day)
        && (1..=12).contains(&month)
        && checks(digits, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1])
        && checks(digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1])
}

/// An account number with the right check digit; of an international one the Norwegian part.
fn is_account(digits: &[u32]) -> bool {
    let digits = if digits.len() == 13 { digits.get(2..).unwrap_or_default() } else { digits };
    let repeats = digits.windows(2).filter(|pair| matches!(pair, [a, b] if a == b)).count();
    digits.len() == 11 && repeats < 9 && checks(digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1])
}

/// A Norwegian mobile number begins with 4 or 9.
fn is_mobile(digits: &[u32]) -> bool {
    let own = digits.get(digits.len().saturating_sub(8)..).unwrap_or_default();
    let &[first, .., last] = own else { return false };
    // A row of the same or of rising digits is an example: 99 99 99 99, 98 76 54 32.
    let steps: Vec<i64> =
        own.windows(2).map(|pair| pair.iter().fold(0, |step, digit| i64::from(*digit) - step)).collect();
    let is_row = steps.iter().all(|step| *step == 0)
        || steps.iter().all(|step| step.abs() == 1)
        || last == 0 && own.iter().skip(1).all(|digit| *digit == 0);
    matches!(first, 4 | 9) && !is_row
}

/// A domain that is set aside for examples (RFC 2606), or says that it is one.
fn is_example(address: &str, words: &PersonalWords) -> bool {
    let domain = address.rsplit('@').next().unwrap_or_default().to_lowercase();
    domain.split('.').any(|part| is_one_of(&words.example_domains, part))
}

fn is_one_of(words: &[String], word: &str) -> bool {
    words.iter().any(|known| known == word)
}

/// Whether an address has a name in it, `kari.hansen@…`, and is no office's, `post@…`.
fn is_somebodys(address: &str, words: &PersonalWords) -> bool {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let parts: Vec<&str> =
        local.split(['.', '_', '-']).filter(|part| part.chars().all(char::is_alphabetic) && part.len() > 1).collect();
    let is_private = domain.to_lowercase().split('.').any(|part| is_one_of(&words.private_providers, part));
    let is_office = parts.iter().any(|part| is_one_of(&words.office_addresses, &part.to_lowercase()));
    is_private || (parts.len() > 1 && !is_office)
}

/// Whether what looks like a full name stands near.
fn is_named(text: &str, range: &Range<usize>, words: &PersonalWords) -> bool {
    let stands_for_somebody = |side: &str| {
        NAME.iter().flat_map(|name| name.find_iter(side)).any(|found| {
            !is_made_up(found.as_str(), words) && !opens_sentence(side.get(..found.start()).unwrap_or_default())
        })
    };
    sides(text, range).any(stands_for_somebody)
}

/// What stands just before and just after a datum.
fn sides<'t>(text: &'t str, range: &Range<usize>) -> impl Iterator<Item = &'t str> {
    let start = text.floor_char_boundary(range.start.saturating_sub(NEAR));
    let end = text.floor_char_boundary(range.end.saturating_add(NEAR));
    [text.get(start..range.start), text.get(range.end..end)].into_iter().flatten()
}

/// The names that stand beside what looks like personal data, whether the data are real or not.
pub(crate) fn names(text: &str, words: &PersonalWords) -> Vec<String> {
    let mut names = Vec::new();
    for (_, range) in mask::found(text) {
        // The pattern takes long to make, and few texts have anything to look beside.
        let Some(pattern) = NAME.as_ref() else { return names };
        for side in sides(text, &range) {
            for found in pattern.find_iter(side).filter(|found| !is_made_up(found.as_str(), words)) {
                // The first word of a sentence has a capital whatever it is, and a name may follow it.
                let before = side.get(..found.start()).unwrap_or_default();
                let opens = opens_sentence(before) && !before.trim_end().ends_with(':');
                let after_first = found.as_str().split_once(' ').map(|(_, rest)| rest);
                names.extend(if opens { after_first } else { Some(found.as_str()) }.map(str::to_owned));
            }
        }
    }
    names
}

/// Whether a sentence begins after `before`: its first word has a capital whatever it is.
fn opens_sentence(before: &str) -> bool {
    before.trim_end().is_empty() || before.trim_end().ends_with(['.', '!', '?', ':', '"', '«', '\n'])
}

/// The names of everybody and of Nav itself stand for nobody.
fn is_made_up(name: &str, words: &PersonalWords) -> bool {
    name.to_lowercase().split([' ', '-']).any(|part| is_one_of(&words.made_up_names, part))
}

#[cfg(test)]
mod tests {
    use super::{PersonalWords, personal_data, slots};

    fn shipped() -> PersonalWords {
        let text = crate::law::shipped("policies/privacy/personal-data.yaml").unwrap_or_default();
        let (documents, _) = crate::tree::parse(text, 0);
        documents.iter().find_map(|document| document.root.as_ref()).map(PersonalWords::read).unwrap_or_default()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str, bool, bool)]) {
        let found = personal_data(text, &shipped());
        let shown: Vec<_> = found
            .iter()
            .map(|datum| (datum.kind, text.get(datum.range.clone()).unwrap_or_default(), datum.named, datum.personal))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn synthetic_numbers_are_nobodys() {
        check("fnr 01819012345, 41 81 90 12345", &[]);
    }

    #[test]
    fn an_account_number_checks() {
        check("konto 9990 42 71884", &[("account", "9990 42 71884", false, true)]);
        check("konto 9990 42 71885", &[]);
    }

    #[test]
    fn names_and_numbers() {
        check("ring Kari Solberg, tlf. 934 18 207", &[("phone", "934 18 207", true, true)]);
        check("tlf. 123 45 678 eller 55 55 33 33", &[("phone", "55 55 33 33", false, false)]);
        check("kari.solberg@fjordpost.no", &[("email", "kari.solberg@fjordpost.no", false, true)]);
        check("post@kommune.no, kari@example.com", &[("email", "post@kommune.no", false, false)]);
    }

    #[track_caller]
    fn check_slots(text: &str, expected: &[(&str, &[&str])]) {
        let found = slots(text, &shipped());
        let shown: Vec<(&str, Vec<&str>)> = found
            .iter()
            .map(|slot| {
                (text.get(slot.range.clone()).unwrap_or_default(), slot.names.iter().map(String::as_str).collect())
            })
            .collect();
        let expected: Vec<(&str, Vec<&str>)> = expected.iter().map(|(text, names)| (*text, names.to_vec())).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn slots_as_people_write_them() {
        check_slots("gjelder SETT-INN-TEMA.", &[("SETT-INN-TEMA", &["sett", "inn", "tema"])]);
        check_slots(
            "Hei [bruker.navn], {{sakTittel}}",
            &[("[bruker.navn]", &["bruker", "navn"]), ("{{sakTittel}}", &["sak", "tittel"])],
        );
        check_slots("vedtak som gjelder %s.", &[("%s", &["gjelder"])]);
        check_slots("se [her](https://nav.no), kl. 14, NAV", &[]);
    }
}
