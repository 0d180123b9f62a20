//! The schema of `taushet/report/v1`, the output of `--format json`.
//!
//! Unlike documents it allows unknown keys: a later version may add some, and who reads a report must bear with it.

use serde_json::{Map, Value, json};

use super::{DATE, POSITION, described, reference};
use crate::decide::Verdict;
use crate::report::{Safety, SuppressionKind};
use crate::rulebook::Severity;

pub(super) fn document() -> Value {
    let tool = open(
        &[("name", json!({ "const": "taushet" }), "Programmets navn"), ("version", string(), "Programmets versjon")],
        &[],
    );
    let list = |items: Value| json!({ "type": "array", "items": items });
    let schema = open(
        &[
            ("schema", json!({ "const": "taushet/report/v1" }), "Rapportens format"),
            ("tool", tool, "Programmet som laget rapporten"),
            ("asOf", reference(DATE), "Dagen flyter uten egen dato er vurdert på"),
            ("summary", summary(), "Antall"),
            ("flows", list(flow()), "Hva loven sier om hver dataflyt"),
            ("findings", list(finding()), "Funnene: én regel brutt på ett sted"),
            ("suppressed", list(suppressed()), "Funn som er undertrykt eller var der fra før, med hvem som sa det"),
            ("failures", list(failure()), "Det som ikke kunne kontrolleres"),
        ],
        &[],
    );
    described(
        schema,
        "Det `taushet check --format json` skriver. Linjer og kolonner telles fra 1, kolonner i Unicode-tegn",
    )
}

pub(super) fn position() -> Value {
    let from_one = || json!({ "type": "integer", "minimum": 1 });
    open(&[("line", from_one(), "Linje, fra 1"), ("column", from_one(), "Kolonne, fra 1, i Unicode-tegn")], &[])
}

fn summary() -> Value {
    let count = || json!({ "type": "integer", "minimum": 0 });
    let suppressions = open(
        &[("kind", suppression_kind(), SUPPRESSION_KIND), ("count", count(), "Antall funn")],
        &[("by", "Hvem som sa det")],
    );
    open(
        &[
            ("documents", count(), "Dokumenter som er kontrollert"),
            ("flows", count(), "Dataflyter"),
            ("messages", count(), "Meldinger"),
            ("errors", count(), "Funn som er feil"),
            ("warnings", count(), "Funn som er advarsler"),
            ("infos", count(), "Funn som er opplysninger"),
            ("suppressed", count(), "Funn som er undertrykt eller var der fra før"),
            ("suppressions", json!({ "type": "array", "items": suppressions }), "De samme, etter hvor og av hvem"),
            ("failures", count(), "Ting som ikke kunne kontrolleres"),
        ],
        &[],
    )
}

fn flow() -> Value {
    let verdicts =
        [Verdict::Required, Verdict::Permitted, Verdict::Incomplete, Verdict::Prohibited, Verdict::Judgement];
    let meaning = "Avgjørelsen: må dele, kan dele, vilkår mangler, kan ikke dele, krever skjønn";
    open(
        &[
            ("file", string(), "Filen"),
            ("flow", string(), "Flytens id"),
            ("line", json!({ "type": "integer", "minimum": 1 }), "Linjen flyten begynner på"),
            ("verdict", json!({ "enum": verdicts.map(Verdict::as_str) }), meaning),
            ("by", strings(), "Normene som avgjorde"),
            ("missing", strings(), "Nøklene som ville endret avgjørelsen"),
            ("basis", strings(), "Hjemlene flyten oppgir"),
        ],
        &[],
    )
}

