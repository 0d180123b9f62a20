//! Documents → what Cedar is asked: principals, resources and contexts.
//!
//! Comes in: a flow or a message with its parties, channel and mentions. Goes out: requests' parts, built straight from
//! the values that the readers have checked against the vocabulary. Absent facts are left out: unknown is unknown.
//! Must not know what any fact means in law.

mod known;

use std::collections::{BTreeMap, BTreeSet};

use cedar_policy::{Context, RestrictedExpression};
use jiff::civil::Date;

use crate::decide::Subject;
use crate::personal_data::PersonalDatum;
use crate::read::{Fact, FactValue, Flow, FlowDocument, Routine, Spanned, SystemEntry, routine};
use crate::rulebook::{CHANNEL_FACTS, FACTS, Rulebook};
use crate::source::Span;
use crate::tree::Node;
use crate::vocabulary::{self, Field, Member, Shape};
pub(crate) use known::Known;
use known::Value;

/// A datum of a flow, listed or implied.
#[derive(Clone, Debug)]
pub struct Datum {
    /// A value of `Data`.
    pub id: String,
    /// Where it is listed.
    pub span: Option<Span>,
    /// Follows the norm that carries the other data (verdicts.md rule 3).
    pub identifies: bool,
}

/// The channel of a flow: the document's own entry, else what is built in.
#[derive(Clone, Debug)]
pub struct ChannelFacts {
    /// System id.
    pub system: String,
    /// Who can read there, beside what is unknown. `PartyKind` values.
    pub readers: BTreeSet<String>,
    /// Whether that is all who can read there.
    pub readers_known: bool,
    /// The day on which what is built in was true, when that is what decides.
    pub as_of: Option<String>,
    facts: Vec<Fact>,
}

/// Everything asked about one flow.
pub struct FlowFacts<'f> {
    /// The day it is judged as of.
    pub day: Date,
    /// Kind of the recipient.
    pub recipient: String,
    /// Kind of the sender.
    pub sender: String,
    /// What it discloses.
    pub data: Vec<Datum>,
    /// What is known, for each way the facts can be read (one per consent).
    pub(crate) readings: Vec<Known<'f>>,
}

/// Gathers a flow's facts. `as_of` is the day when the flow has none of its own.
pub(crate) fn gather<'f>(
    flow: &'f Flow,
    document: &'f FlowDocument,
    rulebook: &'f Rulebook,
    as_of: Date,
) -> FlowFacts<'f> {
    let kind = |id: &str| document.parties.get(id).map_or("", |party| party.kind.value.as_str());
    let day = flow.date.unwrap_or(as_of);
    let sender = kind(&flow.from.value);
    let data: Vec<Datum> =
        flow.data.iter().map(|datum| self::datum(&datum.value, Some(datum.span), rulebook)).collect();

    let mut derived = vec![("day", Value::Date(day)), ("sender", Value::One("PartyKind", sender))];
    let municipality = |id: &str| document.parties.get(id).and_then(|party| party.municipality.as_deref());
    if let (Some(from), Some(to)) = (municipality(&flow.from.value), municipality(&flow.to.value)) {
        derived.push(("same-municipality", Value::Bool(from == to)));
    }
    derived.push(("onward", Value::Bool(onward(flow, document, rulebook))));
    if let Some(performs) = document.parties.get(&flow.from.value).and_then(|party| party.performs_public_task) {
        derived.push(("sender-performs-public-task", Value::Bool(performs)));
    }
    let kinds = data_kinds(rulebook, flow.data.iter().map(|datum| datum.value.as_str()));
    derived.push(("data-kinds", Value::Set("Data", kinds)));
    derived.push(("claims", Value::Texts(flow.basis.iter().map(|slug| slug.value.as_str()).collect())));

    let known = |extra: &'f [Fact]| {
        let facts = flow.facts.iter().chain(extra);
        Known::new(rulebook, FACTS, facts.map(|fact| (fact.field, Value::of(&fact.value))), derived.clone())
    };
    let readings = match flow.alternatives.as_slice() {
        [] => vec![known(&[])],
        alternatives => alternatives.iter().map(|extra| known(extra)).collect(),
    };
    FlowFacts { day, recipient: kind(&flow.to.value).to_owned(), sender: sender.to_owned(), data, readings }
}

