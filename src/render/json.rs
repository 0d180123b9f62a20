//! `taushet/report/v1` (contract § 5). Lines and columns from 1, columns in Unicode scalar values, `end` exclusive.

use std::io;

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::SoFar;
use crate::report::{Failure, Finding, Fix, FlowVerdict, Place, Report, Suppressed, Text};
use crate::rulebook::Severity;

#[derive(Serialize)]
struct Whole<'r> {
    schema: &'static str,
    tool: Tool,
    #[serde(rename = "asOf")]
    as_of: String,
    summary: Value,
    flows: Rows<'r, FlowVerdict, FlowRow<'r>>,
    findings: Rows<'r, Finding, FindingRow<'r>>,
    suppressed: Rows<'r, Suppressed, FindingRow<'r>>,
    failures: Rows<'r, Failure, FailureRow<'r>>,
}

/// A list, each of whose rows is made when it is written.
struct Rows<'r, T, R> {
    report: &'r Report,
    items: &'r [T],
    row: fn(&'r Report, &'r T) -> R,
}

impl<T, R: Serialize> Serialize for Rows<'_, T, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.items.iter().map(|item| (self.row)(self.report, item)))
    }
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct FlowRow<'r> {
    file: &'r str,
    flow: &'r str,
    line: usize,
    verdict: &'static str,
    by: &'r [String],
    missing: &'r [String],
    basis: &'r [String],
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct FindingRow<'r> {
    file: &'r str,
    start: Option<Position>,
    end: Option<Position>,
    rule: &'r str,
    group: &'r str,
    severity: &'static str,
    message: &'r str,
    law: Vec<&'r str>,
    related: Vec<RelatedRow<'r>>,
    fingerprint: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    concept: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replacement: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixRow<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppression: Option<SuppressionRow<'r>>,
}

#[derive(Serialize)]
struct RelatedRow<'r> {
    file: &'r str,
    start: Option<Position>,
    end: Option<Position>,
    message: &'r str,
}

#[derive(Serialize)]
struct FixRow<'r> {
    safety: &'static str,
    edits: Vec<EditRow<'r>>,
}

#[derive(Serialize)]
struct EditRow<'r> {
    file: &'r str,
    start: Option<Position>,
    end: Option<Position>,
    text: &'r str,
}

#[derive(Serialize)]
struct SuppressionRow<'r> {
    kind: &'static str,
    reason: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: &'r Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

/// A failure that has no place has no positions, not empty ones.
#[derive(Serialize)]
struct FailureRow<'r> {
    file: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<Option<Position>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<Option<Position>>,
    message: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: &'r Option<String>,
    /// How many alike are not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<usize>,
}

