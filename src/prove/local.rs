//! A municipality's own rules beside the law: they only tighten, and where the law says must they do not say no.
//!
//! That a rule forbids is seen by its syntax; what one that permits would open, and what one that forbids would stop, is
//! asked of the solver. Must not know any norm.

use std::collections::BTreeSet;
use std::str::FromStr;

use cedar_policy::{Effect, Policy, PolicyId, PolicySet, PrincipalConstraint};
use serde_json::Value as Json;

use super::example::is_about_flows;
use super::expression::{access, any, entity, equal, variable};
use super::model::{ModelError, Rule};
use super::question::Taken;
use super::solver::Answer;
use super::{Claim, Outcome, Prover, Tell, hypotheses};
use crate::rulebook::{Action, Norm, actions_of};

/// A local rule as its file has it, whether the law would take it or not.
#[derive(Clone, Debug)]
pub struct LocalPolicy {
    /// `@id`, else Cedar's own.
    id: String,
    policy: Policy,
}

impl LocalPolicy {
    /// `@id`, else Cedar's own.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The policies of a file's text; nothing when Cedar cannot read it, which is told where the law is loaded.
    #[must_use]
    pub fn read(text: &str) -> Vec<LocalPolicy> {
        let Ok(set) = PolicySet::from_str(text) else { return Vec::new() };
        let mut policies: Vec<&Policy> = set.policies().collect();
        policies.sort_by_key(|policy| policy.id().to_string().trim_start_matches("policy").parse::<usize>().ok());
        let read = policies.into_iter().map(|policy| {
            let id = policy.annotation("id").map_or_else(|| policy.id().to_string(), str::to_owned);
            LocalPolicy { policy: policy.new_id(PolicyId::new(&id)), id }
        });
        read.collect()
    }
}

impl<'r> Prover<'r> {
    /// Tries local rules against the law.
    ///
    /// # Errors
    /// A rule cannot be put to the solver: it does not fit the schema, for one.
    pub fn local(&mut self, rules: &[LocalPolicy], tell: &mut Tell<'_>) -> Result<(), ModelError> {
        for rule in rules {
            let actions: Vec<Action> =
                actions_of(&rule.policy).into_iter().filter(|action| is_about_flows(*action)).collect();
            if rule.policy.effect() == Effect::Permit {
                let outcome = self.opens(rule, &actions)?;
                tell(self.proof(&rule.id, Claim::OnlyForbids, outcome));
                continue;
            }
            tell(self.proof(&rule.id, Claim::OnlyForbids, Outcome::Proved));
            for action in actions_of(&rule.policy) {
                let outcome = self.can_err(rule, action)?;
                tell(self.proof(&rule.id, Claim::NeverErrs, outcome));
            }
            if actions.iter().any(|action| matches!(action, Action::Disclose | Action::DiscloseByDuty)) {
                self.leaves_duties(rule, actions.contains(&Action::DiscloseByDuty), tell)?;
            }
            if actions.contains(&Action::Convey) {
                let outcome = self.leaves_channel(rule)?;
                tell(self.proof(&rule.id, Claim::LeavesChannel, outcome));
            }
        }
        Ok(())
    }

    /// A flow that a permit would open. A permit that opens nothing is refused all the same: it may, when the law changes.
    fn opens(&mut self, local: &LocalPolicy, actions: &[Action]) -> Result<Outcome, ModelError> {
        for action in actions {
            let rule = self.model.read(&local.policy, &local.id, *action)?;
            let law = self.model.rules(*action, &|_| true)?;
            let answer = self.implied(&[rule], &law, *action)?;
            let rulebook = self.model.rulebook;
            let outcome = self.outcome(answer, *action, &|question| {
                question.taken(&local.policy, rulebook) == Taken::Matches && !question.passes(rulebook, &[])
            });
            if outcome != Outcome::Proved {
                return Ok(outcome);
            }
        }
        Ok(Outcome::Refuted(None))
    }

    fn can_err(&mut self, local: &LocalPolicy, action: Action) -> Result<Outcome, ModelError> {
        let rule = self.model.read(&local.policy, &local.id, action)?;
        let policy = self.model.policy(&self.in_fact(&rule, action)?, action)?;
        let compiled = super::solver::compile(&policy, &self.model.environment(action)?, &self.model.schema)?;
        let answer = self.solver.never_errs(&compiled);
        let rulebook = self.model.rulebook;
        Ok(self.outcome(answer, action, &|question| question.taken(&local.policy, rulebook) == Taken::Errs))
    }

