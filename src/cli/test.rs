//! `taushet test`: a municipality's own documents with expectations, run as tests of its policies.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::lawbook::{self, Edition};
use super::today::today;
use super::{CLEAN, FAILED, FINDINGS, NO_INPUT, complain, print, working_folder};
use crate::check::{Input, Run, check};
use crate::discover::{self, Found, Mappings, Unread};
use crate::expect::{self, Coverage, NormCoverage, Scope};
use crate::mask::mask;
use crate::phrase::Phrase;
use crate::read::{self, Config, Document};
use crate::render::visible;
use crate::report::Report;
use crate::rulebook::{InForce, Language, Rulebook, Texts};
use crate::source::Source;
use crate::why;

#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// Files and folders with expectations.
    paths: Vec<PathBuf>,
    /// Folders of local law.
    #[arg(long, env = "TAUSHET_POLICIES", value_delimiter = ',')]
    policies: Vec<PathBuf>,
    /// The edition of forvaltningsloven.
    #[arg(long, env = "TAUSHET_LAW", default_value = "1967")]
    law: Edition,
    /// The day on which flows without one are judged.
    #[arg(long, env = "TAUSHET_AS_OF")]
    as_of: Option<Date>,
    /// Tell what was exercised.
    #[arg(long)]
    coverage: bool,
}

/// What the whole run came to.
#[derive(Default)]
struct Tally {
    files: usize,
    agree: usize,
    expectations: usize,
    disagreements: usize,
    /// Documents without expectations.
    idle: usize,
    unreadable: bool,
}

/// What every file of a run is tested under.
struct Bench<'r> {
    rulebook: &'r Rulebook,
    as_of: Date,
    here: &'r Path,
    config: Option<(&'r Config, &'r Source)>,
}

pub(super) fn run(args: &TestArgs, language: Language) -> Result<u8, Phrase> {
    let here = working_folder()?;
    let shipped = lawbook::edition(args.law, language)?;
    let configured = lawbook::configuration(None, &here, &shipped)?;
    let configured_places =
        configured.iter().flat_map(|found| found.config.policies.iter().map(|path| found.root.join(path)));
    let places: Vec<PathBuf> = args.policies.iter().cloned().chain(configured_places).collect();
    let local =
        lawbook::local(args.law, &places, &here, &shipped.texts).map_err(|refused| refused.tell(&shipped.texts))?;
    let rulebook = local.unwrap_or(shipped);
    let texts = &rulebook.texts;
    let root = configured.as_ref().map_or(here.as_path(), |configured| &configured.root);
    let config = configured.as_ref().map(|configured| (&configured.config, &configured.source));
    let found = gather(&args.paths, config.map(|(config, _)| config), root, &here);
    let as_of = args.as_of.unwrap_or_else(today);
    let bench = Bench { rulebook: &rulebook, as_of, here: &here, config };
    let mut out = String::new();
    let mut tally = Tally::default();
    let mut coverage = Coverage::default();
    if let Some(configured) = &configured {
        let path = configured.source.path();
        configured
            .problems
            .iter()
            .for_each(|problem| tally.failed(&mut out, path, &texts.say(&problem.message), texts));
    }
    for failure in &found.failures {
        let path = if failure.path.is_empty() { config.map_or("", |(_, source)| source.path()) } else { &failure.path };
        tally.failed(&mut out, path, &texts.say(&failure.message), texts);
    }
    for input in &found.inputs {
        if let Some(source) = found.sources.get(input.source) {
            test(&bench, source, *input, &mut tally, &mut coverage, &mut out);
        }
    }
    let summary = texts.say(&phrase!(
        "test-summary",
        files = tally.files,
        agree = tally.agree,
        expectations = tally.expectations,
        disagreements = tally.disagreements,
        idle = tally.idle
    ));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "\n{summary}");
    if args.coverage && tally.files > 0 {
        let _ = write!(out, "\n{}", table(&coverage, &rulebook));
    }
    print(&visible(&mask(&out)))?;
    if tally.unreadable {
        return Ok(FAILED);
    }
    if tally.expectations == 0 {
        complain(&phrase!("test-nothing"), texts);
        return Ok(NO_INPUT);
    }
    Ok(if tally.disagreements == 0 { CLEAN } else { FINDINGS })
}

