//! What is known when a question is asked: values by their place in a record of the schema, made into what Cedar takes when
//! Cedar is asked.
//!
//! Must not know what any of them means in law.

use std::cell::RefCell;

use cedar_policy::{Context, RestrictedExpression};
use jiff::civil::Date;

use super::{entity, set};
use crate::read::FactValue;
use crate::rulebook::{CHANNEL_FACTS, Read, Reads, Rulebook, Told};
use crate::vocabulary::{self, Field, Shape};

/// A value of a request's context.
#[derive(Clone, Debug)]
pub(super) enum Value<'v> {
    Bool(bool),
    Long(i64),
    Text(&'v str),
    Texts(Vec<&'v str>),
    Date(Date),
    One(&'v str, &'v str),
    Set(&'v str, Vec<&'v str>),
    Block,
}

impl<'v> Value<'v> {
    pub(super) fn of(value: &'v FactValue) -> Value<'v> {
        match value {
            FactValue::Bool(truth) => Value::Bool(*truth),
            FactValue::Long(number) => Value::Long(*number),
            FactValue::Text(text) => Value::Text(text),
            FactValue::Date(day) => Value::Date(*day),
            FactValue::One(kind, id) => Value::One(kind, id),
            FactValue::Set(kind, ids) => Value::Set(kind, ids.iter().map(String::as_str).collect()),
            FactValue::Block => Value::Block,
        }
    }

    fn default(field: &'v Field) -> Option<Value<'v>> {
        let value = field.default.as_deref()?;
        match &field.shape {
            Shape::OneOf(kind) => Some(Value::One(kind, value)),
            Shape::SetOf(kind) => Some(Value::Set(kind, vec![value])),
            _ => None,
        }
    }

    /// Writes it so that no other value is written alike.
    fn write(&self, key: &mut Vec<u8>) {
        fn write_text(key: &mut Vec<u8>, text: &str) {
            key.extend_from_slice(&text.len().to_le_bytes());
            key.extend_from_slice(text.as_bytes());
        }
        // Zero is what is not there.
        match self {
            Value::Block => key.push(1),
            Value::Bool(truth) => key.push(2 + u8::from(*truth)),
            Value::Long(number) => {
                key.push(4);
                key.extend_from_slice(&number.to_le_bytes());
            }
            Value::Text(one) | Value::One(_, one) => {
                key.push(5);
                write_text(key, one);
            }
            Value::Texts(all) | Value::Set(_, all) => {
                key.push(6);
                key.extend_from_slice(&all.len().to_le_bytes());
                all.iter().for_each(|one| write_text(key, one));
            }
            Value::Date(day) => {
                key.push(7);
                key.extend_from_slice(&day.year().to_le_bytes());
                key.extend_from_slice(&[day.month().unsigned_abs(), day.day().unsigned_abs()]);
            }
        }
    }

    fn expression(&self, rulebook: &Rulebook) -> Result<RestrictedExpression, String> {
        Ok(match self {
            Value::Bool(truth) => RestrictedExpression::new_bool(*truth),
            Value::Long(number) => RestrictedExpression::new_long(*number),
            Value::Text(text) => RestrictedExpression::new_string((*text).to_owned()),
            Value::Texts(all) => {
                RestrictedExpression::new_set(all.iter().map(|one| RestrictedExpression::new_string((*one).to_owned())))
            }
            Value::Date(day) => RestrictedExpression::new_datetime(day.to_string()),
            Value::One(kind, id) => entity(rulebook, kind, id)?,
            Value::Set(kind, ids) => set(rulebook, kind, ids.iter().copied())?,
            Value::Block => RestrictedExpression::new_bool(true),
        })
    }
}

/// What is known when a question is asked: the values of a record of the schema.
pub(crate) struct Known<'f> {
    rulebook: &'f Rulebook,
    fields: &'f [Field],
    /// By the number of each field.
    values: Vec<Option<Value<'f>>>,
    /// What has been made of them, by the facts that were looked at: a clause is asked of many data, and clauses look at the
    /// same facts.
    contexts: RefCell<Vec<(Vec<usize>, Context)>>,
}

impl<'f> Known<'f> {
    /// What a record of the schema holds: the facts of a document by the numbers of their fields, with what is worked out
    /// from it, by its key, going before them. What the record has no field for is left out.
    pub(super) fn new(
        rulebook: &'f Rulebook,
        record: &str,
        facts: impl Iterator<Item = (usize, Value<'f>)>,
        derived: Vec<(&'static str, Value<'f>)>,
    ) -> Known<'f> {
        let fields = rulebook.vocabulary.record(record);
        let mut known = Known { rulebook, fields, values: Vec::new(), contexts: RefCell::default() };
        for (fact, value) in facts {
            known.put(fact, value);
        }
        for (key, value) in derived {
            if let Some(field) = fields.iter().find(|field| field.key == key) {
                known.put(field.number, value);
            }
        }
        // Keys that a flow leaves out have the same defaults for its channel as in the flow's own facts.
        let others = if record == CHANNEL_FACTS { rulebook.facts() } else { &[] };
        for field in fields {
            if known.get(field.number).is_some() {
                continue;
            }
            let own = || others.iter().find(|known| known.key == field.key);
            if let Some(default) = Value::default(field).or_else(|| own().and_then(Value::default)) {
                known.put(field.number, default);
            }
        }
        known
    }

    fn put(&mut self, fact: usize, value: Value<'f>) {
        if self.values.len() <= fact {
            self.values.resize_with(fact + 1, || None);
        }
        if let Some(known) = self.values.get_mut(fact) {
            *known = Some(value);
        }
    }

    fn get(&self, fact: usize) -> Option<&Value<'f>> {
        self.values.get(fact)?.as_ref()
    }

    /// What is known of a fact.
    pub(crate) fn told(&self, fact: usize) -> Told<'f> {
        match self.get(fact) {
            None => Told::Absent,
            Some(Value::One(_, id)) => Told::One(id),
            Some(_) => Told::Other,
        }
    }

    /// The entities that are values of a fact, each by type and id.
    pub(crate) fn named(&self, fact: usize) -> Vec<(&'f str, &'f str)> {
        let default = || Value::default(vocabulary::numbered(self.fields, fact)?);
        match self.get(fact).cloned().or_else(default) {
            Some(Value::One(kind, id)) => vec![(kind, id)],
            Some(Value::Set(kind, ids)) => ids.into_iter().map(|id| (kind, id)).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a value is among those of a fact.
    pub(crate) fn holds(&self, fact: usize, member: &str) -> bool {
        matches!(self.get(fact), Some(Value::Set(_, all) | Value::Texts(all)) if all.contains(&member))
    }

    /// Writes what is known of a fact so that it is written alike only when it is the same.
    pub(crate) fn write(&self, fact: usize, key: &mut Vec<u8>) {
        match self.get(fact) {
            Some(value) => value.write(key),
            None => key.push(0),
        }
    }

    /// As Cedar takes it: all, or no more than what is looked at.
    ///
    /// # Errors
    /// When Cedar refuses a value; this indicates a mistake in taushet.
    pub(crate) fn context_of(&self, reads: Option<&Reads>) -> Result<Context, String> {
        let looked_at: Option<Vec<usize>> = reads.map(|reads| reads.facts.iter().map(Read::fact).collect());
        let known = |looked_at: &Vec<usize>| {
            let contexts = self.contexts.borrow();
            contexts.iter().find(|(facts, _)| facts == looked_at).map(|(_, context)| context.clone())
        };
        if let Some(known) = looked_at.as_ref().and_then(known) {
            return Ok(known);
        }
        let context = Context::from_pairs(self.pairs(self.fields, reads)?).map_err(|error| error.to_string())?;
        if let Some(looked_at) = looked_at {
            self.contexts.borrow_mut().push((looked_at, context.clone()));
        }
        Ok(context)
    }

    /// The attributes of fields that are looked at and have a value.
    fn pairs(&self, fields: &[Field], reads: Option<&Reads>) -> Result<Vec<(String, RestrictedExpression)>, String> {
        let is_read =
            |field: &&Field| reads.is_none_or(|reads| reads.facts.iter().any(|read| field.holds(read.fact())));
        let pairs = fields.iter().filter(is_read).map(|field| self.pair(field, reads));
        pairs.filter_map(Result::transpose).collect()
    }

    /// An attribute of the context, when it has a value.
    fn pair(&self, field: &Field, reads: Option<&Reads>) -> Result<Option<(String, RestrictedExpression)>, String> {
        let stated = self.get(field.number);
        let value = match &field.shape {
            Shape::Record(_) if stated.is_none() && !field.required => None,
            Shape::Record(inner) => {
                let inner = RestrictedExpression::new_record(self.pairs(inner, reads)?);
                Some(inner.map_err(|error| error.to_string())?)
            }
            _ => {
                let default = Value::default(field);
                stated.or(default.as_ref()).map(|value| value.expression(self.rulebook)).transpose()?
            }
        };
        Ok(value.map(|value| (field.attribute.clone(), value)))
    }
}
