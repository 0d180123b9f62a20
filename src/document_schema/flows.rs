//! The schema of `taushet: flows/v1`.

use serde_json::{Map, Value, json};

use super::{DATE, DocumentKind, TEXT, by_id, closed, described, fields, keyed, one_or_list, reference, with};
use crate::read::{flows, messages};
use crate::vocabulary::{Field, Shape, Vocabulary};

pub(super) fn document(vocabulary: &Vocabulary) -> Value {
    let properties = keyed(flows::DOCUMENT_KEYS.into_iter(), |key| {
        Some(match key {
            "taushet" => DocumentKind::Flows.marker(),
            "title" => described(reference(TEXT), "Hva dokumentet handler om"),
            "parties" => described(by_id(&party()), "Partene: hvem som gir og mottar opplysninger, under hver sin id"),
            "systems" => described(
                by_id(&system(vocabulary)),
                "Systemene (fagsystem, kanal) under hver sin id; velkjente systemer trenger ingen oppføring",
            ),
            "flows" => {
                let flows = with(by_id(&flow(vocabulary)), "minProperties", json!(1));
                described(flows, "Dataflytene under hver sin id")
            }
            _ => return None,
        })
    });
    // A flow names its parties, and there is at least one flow: a document without parties is always refused.
    let schema = closed(properties, &["taushet", "parties", "flows"]);
    described(
        schema,
        "Hvilke opplysninger en sosialtjeneste gir videre: til hvem, til hva, gjennom hva og med hvilken hjemmel",
    )
}

fn party() -> Value {
    let properties = keyed(flows::PARTY_KEYS.into_iter(), |key| {
        Some(match key {
            "kind" => described(reference("PartyKind"), "Hva slags part dette er"),
            "municipality" => described(json!({ "type": "string" }), "Kommunenummeret, i anførselstegn"),
            "name" => described(reference(TEXT), "Navnet"),
            "performs-public-task" => described(json!({ "type": "boolean" }), "Parten utfører en offentlig oppgave"),
            _ => return None,
        })
    });
    described(closed(properties, &["kind"]), "En virksomhet, enhet eller person som gir eller mottar opplysninger")
}

fn system(vocabulary: &Vocabulary) -> Value {
    let known = fields(vocabulary.record("Channel"));
    let mut properties = keyed(flows::SYSTEM_KEYS.into_iter(), |key| {
        Some(match key {
            "access" => described(reference("Access"), "Hvem som har tilgang"),
            "audience" => described(
                json!({ "type": "array", "items": reference("PartyKind") }),
                "Hvem som i tillegg kan lese det som står der",
            ),
            "processor" => described(reference(TEXT), "Databehandleren: id-en til en av partene"),
            "facts-as-of" => described(reference(DATE), "Dagen opplysningene om systemet sist ble kontrollert"),
            "name" => described(reference(TEXT), "Navnet"),
            "note" => note(),
            _ => return known.get(key).cloned(),
        })
    });
    add(&mut properties, known);
    described(closed(properties, &[]), "Et system eller en kanal der opplysninger skrives, og som andre kan lese")
}

fn flow(vocabulary: &Vocabulary) -> Value {
    let facts = vocabulary.record("Facts");
    let mut properties = keyed(flows::FLOW_KEYS.into_iter(), |key| {
        Some(match key {
            "from" => described(reference(TEXT), "Hvem som gir opplysningene: id-en til en av partene"),
            "to" => described(reference(TEXT), "Hvem som mottar opplysningene: id-en til en av partene"),
            "via" => described(
                json!({ "anyOf": [reference("System"), reference(TEXT)] }),
                "Systemet eller kanalen: en id under `systems`, eller et velkjent system",
            ),
            "data" => {
                let datum = reference("Data");
                let data = json!({ "type": "array", "items": datum, "minItems": 1 });
                described(data, "Opplysningene som deles")
            }
            "basis" => {
                described(one_or_list(&reference(TEXT)), "Hjemmelen flyten bygger på; `taushet rules` viser dem")
            }
            "date" => described(reference(DATE), "Dagen flyten vurderes på; ellers dagen i dag"),
            "exposes" => exposes(),
            "note" => note(),
            _ => return None,
        })
    });
    add(&mut properties, fields(facts));
    let mut required = vec!["from", "to", "data"];
    required.extend(facts.iter().filter(|field| must_be_said(field)).map(|field| field.key.as_str()));
    described(closed(properties, &required), "Én deling av opplysninger fra en part til en annen")
}

/// A request always has it, and nothing else than the document can give it.
fn must_be_said(field: &Field) -> bool {
    field.required && !field.derived && field.default.is_none() && !matches!(field.shape, Shape::Record(_))
}

/// Any key may stand here; those that messages have too are named, for editors to propose.
fn exposes() -> Value {
    let texts = one_or_list(&reference(TEXT));
    let properties = keyed(messages::METADATA.into_iter(), |_| Some(texts.clone()));
    let schema = json!({ "type": "object", "properties": properties, "additionalProperties": texts });
    described(schema, "Tekster som andre ser selv om de bare er metadata: navnet på en kø, teksten på en faktura")
}

fn note() -> Value {
    described(reference(TEXT), "Fri tekst som aldri tolkes")
}

/// Adds what the vocabulary knows; what a reader says of the same key stands.
fn add(properties: &mut Map<String, Value>, known: Map<String, Value>) {
    for (key, schema) in known {
        properties.entry(key).or_insert(schema);
    }
}