fn finding() -> Value {
    let severities = [Severity::Error, Severity::Warning, Severity::Info].map(Severity::as_str);
    let related = open(
        &[
            ("file", string(), "Filen"),
            ("start", reference(POSITION), "Første tegn"),
            ("end", reference(POSITION), "Tegnet etter det siste"),
            ("message", string(), "Hva stedet har med funnet å gjøre"),
        ],
        &[],
    );
    let finding = open(
        &[
            ("rule", string(), "Reglens id"),
            ("group", string(), "Gruppen regelen hører til"),
            ("severity", json!({ "enum": severities }), "Hvor alvorlig funnet er her"),
            ("file", string(), "Filen"),
            ("start", reference(POSITION), "Første tegn"),
            ("end", reference(POSITION), "Tegnet etter det siste"),
            ("message", string(), "Hva som er galt"),
            ("law", strings(), "Hjemlene, slik de siteres"),
            ("related", json!({ "type": "array", "items": related }), "Andre steder som hører til funnet"),
            ("fingerprint", string(), "Det funnet kjennes igjen på i neste kjøring; uten linjenummer"),
        ],
        &[
            ("level", "Hvor åpent ordlyden sier det"),
            ("document", "Flyten eller meldingen"),
            ("concept", "Begrepet ordlyden nevner"),
            ("why", "Hvorfor det betyr noe"),
            ("help", "Hva du bør skrive eller føre opp i stedet"),
            ("replacement", "En ordlyd å sette inn i stedet"),
        ],
    );
    with_property(finding, "fix", described(fix(), "Endringen som retter funnet"))
}

fn with_property(mut schema: Value, key: &str, property: Value) -> Value {
    if let Some(properties) = schema.pointer_mut("/properties").and_then(Value::as_object_mut) {
        properties.insert(key.to_owned(), property);
    }
    schema
}

/// A finding that does not count.
fn suppressed() -> Value {
    let suppression = open(
        &[("kind", suppression_kind(), SUPPRESSION_KIND), ("reason", string(), "Begrunnelsen")],
        &[("by", "Hvem som sa det")],
    );
    let suppression = with_property(suppression, "until", described(reference(DATE), "Siste dag det gjelder"));
    with_property(finding(), "suppression", described(suppression, "Hvorfor funnet ikke teller"))
}

const SUPPRESSION_KIND: &str = "Hvor det er sagt: ved funnet, i oppsettet eller i fasiten for det som var der fra før";

fn suppression_kind() -> Value {
    let kinds = [SuppressionKind::Inline, SuppressionKind::Configured, SuppressionKind::Baseline];
    json!({ "enum": kinds.map(SuppressionKind::as_str) })
}

fn fix() -> Value {
    let edit = open(
        &[
            ("file", string(), "Filen"),
            ("start", reference(POSITION), "Første tegn som byttes ut"),
            ("end", reference(POSITION), "Tegnet etter det siste; likt `start` når noe settes inn"),
            ("text", string(), "Det som skal stå der"),
        ],
        &[],
    );
    let safeties = [Safety::Safe, Safety::Suggested].map(Safety::as_str);
    open(
        &[
            (
                "safety",
                json!({ "enum": safeties }),
                "Om den kan gjøres usett, eller er et forslag til den som har skrevet teksten",
            ),
            ("edits", json!({ "type": "array", "items": edit }), "Endringene, i rekkefølge"),
        ],
        &[],
    )
}

fn failure() -> Value {
    let mut schema =
        open(&[("file", string(), "Filen"), ("message", string(), "Hva som er galt")], &[("help", "Hva du kan gjøre")]);
    // A file that could not be opened has no places in it.
    if let Some(properties) = schema.pointer_mut("/properties").and_then(Value::as_object_mut) {
        properties.insert("start".to_owned(), described(reference(POSITION), "Første tegn"));
        properties.insert("end".to_owned(), described(reference(POSITION), "Tegnet etter det siste"));
    }
    schema
}

fn string() -> Value {
    json!({ "type": "string" })
}

fn strings() -> Value {
    json!({ "type": "array", "items": string() })
}

/// An object with keys that are always there, and texts that may be.
fn open(always: &[(&str, Value, &str)], texts: &[(&str, &str)]) -> Value {
    let always_there =
        always.iter().map(|(key, schema, meaning)| ((*key).to_owned(), described(schema.clone(), meaning)));
    let properties: Map<String, Value> = always_there
        .chain(texts.iter().map(|(key, meaning)| ((*key).to_owned(), described(string(), meaning))))
        .collect();
    let required: Vec<&str> = always.iter().map(|(key, ..)| *key).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}