    /// A rule on disclosure does not stop a duty, which stands above it; but one that says no in every case in which a duty
    /// says must, says what is not so. A rule on the duty itself may not say no in any.
    fn leaves_duties(&mut self, local: &LocalPolicy, is_on_duty: bool, tell: &mut Tell<'_>) -> Result<(), ModelError> {
        let action = Action::DiscloseByDuty;
        let rulebook = self.model.rulebook;
        let forbids = Rule { forbids: false, ..self.model.read(&local.policy, &local.id, action)? };
        let duties: Vec<&Norm> = rulebook.norms().iter().filter(|norm| norm.actions.contains(&action)).collect();
        for duty in duties {
            let rule = self.model.rule(duty, action)?;
            let answer = if is_on_duty {
                let (one, other) = (self.in_fact(&rule, action)?, std::slice::from_ref(&forbids));
                let (one, other) = (self.model.compiled(&[one], action)?, self.model.compiled(other, action)?);
                self.solver.disjoint(&one, &other)
            } else {
                // Covered whole: nothing of the duty lies outside.
                match self.implied(std::slice::from_ref(&rule), std::slice::from_ref(&forbids), action)? {
                    Answer::Fails(_) => Answer::Holds,
                    Answer::Unknown(why) => Answer::Unknown(why),
                    Answer::Holds => {
                        let one = self.in_fact(&rule, action)?;
                        let policy = self.model.policy(&one, action)?;
                        let environment = self.model.environment(action)?;
                        let compiled = super::solver::compile(&policy, &environment, &self.model.schema)?;
                        self.solver.never_matches(&compiled)
                    }
                }
            };
            let outcome = self.outcome(answer, action, &|question| {
                let on_disclosure = super::example::Question { action: Action::Disclose, ..question.clone() };
                question.holds(duty, rulebook)
                    && [question, &on_disclosure]
                        .iter()
                        .any(|asked| asked.taken(&local.policy, rulebook) == Taken::Matches)
            });
            let slug = duty.slugs.first().unwrap_or(&duty.id).clone();
            tell(self.proof(&local.id, Claim::LeavesDuty(slug), outcome));
        }
        Ok(())
    }

    /// That those whom a duty names can still be told in some channel, where the law itself would let any carry it.
    fn leaves_channel(&mut self, local: &LocalPolicy) -> Result<Outcome, ModelError> {
        let action = Action::Convey;
        let rulebook = self.model.rulebook;
        let forbids = Rule { forbids: false, ..self.model.read(&local.policy, &local.id, action)? };
        let law = self.model.rules(action, &|_| true)?;
        let Some(systems) = self.model.kind("System") else { return Ok(Outcome::Proved) };
        let systems: Vec<String> = systems.within.keys().filter(|id| !systems.groups.contains(*id)).cloned().collect();
        let mut everywhere = Vec::new();
        for system in &systems {
            let via = |conditions: &[Json]| conditions.iter().map(|part| in_system(part, system)).collect::<Vec<_>>();
            everywhere.extend(via(&forbids.conditions));
            for broken in law.iter().filter(|rule| rule.forbids) {
                everywhere.push(super::expression::not(super::expression::all(via(&broken.conditions))));
            }
        }
        everywhere.push(self.named_by_duties());
        let asked: Vec<_> = everywhere.iter().collect();
        let given = hypotheses::of(&self.model, action, &asked)?;
        let region =
            Rule { id: local.id.clone(), forbids: false, conditions: given.into_iter().chain(everywhere).collect() };
        let policy = self.model.policy(&region, action)?;
        let compiled = super::solver::compile(&policy, &self.model.environment(action)?, &self.model.schema)?;
        let answer = self.solver.never_matches(&compiled);
        Ok(self.outcome(answer, action, &|question| {
            question.taken(&local.policy, rulebook) == Taken::Matches && question.passes(rulebook, &[])
        }))
    }

    /// The principal is one that a duty names in its scope.
    fn named_by_duties(&self) -> Json {
        let norms = self.model.rulebook.norms().iter().filter(|norm| norm.actions.contains(&Action::DiscloseByDuty));
        let named: BTreeSet<String> = norms
            .filter_map(|norm| match norm.policy().ok()?.principal_constraint() {
                PrincipalConstraint::Eq(uid) => Some(uid.id().unescaped().to_owned()),
                _ => None,
            })
            .collect();
        any(named.iter().map(|id| equal(&variable("principal"), &entity("PartyKind", id))))
    }

    fn in_fact(&self, rule: &Rule, action: Action) -> Result<Rule, ModelError> {
        let asked: Vec<_> = rule.conditions.iter().collect();
        let given = hypotheses::of(&self.model, action, &asked)?;
        Ok(Rule { conditions: given.into_iter().chain(rule.conditions.iter().cloned()).collect(), ..rule.clone() })
    }
}

/// An expression about one system.
fn in_system(expression: &Json, system: &str) -> Json {
    if *expression == access(&["system"]) {
        return entity("System", system);
    }
    match expression {
        Json::Object(node) => node.iter().map(|(key, part)| (key.clone(), in_system(part, system))).collect(),
        Json::Array(parts) => parts.iter().map(|part| in_system(part, system)).collect(),
        other => other.clone(),
    }
}
