//! The test of content: may these data be known to this recipient for this purpose?

use cedar_policy::EntityUid;

use super::case::{Case, Course, forbidding, permitting};
use super::{Court, DecideError, Verdict};
use crate::facts::{Datum, FlowFacts, datum, may_be_implied};
use crate::rulebook::{Action, Norm};

/// A norm that was tried for a datum, and how it went.
#[derive(Clone)]
pub struct Trial<'r> {
    /// The norm.
    pub norm: &'r Norm,
    /// How it went.
    pub outcome: Outcome<'r>,
}

/// How a norm went.
#[derive(Clone)]
pub enum Outcome<'r> {
    /// It applies and all its conditions are met.
    Holds,
    /// It applies, but these conditions are unmet or unknown.
    Lacks(Vec<Lack>),
    /// It would apply, but this limit takes it away. The path is that of the fact that the limit looks at.
    FellAway(&'r str, &'r str),
    /// It is not about this recipient, purpose or datum.
    DoesNotApply,
}

/// A condition that is unmet or unknown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lack {
    /// Path of the fact from the flow: `assessment.minimised`; `data` for the datum itself.
    pub path: String,
}

/// The decision for one datum.
pub struct DatumDecision<'r> {
    /// The datum.
    pub datum: Datum,
    /// What the law says of it.
    pub verdict: Verdict,
    /// The norms, limits or doubts that decided.
    pub by: Vec<String>,
    /// What the nearest norm lacks.
    pub lacks: Vec<Lack>,
    /// A stated no that is a rule of its own.
    pub refusals: Vec<&'r Norm>,
    /// The norms that hold or apply, as far as they were tried.
    pub trials: Vec<Trial<'r>>,
}

/// Decides every datum that a flow discloses, listed or implied. Data that only identify follow the others and are
/// judged themselves when alone (verdicts.md rule 3).
pub(crate) fn decide<'r>(
    cases: &[Case<'_, 'r>],
    data: &[Datum],
    claims: &[String],
) -> Result<Vec<DatumDecision<'r>>, DecideError> {
    let carries_more = data.iter().any(|datum| !datum.identifies);
    data.iter()
        .filter(|datum| !(carries_more && datum.identifies))
        .map(|datum| {
            let mut best: Option<DatumDecision<'r>> = None;
            for case in cases {
                let decision = judge(case, datum, claims)?;
                if best.as_ref().is_none_or(|best| decision.verdict.rank_for_datum() < best.verdict.rank_for_datum()) {
                    best = Some(decision);
                }
            }
            best.ok_or_else(|| DecideError("a flow without facts".to_owned()))
        })
        .collect()
}

/// The recipient's case, for each way the facts can be read.
pub(crate) fn cases<'c, 'r>(court: &'c Court<'r>, facts: &'c FlowFacts<'c>) -> Result<Vec<Case<'c, 'r>>, DecideError> {
    facts.readings.iter().map(|known| Case::new(court, &facts.recipient, known)).collect()
}

/// What the flow carries unlisted.
pub(crate) fn implied(cases: &[Case<'_, '_>], facts: &FlowFacts<'_>) -> Result<Vec<Datum>, DecideError> {
    let Some(case) = cases.first() else { return Ok(Vec::new()) };
    let court = case.court;
    let mut found = Vec::new();
    for id in may_be_implied(court.rulebook) {
        let listed = facts.data.iter().any(|datum| datum.id == id);
        if !listed && !case.permits(Action::Imply, &court.uid("Data", id)?)?.is_empty() {
            found.push(datum(id, None, court.rulebook));
        }
    }
    Ok(found)
}

