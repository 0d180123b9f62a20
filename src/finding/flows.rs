//! What is told of a flow: the verdict here; its findings by what they are about in the files below.

mod basis;
mod channel;
mod content;

use super::Rule;
use crate::decide::{
    ChannelDecision, Court, DecideError, Subject, Verdict, cases, decide_channel, decide_content, implied, reveals,
    unique,
};
use crate::facts::{self, Datum, FlowFacts};
use crate::read::{Flow, FlowDocument};
use crate::report::{Finding, FlowVerdict, Place, Text};
use crate::rulebook::Rulebook;
use crate::source::Span;

/// Judges every flow of a document.
///
/// # Errors
/// A policy that errs; nothing of the document is then to be trusted.
pub(crate) fn judge_flows(
    document: &FlowDocument,
    source: usize,
    court: &Court<'_>,
) -> Result<(Vec<FlowVerdict>, Vec<Finding>), DecideError> {
    let mut verdicts = Vec::new();
    let mut findings = Vec::new();
    for flow in &document.flows {
        let rulebook = court.rulebook;
        let facts = facts::gather(flow, document, rulebook, court.day);
        let court = court.on(facts.day);
        let mut teller = Teller { flow, document, source, rulebook, facts: &facts, findings: Vec::new() };
        verdicts.push(teller.judge(&court)?);
        findings.extend(teller.findings);
    }
    Ok((verdicts, findings))
}

/// What is told of known systems that a document describes otherwise.
pub(crate) fn overridden(document: &FlowDocument, source: usize, rulebook: &Rulebook) -> Vec<Finding> {
    let Some(rule) = Rule::named(rulebook, "known-system-overridden") else { return Vec::new() };
    let findings = document.systems.values().filter_map(|system| {
        let known = rulebook.vocabulary.member("System", &system.id.value)?.about.as_ref()?;
        let day = known.get("facts-as-of")?.value.text();
        let name = rulebook.texts.term("System", &system.id.value);
        let is_dated = system.facts_as_of.is_some();
        let mend = rulebook.texts.say(&if is_dated { phrase!("keep-as-of") } else { phrase!("record-as-of") });
        let values = [("system", name), ("day", day), ("mend", &mend)];
        let finding = rule.finding(rulebook, Place { source, span: system.id.span }, &values);
        Some(Finding { document: Some(system.id.value.as_str().into()), ..finding })
    });
    findings.collect()
}

/// A text that others see and that reveals.
struct Revealed {
    key: String,
    span: Span,
    rule: String,
    term: String,
}

struct Teller<'a, 'r> {
    flow: &'a Flow,
    document: &'a FlowDocument,
    source: usize,
    rulebook: &'r Rulebook,
    facts: &'a FlowFacts<'a>,
    findings: Vec<Finding>,
}

