//! A rule as it is where no finding fills it in: what it says, why, the provision with its words, and what to do.

use crate::phrase::Phrase;
use crate::report::{Finding, Text};
use crate::rulebook::{Citation, Severity, Texts, unfilled};

/// A rule that findings name, with what is known of it from them.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) id: Text,
    pub(super) group: Text,
    /// The most serious of its findings.
    pub(super) severity: Severity,
    /// The provisions, as they are cited.
    law: Vec<Text>,
}

/// The index of a finding's rule among those named so far.
pub(super) fn index(rules: &mut Vec<Named>, finding: &Finding) -> usize {
    let index = rules.iter().position(|rule| rule.id == finding.rule).unwrap_or_else(|| {
        rules.push(Named {
            id: finding.rule.clone(),
            group: finding.group.clone(),
            severity: finding.severity,
            law: Vec::new(),
        });
        rules.len() - 1
    });
    if let Some(rule) = rules.get_mut(index) {
        rule.severity = rule.severity.max(finding.severity);
        for law in finding.law.iter() {
            if !rule.law.contains(law) {
                rule.law.push(law.clone());
            }
        }
    }
    index
}

/// What people read of a rule.
pub(super) struct Described<'t> {
    pub(super) title: String,
    pub(super) why: String,
    pub(super) help: String,
    /// Each as it is cited, with what is known of it.
    pub(super) law: Vec<(&'t str, Option<&'t Citation>)>,
}

impl<'t> Described<'t> {
    pub(super) fn of(rule: &'t Named, texts: &'t Texts) -> Described<'t> {
        let text = texts.rule(&rule.id);
        // What the rule cites, and what its findings cite beside that: a norm's own provision.
        let mut law: Vec<(&str, Option<&Citation>)> =
            texts.cited(&rule.id).iter().map(|key| (texts.law(key), texts.citation(key))).collect();
        for cited in &rule.law {
            if !law.iter().any(|(known, _)| cited == known) {
                law.push((cited, citation(cited, texts)));
            }
        }
        // What a reader infers, first in a finding's reasons, differs from finding to finding.
        let why = text.map(|text| unfilled(&text.why)).unwrap_or_default();
        let sentence = why.trim_start_matches("… ");
        let is_whole = sentence.starts_with(char::is_uppercase);
        let help = text.map(|text| unfilled(&text.help)).unwrap_or_default();
        Described {
            title: text.map_or_else(|| rule.id.to_string(), |text| unfilled(&text.title)),
            why: if is_whole { sentence.to_owned() } else { why },
            help: if help.trim_matches(['…', ' ']).is_empty() { String::new() } else { help },
            law,
        }
    }

    /// Without markup.
    pub(super) fn text(&self, texts: &Texts) -> String {
        let mut text = self.title.clone();
        let mut say = |heading: Phrase, line: &str| {
            if !line.is_empty() {
                text.push_str(&format!("\n\n{} {line}", texts.say(&heading)));
            }
        };
        say(phrase!("footer-why"), &self.why);
        for (law, citation) in &self.law {
            say(phrase!("footer-law"), &cited(law, *citation, law));
        }
        say(phrase!("footer-do"), &self.help);
        text
    }

    /// In Markdown.
    pub(super) fn markdown(&self, texts: &Texts) -> String {
        let mut text = format!("**{}**", self.title);
        let mut say = |heading: Phrase, line: &str| {
            if !line.is_empty() {
                text.push_str(&format!("\n\n**{}** {line}", texts.say(&heading)));
            }
        };
        say(phrase!("footer-why"), &self.why);
        for (law, citation) in &self.law {
            let shown = match citation.and_then(|citation| citation.url.as_ref()) {
                Some(url) => format!("[{law}]({url})"),
                None => (*law).to_owned(),
            };
            say(phrase!("footer-law"), &cited(law, *citation, &shown));
        }
        say(phrase!("footer-do"), &self.help);
        text
    }

    /// Where the first provision that has an address can be read, as a URI: a paragraph sign is none of its characters.
    pub(super) fn uri(&self) -> Option<String> {
        let url = self.law.iter().find_map(|(_, citation)| citation.and_then(|citation| citation.url.as_deref()))?;
        Some(
            url.bytes()
                .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { percent(byte) })
                .collect(),
        )
    }
}

/// What is known of a provision by the way it is cited; nothing where several places are cited alike. An open question is
/// cited by the provision that it is about, and is not meant.
fn citation<'t>(law: &str, texts: &'t Texts) -> Option<&'t Citation> {
    let citations = texts.citations().map(|(_, citation)| citation);
    let mut citations = citations.filter(|citation| citation.law == law && citation.asks.is_none());
    citations.next().filter(|_| citations.next().is_none())
}

/// A provision with its title and its own words.
fn cited(law: &str, citation: Option<&Citation>, shown: &str) -> String {
    let title = citation.map(|citation| citation.title.as_str()).filter(|title| !title.is_empty() && *title != law);
    let title = title.map(|title| format!(" – {title}")).unwrap_or_default();
    let quote = citation.and_then(|citation| citation.quote.as_ref());
    // The statute's own words, in its own language.
    let quote = quote.map(|quote| format!(": \u{ab}{}\u{bb}", quote.trim())).unwrap_or_default();
    format!("{shown}{title}{quote}")
}

/// A byte as URIs write those that are none of their characters.
pub(super) fn percent(byte: u8) -> String {
    format!("%{byte:02X}")
}
