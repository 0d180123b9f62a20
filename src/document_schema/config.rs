//! The schema of `taushet: config/v1`.

use serde_json::{Map, Value, json};

use super::{
    DATE, DocumentKind, JSON_PATH, TEXT, Writer, by_id, closed, keyed, messages, one_or_list, reference, with,
};
use crate::read::{Format, allow, config, messages as reader};
use crate::rulebook::{Language, Severity};

pub(super) fn document(to: &Writer<'_>) -> Value {
    let properties = keyed(config::KEYS.into_iter(), |key| {
        Some(match key {
            "taushet" => DocumentKind::Config.marker(to),
            "language" => to.described(
                json!({ "enum": Language::ALL.map(Language::code), "default": "nb" }),
                phrase!("schema-config-language"),
            ),
            "fail-on" => to.described(
                json!({ "enum": ["error", "warning", "info", "never"], "default": "warning" }),
                phrase!("schema-config-fail-on"),
            ),
            "inputs" => to.described(json!({ "type": "array", "items": input(to) }), phrase!("schema-config-inputs")),
            "rules" => to.described(by_id(&rule(to)), phrase!("schema-config-rules")),
            "ignore" => to.described(one_or_list(&reference(TEXT)), phrase!("schema-config-ignore")),
            "policies" | "lexicon" => to.described(one_or_list(&reference(TEXT)), phrase!("schema-config-policies")),
            "allow" => to.described(json!({ "type": "array", "items": allowance(to) }), phrase!("schema-config-allow")),
            "baseline" => to.described(reference(TEXT), phrase!("schema-config-baseline")),
            _ => return None,
        })
    });
    let schema = closed(properties, &["taushet"]);
    to.described(schema, phrase!("schema-config"))
}

/// A decision that findings do not count.
fn allowance(to: &Writer<'_>) -> Value {
    let properties = keyed(allow::KEYS.into_iter(), |key| {
        let (schema, meaning) = match key {
            "file" => (TEXT, phrase!("schema-allow-file")),
            "document" => (TEXT, phrase!("schema-allow-document")),
            "rule" => (TEXT, phrase!("schema-allow-rule")),
            "reason" => (TEXT, phrase!("schema-allow-reason")),
            "by" => (TEXT, phrase!("schema-allow-by")),
            "until" => (DATE, phrase!("schema-allow-until")),
            _ => return None,
        };
        Some(to.described(reference(schema), meaning))
    });
    closed(properties, &["file", "rule", "reason"])
}

fn rule(to: &Writer<'_>) -> Value {
    let severities = [Severity::Error, Severity::Warning, Severity::Info].map(Severity::as_str);
    let mut properties = Map::new();
    properties.insert(
        "severity".to_owned(),
        to.described(json!({ "enum": severities }), phrase!("schema-config-rule-severity")),
    );
    properties.insert("reason".to_owned(), to.described(reference(TEXT), phrase!("schema-config-rule-reason")));
    closed(properties, &["severity"])
}

fn input(to: &Writer<'_>) -> Value {
    let all_keys = config::INPUT_KEYS.into_iter().chain(reader::keys().filter(|key| !config::INPUT_KEYS.contains(key)));
    let properties = keyed(all_keys, |key| {
        let (schema, meaning) = match key {
            "paths" => (one_or_list(&reference(TEXT)), phrase!("schema-input-paths")),
            "as" => return Some(kinds(to)),
            "format" => (json!({ "enum": Format::ALL.map(Format::name) }), phrase!("schema-input-format")),
            "records" => (one_or_list(&reference(JSON_PATH)), phrase!("schema-input-records")),
            "text" => (one_or_list(&reference(JSON_PATH)), phrase!("schema-input-text")),
            "metadata" => (one_or_list(&reference(JSON_PATH)), phrase!("schema-input-metadata")),
            "require" => (one_or_list(&reference(TEXT)), phrase!("schema-input-require")),
            "blank" => (reference(TEXT), phrase!("schema-input-blank")),
            "with" => (json!({ "oneOf": [shared(to), routine(to)] }), phrase!("schema-input-with")),
            "cases" => (json!({ "type": "array", "items": case(to) }), phrase!("schema-input-cases")),
            "title" => (reference(TEXT), phrase!("schema-input-title")),
            key => {
                let meaning = phrase!("schema-input-where", meaning = messages::description(key)?);
                (one_or_list(&reference(JSON_PATH)), meaning)
            }
        };
        Some(to.described(schema, meaning))
    });
    let schema = closed(properties, &["paths", "as"]);
    let is = |kind: &str| json!({ "properties": { "as": { "const": kind } }, "required": ["as"] });
    let routines = json!({ "properties": { "with": routine(to) }, "required": ["with"] });
    let others = json!({ "properties": { "with": shared(to) } });
    let in_shared = json!({ "properties": { "with": { "required": ["channel"] } }, "required": ["with"] });
    let have_channel = json!({ "anyOf": [{ "required": ["channel"] }, in_shared] });
    let of_messages = json!({ "if": is("messages"), "then": have_channel });
    let schema = with(with(with(schema, "if", is("routine")), "then", routines), "else", others);
    let schema = with(schema, "allOf", json!([of_messages]));
    to.described(schema, phrase!("schema-input"))
}

/// What files may be: the kinds, and the ready-made descriptions.
fn kinds(to: &Writer<'_>) -> Value {
    let names: Vec<&str> = config::KINDS.into_iter().chain(to.vocabulary.formats()).collect();
    let presets = to.vocabulary.formats().map(|name| format!("`{name}`: {}", to.texts.term("Format", name)));
    let presets: Vec<String> = presets.collect();
    to.described(json!({ "enum": names }), phrase!("schema-input-kinds", presets = presets.join("; ")))
}

fn case(to: &Writer<'_>) -> Value {
    let mut properties = Map::new();
    let when = json!({
        "type": "object",
        "propertyNames": { "pattern": "^\\$" },
        "additionalProperties": one_or_list(&reference(TEXT)),
    });
    properties.insert("when".to_owned(), to.described(when, phrase!("schema-input-when")));
    properties.insert("with".to_owned(), shared(to));
    closed(properties, &["when", "with"])
}

fn shared(to: &Writer<'_>) -> Value {
    // An id and a text belong to one message each.
    let keys = reader::keys().filter(|key| !["id", "text"].contains(key));
    let properties = keyed(keys, |key| messages::of_key(key, to));
    to.described(closed(properties, &[]), phrase!("schema-input-shared"))
}

/// What stands as front matter in a routine that has its own marker.
fn routine(to: &Writer<'_>) -> Value {
    let mut schema = messages::routine(to);
    for (list, key) in [("properties", "taushet"), ("required", "taushet")] {
        match schema.get_mut(list) {
            Some(Value::Object(object)) => drop(object.shift_remove(key)),
            Some(Value::Array(items)) => items.retain(|item| item != key),
            _ => {}
        }
    }
    schema
}
