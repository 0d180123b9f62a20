//! An example: the solver's request as a flow document that a person can read and `taushet check` can run.
//!
//! Comes in: a request that the solver made. Goes out: the document, made as short as it can be while it still shows what
//! it is to show. Whether it does is always asked of the ordinary readers and the ordinary authorizer, never of the solver.
//! Must not know any norm.

mod document;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use cedar_policy::{Context, EntityUid, Request};
use jiff::civil::Date;

use super::hypotheses;
use crate::facts;
use crate::read::{Document, read};
use crate::rulebook::{Action, Rulebook};
use crate::source::Source;
use crate::vocabulary::{Field, Shape};
use value::{Value, days, value};

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

/// The id of an example's flow.
const FLOW: &str = "eksempel";

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
        let mut usual =
            vec![("sender", hypotheses::origins(stage.rulebook).next().map(|id| Value::One(id.to_owned())))];
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
