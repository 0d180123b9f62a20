//! An example: the solver's request as a flow document that a person can read and `taushet check` can run.
//!
//! Comes in: a request that the solver made. Goes out: the document, made as short as it can be while it still shows what
//! it is to show. Whether it does is always asked of the ordinary readers and the ordinary authorizer, never of the solver.
//! Must not know any norm.

use std::collections::{BTreeMap, BTreeSet};

use cedar_policy::{Context, EntityUid, EvalResult, Request};
use jiff::civil::Date;
use serde_yaml::{Mapping, Value as Yaml};

use super::hypotheses;
use crate::facts;
use crate::read::{Document, read};
use crate::rulebook::{Action, Rulebook};
use crate::source::Source;
use crate::vocabulary::{Field, Member, Shape};

/// What a fact of an example is.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Bool(bool),
    Long(i64),
    Text(String),
    /// An instant of the solver's; the day that it falls on, once all are apart.
    Instant(i64),
    Day(Date),
    One(String),
    Many(BTreeSet<String>),
    Texts(BTreeSet<String>),
    Record(BTreeMap<String, Value>),
}

/// One way to make an example shorter.
type Shorter = Box<dyn Fn(&mut Example)>;

/// A request about a flow, fact by fact.
#[derive(Clone, Debug)]
pub(super) struct Example {
    /// What is asked.
    action: Action,
    recipient: String,
    datum: String,
    /// By attribute.
    facts: BTreeMap<String, Value>,
}

/// What an example needs to know beside the request.
pub(super) struct Stage<'r> {
    /// The law that reads the document.
    pub(super) rulebook: &'r Rulebook,
    /// The facts of the action's requests.
    pub(super) fields: &'r [Field],
    /// A text that reveals, where an example exposes one.
    pub(super) revealing: &'r str,
}

/// A question that a document asks, as the ordinary authorizer takes it.
#[derive(Clone)]
pub(super) struct Question {
    pub(super) action: Action,
    pub(super) day: Date,
    pub(super) principal: EntityUid,
    pub(super) resource: EntityUid,
    pub(super) context: Context,
}

/// Ids of the parties and the flow of an example.
const FROM: &str = "avsender";
const TO: &str = "mottaker";
const ORIGIN: &str = "opphav";
const FLOW: &str = "eksempel";
const BEFORE: &str = "opphavsflyt";
/// Municipality numbers that no municipality has.
const MUNICIPALITIES: [&str; 2] = ["0001", "0002"];

impl Example {
    /// The request as facts; nothing when the action is not about a flow.
    pub(super) fn of(request: &Request, action: Action, stage: &Stage<'_>) -> Option<Example> {
        if !is_about_flows(action) {
            return None;
        }
        let context = request.context()?;
        let id = |uid: Option<&EntityUid>| Some(uid?.id().unescaped().to_owned());
        let facts = stage
            .fields
            .iter()
            .filter_map(|field| Some((field.attribute.clone(), value(&context.get(&field.attribute)?, &field.shape)?)));
        let facts: BTreeMap<String, Value> = facts.collect();
        let mut instants = BTreeSet::new();
        facts.values().for_each(|value| value.instants(&mut instants));
        let days = days(instants);
        let example = Example {
            action,
            recipient: id(request.principal())?,
            datum: id(request.resource())?,
            facts: facts.into_iter().map(|(attribute, value)| (attribute, value.on_days(&days))).collect(),
        };
        Some(example.grounded(stage.rulebook))
    }

    /// With data kinds that data of a flow can have.
    fn grounded(mut self, rulebook: &Rulebook) -> Example {
        if let Some(Value::Many(kinds)) = self.facts.get_mut("dataKinds") {
            let within =
                |id: &str, kind: &str| id == kind || rulebook.vocabulary.ancestors("Data", id).any(|up| up == kind);
            let listed: Vec<&str> = rulebook.vocabulary.values("Data").collect();
            // A group that the request holds stands for a datum of that group.
            let data = kinds.iter().filter_map(|kind| {
                if listed.contains(&kind.as_str()) {
                    Some(kind.as_str())
                } else {
                    listed.iter().copied().find(|id| within(id, kind))
                }
            });
            *kinds = data.map(str::to_owned).collect();
        }
        self
    }

