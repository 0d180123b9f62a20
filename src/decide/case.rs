//! One party and what is known, about which several questions are asked: does this norm hold for that datum?
//!
//! Cedar says how each norm goes. A norm that cannot apply is passed over, and one that is asked the same again, by this
//! flow or another, is answered from memory.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use cedar_policy::{Entities, EntityUid};

use super::{Court, DecideError};
use crate::facts::Known;
use crate::rulebook::{Action, Asked, Clause, Group, Look, Norm, Read, Reads, Test, Told};

/// A party, and what is known.
pub(crate) struct Case<'c, 'r> {
    pub(super) court: &'c Court<'r>,
    principal: EntityUid,
    known: &'c Known<'c>,
    /// The norms of an action that may apply, whatever the datum.
    norms: RefCell<Vec<(Action, Rc<[Candidate<'r>]>)>>,
}

/// A norm that may apply.
pub(crate) struct Candidate<'r> {
    pub(crate) norm: &'r Norm,
    /// How it goes, when that is the same for every datum.
    course: OnceCell<Course>,
}

impl<'c, 'r> Case<'c, 'r> {
    /// The case of a party, by its kind.
    pub(crate) fn new(court: &'c Court<'r>, party: &str, known: &'c Known<'c>) -> Result<Case<'c, 'r>, DecideError> {
        Ok(Case { court, principal: court.uid("PartyKind", party)?, known, norms: RefCell::default() })
    }

    /// The permits that hold; none when a policy forbids.
    pub(crate) fn permits(&self, action: Action, resource: &EntityUid) -> Result<Vec<&'r Norm>, DecideError> {
        Ok(permitting(&self.courses(action, resource)?))
    }

    /// How each norm goes that applies, in the law's order.
    pub(crate) fn courses(&self, action: Action, resource: &EntityUid) -> Result<Vec<(&'r Norm, Course)>, DecideError> {
        let candidates = self.norms(action);
        let mut courses = Vec::new();
        for candidate in candidates.iter() {
            match self.course(candidate, action, resource)? {
                Course::DoesNotApply => {}
                course => courses.push((candidate.norm, course)),
            }
        }
        debug_assert!(self.is_as_authorized(action, resource, &courses), "{action:?}");
        Ok(courses)
    }

