//! What kind of file of the law a YAML file is, told without reading it.

/// What the line that says the kind of a file begins with.
const MARKER: &str = "taushet: ";

/// Values of enumerations.
pub(crate) const ENTITIES: &str = "entities/v1";
/// Ready-made descriptions of files.
pub(crate) const FORMATS: &str = "formats/v1";
/// Findings that no single policy makes.
pub(crate) const FINDINGS: &str = "findings/v1";
/// What people read.
pub(crate) const TEXTS: &str = "texts/v1";
/// The provisions that rules cite.
pub(crate) const CITATIONS: &str = "citations/v1";
/// What tells real personal data from what stands for it.
pub(crate) const PERSONAL_DATA: &str = "personal-data/v1";

/// The kind that a text says first.
pub(crate) fn kind(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix(MARKER))
}