fn judge<'r>(case: &Case<'_, 'r>, datum: &Datum, claims: &[String]) -> Result<DatumDecision<'r>, DecideError> {
    let court = case.court;
    let resource = court.uid("Data", &datum.id)?;
    let ask = |action| case.permits(action, &resource);
    let decided = |verdict, by: Vec<String>, lacks, refusals, trials| DatumDecision {
        datum: datum.clone(),
        verdict,
        by: unique(by),
        lacks,
        refusals,
        trials,
    };
    let (must, may) = (case.courses(Action::DiscloseByDuty, &resource)?, case.courses(Action::Disclose, &resource)?);
    let (duties, permits) = (permitting(&must), permitting(&may));
    if !duties.is_empty() || !permits.is_empty() {
        let verdict = if duties.is_empty() { Verdict::Permitted } else { Verdict::Required };
        let holding: Vec<&'r Norm> = duties.into_iter().chain(permits).collect();
        let trials = holding.iter().map(|norm| Trial { norm, outcome: Outcome::Holds }).collect();
        return Ok(decided(verdict, slugs(&holding), Vec::new(), Vec::new(), trials));
    }
    let trials = trials(case, must.iter().chain(&may));
    // What a municipality's own rule forbids is prohibited; a duty above it is not stopped.
    let forbidden = forbidding(&may);
    if !forbidden.is_empty() {
        return Ok(decided(Verdict::Prohibited, slugs(&forbidden), Vec::new(), forbidden, trials));
    }
    if let Some((norm, lacks)) = nearest(&trials, claims) {
        let (by, lacks) = (norm.slugs.clone(), lacks.to_vec());
        return Ok(decided(Verdict::Incomplete, by, lacks, Vec::new(), trials));
    }
    let limits: Vec<&str> = trials
        .iter()
        .filter_map(|trial| match trial.outcome {
            Outcome::FellAway(limit, _) => Some(limit),
            _ => None,
        })
        .collect();
    let texts = &court.rulebook.texts;
    let mut doubts = slugs(&ask(Action::AskHuman)?);
    doubts.extend(limits.iter().filter(|limit| texts.is_doubt(limit)).map(|limit| (*limit).to_owned()));
    if !doubts.is_empty() {
        return Ok(decided(Verdict::Judgement, doubts, Vec::new(), Vec::new(), trials));
    }
    let mut refusals = ask(Action::Refuse)?;
    // What says no to just this comes before what says no to much.
    refusals.sort_by_key(|norm| norm.last_resort);
    let mut by = slugs(&refusals);
    by.extend(limits.iter().filter(|limit| **limit != NAMELESS).map(|limit| (*limit).to_owned()));
    // The main rule prohibits in every case; what stands before it says why nothing sets it aside.
    by.extend(court.rulebook.law_of("no-exemption"));
    Ok(decided(Verdict::Prohibited, by, Vec::new(), refusals, trials))
}

/// A limit that is only the edge of a norm, with no provision of its own.
const NAMELESS: &str = "-";

/// Tries every norm in force; those that do not apply are left out.
pub(crate) fn try_all<'r>(case: &Case<'_, 'r>, resource: &EntityUid) -> Result<Vec<Trial<'r>>, DecideError> {
    let (must, may) = (case.courses(Action::DiscloseByDuty, resource)?, case.courses(Action::Disclose, resource)?);
    Ok(trials(case, must.iter().chain(&may)))
}

fn trials<'t, 'r: 't>(case: &Case<'_, 'r>, courses: impl Iterator<Item = &'t (&'r Norm, Course)>) -> Vec<Trial<'r>> {
    let permits = courses.filter(|(norm, _)| !norm.forbids);
    permits.map(|(norm, course)| Trial { norm, outcome: outcome(case, norm, course) }).collect()
}

/// How a norm went, with what it lacks or what takes it away.
pub(crate) fn outcome<'r>(case: &Case<'_, 'r>, norm: &'r Norm, course: &Course) -> Outcome<'r> {
    let clauses = || case.court.rulebook.clauses(norm);
    match course {
        Course::DoesNotApply => Outcome::DoesNotApply,
        Course::FellAway(number) => Outcome::FellAway(
            norm.limits.get(*number).map_or(NAMELESS, String::as_str),
            clauses().limits.get(*number).map_or("data", |limit| &limit.path),
        ),
        Course::Lacks(unmet) if unmet.is_empty() => Outcome::Holds,
        Course::Lacks(unmet) => {
            let lacks = unmet.iter().filter_map(|number| clauses().conditions.get(*number));
            Outcome::Lacks(lacks.map(|condition| Lack { path: condition.path.clone() }).collect())
        }
    }
}

