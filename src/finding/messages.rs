//! What is told of a message.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Rule, Words, words};
use crate::decide::{Court, DecideError, Subject, decide_message};
use crate::lexicon::{Language, Mention};
use crate::read::{Message, Stated};
use crate::report::{Finding, Place};
use crate::rulebook::{Norm, Rulebook};
use crate::source::Span;

/// Judges every message of a document.
///
/// # Errors
/// A policy that errs; nothing of the document is then to be trusted.
pub(crate) fn judge_messages(
    messages: &[Message],
    source: usize,
    rulebook: &Rulebook,
    as_of: Date,
) -> Result<Vec<Finding>, DecideError> {
    let court = Court::new(rulebook, as_of);
    let mut findings = Vec::new();
    for message in messages {
        findings.extend(judge(&court, message, source)?);
    }
    Ok(findings)
}

/// A mention and where it stands.
struct Found<'m> {
    /// `text`, or the key of the metadata.
    key: &'m str,
    /// The text it was found in.
    text: &'m str,
    mention: Mention,
    place: Place,
}

fn judge(court: &Court<'_>, message: &Message, source: usize) -> Result<Vec<Finding>, DecideError> {
    let rulebook = court.rulebook;
    let theme = message.theme.as_ref().and_then(|stated| theme(rulebook, stated.text()));
    // Under a theme of the municipal services every message is about a client of theirs.
    let is_about_client = theme.is_some_and(|theme| rulebook.says("Theme", theme, "about-client"));
    let findings = judge_as(court, message, source, theme, is_about_client)?;
    if findings.is_empty() || is_about_client {
        return Ok(findings);
    }
    // What one wording reveals of the person, everyday words in the same text tell more of.
    judge_as(court, message, source, theme, true)
}

fn judge_as(
    court: &Court<'_>,
    message: &Message,
    source: usize,
    theme: Option<&str>,
    is_about_client: bool,
) -> Result<Vec<Finding>, DecideError> {
    let rulebook = court.rulebook;
    let found = mentions(rulebook, message, source, is_about_client);
    let concepts = found
        .iter()
        .filter_map(|found| rulebook.lexicon().concepts().get(found.mention.concept))
        .flat_map(|concept| std::iter::once(concept.id.as_str()).chain(rulebook.concept_kinds(&concept.id)))
        .collect::<BTreeSet<&str>>();
    let kind = |stated: &Option<Stated>, default: &str| {
        stated.as_ref().map_or(default.to_owned(), |stated| stated.text().to_owned())
    };
    let defaults = rulebook.message_defaults();
    let (from, to) = (kind(&message.from, defaults.0), kind(&message.to, defaults.1));
    let subject =
        Subject { channel: message.channel.text(), from: &from, to: &to, theme, urgent: message.urgent, concepts };
    let asked: Vec<(&str, &str)> = found
        .iter()
        .map(|found| {
            let concept = rulebook.lexicon().concepts().get(found.mention.concept);
            let part = if ["text", "subject"].contains(&found.key) { found.key } else { "metadata" };
            (part, concept.map_or("", |concept| concept.id.as_str()))
        })
        .collect();
    let decision = decide_message(court, &subject, &asked)?;
    let teller = Teller { rulebook, message, subject: &subject };
    let mut findings = Vec::new();
    for offence in &decision.offences {
        if let Some(found) = found.get(offence.mention) {
            findings.push(teller.wording(offence.rule, found));
        }
    }
    if let Some(stated) = &message.theme {
        findings.extend(decision.theme.iter().map(|rule| teller.theme(rule, stated)));
    }
    Ok(findings)
}

fn mentions<'m>(rulebook: &Rulebook, message: &'m Message, source: usize, is_about_client: bool) -> Vec<Found<'m>> {
    let mut found = Vec::new();
    let text = message.text.text();
    let lexicon = rulebook.lexicon();
    let mentions = if is_about_client { lexicon.mentions_about_client(text) } else { lexicon.mentions(text) };
    for mention in mentions {
        let span = message.text.span_of(mention.start..mention.end);
        found.push(Found { key: "text", text, mention, place: Place { source, span } });
    }
    let unknown_theme = message.theme.iter().filter(|stated| theme(rulebook, stated.text()).is_none());
    let metadata = message.metadata.iter().map(|(key, stated)| (key.as_str(), stated));
    for (key, stated) in metadata.chain(unknown_theme.map(|stated| ("theme", stated))) {
        let text = stated.text();
        for mention in lexicon.mentions_in_label(text) {
            let span = stated.scalar.span_of(mention.start..mention.end);
            found.push(Found { key, text, mention, place: Place { source: stated.source, span } });
        }
    }
    found
}

