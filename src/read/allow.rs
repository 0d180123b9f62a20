//! `allow:` of the configuration: the record of a decision for texts that have no place for a comment (contract § 4).

use super::{Ctx, Decision, Spanned};
use crate::source::Span;
use crate::tree::{Entry, Node};

/// A decision that findings of one rule in one document do not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The file, as the run shows its path once the run is gathered; before that, relative to the configuration.
    pub file: Spanned<String>,
    /// The flow, message or routine in it. Without it: findings that belong to none.
    pub document: Option<String>,
    /// The rule.
    pub rule: Spanned<String>,
    /// Why, by whom and how long.
    pub decision: Decision,
    /// The entry.
    pub span: Span,
}

/// What an entry may say.
pub(crate) const KEYS: [&str; 6] = ["file", "document", "rule", "reason", "by", "until"];

/// Reads the list. An entry that lacks a part of its record allows nothing.
pub(super) fn read(node: &Node, ctx: &mut Ctx<'_>) -> Vec<Allowance> {
    let Some(items) = node.as_list() else {
        let help = phrase!("allow-list-help");
        ctx.problem(node.span, phrase!("not-a-list", what = "allow"), Some(help));
        return Vec::new();
    };
    items.iter().filter_map(|item| entry(item, ctx)).collect()
}

fn entry(item: &Node, ctx: &mut Ctx<'_>) -> Option<Allowance> {
    let (mut file, mut document, mut rule, mut reason, mut by, mut until) = (None, None, None, None, None, None);
    let n_problems = ctx.problems.len();
    for entry in ctx.map(item, phrase!("place-allow")) {
        match entry.key() {
            "file" => file = ctx.text(&entry.value, "file"),
            "document" => document = ctx.text(&entry.value, "document").map(|text| text.value),
            "rule" => rule = ctx.text(&entry.value, "rule"),
            "reason" => reason = said(entry, ctx),
            "by" => by = said(entry, ctx),
            "until" => until = ctx.day(&entry.value, "until"),
            _ => ctx.unknown_key(entry, phrase!("place-allow"), KEYS.into_iter()),
        }
    }
    ctx.require(item, item.span, phrase!("place-allow"), &["file", "rule", "reason"]);
    if ctx.problems.len() > n_problems {
        return None;
    }
    let decision = Decision { reason: reason?, by, until };
    Some(Allowance { file: file?, document, rule: rule?, decision, span: item.span })
}

/// A text that says something.
fn said(entry: &Entry, ctx: &mut Ctx<'_>) -> Option<String> {
    let text = ctx.text(&entry.value, entry.key())?;
    if text.value.trim().is_empty() {
        ctx.problem(text.span, phrase!("says-nothing", key = entry.key()), None);
        return None;
    }
    Some(text.value)
}
