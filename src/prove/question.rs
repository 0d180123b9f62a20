//! What the ordinary authorizer says of an example's question.

use cedar_policy::{Authorizer, Policy, PolicySet, Request};

use super::example::Question;
use super::model::action_uid;
use crate::rulebook::{Action, Norm, Rulebook};

/// How a policy takes a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Its conditions hold.
    Matches,
    /// They do not.
    DoesNotMatch,
    /// It errs.
    Errs,
}

impl Question {
    /// How a policy takes the question, on any day.
    pub(super) fn taken(&self, policy: &Policy, rulebook: &Rulebook) -> Taken {
        let mut set = PolicySet::new();
        let request = self.request();
        let (Ok(()), Some(request)) = (set.add(policy.clone()), request) else { return Taken::Errs };
        let Ok(entities) = rulebook.entities(self.action) else { return Taken::Errs };
        let response = Authorizer::new().is_authorized(&request, &set, entities);
        if response.diagnostics().errors().next().is_some() {
            return Taken::Errs;
        }
        match response.diagnostics().reason().next() {
            Some(_) => Taken::Matches,
            None => Taken::DoesNotMatch,
        }
    }

    /// Whether a norm holds on the question's day.
    pub(super) fn holds(&self, norm: &Norm, rulebook: &Rulebook) -> bool {
        norm.in_force.covers(self.day) && self.taken_of(norm, rulebook) == Taken::Matches
    }

    /// How a norm takes the question; one that Cedar cannot read errs.
    pub(super) fn taken_of(&self, norm: &Norm, rulebook: &Rulebook) -> Taken {
        norm.policy().map_or(Taken::Errs, |policy| self.taken(policy, rulebook))
    }

    /// Whether the law lets the question pass, by any norm of the action or, when there are ids, by one of those.
    pub(super) fn passes(&self, rulebook: &Rulebook, of: &[String]) -> bool {
        let mut norms = rulebook.in_force(self.action, self.day);
        if self.action == Action::Convey {
            return norms.filter(|norm| is_named(norm, of)).all(|norm| !self.breaks(norm, rulebook));
        }
        let mut passes = false;
        norms.all(|norm| {
            let holds = self.holds(norm, rulebook);
            passes |= holds && is_named(norm, of);
            !(holds && norm.forbids)
        }) && passes
    }

    /// Whether a norm of the channel is broken: it applies, and does not hold.
    fn breaks(&self, norm: &Norm, rulebook: &Rulebook) -> bool {
        match norm.forbids {
            true => self.taken_of(norm, rulebook) != Taken::DoesNotMatch,
            false => {
                let applies = norm
                    .policy()
                    .ok()
                    .and_then(first_clause)
                    .is_none_or(|applies| self.taken(&applies, rulebook) != Taken::DoesNotMatch);
                applies && self.taken_of(norm, rulebook) != Taken::Matches
            }
        }
    }

    fn request(&self) -> Option<Request> {
        let action = action_uid(self.action).ok()?;
        Request::new(self.principal.clone(), action, self.resource.clone(), self.context.clone(), None).ok()
    }
}

/// A policy's scope and first clause: to whom and for what it applies.
fn first_clause(policy: &Policy) -> Option<Policy> {
    let mut json = policy.to_json().ok()?;
    json.get_mut("conditions")?.as_array_mut()?.truncate(1);
    Policy::from_json(Some(policy.id().clone()), json).ok()
}

/// Whether a norm has one of these ids; every norm has when there are none.
pub(super) fn is_named(norm: &Norm, of: &[String]) -> bool {
    of.is_empty() || of.contains(&norm.id)
}
