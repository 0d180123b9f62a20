//! The findings of an earlier day: read beside a run, and written from one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::discover::{self, shown};
use crate::read::{Baseline, baseline};
use crate::report::{Finding, Report};
use crate::rulebook::Rulebook;
use crate::source::{Problem, Source};
use crate::vocabulary::Vocabulary;

/// The name of a baseline that nobody named.
pub(super) const NAME: &str = "taushet-baseline.yaml";

/// A baseline as a run takes it: its files named as the run shows them.
pub(super) fn load(
    path: &Path,
    here: &Path,
    vocabulary: &Vocabulary,
) -> Result<(Baseline, Source, Vec<Problem>), String> {
    let read = discover::read(path, here);
    let source = read.map_err(|failure| format!("{}: {}", failure.path, failure.message))?;
    let (mut baseline, problems) = baseline::read(&source, 0, vocabulary);
    for entry in &mut baseline.entries {
        entry.file.value = shown(&folder(path).join(&entry.file.value), here);
    }
    Ok((baseline, source, problems))
}

/// Who answers for what is frozen, and how long.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer<'a> {
    pub(super) until: Option<Date>,
    pub(super) by: Option<&'a str>,
}

/// Writes a run's findings as a baseline and tells what was done. What the statute forbids is only frozen when somebody
/// answers for it; what is wrong with suppressions never is.
pub(super) fn write(
    path: &Path,
    here: &Path,
    report: &Report,
    answer: Answer<'_>,
    rulebook: &Rulebook,
) -> Result<String, String> {
    let is_answered = answer.until.is_some() && answer.by.is_some();
    let of_texts = report.findings.iter().filter(|finding| !rulebook.is_about_decisions(&finding.rule));
    let is_statutory = |finding: &&Finding| rulebook.known_rule(&finding.rule).is_some_and(|rule| rule.statutory);
    let (frozen, left): (Vec<&Finding>, Vec<&Finding>) =
        of_texts.partition(|finding| is_answered || !is_statutory(finding));
    let text = text(path, here, report, &frozen, answer);
    super::write_whole(path, &text)?;
    let count = frozen.len().to_string();
    let n_left = left.len().to_string();
    let file = path.display().to_string();
    let values = [("count", count.as_str()), ("file", &file), ("left", &n_left)];
    let mut told = rulebook.texts.phrase("baseline-written", &values);
    if !left.is_empty() {
        told.push_str(&rulebook.texts.phrase("baseline-left", &values));
    }
    Ok(told)
}

fn text(path: &Path, here: &Path, report: &Report, frozen: &[&Finding], answer: Answer<'_>) -> String {
    let mut out = "# Funn som fantes da filen ble laget. De teller ikke før teksten de gjelder, blir endret.\n\
                   # Laget med `taushet check --write-baseline`.\n\
                   taushet: baseline/v1\n"
        .to_owned();
    // Writing to a string cannot fail.
    if let Some(until) = answer.until {
        let _ = writeln!(out, "until: {until}");
    }
    if let Some(by) = answer.by {
        let _ = writeln!(out, "by: {}", quoted(by));
    }
    let mut lines: BTreeMap<(String, &str, &str), String> = BTreeMap::new();
    for finding in frozen {
        // The report shows paths from where the command was run; the baseline from where it lies.
        let file = shown(&here.join(report.path(finding.place)), &absolute(&folder(path), here));
        let document = finding.document.as_ref().map(|id| format!(", document: {}", quoted(id))).unwrap_or_default();
        let line = format!(
            "  - {{ file: {}, rule: {}{document}, fingerprint: \"{}\" }}\n",
            quoted(&file),
            finding.rule,
            finding.fingerprint
        );
        lines.insert((file, &finding.rule, &finding.fingerprint), line);
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
