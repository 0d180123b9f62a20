//! `policies/lexicon/*.yaml` → the lexicon: the spanned tree in, the engine's plain structs out.
//!
//! The notation is described at the top of `policies/lexicon/grammar.yaml`.

use std::collections::BTreeMap;

use crate::lexicon::{Compound, Concept, Context, Ending, Form, Grammar, Inflection, Language, Lexicon, Side, Term};
use crate::source::Problem;
use crate::tree::{self, Entry, Node};

/// The marker of a lexicon.
pub(crate) const KIND: &str = "lexicon/v1";

/// What a lexicon is read with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Reader {
    /// Messages, and what others see of flows.
    Message,
    /// Routines.
    Routine,
}

/// Whether a file's words are for a reader; a file that does not say so on a line of its own, before its first block, is for
/// messages.
pub(crate) fn is_for(text: &str, reader: Reader) -> bool {
    let mut head = text.lines().take_while(|line| line.starts_with('#') || !line.ends_with(':'));
    let said = head.find_map(|line| line.strip_prefix("for: ["));
    match (said, reader) {
        (None, reader) => reader == Reader::Message,
        (Some(readers), Reader::Message) => readers.contains("message"),
        (Some(readers), Reader::Routine) => readers.contains("routine"),
    }
}

/// The level of a concept that only says something of the words around it.
const CONTEXT: &str = "context";
/// The level of a concept that a reader infers from everyday words.
const INFERABLE: &str = "inferable";

/// What one file says.
#[derive(Debug, Default)]
pub(crate) struct LexiconFile {
    concepts: Vec<Concept>,
    grammar: Grammar,
}

impl LexiconFile {
    /// Whether a municipality's own words could hide what the shipped ones find: a change of grammar, or a concept that
    /// does not itself reveal (the longest mention wins).
    pub(crate) fn loosens(&self) -> bool {
        let changes_grammar = !self.grammar.inflections.is_empty()
            || !self.grammar.sets.is_empty()
            || !self.grammar.known_words.is_empty()
            || !self.grammar.languages.is_empty()
            || !self.grammar.abbreviations.is_empty()
            || !self.grammar.names.is_empty();
        changes_grammar || self.concepts.iter().any(|concept| concept.parents.is_empty() || concept.is_context)
    }
}

/// Reads the lexicons among the documents of one file; a municipality's file may hold its systems too.
///
/// # Errors
/// Everything that is wrong with them.
pub(crate) fn read_all(text: &str) -> Result<Vec<LexiconFile>, Vec<Problem>> {
    let (documents, mut problems) = tree::parse(text, 0);
    let mut files = Vec::new();
    let roots = documents.iter().filter_map(|document| document.root.as_ref());
    for root in roots.filter(|root| root.get("taushet").is_some_and(|kind| kind.value.text() == KIND)) {
        match read(root) {
            Ok(file) => files.push(file),
            Err(mistakes) => problems.extend(mistakes),
        }
    }
    if problems.is_empty() { Ok(files) } else { Err(problems) }
}

/// Reads one lexicon.
///
/// # Errors
/// Everything that is wrong with it.
pub(crate) fn read(root: &Node) -> Result<LexiconFile, Vec<Problem>> {
    let mut file = LexiconFile::default();
    let mut problems = Vec::new();
    for section in root.as_map().unwrap_or_default() {
        let entries = section.value.as_map().unwrap_or_default();
        match section.key() {
            // What a file is for decides who reads it, before it comes here.
            "taushet" | "for" => {}
            "inflections" => file.grammar.inflections.extend(entries.iter().map(inflection)),
            "sets" => {
                let sets = entries.iter().map(|entry| (entry.key().to_owned(), entry.value.texts()));
                file.grammar.sets.extend(sets);
            }
            "frames" => file.grammar.frames.extend(section.value.texts()),
            "languages" => {
                let told = entries.iter().filter_map(|entry| Some((language(entry.key())?.into_iter().next()?, entry)));
                file.grammar.languages.extend(told.map(|(language, entry)| (language, entry.value.texts())));
            }
            "abbreviations" => file.grammar.abbreviations.extend(section.value.texts()),
            "names" => file.grammar.names.extend(section.value.texts()),
            "known-words" => file.grammar.known_words.extend(section.value.texts()),
            "concepts" => file.concepts.extend(entries.iter().map(|entry| concept(entry, &mut problems))),
            _ => problems.push(unknown(section)),
        }
    }
    if problems.is_empty() { Ok(file) } else { Err(problems) }
}

/// Puts all files together.
pub(crate) fn build(files: Vec<LexiconFile>) -> Lexicon {
    let mut concepts = Vec::new();
    let mut grammar = Grammar::default();
    for file in files {
        concepts.extend(file.concepts);
        grammar.inflections.extend(file.grammar.inflections);
        grammar.sets.extend(file.grammar.sets);
        grammar.frames.extend(file.grammar.frames);
        grammar.known_words.extend(file.grammar.known_words);
        grammar.languages.extend(file.grammar.languages);
        grammar.abbreviations.extend(file.grammar.abbreviations);
        grammar.names.extend(file.grammar.names);
    }
    Lexicon::new(concepts, grammar)
}

fn unknown(entry: &Entry) -> Problem {
    Problem::new(entry.key.span, phrase!("unknown-key-alone", key = entry.key()))
}

