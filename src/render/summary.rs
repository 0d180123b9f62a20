//! What a run came to, for people: the verdicts of its flows, and the numbers on one line.

use std::collections::BTreeMap;

use crate::report::{Report, SuppressionKind};
use crate::rulebook::{Severity, Texts};

/// The verdict of each flow, one line each, as long as somebody would read them.
pub(super) fn verdicts(report: &Report, texts: &Texts) -> String {
    const MOST: usize = 40;
    if report.flows.is_empty() || report.flows.len() > MOST {
        return String::new();
    }
    let lines = report.flows.iter().map(|flow| {
        let (by, missing) = (flow.by.join(", "), flow.missing.join(", "));
        let (flow, verdict) = (&flow.flow, texts.term("Verdict", flow.verdict.as_str()));
        texts.say(&if missing.is_empty() {
            phrase!("verdict-line", flow, verdict, by)
        } else {
            phrase!("verdict-line-missing", flow, verdict, by, missing)
        })
    });
    format!("{}\n\n", lines.collect::<Vec<_>>().join("\n"))
}

/// What was checked and found, on one line.
pub(super) fn summary(report: &Report, texts: &Texts) -> String {
    let mut lines = vec![texts.say(&phrase!(
        "summary",
        documents = report.documents,
        flows = report.flows.len(),
        messages = report.messages,
        errors = report.count(Severity::Error),
        warnings = report.count(Severity::Warning),
        infos = report.count(Severity::Info),
    ))];
    lines.extend(unread(report, texts));
    lines.extend(suppressed(report, texts));
    format!("{}\n", lines.join(" "))
}

/// How much could not be checked, and how many files were not read.
pub(super) fn unread(report: &Report, texts: &Texts) -> Vec<String> {
    let mut told = Vec::new();
    if report.n_failures() > 0 {
        told.push(texts.say(&phrase!("summary-failures", failures = report.n_failures())));
    }
    if report.left_alone > 0 {
        told.push(texts.say(&phrase!("summary-left-alone", left = report.left_alone)));
    }
    told
}

/// How many findings do not count, and who said so.
fn suppressed(report: &Report, texts: &Texts) -> Vec<String> {
    let mut by: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut before = 0;
    for ((kind, who), count) in report.suppressions() {
        match kind {
            SuppressionKind::Baseline => before += count,
            SuppressionKind::Inline | SuppressionKind::Configured => *by.entry(who).or_default() += count,
        }
    }
    let mut told = Vec::new();
    if !by.is_empty() {
        let nobody = texts.say(&phrase!("suppressed-by-nobody"));
        // Who did not sign comes last.
        let (unsigned, signed): (Vec<_>, Vec<_>) = by.iter().partition(|(who, _)| who.is_none());
        let names = signed.into_iter().chain(unsigned);
        let names = names.map(|(who, count)| format!("{} {count}", who.as_ref().unwrap_or(&nobody)));
        let (count, by) = (by.values().sum::<usize>(), names.collect::<Vec<_>>().join(", "));
        told.push(texts.say(&phrase!("summary-suppressed", count, by)));
    }
    if before > 0 {
        told.push(texts.say(&phrase!("summary-baseline", count = before)));
    }
    told
}