    /// Whether what holds determines the same answer as Cedar gives over every policy.
    fn is_as_authorized(&self, action: Action, resource: &EntityUid, courses: &[(&'r Norm, Course)]) -> bool {
        let forbids = forbidding(courses);
        let reasons = if forbids.is_empty() { permitting(courses) } else { forbids };
        let Ok(context) = self.known.context_of(None) else { return false };
        let all = self.court.rulebook.in_force(action, self.court.day).collect();
        let said = self.court.authorize(action, &self.principal, resource, &context, all);
        said.is_ok_and(|said| said.iter().map(|norm| &norm.id).eq(reasons.iter().map(|norm| &norm.id)))
    }

    /// The norms of an action that may apply, whatever the datum; in the law's order.
    pub(crate) fn norms(&self, action: Action) -> Rc<[Candidate<'r>]> {
        if let Some((_, known)) = self.norms.borrow().iter().find(|(known, _)| *known == action) {
            return Rc::clone(known);
        }
        let norms = self.court.norms_to(action, &self.principal);
        let norms = norms.iter().filter(|norm| norm.in_force.covers(self.court.day) && self.may_hold(norm));
        let norms: Rc<[_]> = norms.map(|norm| Candidate { norm, course: OnceCell::new() }).collect();
        self.norms.borrow_mut().push((action, Rc::clone(&norms)));
        norms
    }

    /// Whether what must be so for a norm may be.
    fn may_hold(&self, norm: &Norm) -> bool {
        let rulebook = self.court.rulebook;
        let principal = self.principal.id().unescaped();
        rulebook.guard(norm).may_hold(&rulebook.vocabulary, principal, &|fact| self.known.told(fact))
    }

    /// How a norm that may apply goes for a datum.
    pub(crate) fn course(
        &self,
        candidate: &Candidate<'r>,
        action: Action,
        resource: &EntityUid,
    ) -> Result<Course, DecideError> {
        if let Some(course) = candidate.course.get() {
            return Ok(course.clone());
        }
        let (rulebook, norm) = (self.court.rulebook, candidate.norm);
        let applies = rulebook.may_be_about(norm, action, resource)
            && self.is_met(norm, &rulebook.clauses(norm).applies, action, resource)?;
        let course = if applies { self.ask(norm, action, resource)? } else { Course::DoesNotApply };
        self.keep(candidate, &course);
        Ok(course)
    }

    /// Remembers how a norm goes, when that is the same for every datum.
    fn keep(&self, candidate: &Candidate<'r>, course: &Course) {
        if !self.court.rulebook.clauses(candidate.norm).sees_resource {
            candidate.course.get_or_init(|| course.clone());
        }
    }

    /// How a norm that applies goes.
    fn ask(&self, norm: &'r Norm, action: Action, resource: &EntityUid) -> Result<Course, DecideError> {
        let clauses = self.court.rulebook.clauses(norm);
        let is_met = |clause| self.is_met(norm, clause, action, resource);
        for (number, limit) in clauses.limits.iter().enumerate() {
            if is_met(limit)? {
                return Ok(Course::FellAway(number));
            }
        }
        let mut unmet = Vec::new();
        for (number, condition) in clauses.conditions.iter().enumerate() {
            if !is_met(condition)? {
                unmet.push(number);
            }
        }
        Ok(Course::Lacks(unmet))
    }

    /// Whether a clause of a norm is true of a datum.
    pub(crate) fn is_met(
        &self,
        norm: &'r Norm,
        clause: &'r Clause,
        action: Action,
        resource: &EntityUid,
    ) -> Result<bool, DecideError> {
        let ask = || {
            // Cedar takes long to take in all that is known, and a clause looks at little of it.
            let context = self.known.context_of(clause.reads.as_ref()).map_err(DecideError)?;
            let request = self.court.request(action, &self.principal, resource, &context)?;
            let question = self.court.rulebook.question(norm, clause).map_err(DecideError)?;
            // A municipality's clause may ask in other ways than those that are known here.
            match clause.reads.as_ref().filter(|reads| norm.is_shipped() && !reads.more_kinds) {
                Some(reads) => self.court.holds(&request, question, &*self.kinds(reads, action, resource)?),
                None => self.court.holds(&request, question, self.court.entities(action)?),
            }
        };
        let Some(reads) = &clause.reads else { return ask() };
        let (memory, place) = (&self.court.memory, (norm.number, clause.number));
        // Which entities it is asked about is told sooner than how they do in tests, in which many do alike.
        memory.truth(
            place,
            |key| self.write(reads, resource, key),
            || match reads.has_tests() {
                true => memory.truth(place, |key| self.write_tests(reads, action, resource, key), ask),
                false => ask(),
            },
        )
    }

    /// What a clause asks for the kinds of, each as a kind of what it asks for. Cedar takes some 20,000 instructions to take
    /// in an entity with all that it is a kind of, and the vocabulary has hundreds.
    fn kinds(&self, reads: &Reads, action: Action, resource: &EntityUid) -> Result<Rc<Entities>, DecideError> {
        let (court, mut found) = (self.court, BTreeSet::new());
        for (asked, group) in &reads.kinds {
            let asked = match asked {
                Asked::Principal => vec![parts(&self.principal)],
                Asked::Resource => vec![parts(resource)],
                Asked::Fact(fact) => self.known.named(*fact),
            };
            let groups = match group {
                Group::Named(kind, id) => vec![(kind.as_str(), id.as_str())],
                Group::Fact(fact) => self.known.named(*fact),
            };
            for (kind, id) in asked {
                let is_one = |of: &str, group: &str| of == kind && court.rulebook.is_kind_of(action, kind, id, group);
                let groups = groups.iter().filter(|(of, group)| is_one(of, group));
                found.extend(groups.map(|(_, group)| (kind, id, *group)));
            }
        }
        court.entities_of(&found)
    }

    /// Writes all that a clause looks at, alike only when it is the same.
    fn write(&self, reads: &Reads, resource: &EntityUid, key: &mut Vec<u8>) {
        for (look, entity) in [(&reads.principal, &self.principal), (&reads.resource, resource)] {
            if !look.is_blind() {
                key.extend_from_slice(entity.id().unescaped().as_bytes());
                key.push(0);
            }
        }
        for read in &reads.facts {
            match read {
                Read::Value(fact) | Read::Tests(fact, _) => self.known.write(*fact, key),
                Read::Member(fact, member) => key.push(u8::from(self.known.holds(*fact, member))),
            }
        }
    }

    /// The same, but of what is only put to tests how it does in them.
    fn write_tests(&self, reads: &Reads, action: Action, resource: &EntityUid, key: &mut Vec<u8>) {
        // Nothing begins so that is written without.
        key.push(TESTS);
        let passes = |test: &Test, id: &str| match test {
            Test::Is(other) => id == other,
            Test::In(kind, group) => id == group || self.court.rulebook.is_kind_of(action, kind, id, group),
        };
        for (look, entity) in [(&reads.principal, &self.principal), (&reads.resource, resource)] {
            let id = entity.id().unescaped();
            match look {
                Look::Tests(tests) => key.extend(tests.iter().map(|test| u8::from(passes(test, id)))),
                Look::Whole => {
                    key.extend_from_slice(id.as_bytes());
                    key.push(0);
                }
            }
        }
        for read in &reads.facts {
            match (read, self.known.told(read.fact())) {
                (Read::Tests(_, tests), Told::One(id)) => {
                    key.push(TESTS);
                    key.extend(tests.iter().map(|test| u8::from(passes(test, id))));
                }
                (Read::Value(fact) | Read::Tests(fact, _), _) => self.known.write(*fact, key),
                (Read::Member(fact, member), _) => key.push(u8::from(self.known.holds(*fact, member))),
            }
        }
    }
}

/// What is written before how tests go; no value and no id begins so.
const TESTS: u8 = u8::MAX;

/// An entity's type and id.
fn parts(uid: &EntityUid) -> (&str, &str) {
    (uid.type_name().basename(), uid.id().unescaped())
}

/// The permits that hold; none when a policy forbids.
pub(crate) fn permitting<'r>(courses: &[(&'r Norm, Course)]) -> Vec<&'r Norm> {
    let holding = courses.iter().filter(|(_, course)| course.holds()).map(|(norm, _)| *norm);
    if holding.clone().any(|norm| norm.forbids) { Vec::new() } else { holding.collect() }
}

/// The policies that forbid.
pub(crate) fn forbidding<'r>(courses: &[(&'r Norm, Course)]) -> Vec<&'r Norm> {
    courses.iter().filter(|(norm, course)| norm.forbids && course.holds()).map(|(norm, _)| *norm).collect()
}

/// How a norm goes for a datum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Course {
    /// It is not about this.
    DoesNotApply,
    /// The limit with this index takes it away.
    FellAway(usize),
    /// It applies; the indexes of the conditions that are not met. It holds when there are none.
    Lacks(Vec<usize>),
}

impl Course {
    /// The norm applies and all its conditions are met.
    pub(crate) fn holds(&self) -> bool {
        matches!(self, Course::Lacks(unmet) if unmet.is_empty())
    }
}
