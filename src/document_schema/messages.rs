//! The schemas of `taushet: messages/v1` and of the front matter of `taushet: routine/v1`.
//!
//! A message that is front matter over its own text has the same keys, but no schema: editors do not ask for one there.

use serde_json::{Map, Value, json};

use super::{DocumentKind, TEXT, Writer, closed, fields, keyed, reference, with};
use crate::lexicon::Language;
use crate::phrase::Phrase;
use crate::read::{messages, routine as reader};

pub(super) fn document(to: &Writer<'_>) -> Value {
    let message = closed(keyed(messages::keys(), |key| of_key(key, to)), &["channel", "text"]);
    let list = json!({ "type": "array", "minItems": 1, "items": to.described(message, phrase!("schema-message")) });
    let mut properties = Map::new();
    properties.insert("taushet".to_owned(), DocumentKind::Messages.marker(to));
    properties.insert("title".to_owned(), to.described(reference(TEXT), phrase!("schema-title")));
    properties.insert("messages".to_owned(), to.described(list, phrase!("schema-messages-messages")));
    let schema = closed(properties, &["taushet", "messages"]);
    to.described(schema, phrase!("schema-messages"))
}

/// What a key of a message holds.
pub(super) fn of_key(key: &str, to: &Writer<'_>) -> Option<Value> {
    let text = || reference(TEXT);
    let schema = match key {
        "channel" => reference("System"),
        "from" => party("sender", to),
        "to" => party("recipient", to),
        "theme" => json!({ "anyOf": [reference("Theme"), text()] }),
        "urgent" | "template" => json!({ "type": "boolean" }),
        "language" => json!({ "enum": Language::ALL.map(Language::code) }),
        _ => text(),
    };
    Some(to.described(schema, description(key)?))
}

/// What a key of a message means.
pub(super) fn description(key: &str) -> Option<Phrase> {
    Some(match key {
        "id" => phrase!("schema-message-id"),
        "channel" => phrase!("schema-message-channel"),
        "from" => phrase!("schema-message-from"),
        "to" => phrase!("schema-message-to"),
        "theme" => phrase!("schema-message-theme"),
        "task-type" => phrase!("schema-message-task-type"),
        "subject" => phrase!("schema-message-subject"),
        "sender" => phrase!("schema-message-sender"),
        "sender-name" => phrase!("schema-message-sender-name"),
        "queue" => phrase!("schema-message-queue"),
        "topic" => phrase!("schema-message-topic"),
        "urgent" => phrase!("schema-message-urgent"),
        "template" => phrase!("schema-message-template"),
        "language" => phrase!("schema-message-language"),
        "flow" => {
            phrase!("schema-message-flow")
        }
        "text" => phrase!("schema-message-text"),
        "preview" => phrase!("schema-message-preview"),
        "envelope" => phrase!("schema-message-envelope"),
        "recipient-field" => phrase!("schema-message-recipient-field"),
        "path" => phrase!("schema-message-path"),
        "invoice-text" => phrase!("schema-message-invoice-text"),
        "note" => phrase!("schema-note"),
        _ => return None,
    })
}

/// A kind of party, with what holds when the message does not say.
fn party(attribute: &str, to: &Writer<'_>) -> Value {
    let schema = reference("PartyKind");
    let field = to.vocabulary.record("MessageFacts").iter().find(|field| field.attribute == attribute);
    match field.and_then(|field| field.default.as_deref()) {
        Some(default) => with(schema, "default", json!(default)),
        None => schema,
    }
}

pub(super) fn routine(to: &Writer<'_>) -> Value {
    let mut properties = keyed(reader::KEYS.into_iter(), |key| {
        Some(match key {
            "taushet" => DocumentKind::Routine.marker(to),
            "actor" => to.described(reference("PartyKind"), phrase!("schema-routine-actor")),
            "title" => to.described(reference(TEXT), phrase!("schema-routine-own-title")),
            "topic" => to.described(reference(TEXT), phrase!("schema-routine-topic")),
            "channel" => to.described(reference("System"), phrase!("schema-routine-channel")),
            _ => return None,
        })
    });
    properties.extend(fields(to, to.vocabulary.record(reader::FACTS), ""));
    let schema = closed(properties, &["taushet", "actor", "title"]);
    to.described(schema, phrase!("schema-routine"))
}
