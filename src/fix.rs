//! What would mend findings, and the texts in which it is done.
//!
//! Comes in: findings with rewritings, and the texts of a run. Goes out: edits of the texts as they are written, and texts
//! that have been checked again. A fix that leaves its text with a new finding, or unreadable, is not made.
//! Must not know any format beyond which characters mean the same in all of them, nor any disk.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Run, check};
use crate::report::{Edit, Finding, Fix, Report, Safety};
use crate::rulebook::Rulebook;
use crate::source::{Counts, Source, Sources, Span};

/// Gives findings that have a rewriting the edit that puts it there, where the file can be edited so.
pub(crate) fn suggest(findings: &mut [Finding], sources: Sources<'_>) {
    for finding in findings.iter_mut().filter(|finding| finding.fix.is_none()) {
        let Some(replacement) = &finding.replacement else { continue };
        let Some(source) = sources.get(finding.place.source) else { continue };
        let written = source.slice(finding.place.span);
        // A Word document's text is not the file's.
        if source.counts() == Counts::Lines && is_plain(written) && is_plain(replacement) {
            let edit = Edit { place: finding.place, text: replacement.clone() };
            finding.fix = Some(Fix { safety: Safety::Suggested, edits: vec![edit] });
        }
    }
}

/// Whether a text is written the same in every format: words on one line, no escapes, quotes, marks or separators.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '.'))
}

/// The texts of a run after fixes.
#[derive(Clone, Debug, Default)]
pub struct Mended {
    /// Changed texts, each with the index of its source.
    pub texts: BTreeMap<usize, String>,
    /// How many findings were mended.
    pub made: usize,
    /// How many fixes were left, because the text would then have had something else wrong with it.
    pub left: usize,
}

/// Makes the fixes of a report that are safe, and the suggested ones when asked for. `run` is what the report was made of.
#[must_use]
pub fn mend(rulebook: &Rulebook, run: &Run, report: &Report, suggested: bool) -> Mended {
    let is_asked = |fix: &&Fix| fix.safety == Safety::Safe || suggested;
    let all: Vec<(&Finding, &Fix)> = report
        .findings
        .iter()
        .filter_map(|finding| finding.fix.as_ref().filter(is_asked).map(|fix| (finding, fix)))
        .collect();
    let mut chosen = without_overlaps(all.clone());
    let before: BTreeSet<(usize, &str)> = known(&report.findings).collect();
    loop {
        let texts = edited(&run.sources, &chosen);
        if texts.is_empty() {
            return Mended { texts, made: 0, left: all.len() };
        }
        let mut again = run.clone();
        again.replace(texts.clone());
        let checked = check(rulebook, again);
        let new: Vec<&Finding> = checked
            .findings
            .iter()
            .filter(|finding| !before.contains(&(finding.place.source, finding.fingerprint.as_str())))
            .collect();
        let broken = broken(report, &checked);
        let n_chosen = chosen.len();
        chosen.retain(|(finding, _)| {
            !broken.contains(&finding.place.source) && !new.iter().any(|new| new.is_of_same_text(finding))
        });
        // What is new elsewhere was caused by some fix, and nobody knows which.
        if chosen.len() == n_chosen && !(new.is_empty() && broken.is_empty()) {
            chosen.clear();
        }
        if chosen.len() == n_chosen {
            return Mended { texts, made: n_chosen, left: all.len() - n_chosen };
        }
    }
}

/// Fixes none of whose edits touch another's; the first in the text is taken.
fn without_overlaps<'f>(all: Vec<(&'f Finding, &'f Fix)>) -> Vec<(&'f Finding, &'f Fix)> {
    // What is taken, by source and start. Nothing taken touches anything else taken, so that only the last one before the end
    // of an edit can touch it.
    let mut taken: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    for (finding, fix) in all {
        let places = || fix.edits.iter().map(|edit| (edit.place.source, edit.place.span));
        let touches = |(source, span): (usize, Span)| {
            let last = taken.range(..=(source, span.end)).next_back();
            last.is_some_and(|((other, _), end)| *other == source && *end >= span.start)
        };
        if !places().any(touches) {
            for (source, span) in places() {
                let end = taken.entry((source, span.start)).or_insert(span.end);
                *end = span.end.max(*end);
            }
            chosen.push((finding, fix));
        }
    }
    chosen
}

/// The texts that fixes change.
fn edited(sources: &[Source], fixes: &[(&Finding, &Fix)]) -> BTreeMap<usize, String> {
    let mut by_source: BTreeMap<usize, Vec<&Edit>> = BTreeMap::new();
    for edit in fixes.iter().flat_map(|(_, fix)| &fix.edits) {
        by_source.entry(edit.place.source).or_default().push(edit);
    }
    let texts =
        by_source.into_iter().filter_map(|(index, edits)| Some((index, apply(sources.get(index)?.text(), edits)?)));
    texts.collect()
}

/// A text with edits made that do not overlap; nothing when an edit is not inside the text.
#[must_use]
pub fn apply(text: &str, mut edits: Vec<&Edit>) -> Option<String> {
    let mut mended = String::with_capacity(text.len());
    let mut done = 0;
    edits.sort_by_key(|edit| edit.place.span);
    for edit in edits {
        let Span { start, end } = edit.place.span;
        text.get(start..end)?;
        mended.push_str(text.get(done..start)?);
        mended.push_str(&edit.text);
        done = end;
    }
    mended.push_str(text.get(done..)?);
    Some(mended)
}

fn known(findings: &[Finding]) -> impl Iterator<Item = (usize, &str)> {
    findings.iter().map(|finding| (finding.place.source, finding.fingerprint.as_str()))
}

/// The sources that have more failures than before.
pub(crate) fn broken(before: &Report, after: &Report) -> BTreeSet<usize> {
    let count = |report: &Report| {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for place in report.failures.iter().filter_map(|failure| failure.place) {
            *counts.entry(place.source).or_default() += 1;
        }
        counts
    };
    let known = count(before);
    let more = |(source, count): (usize, usize)| (count > known.get(&source).copied().unwrap_or(0)).then_some(source);
    count(after).into_iter().filter_map(more).collect()
}
