//! What must not stand in `src/`: law, and Cedar outside the modules that ask it.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::{LAW, files, shown, text};

/// Values that are also words of a format: where (a beginning of paths), the word, and why.
const ALLOWED: [(&str, &str, &str); 21] = [
    ("src/", "text", "key of a message; part of a message that the reader tells apart"),
    ("src/", "metadata", "part of a message that the reader tells apart"),
    ("src/", "name", "key of a party and a system"),
    ("src/", "municipality", "key of a party"),
    ("src/", "processor", "key of a system"),
    ("src/lexicon_file.rs", "none", "word of the lexicon's own format"),
    ("src/lexicon_file.rs", "case", "word of the lexicon's own format"),
    ("src/", "conditions", "section of the texts, and key of the reasoning"),
    ("src/rulebook/texts.rs", "unknown", "key of a condition's texts"),
    ("src/", "message", "key of a report's finding; the kind of document that is asked about"),
    ("src/decide/message.rs", "templates", "the kind of document that is asked about"),
    ("src/facts.rs", "named", "attribute of the schema"),
    ("src/personal_data.rs", "national-id", "what a row of digits is; the schema names it alike"),
    ("src/personal_data.rs", "account", "likewise"),
    ("src/personal_data.rs", "phone", "likewise"),
    ("src/personal_data.rs", "email", "likewise"),
    ("src/", "template", "key of a message"),
    ("src/finding/messages/whole.rs", "urgent", "key of a message, at which a rule may be told"),
    ("src/", "routine", "a kind of document, as its marker and `as:` name it"),
    ("src/markup/html.rs", "address", "an element of HTML"),
    ("src/", "subject", "a key of a message (contract § 2.2), and the part of it that the schema names alike"),
];

/// A line of code outside tests and comments, with its number.
fn code(text: &str) -> Vec<(usize, String)> {
    let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = before_tests.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line.split(" // ").next().unwrap_or_default().to_owned()))
        .collect()
}

fn sources() -> Vec<(String, String)> {
    let rust = files("src").into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    rust.map(|path| (shown(&path), text(&path)))
        .filter(|(path, _)| !path.ends_with("/tests.rs") && !path.contains("/tests/"))
        .collect()
}

