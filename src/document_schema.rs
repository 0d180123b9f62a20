//! `taushet schema`: JSON Schema of every kind of document, from the vocabulary that the readers check against.
//!
//! Comes in: the vocabulary, and the readers' own lists of keys. Goes out: a schema as text, for editors and programs.
//! It forbids what the readers refuse and nothing that they take; the tests hold the two against each other.
//! Must not know which values or facts there are.

mod config;
mod flows;
mod messages;
mod report;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::phrase::Phrase;
use crate::read::is_hours;
use crate::rulebook::Texts;
use crate::vocabulary::{Field, Shape, Vocabulary};

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum DocumentKind {
    /// Data flows.
    Flows,
    /// Messages.
    Messages,
    /// Front matter of routines.
    Routine,
    /// The configuration.
    Config,
    /// The report of `--format json`.
    Report,
}

impl DocumentKind {
    /// The kind as its marker names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            DocumentKind::Flows => "flows",
            DocumentKind::Messages => "messages",
            DocumentKind::Routine => "routine",
            DocumentKind::Config => "config",
            DocumentKind::Report => "report",
        }
    }

    /// The file name of its schema.
    #[must_use]
    pub fn file_name(self) -> String {
        format!("{}-v1.schema.json", self.name())
    }

    fn title(self) -> Phrase {
        match self {
            DocumentKind::Flows => phrase!("schema-flows-title"),
            DocumentKind::Messages => phrase!("schema-messages-title"),
            DocumentKind::Routine => phrase!("schema-routine-title"),
            DocumentKind::Config => phrase!("schema-config-title"),
            DocumentKind::Report => phrase!("schema-report-title"),
        }
    }

    /// What stands after `taushet:` in such a document.
    fn marker(self, to: &Writer<'_>) -> Value {
        let marker = json!({ "const": format!("{}/v1", self.name()) });
        to.described(marker, phrase!("schema-marker"))
    }
}

/// The schema as JSON.
#[must_use]
pub fn schema(kind: DocumentKind, vocabulary: &Vocabulary, texts: &Texts) -> String {
    let to = &Writer { vocabulary, texts };
    let body = match kind {
        DocumentKind::Flows => flows::document(to),
        DocumentKind::Messages => messages::document(to),
        DocumentKind::Routine => messages::routine(to),
        DocumentKind::Config => config::document(to),
        DocumentKind::Report => report::document(to),
    };
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$id".to_owned(), json!(format!("https://taushet.no/schema/{}", kind.file_name())));
    schema.insert("title".to_owned(), json!(texts.say(&kind.title())));
    if let Value::Object(body) = body {
        schema.extend(body);
    }
    let mut names = BTreeSet::new();
    references(&Value::Object(schema.clone()), &mut names);
    let definitions: Map<String, Value> = names.into_iter().map(|name| (name.clone(), definition(&name, to))).collect();
    if !definitions.is_empty() {
        schema.insert("$defs".to_owned(), Value::Object(definitions));
    }
    format!("{:#}\n", Value::Object(schema))
}

/// A text, or a number or truth value that is read as it is written.
const TEXT: &str = "text";
/// A day.
const DATE: &str = "date";
/// A JSONPath.
const JSON_PATH: &str = "json-path";
/// A place in a text.
const POSITION: &str = "position";

const DEFINITIONS: &str = "#/$defs/";

/// What a name in `$defs` stands for: a shape of this module, else an enumeration of the vocabulary.
fn definition(name: &str, to: &Writer<'_>) -> Value {
    match name {
        TEXT => to.described(json!({ "type": ["string", "number", "boolean"] }), phrase!("schema-text")),
        DATE => {
            let date = json!({
                "type": "string",
                "format": "date",
                "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            });
            to.described(date, phrase!("schema-date"))
        }
        JSON_PATH => to.described(json!({ "type": "string", "pattern": "^\\$" }), phrase!("schema-json-path")),
        POSITION => report::position(to),
        kind => json!({ "enum": to.vocabulary.values(kind).collect::<Vec<_>>() }),
    }
}

/// The names in `$defs` that a schema refers to.
fn references(schema: &Value, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            for (key, value) in object {
                match value.as_str().and_then(|target| target.strip_prefix(DEFINITIONS)) {
                    Some(name) if key == "$ref" => drop(names.insert(name.to_owned())),
                    _ => references(value, names),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, names)),
        _ => {}
    }
}

/// What stands under a name in `$defs`.
fn reference(name: &str) -> Value {
    json!({ "$ref": format!("{DEFINITIONS}{name}") })
}

/// What schemas are written from.
struct Writer<'a> {
    vocabulary: &'a Vocabulary,
    texts: &'a Texts,
}

impl Writer<'_> {
    fn described(&self, schema: Value, description: Phrase) -> Value {
        with(schema, "description", json!(self.texts.say(&description)))
    }
}

/// The schema with one more keyword.
fn with(mut schema: Value, keyword: &str, value: Value) -> Value {
    if let Some(object) = schema.as_object_mut() {
        object.insert(keyword.to_owned(), value);
    }
    schema
}

fn one_or_list(schema: &Value) -> Value {
    json!({ "oneOf": [schema, { "type": "array", "items": schema }] })
}

/// Ids of the document's own, each with the same kind of value.
fn by_id(schema: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": schema })
}

/// An object with these keys and no others.
fn closed(properties: Map<String, Value>, required: &[&str]) -> Value {
    let schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if required.is_empty() { schema } else { with(schema, "required", json!(required)) }
}

/// A reader's keys, each with its schema. A key that has none yet may hold anything: the reader takes it.
fn keyed<'k>(keys: impl Iterator<Item = &'k str>, schema_of: impl Fn(&str) -> Option<Value>) -> Map<String, Value> {
    keys.map(|key| (key.to_owned(), schema_of(key).unwrap_or(Value::Bool(true)))).collect()
}

/// The keys that a record type of the vocabulary gives to documents, below the path of a block.
fn fields(to: &Writer<'_>, record: &[Field], block: &str) -> Map<String, Value> {
    record.iter().filter(|field| !field.derived).map(|field| (field.key.clone(), of_field(to, field, block))).collect()
}

fn of_field(to: &Writer<'_>, field: &Field, block: &str) -> Value {
    let path = format!("{block}{}", field.key);
    let mut schema = of_shape(to, &field.shape, &path);
    if field.repeatable {
        schema = one_or_list(&schema);
    }
    let meaning = to.texts.term("Field", &path);
    if meaning != path {
        schema = with(schema, "description", json!(meaning));
    }
    match &field.default {
        Some(default) => with(schema, "default", json!(default)),
        None => schema,
    }
}

fn of_shape(to: &Writer<'_>, shape: &Shape, path: &str) -> Value {
    match shape {
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Long => json!({ "type": "integer" }),
        Shape::Text | Shape::Texts => reference(TEXT),
        Shape::Date => reference(DATE),
        Shape::OneOf(kind) => reference(kind),
        Shape::SetOf(kind) => json!({ "type": "array", "items": reference(kind) }),
        Shape::Record(inner) if is_hours(inner) => json!({ "type": "string", "examples": ["09-15", "08.00-15.30"] }),
        Shape::Record(inner) => closed(fields(to, inner, &format!("{path}.")), &[]),
    }
}
