//! SARIF 2.1.0. Columns count Unicode scalar values; the texts of documents are not quoted.
//!
//! Everything on a line of its own: a result, a rule. What is said of the rules comes last, when all are known.

use std::io;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{SoFar, failed_path, lines, rule, told_at, told_failure};
use crate::report::{Failure, Finding, Fix, Place, Report, Suppressed, SuppressionKind, Text};
use crate::rulebook::{Severity, Texts};
use crate::source::Position;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The folder that paths are relative to. Where it lies is nobody's business.
const ROOT: &str = "%SRCROOT%";

pub(super) fn open(as_of: Date) -> String {
    let day = json!({ "asOf": as_of.to_string() });
    let bases = json!({ ROOT: {} });
    format!(
        "{{\n\"$schema\": \"{SCHEMA}\",\n\"version\": \"2.1.0\",\n\"runs\": [{{\n\"columnKind\": \"unicodeCodePoints\",\n\
         \"originalUriBaseIds\": {bases},\n\"properties\": {day},\n\"results\": ["
    )
}

/// The results of a part. Its failures wait for the end.
pub(super) fn part(report: &Report, texts: &Texts, so_far: &mut SoFar, out: &mut impl io::Write) -> io::Result<()> {
    for finding in &report.findings {
        let result = result(report, finding, texts, so_far);
        so_far.write_item(&result, out)?;
    }
    for suppressed in &report.suppressed {
        let mut result = result(report, &suppressed.finding, texts, so_far);
        insert(&mut result, "suppressions", json!([suppression(suppressed)]));
        so_far.write_item(&result, out)?;
    }
    so_far.failures.extend(report.failures.iter().map(|failure| notification(report, failure, texts).to_string()));
    Ok(())
}

pub(super) fn close(report: &Report, texts: &Texts, so_far: &mut SoFar, out: &mut impl io::Write) -> io::Result<()> {
    part(report, texts, so_far, out)?;
    let rules: Vec<String> = so_far.rules.iter().map(|rule| descriptor(rule, texts).to_string()).collect();
    write!(
        out,
        "\n],\n\"tool\": {{ \"driver\": {{\n\"name\": \"taushet\",\n\"version\": \"{}\",\n\"informationUri\": \"{}\",\n\
         \"rules\": [{}]\n}} }},\n\"language\": \"{}\",\n\"invocations\": [{{\n\"executionSuccessful\": {},\n\
         \"toolExecutionNotifications\": [{}]\n}}]\n}}]\n}}\n",
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_REPOSITORY"),
        on_lines(&rules),
        // Not the one that SARIF assumes.
        texts.language().code(),
        report.n_failures() == 0,
        on_lines(&so_far.failures),
    )
}

fn on_lines(items: &[String]) -> String {
    if items.is_empty() { String::new() } else { format!("\n{}\n", items.join(",\n")) }
}

fn result(report: &Report, finding: &Finding, texts: &Texts, so_far: &mut SoFar) -> Value {
    let mut result = json!({
        "ruleId": finding.rule.as_str(),
        "ruleIndex": rule::index(&mut so_far.rules, finding),
        "level": level(finding.severity),
        "message": { "text": message(report, finding, texts) },
        "locations": [{ "physicalLocation": physical(report, finding.place) }],
        "partialFingerprints": fingerprints(report, finding),
    });
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(|(index, (place, what))| {
            json!({
                "id": index + 1,
                "physicalLocation": physical(report, *place),
                "message": { "text": plain(&told_at(report, *place, what, texts)) },
            })
        });
        insert(&mut result, "relatedLocations", related.collect());
    }
    if let Some(fix) = finding.fix.as_ref().and_then(|fix| mend(report, fix, finding, texts)) {
        insert(&mut result, "fixes", json!([fix]));
    }
    let law: Vec<&str> = finding.law.iter().map(Text::as_str).collect();
    let mut properties = json!({ "law": law });
    if let Some(document) = &finding.document {
        insert(&mut properties, "document", json!(document.as_str()));
    }
    insert(&mut result, "properties", properties);
    result
}

/// What is wrong, and what to do: GitHub shows the first sentence where there is little room.
fn message(report: &Report, finding: &Finding, texts: &Texts) -> String {
    let message = told_at(report, finding.place, &finding.message, texts);
    let text = match &finding.help {
        Some(help) if message.ends_with(['.', '!', '?']) => format!("{message} {help}"),
        Some(help) => format!("{message}. {help}"),
        None => message,
    };
    plain(&text)
}

/// A text that no viewer makes a link of: it may quote a document.
fn plain(text: &str) -> String {
    text.replace("](", "] (")
}

