//! Report → what people and programs read. One module per format.

mod azure;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod rule;
mod sarif;
mod short;
mod summary;
mod visible;
pub mod why;

use std::collections::BTreeMap;
use std::io;

use jiff::civil::Date;
use serde::Serialize;

use crate::ordered::Jobs;
use crate::phrase::Phrase;
use crate::report::{Failure, Finding, Place, Report, Safety, Text};
use crate::rulebook::Texts;
use crate::source::{Counts, Position};
use visible::one_line;
pub use visible::visible;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Excerpts, reasons, provisions and advice.
    Human,
    /// A line for each finding.
    Short,
    /// `taushet/report/v1`.
    Json,
    /// SARIF 2.1.0, for kodeskanning og redigeringsprogrammer
    Sarif,
    /// Merknader i GitHub Actions
    Github,
    /// Code Quality i GitLab
    Gitlab,
    /// Merknader i Azure Pipelines
    Azure,
    /// Testresultater i JUnit-format
    Junit,
}

impl Format {
    /// Whether people read it as it comes: what could not be checked is then told apart from findings.
    #[must_use]
    pub fn is_for_people(self) -> bool {
        matches!(self, Format::Human | Format::Short)
    }
}

/// Renders a report. `color` only matters to people.
#[must_use]
pub fn render(report: &Report, format: Format, texts: &Texts, color: bool) -> String {
    let mut text = Vec::new();
    // Writing to memory cannot fail, and what is written is text.
    let _ = write(report, format, texts, color, Jobs::MIN, &mut text);
    String::from_utf8(text).unwrap_or_default()
}

/// Writes a report as it is rendered, what people read on at most `jobs` threads. It is never held as a whole.
///
/// # Errors
/// What the writer says.
pub fn write(
    report: &Report,
    format: Format,
    texts: &Texts,
    color: bool,
    jobs: Jobs,
    out: &mut impl io::Write,
) -> io::Result<()> {
    match format {
        Format::Human => human::write(report, texts, color, jobs, out),
        Format::Short => short::lines(report, texts).try_for_each(|line| out.write_all(line.as_bytes())),
        Format::Json => json::write(report, out),
        Format::Sarif | Format::Github | Format::Gitlab | Format::Azure | Format::Junit => {
            out.write_all(open(format, report.as_of).as_bytes())?;
            close(report, format, texts, color, &mut SoFar::default(), out)
        }
    }
}

/// Writes what could not be checked, as a format for people tells it; programs have it in their report.
///
/// # Errors
/// What the writer says.
pub fn write_failures(
    report: &Report,
    format: Format,
    texts: &Texts,
    color: bool,
    out: &mut impl io::Write,
) -> io::Result<()> {
    match format {
        Format::Human => human::failures(report, texts, color).try_for_each(|text| out.write_all(text.as_bytes())),
        Format::Short => short::failures(report, texts).try_for_each(|line| out.write_all(line.as_bytes())),
        _ => Ok(()),
    }
}

/// How much could not be checked and how many files were not read, in words; empty where all was.
#[must_use]
pub fn unread(report: &Report, texts: &Texts) -> String {
    summary::unread(report, texts).join(" ")
}

/// What is written before the reports of pieces.
#[must_use]
pub fn open(format: Format, as_of: Date) -> String {
    match format {
        Format::Human | Format::Short | Format::Github | Format::Azure => String::new(),
        Format::Json => json::open(as_of),
        Format::Sarif => sarif::open(as_of),
        Format::Gitlab => gitlab::open(),
        Format::Junit => junit::open(),
    }
}

/// What has been written of a report that comes in parts.
#[derive(Debug, Default)]
pub struct SoFar {
    /// Entries of the list that is written as it comes.
    n_items: usize,
    /// What waits for the end.
    failures: Vec<String>,
    suppressed: Vec<String>,
    /// The rules that have been named, with what the end says of them.
    rules: Vec<rule::Named>,
    /// How often a name that must be unique has been asked for.
    seen: BTreeMap<String, u64>,
}

impl SoFar {
    /// How many of a name came before this one.
    fn times_before(&mut self, name: String) -> u64 {
        let seen = self.seen.entry(name).or_default();
        *seen += 1;
        *seen - 1
    }

    /// Writes an entry of a list in JSON, on a line of its own.
    fn write_item(&mut self, item: &impl Serialize, out: &mut impl io::Write) -> io::Result<()> {
        out.write_all(if self.n_items == 0 { b"\n" } else { b",\n" })?;
        self.n_items += 1;
        Ok(serde_json::to_writer(out, item)?)
    }
}

