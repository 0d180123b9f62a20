//! The law proved: what holds for every request that a document can make, not only for those that tests try.
//!
//! Comes in: a rulebook, the invariants that the law is held to, and a municipality's own policies. Goes out: one [`Proof`]
//! after another, each a claim with what came of it. Policies become questions for an SMT solver (Cedar's symbolic
//! compiler); an answer is only believed of a counterexample when the ordinary authorizer says the same of it.
//! An edge: it runs a solver beside the pure `check`. Must not know any norm.

mod difference;
mod example;
mod expression;
mod fitness;
mod hypotheses;
mod invariant;
mod knowledge;
mod local;
mod model;
mod question;
mod solver;

use std::time::Duration;

use crate::law::LawFile;
use crate::rulebook::{Action, Language, Rulebook};
use example::{Example, Question, Stage};
use invariant::{Invariant, Knowledge};
use model::{Model, Rule};
use question::{Taken, is_named};
use solver::{Answer, Solver};

pub use difference::{Change, Direction};
pub use local::LocalPolicy;
pub use model::ModelError;
pub use solver::{NoSolver, VARIABLE};

/// What is claimed of the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// An invariant, in plain words.
    Invariant(String),
    /// The policy cannot err when it is evaluated.
    NeverErrs,
    /// Some request satisfies the policy.
    CanHold,
    /// The policy holds for other requests than the one named, about an action.
    DiffersFrom(String, Action),
    /// The fact at the path, stated favourably, never turns a permit into none that its opposite would leave.
    FavourableNeverHurts(String),
    /// Nor one that leaving it out would leave.
    KnowingNeverHurts(String),
    /// The fact at the path, left out, permits nothing that its opposite would not.
    UnknownIsNoYes(String),
    /// A local rule permits nothing.
    OnlyForbids,
    /// A local rule does not say no in every case in which the duty named says must.
    LeavesDuty(String),
    /// A local rule leaves a channel for those who must be told.
    LeavesChannel,
}

/// What came of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds for every request.
    Proved,
    /// It does not hold: for this flow document, when a flow shows it.
    Refuted(Option<String>),
    /// It could not be decided, and why.
    Unknown(String),
}

/// A claim and what came of it.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The invariant or policy.
    pub id: String,
    /// What is claimed.
    pub claim: Claim,
    /// What came of it.
    pub outcome: Outcome,
    /// How long it took.
    pub spent: Duration,
}

/// Takes each proof as it is made.
pub type Tell<'t> = dyn FnMut(Proof) + 't;

/// Proves a law.
pub struct Prover<'r> {
    model: Model<'r>,
    solver: Solver,
    invariants: Vec<Invariant>,
    knowledge: Knowledge,
    language: Language,
    /// Ids of the invariants and policies to prove; all when empty.
    only: Vec<String>,
}

/// Why nothing can be proved.
#[derive(Debug, thiserror::Error)]
pub enum ProveError {
    /// No solver.
    #[error(transparent)]
    NoSolver(#[from] NoSolver),
    /// Something cannot be put to the solver.
    #[error(transparent)]
    Model(#[from] ModelError),
}

impl<'r> Prover<'r> {
    /// Takes in a law, the JSON form of its schema, and what it is held to (`law::invariants`). `limit` is how long one
    /// question may take.
    ///
    /// # Errors
    /// No solver, or invariants that cannot be read.
    pub fn new(
        rulebook: &'r Rulebook,
        schema: &str,
        invariants: &[LawFile],
        limit: Duration,
    ) -> Result<Prover<'r>, ProveError> {
        Prover::beside(rulebook, schema, invariants, limit, &[])
    }

    /// The same, for a law that is compared with others.
    fn beside(
        rulebook: &'r Rulebook,
        schema: &str,
        invariants: &[LawFile],
        limit: Duration,
        others: &[&Rulebook],
    ) -> Result<Prover<'r>, ProveError> {
        let (invariants, knowledge) = invariant::read(invariants)?;
        Ok(Prover {
            model: Model::new(rulebook, schema, others)?,
            solver: Solver::start(limit)?,
            invariants,
            knowledge,
            language: rulebook.texts.language(),
            only: Vec::new(),
        })
    }

