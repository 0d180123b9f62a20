//! The schema of `taushet: flows/v1`.

use serde_json::{Map, Value, json};

use super::{DATE, DocumentKind, TEXT, Writer, by_id, closed, fields, keyed, one_or_list, reference, with};
use crate::read::{flows, messages};
use crate::vocabulary::{Field, Shape};

pub(super) fn document(to: &Writer<'_>) -> Value {
    let properties = keyed(flows::DOCUMENT_KEYS.into_iter(), |key| {
        Some(match key {
            "taushet" => DocumentKind::Flows.marker(to),
            "title" => to.described(reference(TEXT), phrase!("schema-title")),
            "parties" => to.described(by_id(&party(to)), phrase!("schema-flows-parties")),
            "systems" => to.described(by_id(&system(to)), phrase!("schema-flows-systems")),
            "flows" => {
                let flows = with(by_id(&flow(to)), "minProperties", json!(1));
                to.described(flows, phrase!("schema-flows-flows"))
            }
            _ => return None,
        })
    });
    // A flow names its parties, and there is at least one flow: a document without parties is always refused.
    let schema = closed(properties, &["taushet", "parties", "flows"]);
    to.described(schema, phrase!("schema-flows"))
}

fn party(to: &Writer<'_>) -> Value {
    let properties = keyed(flows::PARTY_KEYS.into_iter(), |key| {
        Some(match key {
            "kind" => to.described(reference("PartyKind"), phrase!("schema-party-kind")),
            "municipality" => to.described(json!({ "type": "string" }), phrase!("schema-party-municipality")),
            "name" => to.described(reference(TEXT), phrase!("schema-name")),
            "performs-public-task" => to.described(json!({ "type": "boolean" }), phrase!("schema-party-public-task")),
            _ => return None,
        })
    });
    to.described(closed(properties, &["kind"]), phrase!("schema-party"))
}

fn system(to: &Writer<'_>) -> Value {
    let known = fields(to, to.vocabulary.record("Channel"), "");
    let mut properties = keyed(flows::SYSTEM_KEYS.into_iter(), |key| {
        Some(match key {
            "access" => to.described(reference("Access"), phrase!("schema-system-access")),
            "audience" => to.described(
                json!({ "type": "array", "items": reference("PartyKind") }),
                phrase!("schema-system-audience"),
            ),
            "processor" => to.described(reference(TEXT), phrase!("schema-system-processor")),
            "facts-as-of" => to.described(reference(DATE), phrase!("schema-system-facts-as-of")),
            "name" => to.described(reference(TEXT), phrase!("schema-name")),
            "note" => note(to),
            _ => return known.get(key).cloned(),
        })
    });
    add(&mut properties, known);
    to.described(closed(properties, &[]), phrase!("schema-system"))
}

fn flow(to: &Writer<'_>) -> Value {
    let facts = to.vocabulary.record("Facts");
    let mut properties = keyed(flows::FLOW_KEYS.into_iter(), |key| {
        Some(match key {
            "from" => to.described(reference(TEXT), phrase!("schema-flow-from")),
            "to" => to.described(reference(TEXT), phrase!("schema-flow-to")),
            "via" => {
                to.described(json!({ "anyOf": [reference("System"), reference(TEXT)] }), phrase!("schema-flow-via"))
            }
            "data" => {
                let datum = reference("Data");
                let data = json!({ "type": "array", "items": datum, "minItems": 1 });
                to.described(data, phrase!("schema-flow-data"))
            }
            "basis" => to.described(one_or_list(&reference(TEXT)), phrase!("schema-flow-basis")),
            "date" => to.described(reference(DATE), phrase!("schema-flow-date")),
            "exposes" => exposes(to),
            "note" => note(to),
            _ => return None,
        })
    });
    add(&mut properties, fields(to, facts, ""));
    let mut required = vec!["from", "to", "data"];
    required.extend(facts.iter().filter(|field| must_be_said(field)).map(|field| field.key.as_str()));
    to.described(closed(properties, &required), phrase!("schema-flow"))
}

/// A request always has it, and nothing else than the document can give it.
fn must_be_said(field: &Field) -> bool {
    field.required && !field.derived && field.default.is_none() && !matches!(field.shape, Shape::Record(_))
}

/// Any key may stand here; those that messages have too are named, for editors to propose.
fn exposes(to: &Writer<'_>) -> Value {
    let texts = one_or_list(&reference(TEXT));
    let properties = keyed(messages::METADATA.into_iter(), |_| Some(texts.clone()));
    let schema = json!({ "type": "object", "properties": properties, "additionalProperties": texts });
    to.described(schema, phrase!("schema-flow-exposes"))
}

fn note(to: &Writer<'_>) -> Value {
    to.described(reference(TEXT), phrase!("schema-note"))
}

/// Adds what the vocabulary knows; what a reader says of the same key stands.
fn add(properties: &mut Map<String, Value>, known: Map<String, Value>) {
    for (key, schema) in known {
        properties.entry(key).or_insert(schema);
    }
}