/// The texts of the run, found as `check` finds them.
fn gather(paths: &[PathBuf], config: Option<&Config>, root: &Path, here: &Path) -> Found {
    let mut found = Found::default();
    let mappings = Mappings::new(config, root);
    found.failures.extend(mappings.failures.iter().cloned());
    if !paths.is_empty() {
        paths.iter().for_each(|path| found.path(path, here, &mappings));
    } else if let Some(config) = config.filter(|config| !config.inputs.is_empty()) {
        found.configured(config, 0, here, &mappings);
    } else {
        found.path(here, here, &mappings);
    }
    found.inputs.sort_by(|a, b| {
        let path = |input: &Input| found.sources.get(input.source).map(Source::path);
        path(a).cmp(&path(b))
    });
    found.inputs.dedup_by(|a, b| {
        let path = |input: &Input| found.sources.get(input.source).map(Source::path);
        path(a) == path(b)
    });
    found.hold();
    found
}

impl Tally {
    /// Something could not be read.
    fn failed(&mut self, out: &mut String, path: &str, message: &str, texts: &Texts) {
        self.unreadable = true;
        let _ = writeln!(out, "{path}: {}", texts.say(&phrase!("test-failure", message)));
    }
}

/// Tests one file.
fn test(
    bench: &Bench<'_>,
    source: &Source,
    input: Input,
    tally: &mut Tally,
    coverage: &mut Coverage,
    out: &mut String,
) {
    let texts = &bench.rulebook.texts;
    let path = source.path();
    let beside = match beside(source, bench.here) {
        Ok(beside) => beside,
        Err(failure) => return tally.failed(out, &failure.path, &texts.say(&failure.message), texts),
    };
    let mut sources = vec![source.clone()];
    sources.extend(bench.config.map(|(_, source)| source.clone()));
    let report = check(
        bench.rulebook,
        Run {
            config: bench.config.map(|(config, _)| (config.clone(), 1)),
            ..Run::new(sources, vec![Input { source: 0, ..input }], bench.as_of)
        },
    );
    if report.left_alone > 0 {
        return;
    }
    let expectations = expect::read(path, source.text(), beside.as_deref());
    if expectations.is_empty() {
        tally.idle += 1;
    } else {
        tally.files += 1;
        tally.expectations += expectations.len();
    }
    let disagreements = expectations.against(&report, Scope::Case);
    tally.unreadable |= disagreements.unreadable();
    tally.disagreements += disagreements.len();
    if !disagreements.is_empty() {
        let count = texts.say(&phrase!("test-disagrees", count = disagreements.len()));
        let _ = write!(out, "{path}: {count}\n{}", disagreements.text(path, texts));
    } else if !expectations.is_empty() {
        tally.agree += 1;
        let _ = writeln!(out, "{path}: {}", texts.say(&phrase!("test-agrees")));
    }
    if !expectations.is_empty()
        && let Err(message) = count(bench, source, &report, coverage)
    {
        tally.failed(out, path, &texts.say(&message), texts);
    }
}

/// The text of a document's `.expect` file, when it has one.
fn beside(source: &Source, here: &Path) -> Result<Option<String>, Unread> {
    let path = here.join(format!("{}.expect", source.path()));
    if path.is_file() { discover::read(&path, here).map(|source| Some(source.text().to_owned())) } else { Ok(None) }
}

/// Counts what the flows of a document exercised.
fn count(bench: &Bench<'_>, source: &Source, report: &Report, coverage: &mut Coverage) -> Result<(), Phrase> {
    for document in read::read(source, 0, &bench.rulebook.vocabulary).documents {
        let Document::Flows(flows) = document else { continue };
        for flow in &flows.flows {
            // A flow that could not be judged has no outcome.
            let outcome = report.flows.iter().find(|outcome| outcome.place.span == flow.id.span);
            if let Some(outcome) = outcome {
                let why = why::explain(flow, &flows, bench.rulebook, bench.as_of, outcome.clone());
                coverage.add(&why.map_err(|error| phrase!("policy-erred", error = error.0))?);
            }
        }
    }
    Ok(())
}

