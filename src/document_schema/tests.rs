use std::sync::LazyLock;

use serde_json::{Value, json};

use super::{DEFINITIONS, DocumentKind, schema};
use crate::check::{Input, Run, check};
use crate::law;
use crate::read::{self, config};
use crate::render::{Format, render};
use crate::report::{Edit, Fix, Safety, Suppressed, SuppressionKind};
use crate::rulebook::Rulebook;
use crate::source::{Problem, Source};

/// Loaded once: the law is the same for all tests.
static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::load(&law::embedded()).unwrap());

fn parsed(kind: DocumentKind, rulebook: &Rulebook) -> Value {
    serde_json::from_str(&schema(kind, &rulebook.vocabulary, &rulebook.texts)).unwrap()
}

const READ: [DocumentKind; 4] =
    [DocumentKind::Flows, DocumentKind::Messages, DocumentKind::Routine, DocumentKind::Config];

/// What the reader of a kind says of a document, one line for each problem.
fn problems(kind: DocumentKind, document: &Value, rulebook: &Rulebook) -> Vec<String> {
    let vocabulary = &rulebook.vocabulary;
    let said = |problem: Problem| rulebook.texts.say(&problem.message);
    let reading = match kind {
        DocumentKind::Config => {
            let source = Source::new("taushet.yaml".to_owned(), document.to_string());
            return config::read(&source, 0, vocabulary).1.into_iter().map(said).collect();
        }
        DocumentKind::Routine => {
            let text = format!("---\n{document}\n---\n> Bruker ønsker kontakt.\n");
            read::read(&Source::new("rutine.md".to_owned(), text), 0, vocabulary)
        }
        _ => read::read(&Source::new("dokument.json".to_owned(), document.to_string()), 0, vocabulary),
    };
    let unknown = (!reading.recognised).then(|| "not a document".to_owned());
    reading.problems.into_iter().map(said).chain(unknown).collect()
}

/// Follows `$ref`.
fn resolved<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
    match schema.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix(DEFINITIONS)) {
        Some(name) => &root["$defs"][name],
        None => schema,
    }
}

/// A document that says everything that its schema lets it say. Ids are `a`.
fn full(schema: &Value, root: &Value) -> Value {
    let schema = resolved(schema, root);
    if let Some(value) = schema.get("const") {
        return value.clone();
    }
    if let Some(values) = schema.get("enum") {
        return values[0].clone();
    }
    if let Some(options) = schema.get("oneOf").or(schema.get("anyOf")) {
        return full(&options[0], root);
    }
    match schema["type"].as_str() {
        Some("boolean") => json!(true),
        Some("integer") => json!(1),
        Some("array") => json!([full(&schema["items"], root)]),
        Some("object") => match schema.get("properties").and_then(Value::as_object) {
            Some(properties) => {
                let said = properties.iter().filter(|(_, schema)| schema.get("not").is_none());
                said.map(|(key, schema)| (key.clone(), full(schema, root))).collect()
            }
            None => {
                let key = if schema.get("propertyNames").is_some() { "$.a" } else { "a" };
                json!({ key: full(&schema["additionalProperties"], root) })
            }
        },
        _ if schema.get("examples").is_some() => schema["examples"][0].clone(),
        _ if schema.get("format").is_some() => json!("2026-03-01"),
        _ if schema.get("pattern").is_some() => json!("$.a"),
        _ => json!("a"),
    }
}

/// The objects of a full document, each with its JSON pointer and schema.
fn objects<'s>(value: &Value, at: String, schema: &'s Value, root: &'s Value, found: &mut Vec<(String, &'s Value)>) {
    let schema = resolved(schema, root);
    match value {
        Value::Object(entries) => {
            for (key, inner) in entries {
                let property = schema.pointer(&format!("/properties/{key}")).unwrap_or(&schema["additionalProperties"]);
                objects(inner, format!("{at}/{key}"), property, root, found);
            }
            found.push((at, schema.get("oneOf").map_or(schema, |options| &options[0])));
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                objects(item, format!("{at}/{index}"), &schema["items"], root, found);
            }
        }
        _ => {}
    }
}

fn accepts(schema: &Value, root: &Value, value: &Value) -> bool {
    errors(schema, root, value, "").is_empty()
}

