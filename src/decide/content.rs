//! The test of content: may these data be known to this recipient for this purpose?

use std::collections::BTreeSet;

use cedar_policy::{Context, EntityUid, Request};

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
    court: &Court<'r>,
    facts: &FlowFacts,
    data: &[Datum],
    claims: &[String],
) -> Result<Vec<DatumDecision<'r>>, DecideError> {
    let recipient = court.uid("PartyKind", &facts.recipient)?;
    let carries_more = data.iter().any(|datum| !datum.identifies);
    data.iter()
        .filter(|datum| !(carries_more && datum.identifies))
        .map(|datum| {
            let mut best: Option<DatumDecision<'r>> = None;
            for context in &facts.contexts {
                let decision = judge(court, &recipient, datum, context, claims)?;
                if best.as_ref().is_none_or(|best| decision.verdict.rank_for_datum() < best.verdict.rank_for_datum()) {
                    best = Some(decision);
                }
            }
            best.ok_or_else(|| DecideError("a flow without facts".to_owned()))
        })
        .collect()
}

/// What the flow carries unlisted.
pub(crate) fn implied(court: &Court<'_>, facts: &FlowFacts) -> Result<Vec<Datum>, DecideError> {
    let Some(context) = facts.contexts.first() else { return Ok(Vec::new()) };
    let recipient = court.uid("PartyKind", &facts.recipient)?;
    let mut found = Vec::new();
    for id in may_be_implied(court.rulebook) {
        let listed = facts.data.iter().any(|datum| datum.id == id);
        if !listed && !court.permits(Action::Imply, &recipient, &court.uid("Data", id)?, context)?.is_empty() {
            found.push(datum(id, None, court.rulebook));
        }
    }
    Ok(found)
}

fn judge<'r>(
    court: &Court<'r>,
    recipient: &EntityUid,
    datum: &Datum,
    context: &Context,
    claims: &[String],
) -> Result<DatumDecision<'r>, DecideError> {
    let resource = court.uid("Data", &datum.id)?;
    let ask = |action| court.permits(action, recipient, &resource, context);
    let decided = |verdict, by: Vec<String>, lacks, refusals, trials| DatumDecision {
        datum: datum.clone(),
        verdict,
        by: unique(by),
        lacks,
        refusals,
        trials,
    };
    let duties = ask(Action::DiscloseByDuty)?;
    let permits = ask(Action::Disclose)?;
    if !duties.is_empty() || !permits.is_empty() {
        let verdict = if duties.is_empty() { Verdict::Permitted } else { Verdict::Required };
        let holding: Vec<&'r Norm> = duties.into_iter().chain(permits).collect();
        let trials = holding.iter().map(|norm| Trial { norm, outcome: Outcome::Holds }).collect();
        return Ok(decided(verdict, slugs(&holding), Vec::new(), Vec::new(), trials));
    }
    let trials = try_all(court, recipient, &resource, context)?;
    // What a municipality's own rule forbids is prohibited; a duty above it is not stopped.
    let forbidden = court.forbids(Action::Disclose, recipient, &resource, context)?;
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
pub(crate) fn try_all<'r>(
    court: &Court<'r>,
    recipient: &EntityUid,
    resource: &EntityUid,
    context: &Context,
) -> Result<Vec<Trial<'r>>, DecideError> {
    let mut trials = Vec::new();
    for action in [Action::DiscloseByDuty, Action::Disclose] {
        let request = court.request(action, recipient, resource, context)?;
        for norm in court.rulebook.in_force(action, court.day) {
            if norm.forbids || !court.rulebook.may_apply(norm, recipient, resource) {
                continue;
            }
            match try_norm(court, norm, &request)? {
                Outcome::DoesNotApply => {}
                outcome => trials.push(Trial { norm, outcome }),
            }
        }
    }
    Ok(trials)
}

/// Tries one norm for a request.
pub(crate) fn try_norm<'r>(court: &Court<'r>, norm: &'r Norm, request: &Request) -> Result<Outcome<'r>, DecideError> {
    let clauses = court.rulebook.clauses(norm);
    if !court.holds(request, &clauses.applies)? {
        return Ok(Outcome::DoesNotApply);
    }
    for (number, limit) in clauses.limits.iter().enumerate() {
        if court.holds(request, &limit.expression)? {
            let name = norm.limits.get(number).map_or(NAMELESS, String::as_str);
            return Ok(Outcome::FellAway(name, &limit.path));
        }
    }
    let mut lacks = Vec::new();
    for condition in &clauses.conditions {
        if !court.holds(request, &condition.expression)? {
            lacks.push(Lack { path: condition.path.clone() });
        }
    }
    Ok(if lacks.is_empty() { Outcome::Holds } else { Outcome::Lacks(lacks) })
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
pub(crate) fn remarks<'r>(court: &Court<'r>, facts: &FlowFacts) -> Result<Vec<&'r Norm>, DecideError> {
    let (Some(context), Some(datum)) = (facts.contexts.first(), facts.data.first()) else { return Ok(Vec::new()) };
    court.permits(Action::Remark, &court.uid("PartyKind", &facts.recipient)?, &court.uid("Data", &datum.id)?, context)
}

fn slugs(norms: &[&Norm]) -> Vec<String> {
    norms.iter().flat_map(|norm| norm.slugs.iter().cloned()).collect()
}

/// Drops repetitions, keeps the order.
pub(crate) fn unique(slugs: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    slugs.into_iter().filter(|slug| seen.insert(slug.clone())).collect()
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
pub(crate) fn claims(
    court: &Court<'_>,
    facts: &FlowFacts,
    data: &[Datum],
    claimed: &[String],
) -> Result<Vec<ClaimOutcome>, DecideError> {
    let recipient = court.uid("PartyKind", &facts.recipient)?;
    let mut outcomes = vec![ClaimOutcome::DoesNotApply; claimed.len()];
    for action in [Action::DiscloseByDuty, Action::Disclose] {
        let norms = court.rulebook.in_force(action, court.day);
        for norm in norms.filter(|norm| norm.slugs.iter().any(|slug| claimed.contains(slug))) {
            for (context, datum) in
                facts.contexts.iter().flat_map(|context| data.iter().map(move |datum| (context, datum)))
            {
                let resource = court.uid("Data", &datum.id)?;
                if !court.rulebook.may_apply(norm, &recipient, &resource) {
                    continue;
                }
                let outcome = match try_norm(court, norm, &court.request(action, &recipient, &resource, context)?)? {
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
pub(crate) fn applied_clauses(
    court: &Court<'_>,
    norm: &Norm,
    recipient: &EntityUid,
    resource: &EntityUid,
    context: &Context,
) -> Result<Vec<(String, bool)>, DecideError> {
    let action = norm.actions.first().copied().unwrap_or(Action::Disclose);
    let request = court.request(action, recipient, resource, context)?;
    let conditions = court.rulebook.clauses(norm).conditions.iter();
    conditions.map(|condition| Ok((condition.path.clone(), court.holds(&request, &condition.expression)?))).collect()
}
