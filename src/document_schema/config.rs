//! The schema of `taushet: config/v1`.

use serde_json::{Map, Value, json};

use super::{DocumentKind, JSON_PATH, TEXT, by_id, closed, described, keyed, messages, one_or_list, reference, with};
use crate::read::{config, messages as reader};
use crate::rulebook::Severity;
use crate::vocabulary::Vocabulary;

pub(super) fn document(vocabulary: &Vocabulary) -> Value {
    let properties = keyed(config::KEYS.into_iter(), |key| {
        Some(match key {
            "taushet" => DocumentKind::Config.marker(),
            "language" => described(json!({ "enum": ["nb"], "default": "nb" }), "Språket i det som vises"),
            "fail-on" => described(
                json!({ "enum": ["error", "warning", "info", "never"], "default": "warning" }),
                "Hvor alvorlig et funn må være for at kjøringen skal feile",
            ),
            "inputs" => described(
                json!({ "type": "array", "items": input(vocabulary) }),
                "Hva som kontrolleres, og hvordan filer uten merket `taushet:` leses",
            ),
            "rules" => described(
                by_id(&rule()),
                "Andre alvorligheter, under reglenes id-er; det loven forbyr, kan ikke settes lavere",
            ),
            "ignore" => described(one_or_list(&reference(TEXT)), "Stier som ikke leses, skrevet som i .gitignore"),
            // The reader knows these and refuses them.
            "policies" | "lexicon" | "allow" | "baseline" => described(json!({ "not": {} }), "Støttes ikke ennå"),
            _ => return None,
        })
    });
    let schema = closed(properties, &["taushet"]);
    described(schema, "Hva taushet kontrollerer, og hvor strengt")
}

fn rule() -> Value {
    let severities = [Severity::Error, Severity::Warning, Severity::Info].map(Severity::as_str);
    let mut properties = Map::new();
    properties
        .insert("severity".to_owned(), described(json!({ "enum": severities }), "Hvor alvorlige reglens funn er"));
    properties.insert("reason".to_owned(), described(reference(TEXT), "Hvorfor"));
    closed(properties, &["severity"])
}

fn input(vocabulary: &Vocabulary) -> Value {
    let mut properties = Map::new();
    let paths = "Stier og mønstre, regnet fra mappen der oppsettet ligger; kan begynne med `..`";
    properties.insert("paths".to_owned(), described(one_or_list(&reference(TEXT)), paths));
    let kinds = "Hva filene er: `messages` når oppsettet sier hvordan de leses, `documents` når de har sitt eget merke";
    properties.insert("as".to_owned(), described(json!({ "enum": ["messages", "documents"] }), kinds));
    properties.insert("with".to_owned(), shared(vocabulary));
    let texts = "Hvor tekstene står i filen; uten den er hele filen teksten";
    properties.insert("text".to_owned(), described(one_or_list(&reference(JSON_PATH)), texts));
    for key in reader::keys() {
        let meaning = messages::description(key).unwrap_or(key);
        let schema = described(reference(JSON_PATH), &format!("Hvor i filen dette står: {meaning}"));
        properties.entry(key).or_insert(schema);
    }
    let are_messages = json!({ "properties": { "as": { "const": "messages" } } });
    let in_shared = json!({ "properties": { "with": { "required": ["channel"] } }, "required": ["with"] });
    let have_channel = json!({ "anyOf": [{ "required": ["channel"] }, in_shared] });
    let schema = with(with(closed(properties, &["paths", "as"]), "if", are_messages), "then", have_channel);
    described(schema, "Filer som hører sammen. Meldinger må ha en kanal, her eller under `with`")
}

fn shared(vocabulary: &Vocabulary) -> Value {
    // An id and a text belong to one message each.
    let keys = reader::keys().filter(|key| !["id", "text"].contains(key));
    let properties = keyed(keys, |key| messages::of_key(key, vocabulary));
    described(closed(properties, &[]), "Det som gjelder for alle meldingene i filene")
}