/// A validator of the keywords that our schemas use.
fn errors(schema: &Value, root: &Value, value: &Value, at: &str) -> Vec<String> {
    let schema = resolved(schema, root);
    let mut found = Vec::new();
    let mut check = |holds: bool, keyword: &str| {
        if !holds {
            found.push(format!("{at}: {keyword}"));
        }
    };
    let list = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
    check(schema != &Value::Bool(false) && schema.get("not").is_none(), "not");
    check(schema.get("const").is_none_or(|known| known == value), "const");
    check(list("enum").is_none_or(|known| known.contains(value)), "enum");
    check(
        list("oneOf").is_none_or(|options| options.iter().filter(|option| accepts(option, root, value)).count() == 1),
        "oneOf",
    );
    check(list("anyOf").is_none_or(|options| options.iter().any(|option| accepts(option, root, value))), "anyOf");
    check(list("allOf").is_none_or(|all| all.iter().all(|one| accepts(one, root, value))), "allOf");
    if let Some(when) = schema.get("if") {
        let branch = if accepts(when, root, value) { "then" } else { "else" };
        check(schema.get(branch).is_none_or(|then| accepts(then, root, value)), branch);
    }
    if let Some(kinds) = schema.get("type") {
        let kind = match value {
            Value::String(_) => "string",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "integer",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
            Value::Null => "null",
        };
        let is_number = kind == "integer" && kinds.as_array().is_some_and(|kinds| kinds.contains(&json!("number")));
        check(kinds == kind || is_number || kinds.as_array().is_some_and(|kinds| kinds.contains(&json!(kind))), "type");
    }
    if let (Some(pattern), Some(text)) = (schema.get("pattern").and_then(Value::as_str), value.as_str()) {
        check(regex::Regex::new(pattern).unwrap().is_match(text), "pattern");
    }
    let least = |keyword: &str| schema.get(keyword).and_then(Value::as_u64).unwrap_or(0) as usize;
    if let Some(items) = value.as_array() {
        check(items.len() >= least("minItems"), "minItems");
        if let Some(each) = schema.get("items") {
            items
                .iter()
                .enumerate()
                .for_each(|(index, item)| found.extend(errors(each, root, item, &format!("{at}/{index}"))));
        }
    } else if let Some(entries) = value.as_object() {
        check(entries.len() >= least("minProperties"), "minProperties");
        for key in list("required").into_iter().flatten().filter_map(Value::as_str) {
            check(entries.contains_key(key), &format!("required {key}"));
        }
        for (key, inner) in entries {
            if let Some(names) = schema.get("propertyNames") {
                found.extend(errors(names, root, &json!(key), &format!("{at}/{key}")));
            }
            let property = schema.pointer(&format!("/properties/{key}")).or(schema.get("additionalProperties"));
            if let Some(property) = property {
                found.extend(errors(property, root, inner, &format!("{at}/{key}")));
            }
        }
    }
    found
}

#[test]
fn the_readers_take_all_that_the_schemas_offer() {
    let rulebook = &*RULEBOOK;
    for kind in READ {
        let schema = parsed(kind, rulebook);
        let document = full(&schema, &schema);
        assert_eq!(errors(&schema, &schema, &document, ""), [""; 0], "{document:#}");
        assert_eq!(problems(kind, &document, rulebook), [""; 0], "{document:#}");
    }
}

#[test]
fn every_key_of_a_reader_has_a_shape_and_a_meaning() {
    let rulebook = &*RULEBOOK;
    for kind in READ {
        let schema = parsed(kind, rulebook);
        let document = full(&schema, &schema);
        let mut found = Vec::new();
        objects(&document, String::new(), &schema, &schema, &mut found);
        for (at, object) in found {
            for (key, property) in object["properties"].as_object().into_iter().flatten() {
                assert!(property.is_object(), "{}: nothing says what `{key}` of {at} holds", kind.name());
            }
        }
    }
}

#[test]
fn a_key_is_required_by_the_schema_when_it_is_by_the_reader() {
    let rulebook = &*RULEBOOK;
    for kind in READ {
        let schema = parsed(kind, rulebook);
        let document = full(&schema, &schema);
        let mut found = Vec::new();
        objects(&document, String::new(), &schema, &schema, &mut found);
        for (at, object) in found {
            // A reader says nothing of a rule without a severity, but the rule then does nothing.
            if at == "/rules/a" {
                continue;
            }
            for key in object["properties"].as_object().into_iter().flatten().map(|(key, _)| key) {
                let mut without = document.clone();
                without.pointer_mut(&at).unwrap().as_object_mut().unwrap().remove(key);
                let refused = !problems(kind, &without, rulebook).is_empty();
                assert_eq!(refused, !accepts(&schema, &schema, &without), "{} without {at}/{key}", kind.name());
            }
        }
    }
}