/// Whether the sender has the data from a party of origin in another flow of the document, at any distance.
fn onward(flow: &Flow, document: &FlowDocument, rulebook: &Rulebook) -> bool {
    let is_origin = |id: &str| {
        let kind = document.parties.get(id).map_or("", |party| party.kind.value.as_str());
        rulebook.vocabulary.member("PartyKind", kind).is_some_and(|member| says(member, "origin"))
    };
    if is_origin(&flow.from.value) {
        return false;
    }
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut todo = vec![flow.from.value.as_str()];
    while let Some(party) = todo.pop() {
        if !reached.insert(party) {
            continue;
        }
        todo.extend(
            document.flows.iter().filter(|other| other.to.value == party).map(|other| other.from.value.as_str()),
        );
    }
    reached.into_iter().any(is_origin)
}

/// A datum and what the vocabulary says of it.
pub(crate) fn datum(id: &str, span: Option<Span>, rulebook: &Rulebook) -> Datum {
    let identifies = rulebook.vocabulary.member("Data", id).is_some_and(|member| says(member, "identifies"));
    Datum { id: id.to_owned(), span, identifies }
}

/// The data that a flow may carry unlisted.
pub(crate) fn may_be_implied(rulebook: &Rulebook) -> impl Iterator<Item = &str> {
    let members = rulebook.vocabulary.members("Data");
    members.iter().filter(|member| says(member, "implied")).map(|member| member.id.as_str())
}

fn says(member: &Member, key: &str) -> bool {
    member.about.as_ref().and_then(|about| about.get(key)).is_some()
}

/// What is known of a flow's channel.
pub(crate) fn channel(flow: &Flow, document: &FlowDocument, rulebook: &Rulebook) -> Option<ChannelFacts> {
    let id = &flow.via.as_ref()?.value;
    let built_in = rulebook.vocabulary.member("System", id).and_then(|member| member.about.as_ref());
    let own = document.systems.get(id);
    let mut known = ChannelFacts {
        system: id.clone(),
        readers: BTreeSet::new(),
        readers_known: false,
        as_of: None,
        facts: Vec::new(),
    };
    let access = match (own, built_in) {
        (Some(own), built_in) => {
            known.take_own(own);
            if let Some(node) = built_in {
                known.take_agreement(node, rulebook);
            }
            own.access.as_ref().map(|access| access.value.clone())
        }
        (None, Some(node)) => {
            known.take_built_in(node, rulebook);
            known.as_of = node.get("facts-as-of").map(|day| day.value.text().to_owned());
            node.get("access").map(|access| access.value.text().to_owned())
        }
        (None, None) => None,
    };
    let audience_given = match own {
        Some(own) => own.audience.is_some(),
        None => built_in.is_some_and(|node| node.get("audience").is_some()),
    };
    // Both given: the wider. An access that is stated as unknown leaves it unknown who else can read.
    let implied = access.as_ref().map(|access| {
        rulebook.vocabulary.member("Access", access).and_then(|member| member.about.as_ref()?.get("readers"))
    });
    known.readers_known = match implied {
        Some(Some(readers)) => {
            known.readers.extend(readers.value.texts());
            true
        }
        Some(None) => false,
        None => audience_given,
    };
    Some(known)
}

impl ChannelFacts {
    fn take_own(&mut self, own: &SystemEntry) {
        self.readers.extend(own.audience.iter().flatten().map(|reader| reader.value.clone()));
        self.facts = own.facts.clone();
    }

