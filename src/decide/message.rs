//! What may be written where: every mention, and the theme, of a message.

use std::collections::{BTreeMap, BTreeSet};

use super::{Court, DecideError};
use crate::facts::{message_context, personal_context, tell_context, templates_context};
use crate::personal_data::PersonalDatum;
use crate::read::Spanned;
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
    /// How many sentences its text has.
    pub n_sentences: usize,
    /// Whether it is a template.
    pub is_template: bool,
    /// Every concept mentioned, with all that each is a kind of.
    pub concepts: BTreeSet<&'m str>,
    /// Every concept in the line in which a routine quotes the message; likewise.
    pub frame: BTreeSet<&'m str>,
    /// Every concept in the heading and the introduction over the line that quotes it; likewise.
    pub frame_over: BTreeSet<&'m str>,
    /// Whether a routine quotes it.
    pub is_quoted: bool,
}

/// The value of `Part` that a message's own text is.
const TEXT: &str = "text";

/// Values of `Document`.
const MESSAGE: &str = "message";
const TEMPLATES: &str = "templates";

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
        let key = question(subject, &[asked.part, asked.concept], &asked.sentence);
        let rules = court.remembered(key, || {
            let context = message_context(court.rulebook, subject, asked.part, &asked.sentence).map_err(DecideError)?;
            let concept = court.uid("Concept", asked.concept)?;
            if asked.part == TEXT && !court.forbids(Action::Concern, &principal, &concept, &context)?.is_empty() {
                return Ok(Vec::new());
            }
            court.forbids(Action::Write, &principal, &concept, &context)
        })?;
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

/// The rules that a message as a whole breaks.
pub(crate) fn deliver<'r>(court: &Court<'r>, subject: &Subject<'_>) -> Result<Vec<&'r Norm>, DecideError> {
    court.remembered(question(subject, &[MESSAGE], &BTreeSet::new()), || {
        let context = message_context(court.rulebook, subject, TEXT, &BTreeSet::new()).map_err(DecideError)?;
        let message = court.uid("Document", MESSAGE)?;
        court.forbids(Action::Deliver, &court.uid("System", subject.channel)?, &message, &context)
    })
}

/// A question in words, so that its answer is known when it is asked again.
fn question(subject: &Subject<'_>, of: &[&str], sentence: &BTreeSet<&str>) -> String {
    const APART: char = '\u{1f}';
    let Subject { channel, from, to, theme, urgent, n_sentences, is_template, concepts, frame, frame_over, is_quoted } =
        subject;
    let mut key =
        format!("{channel}{APART}{from}{APART}{to}{APART}{theme:?}{urgent:?}{n_sentences}{is_template}{is_quoted}");
    let sets = [concepts, sentence, frame, frame_over].map(|set| set.iter().copied());
    for word in of.iter().copied().chain(sets.into_iter().flat_map(|set| set.chain(["|"]))) {
        key.push(APART);
        key.push_str(word);
    }
    key
}

/// The rules that a concept breaks in a message to the recipient of a flow with these data.
pub(crate) fn tell<'r>(
    court: &Court<'r>,
    recipient: &str,
    data: &[Spanned<String>],
    concept: &str,
) -> Result<Vec<&'r Norm>, DecideError> {
    let context = tell_context(court.rulebook, data).map_err(DecideError)?;
    court.forbids(Action::Tell, &court.uid("PartyKind", recipient)?, &court.uid("Concept", concept)?, &context)
}

/// The rules that a slot breaks, by what is to be filled in.
pub(crate) fn fill<'r>(court: &Court<'r>, subject: &Subject<'_>, slot: &str) -> Result<Vec<&'r Norm>, DecideError> {
    let context = message_context(court.rulebook, subject, TEXT, &BTreeSet::new()).map_err(DecideError)?;
    court.forbids(Action::Fill, &court.uid("System", subject.channel)?, &court.uid("Slot", slot)?, &context)
}

/// The rules that personal data in a text breaks.
pub(crate) fn hold<'r>(
    court: &Court<'r>,
    channel: &str,
    datum: &PersonalDatum,
    is_template: bool,
) -> Result<Vec<&'r Norm>, DecideError> {
    let context = personal_context(datum, is_template).map_err(DecideError)?;
    court.forbids(Action::Hold, &court.uid("System", channel)?, &court.uid("PersonalDatum", datum.kind)?, &context)
}

/// The styles that a template counts as one of: values of `Style`.
pub(crate) fn styles<'r>(court: &Court<'r>, subject: &Subject<'_>) -> Result<Vec<&'r str>, DecideError> {
    let context = message_context(court.rulebook, subject, TEXT, &BTreeSet::new()).map_err(DecideError)?;
    let channel = court.uid("System", subject.channel)?;
    let mut styles = Vec::new();
    for style in court.rulebook.vocabulary.values("Style") {
        if !court.permits(Action::CountAs, &channel, &court.uid("Style", style)?, &context)?.is_empty() {
            styles.push(style);
        }
    }
    Ok(styles)
}

/// The rules that templates break beside each other. `counts` is how many there are of each style.
pub(crate) fn compare<'r>(
    court: &Court<'r>,
    channel: &str,
    counts: &BTreeMap<String, usize>,
) -> Result<Vec<&'r Norm>, DecideError> {
    let context = templates_context(court.rulebook, counts).map_err(DecideError)?;
    court.forbids(Action::Compare, &court.uid("System", channel)?, &court.uid("Document", TEMPLATES)?, &context)
}
