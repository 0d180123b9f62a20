//! `taushet/report/v1` (contract § 5). Lines and columns from 1, columns in Unicode scalar values, `end` exclusive.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::SoFar;
use crate::report::{Failure, Finding, Fix, FlowVerdict, Place, Report, Suppressed};
use crate::rulebook::Severity;

pub(super) fn render(report: &Report) -> String {
    let value = json!({
        "schema": "taushet/report/v1",
        "tool": { "name": "taushet", "version": env!("CARGO_PKG_VERSION") },
        "asOf": report.as_of.to_string(),
        "summary": summary(report),
        "flows": report.flows.iter().map(|flow| verdict(report, flow)).collect::<Vec<_>>(),
        "findings": report.findings.iter().map(|found| finding(report, found)).collect::<Vec<_>>(),
        "suppressed": report.suppressed.iter().map(|found| suppressed(report, found)).collect::<Vec<_>>(),
        "failures": report.failures.iter().map(|failed| failure(report, failed)).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

/// A report whose findings come in parts: the same keys, the findings first.
pub(super) fn open(as_of: Date) -> String {
    let tool = json!({ "name": "taushet", "version": env!("CARGO_PKG_VERSION") });
    format!("{{\n\"schema\": \"taushet/report/v1\",\n\"tool\": {tool},\n\"asOf\": \"{as_of}\",\n\"findings\": [")
}

/// The findings of a part, one a line. Its failures, and what does not count, wait for the end.
pub(super) fn part(report: &Report, so_far: &mut SoFar) -> String {
    let mut out = String::new();
    for found in &report.findings {
        so_far.push_item(&mut out, &finding(report, found).to_string());
    }
    so_far.suppressed.extend(report.suppressed.iter().map(|found| suppressed(report, found).to_string()));
    so_far.failures.extend(report.failures.iter().map(|failed| failure(report, failed).to_string()));
    out
}

/// The rest.
pub(super) fn close(report: &Report, so_far: &mut SoFar) -> String {
    let flows: Vec<Value> = report.flows.iter().map(|flow| verdict(report, flow)).collect();
    let rest = part(report, so_far);
    format!(
        "{rest}\n],\n\"suppressed\": [{}],\n\"flows\": {},\n\"failures\": [{}],\n\"summary\": {}\n}}\n",
        so_far.suppressed.join(","),
        json!(flows),
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

fn verdict(report: &Report, flow: &FlowVerdict) -> Value {
    let line = report.sources.get(flow.place.source).map(|source| source.position(flow.place.span.start).line);
    json!({
        "file": report.path(flow.place),
        "flow": flow.flow,
        "line": line,
        "verdict": flow.verdict.as_str(),
        "by": flow.by,
        "missing": flow.missing,
        "basis": flow.basis,
    })
}

fn finding(report: &Report, finding: &Finding) -> Value {
    let mut value = located(report, finding.place);
    let related: Vec<Value> = finding
        .related
        .iter()
        .map(|(place, label)| {
            let mut value = located(report, *place);
            insert(&mut value, "message", json!(label));
            value
        })
        .collect();
    insert(&mut value, "rule", json!(finding.rule));
    insert(&mut value, "group", json!(finding.group));
    insert(&mut value, "severity", json!(finding.severity.as_str()));
    insert(&mut value, "message", json!(finding.message));
    insert(&mut value, "law", json!(finding.law));
    insert(&mut value, "related", json!(related));
    insert(&mut value, "fingerprint", json!(finding.fingerprint));
    let optional = [
        ("level", &finding.level),
        ("document", &finding.document),
        ("concept", &finding.concept),
        ("why", &finding.why),
        ("help", &finding.help),
        ("replacement", &finding.replacement),
    ];
    for (key, text) in optional {
        if let Some(text) = text {
            insert(&mut value, key, json!(text));
        }
    }
    if let Some(mend) = &finding.fix {
        insert(&mut value, "fix", fix(report, mend));
    }
    value
}

/// A finding with what is said of it by who let it stand.
fn suppressed(report: &Report, suppressed: &Suppressed) -> Value {
    let mut value = finding(report, &suppressed.finding);
    let mut suppression = json!({ "kind": suppressed.kind.as_str(), "reason": suppressed.reason });
    if let Some(by) = &suppressed.by {
        insert(&mut suppression, "by", json!(by));
    }
    if let Some(until) = suppressed.until {
        insert(&mut suppression, "until", json!(until.to_string()));
    }
    insert(&mut value, "suppression", suppression);
    value
}

fn fix(report: &Report, fix: &Fix) -> Value {
    let edits = fix.edits.iter().map(|edit| {
        let mut value = located(report, edit.place);
        insert(&mut value, "text", json!(edit.text));
        value
    });
    json!({ "safety": fix.safety.as_str(), "edits": edits.collect::<Vec<_>>() })
}

fn failure(report: &Report, failure: &Failure) -> Value {
    let mut value = match failure.place {
        Some(place) => located(report, place),
        None => json!({ "file": failure.path }),
    };
    insert(&mut value, "message", json!(failure.message));
    if let Some(help) = &failure.help {
        insert(&mut value, "help", json!(help));
    }
    value
}

fn located(report: &Report, place: Place) -> Value {
    let position = |offset| {
        let position = report.sources.get(place.source).map(|source| source.position(offset));
        position.map(|position| json!({ "line": position.line, "column": position.column }))
    };
    json!({ "file": report.path(place), "start": position(place.span.start), "end": position(place.span.end) })
}

fn insert(value: &mut Value, key: &str, inner: Value) {
    if let Some(object) = value.as_object_mut() {
        object.insert(key.to_owned(), inner);
    }
}
