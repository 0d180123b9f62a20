//! What may be written where: every mention, and the theme, of a message.

use std::collections::BTreeSet;

use super::{Court, DecideError};
use crate::facts::message_context;
use crate::rulebook::{Action, Norm};

/// What a message is about and who reads it.
#[derive(Clone, Debug)]
pub struct Subject<'m> {
    /// System id of the channel.
    pub channel: &'m str,
    /// `PartyKind` of the sender.
    pub from: &'m str,
    /// `PartyKind` of the recipient.
    pub to: &'m str,
    /// A value of `Theme`, when the theme is a known one.
    pub theme: Option<&'m str>,
    /// Whether the case is urgent.
    pub urgent: Option<bool>,
    /// Every concept mentioned, with all that each is a kind of.
    pub concepts: BTreeSet<&'m str>,
    /// Every concept by which a routine introduces the message, when it quotes it; likewise.
    pub frame: BTreeSet<&'m str>,
}

/// The value of `Part` that a message's own text is.
const TEXT: &str = "text";

/// A mention that is asked about.
#[derive(Clone, Debug)]
pub struct Asked<'m> {
    /// A value of `Part`: where it stands.
    pub part: &'m str,
    /// The concept.
    pub concept: &'m str,
    /// Every concept that its sentence mentions, with all that each is a kind of.
    pub sentence: BTreeSet<&'m str>,
}

/// A rule that a mention breaks.
pub struct Offence<'r> {
    /// The rule.
    pub rule: &'r Norm,
    /// Index of the mention among those asked about.
    pub mention: usize,
}

/// The decision for one message.
#[derive(Default)]
pub struct MessageDecision<'r> {
    /// Rules broken by mentions.
    pub offences: Vec<Offence<'r>>,
    /// Rules broken by the theme.
    pub theme: Vec<&'r Norm>,
}

/// Decides every mention of a message.
pub(crate) fn decide<'r>(
    court: &Court<'r>,
    subject: &Subject<'_>,
    mentions: &[Asked<'_>],
) -> Result<MessageDecision<'r>, DecideError> {
    let mut decision = MessageDecision::default();
    let principal = court.uid("System", subject.channel)?;
    for (index, asked) in mentions.iter().enumerate() {
        let context = message_context(court.rulebook, subject, asked.part, &asked.sentence).map_err(DecideError)?;
        let concept = court.uid("Concept", asked.concept)?;
        if asked.part == TEXT && !court.forbids(Action::Concern, &principal, &concept, &context)?.is_empty() {
            continue;
        }
        let rules = court.forbids(Action::Write, &principal, &concept, &context)?;
        decision.offences.extend(rules.into_iter().map(|rule| Offence { rule, mention: index }));
    }
    if let Some(theme) = subject.theme {
        let context = message_context(court.rulebook, subject, "metadata", &BTreeSet::new()).map_err(DecideError)?;
        decision.theme = court.forbids(Action::Label, &principal, &court.uid("Theme", theme)?, &context)?;
    }
    Ok(decision)
}

/// The rules that a concept breaks in a text that others see of a flow.
pub(crate) fn reveals<'r>(
    court: &Court<'r>,
    subject: &Subject<'_>,
    concept: &str,
) -> Result<Vec<&'r Norm>, DecideError> {
    let context = message_context(court.rulebook, subject, "metadata", &BTreeSet::new()).map_err(DecideError)?;
    court.forbids(Action::Expose, &court.uid("System", subject.channel)?, &court.uid("Concept", concept)?, &context)
}