/// The table of what was exercised, for people.
fn table(coverage: &Coverage, rulebook: &Rulebook) -> String {
    let texts = &rulebook.texts;
    let rows = coverage.rows(rulebook);
    let headings = [
        phrase!("test-column-law"),
        phrase!("test-column-slug"),
        phrase!("test-column-held"),
        phrase!("test-column-lacked"),
        phrase!("test-column-fell-away"),
        phrase!("test-column-conditions"),
        phrase!("test-column-limits"),
    ]
    .map(|heading| texts.say(&heading));
    let cells: Vec<[String; 7]> = rows.iter().map(|row| cells(row, texts)).collect();
    let width = |column: usize| {
        let all = cells.iter().chain([&headings]).filter_map(|cells| cells.get(column));
        all.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let line = |cells: &[String; 7]| {
        let padded = cells.iter().zip(&widths).enumerate().map(|(index, (cell, width))| match index {
            0 | 1 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        format!("  {}", padded.collect::<Vec<_>>().join("  "))
    };
    let (untouched, touched): (Vec<_>, Vec<_>) = rows.iter().zip(&cells).partition(|(row, _)| !row.is_touched());
    let mut out = format!("{}\n", texts.say(&phrase!("test-coverage", flows = coverage.flows())));
    let untouched_heading = phrase!("test-untouched", count = untouched.len());
    let touched_heading = phrase!("test-touched", count = touched.len());
    for (heading, part) in [(untouched_heading, &untouched), (touched_heading, &touched)] {
        if part.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{}\n{}", texts.say(&heading), line(&headings));
        for (row, cells) in part {
            let _ = writeln!(out, "{}", line(cells));
            // Of a norm that nothing touched, nothing is exercised.
            let idle = if row.is_touched() { idle(row, texts) } else { Vec::new() };
            for line in idle {
                let _ = writeln!(out, "      {line}");
            }
        }
    }
    let sum = |number: fn(&NormCoverage) -> usize| rows.iter().map(number).sum::<usize>().to_string();
    let total = texts.say(&phrase!(
        "test-total",
        touched = touched.len(),
        norms = rows.len(),
        failed = sum(|row| row.conditions - row.idle_conditions.len()),
        conditions = sum(|row| row.conditions),
        reached = sum(|row| row.limits - row.idle_limits.len()),
        limits = sum(|row| row.limits)
    ));
    let _ = writeln!(out, "\n{total}");
    out
}

fn cells(row: &NormCoverage, texts: &Texts) -> [String; 7] {
    let slug = row.slugs.first().map_or("", String::as_str);
    let known_as = if slug == row.id { slug.to_owned() } else { format!("{slug} ({})", row.id) };
    let in_force = match row.in_force == InForce::default() {
        true => String::new(),
        false => format!(" [{}]", texts.say(&row.in_force.into())),
    };
    let of = |idle: usize, all: usize| match all {
        0 => "–".to_owned(),
        _ => {
            let (tried, all) = ((all - idle).to_string(), all.to_string());
            texts.say(&phrase!("test-of", tried, all))
        }
    };
    [
        format!("{}{in_force}", texts.law(slug)),
        known_as,
        row.held.to_string(),
        row.lacked.to_string(),
        row.fell_away.to_string(),
        of(row.idle_conditions.len(), row.conditions),
        of(row.idle_limits.len(), row.limits),
    ]
}

/// What of a norm no flow exercised.
fn idle(row: &NormCoverage, texts: &Texts) -> Vec<String> {
    let conditions = row.idle_conditions.iter().map(|path| {
        let label = texts.condition(path).map(|text| text.label.clone());
        let label = label.unwrap_or_else(|| texts.say(&phrase!("test-own-condition")));
        texts.say(&phrase!("test-idle-condition", label, path))
    });
    let limits = row.idle_limits.iter().map(|limit| {
        let title = texts.citation(limit).map(|citation| citation.title.clone());
        let title = title.or_else(|| texts.rule(limit).map(|rule| rule.title.clone()));
        match title {
            Some(title) => texts.say(&phrase!("test-idle-limit", title, limit)),
            None => texts.say(&phrase!("test-idle-edge")),
        }
    });
    conditions.chain(limits).collect()
}
