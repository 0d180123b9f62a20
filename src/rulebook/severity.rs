//! How serious a finding is, and where.

use std::fmt;
use std::str::FromStr;

use crate::phrase::Phrase;

/// How serious a finding is; ordered, the most serious last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably wrong, or a question to a human.
    Warning,
    /// Breaks the duty.
    Error,
}

impl Severity {
    /// The word that reports use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl FromStr for Severity {
    type Err = Phrase;

    fn from_str(text: &str) -> Result<Severity, Phrase> {
        match text {
            "info" => Ok(Severity::Info),
            "warning" => Ok(Severity::Warning),
            "error" => Ok(Severity::Error),
            other => Err(phrase!("not-a-severity", other)),
        }
    }
}

/// A rule's severity: one for all (`error`), or one per class of channel (`K0=error, K1=warning`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Severities {
    everywhere: Option<Severity>,
    by_class: Vec<(String, Severity)>,
}

impl Severities {
    /// The severity in a channel of these classes; the worst there is when no class is named.
    #[must_use]
    pub fn within<'a>(&self, mut classes: impl Iterator<Item = &'a str>) -> Severity {
        classes
            .find_map(|class| self.by_class.iter().find(|(known, _)| known == class).map(|(_, severity)| *severity))
            .or(self.everywhere)
            .unwrap_or_else(|| self.worst())
    }

    /// The most serious of them.
    #[must_use]
    pub fn worst(&self) -> Severity {
        self.by_class.iter().map(|(_, severity)| *severity).chain(self.everywhere).max().unwrap_or(Severity::Error)
    }
}

impl FromStr for Severities {
    type Err = Phrase;

    fn from_str(text: &str) -> Result<Severities, Phrase> {
        let mut severities = Severities { everywhere: None, by_class: Vec::new() };
        for part in text.split(',').map(str::trim) {
            match part.split_once('=') {
                Some((class, severity)) => severities.by_class.push((class.to_owned(), severity.parse()?)),
                None => severities.everywhere = Some(part.parse()?),
            }
        }
        Ok(severities)
    }
}

impl fmt::Display for Severities {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let everywhere = self.everywhere.map(|severity| severity.to_string());
        let by_class = self.by_class.iter().map(|(class, severity)| format!("{class}: {severity}"));
        out.write_str(&everywhere.into_iter().chain(by_class).collect::<Vec<_>>().join(", "))
    }
}
