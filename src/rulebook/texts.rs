//! What people read, in one language: titles, reasons and mends per rule, names of values and conditions, the provisions
//! cited, and the program's own messages.
//!
//! Comes in: `policies/citations.yaml` and `policies/texts/<language>/`.
//! Must not know which rules there are.

mod catalogue;
mod language;
mod section;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use fluent_bundle::FluentArgs;

use crate::law::LawFile;
use crate::phrase::Phrase;
use crate::tree::Entry;
use catalogue::Catalogue;
pub use language::Language;
use section::Section;

/// A provision, statement or report that rules cite.
#[derive(Clone, Debug, Default)]
pub struct Citation {
    /// As a finding cites it: «fvl. § 13 b første ledd nr. 2».
    pub law: String,
    /// What it says, in a few words.
    pub title: String,
    /// The act's or document's full name.
    pub statute: String,
    /// Where to read it.
    pub url: Option<String>,
    /// Its own words.
    pub quote: Option<String>,
    /// Where the quote was checked.
    pub source: Option<String>,
    /// The question a human must answer, when this is a doubt.
    pub asks: Option<String>,
}

/// The texts of a rule or norm.
#[derive(Clone, Debug, Default)]
pub struct RuleText {
    /// What is wrong, or what the norm allows: one clause that is true of every hit. May hold `{placeholders}`.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// What to write or record instead. May hold `{placeholders}`.
    pub help: String,
}

/// The texts of a condition.
#[derive(Clone, Debug, Default)]
pub struct ConditionText {
    /// Its name, a noun phrase.
    pub label: String,
    /// Said when it is not recorded.
    pub unknown: String,
    /// Said when it is recorded as not met.
    pub failed: String,
    /// What to do and what to record.
    pub mend: String,
    /// The citation key it comes from.
    pub law: Option<String>,
}

/// All texts of one language. A file is read when something in it is first asked for: most runs show few of them.
#[derive(Debug, Default)]
pub struct Texts {
    language: Language,
    files: Vec<File>,
    local: BTreeMap<String, RuleText>,
    catalogue: OnceLock<Catalogue>,
    cites: BTreeMap<String, Vec<String>>,
    citations: OnceLock<Section<Citation>>,
    rules: OnceLock<Section<RuleText>>,
    conditions: OnceLock<Section<ConditionText>>,
    terms: OnceLock<Section<BTreeMap<String, String>>>,
}

/// A file of texts. One that lies in no language's folder holds for all of them.
#[derive(Debug)]
struct File {
    language: Option<Language>,
    local: bool,
    text: Cow<'static, str>,
    /// Its sections, when they were stored.
    stored: Option<&'static [u8]>,
}

/// A text of an entry; empty when it has none.
fn must(entry: &Entry, name: &str) -> String {
    text(entry, name).unwrap_or_default()
}

fn text(entry: &Entry, name: &str) -> Option<String> {
    entry.value.get(name).map(|found| found.value.text().to_owned())
}

impl Texts {
    /// No texts but the program's own messages.
    #[must_use]
    pub fn new(language: Language) -> Texts {
        Texts { language, ..Texts::default() }
    }