pub(super) fn write(report: &Report, out: &mut impl io::Write) -> io::Result<()> {
    let whole = Whole {
        schema: "taushet/report/v1",
        tool: Tool { name: "taushet", version: env!("CARGO_PKG_VERSION") },
        as_of: report.as_of.to_string(),
        summary: summary(report),
        flows: Rows { report, items: &report.flows, row: verdict },
        findings: Rows { report, items: &report.findings, row: finding },
        suppressed: Rows { report, items: &report.suppressed, row: suppressed },
        failures: Rows { report, items: &report.failures, row: failure },
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    out.write_all(b"\n")
}

/// On one line.
fn line(row: &impl Serialize) -> String {
    serde_json::to_string(row).unwrap_or_default()
}

/// A report whose findings come in parts: the same keys, the findings first.
pub(super) fn open(as_of: Date) -> String {
    let tool = json!({ "name": "taushet", "version": env!("CARGO_PKG_VERSION") });
    format!("{{\n\"schema\": \"taushet/report/v1\",\n\"tool\": {tool},\n\"asOf\": \"{as_of}\",\n\"findings\": [")
}

/// The findings of a part, one a line. Its failures, and what does not count, wait for the end.
pub(super) fn part(report: &Report, so_far: &mut SoFar, out: &mut impl io::Write) -> io::Result<()> {
    for found in &report.findings {
        so_far.write_item(&finding(report, found), out)?;
    }
    so_far.suppressed.extend(report.suppressed.iter().map(|found| line(&suppressed(report, found))));
    so_far.failures.extend(report.failures.iter().map(|failed| line(&failure(report, failed))));
    Ok(())
}

/// The rest.
pub(super) fn close(report: &Report, so_far: &mut SoFar, out: &mut impl io::Write) -> io::Result<()> {
    part(report, so_far, out)?;
    let flows: Vec<FlowRow<'_>> = report.flows.iter().map(|flow| verdict(report, flow)).collect();
    write!(
        out,
        "\n],\n\"suppressed\": [{}],\n\"flows\": {},\n\"failures\": [{}],\n\"summary\": {}\n}}\n",
        so_far.suppressed.join(","),
        line(&flows),
        so_far.failures.join(","),
        summary(report),
    )
}

fn summary(report: &Report) -> Value {
    let suppressions = report.suppressions();
    let counts = suppressions.iter().map(|((kind, by), count)| {
        let mut value = json!({ "kind": kind.as_str(), "count": count });
        if let Some(by) = by {
            insert(&mut value, "by", json!(by));
        }
        value
    });
    json!({
        "documents": report.documents,
        "flows": report.flows.len(),
        "messages": report.messages,
        "errors": report.count(Severity::Error),
        "warnings": report.count(Severity::Warning),
        "infos": report.count(Severity::Info),
        "suppressed": suppressions.values().sum::<usize>(),
        "suppressions": counts.collect::<Vec<_>>(),
        "failures": report.n_failures(),
    })
}

fn verdict<'r>(report: &'r Report, flow: &'r FlowVerdict) -> FlowRow<'r> {
    FlowRow {
        file: report.path(flow.place),
        flow: &flow.flow,
        line: flow.line,
        verdict: flow.verdict.as_str(),
        by: &flow.by,
        missing: &flow.missing,
        basis: &flow.basis,
    }
}

fn finding<'r>(report: &'r Report, finding: &'r Finding) -> FindingRow<'r> {
    let related = finding.related.iter().map(|(place, message)| {
        let (start, end) = positions(report, *place);
        RelatedRow { file: report.path(*place), start, end, message }
    });
    let (start, end) = positions(report, finding.place);
    FindingRow {
        file: report.path(finding.place),
        start,
        end,
        rule: &finding.rule,
        group: &finding.group,
        severity: finding.severity.as_str(),
        message: &finding.message,
        law: finding.law.iter().map(Text::as_str).collect(),
        related: related.collect(),
        fingerprint: &finding.fingerprint,
        level: finding.level.as_deref(),
        document: finding.document.as_deref(),
        concept: finding.concept.as_deref(),
        why: finding.why.as_deref(),
        help: finding.help.as_deref(),
        replacement: finding.replacement.as_deref(),
        fix: finding.fix.as_ref().map(|mend| fix(report, mend)),
        suppression: None,
    }
}

/// A finding with what is said of it by who let it stand.
fn suppressed<'r>(report: &'r Report, suppressed: &'r Suppressed) -> FindingRow<'r> {
    let suppression = SuppressionRow {
        kind: suppressed.kind.as_str(),
        reason: &suppressed.reason,
        by: &suppressed.by,
        until: suppressed.until.map(|until| until.to_string()),
    };
    FindingRow { suppression: Some(suppression), ..finding(report, &suppressed.finding) }
}

fn fix<'r>(report: &'r Report, fix: &'r Fix) -> FixRow<'r> {
    let edits = fix.edits.iter().map(|edit| {
        let (start, end) = positions(report, edit.place);
        EditRow { file: report.path(edit.place), start, end, text: &edit.text }
    });
    FixRow { safety: fix.safety.as_str(), edits: edits.collect() }
}

fn failure<'r>(report: &'r Report, failure: &'r Failure) -> FailureRow<'r> {
    let (start, end) = failure.place.map(|place| positions(report, place)).unzip();
    FailureRow {
        file: failure.place.map_or(&failure.path, |place| report.path(place)),
        start,
        end,
        message: &failure.message,
        help: &failure.help,
        more: Some(failure.n_more).filter(|n_more| *n_more > 0),
    }
}

/// Where a place begins and ends, when its source is there.
fn positions(report: &Report, place: Place) -> (Option<Position>, Option<Position>) {
    let position = |offset| {
        let position = report.sources.get(place.source)?.position(offset);
        Some(Position { line: position.line, column: position.column })
    };
    (position(place.span.start), position(place.span.end))
}

fn insert(value: &mut Value, key: &str, inner: Value) {
    if let Some(object) = value.as_object_mut() {
        object.insert(key.to_owned(), inner);
    }
}