#[test]
fn no_law_in_rust() {
    // What the engine itself tells of a flow is named where it is told; those rules stand in policies/findings.yaml.
    let engine: BTreeSet<&str> = LAW.findings().iter().map(|rule| rule.id.as_str()).collect();
    let mut law: BTreeMap<&str, &str> = BTreeMap::new();
    for kind in LAW.vocabulary.kinds() {
        for member in LAW.vocabulary.members(kind) {
            law.insert(LAW.texts.term(kind, &member.id), "a value's name");
            law.insert(&member.id, "a value");
        }
    }
    law.extend(LAW.lexicon().concepts().iter().map(|concept| (concept.id.as_str(), "a concept")));
    law.extend(LAW.texts.citations().map(|(key, _)| (key, "a provision")));
    for norm in LAW.norms() {
        law.extend(norm.slugs.iter().chain([&norm.id]).map(|id| (id.as_str(), "a rule")));
    }
    let literal = Regex::new(r#""((?:[^"\\]|\\.)*)""#).unwrap_or_else(|error| panic!("{error}"));
    let id = Regex::new(r"[a-z0-9]+(?:-[a-z0-9]+)+").unwrap_or_else(|error| panic!("{error}"));
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (number, line) in code(&text) {
            for found in literal.captures_iter(&line) {
                let word = &found[1];
                let allowed = |word: &str| {
                    engine.contains(word)
                        || ALLOWED.iter().any(|(file, known, _)| path.starts_with(file) && *known == word)
                };
                if word.contains('§') {
                    wrong.push(format!("{path}:{number}: a provision: {word:?}"));
                }
                // A plain word inside a sentence is no mention; an id with a hyphen is one wherever it stands.
                let mentioned = std::iter::once(word).chain(id.find_iter(word).map(|found| found.as_str()));
                let found: BTreeSet<&str> = mentioned.filter(|word| law.contains_key(word) && !allowed(word)).collect();
                wrong.extend(
                    found.iter().map(|word| format!("{path}:{number}: {}: {word:?}", law.get(word).unwrap_or(&""))),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn allowed_words_are_still_there() {
    let idle: Vec<_> = ALLOWED
        .iter()
        .filter(|(file, word, _)| {
            !sources().iter().any(|(path, text)| path.starts_with(file) && text.contains(&format!("{word:?}")))
        })
        .collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[test]
fn only_four_modules_know_cedar() {
    let allowed = |path: &str| {
        ["src/facts", "src/rulebook", "src/decide", "src/prove"].iter().any(|module| path.starts_with(module))
    };
    let wrong: Vec<String> = sources()
        .iter()
        .filter(|(path, _)| !allowed(path))
        .flat_map(|(path, text)| code(text).into_iter().map(move |(number, line)| (path.clone(), number, line)))
        .filter(|(_, _, line)| line.contains("cedar_policy"))
        .map(|(path, number, _)| format!("{path}:{number}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn only_discover_and_cli_touch_the_world() {
    let wrong: Vec<String> = sources()
        .iter()
        // The solver is another program, which only `taushet prove` starts.
        .filter(|(path, _)| {
            !["src/discover", "src/cli", "src/prove/solver.rs"].iter().any(|edge| path.starts_with(edge))
        })
        .flat_map(|(path, text)| code(text).into_iter().map(move |(number, line)| (path.clone(), number, line)))
        .filter(|(_, _, line)| {
            [
                "std::fs",
                "std::env",
                "std::net",
                "std::process::Command",
                "Zoned::now",
                "SystemTime",
                "println!(",
                "eprintln!(",
            ]
            .iter()
            .any(|word| line.contains(word))
        })
        .map(|(path, number, line)| format!("{path}:{number}: {}", line.trim()))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Literals that hold a Norwegian letter and are no text for people: where, what, and why.
const LETTERS: [(&str, &str, &str); 7] = [
    ("src/read/directive.rs", "[a-zæøå-]", "letters of a word that is no rule's id"),
    ("src/cli/laws.rs", "holder-ikke", "the name of a flow in policies/examples"),
    ("src/cli/laws.rs", "«{quote}»", "the marks around a provision's own words"),
    ("src/expect/reading.rs", "«([^»]*)»", "the grammar of expectations"),
    ("src/expect/telling.rs", "«{underlined}»", "the same, written"),
    ("src/lexicon/compile.rs", "æøå", "letters that are respelt"),
    ("src/why.rs", "«{text}»", "the marks around a recorded text"),
];

/// What people read stands in `policies/texts`, in three languages.
#[test]
fn no_norwegian_in_rust() {
    let literal = Regex::new(r#""((?:[^"\\]|\\.)*)""#).unwrap_or_else(|error| panic!("{error}"));
    let letters = Regex::new("[æøåÆØÅ«»]").unwrap_or_else(|error| panic!("{error}"));
    let words = Regex::new(
        r"\b(ikke|ikkje|skal|eller|og|kan ikke|finnes|mangler|filen|feil|skriv|som|av|er|ingen|bare|hvilke|hvem|dette|denne)\b",
    )
    .unwrap_or_else(|error| panic!("{error}"));
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        for (number, line) in code(&text) {
            for found in literal.captures_iter(&line) {
                let word = &found[1];
                let allowed = LETTERS.iter().any(|(file, known, _)| path.starts_with(file) && word.contains(known));
                if !allowed && (letters.is_match(word) || words.is_match(word)) {
                    wrong.push(format!("{path}:{number}: {word:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "write it as a message of policies/texts/*/program.ftl:\n{}", wrong.join("\n"));
    let idle: Vec<_> = LETTERS
        .iter()
        .filter(|(file, known, _)| !sources().iter().any(|(path, text)| path == file && text.contains(known)))
        .collect();
    assert!(idle.is_empty(), "{idle:?}");
}
