//! Report → what people and programs read. One module per format.

mod human;
mod json;
mod short;
pub mod why;

use crate::report::Report;
use crate::rulebook::Texts;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Med utsnitt av teksten, begrunnelse, hjemmel og råd
    Human,
    /// Én linje per funn
    Short,
    /// For programmer: taushet/report/v1
    Json,
}

/// Renders a report. `color` only matters to people.
#[must_use]
pub fn render(report: &Report, format: Format, texts: &Texts, color: bool) -> String {
    match format {
        Format::Human => human::render(report, texts, color),
        Format::Short => short::render(report),
        Format::Json => json::render(report),
    }
}
