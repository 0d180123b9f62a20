//! Measures the detector: `cargo run --release --example measure`, with `-- --list` to read every finding too.
//!
//! - Recall and precision over the labelled messages of `fixtures/language`, by language and level. What is not found stands
//!   in a message's note as `ikke funnet: LEVEL «words»`; a false alarm is an expectation marked `todo:`.
//! - False alarms on ordinary sentences, and findings in real templates, of the corpora beside the project
//!   (`../shared/corpora`, or `TAUSHET_CORPORA`). They are no part of the project; where they are absent, it says so.
//! - How fast the detector reads ordinary text, and how long it takes to get ready.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::civil::date;
use serde_json::{Value, json};
use taushet::check::{Input, Run, check};
use taushet::law::embedded;
use taushet::report::{Finding, Report};
use taushet::rulebook::{Rulebook, Severity};
use taushet::source::Source;

fn main() -> Result<(), Box<dyn Error>> {
    let law = Rulebook::load(&embedded())?;
    law.lexicon().check().map_err(|problems| format!("{problems:?}"))?;
    let is_listed = std::env::args().any(|argument| argument == "--list");
    let mut out = String::new();
    labelled(&law, is_listed, &mut out)?;
    let corpora = std::env::var_os("TAUSHET_CORPORA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora"), PathBuf::from);
    if corpora.is_dir() {
        sentences(&law, &corpora, is_listed, &mut out)?;
        templates(&law, &corpora, is_listed, &mut out)?;
        speed(&corpora, &mut out)?;
    } else {
        writeln!(out, "\nNo corpora at {}: sentences, templates and speed are not measured.", corpora.display())?;
    }
    std::io::stdout().lock().write_all(out.as_bytes())?;
    Ok(())
}

/// Checks one text.
fn run(law: &Rulebook, path: &str, text: String) -> Report {
    check(
        law,
        Run::new(
            vec![Source::new(path.to_owned(), text)],
            vec![Input { source: 0, mapping: None, named: true }],
            date(2026, 11, 22),
        ),
    )
}

/// Rules on a message as a whole, which no wording breaks.
const OF_THE_WHOLE: [&str; 3] = ["conversation-summary", "haste-without-deadline", "real-personal-data"];

/// Errors and warnings; what only informs is no alarm.
fn alarms(report: &Report) -> impl Iterator<Item = &Finding> {
    let of_words = ["wording", "metadata", "clarity"];
    let findings = report.findings.iter().filter(move |finding| of_words.contains(&finding.group.as_str()));
    findings.filter(|finding| finding.severity > Severity::Info && finding.level.is_some())
}

fn underlined<'r>(report: &'r Report, finding: &Finding) -> &'r str {
    report.sources.get(finding.place.source).map_or("", |source| source.slice(finding.place.span))
}

/// Counts of messages and of mentions.
#[derive(Default)]
struct Counts {
    leaks: usize,
    caught: usize,
    ordinary: usize,
    quiet: usize,
    /// By level: mentions found, and not found.
    levels: BTreeMap<String, (usize, usize)>,
    /// Mentions found that nobody labelled.
    unlabelled: usize,
}