#[test]
fn an_unknown_key_is_forbidden_where_the_reader_forbids_it() {
    let rulebook = &*RULEBOOK;
    for kind in READ {
        let schema = parsed(kind, rulebook);
        let document = full(&schema, &schema);
        let mut found = Vec::new();
        objects(&document, String::new(), &schema, &schema, &mut found);
        for (at, object) in found.into_iter().filter(|(_, object)| object.get("properties").is_some()) {
            let mut with = document.clone();
            with.pointer_mut(&at).unwrap().as_object_mut().unwrap().insert("ukjent".to_owned(), json!("a"));
            let refused = !problems(kind, &with, rulebook).is_empty();
            assert_eq!(refused, !accepts(&schema, &schema, &with), "{} with {at}/ukjent", kind.name());
            assert_eq!(refused, object["additionalProperties"] == json!(false), "{} at {at}", kind.name());
        }
    }
}

/// Puts each value at a place of a full document, and compares what schema and reader say.
#[track_caller]
fn agree(kind: DocumentKind, at: &str, values: &[Value]) {
    let rulebook = &*RULEBOOK;
    let schema = parsed(kind, rulebook);
    let mut document = full(&schema, &schema);
    for value in values {
        *document.pointer_mut(at).unwrap() = value.clone();
        let problems = problems(kind, &document, rulebook);
        assert_eq!(accepts(&schema, &schema, &document), problems.is_empty(), "{at}: {value}: {problems:?}");
    }
}

#[test]
fn values_are_taken_and_refused_alike() {
    use DocumentKind::{Config, Flows, Messages, Routine};
    let odd = [
        json!(null),
        json!(true),
        json!(1),
        json!("a"),
        json!("2026-13-01"),
        json!("2026-03-01"),
        json!([]),
        json!(["a"]),
        json!({}),
    ];
    let flow_keys =
        ["title", "flows", "flows/a/data", "flows/a/basis", "flows/a/date", "flows/a/collected-for", "flows/a/form"];
    let more = [
        "flows/a/exposes",
        "flows/a/body/members",
        "flows/a/note",
        "parties/a/municipality",
        "systems/a/audience",
        "systems/a/access",
    ];
    for key in flow_keys.into_iter().chain(more) {
        agree(Flows, &format!("/{key}"), &odd);
    }
    for key in [
        "messages",
        "messages/0/urgent",
        "messages/0/channel",
        "messages/0/theme",
        "messages/0/from",
        "messages/0/text",
    ] {
        agree(Messages, &format!("/{key}"), &odd);
    }
    for key in ["actor", "title", "topic", "channel"] {
        agree(Routine, &format!("/{key}"), &odd);
    }
    for key in [
        "inputs",
        "inputs/0/paths",
        "inputs/0/text",
        "inputs/0/subject",
        "inputs/0/with",
        "inputs/0/with/channel",
        "inputs/0/records",
        "inputs/0/metadata",
        "inputs/0/require",
        "inputs/0/cases",
        "inputs/0/cases/0/with",
        "rules/a",
    ] {
        agree(Config, &format!("/{key}"), &odd[..8]);
    }
    let words =
        ["nb", "nn", "en", "error", "warning", "info", "never", "messages", "documents", "flows", "csv", "docx"]
            .map(|word| json!(word));
    for key in ["language", "fail-on", "inputs/0/as", "inputs/0/format", "rules/a/severity"] {
        agree(Config, &format!("/{key}"), &words);
    }
}

#[test]
fn every_value_of_an_enumeration_is_offered() {
    let rulebook = &*RULEBOOK;
    let schema = parsed(DocumentKind::Flows, rulebook);
    let kinds: Vec<&str> = rulebook.vocabulary.kinds().filter(|kind| !schema["$defs"][*kind].is_null()).collect();
    assert!(kinds.len() > 10, "{kinds:?}");
    for kind in kinds {
        let values: Vec<&str> = rulebook.vocabulary.values(kind).collect();
        assert_eq!(schema["$defs"][kind]["enum"], json!(values));
    }
}

#[test]
fn messages_of_a_configuration_have_a_channel() {
    let rulebook = &*RULEBOOK;
    let schema = parsed(DocumentKind::Config, rulebook);
    let base = json!({ "taushet": "config/v1", "inputs": [{ "paths": "a.md", "as": "messages" }] });
    for (key, value) in [
        ("with", json!({ "channel": "gosys" })),
        ("channel", json!("$.kanal")),
        ("as", json!("documents")),
        ("subject", json!("$.emne")),
    ] {
        let mut document = base.clone();
        document["inputs"][0][key] = value;
        let is_taken = problems(DocumentKind::Config, &document, rulebook).is_empty();
        assert_eq!(accepts(&schema, &schema, &document), is_taken, "{document}");
        assert_eq!(is_taken, key != "subject");
    }
}