fn text(node: &Node, key: &str) -> Option<String> {
    node.get(key).map(|entry| entry.value.text().to_owned())
}

fn texts(node: &Node, key: &str) -> Vec<String> {
    node.get(key).map(|entry| entry.value.texts()).unwrap_or_default()
}

fn language(key: &str) -> Option<Vec<Language>> {
    match key {
        "nb" => Some(vec![Language::Nb]),
        "nn" => Some(vec![Language::Nn]),
        "en" => Some(vec![Language::En]),
        "se" => Some(vec![Language::Se]),
        "no" => Some(vec![Language::Nb, Language::Nn]),
        _ => None,
    }
}

fn inflection(entry: &Entry) -> Inflection {
    let endings = ["nb", "nn", "en", "se"].into_iter().filter_map(|key| {
        let language = language(key)?.into_iter().next()?;
        Some((language, entry.value.get(key).map(|found| endings(&found.value)).unwrap_or_default()))
    });
    Inflection {
        name: entry.key().to_owned(),
        drop: texts(&entry.value, "drop"),
        link: texts(&entry.value, "link"),
        genitive: text(&entry.value, "genitive").as_deref() == Some("true"),
        endings: endings.collect(),
    }
}

/// A list of endings, or the endings of each form.
fn endings(node: &Node) -> Vec<Ending> {
    let of_form = |node: &Node, form| node.texts().into_iter().map(move |text| Ending { text, form });
    match node.as_map() {
        Some(forms) => forms.iter().flat_map(|entry| of_form(&entry.value, form(entry.key()))).collect(),
        None => of_form(node, Form::Base).collect(),
    }
}

fn form(key: &str) -> Form {
    match key {
        "definite" => Form::Definite,
        "plural" => Form::Plural,
        "definite-plural" => Form::DefinitePlural,
        _ => Form::Base,
    }
}

fn concept(entry: &Entry, problems: &mut Vec<Problem>) -> Concept {
    let node = &entry.value;
    let known = ["level", "in", "source", "replacement", "residual", "yields", "terms", "note"];
    problems
        .extend(node.as_map().unwrap_or_default().iter().filter(|entry| !known.contains(&entry.key())).map(unknown));
    let mut replacement = BTreeMap::new();
    for entry in node.get("replacement").and_then(|found| found.value.as_map()).unwrap_or_default() {
        for language in language(entry.key()).unwrap_or_default() {
            replacement.insert(language, entry.value.text().to_owned());
        }
    }
    let terms = node.get("terms").and_then(|terms| terms.value.as_list()).unwrap_or_default();
    let level = text(node, "level").unwrap_or_default();
    Concept {
        id: entry.key().to_owned(),
        is_context: level == CONTEXT,
        yields: level == INFERABLE || text(node, "yields").as_deref() == Some("true"),
        level,
        parents: texts(node, "in"),
        source: texts(node, "source"),
        replacement,
        residual: text(node, "residual"),
        terms: terms.iter().map(|node| term(node, problems)).collect::<Vec<_>>().into(),
    }
}

fn term(node: &Node, problems: &mut Vec<Problem>) -> Term {
    let mut term = Term { languages: Vec::new(), ..Term::default() };
    for entry in node.as_map().unwrap_or_default() {
        let value = entry.value.text();
        match entry.key() {
            "as" => term.inflect = Some(value.to_owned()),
            "compound" => match value {
                "none" => term.compound = Compound::None,
                "first" => term.compound = Compound::First,
                "last" => term.compound = Compound::Last,
                "both" => term.compound = Compound::Both,
                _ => problems.push(Problem::new(entry.value.span, phrase!("lexicon-compound", value))),
            },
            "link" => term.link = entry.value.texts(),
            "case" => term.case_sensitive = value == "exact",
            "identifiers" => term.in_identifiers = value != "false",
            "typo" => term.typo = value != "false",
            "not" => term.except = entry.value.texts(),
            "unless" => term.unless = contexts(&entry.value, problems),
            "needs" => term.needs = contexts(&entry.value, problems),
            key => match language(key) {
                Some(languages) if term.languages.is_empty() => {
                    term.languages = languages;
                    term.pattern = value.to_owned();
                }
                Some(_) => problems.push(Problem::new(entry.key.span, phrase!("lexicon-two-languages"))),
                None => problems.push(unknown(entry)),
            },
        }
    }
    if term.languages.is_empty() {
        problems.push(Problem::new(node.span, phrase!("lexicon-no-pattern")));
    }
    term
}

fn contexts(node: &Node, problems: &mut Vec<Problem>) -> Vec<Context> {
    let mut contexts = Vec::new();
    for item in node.as_list().unwrap_or_default() {
        let mut context = Context { side: Side::Either, within: None, words: Vec::new() };
        for entry in item.as_map().unwrap_or_default() {
            match entry.key() {
                "within" => context.within = entry.value.text().parse().ok(),
                "before" => (context.side, context.words) = (Side::Before, entry.value.texts()),
                "after" => (context.side, context.words) = (Side::After, entry.value.texts()),
                "near" => (context.side, context.words) = (Side::Either, entry.value.texts()),
                _ => problems.push(unknown(entry)),
            }
        }
        if context.words.is_empty() {
            problems.push(Problem::new(item.span, phrase!("lexicon-no-context")));
        }
        contexts.push(context);
    }
    contexts
}