/// The known theme that a code or name stands for.
fn theme<'r>(rulebook: &'r Rulebook, written: &str) -> Option<&'r str> {
    let same = |name: &str| name.trim().to_lowercase() == written.trim().to_lowercase();
    rulebook
        .vocabulary
        .members("Theme")
        .iter()
        .filter(|member| member.listed)
        .find(|member| {
            let names = member.about.as_ref().and_then(|about| about.get("names")).map(|names| names.value.texts());
            same(&member.id) || names.into_iter().flatten().any(|name| same(&name))
        })
        .map(|member| member.id.as_str())
}

struct Teller<'a> {
    rulebook: &'a Rulebook,
    message: &'a Message,
    subject: &'a Subject<'a>,
}

impl Teller<'_> {
    fn wording(&self, rule: &Norm, found: &Found<'_>) -> Finding {
        let term = found.text.get(found.mention.start..found.mention.end).unwrap_or_default();
        let concept = self.rulebook.lexicon().concepts().get(found.mention.concept);
        let language = concept
            .and_then(|concept| concept.terms.get(found.mention.term))
            .and_then(|term| term.languages.first().copied())
            .unwrap_or(Language::Nb);
        // A rewriting that itself reveals is never offered.
        let replacement = concept
            .filter(|concept| concept.residual.as_deref() != Some("high"))
            .and_then(|concept| concept.replacement.get(&language).or_else(|| concept.replacement.values().next()))
            .cloned();
        let texts = &self.rulebook.texts;
        // What to write instead depends on who reads it: a rewriting for colleagues is none for the client.
        let own = format!("no-replacement-{}", self.subject.to);
        let instead = match &replacement {
            _ if texts.has_phrase(&own) => texts.phrase(&own, &[]),
            Some(replacement) => texts.phrase("replacement", &[("replacement", replacement)]),
            None => texts.phrase("no-replacement", &[]),
        };
        let id = concept.map_or("", |concept| concept.id.as_str());
        let label = texts.term("Concept", id).to_owned();
        let values = [("term", term), ("concept", label.as_str()), ("instead", &instead), ("key", found.key)];
        let mut finding = self.finding(rule, found.place, &values);
        finding.level = concept.map(|concept| concept.level.clone());
        finding.concept = Some(id.to_owned());
        finding.replacement = replacement.filter(|_| found.key == "text");
        finding
    }

    fn theme(&self, rule: &Norm, stated: &Stated) -> Finding {
        let place = Place { source: stated.source, span: inside(stated) };
        let mut finding = self.finding(rule, place, &[("term", stated.text())]);
        finding.level = Some("metadata".to_owned());
        finding
    }

    fn finding(&self, rule: &Norm, place: Place, values: &[(&str, &str)]) -> Finding {
        let classes = self.rulebook.vocabulary.ancestors("System", self.subject.channel);
        let severity =
            rule.severity.as_ref().map_or(crate::rulebook::Severity::Error, |severities| severities.within(classes));
        let rule = Rule::of_norm(rule, severity);
        let texts = &self.rulebook.texts;
        let channel = texts.term("System", self.subject.channel).to_owned();
        let mut all = vec![("channel", channel.as_str()), ("message", self.message.id.value.as_str())];
        all.extend_from_slice(values);
        let Words { message, why, help } = words(self.rulebook, rule.id, &all);
        let channel_place = Place { source: self.message.channel.source, span: self.message.channel.span };
        Finding {
            rule: rule.id.to_owned(),
            group: rule.group.to_owned(),
            level: None,
            severity: rule.severity,
            place,
            document: Some(self.message.id.value.clone()),
            concept: None,
            message,
            why,
            help,
            law: rule.law.iter().map(|key| texts.law(key).to_owned()).collect(),
            replacement: None,
            related: vec![(channel_place, texts.phrase("channel-here", &[("channel", &channel)]))],
        }
    }
}

/// The value without its quotes.
fn inside(stated: &Stated) -> Span {
    stated.scalar.span_of(0..stated.text().len())
}
