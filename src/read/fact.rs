//! Facts: the keys of a record of the schema, read from a document.

use jiff::civil::Date;

use super::Ctx;
use crate::source::Span;
use crate::tree::{Entry, Node};
use crate::vocabulary::{self, Field, Shape};

/// One recorded fact.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Dotted path of keys from the document's entry: `assessment.no-alternative`.
    pub path: String,
    /// The number of its field in the record of the schema.
    pub(crate) field: usize,
    /// Place of the key.
    pub key: Span,
    /// Place of the value.
    pub span: Span,
    /// The value.
    pub value: FactValue,
}

/// A recorded value, checked against the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Long(i64),
    /// Free text.
    Text(String),
    /// A day.
    Date(Date),
    /// A value of the named enumeration.
    One(String, String),
    /// Values of the named enumeration.
    Set(String, Vec<String>),
    /// A block that is there; what it holds are facts of their own.
    Block,
}

/// Reads the fact under a key.
pub(super) fn read_fact(field: &Field, prefix: &str, key: &Entry, facts: &mut Vec<Fact>, ctx: &mut Ctx<'_>) {
    let path = [prefix, &field.key].concat();
    let node = &key.value;
    let value = match &field.shape {
        Shape::Record(inner) if node.as_scalar().is_some_and(|scalar| !scalar.is_null()) && is_hours(inner) => {
            read_hours(node, field, &path, facts, ctx);
            None
        }
        Shape::Record(_) => {
            read_block(field, node, prefix, facts, ctx);
            None
        }
        Shape::Bool => ctx.truth(node, &path).map(FactValue::Bool),
        Shape::Date => ctx.day(node, &path).map(FactValue::Date),
        Shape::Text | Shape::Texts => ctx.text(node, &path).map(|text| FactValue::Text(text.value)),
        Shape::Long => {
            let number = node
                .as_scalar()
                .filter(|scalar| scalar.as_number().is_some())
                .and_then(|scalar| scalar.text().parse().ok());
            if number.is_none() {
                ctx.problem(node.span, phrase!("not-a-number", path = &path), None);
            }
            number.map(FactValue::Long)
        }
        Shape::OneOf(kind) => ctx.value_of(kind, node, &path).map(|value| FactValue::One(kind.clone(), value.value)),
        Shape::SetOf(kind) => {
            let values = ctx.values_of(kind, node, &path);
            Some(FactValue::Set(kind.clone(), values.into_iter().map(|value| value.value).collect()))
        }
    };
    if let Some(value) = value {
        facts.push(Fact { path, field: field.number, key: key.key.span, span: node.span, value });
    }
}

/// Reads a block of facts.
pub(super) fn read_block(field: &Field, node: &Node, prefix: &str, facts: &mut Vec<Fact>, ctx: &mut Ctx<'_>) {
    let Shape::Record(inner) = &field.shape else { return };
    let path = [prefix, &field.key].concat();
    let prefix = [&path, "."].concat();
    facts.push(Fact {
        path: path.clone(),
        field: field.number,
        key: node.span,
        span: node.span,
        value: FactValue::Block,
    });
    let place = || format!("`{path}`");
    if node.as_map().is_none() {
        ctx.map(node, place());
    }
    for key in node.as_map().unwrap_or_default() {
        match inner.iter().find(|inner| inner.key == key.key()) {
            Some(inner) => read_fact(inner, &prefix, key, facts, ctx),
            None => ctx.unknown_key(key, place(), inner.iter().map(|inner| inner.key.as_str())),
        }
    }
}

/// The keys of a record that is written as one text: `08-15.30`.
const HOURS: [&str; 2] = ["opens", "closes"];

/// Whether a record of the schema is opening hours, which a document writes as one text.
pub(crate) fn is_hours(inner: &[Field]) -> bool {
    inner.len() == HOURS.len() && inner.iter().all(|field| HOURS.contains(&field.key.as_str()))
}

/// Reads opening hours, each time of day as a number: half past three is 1530.
fn read_hours(node: &Node, field: &Field, path: &str, facts: &mut Vec<Fact>, ctx: &mut Ctx<'_>) {
    let text = node.text().replace('–', "-");
    let times: Vec<i64> = text.split('-').filter_map(time_of_day).collect();
    let &[opens, closes] = times.as_slice() else {
        let help = phrase!("not-hours-help");
        ctx.problem(node.span, phrase!("not-hours", path), Some(help));
        return;
    };
    let fact =
        |path: String, field: &Field, value| Fact { path, field: field.number, key: node.span, span: node.span, value };
    facts.push(fact(path.to_owned(), field, FactValue::Block));
    for (key, time) in HOURS.iter().zip([opens, closes]) {
        if let Some(field) = vocabulary::at(std::slice::from_ref(field), &format!("{}.{key}", field.key)) {
            facts.push(fact(format!("{path}.{key}"), field, FactValue::Long(time)));
        }
    }
}

/// `9`, `09.30`, `09:30` → 930.
fn time_of_day(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches("kl").trim_start_matches('.').trim();
    let (hours, minutes) = text.split_once([':', '.']).unwrap_or((text, "0"));
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=24).contains(&hours) && (0..60).contains(&minutes)).then_some(hours * 100 + minutes)
}