#[test]
fn routines_of_a_configuration_say_whose_they_are() {
    let rulebook = &*RULEBOOK;
    let schema = parsed(DocumentKind::Config, rulebook);
    for (with, is_taken) in [
        (json!({ "actor": "nks", "title": "Avslag" }), true),
        (json!({ "actor": "nks", "title": "Avslag", "topic": "Avslag", "channel": "gosys" }), true),
        (json!({ "actor": "nks" }), false),
        (json!({ "actor": "ingen", "title": "Avslag" }), false),
        (json!({ "actor": "nks", "title": "Avslag", "theme": "KOM" }), false),
        (json!({ "channel": "gosys" }), false),
    ] {
        let document =
            json!({ "taushet": "config/v1", "inputs": [{ "paths": "a.docx", "as": "routine", "with": with }] });
        assert_eq!(problems(DocumentKind::Config, &document, rulebook).is_empty(), is_taken, "{document}");
        assert_eq!(accepts(&schema, &schema, &document), is_taken, "{document}");
    }
}

/// What is shipped is read by the same reader as what users write.
#[test]
fn ready_made_descriptions_are_sound() {
    let rulebook = &*RULEBOOK;
    let schema = parsed(DocumentKind::Config, rulebook);
    let names: Vec<&str> = rulebook.vocabulary.formats().collect();
    assert!(names.len() >= 3, "{names:?}");
    for name in names {
        let document = json!({ "taushet": "config/v1", "inputs": [{ "paths": "a.json", "as": name }] });
        assert_eq!(problems(DocumentKind::Config, &document, rulebook), [""; 0], "{name}");
        assert_eq!(errors(&schema, &schema, &document, ""), [""; 0], "{name}");
        assert_ne!(rulebook.texts.term("Format", name), name, "{name} says not what it is");
    }
}

#[test]
fn a_consent_may_be_one_or_several() {
    let consent = json!({ "informed": true });
    agree(DocumentKind::Flows, "/flows/a/consent", &[consent.clone(), json!([consent, consent]), json!("a")]);
}

/// Keys of a value that its schema does not name.
fn unnamed(schema: &Value, root: &Value, value: &Value) -> Vec<String> {
    let schema = resolved(schema, root);
    match value {
        Value::Object(entries) => entries
            .iter()
            .flat_map(|(key, inner)| match schema.pointer(&format!("/properties/{key}")) {
                Some(property) => unnamed(property, root, inner),
                None => vec![key.clone()],
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(|item| unnamed(&schema["items"], root, item)).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_report_is_what_its_schema_says() {
    let rulebook = &*RULEBOOK;
    // Findings of both kinds, and a failure.
    let texts = [
        "taushet: flows/v1\nparties:\n  a: { kind: nav-office }\n  b: { kind: bank }\nflows:\n  f: { from: a, to: b, via: gosys, data: [name, income], purpose: control }\n",
        "taushet: messages/v1\nmessages:\n  - { id: m, channel: gosys, theme: KOM, text: Gjelder sosialhjelp og depositum }\n",
        "taushet: flows/v1\nflows: {}\n",
    ];
    let sources: Vec<Source> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| Source::new(format!("{index}.yaml"), (*text).to_owned()))
        .collect();
    let inputs = (0..sources.len()).map(|source| Input { source, mapping: None, named: true }).collect();
    let run = Run::new(sources, inputs, "2026-11-22".parse().unwrap());
    let mut report = check(rulebook, run);
    assert!(report.findings.len() > 2 && !report.failures.is_empty());
    let place = report.findings[0].place;
    let edits = vec![Edit { place, text: "a".into() }];
    report.findings[0].fix = Some(Fix { safety: Safety::Safe, edits });
    report.suppressed.push(Suppressed {
        finding: report.findings[0].clone(),
        kind: SuppressionKind::Inline,
        reason: "b".to_owned(),
        by: Some("c".to_owned()),
        until: Some("2027-01-01".parse().unwrap()),
    });
    let report: Value = serde_json::from_str(&render(&report, Format::Json, &rulebook.texts, false)).unwrap();
    let schema = parsed(DocumentKind::Report, rulebook);
    assert_eq!(errors(&schema, &schema, &report, ""), [""; 0]);
    assert_eq!(unnamed(&schema, &schema, &report), [""; 0]);
}
