//! What a fact of an example is: from what the solver says to what a document can write.

use std::collections::{BTreeMap, BTreeSet};

use cedar_policy::EvalResult;
use jiff::civil::Date;

use super::SOME_DAY;
use crate::vocabulary::{Field, Shape};

/// What a fact of an example is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
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

/// What the solver says of a fact; nothing when it is of no shape that a document has.
pub(super) fn value(result: &EvalResult, shape: &Shape) -> Option<Value> {
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
pub(super) fn days(instants: BTreeSet<i64>) -> BTreeMap<i64, Date> {
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
    /// Adds every instant.
    pub(super) fn instants(&self, found: &mut BTreeSet<i64>) {
        match self {
            Value::Instant(instant) => drop(found.insert(*instant)),
            Value::Record(inner) => inner.values().for_each(|value| value.instants(found)),
            _ => {}
        }
    }

    /// With days in the place of instants.
    pub(super) fn on_days(self, days: &BTreeMap<i64, Date>) -> Value {
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
pub(super) fn is_usual(value: &Value, field: &Field) -> bool {
    let default = field.default.as_deref();
    match value {
        Value::Record(inner) => field.required && inner.is_empty(),
        Value::One(id) => default == Some(id),
        Value::Many(ids) => ids.iter().map(String::as_str).eq(default),
        _ => false,
    }
}
