//! Facts × rulebook → decisions. The only place that asks Cedar.
//!
//! How a verdict is put together is `verdicts.md`: one datum, many norms: the best counts; many data: the worst counts;
//! content and channel are two tests. What the norms are is the rulebook's.
//! A policy that errs is a failure, never a decision: Cedar would decide as if it did not exist.

mod channel;
mod content;
mod message;
mod routine;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use cedar_policy::{Authorizer, Context, EntityUid, EvalResult, Expression, Request, eval_expression};
use jiff::civil::Date;

use crate::rulebook::{Action, Norm, Rulebook};

pub use channel::ChannelDecision;
pub use content::{ClaimOutcome, DatumDecision, Lack, Outcome, Trial};
pub use message::{Asked, MessageDecision, Offence, Subject};

pub(crate) use channel::decide as decide_channel;
pub(crate) use content::{applied_clauses, claims, decide as decide_content, implied, remarks, try_all, unique};
pub(crate) use message::{compare, decide as decide_message, deliver, fill, hold, reveals, styles, tell};
pub(crate) use routine::{instructs, is_overseen, lacks};

/// What the law says of a flow (avgjørelse), contract § 2.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Må dele.
    Required,
    /// Kan dele.
    Permitted,
    /// Krever skjønn.
    Judgement,
    /// Vilkår mangler.
    Incomplete,
    /// Kan ikke dele.
    Prohibited,
}

impl Verdict {
    /// The word that reports use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Required => "required",
            Verdict::Permitted => "permitted",
            Verdict::Judgement => "judgement",
            Verdict::Incomplete => "incomplete",
            Verdict::Prohibited => "prohibited",
        }
    }

    /// Among norms for one datum the best counts; this is how good (verdicts.md rule 1).
    fn rank_for_datum(self) -> u8 {
        match self {
            Verdict::Required => 0,
            Verdict::Permitted => 1,
            Verdict::Incomplete => 2,
            Verdict::Judgement => 3,
            Verdict::Prohibited => 4,
        }
    }

    /// Whether it lets the datum pass.
    #[must_use]
    pub fn lets_pass(self) -> bool {
        matches!(self, Verdict::Required | Verdict::Permitted)
    }
}

/// The law erred while deciding. This indicates a mistake in the policies.
#[derive(Clone, Debug, thiserror::Error)]
#[error("a policy erred: {0}")]
pub struct DecideError(pub String);

/// Asks Cedar, once for each question, on one day.
pub(crate) struct Court<'r> {
    pub(crate) rulebook: &'r Rulebook,
    pub(crate) day: Date,
    authorizer: Authorizer,
    /// Answers to questions in words: most messages of an archive ask the same few.
    answers: RefCell<HashMap<String, Vec<&'r Norm>>>,
}

/// So many answers are remembered; a run that asks more asks them again.
const MAX_ANSWERS: usize = 50_000;

impl<'r> Court<'r> {
    pub(crate) fn new(rulebook: &'r Rulebook, day: Date) -> Court<'r> {
        Court { rulebook, day, authorizer: Authorizer::new(), answers: RefCell::default() }
    }

    /// The answer to a question, asked once.
    fn remembered(
        &self,
        question: String,
        ask: impl FnOnce() -> Result<Vec<&'r Norm>, DecideError>,
    ) -> Result<Vec<&'r Norm>, DecideError> {
        if let Some(answer) = self.answers.borrow().get(&question) {
            return Ok(answer.clone());
        }
        let answer = ask()?;
        let mut answers = self.answers.borrow_mut();
        if answers.len() < MAX_ANSWERS {
            answers.insert(question, answer.clone());
        }
        Ok(answer)
    }

    /// The permits that hold; none when a policy forbids.
    pub(crate) fn permits(
        &self,
        action: Action,
        principal: &EntityUid,
        resource: &EntityUid,
        context: &Context,
    ) -> Result<Vec<&'r Norm>, DecideError> {
        let reasons = self.reasons(action, principal, resource, context)?;
        Ok(if reasons.iter().any(|norm| norm.forbids) { Vec::new() } else { reasons })
    }

    /// The policies that forbid.
    pub(crate) fn forbids(
        &self,
        action: Action,
        principal: &EntityUid,
        resource: &EntityUid,
        context: &Context,
    ) -> Result<Vec<&'r Norm>, DecideError> {
        let reasons = self.reasons(action, principal, resource, context)?;
        Ok(reasons.into_iter().filter(|norm| norm.forbids).collect())
    }

    /// The policies that determine the answer: the forbids, else the permits that hold.
    fn reasons(
        &self,
        action: Action,
        principal: &EntityUid,
        resource: &EntityUid,
        context: &Context,
    ) -> Result<Vec<&'r Norm>, DecideError> {
        let Some(set) = self.rulebook.policy_set(action, self.day) else { return Ok(Vec::new()) };
        let request = self.request(action, principal, resource, context)?;
        let response = self.authorizer.is_authorized(&request, set, self.rulebook.entities(action));
        if let Some(error) = response.diagnostics().errors().next() {
            return Err(DecideError(error.to_string()));
        }
        // Cedar gives the reasons in no order; the law's order is the order of the files.
        let reasons: BTreeSet<String> = response.diagnostics().reason().map(ToString::to_string).collect();
        Ok(self.rulebook.norms().iter().filter(|norm| reasons.contains(&norm.id)).collect())
    }

    pub(crate) fn uid(&self, kind: &str, id: &str) -> Result<EntityUid, DecideError> {
        self.rulebook.uid(kind, id).map_err(DecideError)
    }

    pub(crate) fn request(
        &self,
        action: Action,
        principal: &EntityUid,
        resource: &EntityUid,
        context: &Context,
    ) -> Result<Request, DecideError> {
        Request::new(principal.clone(), self.uid("Action", action.name())?, resource.clone(), context.clone(), None)
            .map_err(|error| DecideError(error.to_string()))
    }

    pub(crate) fn holds(&self, request: &Request, expression: &Expression) -> Result<bool, DecideError> {
        match eval_expression(request, self.rulebook.entities(Action::Disclose), expression) {
            Ok(EvalResult::Bool(truth)) => Ok(truth),
            Ok(_) => Err(DecideError("a clause is not a truth value".to_owned())),
            Err(error) => Err(DecideError(error.to_string())),
        }
    }
}
