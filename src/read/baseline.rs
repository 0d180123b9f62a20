//! `taushet: baseline/v1`: the findings of an earlier day, which do not count until their words are changed.
//!
//! ```yaml
//! taushet: baseline/v1
//! until: 2027-01-01            # with `by`: needed to freeze what the statute forbids
//! by: personvernombudet
//! findings:
//!   - { file: maler/a.yaml, rule: avoided-term, document: kontakt-bruker, fingerprint: 0123… }
//! ```

use super::{Ctx, Decision, Spanned};
use crate::source::{Problem, Source, Span};
use crate::tree::{self, Entry, Node};
use crate::vocabulary::Vocabulary;

/// A baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// Who answers for what the statute forbids, and how long it is frozen.
    pub decision: Decision,
    /// The findings.
    pub entries: Vec<Frozen>,
}

/// A finding of an earlier day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// The file, as the run shows its path once the run is gathered; before that, relative to the baseline.
    pub file: Spanned<String>,
    /// The rule.
    pub rule: String,
    /// The flow, message or routine.
    pub document: Option<String>,
    /// What it is known by.
    pub fingerprint: String,
    /// The entry.
    pub span: Span,
}

const KEYS: [&str; 4] = ["taushet", "until", "by", "findings"];
const ENTRY_KEYS: [&str; 4] = ["file", "rule", "document", "fingerprint"];

/// Reads a baseline. `index` is its place among the run's sources.
#[must_use]
pub fn read(source: &Source, index: usize, vocabulary: &Vocabulary) -> (Baseline, Vec<Problem>) {
    let mut baseline = Baseline::default();
    let (documents, mut problems) = tree::parse(source.text(), 0);
    let root = documents.into_iter().find_map(|document| document.root);
    let mut ctx = Ctx { vocabulary, problems: &mut problems, index };
    let whole = Span::new(0, 0);
    if root.as_ref().and_then(|root| root.get("taushet")).is_none_or(|marker| marker.value.text() != "baseline/v1") {
        let help = phrase!("baseline-help");
        ctx.problem(whole, phrase!("not-a-baseline"), Some(help));
        return (baseline, problems);
    }
    for entry in root.iter().flat_map(|root| root.as_map()).flatten() {
        match entry.key() {
            "taushet" => {}
            "until" => baseline.decision.until = ctx.day(&entry.value, "until"),
            "by" => {
                let by = ctx.text(&entry.value, "by").map(|text| text.value);
                baseline.decision.by = by.filter(|by| !by.trim().is_empty());
            }
            "findings" => baseline.entries = entries(entry, &mut ctx),
            _ => ctx.unknown_key(entry, phrase!("place-baseline"), KEYS.into_iter()),
        }
    }
    (baseline, problems)
}

fn entries(findings: &Entry, ctx: &mut Ctx<'_>) -> Vec<Frozen> {
    let items = findings.value.as_list().unwrap_or_default();
    items.iter().filter_map(|item| frozen(item, ctx)).collect()
}

fn frozen(item: &Node, ctx: &mut Ctx<'_>) -> Option<Frozen> {
    for entry in ctx.map(item, phrase!("place-frozen")).iter().filter(|entry| !ENTRY_KEYS.contains(&entry.key())) {
        ctx.unknown_key(entry, phrase!("place-frozen"), ENTRY_KEYS.into_iter());
    }
    ctx.require(item, item.span, phrase!("place-frozen"), &["file", "rule", "fingerprint"]);
    let mut text = |key: &str| item.get(key).and_then(|entry| ctx.text(&entry.value, key));
    let (file, rule, fingerprint) = (text("file")?, text("rule")?.value, text("fingerprint")?.value);
    Some(Frozen { file, rule, document: text("document").map(|text| text.value), fingerprint, span: item.span })
}
