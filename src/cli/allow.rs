//! `--add-suppression`: decisions written beside today's findings, and in the configuration where there is no place beside them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::check::Run;
use crate::discover::{CONFIG, shown};
use crate::fix::Mended;
use crate::phrase::Phrase;
use crate::read::Decision;
use crate::report::{Finding, Report};
use crate::rulebook::Rulebook;
use crate::source::Source;
use crate::suppression::add;
use crate::tree::{self, Node};

/// Writes the decision and says what was done, and whether something was refused.
pub(super) fn write(
    here: &Path,
    run: &Run,
    report: &Report,
    decision: &Decision,
    rulebook: &Rulebook,
) -> Result<(Phrase, bool), Phrase> {
    let added = add(rulebook, run, report, decision);
    let mended = Mended { texts: added.texts, ..Mended::default() };
    super::fix::write(here, run, &mended)?;
    let mut n_configured = 0;
    if !added.elsewhere.is_empty() {
        let config = run.config.as_ref().and_then(|(_, source)| Some((run.sources.get(*source)?, *source)));
        let path = config.map_or_else(|| here.join(CONFIG), |(source, _)| here.join(source.path()));
        let root = path.parent().map(PathBuf::from).unwrap_or_default();
        let entries: BTreeSet<String> =
            added.elsewhere.iter().map(|finding| entry(finding, run, here, &root, decision)).collect();
        // A comment may just have been written in it.
        let text = config.map(|(source, index)| {
            mended.texts.get(&index).cloned().unwrap_or_else(|| Source::text(source).to_owned())
        });
        let text = with_entries(text.as_deref(), &entries).ok_or_else(|| phrase!("allow-not-written"))?;
        super::output::write_whole(&path, &text)?;
        n_configured = entries.len();
    }
    let done = phrase!("suppressions-added", beside = added.n_beside, configured = n_configured);
    Ok(match added.n_refused {
        0 => (done, false),
        left => (phrase!("suppressions-added-in-part", done, left), true),
    })
}

/// An entry of `allow:`.
fn entry(finding: &Finding, run: &Run, here: &Path, root: &Path, decision: &Decision) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let path = run.sources.get(finding.place.source).map_or("", Source::path);
    let file = quoted(&shown(&here.join(path), root));
    let document = finding.document.as_deref().map(|id| format!(", document: {}", quoted(id))).unwrap_or_default();
    let until = decision.until.map(|day| format!(", until: {day}")).unwrap_or_default();
    let by = decision.by.as_deref().map(|by| format!(", by: {}", quoted(by))).unwrap_or_default();
    let (rule, reason) = (&finding.rule, quoted(&decision.reason));
    format!("{{ file: {file}{document}, rule: {rule}{until}{by}, reason: {reason} }}")
}

/// The configuration with entries under `allow:`, the rest of it as it was.
fn with_entries(text: Option<&str>, entries: &BTreeSet<String>) -> Option<String> {
    let lines = |indent: &str| entries.iter().map(|entry| format!("\n{indent}- {entry}")).collect::<String>();
    let Some(text) = text else { return Some(format!("taushet: config/v1\nallow:{}\n", lines("  "))) };
    let (documents, _) = tree::parse(text, 0);
    let root = documents.into_iter().find_map(|document| document.root)?;
    let mut new = text.to_owned();
    match root.get("allow").map(|entry| &entry.value) {
        None => {
            let end = if text.ends_with('\n') { "" } else { "\n" };
            new.push_str(&format!("{end}allow:{}\n", lines("  ")));
        }
        Some(Node { span, .. }) if text.get(span.start..)?.starts_with('[') => {
            let close = span.end - 1;
            let is_empty = text.get(span.start + 1..close)?.trim().is_empty();
            let joined = entries.iter().cloned().collect::<Vec<_>>().join(", ");
            new.insert_str(close, &if is_empty { joined } else { format!(", {joined}") });
        }
        Some(node) => {
            let first = node.as_list()?.first()?.span.start;
            let before = text.get(..first)?;
            let line = before.rfind('\n').map_or(0, |end| end + 1);
            let indent = before.get(line..)?.split('-').next()?;
            new.insert_str(node.span.end, &lines(indent));
        }
    }
    Some(new)
}

#[cfg(test)]
mod tests {
    use super::with_entries;

    #[track_caller]
    fn check(text: Option<&str>, expected: &str) {
        let entries = ["{ a: 1 }".to_owned(), "{ b: 2 }".to_owned()].into_iter().collect();
        assert_eq!(with_entries(text, &entries).as_deref(), Some(expected));
    }

    #[test]
    fn entries_are_put_where_the_others_are() {
        check(None, "taushet: config/v1\nallow:\n  - { a: 1 }\n  - { b: 2 }\n");
        check(Some("taushet: config/v1"), "taushet: config/v1\nallow:\n  - { a: 1 }\n  - { b: 2 }\n");
        check(Some("allow: []\nrules: {}\n"), "allow: [{ a: 1 }, { b: 2 }]\nrules: {}\n");
        check(Some("allow: [{ c: 3 }] # x\n"), "allow: [{ c: 3 }, { a: 1 }, { b: 2 }] # x\n");
        check(
            Some("allow:\n- file: c\n  rule: d\nrules: {}\n"),
            "allow:\n- file: c\n  rule: d\n- { a: 1 }\n- { b: 2 }\nrules: {}\n",
        );
    }
}
