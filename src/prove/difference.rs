//! What a change of law changes: flows that pass by the one and not by the other.
//!
//! Must not know any norm.

use std::time::Duration;

use super::example::is_about_flows;
use super::model::{ModelError, Rule};
use super::{Outcome, ProveError, Prover};
use crate::law::LawFile;
use crate::rulebook::{ACTIONS, Action, Rulebook};

/// Which way a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Holds now and did not before.
    Opened,
    /// Held before and does not now.
    Closed,
}

/// Something that a change of law changes.
#[derive(Clone, Debug)]
pub struct Change {
    /// The policy that is new, gone or another.
    pub id: String,
    /// What it is about.
    pub action: Action,
    /// Which way it goes.
    pub direction: Direction,
    /// `Refuted` with a flow that shows it, or `Unknown`.
    pub outcome: Outcome,
}

impl Prover<'_> {
    /// What a law changes in another that was before it. `schema` and `invariants` are those of the new one.
    ///
    /// # Errors
    /// No solver, or policies of the old law that do not fit the schema of the new one.
    pub fn differences(
        [before, after]: [&Rulebook; 2],
        schema: &str,
        invariants: &[LawFile],
        limit: Duration,
    ) -> Result<Vec<Change>, ProveError> {
        let mut old = Prover::beside(before, schema, invariants, limit, &[after])?;
        let mut new = Prover::beside(after, schema, invariants, limit, &[before])?;
        let mut changes = Vec::new();
        for (action, _) in ACTIONS.iter().filter(|(action, _)| is_about_flows(*action)) {
            let was = old.model.rules(*action, &|_| true)?;
            let is = new.model.rules(*action, &|_| true)?;
            changes.extend(new.beyond(*action, &is, &was, before, Direction::Opened)?);
            changes.extend(old.beyond(*action, &was, &is, after, Direction::Closed)?);
        }
        Ok(changes)
    }

    /// What passes by this law's rules and not by the other's, rule by rule.
    fn beyond(
        &mut self,
        action: Action,
        own: &[Rule],
        others: &[Rule],
        other: &Rulebook,
        direction: Direction,
    ) -> Result<Vec<Change>, ModelError> {
        let mut changes = Vec::new();
        let rulebook = self.model.rulebook;
        for (id, asked) in changed(action, own, others) {
            let answer = match asked {
                Asked::Of(rules) => self.implied(&rules, others, action)?,
                Asked::Where(forbid) => self.meet(own, &forbid, action)?,
            };
            let outcome = self
                .outcome(answer, action, &|question| question.passes(rulebook, &[]) && !question.passes(other, &[]));
            if outcome != Outcome::Proved {
                changes.push(Change { id, action, direction, outcome });
            }
        }
        Ok(changes)
    }
}

/// What tells whether the first rules allow what the others do not.
enum Asked {
    /// These of the first rules, against all of the others.
    Of(Vec<Rule>),
    /// All of the first rules, where this rule of the others says no.
    Where(Rule),
}

/// Where the first rules may allow what the others do not: by a permit that the others have not or have otherwise, and
/// where the others forbid what the first do not. Each with the id of the rule that makes the difference.
fn changed(action: Action, own: &[Rule], others: &[Rule]) -> Vec<(String, Asked)> {
    let known = |rules: &[Rule], rule: &Rule| {
        let same = |other: &Rule| other.forbids == rule.forbids && other.conditions == rule.conditions;
        rules.iter().any(|other| other.id == rule.id && same(other))
    };
    // A channel passes by all of its rules together, not by one of them.
    if action == Action::Convey {
        let is_same = own.len() == others.len() && own.iter().all(|rule| known(others, rule));
        return if is_same { Vec::new() } else { vec![(action.name().to_owned(), Asked::Of(own.to_vec()))] };
    }
    let forbids = || own.iter().filter(|rule| rule.forbids).cloned();
    let by_permit = own.iter().filter(|rule| !rule.forbids && !known(others, rule));
    let by_permit = by_permit.map(|rule| (rule.id.clone(), Asked::Of(forbids().chain([rule.clone()]).collect())));
    let by_forbid = others.iter().filter(|rule| rule.forbids && !known(own, rule));
    by_permit.chain(by_forbid.map(|forbid| (forbid.id.clone(), Asked::Where(forbid.clone())))).collect()
}
