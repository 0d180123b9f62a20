//! `--show-settings`: what a run would go by, and where each setting was said.

use std::fmt::Write as _;
use std::path::Path;

use clap::ValueEnum as _;

use super::check::{CheckArgs, FailOn};
use super::lawbook;
use crate::ordered::Jobs;
use crate::phrase::Phrase;
use crate::rulebook::{Language, Texts};

/// Who said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// A flag, or its environment variable.
    Given,
    /// The configuration.
    Configured,
    /// Nobody.
    Default,
}

impl Origin {
    /// Whoever comes first of those who said something.
    fn of(is_given: bool, is_configured: bool) -> Origin {
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
    /// What a run goes by.
    pub(super) fn of(
        args: &CheckArgs,
        configured: Option<&lawbook::Configured>,
        frozen_in: Option<&Path>,
        fail_on: FailOn,
        language: Language,
        jobs: Jobs,
    ) -> Settings {
        let config = configured.map(|configured| &configured.config);
        let written = |path: &Path| path.display().to_string();
        let origin = Origin::of;
        let mut all = Settings::default();
        all.add("config", configured.map(|configured| configured.source.path()), origin(args.config.is_some(), false));
        let is_configured = config.is_some_and(|config| config.language == Some(language));
        all.add("language", Some(language.code()), origin(false, is_configured));
        all.add("law", Some(args.law.year()), origin(args.law != lawbook::Edition::InForce, false));
        let as_of = args.as_of.map(|day| day.to_string());
        all.add("as-of", as_of.as_deref(), origin(as_of.is_some(), false));
        let level = fail_on.to_possible_value();
        let level = level.as_ref().map(|level| level.get_name());
        all.add(
            "fail-on",
            level,
            origin(args.fail_on.is_some(), config.is_some_and(|config| config.fail_on.is_some())),
        );
        all.add_all("format", args.format.iter().cloned(), origin(!args.format.is_empty(), false));
        let local = config.is_some_and(|config| !config.policies.is_empty());
        let places = args.policies.iter().map(|path| written(path));
        let places = places.chain(config.into_iter().flat_map(|config| config.policies.iter().cloned()));
        all.add_all("policies", places, origin(!args.policies.is_empty(), local));
        let frozen = frozen_in.map(written);
        all.add("baseline", frozen.as_deref(), origin(args.baseline.is_some(), frozen.is_some()));
        all.add_all("select", args.select.iter().cloned(), origin(!args.select.is_empty(), false));
        all.add_all("ignore", args.ignore.iter().cloned(), origin(!args.ignore.is_empty(), false));
        all.lines.push((format!("jobs: {jobs}"), origin(args.jobs.is_some(), false)));
        let paths = args.paths.iter().map(|path| written(path));
        let inputs = config.into_iter().flat_map(|config| config.inputs.iter().flat_map(|input| &input.paths));
        let is_configured = config.is_some_and(|config| !config.inputs.is_empty());
        match args.paths.is_empty() {
            false => all.add_all("paths", paths, Origin::Given),
            true => all.add_all("paths", inputs.map(|path| path.value.clone()), origin(false, is_configured)),
        }
        all
    }

    /// Adds a value, or that there is none.
    fn add(&mut self, key: &str, value: Option<&str>, origin: Origin) {
        let value = value.map_or("null".to_owned(), |value| serde_json::Value::from(value).to_string());
        self.lines.push((format!("{key}: {value}"), origin));
    }

    /// Adds a list.
    fn add_all(&mut self, key: &str, values: impl Iterator<Item = String>, origin: Origin) {
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