    /// The document.
    pub(super) fn document(&self, stage: &Stage<'_>) -> String {
        let mut parties = Mapping::new();
        let sender = self.one("sender").unwrap_or_default();
        let recipient = self.one("recipient").unwrap_or(&self.recipient);
        let mut from = entry([("kind", text(sender))]);
        let mut to = entry([("kind", text(recipient))]);
        if let Some(Value::Bool(same)) = self.facts.get("sameMunicipality") {
            let [one, other] = MUNICIPALITIES;
            from.insert(text("municipality"), text(one));
            to.insert(text("municipality"), text(if *same { one } else { other }));
        }
        if let Some(Value::Bool(performs)) = self.facts.get("senderPerformsPublicTask") {
            from.insert(text("performs-public-task"), Yaml::Bool(*performs));
        }
        parties.insert(text(FROM), Yaml::Mapping(from));
        parties.insert(text(TO), Yaml::Mapping(to));

        let mut flow = entry([("from", text(FROM)), ("to", text(TO))]);
        let mut systems = Mapping::new();
        if let Some(system) = self.one("system") {
            flow.insert(text("via"), text(system));
            systems.insert(text(system), Yaml::Mapping(self.system(stage)));
        }
        let mut data = vec![text(&self.datum)];
        if let Some(Value::Many(kinds)) = self.facts.get("dataKinds") {
            data.extend(kinds.iter().filter(|kind| **kind != self.datum).map(|kind| text(kind)));
        }
        flow.insert(text("data"), Yaml::Sequence(data));
        if let Some(Value::Day(day)) = self.facts.get("day") {
            flow.insert(text("date"), text(&day.to_string()));
        }
        if let Some(Value::Texts(claims)) =
            self.facts.get("claims").filter(|claims| **claims != Value::Texts(BTreeSet::new()))
        {
            flow.insert(text("basis"), Yaml::Sequence(claims.iter().map(|claim| text(claim)).collect()));
        }
        for field in stage.fields.iter().filter(|field| !field.derived && field.attribute != "channel") {
            let Some(value) = self.facts.get(&field.attribute) else { continue };
            // The parties say who they are.
            if ["sender", "recipient", "system", "exposed"].contains(&field.attribute.as_str())
                && self.one("system").is_some()
            {
                continue;
            }
            if is_usual(value, field) {
                continue;
            }
            flow.insert(text(&field.key), yaml(value, field));
        }
        if self.facts.get("exposed") == Some(&Value::Bool(true)) {
            flow.insert(text("exposes"), Yaml::Mapping(entry([("queue", text(stage.revealing))])));
        }
        let mut flows = Mapping::new();
        if self.facts.get("onward") == Some(&Value::Bool(true)) {
            let origin = hypotheses::origins(stage.rulebook).next().unwrap_or_default();
            parties.insert(text(ORIGIN), Yaml::Mapping(entry([("kind", text(origin))])));
            let data = Yaml::Sequence(vec![text(&self.datum)]);
            let purpose = self.one("purpose").unwrap_or_default();
            let before = [("from", text(ORIGIN)), ("to", text(FROM)), ("data", data), ("purpose", text(purpose))];
            flows.insert(text(BEFORE), Yaml::Mapping(entry(before)));
        }
        flows.insert(text(FLOW), Yaml::Mapping(flow));
        let mut root = entry([("taushet", text("flows/v1")), ("parties", Yaml::Mapping(parties))]);
        if !systems.is_empty() {
            root.insert(text("systems"), Yaml::Mapping(systems));
        }
        root.insert(text("flows"), Yaml::Mapping(flows));
        serde_yaml::to_string(&root).unwrap_or_default()
    }

