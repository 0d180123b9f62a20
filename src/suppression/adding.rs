//! Findings → decisions written beside them, where their texts have a place for a comment.
//!
//! Comes in: a run, its report and the record to write. Goes out: the texts with comments, checked again, and the findings
//! that no comment can set aside. A comment that changes what a text says, or sets nothing aside, is not written.

use std::collections::{BTreeMap, BTreeSet};

use super::decidable;
use crate::check::{Run, check};
use crate::fix::{apply, broken};
use crate::read::{Decision, Format};
use crate::report::{Edit, Finding, Place, Report};
use crate::rulebook::Rulebook;
use crate::source::{Counts, Source, Span};

/// Decisions that could be written, and what is left.
#[derive(Clone, Debug, Default)]
pub struct Added {
    /// Texts with comments, each with the index of its source.
    pub texts: BTreeMap<usize, String>,
    /// How many findings the comments set aside.
    pub n_beside: usize,
    /// Findings that have no place for a comment.
    pub elsewhere: Vec<Finding>,
    /// Findings that the statute forbids to set aside by such a record.
    pub n_refused: usize,
}

/// Writes a decision beside every finding of a report that may be set aside by it.
#[must_use]
pub fn add(rulebook: &Rulebook, run: &Run, report: &Report, decision: &Decision) -> Added {
    let (mut beside, refused) = decidable(rulebook, &report.findings, decision);
    let mut added = Added { n_refused: refused.len(), ..Added::default() };
    let before: BTreeSet<(usize, String)> =
        report.findings.iter().map(|finding| (finding.place.source, finding.fingerprint.clone())).collect();
    loop {
        let texts = commented(run, &beside, decision);
        let mut again = run.clone();
        again.replace(texts.clone());
        let checked = check(rulebook, again);
        let key = |finding: &Finding| (finding.place.source, finding.fingerprint.clone());
        let left: BTreeSet<(usize, String)> = checked.findings.iter().map(key).collect();
        let broken = broken(report, &checked);
        // A comment inside a text is a part of it, and makes other findings of those that it was for.
        let new: Vec<&Finding> = checked.findings.iter().filter(|finding| !before.contains(&key(finding))).collect();
        let n_beside = beside.len();
        beside.retain(|finding| {
            let works = texts.contains_key(&finding.place.source)
                && !broken.contains(&finding.place.source)
                && !left.contains(&key(finding))
                && !new.iter().any(|new| new.is_of_same_text(finding));
            if !works {
                added.elsewhere.push((*finding).clone());
            }
            works
        });
        if beside.len() == n_beside && !new.is_empty() {
            // Some comment did it, and nobody knows which.
            added.elsewhere.extend(beside.drain(..).cloned());
        }
        if beside.len() == n_beside {
            added.texts = texts;
            added.n_beside = n_beside;
            return added;
        }
    }
}

/// The texts with one comment for each line that has findings.
fn commented(run: &Run, findings: &[&Finding], decision: &Decision) -> BTreeMap<usize, String> {
    let mut by_line: BTreeMap<(usize, usize), BTreeSet<&str>> = BTreeMap::new();
    for finding in findings {
        let Some(source) = run.sources.get(finding.place.source) else { continue };
        let before = source.text().get(..finding.place.span.start).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        by_line.entry((finding.place.source, line)).or_default().insert(&finding.rule);
    }
    let mut edits: BTreeMap<usize, Vec<Edit>> = BTreeMap::new();
    for ((index, line), rules) in by_line {
        let Some(source) = run.sources.get(index) else { continue };
        let rules: Vec<&str> = rules.into_iter().collect();
        let directive = directive(&rules, decision);
        if let Some((at, text)) = comment(run, index, source, line, &directive) {
            let place = Place { source: index, span: Span::new(at, at) };
            edits.entry(index).or_default().push(Edit { place, text: text.into() });
        }
    }
    let texts = edits
        .into_iter()
        .filter_map(|(index, edits)| Some((index, apply(run.sources.get(index)?.text(), edits.iter().collect())?)));
    texts.collect()
}

fn directive(rules: &[&str], decision: &Decision) -> String {
    let until = decision.until.map(|day| format!(" until={day}")).unwrap_or_default();
    let by = decision.by.as_ref().map(|by| format!(" by=\"{}\"", by.replace('"', "'"))).unwrap_or_default();
    format!("taushet: allow[{}]{until}{by} {}", rules.join(", "), decision.reason)
}

/// Where a comment for the line that begins at `line` goes, and how it is written there.
fn comment(run: &Run, index: usize, source: &Source, line: usize, directive: &str) -> Option<(usize, String)> {
    if source.counts() == Counts::Paragraphs {
        return None;
    }
    let mapping = run.inputs.iter().find(|input| input.source == index).and_then(|input| input.mapping);
    let stated = mapping.and_then(|mapping| run.config.as_ref()?.0.inputs.get(mapping)?.format);
    let rest = source.text().get(line..)?;
    let content = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
    let end_of_line = if rest.get(content.len()..).is_some_and(|rest| rest.starts_with('\r')) { "\r\n" } else { "\n" };
    let indent = content.get(..content.len() - content.trim_start().len())?;
    let above = |mark: &str| Some((line, format!("{indent}{mark} {directive}{end_of_line}")));
    match stated.or_else(|| Format::of(source.path()))? {
        Format::Yaml | Format::Properties => above("#"),
        Format::Script => above("//"),
        // A line of its own would cut a paragraph or a quote in two.
        Format::Text | Format::Html | Format::Xml => Some((line + content.len(), format!(" <!-- {directive} -->"))),
        Format::Json | Format::JsonLines | Format::Csv => None,
    }
}
