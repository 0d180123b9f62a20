//! That knowing more never hurts, and that not knowing never helps.
//!
//! A fact stated in the favourable sense never turns a permit into none; a fact left out is worth no more than one stated
//! unfavourably, but for refinements (verdicts.md rules 4 and 5, contract § 2.1).
//! Must not know any norm.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::expression::{access, has, truth};
use super::model::{ModelError, Rule};
use super::question::Taken;
use super::{Claim, Prover, Tell};
use crate::rulebook::{Action, Norm};
use crate::vocabulary::{Field, Shape};

/// A fact that can be stated or left out.
struct Known {
    /// Attributes, from the context.
    attributes: Vec<String>,
    /// As a document writes it.
    path: String,
}

impl<'r> Prover<'r> {
    /// Tries every norm of the content with every fact that it asks for.
    ///
    /// # Errors
    /// A policy cannot be put to the solver.
    pub fn knowledge(&mut self, tell: &mut Tell<'_>) -> Result<(), ModelError> {
        for action in [Action::Disclose, Action::DiscloseByDuty] {
            let facts = known(self.model.facts(action), &[], "");
            let rulebook = self.model.rulebook;
            for norm in rulebook.norms().iter().filter(|norm| norm.actions.contains(&action) && !norm.forbids) {
                if !self.is_asked(&norm.id) {
                    continue;
                }
                let rule = self.model.rule(norm, action)?;
                for fact in &facts {
                    if !is_among(&self.knowledge.neither, norm, fact) && asks(&rule, fact) {
                        self.knowledge_of(norm, &rule, action, fact, tell)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn knowledge_of(
        &mut self,
        norm: &'r Norm,
        rule: &Rule,
        action: Action,
        fact: &Known,
        tell: &mut Tell<'_>,
    ) -> Result<(), ModelError> {
        let favourable = !self.knowledge.against.contains(&fact.path);
        let claims = [
            (Claim::FavourableNeverHurts(fact.path.clone()), [Some(!favourable), Some(favourable)]),
            (Claim::KnowingNeverHurts(fact.path.clone()), [None, Some(favourable)]),
            (Claim::UnknownIsNoYes(fact.path.clone()), [None, Some(!favourable)]),
        ];
        for (claim, [before, after]) in claims {
            if matches!(claim, Claim::UnknownIsNoYes(_)) && is_among(&self.knowledge.refinements, norm, fact) {
                continue;
            }
            let [one, other] = [before, after].map(|stated| stating(rule, fact, stated));
            let answer = self.implied(std::slice::from_ref(&one), std::slice::from_ref(&other), action)?;
            let [one, other] = [before, after].map(|stated| original(norm, action, fact, stated));
            let (one, other) = (one?, other?);
            let rulebook = self.model.rulebook;
            let attributes: Vec<&str> = fact.attributes.iter().map(String::as_str).collect();
            let outcome = self.outcome_with(
                answer,
                action,
                |example| example.with(&attributes, after == Some(true)),
                &|question| {
                    norm.in_force.covers(question.day)
                        && question.taken(&one, rulebook) == Taken::Matches
                        && question.taken(&other, rulebook) == Taken::DoesNotMatch
                },
            );
            tell(self.proof(&norm.id, claim, outcome));
        }
        Ok(())
    }
}

/// In the place of a norm: all of them.
const EVERY: &str = "*";

/// Whether a fact is among those of a norm.
fn is_among(facts: &BTreeMap<String, Vec<String>>, norm: &Norm, fact: &Known) -> bool {
    [&norm.id, EVERY].into_iter().filter_map(|id| facts.get(id)).any(|facts| facts.contains(&fact.path))
}

/// The yes-or-no facts that a document may leave out.
fn known(fields: &[Field], attributes: &[String], prefix: &str) -> Vec<Known> {
    let mut found = Vec::new();
    for field in fields {
        let mut attributes = attributes.to_vec();
        attributes.push(field.attribute.clone());
        let path = format!("{prefix}{}", field.key);
        match &field.shape {
            Shape::Record(inner) => found.extend(known(inner, &attributes, &format!("{path}."))),
            Shape::Bool if !field.required => found.push(Known { attributes, path }),
            _ => {}
        }
    }
    found
}

/// Whether a rule asks for a fact.
fn asks(rule: &Rule, fact: &Known) -> bool {
    rule.conditions.iter().any(|condition| stated(condition, fact, None) != *condition)
}

/// The rule for requests that state the fact so, or leave it out.
fn stating(rule: &Rule, fact: &Known, value: Option<bool>) -> Rule {
    let conditions = rule.conditions.iter().map(|condition| stated(condition, fact, value)).collect();
    Rule { conditions, ..rule.clone() }
}

/// The norm's own policy likewise.
fn original(
    norm: &Norm,
    action: Action,
    fact: &Known,
    value: Option<bool>,
) -> Result<cedar_policy::Policy, ModelError> {
    let mut policy = norm.policy().map_err(ModelError::new)?.to_json().map_err(ModelError::new)?;
    if let Some(conditions) = policy.get_mut("conditions") {
        *conditions = stated(conditions, fact, value);
    }
    let id = cedar_policy::PolicyId::new(format!("{}-{}", norm.id, action.name()));
    cedar_policy::Policy::from_json(Some(id), policy).map_err(ModelError::new)
}

/// An expression in which the fact is what it is said to be.
fn stated(expression: &Json, fact: &Known, value: Option<bool>) -> Json {
    let path: Vec<&str> = fact.attributes.iter().map(String::as_str).collect();
    if *expression == has(&path) {
        return truth(value.is_some());
    }
    if *expression == access(&path) {
        return truth(value == Some(true));
    }
    match expression {
        Json::Object(node) => node.iter().map(|(key, part)| (key.clone(), stated(part, fact, value))).collect(),
        Json::Array(parts) => parts.iter().map(|part| stated(part, fact, value)).collect(),
        other => other.clone(),
    }
}
