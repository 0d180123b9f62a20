//! The schemas of `taushet: messages/v1` and of the front matter of `taushet: routine/v1`.
//!
//! A message that is front matter over its own text has the same keys, but no schema: editors do not ask for one there.

use serde_json::{Map, Value, json};

use super::{DocumentKind, TEXT, closed, described, fields, keyed, reference, with};
use crate::lexicon::Language;
use crate::read::{messages, routine as reader};
use crate::vocabulary::Vocabulary;

pub(super) fn document(vocabulary: &Vocabulary) -> Value {
    let message = closed(keyed(messages::keys(), |key| of_key(key, vocabulary)), &["channel", "text"]);
    let list = json!({ "type": "array", "minItems": 1, "items": described(message, "Det som skrives i en kanal, med metadataene ved siden av") });
    let mut properties = Map::new();
    properties.insert("taushet".to_owned(), DocumentKind::Messages.marker());
    properties.insert("title".to_owned(), described(reference(TEXT), "Hva dokumentet handler om"));
    properties.insert("messages".to_owned(), described(list, "Meldingene og malene"));
    let schema = closed(properties, &["taushet", "messages"]);
    described(schema, "Meldinger og maler: tekster som skrives i en kanal andre kan lese")
}

/// What a key of a message holds.
pub(super) fn of_key(key: &str, vocabulary: &Vocabulary) -> Option<Value> {
    let text = || reference(TEXT);
    let schema = match key {
        "channel" => reference("System"),
        "from" => party("sender", vocabulary),
        "to" => party("recipient", vocabulary),
        "theme" => json!({ "anyOf": [reference("Theme"), text()] }),
        "urgent" | "template" => json!({ "type": "boolean" }),
        "language" => json!({ "enum": Language::ALL.map(Language::code) }),
        _ => text(),
    };
    Some(described(schema, description(key)?))
}

/// What a key of a message means.
pub(super) fn description(key: &str) -> Option<&'static str> {
    Some(match key {
        "id" => "Meldingens id, brukt i funn",
        "channel" => "Systemet meldingen skrives i; det avgjør hvem som kan lese den",
        "from" => "Hva slags part som skriver",
        "to" => "Hva slags part som mottar",
        "theme" => "Tema: kode eller navn",
        "task-type" => "Oppgavetype",
        "subject" => "Emne",
        "sender" => "Avsender, slik den vises",
        "sender-name" => "Avsenderens navn, slik det vises",
        "queue" => "Køen eller benken meldingen havner i",
        "topic" => "Emnet (topic) meldingen publiseres på",
        "urgent" => "Saken må avklares raskt",
        "template" => "Teksten er en mal som fylles ut og sendes mange ganger",
        "language" => {
            "Språket teksten er skrevet på; forslag til omskriving følger det. Uten nøkkelen kjennes språket på teksten"
        }
        "flow" => {
            "Dataflyten meldingen hører til: `fil.yaml#flyt`. Teksten skal da ikke si mer enn flyten lar mottakeren vite"
        }
        "text" => "Det som skrives",
        "preview" => "Forhåndsvisning, for eksempel på en låst skjerm",
        "envelope" => "Det som står utenpå konvolutten",
        "recipient-field" => "Mottakerfeltet, slik det vises",
        "path" => "Mappe eller filsti",
        "invoice-text" => "Teksten på en faktura eller utbetaling",
        "note" => "Fri tekst som aldri tolkes",
        _ => return None,
    })
}

/// A kind of party, with what holds when the message does not say.
fn party(attribute: &str, vocabulary: &Vocabulary) -> Value {
    let schema = reference("PartyKind");
    let field = vocabulary.record("MessageFacts").iter().find(|field| field.attribute == attribute);
    match field.and_then(|field| field.default.as_deref()) {
        Some(default) => with(schema, "default", json!(default)),
        None => schema,
    }
}

pub(super) fn routine(vocabulary: &Vocabulary) -> Value {
    let mut properties = keyed(reader::KEYS.into_iter(), |key| {
        Some(match key {
            "taushet" => DocumentKind::Routine.marker(),
            "actor" => described(reference("PartyKind"), "Hvem rutinen er skrevet for"),
            "title" => described(reference(TEXT), "Rutinens tittel"),
            "topic" => described(reference(TEXT), "Hva rutinen handler om"),
            "channel" => described(
                reference("System"),
                "Systemet standardordlydene skrives i; de står som sitatblokker eller i «…» og kontrolleres som meldinger",
            ),
            _ => return None,
        })
    });
    properties.extend(fields(vocabulary.record(reader::FACTS)));
    let schema = closed(properties, &["taushet", "actor", "title"]);
    described(
        schema,
        "Hva de ansatte i et kontaktsenter eller Nav-kontor skal si og gjøre; rutinen selv er teksten under",
    )
}
