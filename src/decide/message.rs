//! What may be written where: every mention, and the theme, of a message.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use cedar_policy::EntityUid;

use super::relevant::Relevant;
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

/// What tells a question about the theme, or a slot, from others: no id.
const THEME: &str = "theme?";
const SLOT: &str = "slot?";

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
        let concept = court.uid("Concept", asked.concept)?;
        let relevant = court.relevant(&[Action::Write, Action::Concern], &principal, &concept);
        let key = question(&relevant, subject, &[asked.part, asked.concept], &asked.sentence);
        let rules = court.remembered(key, || {
            let context = message_context(court.rulebook, subject, asked.part, &asked.sentence).map_err(DecideError)?;
            if asked.part == TEXT && !court.forbids(Action::Concern, &principal, &concept, &context)?.is_empty() {
                return Ok(Vec::new());
            }
            court.forbids(Action::Write, &principal, &concept, &context)
        })?;
        decision.offences.extend(rules.into_iter().map(|rule| Offence { rule, mention: index }));
    }
    if let Some(theme) = subject.theme {
        let (part, resource) = ("metadata", court.uid("Theme", theme)?);
        let relevant = court.relevant(&[Action::Label], &principal, &resource);
        let key = question(&relevant, subject, &[part, THEME], &BTreeSet::new());
        decision.theme = court.remembered(key, || {
            let context = message_context(court.rulebook, subject, part, &BTreeSet::new()).map_err(DecideError)?;
            court.forbids(Action::Label, &principal, &resource, &context)
        })?;
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
    let (channel, message) = (court.uid("System", subject.channel)?, court.uid("Document", MESSAGE)?);
    let relevant = court.relevant(&[Action::Deliver], &channel, &message);
    court.remembered(question(&relevant, subject, &[MESSAGE], &BTreeSet::new()), || {
        let context = message_context(court.rulebook, subject, TEXT, &BTreeSet::new()).map_err(DecideError)?;
        court.forbids(Action::Deliver, &channel, &message, &context)
    })
}

impl<'r> Court<'r> {
    /// What the answer may depend on when the first of these actions, and the others, are asked about.
    fn relevant(&self, actions: &[Action], principal: &EntityUid, resource: &EntityUid) -> Rc<Relevant> {
        let name = |uid: &EntityUid| uid.id().unescaped().to_owned();
        let asked =
            (actions.first().copied(), name(principal), resource.type_name().basename().to_owned(), name(resource));
        if let Some(relevant) = self.relevant.borrow().get(&asked) {
            return Rc::clone(relevant);
        }
        let norms = actions.iter().flat_map(|&action| {
            let norms = self.rulebook.in_force(action, self.day);
            norms.filter(move |norm| self.rulebook.may_apply(norm, action, principal, resource))
        });
        let relevant = Rc::new(Relevant::of(norms.map(Norm::text)));
        self.relevant.borrow_mut().insert(asked, Rc::clone(&relevant));
        relevant
    }
}

/// A question in words, with what its answer may depend on, so that it is known when it is asked again.
fn question(relevant: &Relevant, subject: &Subject<'_>, of: &[&str], sentence: &BTreeSet<&str>) -> String {
    const APART: char = '\u{1f}';
    let Subject { channel, from, to, theme, urgent, n_sentences, is_template, concepts, frame, frame_over, is_quoted } =
        subject;
    let n_sentences = Some(n_sentences).filter(|_| relevant.has_fact("sentences"));
    let mut key =
        format!("{channel}{APART}{from}{APART}{to}{APART}{theme:?}{urgent:?}{n_sentences:?}{is_template}{is_quoted}");
    for word in of {
        key.push(APART);
        key.push_str(word);
    }
    for set in [concepts, sentence, frame, frame_over] {
        // What is asked about may be looked for too.
        for word in set.iter().filter(|word| relevant.has_id(word) || of.contains(word)) {
            key.push(APART);
            key.push_str(word);
        }
        key.push('|');
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
    let (channel, filled) = (court.uid("System", subject.channel)?, court.uid("Slot", slot)?);
    let relevant = court.relevant(&[Action::Fill], &channel, &filled);
    court.remembered(question(&relevant, subject, &[SLOT, slot], &BTreeSet::new()), || {
        let context = message_context(court.rulebook, subject, TEXT, &BTreeSet::new()).map_err(DecideError)?;
        court.forbids(Action::Fill, &channel, &filled, &context)
    })
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
