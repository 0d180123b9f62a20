//! `--show-settings`: what a run would go by, and where each setting was said.

use std::fmt::Write as _;

use crate::phrase::Phrase;
use crate::rulebook::Texts;

/// Who said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A flag, or its environment variable.
    Given,
    /// The configuration.
    Configured,
    /// Nobody.
    Default,
}

impl Origin {
    /// Whoever comes first of those who said something.
    pub(super) fn of(is_given: bool, is_configured: bool) -> Origin {
        match (is_given, is_configured) {
            (true, _) => Origin::Given,
            (false, true) => Origin::Configured,
            (false, false) => Origin::Default,
        }
    }

    fn phrase(self) -> Phrase {
        match self {
            Origin::Given => phrase!("settings-given"),
            Origin::Configured => phrase!("settings-configured"),
            Origin::Default => phrase!("settings-default"),
        }
    }
}

/// Settings as YAML, each with who said it.
#[derive(Debug, Default)]
pub(super) struct Settings {
    lines: Vec<(String, Origin)>,
}

impl Settings {
    /// Adds a value, or that there is none.
    pub(super) fn add(&mut self, key: &str, value: Option<&str>, origin: Origin) {
        let value = value.map_or("null".to_owned(), |value| serde_json::Value::from(value).to_string());
        self.lines.push((format!("{key}: {value}"), origin));
    }

    /// Adds a list.
    pub(super) fn add_all(&mut self, key: &str, values: impl Iterator<Item = String>, origin: Origin) {
        let values: Vec<serde_json::Value> = values.map(serde_json::Value::from).collect();
        self.lines.push((format!("{key}: {}", serde_json::Value::from(values)), origin));
    }

    pub(super) fn text(&self, texts: &Texts) -> String {
        let mut out = String::new();
        for (line, origin) in &self.lines {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{line}  # {}", texts.say(&origin.phrase()));
        }
        out
    }
}