/// GitHub itself adds the one that it goes by, made of the line; where there are no lines it cannot.
fn fingerprints(report: &Report, finding: &Finding) -> Value {
    let mut fingerprints = json!({ "taushet/v1": finding.fingerprint });
    if lines(report, finding.place).is_none() {
        insert(&mut fingerprints, "primaryLocationLineHash", json!(finding.fingerprint));
    }
    fingerprints
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The same in the words that GitHub sorts by.
fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}

fn physical(report: &Report, place: Place) -> Value {
    let mut physical = json!({ "artifactLocation": artifact(report.path(place)) });
    if let Some(lines) = lines(report, place) {
        insert(&mut physical, "region", region(lines));
    }
    physical
}

fn region((start, end): (Position, Position)) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A path as a URI: relative to the root unless it is absolute.
fn artifact(path: &str) -> Value {
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    match path.strip_prefix('/') {
        Some(below) => json!({ "uri": format!("file:///{}", encoded(below)) }),
        None if is_drive => json!({ "uri": format!("file:///{}", encoded(path)) }),
        None => json!({ "uri": encoded(path), "uriBaseId": ROOT }),
    }
}

/// Everything but what is unreserved in RFC 3986, and `/`, as `%` and the bytes of UTF-8.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(byte))
            }
            byte => encoded.push_str(&rule::percent(byte)),
        }
    }
    encoded
}

/// The changes of a fix, by file; nothing where one of them stands in no line.
fn mend(report: &Report, fix: &Fix, finding: &Finding, texts: &Texts) -> Option<Value> {
    let mut changes: Vec<(usize, Vec<Value>)> = Vec::new();
    for edit in &fix.edits {
        let replacement = json!({
            "deletedRegion": region(lines(report, edit.place)?),
            "insertedContent": { "text": edit.text.as_str() },
        });
        match changes.iter_mut().find(|(source, _)| *source == edit.place.source) {
            Some((_, replacements)) => replacements.push(replacement),
            None => changes.push((edit.place.source, vec![replacement])),
        }
    }
    let changes = changes.iter().map(|(source, replacements)| {
        let path = report.sources.get(*source).map_or("", |source| source.path());
        json!({ "artifactLocation": artifact(path), "replacements": replacements })
    });
    let description = match &finding.help {
        Some(help) => plain(help),
        None => plain(&super::advice(finding, texts).unwrap_or_default()),
    };
    Some(json!({
        "description": { "text": description },
        "artifactChanges": changes.collect::<Vec<_>>(),
        "properties": { "safety": fix.safety.as_str() },
    }))
}

fn suppression(suppressed: &Suppressed) -> Value {
    let kind = match suppressed.kind {
        SuppressionKind::Inline => "inSource",
        SuppressionKind::Configured | SuppressionKind::Baseline => "external",
    };
    let mut properties = json!({ "kind": suppressed.kind.as_str() });
    if let Some(by) = &suppressed.by {
        insert(&mut properties, "by", json!(by));
    }
    if let Some(until) = suppressed.until {
        insert(&mut properties, "until", json!(until.to_string()));
    }
    let mut suppression = json!({ "kind": kind, "status": "accepted", "properties": properties });
    if !suppressed.reason.is_empty() {
        insert(&mut suppression, "justification", json!(suppressed.reason));
    }
    suppression
}

fn notification(report: &Report, failure: &Failure, texts: &Texts) -> Value {
    let mut notification =
        json!({ "level": "error", "message": { "text": plain(&told_failure(report, failure, texts)) } });
    let path = failed_path(report, failure);
    let physical = match failure.place {
        Some(place) => Some(physical(report, place)),
        None => (!path.is_empty()).then(|| json!({ "artifactLocation": artifact(path) })),
    };
    if let Some(physical) = physical {
        insert(&mut notification, "locations", json!([{ "physicalLocation": physical }]));
    }
    notification
}

/// What is said of a rule: it is shown beside each of its results.
fn descriptor(rule: &rule::Named, texts: &Texts) -> Value {
    let described = rule::Described::of(rule, texts);
    let full = if described.why.is_empty() { &described.title } else { &described.why };
    let mut descriptor = json!({
        "id": rule.id.as_str(),
        "shortDescription": { "text": described.title },
        "fullDescription": { "text": full },
        "help": { "text": described.text(texts), "markdown": described.markdown(texts) },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [rule.group.as_str()], "problem.severity": problem_severity(rule.severity) },
    });
    if let Some(uri) = described.uri() {
        insert(&mut descriptor, "helpUri", json!(uri));
    }
    descriptor
}

fn insert(value: &mut Value, key: &str, inner: Value) {
    if let Some(object) = value.as_object_mut() {
        object.insert(key.to_owned(), inner);
    }
}