    /// An own entry that says nothing of the agreement leaves what is built in of it. Who can read, and how that is
    /// controlled, is the entry's own to say.
    fn take_agreement(&mut self, node: &Node, rulebook: &Rulebook) {
        let mut built_in = ChannelFacts { facts: Vec::new(), readers: BTreeSet::new(), ..self.clone() };
        built_in.take_built_in(node, rulebook);
        let agreement = built_in.facts.into_iter().filter(|fact| fact.path == "processor-agreement");
        let unsaid: Vec<Fact> = agreement.filter(|fact| self.fact(&fact.path).is_none()).collect();
        self.facts.extend(unsaid);
    }

    fn take_built_in(&mut self, node: &Node, rulebook: &Rulebook) {
        self.readers.extend(node.get("audience").map(|audience| audience.value.texts()).unwrap_or_default());
        for field in rulebook.vocabulary.record("Channel") {
            if let (Some(entry), Shape::OneOf(kind)) = (node.get(&field.key), &field.shape) {
                let value = FactValue::One(kind.clone(), entry.value.text().to_owned());
                self.facts.push(Fact {
                    path: field.key.clone(),
                    field: field.number,
                    key: entry.key.span,
                    span: entry.value.span,
                    value,
                });
            }
        }
    }

    /// The fact under a key of the system's entry.
    #[must_use]
    pub fn fact(&self, key: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.path == key)
    }

    /// What is known in the channel's test.
    pub(crate) fn known<'f>(
        &'f self,
        flow: &'f Flow,
        facts: &'f FlowFacts<'_>,
        exposed: bool,
        rulebook: &'f Rulebook,
    ) -> Known<'f> {
        let derived = vec![
            ("sender", Value::One("PartyKind", &facts.sender)),
            ("recipient", Value::One("PartyKind", &facts.recipient)),
            ("system", Value::One("System", &self.system)),
            ("exposed", Value::Bool(exposed)),
        ];
        let fields = rulebook.vocabulary.record(CHANNEL_FACTS);
        let of_channel = fields.iter().find(|field| field.key == "channel").map(|field| &field.shape);
        let of_channel = if let Some(Shape::Record(inner)) = of_channel { inner.as_slice() } else { &[] };
        let numbered = |fields: &'f [Field], path: &str, value| Some((vocabulary::at(fields, path)?.number, value));
        let own = flow.facts.iter().filter_map(|fact| numbered(fields, &fact.path, Value::of(&fact.value)));
        let about = self.facts.iter().filter_map(|fact| numbered(of_channel, &fact.path, Value::of(&fact.value)));
        let readers = self.readers_known.then(|| numbered(of_channel, "readers-known", Value::Bool(true))).flatten();
        Known::new(rulebook, CHANNEL_FACTS, own.chain(about).chain(readers), derived)
    }
}

/// What is asked about one part of a message.
pub(crate) fn message_context(
    rulebook: &Rulebook,
    subject: &Subject<'_>,
    part: &str,
    sentence: &BTreeSet<&str>,
) -> Result<Context, String> {
    let mut pairs = vec![
        ("sender".to_owned(), entity(rulebook, "PartyKind", subject.from)?),
        ("recipient".to_owned(), entity(rulebook, "PartyKind", subject.to)?),
        ("part".to_owned(), entity(rulebook, "Part", part)?),
        ("concepts".to_owned(), set(rulebook, "Concept", subject.concepts.iter().copied())?),
        ("sentence".to_owned(), set(rulebook, "Concept", sentence.iter().copied())?),
        ("frame".to_owned(), set(rulebook, "Concept", subject.frame.iter().copied())?),
        ("frameOver".to_owned(), set(rulebook, "Concept", subject.frame_over.iter().copied())?),
        ("quoted".to_owned(), RestrictedExpression::new_bool(subject.is_quoted)),
    ];
    let n_sentences = i64::try_from(subject.n_sentences).unwrap_or(i64::MAX);
    pairs.push(("sentences".to_owned(), RestrictedExpression::new_long(n_sentences)));
    pairs.push(("template".to_owned(), RestrictedExpression::new_bool(subject.is_template)));
    if let Some(theme) = subject.theme {
        pairs.push(("theme".to_owned(), entity(rulebook, "Theme", theme)?));
    }
    pairs.extend(subject.urgent.map(|urgent| ("urgent".to_owned(), RestrictedExpression::new_bool(urgent))));
    Context::from_pairs(pairs).map_err(|error| error.to_string())
}

