//! Facts × rulebook → decisions. The only place that asks Cedar.
//!
//! How a verdict is put together is `verdicts.md`: one datum, many norms: the best counts; many data: the worst counts;
//! content and channel are two tests. What the norms are is the rulebook's.
//! A policy that errs is a failure, never a decision: Cedar would decide as if it did not exist.

mod case;
mod channel;
mod content;
mod message;
mod relevant;
mod routine;
mod spoken;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

#[cfg(debug_assertions)]
use cedar_policy::Response;
use cedar_policy::{Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request};
use foldhash::fast::RandomState;
use jiff::civil::Date;

use crate::lexicon_file::Reader;
use crate::ordered::Jobs;
use crate::rulebook::{Action, Norm, Rulebook};

pub use channel::ChannelDecision;
pub use content::{ClaimOutcome, DatumDecision, Lack, Outcome, Trial};
pub use message::{Asked, MessageDecision, Offence, Subject};

use relevant::Relevant;
use spoken::Spoken;

pub(crate) use case::Case;
pub(crate) use channel::decide as decide_channel;
pub(crate) use content::{applied_clauses, cases, claims, decide as decide_content, implied, remarks, try_all, unique};
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

/// The norms that may say something of an action.
type NormsOn<'r> = (Action, Rc<[&'r Norm]>);

/// Asks Cedar, once for each question, on one day.
pub(crate) struct Court<'r> {
    pub(crate) rulebook: &'r Rulebook,
    pub(crate) day: Date,
    /// How many threads may read a long text.
    pub(crate) jobs: Jobs,
    /// Answers to questions in words: most messages of an archive ask the same few.
    answers: RefCell<HashMap<String, Vec<&'r Norm>>>,
    /// What answers about messages may depend on.
    relevant: RefCell<HashMap<Asking, Rc<Relevant>>>,
    memory: Rc<Memory<'r>>,
}

/// An action, a principal's id, and a resource's type and id.
type Asking = (Option<Action>, String, String, String);

/// Whether a clause is true, by all that it looks at.
type Truths = HashMap<Vec<u8>, bool, RandomState>;

/// What is remembered from one day to another.
#[derive(Default)]
struct Memory<'r> {
    authorizer: Authorizer,
    /// The policies that questions were asked of together, by their ids.
    sets: RefCell<HashMap<Vec<&'r str>, Rc<PolicySet>>>,
    /// What questions about flows have spoken of: a value's type and id with what it is a kind of, each.
    kinds: RefCell<HashMap<String, Rc<Entities>>>,
    /// What questions about texts have spoken of.
    spoken: RefCell<HashMap<Reader, Spoken>>,
    /// For each norm, for each of its clauses.
    truths: RefCell<Vec<Vec<Truths>>>,
    n_truths: Cell<usize>,
    key: RefCell<Vec<u8>>,
    /// For each principal, the norms of an action whose scope lets them apply to it.
    norms_to: RefCell<HashMap<EntityUid, Vec<NormsOn<'r>>>>,
}

impl Memory<'_> {
    /// Whether a clause is true, asked once for all that it looks at, which `write` writes. A clause is known by the
    /// numbers of its norm and itself.
    fn truth(
        &self,
        (norm, clause): (usize, usize),
        write: impl FnOnce(&mut Vec<u8>),
        ask: impl FnOnce() -> Result<bool, DecideError>,
    ) -> Result<bool, DecideError> {
        let mut key = self.key.take();
        key.clear();
        write(&mut key);
        let known = |key: &[u8]| self.truths.borrow().get(norm)?.get(clause)?.get(key).copied();
        if let Some(truth) = known(&key) {
            self.key.replace(key);
            return Ok(truth);
        }
        let truth = ask()?;
        if self.n_truths.get() < MAX_ANSWERS {
            let mut truths = self.truths.borrow_mut();
            if truths.len() <= norm {
                truths.resize_with(norm + 1, Vec::new);
            }
            if let Some(clauses) = truths.get_mut(norm) {
                if clauses.len() <= clause {
                    clauses.resize_with(clause + 1, HashMap::default);
                }
                clauses.get_mut(clause).and_then(|known| known.insert(key.clone(), truth));
            }
            self.n_truths.update(|number| number + 1);
        }
        self.key.replace(key);
        Ok(truth)
    }
}

