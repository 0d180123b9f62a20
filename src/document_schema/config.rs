//! The schema of `taushet: config/v1`.

use serde_json::{Map, Value, json};

use super::{DocumentKind, JSON_PATH, TEXT, by_id, closed, described, keyed, messages, one_or_list, reference, with};
use crate::read::{Format, config, messages as reader};
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
    let all_keys = config::INPUT_KEYS.into_iter().chain(reader::keys().filter(|key| !config::INPUT_KEYS.contains(key)));
    let properties = keyed(all_keys, |key| {
        let (schema, meaning) = match key {
            "paths" => (one_or_list(&reference(TEXT)), PATHS.to_owned()),
            "as" => return Some(kinds(vocabulary)),
            "format" => (json!({ "enum": Format::ALL.map(Format::name) }), FORMAT.to_owned()),
            "records" => (one_or_list(&reference(JSON_PATH)), RECORDS.to_owned()),
            "text" => (one_or_list(&reference(JSON_PATH)), TEXTS.to_owned()),
            "metadata" => (one_or_list(&reference(JSON_PATH)), METADATA.to_owned()),
            "require" => (one_or_list(&reference(TEXT)), "Nøkler hver oppføring må ha".to_owned()),
            "blank" => (reference(TEXT), BLANK.to_owned()),
            "with" => (
                json!({ "oneOf": [shared(vocabulary), routine(vocabulary)] }),
                "Det som gjelder for alle filene".to_owned(),
            ),
            "cases" => (json!({ "type": "array", "items": case(vocabulary) }), CASES.to_owned()),
            "title" => (reference(TEXT), "Hva filene er".to_owned()),
            key => {
                let meaning = format!("Hvor i filen dette står: {}", messages::description(key)?);
                (one_or_list(&reference(JSON_PATH)), meaning)
            }
        };
        Some(described(schema, &meaning))
    });
    let schema = closed(properties, &["paths", "as"]);
    let is = |kind: &str| json!({ "properties": { "as": { "const": kind } }, "required": ["as"] });
    let routines = json!({ "properties": { "with": routine(vocabulary) }, "required": ["with"] });
    let others = json!({ "properties": { "with": shared(vocabulary) } });
    let in_shared = json!({ "properties": { "with": { "required": ["channel"] } }, "required": ["with"] });
    let have_channel = json!({ "anyOf": [{ "required": ["channel"] }, in_shared] });
    let of_messages = json!({ "if": is("messages"), "then": have_channel });
    let schema = with(with(with(schema, "if", is("routine")), "then", routines), "else", others);
    let schema = with(schema, "allOf", json!([of_messages]));
    described(schema, "Filer som hører sammen. Meldinger må ha en kanal, her eller under `with`")
}

const PATHS: &str = "Stier og mønstre, regnet fra mappen der oppsettet ligger; kan begynne med `..`";
const FORMAT: &str = "Hvordan filene er skrevet, når endelsen ikke sier det";
const RECORDS: &str = "Hvor oppføringene står; den første som treffer. Da regnes `text` og de andre fra hver oppføring";
const TEXTS: &str =
    "Hvor tekstene står. Uten den er hele filen teksten, eller hver tekst i den når den har nøkler eller felt";
const METADATA: &str = "Hvor det står tekster som andre ser ved siden av meldingen; de heter det filen kaller dem";
const BLANK: &str = "Et regulært uttrykk for det som ikke er en del av teksten, for eksempel faste overskrifter";
const CASES: &str =
    "Det som gjelder for noen av oppføringene. En oppføring som hører til flere tilfeller, dømmes som hvert av dem";

/// What files may be: the kinds, and the ready-made descriptions.
fn kinds(vocabulary: &Vocabulary) -> Value {
    let names: Vec<&str> = config::KINDS.into_iter().chain(vocabulary.formats()).collect();
    let title = |name: &str| Some(format!("`{name}`: {}", vocabulary.format(name)?.get("title")?.value.text()));
    let presets: Vec<String> = vocabulary.formats().filter_map(title).collect();
    let meaning = "Hva filene er: `messages` når oppsettet sier hvordan de leses, `routine` når de er servicerutiner, \
                   `documents` når de har sitt eget merke";
    described(json!({ "enum": names }), &format!("{meaning}. Ferdig beskrevet er {}", presets.join("; ")))
}

fn case(vocabulary: &Vocabulary) -> Value {
    let mut properties = Map::new();
    let when = json!({
        "type": "object",
        "propertyNames": { "pattern": "^\\$" },
        "additionalProperties": one_or_list(&reference(TEXT)),
    });
    properties
        .insert("when".to_owned(), described(when, "Under hver JSONPath verdiene som må finnes der, minst én av dem"));
    properties.insert("with".to_owned(), shared(vocabulary));
    closed(properties, &["when", "with"])
}

fn shared(vocabulary: &Vocabulary) -> Value {
    // An id and a text belong to one message each.
    let keys = reader::keys().filter(|key| !["id", "text"].contains(key));
    let properties = keyed(keys, |key| messages::of_key(key, vocabulary));
    described(closed(properties, &[]), "Det som gjelder for alle meldingene i filene")
}

/// What stands as front matter in a routine that has its own marker.
fn routine(vocabulary: &Vocabulary) -> Value {
    let mut schema = messages::routine(vocabulary);
    for (list, key) in [("properties", "taushet"), ("required", "taushet")] {
        match schema.get_mut(list) {
            Some(Value::Object(object)) => drop(object.shift_remove(key)),
            Some(Value::Array(items)) => items.retain(|item| item != key),
            _ => {}
        }
    }
    schema
}