/// Writes the report of a piece.
///
/// # Errors
/// What the writer says.
pub fn part(
    report: &Report,
    format: Format,
    texts: &Texts,
    color: bool,
    so_far: &mut SoFar,
    out: &mut impl io::Write,
) -> io::Result<()> {
    match format {
        Format::Human => human::write_findings(report, texts, color, Jobs::MIN, out),
        Format::Short => write(report, format, texts, color, Jobs::MIN, out),
        Format::Json => json::part(report, so_far, out),
        Format::Sarif => sarif::part(report, texts, so_far, out),
        Format::Github => github::part(report, texts, out),
        Format::Gitlab => gitlab::part(report, texts, so_far, out),
        Format::Azure => azure::part(report, texts, out),
        Format::Junit => junit::part(report, texts, so_far, out),
    }
}

/// Writes what is left when all pieces have been written.
///
/// # Errors
/// What the writer says.
pub fn close(
    report: &Report,
    format: Format,
    texts: &Texts,
    color: bool,
    so_far: &mut SoFar,
    out: &mut impl io::Write,
) -> io::Result<()> {
    match format {
        Format::Human | Format::Short => write(report, format, texts, color, Jobs::MIN, out),
        Format::Json => json::close(report, so_far, out),
        Format::Sarif => sarif::close(report, texts, so_far, out),
        Format::Github => github::close(report, texts, out),
        Format::Gitlab => gitlab::close(report, texts, so_far, out),
        Format::Azure => azure::close(report, texts, out),
        Format::Junit => junit::close(report, texts, so_far, out),
    }
}

/// `file:line:column`, or where the file has no lines, `file:paragraph 12:column`.
fn at(report: &Report, place: Place, texts: &Texts) -> String {
    let Some(source) = report.sources.get(place.source) else { return String::new() };
    let position = source.position(place.span.start);
    let line = match source.counts() {
        Counts::Lines => position.line.to_string(),
        Counts::Paragraphs => format!("{} {}", texts.say(&phrase!("paragraph")), position.line),
    };
    format!("{}:{line}:{}", source.path(), position.column)
}

/// First character and the one after the last, where the file has lines.
fn lines(report: &Report, place: Place) -> Option<(Position, Position)> {
    let source = report.sources.get(place.source).filter(|source| source.counts() == Counts::Lines)?;
    Some((source.position(place.span.start), source.position(place.span.end)))
}

/// What is told at a place by formats that only know lines: the paragraph first, where the file has none.
fn told_at(report: &Report, place: Place, message: &str, texts: &Texts) -> String {
    match report.sources.get(place.source).filter(|source| source.counts() == Counts::Paragraphs) {
        Some(source) => {
            let paragraph = source.position(place.span.start).line;
            format!("{} {paragraph}: {message}", texts.say(&phrase!("paragraph")))
        }
        None => message.to_owned(),
    }
}

/// A finding in one text: what is wrong, under which provision, and what to do.
fn told(report: &Report, finding: &Finding, texts: &Texts) -> String {
    let message = told_at(report, finding.place, &finding.message, texts);
    let law = finding.law.join(", ");
    let lines = [
        (phrase!("footer-law"), Some(law).filter(|law| !law.is_empty())),
        (phrase!("footer-do"), advice(finding, texts)),
    ];
    with_lines(message, &lines, texts)
}

/// A failure in one text.
fn told_failure(report: &Report, failure: &Failure, texts: &Texts) -> String {
    let message = match failure.place {
        Some(place) => told_at(report, place, &failure.message, texts),
        None => failure.message.clone(),
    };
    with_lines(message, &[(phrase!("footer-do"), failure.help.clone())], texts)
}

fn with_lines(mut text: String, lines: &[(Phrase, Option<String>)], texts: &Texts) -> String {
    for (heading, line) in lines {
        if let Some(line) = line {
            text.push_str(&format!("\n{} {line}", texts.say(heading)));
        }
    }
    text
}

/// What to do, and the option that does it.
fn advice(finding: &Finding, texts: &Texts) -> Option<String> {
    let fix = finding.fix.as_ref().map(|fix| match fix.safety {
        Safety::Safe => texts.say(&phrase!("fix-safe")),
        Safety::Suggested => texts.say(&phrase!("fix-suggested")),
    });
    match (&finding.help, fix) {
        (Some(help), Some(fix)) => Some(format!("{help} {fix}")),
        (help, fix) => help.as_ref().map(Text::to_string).or(fix),
    }
}

/// The path of the file that failed; empty when it is none.
fn failed_path<'r>(report: &'r Report, failure: &'r Failure) -> &'r str {
    failure.place.map_or(failure.path.as_str(), |place| report.path(place))
}

/// A line of a build log that no runner takes for a command, whatever a file's name or text says: both GitHub and Azure
/// look for `##[` and `##vso[` anywhere in a line.
fn log_line(text: &str) -> String {
    one_line(text).replace('#', "# ")
}
