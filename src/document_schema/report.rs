//! The schema of `taushet/report/v1`, the output of `--format json`.
//!
//! Unlike documents it allows unknown keys: a later version may add some, and who reads a report must bear with it.

use serde_json::{Map, Value, json};

use super::{DATE, POSITION, Writer, reference};
use crate::decide::Verdict;
use crate::phrase::Phrase;
use crate::report::{Safety, SuppressionKind};
use crate::rulebook::Severity;

pub(super) fn document(to: &Writer<'_>) -> Value {
    let tool = open(
        to,
        &[
            ("name", json!({ "const": "taushet" }), phrase!("schema-report-name")),
            ("version", string(), phrase!("schema-report-version")),
        ],
        &[],
    );
    let list = |items: Value| json!({ "type": "array", "items": items });
    let schema = open(
        to,
        &[
            ("schema", json!({ "const": "taushet/report/v1" }), phrase!("schema-report-schema")),
            ("tool", tool, phrase!("schema-report-tool")),
            ("asOf", reference(DATE), phrase!("schema-report-as-of")),
            ("summary", summary(to), phrase!("schema-report-summary")),
            ("flows", list(flow(to)), phrase!("schema-report-flows")),
            ("findings", list(finding(to)), phrase!("schema-report-findings")),
            ("suppressed", list(suppressed(to)), phrase!("schema-report-all-suppressed")),
            ("failures", list(failure(to)), phrase!("schema-report-failures")),
        ],
        &[],
    );
    to.described(schema, phrase!("schema-report"))
}

pub(super) fn position(to: &Writer<'_>) -> Value {
    let from_one = || json!({ "type": "integer", "minimum": 1 });
    open(
        to,
        &[("line", from_one(), phrase!("schema-report-line")), ("column", from_one(), phrase!("schema-report-column"))],
        &[],
    )
}

fn summary(to: &Writer<'_>) -> Value {
    let count = || json!({ "type": "integer", "minimum": 0 });
    let suppressions = open(
        to,
        &[
            ("kind", suppression_kind(), phrase!("schema-report-suppression-kind")),
            ("count", count(), phrase!("schema-report-suppression-count")),
        ],
        &[("by", phrase!("schema-report-suppression-by"))],
    );
    open(
        to,
        &[
            ("documents", count(), phrase!("schema-report-documents")),
            ("flows", count(), phrase!("schema-report-n-flows")),
            ("messages", count(), phrase!("schema-report-n-messages")),
            ("errors", count(), phrase!("schema-report-errors")),
            ("warnings", count(), phrase!("schema-report-warnings")),
            ("infos", count(), phrase!("schema-report-infos")),
            ("suppressed", count(), phrase!("schema-report-suppressed")),
            ("suppressions", json!({ "type": "array", "items": suppressions }), phrase!("schema-report-suppressions")),
            ("failures", count(), phrase!("schema-report-n-failures")),
        ],
        &[],
    )
}

fn flow(to: &Writer<'_>) -> Value {
    let verdicts =
        [Verdict::Required, Verdict::Permitted, Verdict::Incomplete, Verdict::Prohibited, Verdict::Judgement];
    let meaning = phrase!("schema-report-verdict");
    open(
        to,
        &[
            ("file", string(), phrase!("schema-report-file")),
            ("flow", string(), phrase!("schema-report-flow")),
            ("line", json!({ "type": "integer", "minimum": 1 }), phrase!("schema-report-flow-line")),
            ("verdict", json!({ "enum": verdicts.map(Verdict::as_str) }), meaning),
            ("by", strings(), phrase!("schema-report-by")),
            ("missing", strings(), phrase!("schema-report-missing")),
            ("basis", strings(), phrase!("schema-report-basis")),
        ],
        &[],
    )
}

