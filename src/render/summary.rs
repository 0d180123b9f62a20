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
        let values = [
            ("flow", flow.flow.as_str()),
            ("verdict", texts.term("Verdict", flow.verdict.as_str())),
            ("by", &by),
            ("missing", &missing),
        ];
        texts.phrase(if missing.is_empty() { "verdict-line" } else { "verdict-line-missing" }, &values)
    });
    format!("{}\n\n", lines.collect::<Vec<_>>().join("\n"))
}

/// What was checked and found, on one line.
pub(super) fn summary(report: &Report, texts: &Texts) -> String {
    let number = |count: usize| count.to_string();
    let values = [
        ("documents", number(report.documents)),
        ("flows", number(report.flows.len())),
        ("messages", number(report.messages)),
        ("errors", number(report.count(Severity::Error))),
        ("warnings", number(report.count(Severity::Warning))),
        ("infos", number(report.count(Severity::Info))),
        ("failures", number(report.n_failures())),
        ("left", number(report.left_alone)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let mut line = texts.phrase("summary", &values);
    if report.n_failures() > 0 {
        line.push_str(&texts.phrase("summary-failures", &values));
    }
    if report.left_alone > 0 {
        line.push_str(&texts.phrase("summary-left-alone", &values));
    }
    line.push_str(&suppressed(report, texts));
    line.push('\n');
    line
}

/// How many findings do not count, and who said so.
fn suppressed(report: &Report, texts: &Texts) -> String {
    let mut by: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut before = 0;
    for ((kind, who), count) in report.suppressions() {
        match kind {
            SuppressionKind::Baseline => before += count,
            SuppressionKind::Inline | SuppressionKind::Configured => *by.entry(who).or_default() += count,
        }
    }
    let mut told = String::new();
    if !by.is_empty() {
        let nobody = texts.phrase("suppressed-by-nobody", &[]);
        // Who did not sign comes last.
        let (unsigned, signed): (Vec<_>, Vec<_>) = by.iter().partition(|(who, _)| who.is_none());
        let names = signed.into_iter().chain(unsigned);
        let names = names.map(|(who, count)| format!("{} {count}", who.as_ref().unwrap_or(&nobody)));
        let (count, names) = (by.values().sum::<usize>().to_string(), names.collect::<Vec<_>>().join(", "));
        told.push_str(&texts.phrase("summary-suppressed", &[("count", &count), ("by", &names)]));
    }
    if before > 0 {
        told.push_str(&texts.phrase("summary-baseline", &[("count", &before.to_string())]));
    }
    told
}