/// So many answers are remembered; a run that asks more asks them again.
const MAX_ANSWERS: usize = 50_000;

/// Likewise for the policies asked together.
const MAX_SETS: usize = 1_000;

/// Makes what Cedar makes once and keeps, its functions. It takes a twentieth of a small run, which can meanwhile read the law.
pub(crate) fn get_ready() {
    let _ = Authorizer::new();
}

impl<'r> Court<'r> {
    pub(crate) fn new(rulebook: &'r Rulebook, day: Date) -> Court<'r> {
        let (answers, relevant) = (RefCell::default(), RefCell::default());
        Court { rulebook, day, jobs: Jobs::MIN, answers, relevant, memory: Rc::default() }
    }

    /// The same court where so many threads may read a long text.
    pub(crate) fn with_jobs(self, jobs: Jobs) -> Court<'r> {
        Court { jobs, ..self }
    }

    /// The same court on another day.
    pub(crate) fn on(&self, day: Date) -> Court<'r> {
        Court {
            rulebook: self.rulebook,
            day,
            jobs: self.jobs,
            answers: RefCell::default(),
            relevant: RefCell::default(),
            memory: Rc::clone(&self.memory),
        }
    }

    /// The answer to a question, asked once.
    fn remembered(
        &self,
        question: String,
        ask: impl FnOnce() -> Result<Vec<&'r Norm>, DecideError>,
    ) -> Result<Vec<&'r Norm>, DecideError> {
        let known = self.answers.borrow().get(&question).cloned();
        if let Some(answer) = known {
            // A debug build holds what is remembered against what would be answered now.
            #[cfg(debug_assertions)]
            {
                let ids = |norms: &[&'r Norm]| norms.iter().map(|norm| norm.id.clone()).collect::<Vec<_>>();
                assert_eq!(ids(&answer), ids(&ask()?), "{question:?} is another question");
            }
            return Ok(answer);
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
        // Cedar goes through every policy that it is given: it is given those whose scope lets them hold.
        let norms = self.rulebook.in_force(action, self.day);
        let norms = norms.filter(|norm| self.rulebook.may_apply(norm, action, principal, resource)).collect();
        self.authorize(action, principal, resource, context, norms)
    }

    /// The policies of these that determine Cedar's answer, in the law's order.
    fn authorize(
        &self,
        action: Action,
        principal: &EntityUid,
        resource: &EntityUid,
        context: &Context,
        norms: Vec<&'r Norm>,
    ) -> Result<Vec<&'r Norm>, DecideError> {
        if norms.is_empty() {
            return Ok(norms);
        }
        let set = self.policy_set(&norms)?;
        let request = self.request(action, principal, resource, context)?;
        // A municipality's policy may name an entity by itself, and ask what that one is a kind of; the shipped ones do not.
        let reader = self.rulebook.reader_of(action).filter(|_| !self.rulebook.has_local_policies());
        let mut spoken = self.memory.spoken.borrow_mut();
        let few = reader.and_then(|reader| {
            spoken.entry(reader).or_default().with(self.rulebook, action, (principal, resource), context)
        });
        let entities = few.unwrap_or_else(|| self.entities(action))?;
        let response = self.memory.authorizer.is_authorized(&request, &set, entities);
        #[cfg(debug_assertions)]
        {
            let written = Rulebook::written_set(&norms).map_err(DecideError)?;
            let said = self.memory.authorizer.is_authorized(&request, &written, self.entities(action)?);
            let reasons = |response: &Response| response.diagnostics().reason().cloned().collect::<BTreeSet<_>>();
            let errors =
                |response: &Response| response.diagnostics().errors().map(ToString::to_string).collect::<BTreeSet<_>>();
            assert_eq!((reasons(&said), errors(&said)), (reasons(&response), errors(&response)), "{request}");
        }
        if let Some(error) = response.diagnostics().errors().next() {
            return Err(DecideError(error.to_string()));
        }
        // Cedar gives the reasons in no order; the law's order is the order of the files.
        let reasons: BTreeSet<String> = response.diagnostics().reason().map(ToString::to_string).collect();
        Ok(norms.into_iter().filter(|norm| reasons.contains(&norm.id)).collect())
    }

    /// The norms of an action, in force or not, whose scope lets them apply to a principal; in the law's order.
    fn norms_to(&self, action: Action, principal: &EntityUid) -> Rc<[&'r Norm]> {
        let known = |norms: &[(Action, Rc<[&'r Norm]>)]| {
            norms.iter().find(|(known, _)| *known == action).map(|(_, norms)| Rc::clone(norms))
        };
        if let Some(norms) = self.memory.norms_to.borrow().get(principal).and_then(|norms| known(norms)) {
            return norms;
        }
        let norms = self.rulebook.norms_of(action);
        let norms: Rc<[_]> = norms.filter(|norm| self.rulebook.may_be_to(norm, action, principal)).collect();
        self.memory.norms_to.borrow_mut().entry(principal.clone()).or_default().push((action, Rc::clone(&norms)));
        norms
    }

    /// Norms as Cedar takes them, made once for those that are asked together.
    fn policy_set(&self, norms: &[&'r Norm]) -> Result<Rc<PolicySet>, DecideError> {
        let key: Vec<&'r str> = norms.iter().map(|norm| norm.id.as_str()).collect();
        if let Some(set) = self.memory.sets.borrow().get(&key) {
            return Ok(Rc::clone(set));
        }
        let set = Rc::new(self.rulebook.policy_set(norms).map_err(DecideError)?);
        let mut sets = self.memory.sets.borrow_mut();
        if sets.len() < MAX_SETS {
            sets.insert(key, Rc::clone(&set));
        }
        Ok(set)
    }

    fn entities(&self, action: Action) -> Result<&Entities, DecideError> {
        self.rulebook.entities(action).map_err(DecideError)
    }

    /// Entities, each given by type and id with what it is a kind of; made once for those that are spoken of together.
    fn entities_of(&self, kinds: &BTreeSet<(&str, &str, &str)>) -> Result<Rc<Entities>, DecideError> {
        let key: String = kinds.iter().flat_map(|(kind, id, group)| [*kind, "\0", *id, "\0", *group, "\0"]).collect();
        if let Some(known) = self.memory.kinds.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        let mut all: BTreeMap<_, HashSet<_>> = BTreeMap::new();
        for (kind, id, group) in kinds {
            all.entry((*kind, *id)).or_default().insert(self.uid(kind, group)?);
        }
        let entity = |((kind, id), of)| Ok(Entity::new_no_attrs(self.uid(kind, id)?, of));
        let all = all.into_iter().map(entity).collect::<Result<Vec<_>, DecideError>>()?;
        let entities = Entities::from_entities(all, None).map_err(|error| DecideError(error.to_string()))?;
        let entities = Rc::new(entities);
        let mut known = self.memory.kinds.borrow_mut();
        if known.len() < MAX_SETS {
            known.insert(key, Rc::clone(&entities));
        }
        Ok(entities)
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

    /// Whether Cedar permits, by policies that are all asked the same.
    fn holds(&self, request: &Request, policies: &PolicySet, entities: &Entities) -> Result<bool, DecideError> {
        let response = self.memory.authorizer.is_authorized(request, policies, entities);
        match response.diagnostics().errors().next() {
            Some(error) => Err(DecideError(error.to_string())),
            None => Ok(response.decision() == Decision::Allow),
        }
    }
}