fn labelled(law: &Rulebook, is_listed: bool, out: &mut String) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/language");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    paths.sort();
    let mut by_language: BTreeMap<String, Counts> = BTreeMap::new();
    for path in paths {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let language = name.split('-').next().unwrap_or_default().to_owned();
        let counts = by_language.entry(language).or_default();
        let text = std::fs::read_to_string(&path)?;
        let report = run(law, &format!("{name}.yaml"), text.clone());
        if let Some(failure) = report.failures.first() {
            return Err(format!("{}: {}", path.display(), failure.message).into());
        }
        let mut by_message: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        for finding in alarms(&report) {
            by_message.entry(finding.document.as_deref().unwrap_or_default()).or_default().push(finding);
        }
        for line in text.lines() {
            let Some(label) = Label::read(line) else { continue };
            let found = by_message.remove(label.id).unwrap_or_default();
            let is_leak = !label.expected.is_empty() || !label.missed.is_empty();
            let (mut right, mut wrong) = (0, 0);
            let mut expected = label.expected.clone();
            expected.retain(|(rule, _)| !OF_THE_WHOLE.contains(rule));
            for finding in &found {
                let words = underlined(&report, finding);
                if let Some(at) = expected.iter().position(|(rule, part)| finding.rule == *rule && *part == words) {
                    expected.remove(at);
                    right += 1;
                    counts.levels.entry(finding.level.as_deref().unwrap_or_default().to_owned()).or_default().0 += 1;
                } else {
                    wrong += 1;
                    counts.unlabelled += 1;
                    if is_listed {
                        writeln!(out, "false alarm {}: [{}] «{words}»", label.id, finding.rule)?;
                    }
                }
            }
            for (level, words) in label.missed.iter().copied().chain(expected.iter().map(|(rule, part)| (*rule, *part)))
            {
                counts.levels.entry(level.to_owned()).or_default().1 += 1;
                if is_listed {
                    writeln!(out, "missed {}: {level} «{words}»", label.id)?;
                }
            }
            match is_leak {
                true => (counts.leaks, counts.caught) = (counts.leaks + 1, counts.caught + usize::from(right > 0)),
                false => {
                    (counts.ordinary, counts.quiet) = (counts.ordinary + 1, counts.quiet + usize::from(wrong == 0))
                }
            }
        }
    }
    writeln!(
        out,
        "\n| language | leaks | found | recall | ordinary | quiet | precision |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    )?;
    for (language, counts) in &by_language {
        let alarms = counts.caught + counts.ordinary - counts.quiet;
        let Counts { leaks, caught, ordinary, quiet, .. } = counts;
        writeln!(
            out,
            "| {language} | {leaks} | {caught} | {} | {ordinary} | {quiet} | {} |",
            share(*caught, *leaks),
            share(*caught, alarms)
        )?;
    }
    writeln!(out, "\n| language | level | mentions | found | recall |\n| --- | --- | ---: | ---: | ---: |")?;
    for (language, counts) in &by_language {
        for (level, (found, missed)) in &counts.levels {
            writeln!(
                out,
                "| {language} | {level} | {} | {found} | {} |",
                found + missed,
                share(*found, found + missed)
            )?;
        }
    }
    Ok(())
}

/// What a line of the labelled messages says.
struct Label<'l> {
    id: &'l str,
    /// Rule and words of what is rightly found.
    expected: Vec<(&'l str, &'l str)>,
    /// Level and words of what is not.
    missed: Vec<(&'l str, &'l str)>,
}

impl<'l> Label<'l> {
    fn read(line: &'l str) -> Option<Self> {
        let (_, rest) = line.split_once("{ id: ")?;
        let (id, rest) = rest.split_once(',')?;
        let expected = rest.split(" # ").skip(1).filter_map(|part| {
            let part = part.trim();
            let (rule, words) = part.strip_prefix("error: [").or(part.strip_prefix("warning: ["))?.split_once("] «")?;
            Some((rule, words.strip_suffix('»')?))
        });
        let note = rest.split_once("ikke funnet: ").map_or("", |(_, note)| note.split('"').next().unwrap_or_default());
        let missed = note.split("; ").filter_map(|part| {
            let (level, words) = part.split_once(" «")?;
            Some((level, words.strip_suffix('»')?))
        });
        Some(Self { id, expected: expected.collect(), missed: missed.collect() })
    }
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{:.3}", part as f64 / whole as f64) }
}

/// Each sentence as a message from the contact centre in a shared system, without a theme.
fn sentences(law: &Rulebook, corpora: &Path, is_listed: bool, out: &mut String) -> Result<(), Box<dyn Error>> {
    writeln!(
        out,
        "\n| sentences | count | errors | warnings | flagged per 10,000 |\n| --- | ---: | ---: | ---: | ---: |"
    )?;
    let mut listed = String::new();
    for name in ["nb_ud", "nn_ud", "nb_nav_unrelated", "nn_nav_unrelated"] {
        let text = std::fs::read_to_string(corpora.join(format!("sentences/{name}.txt")))?;
        let sentences: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let message =
            |(idx, sentence): (usize, &&str)| json!({ "id": idx.to_string(), "channel": "gosys", "text": sentence });
        let messages: Vec<Value> = sentences.iter().enumerate().map(message).collect();
        let document = json!({ "taushet": "messages/v1", "messages": messages });
        let report = run(law, &format!("{name}.json"), document.to_string());
        let flagged: BTreeSet<&str> = alarms(&report).filter_map(|finding| finding.document.as_deref()).collect();
        let errors = report.count(Severity::Error);
        let per = flagged.len() as f64 * 10_000.0 / sentences.len() as f64;
        writeln!(out, "| {name} | {} | {errors} | {} | {per:.1} |", sentences.len(), report.count(Severity::Warning))?;
        for finding in alarms(&report) {
            let idx: usize = finding.document.as_deref().unwrap_or_default().parse()?;
            let sentence = sentences.get(idx).copied().unwrap_or_default();
            writeln!(listed, "{name} [{}] «{}»: {sentence}", finding.rule, underlined(&report, finding))?;
        }
    }
    if is_listed {
        write!(out, "\n{listed}")?;
    }
    Ok(())
}

