//! What people read: titles, reasons and mends per rule, names of values and conditions, and the provisions cited.
//!
//! Comes in: `policies/citations.yaml`, `policies/findings.yaml` and `policies/texts/<language>/*.yaml`.
//! Must not know which rules there are.

use std::collections::BTreeMap;

use crate::tree::Node;

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

/// All texts of one language.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    citations: BTreeMap<String, Citation>,
    rules: BTreeMap<String, RuleText>,
    conditions: BTreeMap<String, ConditionText>,
    terms: BTreeMap<String, BTreeMap<String, String>>,
    phrases: BTreeMap<String, String>,
}

impl Texts {
    /// Adds one file of texts.
    pub fn add(&mut self, root: &Node) {
        for section in root.as_map().unwrap_or_default() {
            for entry in section.value.as_map().unwrap_or_default() {
                let key = entry.key().to_owned();
                let text = |name: &str| entry.value.get(name).map(|found| found.value.text().to_owned());
                let must = |name: &str| text(name).unwrap_or_default();
                match section.key() {
                    "citations" => {
                        self.citations.insert(
                            key,
                            Citation {
                                law: must("law"),
                                title: must("title"),
                                statute: must("statute"),
                                url: text("url"),
                                quote: text("quote"),
                                source: text("source"),
                                asks: text("asks"),
                            },
                        );
                    }
                    "rules" | "norms" => {
                        let rule = RuleText { title: must("title"), why: must("why"), help: must("help") };
                        self.rules.insert(key, rule);
                    }
                    "conditions" => {
                        self.conditions.insert(
                            key,
                            ConditionText {
                                label: must("label"),
                                unknown: must("unknown"),
                                failed: must("failed"),
                                mend: must("mend"),
                                law: text("law"),
                            },
                        );
                    }
                    "terms" => {
                        let terms = self.terms.entry(key).or_default();
                        for term in entry.value.as_map().unwrap_or_default() {
                            terms.insert(term.key().to_owned(), term.value.text().to_owned());
                        }
                    }
                    "phrases" => {
                        self.phrases.insert(key, entry.value.text().to_owned());
                    }
                    _ => {}
                }
            }
        }
    }

    /// Adds the texts of one rule.
    pub(crate) fn add_rule(&mut self, id: &str, text: RuleText) {
        self.rules.insert(id.to_owned(), text);
    }

    /// The citation under a key.
    #[must_use]
    pub fn citation(&self, key: &str) -> Option<&Citation> {
        self.citations.get(key)
    }

    /// All citations, by key.
    pub fn citations(&self) -> impl Iterator<Item = (&str, &Citation)> {
        self.citations.iter().map(|(key, citation)| (key.as_str(), citation))
    }

    /// How a finding cites a key: the provision's short form, else the key itself.
    #[must_use]
    pub fn law<'a>(&'a self, key: &'a str) -> &'a str {
        self.citations.get(key).map_or(key, |citation| citation.law.as_str())
    }

    /// Whether the key names an open legal question.
    #[must_use]
    pub fn is_doubt(&self, key: &str) -> bool {
        self.citations.get(key).is_some_and(|citation| citation.asks.is_some())
    }

    /// The texts of a rule or norm.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&RuleText> {
        self.rules.get(id)
    }

    /// Every rule and norm that has texts.
    pub fn rules(&self) -> impl Iterator<Item = (&str, &RuleText)> {
        self.rules.iter().map(|(id, rule)| (id.as_str(), rule))
    }

    /// The texts of a condition.
    #[must_use]
    pub fn condition(&self, path: &str) -> Option<&ConditionText> {
        self.conditions.get(path)
    }

    /// A value's name in this language, else the value itself.
    #[must_use]
    pub fn term<'a>(&'a self, kind: &str, id: &'a str) -> &'a str {
        self.terms.get(kind).and_then(|terms| terms.get(id)).map_or(id, String::as_str)
    }

    /// A phrase of the program itself, with its `{placeholders}` filled.
    #[must_use]
    pub fn phrase(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.phrases.get(key).map_or(key, String::as_str), values)
    }
}

/// Replaces each `{name}` by its value, in one pass, so that a value is never read for placeholders.
#[must_use]
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after.split_once('}').and_then(|(name, tail)| {
            values.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value, tail))
        });
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