    /// The same texts in another language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Texts {
        Texts { files: self.files, local: self.local, ..Texts::new(language) }
    }

    /// The language of these texts.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Adds one file of texts, with its sections when they were stored.
    pub(crate) fn add(&mut self, file: &LawFile, stored: Option<&'static [u8]>) {
        let language = Language::of_path(&file.path);
        self.files.push(File { language, local: file.local, text: file.text.clone(), stored });
    }

    /// The files of this language, what stands in a later one before what stands in an earlier. What a municipality has
    /// written in bokmål alone is better than nothing.
    fn own_files(&self) -> impl Iterator<Item = &File> {
        let is_own = move |file: &&File| file.language.is_none_or(|language| language == self.language);
        let is_fallback = move |file: &&File| file.local && !is_own(file) && file.language == Some(Language::default());
        let fallbacks = self.files.iter().filter(is_fallback);
        let shipped = self.files.iter().filter(|file| !file.local);
        let local = self.files.iter().filter(|file| file.local);
        shipped.filter(is_own).chain(fallbacks).chain(local.filter(is_own))
    }

    fn all_rules(&self) -> &Section<RuleText> {
        self.rules.get_or_init(|| Section::new(&["rules", "norms"], self.own_files()))
    }

    fn all_citations(&self) -> &Section<Citation> {
        self.citations.get_or_init(|| Section::new(&["citations"], self.own_files()))
    }

    /// Adds the texts of one rule.
    pub(crate) fn add_rule(&mut self, id: &str, text: RuleText) {
        self.local.insert(id.to_owned(), text);
    }

    /// Says which citations a rule has, by their keys.
    pub(crate) fn cite(&mut self, rule: &str, keys: Vec<String>) {
        self.cites.insert(rule.to_owned(), keys);
    }

    /// Whether it has been said which citations a rule or norm of this id has.
    pub(crate) fn is_rule(&self, id: &str) -> bool {
        self.cites.contains_key(id)
    }

    /// The citations of a rule or norm, by their keys.
    #[must_use]
    pub fn cited(&self, rule: &str) -> &[String] {
        self.cites.get(rule).map_or(&[], Vec::as_slice)
    }

    /// The citation under a key.
    #[must_use]
    pub fn citation(&self, key: &str) -> Option<&Citation> {
        self.all_citations().get(key, |entries| {
            // A language says its own title of a provision whose quote and place are the same in all of them.
            let mut known = Citation::default();
            for entry in entries {
                let say = |field: &mut String, name| text(entry, name).into_iter().for_each(|text| *field = text);
                say(&mut known.law, "law");
                say(&mut known.title, "title");
                say(&mut known.statute, "statute");
                known.url = text(entry, "url").or(known.url.take());
                known.quote = text(entry, "quote").or(known.quote.take());
                known.source = text(entry, "source").or(known.source.take());
                known.asks = text(entry, "asks").or(known.asks.take());
            }
            known
        })
    }

    /// All citations, by key.
    pub fn citations(&self) -> impl Iterator<Item = (&str, &Citation)> {
        self.all_citations().keys().filter_map(|key| Some((key, self.citation(key)?)))
    }

    /// How a finding cites a key: the provision's short form, else the key itself.
    #[must_use]
    pub fn law<'a>(&'a self, key: &'a str) -> &'a str {
        self.citation(key).map_or(key, |citation| citation.law.as_str())
    }

    /// Whether the key names an open legal question.
    #[must_use]
    pub fn is_doubt(&self, key: &str) -> bool {
        self.citation(key).is_some_and(|citation| citation.asks.is_some())
    }

    /// The texts of a rule or norm.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&RuleText> {
        let last = |entry: &Entry| RuleText {
            title: must(entry, "title"),
            why: must(entry, "why"),
            help: must(entry, "help"),
        };
        let read = || self.all_rules().get(id, |entries| entries.last().copied().map(last).unwrap_or_default());
        self.local.get(id).or_else(read)
    }

    /// Every rule and norm that has texts.
    pub fn rules(&self) -> impl Iterator<Item = (&str, &RuleText)> {
        let keys: BTreeSet<&str> = self.all_rules().keys().chain(self.local.keys().map(String::as_str)).collect();
        keys.into_iter().filter_map(|key| Some((key, self.rule(key)?)))
    }

    /// The texts of a condition.
    #[must_use]
    pub fn condition(&self, path: &str) -> Option<&ConditionText> {
        let conditions = self.conditions.get_or_init(|| Section::new(&["conditions"], self.own_files()));
        let last = |entry: &Entry| ConditionText {
            label: must(entry, "label"),
            unknown: must(entry, "unknown"),
            failed: must(entry, "failed"),
            mend: must(entry, "mend"),
            law: text(entry, "law"),
        };
        conditions.get(path, |entries| entries.last().copied().map(last).unwrap_or_default())
    }

    /// A value's name in this language, else the value itself.
    #[must_use]
    pub fn term<'a>(&'a self, kind: &str, id: &'a str) -> &'a str {
        let terms = self.terms.get_or_init(|| Section::new(&["terms"], self.own_files()));
        let names = terms.get(kind, |entries| {
            let terms = entries.iter().flat_map(|entry| entry.value.as_map().unwrap_or_default());
            terms.map(|term| (term.key().to_owned(), term.value.text().to_owned())).collect()
        });
        names.and_then(|names| names.get(id)).map_or(id, String::as_str)
    }

    /// What the program itself says.
    #[must_use]
    pub fn say(&self, phrase: &Phrase) -> String {
        self.catalogue().say(phrase)
    }

    /// What the help says of a command or an argument, or under an attribute of that.
    pub(crate) fn help(&self, id: &str, attribute: Option<&str>) -> Option<String> {
        self.catalogue().find(id, attribute, &FluentArgs::new())
    }

    fn catalogue(&self) -> &Catalogue {
        self.catalogue.get_or_init(|| Catalogue::new(self.language))
    }
}

/// A text as it stands when nothing is filled in: «… kan ikke gi … til …».
#[must_use]
pub fn unfilled(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        plain.push_str(before);
        plain.push('…');
        rest = after.split_once('}').map_or("", |(_, tail)| tail);
    }
    plain.push_str(rest);
    plain.trim().to_owned()
}

/// Replaces each `{name}` by its value, in one pass, so that a value is never read for placeholders.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after
            .split_once('}')
            .and_then(|(name, tail)| values.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value, tail)));
        match value {
            Some((value, tail)) => {
                filled.push_str(value);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}