/// The context of a question about personal data.
pub(crate) fn personal_context(datum: &PersonalDatum, is_template: bool) -> Result<Context, String> {
    let pairs = [("template", is_template), ("named", datum.named), ("personal", datum.personal)];
    let pairs = pairs.map(|(key, truth)| (key.to_owned(), RestrictedExpression::new_bool(truth)));
    Context::from_pairs(pairs).map_err(|error| error.to_string())
}

/// The context of a question about what a message tells beside its flow.
pub(crate) fn tell_context(rulebook: &Rulebook, data: &[Spanned<String>]) -> Result<Context, String> {
    let kinds = data_kinds(rulebook, data.iter().map(|datum| datum.value.as_str()));
    Context::from_pairs([("dataKinds".to_owned(), set(rulebook, "Data", kinds.into_iter())?)])
        .map_err(|error| error.to_string())
}

/// Data with all that each is a kind of.
fn data_kinds<'a>(rulebook: &'a Rulebook, data: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let kinds = data.flat_map(|datum| std::iter::once(datum).chain(rulebook.vocabulary.ancestors("Data", datum)));
    let mut kinds: Vec<&str> = kinds.collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The context of a question about templates beside each other: how many there are of each style.
pub(crate) fn templates_context(rulebook: &Rulebook, counts: &BTreeMap<String, usize>) -> Result<Context, String> {
    let pairs = rulebook.vocabulary.record("TemplateFacts").iter().map(|field| {
        let count = counts.get(&field.key).copied().unwrap_or_default();
        (field.attribute.clone(), RestrictedExpression::new_long(i64::try_from(count).unwrap_or(i64::MAX)))
    });
    Context::from_pairs(pairs).map_err(|error| error.to_string())
}

/// What is asked about a routine: the concepts that it mentions, seen from one of them.
pub(crate) struct RoutineView<'v> {
    /// What its title and topic mention.
    pub(crate) title: &'v BTreeSet<&'v str>,
    /// What its text mentions.
    pub(crate) concepts: &'v BTreeSet<&'v str>,
    /// What the mention's sentence and what stands over it mention.
    pub(crate) sentence: BTreeSet<&'v str>,
    /// What is mentioned before it.
    pub(crate) before: BTreeSet<&'v str>,
}

/// The context of a question about a routine, on a day.
pub(crate) fn routine_context<'r>(
    rulebook: &'r Rulebook,
    routine: &'r Routine,
    view: &'r RoutineView<'r>,
    day: Date,
) -> Result<Context, String> {
    let concepts = |concepts: &BTreeSet<&'r str>| Value::Set("Concept", concepts.iter().copied().collect());
    let derived = vec![
        ("day", Value::Date(day)),
        ("title", concepts(view.title)),
        ("concepts", concepts(view.concepts)),
        ("sentence", concepts(&view.sentence)),
        ("before", concepts(&view.before)),
        ("wordings-unread", Value::Bool(routine.n_unread > 0)),
    ];
    let facts = routine.facts.iter().map(|fact| (fact.field, Value::of(&fact.value)));
    Known::new(rulebook, routine::FACTS, facts, derived).context_of(None)
}

fn entity(rulebook: &Rulebook, kind: &str, id: &str) -> Result<RestrictedExpression, String> {
    rulebook.uid(kind, id).map(RestrictedExpression::new_entity_uid)
}

fn set<'i>(
    rulebook: &Rulebook,
    kind: &str,
    ids: impl Iterator<Item = &'i str>,
) -> Result<RestrictedExpression, String> {
    let members = ids.map(|id| entity(rulebook, kind, id)).collect::<Result<Vec<_>, _>>()?;
    Ok(RestrictedExpression::new_set(members))
}
