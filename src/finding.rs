//! Decisions + provenance → findings, in the words of `policies/texts`.
//!
//! Must not know what any rule says; it knows which kinds of thing there are to tell, and where.

mod flows;
mod hygiene;
mod messages;
mod routines;
mod templates;

use crate::report::{Finding, Place, Text};
use crate::rulebook::{FindingRule, Norm, RuleText, Rulebook, Severity, fill};

pub(crate) use flows::{judge_flows, overridden};
pub(crate) use hygiene::{Fault, of_decision};
pub(crate) use messages::{Judged, OwnFlow, first_line, judge_message};
pub(crate) use routines::judge_routine;
pub(crate) use templates::Templates;

/// A rule as a finding needs it, whether one policy makes it or the engine.
pub(crate) struct Rule<'r> {
    pub(crate) id: &'r str,
    pub(crate) group: &'r str,
    pub(crate) severity: Severity,
    pub(crate) law: &'r [String],
}

impl<'r> Rule<'r> {
    pub(crate) fn of_norm(norm: &'r Norm, severity: Severity) -> Rule<'r> {
        Rule { id: &norm.id, group: &norm.group, severity, law: &norm.law }
    }

    /// A finding that no single policy makes. That each exists is a test of the law.
    pub(crate) fn named(rulebook: &'r Rulebook, id: &str) -> Option<Rule<'r>> {
        let rule: &FindingRule = rulebook.findings().iter().find(|rule| rule.id == id)?;
        Some(Rule { id: &rule.id, group: &rule.group, severity: rule.severity, law: &rule.law })
    }

    /// The rule broken at a place, in its words with `values` in their placeholders. What else is known of it is the
    /// caller's to add.
    pub(crate) fn finding(&self, rulebook: &Rulebook, place: Place, values: &[(&str, &str)]) -> Finding {
        let Words { message, why, help } = words(rulebook, self.id, values);
        Finding {
            rule: self.id.into(),
            group: self.group.into(),
            level: None,
            severity: self.severity,
            place,
            document: None,
            concept: None,
            message: message.into(),
            why: why.map(Text::from),
            help: help.map(Text::from),
            touches: 1,
            law: self.law.iter().map(|key| rulebook.texts.law(key).into()).collect(),
            replacement: None,
            related: Vec::new(),
            fix: None,
            fingerprint: String::new(),
        }
    }
}

/// A rule's texts with their placeholders filled.
struct Words {
    message: String,
    why: Option<String>,
    help: Option<String>,
}

fn words(rulebook: &Rulebook, rule: &str, values: &[(&str, &str)]) -> Words {
    let empty = RuleText::default();
    let text = rulebook.texts.rule(rule).unwrap_or(&empty);
    let filled = |template: &str| {
        let text = fill(template, values);
        let trimmed = text.trim();
        let text = if trimmed.len() == text.len() { text } else { trimmed.to_owned() };
        Some(text).filter(|text| !text.is_empty())
    };
    // What is quoted in it may be written over two lines; a message is one.
    Words {
        message: filled(&text.title).map_or_else(|| rule.to_owned(), one_line),
        why: filled(&text.why),
        help: filled(&text.help),
    }
}

/// A text with one space between words.
pub(crate) fn one_line(text: String) -> String {
    // Nearly all are written so.
    let is_blank = |letter: char| letter != ' ' && letter.is_whitespace();
    if text.contains("  ") || text.starts_with(' ') || text.ends_with(' ') || text.contains(is_blank) {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    text
}

/// «a, b og c».
pub(crate) fn enumerate(items: &[&str], and: &str) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} {and} {last}", rest.join(", ")),
    }
}