    /// The system's entry.
    fn system(&self, stage: &Stage<'_>) -> Mapping {
        let mut system = Mapping::new();
        let Some(Value::Record(channel)) = self.facts.get("channel") else { return system };
        if channel.get("readersKnown") == Some(&Value::Bool(true)) {
            let reader = if self.action == Action::MakeKnown {
                &self.recipient
            } else {
                self.one("recipient").unwrap_or(&self.recipient)
            };
            system.insert(text("audience"), Yaml::Sequence(vec![text(reader)]));
        } else {
            // The access that says nothing of who reads.
            let says_nothing =
                |member: &&Member| member.about.as_ref().is_none_or(|about| about.get("readers").is_none());
            let access = stage.rulebook.vocabulary.members("Access").iter().find(says_nothing);
            system.extend(access.map(|access| (text("access"), text(&access.id))));
            if self.action == Action::MakeKnown {
                system.insert(text("audience"), Yaml::Sequence(vec![text(&self.recipient)]));
            }
        }
        for (attribute, key) in [("accessControl", "access-control"), ("processorAgreement", "processor-agreement")] {
            if let Some(Value::One(id)) = channel.get(attribute) {
                system.insert(text(key), text(id));
            }
        }
        system
    }

    fn one(&self, attribute: &str) -> Option<&str> {
        match self.facts.get(attribute) {
            Some(Value::One(id)) => Some(id),
            _ => None,
        }
    }

    /// The shortest document that still shows `shown`, and nothing when not even the whole one does.
    pub(super) fn shortest(mut self, stage: &Stage<'_>, shown: &dyn Fn(&Question) -> bool) -> Option<String> {
        let shows = |example: &Example| {
            let document = example.document(stage);
            question(&document, example, stage.rulebook).is_some_and(|question| shown(&question)).then_some(document)
        };
        let mut document = shows(&self)?;
        loop {
            let mut is_shorter = false;
            for shorten in self.ways(stage) {
                let mut shorter = self.clone();
                shorten(&mut shorter);
                if shorter.facts == self.facts {
                    continue;
                }
                if let Some(found) = shows(&shorter) {
                    (self, document, is_shorter) = (shorter, found, true);
                }
            }
            if !is_shorter {
                return Some(document);
            }
        }
    }

    /// The example with a fact stated, at a path of attributes.
    pub(super) fn with(mut self, path: &[&str], truth: bool) -> Example {
        let mut facts = &mut self.facts;
        let Some((last, records)) = path.split_last() else { return self };
        for record in records {
            let Value::Record(inner) = facts.entry((*record).to_owned()).or_insert(Value::Record(BTreeMap::new()))
            else {
                return self;
            };
            facts = inner;
        }
        facts.insert((*last).to_owned(), Value::Bool(truth));
        self
    }

    /// What may be left out, one thing at a time.
    fn ways(&self, stage: &Stage<'_>) -> Vec<Shorter> {
        let mut ways: Vec<Shorter> = Vec::new();
        let mut usual = vec![("sender", hypotheses::origins(stage.rulebook).next().map(one))];
        // The latest of these that shows it; once a day is one of them, it stays.
        if !self.facts.get("day").is_some_and(|day| DAYS.iter().any(|usual| *day == Value::Day(*usual))) {
            usual.extend(DAYS.map(|day| ("day", Some(Value::Day(day)))));
        }
        for (attribute, value) in usual {
            ways.push(Box::new(move |example| {
                if let (Some(known), Some(value)) = (example.facts.get_mut(attribute), &value) {
                    *known = value.clone();
                }
            }));
        }
        for field in stage.fields {
            let attribute = field.attribute.clone();
            if !field.required {
                let attribute = attribute.clone();
                ways.push(Box::new(move |example| drop(example.facts.remove(&attribute))));
            }
            if let (Some(default), Shape::OneOf(_)) = (&field.default, &field.shape) {
                let (attribute, default) = (attribute.clone(), Value::One(default.clone()));
                ways.push(Box::new(move |example| drop(example.facts.insert(attribute.clone(), default.clone()))));
            }
            if let (Some(default), Shape::SetOf(_)) = (&field.default, &field.shape) {
                let (attribute, default) = (attribute.clone(), Value::Many(BTreeSet::from([default.clone()])));
                ways.push(Box::new(move |example| drop(example.facts.insert(attribute.clone(), default.clone()))));
            }
            match self.facts.get(&attribute) {
                Some(Value::Bool(true)) if field.required => {
                    ways.push(Box::new(move |example| {
                        drop(example.facts.insert(attribute.clone(), Value::Bool(false)))
                    }));
                }
                Some(Value::Many(values) | Value::Texts(values)) if field.default.is_none() || values.len() > 1 => {
                    for value in values.clone() {
                        let attribute = attribute.clone();
                        ways.push(Box::new(move |example| {
                            if let Some(Value::Many(values) | Value::Texts(values)) = example.facts.get_mut(&attribute)
                            {
                                values.remove(&value);
                            }
                        }));
                    }
                }
                Some(Value::Record(inner)) => {
                    for key in inner.keys() {
                        let (attribute, key) = (attribute.clone(), key.clone());
                        ways.push(Box::new(move |example| {
                            if let Some(Value::Record(inner)) = example.facts.get_mut(&attribute) {
                                inner.remove(&key);
                            }
                        }));
                    }
                }
                _ => {}
            }
        }
        ways
    }
}

