//! What a finding is known by from one run to the next: the rule, the document and the words, never the line.
//!
//! Findings come in; a fingerprint of each goes out. Baselines, SARIF and GitLab tell old findings from new by it.
//! It is made of masked text, so that no personal datum can be found again by trying them all.

use std::collections::BTreeMap;
use std::hash::Hasher as _;

use siphasher::sip128::{Hasher128 as _, SipHasher13};

use crate::finding::one_line;
use crate::mask::mask;
use crate::report::Finding;
use crate::source::Sources;

/// Gives each finding its fingerprint: 32 hexadecimal digits. Findings of the same rule on the same words of the same
/// document of a file are told apart by their order, so `findings` must be sorted by place.
pub(crate) fn mark(findings: &mut [Finding], sources: Sources<'_>) {
    let words = |finding: &Finding| {
        let source = sources.get(finding.place.source);
        source.map_or(String::new(), |source| normalised(source.slice(finding.place.span)))
    };
    let words: Vec<String> = findings.iter().map(words).collect();
    let mut seen: BTreeMap<(usize, &str, &str, Option<&str>), u64> = BTreeMap::new();
    let marks = findings.iter().zip(&words).map(|(finding, words)| {
        let Finding { place, rule, document, .. } = finding;
        let nth = seen.entry((place.source, words, rule, document.as_deref())).or_default();
        *nth += 1;
        fingerprint(rule, document.as_deref().unwrap_or_default(), words, *nth - 1)
    });
    let marks: Vec<String> = marks.collect();
    findings.iter_mut().zip(marks).for_each(|(finding, mark)| finding.fingerprint = mark);
}

/// Masked, in lower case, with one space between words: what a reader would call the same text.
fn normalised(text: &str) -> String {
    one_line(mask(text).to_lowercase())
}

fn fingerprint(rule: &str, document: &str, words: &str, nth: u64) -> String {
    hash(&[rule, &mask(document), words], nth)
}

/// What the `nth` of those with these parts is known by: SipHash 1-3 with the key 0, the same everywhere and in every
/// version.
pub(crate) fn hash(parts: &[&str], nth: u64) -> String {
    let mut hasher = SipHasher13::new();
    for part in parts {
        // The length, so that no two rows of parts read the same.
        hasher.write(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.write(part.as_bytes());
    }
    hasher.write(&nth.to_le_bytes());
    let hash = hasher.finish128();
    format!("{:016x}{:016x}", hash.h1, hash.h2)
}

#[cfg(test)]
mod tests {
    use super::{fingerprint, normalised};

    #[test]
    fn it_is_the_same_in_every_version() {
        assert_eq!(fingerprint("avoided-term", "kontakt", "depositum", 0), "ff8cbd4744bb51df6da9d6111edb5f1a");
    }

    #[test]
    fn every_part_counts() {
        let of = |rule, document, words, nth| fingerprint(rule, document, words, nth);
        let all = [of("a", "b", "c", 0), of("ab", "", "c", 0), of("a", "bc", "", 0), of("a", "b", "c", 1)];
        for (index, one) in all.iter().enumerate() {
            assert!(!all.iter().skip(index + 1).any(|other| one == other));
        }
    }

    #[test]
    fn line_ends_capitals_and_personal_data_do_not_count() {
        assert_eq!(normalised("Søker  om\n  depositum"), normalised("søker om depositum"));
        assert_eq!(normalised("fnr 41819012345"), normalised("fnr 41819054321"));
    }
}
