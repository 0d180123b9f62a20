//! Report → what people and programs read. One module per format.

mod human;
mod json;
mod short;
pub mod why;

use jiff::civil::Date;

use crate::report::{Place, Report};
use crate::rulebook::Texts;
use crate::source::Counts;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Excerpts, reasons, provisions and advice.
    Human,
    /// A line for each finding.
    Short,
    /// `taushet/report/v1`.
    Json,
}

/// Renders a report. `color` only matters to people.
#[must_use]
pub fn render(report: &Report, format: Format, texts: &Texts, color: bool) -> String {
    match format {
        Format::Human => human::render(report, texts, color),
        Format::Short => short::render(report, texts),
        Format::Json => json::render(report),
    }
}

/// What is written before the reports of pieces.
#[must_use]
pub fn open(format: Format, as_of: Date) -> String {
    match format {
        Format::Human | Format::Short => String::new(),
        Format::Json => json::open(as_of),
    }
}

/// What has been written of a report that comes in parts.
#[derive(Debug, Default)]
pub struct SoFar {
    n_findings: usize,
    failures: Vec<String>,
}

/// Renders the report of a piece.
#[must_use]
pub fn part(report: &Report, format: Format, texts: &Texts, color: bool, so_far: &mut SoFar) -> String {
    match format {
        Format::Human => human::findings(report, texts, color),
        Format::Short => short::render(report, texts),
        Format::Json => json::part(report, so_far),
    }
}

/// Renders what is left when all pieces have been rendered.
#[must_use]
pub fn close(report: &Report, format: Format, texts: &Texts, color: bool, so_far: &mut SoFar) -> String {
    match format {
        Format::Human | Format::Short => render(report, format, texts, color),
        Format::Json => json::close(report, so_far),
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
