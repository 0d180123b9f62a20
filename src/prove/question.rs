//! What the ordinary authorizer says of an example's question.

use cedar_policy::{Authorizer, Entities, Policy, PolicySet, Request};

use super::example::Question;
use super::model::action_uid;
use crate::decide::{Court, Outcome, try_norm};
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
        let entities: &Entities = rulebook.entities(self.action);
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
        norm.in_force.covers(self.day) && self.taken(norm.policy(), rulebook) == Taken::Matches
    }

    /// Whether the law lets the question pass, by any norm of the action or, when there are ids, by one of those.
    pub(super) fn passes(&self, rulebook: &Rulebook, of: &[String]) -> bool {
        let court = Court::new(rulebook, self.day);
        if self.action == Action::Convey {
            return self.is_conveyed(&court, of);
        }
        let permits = court.permits(self.action, &self.principal, &self.resource, &self.context);
        permits.is_ok_and(|norms| norms.iter().any(|norm| is_named(norm, of)))
    }

    /// Whether no norm of the channel is broken.
    fn is_conveyed(&self, court: &Court<'_>, of: &[String]) -> bool {
        let Ok(request) = court.request(self.action, &self.principal, &self.resource, &self.context) else {
            return false;
        };
        let norms = court.rulebook.in_force(self.action, self.day).filter(|norm| is_named(norm, of));
        norms.into_iter().all(|norm| match norm.forbids {
            true => self.taken(norm.policy(), court.rulebook) == Taken::DoesNotMatch,
            false => matches!(try_norm(court, norm, &request), Ok(Outcome::Holds | Outcome::DoesNotApply)),
        })
    }

    fn request(&self) -> Option<Request> {
        let action = action_uid(self.action).ok()?;
        Request::new(self.principal.clone(), action, self.resource.clone(), self.context.clone(), None).ok()
    }
}

/// Whether a norm has one of these ids; every norm has when there are none.
pub(super) fn is_named(norm: &Norm, of: &[String]) -> bool {
    of.is_empty() || of.contains(&norm.id)
}
