//! Whether every policy of the law is fit: it cannot err, it can hold, and no other says the same.
//!
//! Must not know any norm.

use cedar_policy_symcc::CompiledPolicy;

use super::model::{ModelError, Rule};
use super::question::Taken;
use super::solver::{Answer, compile};
use super::{Claim, Outcome, Prover, Tell, hypotheses};
use crate::rulebook::{ACTIONS, Action, Norm};

/// A policy that can hold, and a document for which it does.
struct Living<'r> {
    norm: &'r Norm,
    compiled: CompiledPolicy,
    /// Indexes of the others that hold for its example: only these can be the same.
    alike: Vec<usize>,
}

impl<'r> Prover<'r> {
    /// Tries every policy of the law: that it cannot err, can hold, and is no other's double.
    ///
    /// # Errors
    /// A policy cannot be put to the solver.
    pub fn fitness(&mut self, tell: &mut Tell<'_>) -> Result<(), ModelError> {
        for (action, _) in ACTIONS {
            self.fitness_of(action, tell)?;
        }
        Ok(())
    }

    fn fitness_of(&mut self, action: Action, tell: &mut Tell<'_>) -> Result<(), ModelError> {
        let rulebook = self.model.rulebook;
        let norms: Vec<&'r Norm> = rulebook.norms().iter().filter(|norm| norm.actions.contains(&action)).collect();
        if !norms.iter().any(|norm| self.is_asked(&norm.id)) {
            return Ok(());
        }
        let environment = self.model.environment(action)?;
        let mut living: Vec<Living<'r>> = Vec::new();
        for norm in &norms {
            let rule = self.model.rule(norm, action)?;
            let asked: Vec<_> = rule.conditions.iter().collect();
            let given = hypotheses::of(&self.model, action, &asked)?;
            let compiled = compile(&self.model.policy(&rule, action)?, &environment, &self.model.schema)?;
            let in_fact = Rule { conditions: given.into_iter().chain(rule.conditions).collect(), ..rule };
            let in_fact = compile(&self.model.policy(&in_fact, action)?, &environment, &self.model.schema)?;
            let answer = self.solver.never_errs(&in_fact);
            let outcome = self.outcome(answer, action, &|question| question.taken_of(norm, rulebook) == Taken::Errs);
            tell(self.proof(&norm.id, Claim::NeverErrs, outcome));
            let outcome = match self.solver.never_matches(&in_fact) {
                Answer::Holds => Outcome::Refuted(None),
                Answer::Unknown(why) => Outcome::Unknown(why),
                found @ Answer::Fails(_) => {
                    // The example shows that it lives, and tells which others hold with it.
                    let alike = std::cell::RefCell::new((0..norms.len()).collect::<Vec<_>>());
                    let shown = self.outcome(found, action, &|question| {
                        let holds = question.holds(norm, rulebook);
                        if holds {
                            let mut alike = alike.borrow_mut();
                            alike
                                .retain(|index| norms.get(*index).is_some_and(|other| question.holds(other, rulebook)));
                        }
                        holds
                    });
                    living.push(Living { norm, compiled, alike: alike.into_inner() });
                    match shown {
                        Outcome::Refuted(_) => Outcome::Proved,
                        other => other,
                    }
                }
            };
            tell(self.proof(&norm.id, Claim::CanHold, outcome));
        }
        self.distinct(action, &norms, &living, tell)
    }

    /// That no two policies of an action hold for the same requests. Two that can be told apart by an example are not asked
    /// about.
    fn distinct(
        &mut self,
        action: Action,
        norms: &[&'r Norm],
        living: &[Living<'r>],
        tell: &mut Tell<'_>,
    ) -> Result<(), ModelError> {
        for (place, one) in living.iter().enumerate() {
            for other in living.iter().skip(place + 1).filter(|other| other.norm.forbids == one.norm.forbids) {
                let is_with = |one: &Living<'r>, other: &Living<'r>| {
                    let index = norms.iter().position(|norm| norm.id == other.norm.id);
                    index.is_some_and(|index| one.alike.contains(&index))
                };
                let outcome = if is_with(one, other) && is_with(other, one) {
                    match self.solver.same_matches(&one.compiled, &other.compiled) {
                        Answer::Holds => Outcome::Refuted(None),
                        Answer::Fails(_) => Outcome::Proved,
                        Answer::Unknown(why) => Outcome::Unknown(why),
                    }
                } else {
                    Outcome::Proved
                };
                tell(self.proof(&one.norm.id, Claim::DiffersFrom(other.norm.id.clone(), action), outcome));
            }
        }
        Ok(())
    }
}
