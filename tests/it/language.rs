//! The language of the lexicon: labelled messages are found as labelled, replacements reveal nothing, and what is inferred
//! is said.

use taushet::check::check;
use taushet::lexicon::Language;
use taushet::report::Report;

use crate::fixtures::{expectations, whole_law};
use crate::{LAW, check_one, files, run, shown, text};

/// The beginning of a document of messages.
const HEAD: &str = "taushet: messages/v1\nmessages:\n";

fn labelled() -> Vec<std::path::PathBuf> {
    let found = files("fixtures/language");
    assert!(!found.is_empty(), "fixtures/language is empty");
    found
}

fn told(report: &Report) -> Vec<String> {
    let findings = report.findings.iter();
    findings.map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
}

#[test]
fn labelled_messages() {
    let found = whole_law(&LAW, &labelled());
    assert!(found.iter().all(String::is_empty), "\n{}", found.concat());
}

/// Every rewriting that is offered for a labelled message is put in its place, and the place has no finding then.
#[test]
fn replacements_reveal_nothing() {
    let mut wrong = Vec::new();
    let mut n_tried = 0;
    for path in labelled() {
        let text = text(&path);
        let report = check_one(&LAW, &shown(&path), &text, &[]);
        for finding in &report.findings {
            let Some(replacement) = &finding.replacement else { continue };
            let span = finding.place.span;
            let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
            let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at);
            let rewritten = format!("{HEAD}{}{replacement}{}\n", &text[start..span.start], &text[span.end..end]);
            let place = HEAD.len() + span.start - start..HEAD.len() + span.start - start + replacement.len();
            let again = check_one(&LAW, "a.yaml", &rewritten, &[]);
            assert!(again.failures.is_empty(), "{rewritten}: {:?}", again.failures);
            n_tried += 1;
            let is_there = |place_of: taushet::source::Span| place_of.start < place.end && place.start < place_of.end;
            if again.findings.iter().any(|finding| is_there(finding.place.span)) {
                wrong.push(format!("{rewritten}{:?}\n", told(&again)));
            }
        }
    }
    assert!(n_tried > 100, "only {n_tried} replacements were tried");
    assert!(wrong.is_empty(), "\n{}", wrong.concat());
}

#[test]
fn replacements_follow_language_and_form() {
    #[track_caller]
    fn check(text: &str, language: Language, expected: &[&str]) {
        let lexicon = LAW.lexicon();
        assert_eq!(lexicon.language(text), Some(language), "{text}");
        let mentions = lexicon.read(text).mentions(true);
        let found: Vec<String> =
            mentions.iter().filter_map(|mention| lexicon.replacement(mention, text, language)).collect();
        assert_eq!(found, expected, "{text}");
    }
    check("Bruker ønsker kontakt om husleien.", Language::Nb, &["dokumentasjonen"]);
    check("Bruker spør om husleie og ble bedt om kontoutskrifter.", Language::Nb, &["dokumentasjon", "dokumentasjon"]);
    check("Garantien til brukeren er ikke klar.", Language::Nb, &["Avtalen"]);
    check("Brukaren spør om garantien, ho har ikkje høyrt noko.", Language::Nn, &["avtalen"]);
    check("Brukar vil snakke om gjeldsproblemet sitt, og ho ønskjer råd frå nokon.", Language::Nn, &["situasjonen"]);
    check("Bruker ringer om kvalifiseringsstønaden sin.", Language::Nb, &["utbetalingen"]);
    check("Brukar ringjer om kvalifiseringsstønaden sin.", Language::Nn, &["utbetalinga"]);
}

/// What a message may say when nothing else may reveals nothing, in any language and channel, under any theme.
#[test]
fn neutral_texts_reveal_nothing() {
    for language in [Language::Nb, Language::Nn, Language::En, Language::Se] {
        let neutral = LAW.texts.term("Neutral", language.code());
        for (channel, theme) in [("gosys", "KOM"), ("modia", "AAP"), ("sms", "AAP"), ("fagsystem", "KOM")] {
            let document = format!("{HEAD}  - {{ id: a, channel: {channel}, theme: {theme}, text: \"{neutral}\" }}\n");
            let report = check(&LAW, run(&[("a.yaml", &document)], &[]));
            let wording: Vec<_> = report.findings.iter().filter(|finding| finding.group != "metadata").collect();
            assert!(wording.is_empty() && report.failures.is_empty(), "{document}: {wording:?}");
        }
    }
}

/// A finding about what is only inferred says what a reader would understand, and why.
#[test]
fn inferences_are_said() {
    let inferred = LAW.lexicon().concepts().iter().filter(|concept| concept.level == "inferable");
    let silent: Vec<&str> =
        inferred.map(|concept| concept.id.as_str()).filter(|id| LAW.texts.term("Inference", id) == *id).collect();
    assert!(silent.is_empty(), "policies/texts/nb/inferences.yaml lacks {silent:?}");
}

/// Labels are read by people who did not write them: each says what is wrong with the message, or why nothing is.
#[test]
fn labels_are_whole() {
    for path in labelled() {
        let text = text(&path);
        let n_messages = text.lines().filter(|line| line.starts_with("  - { id: ")).count();
        let n_labelled = text.lines().filter(|line| line.starts_with("  - { id: ") && line.contains("  # ")).count();
        assert_eq!(n_messages, n_labelled, "{}: messages without a label", path.display());
        assert!(expectations(&path, &text).len() > n_messages, "{}", path.display());
    }
}