    /// The ids of the invariants and of the law's policies.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        let norms = self.model.rulebook.norms().iter().map(|norm| norm.id.as_str());
        self.invariants.iter().map(|found| found.id.as_str()).chain(norms)
    }

    /// Whether an id is that of an invariant or of one of the law's policies.
    #[must_use]
    pub fn knows(&self, id: &str) -> bool {
        self.known().any(|known| known == id)
    }

    /// The same prover for these invariants and policies only.
    #[must_use]
    pub fn only(self, ids: &[String]) -> Prover<'r> {
        Prover { only: ids.to_vec(), ..self }
    }

    /// The invariants that a norm may break, by their ids: those that name it, and those of its actions that name none.
    #[must_use]
    pub fn about(&self, norm: &str) -> Vec<String> {
        let Some(norm) = self.model.rulebook.norm(norm) else { return Vec::new() };
        let concerns = |found: &&Invariant| {
            is_named(norm, &found.of) && found.actions.iter().any(|action| norm.actions.contains(action))
        };
        self.invariants.iter().filter(concerns).map(|found| found.id.clone()).collect()
    }

    fn is_asked(&self, id: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|asked| asked == id)
    }

    /// Tries the invariants.
    ///
    /// # Errors
    /// An invariant or a policy cannot be put to the solver.
    pub fn invariants(&mut self, tell: &mut Tell<'_>) -> Result<(), ModelError> {
        let only = self.only.clone();
        for invariant in
            std::mem::take(&mut self.invariants).into_iter().filter(|found| only.is_empty() || only.contains(&found.id))
        {
            let mut outcome = Outcome::Proved;
            for action in &invariant.actions {
                outcome = self.keeps(&invariant, *action)?;
                if outcome != Outcome::Proved {
                    break;
                }
            }
            let claim = Claim::Invariant(invariant.sentence(self.language).to_owned());
            tell(self.proof(&invariant.id, claim, outcome));
        }
        Ok(())
    }

    fn keeps(&mut self, invariant: &Invariant, action: Action) -> Result<Outcome, ModelError> {
        let region = Rule { forbids: false, ..self.model.read(&invariant.policy, &invariant.id, action)? };
        let rules = self.model.rules(action, &|norm| is_named(norm, &invariant.of))?;
        let law = self.model.compiled(&rules, action)?;
        let asked: Vec<_> = rules.iter().chain([&region]).flat_map(|rule| &rule.conditions).collect();
        let given = hypotheses::of(&self.model, action, &asked)?;
        let region = Rule { conditions: given.into_iter().chain(region.conditions).collect(), ..region };
        let region = self.model.compiled(&[region], action)?;
        let answer =
            if invariant.is_never { self.solver.disjoint(&law, &region) } else { self.solver.implies(&region, &law) };
        let rulebook = self.model.rulebook;
        Ok(self.outcome(answer, action, &|question| {
            question.taken(&invariant.policy, rulebook) == Taken::Matches
                && question.passes(rulebook, &invariant.of) == invariant.is_never
        }))
    }

    /// Whether what the first rules allow, of what a document can ask, is allowed by the others.
    fn implied(&mut self, one: &[Rule], other: &[Rule], action: Action) -> Result<Answer, ModelError> {
        let asked: Vec<_> = one.iter().chain(other).flat_map(|rule| &rule.conditions).collect();
        let given = hypotheses::of(&self.model, action, &asked)?;
        let one: Vec<Rule> = one
            .iter()
            .map(|rule| Rule { conditions: given.iter().chain(&rule.conditions).cloned().collect(), ..rule.clone() })
            .collect();
        let (one, other) = (self.model.compiled(&one, action)?, self.model.compiled(other, action)?);
        Ok(self.solver.implies(&one, &other))
    }

    /// Whether nothing that the rules allow, of what a document can ask, satisfies the other rule's conditions.
    fn meet(&mut self, rules: &[Rule], region: &Rule, action: Action) -> Result<Answer, ModelError> {
        let asked: Vec<_> = rules.iter().chain([region]).flat_map(|rule| &rule.conditions).collect();
        let given = hypotheses::of(&self.model, action, &asked)?;
        let conditions = given.into_iter().chain(region.conditions.iter().cloned()).collect();
        let region = Rule { forbids: false, conditions, ..region.clone() };
        let (rules, region) = (self.model.compiled(rules, action)?, self.model.compiled(&[region], action)?);
        Ok(self.solver.disjoint(&rules, &region))
    }

    /// What came of a question whose counterexample must show `shown`.
    fn outcome(&self, answer: Answer, action: Action, shown: &dyn Fn(&Question) -> bool) -> Outcome {
        self.outcome_with(answer, action, |example| example, shown)
    }

    /// The same, for a counterexample that says something more than the solver's request.
    fn outcome_with(
        &self,
        answer: Answer,
        action: Action,
        completed: impl FnOnce(Example) -> Example,
        shown: &dyn Fn(&Question) -> bool,
    ) -> Outcome {
        let request = match answer {
            Answer::Holds => return Outcome::Proved,
            Answer::Unknown(why) => return Outcome::Unknown(why),
            Answer::Fails(request) => request,
        };
        let stage = Stage {
            rulebook: self.model.rulebook,
            fields: self.model.facts(action),
            revealing: &self.knowledge.revealing,
        };
        match Example::of(&request, action, &stage) {
            // What is not about a flow has no document; the request itself is all there is.
            None => Outcome::Refuted(Some(format!("# {request}\n"))),
            Some(example) => match completed(example).shortest(&stage, shown) {
                Some(document) => Outcome::Refuted(Some(document)),
                None => Outcome::Unknown(format!("{request}")),
            },
        }
    }

    fn proof(&mut self, id: &str, claim: Claim, outcome: Outcome) -> Proof {
        Proof { id: id.to_owned(), claim, outcome, spent: std::mem::take(&mut self.solver.spent) }
    }
}
