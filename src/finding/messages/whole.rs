//! What is told of a message as a whole: clarity, personal data, slots, and its part among other templates.

use super::{Judged, Mentions, OwnFlow, Teller};
use crate::decide::{Court, DecideError, Subject, deliver, fill, hold, styles, tell};
use crate::personal_data::{self, Slot, personal_data};
use crate::read::Message;
use crate::report::{Finding, Place};
use crate::rulebook::{Norm, Rulebook};
use crate::source::Span;
use crate::tree::Scalar;

/// Judges the message itself, after its mentions have been.
pub(super) fn judge(
    court: &Court<'_>,
    message: &Message,
    source: usize,
    subject: &Subject<'_>,
    found: Mentions<'_>,
    slots: &[Slot],
) -> Result<Judged, DecideError> {
    let teller = Teller::new(court, message, subject);
    let mut findings = Vec::new();
    for rule in deliver(court, subject)? {
        findings.push(teller.finding(rule, place(court.rulebook, rule, message, source, found), &[]));
    }
    for datum in personal_data(message.text.text(), &court.rulebook.personal_words) {
        let place = Place { source, span: message.text.span_of(datum.range.clone()) };
        let kind = court.rulebook.texts.term("PersonalDatum", datum.kind);
        for rule in hold(court, subject.channel, &datum, subject.is_template)? {
            findings.push(teller.finding(rule, place, &[("datum", kind)]));
        }
    }
    let mut filled = |slot: &Slot, text: &Scalar, source: usize| -> Result<(), DecideError> {
        let Some(named) = slot.names.iter().find_map(|name| court.rulebook.vocabulary.named("Slot", name)) else {
            return Ok(());
        };
        let place = Place { source, span: text.span_of(slot.range.clone()) };
        let term = text.text().get(slot.range.clone()).unwrap_or_default();
        findings.extend(
            fill(court, subject, named)?.into_iter().map(|rule| teller.finding(rule, place, &[("term", term)])),
        );
        Ok(())
    };
    for slot in slots {
        filled(slot, &message.text, source)?;
    }
    for (_, stated) in &message.metadata {
        for slot in personal_data::slots(stated.text(), &court.rulebook.personal_words) {
            filled(&slot, &stated.scalar, stated.source)?;
        }
    }
    let styles = if subject.is_template { styles(court, subject)? } else { Vec::new() };
    Ok(Judged { findings, styles: styles.into_iter().map(str::to_owned).collect() })
}

/// What the text says to the flow's recipient that the flow does not let it know: each concept once, with both places.
pub(super) fn beyond_flow(
    court: &Court<'_>,
    message: &Message,
    subject: &Subject<'_>,
    found: Mentions<'_>,
    own: OwnFlow<'_>,
) -> Result<Vec<Finding>, DecideError> {
    let teller = Teller::new(court, message, subject);
    let mut findings: Vec<Finding> = Vec::new();
    let flow_place = Place { source: own.source, span: own.flow.id.span };
    for found in found.all() {
        let Some(concept) = found.concept(court.rulebook).filter(|concept| !concept.is_context) else { continue };
        let is_told = findings.iter().any(|finding| finding.concept.as_deref() == Some(&concept.id));
        if is_told {
            continue;
        }
        let term = found.text.get(found.mention.start..found.mention.end).unwrap_or_default();
        for rule in tell(court, own.recipient, &own.flow.data, &concept.id)? {
            let recipient = court.rulebook.texts.term("PartyKind", own.recipient);
            let values = [("term", term), ("flow", own.flow.id.value.as_str()), ("recipient", recipient)];
            let mut finding = teller.finding(rule, found.place, &values);
            finding.concept = Some(concept.id.as_str().into());
            finding.related =
                vec![(flow_place, court.rulebook.texts.say(&phrase!("flow-here", flow = &own.flow.id.value)).into())];
            findings.push(finding);
        }
    }
    Ok(findings)
}

/// Where a rule on a whole message is told: where the message says what the rule is about, else at its first line.
fn place(rulebook: &Rulebook, rule: &Norm, message: &Message, source: usize, found: Mentions<'_>) -> Place {
    let at = rule.at.as_deref().unwrap_or_default();
    if let Some(urgent) = message.urgent.as_ref().filter(|_| at == "urgent") {
        return Place { source: urgent.source, span: urgent.span };
    }
    let mention = found.all().find(|found| {
        found
            .concept(rulebook)
            .is_some_and(|concept| concept.id == at || rulebook.concept_kinds(&concept.id).any(|kind| kind == at))
    });
    if let Some(found) = mention {
        return found.place;
    }
    Place { source, span: first_line(message) }
}

/// The whole first line of a message, for what is told of it beside others.
pub(crate) fn first_line(message: &Message) -> Span {
    let text = message.text.text();
    let start = text.len() - text.trim_start().len();
    let line = text.trim_start().lines().next().unwrap_or_default().trim_end();
    message.text.span_of(start..start + line.len())
}