fn finding(to: &Writer<'_>) -> Value {
    let severities = [Severity::Error, Severity::Warning, Severity::Info].map(Severity::as_str);
    let related = open(
        to,
        &[
            ("file", string(), phrase!("schema-report-file")),
            ("start", reference(POSITION), phrase!("schema-report-start")),
            ("end", reference(POSITION), phrase!("schema-report-end")),
            ("message", string(), phrase!("schema-report-related-message")),
        ],
        &[],
    );
    let finding = open(
        to,
        &[
            ("rule", string(), phrase!("schema-report-rule")),
            ("group", string(), phrase!("schema-report-group")),
            ("severity", json!({ "enum": severities }), phrase!("schema-report-severity")),
            ("file", string(), phrase!("schema-report-file")),
            ("start", reference(POSITION), phrase!("schema-report-start")),
            ("end", reference(POSITION), phrase!("schema-report-end")),
            ("message", string(), phrase!("schema-report-message")),
            ("law", strings(), phrase!("schema-report-law")),
            ("related", json!({ "type": "array", "items": related }), phrase!("schema-report-related")),
            ("fingerprint", string(), phrase!("schema-report-fingerprint")),
        ],
        &[
            ("level", phrase!("schema-report-level")),
            ("document", phrase!("schema-report-document")),
            ("concept", phrase!("schema-report-concept")),
            ("why", phrase!("schema-report-why")),
            ("help", phrase!("schema-report-help")),
            ("replacement", phrase!("schema-report-replacement")),
        ],
    );
    with_property(finding, "fix", to.described(fix(to), phrase!("schema-report-fix")))
}

fn with_property(mut schema: Value, key: &str, property: Value) -> Value {
    if let Some(properties) = schema.pointer_mut("/properties").and_then(Value::as_object_mut) {
        properties.insert(key.to_owned(), property);
    }
    schema
}

/// A finding that does not count.
fn suppressed(to: &Writer<'_>) -> Value {
    let suppression = open(
        to,
        &[
            ("kind", suppression_kind(), phrase!("schema-report-suppression-kind")),
            ("reason", string(), phrase!("schema-report-suppression-reason")),
        ],
        &[("by", phrase!("schema-report-suppression-by"))],
    );
    let until = to.described(reference(DATE), phrase!("schema-report-suppression-until"));
    let suppression = with_property(suppression, "until", until);
    with_property(finding(to), "suppression", to.described(suppression, phrase!("schema-report-suppression")))
}

fn suppression_kind() -> Value {
    let kinds = [SuppressionKind::Inline, SuppressionKind::Configured, SuppressionKind::Baseline];
    json!({ "enum": kinds.map(SuppressionKind::as_str) })
}

fn fix(to: &Writer<'_>) -> Value {
    let edit = open(
        to,
        &[
            ("file", string(), phrase!("schema-report-file")),
            ("start", reference(POSITION), phrase!("schema-report-edit-start")),
            ("end", reference(POSITION), phrase!("schema-report-edit-end")),
            ("text", string(), phrase!("schema-report-edit-text")),
        ],
        &[],
    );
    let safeties = [Safety::Safe, Safety::Suggested].map(Safety::as_str);
    open(
        to,
        &[
            ("safety", json!({ "enum": safeties }), phrase!("schema-report-fix-safety")),
            ("edits", json!({ "type": "array", "items": edit }), phrase!("schema-report-edits")),
        ],
        &[],
    )
}

fn failure(to: &Writer<'_>) -> Value {
    let mut schema = open(
        to,
        &[("file", string(), phrase!("schema-report-file")), ("message", string(), phrase!("schema-report-message"))],
        &[("help", phrase!("schema-report-failure-help"))],
    );
    // A file that could not be opened has no places in it.
    if let Some(properties) = schema.pointer_mut("/properties").and_then(Value::as_object_mut) {
        properties.insert("start".to_owned(), to.described(reference(POSITION), phrase!("schema-report-start")));
        properties.insert("end".to_owned(), to.described(reference(POSITION), phrase!("schema-report-end")));
        properties.insert(
            "more".to_owned(),
            to.described(json!({ "type": "integer", "minimum": 1 }), phrase!("schema-report-failure-more")),
        );
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
fn open(to: &Writer<'_>, always: &[(&str, Value, Phrase)], texts: &[(&str, Phrase)]) -> Value {
    let always_there =
        always.iter().map(|(key, schema, meaning)| ((*key).to_owned(), to.described(schema.clone(), meaning.clone())));
    let properties: Map<String, Value> = always_there
        .chain(texts.iter().map(|(key, meaning)| ((*key).to_owned(), to.described(string(), meaning.clone()))))
        .collect();
    let required: Vec<&str> = always.iter().map(|(key, ..)| *key).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}
