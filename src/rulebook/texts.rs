//! What people read: titles, reasons and mends per rule, names of values and conditions, and the provisions cited.
//!
//! Comes in: `policies/citations.yaml`, `policies/findings.yaml` and `policies/texts/<language>/*.yaml`.
//! Must not know which rules there are.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::tree::{self, Entry};

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
    files: Vec<String>,
    local: BTreeMap<String, RuleText>,
    cites: BTreeMap<String, Vec<String>>,
    citations: OnceLock<BTreeMap<String, Citation>>,
    rules: OnceLock<BTreeMap<String, RuleText>>,
    conditions: OnceLock<BTreeMap<String, ConditionText>>,
    terms: OnceLock<BTreeMap<String, BTreeMap<String, String>>>,
    phrases: OnceLock<BTreeMap<String, String>>,
}

/// A text of an entry; empty when it has none.
fn must(entry: &Entry, name: &str) -> String {
    text(entry, name).unwrap_or_default()
}

fn text(entry: &Entry, name: &str) -> Option<String> {
    entry.value.get(name).map(|found| found.value.text().to_owned())
}

impl Texts {
    /// Adds one file of texts.
    pub(crate) fn add(&mut self, file: &str) {
        self.files.push(file.to_owned());
    }

    /// The entries of a section, in all files that have it.
    fn section<T>(&self, names: &[&str], read: impl Fn(&Entry) -> T) -> BTreeMap<String, T> {
        let mut found = BTreeMap::new();
        for file in &self.files {
            let has = |name: &&str| {
                file.lines().any(|line| line.strip_prefix(*name).is_some_and(|rest| rest.starts_with(':')))
            };
            if !names.iter().any(has) {
                continue;
            }
            // That every file can be read is checked when it is a municipality's own, and by a test for the shipped ones.
            let (documents, _) = tree::parse(file, 0);
            for root in documents.iter().filter_map(|document| document.root.as_ref()) {
                let sections = names.iter().filter_map(|name| root.get(name)?.value.as_map());
                found.extend(sections.flatten().map(|entry| (entry.key().to_owned(), read(entry))));
            }
        }
        found
    }

    fn all_citations(&self) -> &BTreeMap<String, Citation> {
        self.citations.get_or_init(|| {
            self.section(&["citations"], |entry| Citation {
                law: must(entry, "law"),
                title: must(entry, "title"),
                statute: must(entry, "statute"),
                url: text(entry, "url"),
                quote: text(entry, "quote"),
                source: text(entry, "source"),
                asks: text(entry, "asks"),
            })
        })
    }

    fn all_rules(&self) -> &BTreeMap<String, RuleText> {
        self.rules.get_or_init(|| {
            let mut rules = self.section(&["rules", "norms"], |entry| RuleText {
                title: must(entry, "title"),
                why: must(entry, "why"),
                help: must(entry, "help"),
            });
            rules.extend(self.local.clone());
            rules
        })
    }

    /// Adds the texts of one rule.
    pub(crate) fn add_rule(&mut self, id: &str, text: RuleText) {
        self.local.insert(id.to_owned(), text);
    }

    /// Says which citations a rule has, by their keys.
    pub(crate) fn cite(&mut self, rule: &str, keys: Vec<String>) {
        self.cites.insert(rule.to_owned(), keys);
    }

    /// The citations of a rule or norm, by their keys.
    #[must_use]
    pub fn cited(&self, rule: &str) -> &[String] {
        self.cites.get(rule).map_or(&[], Vec::as_slice)
    }

    /// The citation under a key.
    #[must_use]
    pub fn citation(&self, key: &str) -> Option<&Citation> {
        self.all_citations().get(key)
    }

    /// All citations, by key.
    pub fn citations(&self) -> impl Iterator<Item = (&str, &Citation)> {
        self.all_citations().iter().map(|(key, citation)| (key.as_str(), citation))
    }

    /// How a finding cites a key: the provision's short form, else the key itself.
    #[must_use]
    pub fn law<'a>(&'a self, key: &'a str) -> &'a str {
        self.all_citations().get(key).map_or(key, |citation| citation.law.as_str())
    }

    /// Whether the key names an open legal question.
    #[must_use]
    pub fn is_doubt(&self, key: &str) -> bool {
        self.all_citations().get(key).is_some_and(|citation| citation.asks.is_some())
    }

    /// The texts of a rule or norm.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&RuleText> {
        self.all_rules().get(id)
    }

    /// Every rule and norm that has texts.
    pub fn rules(&self) -> impl Iterator<Item = (&str, &RuleText)> {
        self.all_rules().iter().map(|(id, rule)| (id.as_str(), rule))
    }

    /// The texts of a condition.
    #[must_use]
    pub fn condition(&self, path: &str) -> Option<&ConditionText> {
        let conditions = self.conditions.get_or_init(|| {
            self.section(&["conditions"], |entry| ConditionText {
                label: must(entry, "label"),
                unknown: must(entry, "unknown"),
                failed: must(entry, "failed"),
                mend: must(entry, "mend"),
                law: text(entry, "law"),
            })
        });
        conditions.get(path)
    }

    /// A value's name in this language, else the value itself.
    #[must_use]
    pub fn term<'a>(&'a self, kind: &str, id: &'a str) -> &'a str {
        let names = |entry: &Entry| {
            let terms = entry.value.as_map().unwrap_or_default().iter();
            terms.map(|term| (term.key().to_owned(), term.value.text().to_owned())).collect()
        };
        let terms = self.terms.get_or_init(|| self.section(&["terms"], names));
        terms.get(kind).and_then(|terms| terms.get(id)).map_or(id, String::as_str)
    }

    /// Whether the program has a phrase of its own under a key.
    #[must_use]
    pub fn has_phrase(&self, key: &str) -> bool {
        self.phrase(key, &[]) != key
    }

    /// A phrase of the program itself, with its `{placeholders}` filled.
    #[must_use]
    pub fn phrase(&self, key: &str, values: &[(&str, &str)]) -> String {
        let phrases = self.phrases.get_or_init(|| self.section(&["phrases"], |entry| entry.value.text().to_owned()));
        fill(phrases.get(key).map_or(key, String::as_str), values)
    }
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