fn one(id: &str) -> Value {
    Value::One(id.to_owned())
}

/// Whether requests about an action come from a flow.
pub(super) fn is_about_flows(action: Action) -> bool {
    matches!(
        action,
        Action::Imply
            | Action::DiscloseByDuty
            | Action::Disclose
            | Action::AskHuman
            | Action::Refuse
            | Action::Remark
            | Action::Convey
            | Action::MakeKnown
    )
}

/// The question that a document asks of an example's action: the ordinary way from text to request.
fn question(document: &str, example: &Example, rulebook: &Rulebook) -> Option<Question> {
    let source = Source::new("eksempel.yaml".to_owned(), document.to_owned());
    let reading = read(&source, 0, &rulebook.vocabulary);
    if !reading.problems.is_empty() {
        return None;
    }
    let flows = reading.documents.iter().find_map(|document| match document {
        Document::Flows(flows) => Some(flows),
        _ => None,
    })?;
    let flow = flows.flows.iter().find(|flow| flow.id.value == FLOW)?;
    let gathered = facts::gather(flow, flows, rulebook, flow.date.unwrap_or(SOME_DAY));
    let datum = gathered.data.first()?;
    let is_channel = matches!(example.action, Action::Convey | Action::MakeKnown);
    let context = if is_channel {
        let channel = facts::channel(flow, flows, rulebook)?;
        channel.known(flow, &gathered, !flow.exposes.is_empty(), rulebook).context_of(None).ok()?
    } else {
        gathered.readings.first()?.context_of(None).ok()?
    };
    let principal = if example.action == Action::MakeKnown { &example.recipient } else { &gathered.recipient };
    Some(Question {
        action: example.action,
        day: gathered.day,
        principal: rulebook.uid("PartyKind", principal).ok()?,
        resource: rulebook.uid("Data", &datum.id).ok()?,
        context,
    })
}

/// Days that are easily read, the one that is tried last first.
const DAYS: [Date; 6] = [
    jiff::civil::date(2015, 6, 1),
    jiff::civil::date(2022, 6, 1),
    jiff::civil::date(2025, 6, 1),
    jiff::civil::date(2025, 10, 1),
    jiff::civil::date(2026, 1, 15),
    SOME_DAY,
];

/// The day of a question that has none, as those about channels.
const SOME_DAY: Date = jiff::civil::date(2026, 3, 1);