/// The real templates: writing support as stored in Modia, and the quick texts of the municipal theme in Gosys.
fn templates(law: &Rulebook, corpora: &Path, is_listed: bool, out: &mut String) -> Result<(), Box<dyn Error>> {
    let read = |path: &str| -> Result<Value, Box<dyn Error>> {
        Ok(serde_json::from_str(&std::fs::read_to_string(corpora.join(path))?)?)
    };
    let mut sets: Vec<(&str, Vec<Value>)> = Vec::new();
    let support = read("messages/skrivestotte.json")?;
    let mut messages = Vec::new();
    for (id, template) in support.as_object().into_iter().flatten() {
        for (language, text) in template.get("innhold").and_then(Value::as_object).into_iter().flatten() {
            messages.push(json!({ "id": format!("{id} {language}"), "channel": "modia", "text": text }));
        }
    }
    sets.push(("skrivestotte", messages));
    let quick = read("gosys/quicktexts-kom.json")?;
    let message = |(idx, text): (usize, &Value)| json!({ "id": format!("{idx} {}", text["name"]), "channel": "gosys", "theme": "KOM", "text": text["hurtigtekst"] });
    sets.push(("quicktexts-kom", quick.as_array().into_iter().flatten().enumerate().map(message).collect()));
    writeln!(out, "\n| templates | texts | with findings | rule | findings |\n| --- | ---: | ---: | --- | ---: |")?;
    let mut listed = String::new();
    for (name, messages) in sets {
        let n_messages = messages.len();
        let document = json!({ "taushet": "messages/v1", "messages": messages });
        let report = run(law, &format!("{name}.json"), document.to_string());
        let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
        let wording = || alarms(&report).filter(|finding| finding.group != "metadata");
        let flagged: BTreeSet<&str> = wording().filter_map(|finding| finding.document.as_deref()).collect();
        for finding in wording() {
            *rules.entry(&finding.rule).or_default() += 1;
            let id = finding.document.as_deref().unwrap_or_default();
            writeln!(listed, "{name} {id} [{}] «{}»", finding.rule, underlined(&report, finding))?;
        }
        for (rule, count) in rules {
            writeln!(out, "| {name} | {n_messages} | {} | {rule} | {count} |", flagged.len())?;
        }
    }
    if is_listed {
        write!(out, "\n{listed}")?;
    }
    Ok(())
}

/// One thread, the best of five runs over some megabytes of each kind of sentence.
fn speed(corpora: &Path, out: &mut String) -> Result<(), Box<dyn Error>> {
    let law = Rulebook::load(&embedded())?;
    let start = Instant::now();
    let lexicon = law.lexicon();
    let read = start.elapsed();
    let _ = lexicon.read("");
    let ready = start.elapsed();
    writeln!(out, "\nLexicon: read in {:.1} ms, ready in {:.1} ms.", millis(read), millis(ready))?;
    writeln!(out, "\n| detector over | MB/s |\n| --- | ---: |")?;
    let support: Value = serde_json::from_str(&std::fs::read_to_string(corpora.join("messages/skrivestotte.json"))?)?;
    let templates = support.as_object().into_iter().flatten().filter_map(|(_, template)| template.get("innhold"));
    let written = templates.filter_map(Value::as_object).flat_map(|texts| texts.values()).filter_map(Value::as_str);
    let mut texts = vec![("skrivestotte", written.collect::<Vec<_>>().join("\n"))];
    for name in ["nb_ud", "nn_ud", "nb_nav_unrelated", "nn_nav_unrelated"] {
        texts.push((name, std::fs::read_to_string(corpora.join(format!("sentences/{name}.txt")))?));
    }
    for (name, text) in texts {
        let text = text.repeat(20);
        let mut best = f64::MAX;
        for _ in 0..5 {
            let start = Instant::now();
            let n_mentions = lexicon.read(&text).mentions(false).len();
            best = best.min(start.elapsed().as_secs_f64());
            std::hint::black_box(n_mentions);
        }
        writeln!(out, "| {name} | {:.0} |", text.len() as f64 / 1e6 / best)?;
    }
    Ok(())
}

fn millis(duration: std::time::Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
