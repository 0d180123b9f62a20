//! What a run is given: texts, settings, and what is to be told.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::read::{Baseline, Config};
use crate::report::Failure;
use crate::source::Source;

/// One text to check.
#[derive(Clone, Copy, Debug)]
pub struct Input {
    /// Index among the run's sources.
    pub source: usize,
    /// Index of the configuration's `inputs:` entry that describes it.
    pub mapping: Option<usize>,
    /// Named by the user, so that it must be something that can be checked.
    pub named: bool,
}

/// What a run is given.
#[derive(Clone, Debug)]
pub struct Run {
    /// All texts, the configuration's among them.
    pub sources: Vec<Source>,
    /// The texts to check.
    pub inputs: Vec<Input>,
    /// The configuration and its source.
    pub config: Option<(Config, usize)>,
    /// What went wrong while the texts were gathered.
    pub failures: Vec<Failure>,
    /// The day on which flows without a date are judged.
    pub as_of: Date,
    /// Only these rules, when any are named.
    pub select: Vec<String>,
    /// Not these rules.
    pub ignore: Vec<String>,
    /// The findings of an earlier day, and their source.
    pub baseline: Option<(Baseline, usize)>,
    /// Whether every finding counts, whatever anybody decided.
    pub no_suppressions: bool,
    /// Whether personal data is shown as it is written: on the terminal of whoever has the texts anyway.
    pub shows_personal_data: bool,
    /// The sources that are judged, when not all are; the others are read for what the judged ones refer to.
    pub only: Option<BTreeSet<usize>>,
}

impl Run {
    /// A run over texts without a configuration, of which everything is told and masked.
    #[must_use]
    pub fn new(sources: Vec<Source>, inputs: Vec<Input>, as_of: Date) -> Run {
        Run {
            sources,
            inputs,
            config: None,
            failures: Vec::new(),
            as_of,
            select: Vec::new(),
            ignore: Vec::new(),
            baseline: None,
            no_suppressions: false,
            shows_personal_data: false,
            only: None,
        }
    }

    /// Puts other texts in the place of sources, each by the index of its source.
    pub fn replace(&mut self, texts: BTreeMap<usize, String>) {
        for (index, text) in texts {
            if let Some(source) = self.sources.get_mut(index) {
                *source = Source::new(source.path().to_owned(), text);
            }
        }
    }

    /// Whether findings of a rule are to be told.
    pub(super) fn asks_for(&self, rule: &str) -> bool {
        (self.select.is_empty() || self.select.iter().any(|asked| asked == rule))
            && !self.ignore.iter().any(|ignored| ignored == rule)
    }
}