fn value(result: &EvalResult, shape: &Shape) -> Option<Value> {
    Some(match (result, shape) {
        (EvalResult::Bool(truth), _) => Value::Bool(*truth),
        (EvalResult::Long(number), _) => Value::Long(*number),
        (EvalResult::String(text), _) => Value::Text(text.clone()),
        (EvalResult::EntityUid(uid), _) => Value::One(uid.id().unescaped().to_owned()),
        (EvalResult::Set(set), Shape::SetOf(_)) => Value::Many(
            set.iter()
                .filter_map(|member| match member {
                    EvalResult::EntityUid(uid) => Some(uid.id().unescaped().to_owned()),
                    _ => None,
                })
                .collect(),
        ),
        (EvalResult::Set(set), _) => Value::Texts(
            set.iter()
                .filter_map(|member| match member {
                    EvalResult::String(text) => Some(text.clone()),
                    _ => None,
                })
                .collect(),
        ),
        (EvalResult::Record(record), Shape::Record(fields)) => {
            let inner = fields.iter().filter_map(|field| {
                Some((field.attribute.clone(), value(record.get(&field.attribute)?, &field.shape)?))
            });
            Value::Record(inner.collect())
        }
        (EvalResult::ExtensionValue(written), Shape::Date) => Value::Instant(instant(written)?),
        _ => return None,
    })
}

/// Milliseconds.
const MS_IN_DAY: i64 = 86_400_000;

/// The instant of Cedar's `datetime("1970-01-01").offset(duration("-2ms"))`, in milliseconds from 1970.
fn instant(written: &str) -> Option<i64> {
    let start: Date = written.split('"').nth(1)?.get(..10)?.parse().ok()?;
    let offset = written.split('"').nth(3).and_then(|offset| offset.strip_suffix("ms"));
    let offset = offset.map_or(Some(0), |ms| ms.parse::<i64>().ok())?;
    let days = i64::from((start - EPOCH).get_days());
    days.checked_mul(MS_IN_DAY)?.checked_add(offset)
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// The days of instants: each its own day, in the same order. Two instants of one day become two days, as a document knows
/// no hours.
fn days(instants: BTreeSet<i64>) -> BTreeMap<i64, Date> {
    let mut days = BTreeMap::new();
    let mut next = i64::MIN;
    for instant in instants {
        let day = instant.div_euclid(MS_IN_DAY).max(next);
        next = day.saturating_add(1);
        if let Ok(span) = jiff::Span::new().try_days(day)
            && let Ok(date) = EPOCH.checked_add(span)
        {
            days.insert(instant, date);
        }
    }
    days
}

impl Value {
    fn instants(&self, found: &mut BTreeSet<i64>) {
        match self {
            Value::Instant(instant) => drop(found.insert(*instant)),
            Value::Record(inner) => inner.values().for_each(|value| value.instants(found)),
            _ => {}
        }
    }

    fn on_days(self, days: &BTreeMap<i64, Date>) -> Value {
        match self {
            Value::Instant(instant) => Value::Day(days.get(&instant).copied().unwrap_or(SOME_DAY)),
            Value::Record(inner) => {
                Value::Record(inner.into_iter().map(|(key, value)| (key, value.on_days(days))).collect())
            }
            other => other,
        }
    }
}

/// Whether a document says the same by saying nothing.
fn is_usual(value: &Value, field: &Field) -> bool {
    let default = field.default.as_deref();
    match value {
        Value::Record(inner) => field.required && inner.is_empty(),
        Value::One(id) => default == Some(id),
        Value::Many(ids) => ids.iter().map(String::as_str).eq(default),
        _ => false,
    }
}

fn text(text: &str) -> Yaml {
    Yaml::String(text.to_owned())
}

fn entry<const N: usize>(pairs: [(&str, Yaml); N]) -> Mapping {
    pairs.into_iter().map(|(key, value)| (text(key), value)).collect()
}

fn yaml(value: &Value, field: &Field) -> Yaml {
    match value {
        Value::Bool(truth) => Yaml::Bool(*truth),
        Value::Long(number) => Yaml::Number((*number).into()),
        Value::Text(written) => text(written),
        Value::Day(day) => text(&day.to_string()),
        Value::Instant(_) => Yaml::Null,
        Value::One(id) => text(id),
        Value::Many(values) | Value::Texts(values) => Yaml::Sequence(values.iter().map(|value| text(value)).collect()),
        Value::Record(inner) => {
            let Shape::Record(fields) = &field.shape else { return Yaml::Null };
            let pairs =
                fields.iter().filter_map(|field| Some((text(&field.key), yaml(inner.get(&field.attribute)?, field))));
            Yaml::Mapping(pairs.collect())
        }
    }
}