/// The norm that nearly held: a claimed one before others, a last resort after others, then the one that lacks least,
/// then the law's order.
fn nearest<'t, 'r>(trials: &'t [Trial<'r>], claims: &[String]) -> Option<(&'r Norm, &'t [Lack])> {
    trials
        .iter()
        .filter_map(|trial| match &trial.outcome {
            Outcome::Lacks(lacks) => Some((trial.norm, lacks.as_slice())),
            _ => None,
        })
        .min_by_key(|(norm, lacks)| {
            (!norm.slugs.iter().any(|slug| claims.contains(slug)), norm.last_resort, lacks.len())
        })
}

/// What is told of a flow beside its verdict.
pub(crate) fn remarks<'r>(cases: &[Case<'_, 'r>], facts: &FlowFacts<'_>) -> Result<Vec<&'r Norm>, DecideError> {
    let (Some(case), Some(datum)) = (cases.first(), facts.data.first()) else { return Ok(Vec::new()) };
    case.permits(Action::Remark, &case.court.uid("Data", &datum.id)?)
}

fn slugs(norms: &[&Norm]) -> Vec<String> {
    norms.iter().flat_map(|norm| norm.slugs.iter().cloned()).collect()
}

/// Drops repetitions, keeps the order.
pub(crate) fn unique<T: PartialEq>(slugs: impl IntoIterator<Item = T>) -> Vec<T> {
    // There are no more of them than the law has: they are sooner gone through than kept in order.
    let mut kept = Vec::new();
    for slug in slugs {
        if !kept.contains(&slug) {
            kept.push(slug);
        }
    }
    kept
}

/// How a claimed basis went, best datum first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimOutcome {
    /// It holds for at least one datum.
    Holds,
    /// It applies, but a condition is unmet or unknown.
    Lacks,
    /// It is not about this flow, or something takes it away.
    DoesNotApply,
}

/// Holds each claimed basis against the flow: contract § 2.1, verdicts.md rule 15.
pub(crate) fn claims<'r>(
    court: &Court<'r>,
    cases: &[Case<'_, 'r>],
    data: &[Datum],
    claimed: &[String],
) -> Result<Vec<ClaimOutcome>, DecideError> {
    let mut outcomes = vec![ClaimOutcome::DoesNotApply; claimed.len()];
    for action in [Action::DiscloseByDuty, Action::Disclose] {
        for case in cases {
            let candidates = case.norms(action);
            let is_claimed = |norm: &Norm| norm.slugs.iter().any(|slug| claimed.contains(slug));
            for (candidate, datum) in candidates
                .iter()
                .filter(|candidate| is_claimed(candidate.norm))
                .flat_map(|candidate| data.iter().map(move |datum| (candidate, datum)))
            {
                let norm = candidate.norm;
                let course = case.course(candidate, action, &court.uid("Data", &datum.id)?)?;
                let outcome = match outcome(case, norm, &course) {
                    Outcome::Holds => ClaimOutcome::Holds,
                    Outcome::Lacks(_) => ClaimOutcome::Lacks,
                    // A doubt about the norm is told as such, not as a wrong basis.
                    Outcome::FellAway(limit, _) if court.rulebook.texts.is_doubt(limit) => ClaimOutcome::Lacks,
                    Outcome::FellAway(..) | Outcome::DoesNotApply => continue,
                };
                for (slug, best) in claimed.iter().zip(&mut outcomes) {
                    if norm.slugs.contains(slug) {
                        *best = outcome.min(*best);
                    }
                }
            }
        }
    }
    Ok(outcomes)
}

/// How each condition of a norm went, whether the norm applies or not: the path of the fact it asks for, and whether met.
pub(crate) fn applied_clauses<'r>(
    case: &Case<'_, 'r>,
    norm: &'r Norm,
    resource: &EntityUid,
) -> Result<Vec<(String, bool)>, DecideError> {
    let action = norm.actions.first().copied().unwrap_or(Action::Disclose);
    let conditions = case.court.rulebook.clauses(norm).conditions.iter();
    conditions.map(|condition| Ok((condition.path.clone(), case.is_met(norm, condition, action, resource)?))).collect()
}
