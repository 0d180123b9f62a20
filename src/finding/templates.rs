//! Templates beside each other, over a whole run: a difference in form tells what a theme hides.

use std::collections::{BTreeMap, BTreeSet};

use super::Rule;
use crate::decide::{Court, DecideError, compare};
use crate::read::Message;
use crate::report::{Finding, Place};
use crate::rulebook::{self, Severity};

/// The templates of a run so far, by channel.
#[derive(Default)]
pub(crate) struct Templates {
    by_channel: BTreeMap<String, Counted>,
}

#[derive(Default)]
struct Counted {
    /// How many of each style.
    counts: BTreeMap<String, usize>,
    /// Where the first of each combination of styles stands.
    first: BTreeMap<BTreeSet<String>, Place>,
}

impl Templates {
    /// Counts a template. `styles` are values of `Style`; a message that is no template has none.
    pub(crate) fn add(&mut self, message: &Message, styles: Vec<String>, place: Place) {
        if styles.is_empty() {
            return;
        }
        let counted = self.by_channel.entry(message.channel.text().to_owned()).or_default();
        for style in &styles {
            *counted.counts.entry(style.clone()).or_default() += 1;
        }
        counted.first.entry(styles.into_iter().collect()).or_insert(place);
    }

    /// Adds the templates of the next part of a run. Whether one of them is the first of its kind.
    pub(crate) fn append(&mut self, next: Templates) -> bool {
        let mut is_first = false;
        for (channel, next) in next.by_channel {
            let counted = self.by_channel.entry(channel).or_default();
            for (style, count) in next.counts {
                *counted.counts.entry(style).or_default() += count;
            }
            for (styles, place) in next.first {
                counted.first.entry(styles).or_insert_with(|| {
                    is_first = true;
                    place
                });
            }
        }
        is_first
    }

    /// What they tell beside each other: at the first that has most of the styles that count.
    ///
    /// # Errors
    /// A policy that errs.
    pub(crate) fn judge(&self, court: &Court<'_>) -> Result<Vec<Finding>, DecideError> {
        let mut findings = Vec::new();
        let rulebook = court.rulebook;
        for (channel, counted) in &self.by_channel {
            for rule in compare(court, channel, &counted.counts)? {
                let at = rule.at.as_deref().unwrap_or_default();
                let Some(place) = counted.first.iter().find(|(styles, _)| styles.contains(at)).map(|(_, place)| *place)
                else {
                    continue;
                };
                let count = |style: &str| counted.counts.get(style).copied().unwrap_or_default().to_string();
                let counts: Vec<(&str, String)> =
                    rulebook.vocabulary.values("Style").map(|style| (style, count(style))).collect();
                let channel = rulebook.texts.term("System", channel);
                let mut values: Vec<(&str, &str)> =
                    counts.iter().map(|(style, count)| (*style, count.as_str())).collect();
                values.push(("channel", channel));
                let severity = rule.severity.as_ref().map_or(Severity::Warning, rulebook::Severities::worst);
                findings.push(Rule::of_norm(rule, severity).finding(rulebook, place, &values));
            }
        }
        Ok(findings)
    }
}
