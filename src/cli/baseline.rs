//! The findings of an earlier day: read beside a run, and written from one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::discover::{self, shown};
use crate::phrase::Phrase;
use crate::read::{Baseline, baseline};
use crate::report::{Finding, Report};
use crate::rulebook::{Rulebook, Texts};
use crate::source::{Problem, Source};
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
) -> Result<Phrase, Phrase> {
    let is_answered = answer.until.is_some() && answer.by.is_some();
    let of_texts = report.findings.iter().filter(|finding| !rulebook.is_about_decisions(&finding.rule));
    let is_statutory = |finding: &&Finding| rulebook.known_rule(&finding.rule).is_some_and(|rule| rule.statutory);
    let (frozen, left): (Vec<&Finding>, Vec<&Finding>) =
        of_texts.partition(|finding| is_answered || !is_statutory(finding));
    let text = text(path, here, report, &frozen, answer, &rulebook.texts);
    super::output::write_whole(path, &text)?;
    let count = frozen.len();
    let file = path.display().to_string();
    Ok(match left.len() {
        0 => phrase!("baseline-written", count, file),
        left => phrase!("baseline-written-in-part", count, file, left),
    })
}

fn text(path: &Path, here: &Path, report: &Report, frozen: &[&Finding], answer: Answer<'_>, texts: &Texts) -> String {
    let mut out = format!("# {}\ntaushet: baseline/v1\n", texts.say(&phrase!("baseline-comment")));
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
