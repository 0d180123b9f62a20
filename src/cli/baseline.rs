//! The findings of an earlier day: read beside a run, and written from one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::discover::{self, shown};
use crate::phrase::Phrase;
use crate::read::baseline::Frozen;
use crate::read::{Baseline, Decision, baseline};
use crate::report::{Finding, Report};
use crate::rulebook::{Rulebook, Texts};
use crate::source::{Problem, Source};
use crate::suppression::decidable;
use crate::vocabulary::Vocabulary;

/// The name of a baseline that nobody named.
pub(super) const NAME: &str = "taushet-baseline.yaml";

/// A baseline as a run takes it: its files named as the run shows them.
pub(super) fn load(
    path: &Path,
    here: &Path,
    vocabulary: &Vocabulary,
) -> Result<(Baseline, Source, Vec<Problem>), Phrase> {
    let source = discover::read(path, here)?;
    let (mut baseline, problems) = baseline::read(&source, 0, vocabulary);
    for entry in &mut baseline.entries {
        entry.file.value = shown(&folder(path).join(&entry.file.value), here);
    }
    Ok((baseline, source, problems))
}

/// Writes a run's findings as a baseline and tells what was done. What the statute forbids is only frozen when somebody
/// answers for it; what is wrong with suppressions never is.
pub(super) fn write(
    path: &Path,
    here: &Path,
    report: &Report,
    answer: Decision,
    rulebook: &Rulebook,
) -> Result<Phrase, Phrase> {
    // What was frozen in files that this run did not read stays so, and whoever answered for the file still does.
    let before = match path.is_file().then(|| load(path, here, &rulebook.vocabulary)).transpose()? {
        Some((before, _, problems)) if problems.is_empty() => before,
        Some(_) => {
            return Err(phrase!("in-file", path = path.display().to_string(), problem = phrase!("not-a-baseline")));
        }
        None => Baseline::default(),
    };
    let answer =
        Decision { until: answer.until.or(before.decision.until), by: answer.by.or(before.decision.by), ..answer };
    let (frozen, left) = decidable(rulebook, &report.findings, &answer);
    let read: BTreeSet<&str> =
        report.checked.iter().filter_map(|source| report.sources.get(*source)).map(Source::path).collect();
    let kept = before.entries.into_iter().filter(|entry| !read.contains(entry.file.value.as_str())).collect();
    let text = text(path, here, report, (&frozen, kept), &answer, &rulebook.texts);
    super::output::write_whole(path, &text)?;
    let count = frozen.len();
    let file = path.display().to_string();
    Ok(match left.len() {
        0 => phrase!("baseline-written", count, file),
        left => phrase!("baseline-written-in-part", count, file, left),
    })
}

fn text(
    path: &Path,
    here: &Path,
    report: &Report,
    entries: (&[&Finding], Vec<Frozen>),
    answer: &Decision,
    texts: &Texts,
) -> String {
    let (frozen, kept) = entries;
    let mut out = format!("# {}\ntaushet: baseline/v1\n", texts.say(&phrase!("baseline-comment")));
    // Writing to a string cannot fail.
    if let Some(until) = answer.until {
        let _ = writeln!(out, "until: {until}");
    }
    if let Some(by) = &answer.by {
        let _ = writeln!(out, "by: {}", quoted(by));
    }
    let found = frozen.iter().map(|finding| {
        let (rule, fingerprint) = (finding.rule.as_str(), finding.fingerprint.as_str());
        (report.path(finding.place), rule, finding.document.as_deref(), fingerprint)
    });
    let kept = kept.iter().map(|entry| {
        (entry.file.value.as_str(), entry.rule.as_str(), entry.document.as_deref(), entry.fingerprint.as_str())
    });
    let mut lines: BTreeMap<(String, &str, &str), String> = BTreeMap::new();
    for (file, rule, document, fingerprint) in found.chain(kept) {
        // Paths are shown from where the command was run; the baseline names them from where it lies.
        let file = shown(&here.join(file), &absolute(&folder(path), here));
        let document = document.map(|id| format!(", document: {}", quoted(id))).unwrap_or_default();
        let line =
            format!("  - {{ file: {}, rule: {rule}{document}, fingerprint: \"{fingerprint}\" }}\n", quoted(&file));
        lines.insert((file, rule, fingerprint), line);
    }
    out.push_str(if lines.is_empty() { "findings: []\n" } else { "findings:\n" });
    lines.values().for_each(|line| out.push_str(line));
    out
}

/// A text as JSON writes it, which YAML reads.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn absolute(folder: &Path, here: &Path) -> PathBuf {
    if folder.as_os_str().is_empty() { here.to_owned() } else { here.join(folder) }
}

fn folder(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}