impl<'r> Teller<'_, 'r> {
    fn judge(&mut self, court: &Court<'r>) -> Result<FlowVerdict, DecideError> {
        let claimed: Vec<String> = self.flow.basis.iter().map(|slug| slug.value.clone()).collect();
        let facts = self.facts;
        let cases = cases(court, facts)?;
        let implied = implied(&cases, facts)?;
        let data: Vec<Datum> = self.facts.data.iter().cloned().chain(implied.iter().cloned()).collect();
        let content = decide_content(&cases, &data, &claimed)?;
        let worst = content.iter().map(|decision| decision.verdict).max().unwrap_or(Verdict::Prohibited);
        let mut by: Vec<String> = content
            .iter()
            .filter(|decision| decides(decision.verdict, worst))
            .flat_map(|decision| decision.by.iter().cloned())
            .collect();
        let mut missing: Vec<String> = content
            .iter()
            .filter(|decision| decision.verdict == worst && worst == Verdict::Incomplete)
            .flat_map(|decision| decision.lacks.iter().map(|lack| self.document_path(&lack.path)))
            .collect();
        let mut verdict = worst;

        let revealed = self.revealed(court)?;
        let channel = self.channel(court, &data, !revealed.is_empty())?;
        if let Some(channel) = &channel {
            match channel.verdict {
                Verdict::Prohibited if verdict == Verdict::Prohibited => by.extend(channel.by.iter().cloned()),
                Verdict::Prohibited => (verdict, by, missing) = (Verdict::Prohibited, channel.by.clone(), Vec::new()),
                Verdict::Incomplete if verdict != Verdict::Prohibited => {
                    verdict = Verdict::Incomplete;
                    missing.extend(channel.missing.iter().cloned());
                    by = channel.by.iter().cloned().chain(by).collect();
                }
                _ => {}
            }
        } else if !revealed.is_empty() && verdict != Verdict::Prohibited {
            // Without a channel nobody knows who sees the text (verdicts.md rule 12).
            verdict = Verdict::Incomplete;
            missing.push("via".to_owned());
            let rules = revealed.iter().filter_map(|text| self.rulebook.norm(&text.rule));
            by = rules.flat_map(|rule| rule.law.iter().cloned()).chain(by).collect();
        }
        missing.sort();
        missing.dedup();

        self.tell_content(&cases, &content, worst)?;
        self.tell_channel(channel.as_ref());
        self.tell_revealed(&revealed, channel.as_ref());
        self.tell_basis(court, &cases, &content, &data, worst)?;
        Ok(FlowVerdict {
            line: 0,
            place: self.at(self.flow.id.span),
            flow: self.flow.id.value.clone(),
            verdict,
            by: unique(by),
            missing,
            basis: claimed,
        })
    }

    // Deciding.

    fn channel(
        &self,
        court: &Court<'_>,
        data: &[Datum],
        exposed: bool,
    ) -> Result<Option<ChannelDecision>, DecideError> {
        let Some(channel) = facts::channel(self.flow, self.document, self.rulebook) else { return Ok(None) };
        let known = channel.known(self.flow, self.facts, exposed, self.rulebook);
        let readers_rule = self.rulebook.law_of("audience-too-wide");
        let mut all = data.to_vec();
        if exposed {
            // What is exposed is known to everyone who can see it, whether the flow carries it or not.
            let ids: Vec<String> = all.iter().map(|datum| datum.id.clone()).collect();
            all.extend(
                facts::may_be_implied(self.rulebook)
                    .filter(|id| !ids.iter().any(|known| known == id))
                    .map(|id| facts::datum(id, None, self.rulebook)),
            );
        }
        decide_channel(court, &channel, self.facts, &all, &known, &readers_rule).map(Some)
    }

    /// The texts that others see and that reveal.
    fn revealed(&self, court: &Court<'_>) -> Result<Vec<Revealed>, DecideError> {
        let channel = self.flow.via.as_ref().map_or("", |via| via.value.as_str());
        let subject = Subject {
            channel,
            from: &self.facts.sender,
            to: &self.facts.recipient,
            theme: None,
            urgent: None,
            n_sentences: 0,
            is_template: false,
            concepts: std::collections::BTreeSet::new(),
            frame: std::collections::BTreeSet::new(),
            frame_over: std::collections::BTreeSet::new(),
            is_quoted: false,
        };
        let mut found = Vec::new();
        for (key, scalar) in &self.flow.exposes {
            let text = scalar.text();
            for mention in self.rulebook.lexicon().mentions_in_label(text) {
                let Some(concept) = self.rulebook.lexicon().concepts().get(mention.concept) else { continue };
                for rule in reveals(court, &subject, &concept.id)? {
                    found.push(Revealed {
                        key: key.value.clone(),
                        span: scalar.span_of(mention.start..mention.end),
                        rule: rule.id.clone(),
                        term: text.get(mention.start..mention.end).unwrap_or_default().to_owned(),
                    });
                }
            }
        }
        Ok(found)
    }

    // Telling.

    fn at(&self, span: Span) -> Place {
        Place { source: self.source, span }
    }

    /// A condition's path as `missing` shows it: what stands outside the flow is named from the document's root.
    fn document_path(&self, path: &str) -> String {
        if path == "same-municipality" {
            let lacks = |id: &str| self.document.parties.get(id).is_none_or(|party| party.municipality.is_none());
            let party = if lacks(&self.flow.to.value) { &self.flow.to.value } else { &self.flow.from.value };
            return format!("parties.{party}.municipality");
        }
        path.to_owned()
    }

    fn tell(&mut self, id: &str, span: Span, values: &[(&str, &str)], law: &[String], related: Vec<(Place, Text)>) {
        if let Some(rule) = Rule::named(self.rulebook, id) {
            self.push(&rule, span, values, law, related);
        }
    }

    fn push(
        &mut self,
        rule: &Rule<'_>,
        span: Span,
        values: &[(&str, &str)],
        law: &[String],
        related: Vec<(Place, Text)>,
    ) {
        let mut all = vec![("flow", self.flow.id.value.as_str())];
        all.extend_from_slice(values);
        let document = Some(self.flow.id.value.as_str().into());
        let law = unique(law.iter().chain(rule.law).map(|key| self.rulebook.texts.law(key)));
        let law = law.into_iter().map(Text::from).collect();
        let finding = Rule { law: &[], ..*rule }.finding(self.rulebook, self.at(span), &all);
        self.findings.push(Finding { document, law, related, ..finding });
    }
}

/// Whose norms are told: for a flow that passes, every datum's; else those of the worst.
fn decides(verdict: Verdict, worst: Verdict) -> bool {
    verdict == worst || worst.lets_pass()
}
