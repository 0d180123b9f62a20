//! The test of the channel: everybody who can read there must be someone the data may be known to.

use super::case::forbidding;
use super::content::{Outcome, outcome, unique};
use super::{Case, Court, DecideError, Lack, Verdict};
use crate::facts::{ChannelFacts, Datum, FlowFacts, Known};
use crate::rulebook::Action;

/// The decision for a flow's channel.
#[derive(Clone, Debug)]
pub struct ChannelDecision {
    /// `Permitted`, `Incomplete` or `Prohibited`.
    pub verdict: Verdict,
    /// The rules that the channel breaks or may break.
    pub by: Vec<String>,
    /// What is unknown or unmet, as paths of the contract: `systems.ID.access`.
    pub missing: Vec<String>,
    /// Readers that the data may not be known to, each with the data.
    pub others: Vec<(String, Vec<String>)>,
    /// Slugs of the channel rules that a limit took away: access control that is lacking.
    pub broken: Vec<String>,
}

/// Decides a channel for all data of a flow. `readers_rule` is cited when a reader may not know a datum.
pub(crate) fn decide(
    court: &Court<'_>,
    channel: &ChannelFacts,
    facts: &FlowFacts<'_>,
    data: &[Datum],
    known: &Known<'_>,
    readers_rule: &[String],
) -> Result<ChannelDecision, DecideError> {
    let mut missing = Vec::new();
    let mut others: Vec<(String, Vec<String>)> = Vec::new();
    let (mut broken, mut lacking): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let case = Case::new(court, &facts.recipient, known)?;
    let readers = channel.readers.iter().map(|reader| Ok((reader, Case::new(court, reader, known)?)));
    let readers = readers.collect::<Result<Vec<_>, DecideError>>()?;
    for datum in data {
        let resource = court.uid("Data", &datum.id)?;
        let courses = case.courses(Action::Convey, &resource)?;
        for norm in forbidding(&courses) {
            broken.extend(norm.slugs.iter().cloned());
        }
        for (norm, course) in courses.iter().filter(|(norm, _)| !norm.forbids) {
            match outcome(&case, norm, course) {
                Outcome::FellAway(..) => broken.extend(norm.slugs.iter().cloned()),
                Outcome::Lacks(lacks) => {
                    lacking.extend(norm.slugs.iter().cloned());
                    missing.extend(lacks.iter().map(|lack| document_path(lack, &channel.system)));
                }
                Outcome::Holds | Outcome::DoesNotApply => {}
            }
        }
        // A reader who is known to be too many is enough; who else can read can only make it worse.
        for (reader, case) in &readers {
            if case.permits(Action::MakeKnown, &resource)?.is_empty() {
                match others.iter_mut().find(|(known, _)| known == *reader) {
                    Some((_, data)) => data.push(datum.id.clone()),
                    None => others.push(((*reader).clone(), vec![datum.id.clone()])),
                }
            }
        }
    }
    let mut by = broken.clone();
    if !others.is_empty() {
        by.extend(readers_rule.iter().cloned());
    }
    let verdict = if !by.is_empty() {
        missing.clear();
        Verdict::Prohibited
    } else if !missing.is_empty() {
        by = lacking;
        Verdict::Incomplete
    } else {
        Verdict::Permitted
    };
    missing.sort();
    missing.dedup();
    Ok(ChannelDecision { verdict, by: unique(by), missing, others, broken: unique(broken) })
}

/// `channel.processor-agreement` → `systems.velferd.processor-agreement`. That the readers are known is said by
/// `access`; an exposed text by `exposes`.
fn document_path(lack: &Lack, system: &str) -> String {
    match lack.path.strip_prefix("channel.") {
        Some("readers-known") => format!("systems.{system}.access"),
        Some(key) => format!("systems.{system}.{key}"),
        None if lack.path == "exposed" => "exposes".to_owned(),
        None => lack.path.clone(),
    }
}
