//! What is told of decisions that findings do not count: those that have run out, lack what they must say, or are not needed.

use super::Rule;
use crate::report::{Edit, Finding, Fix, Place, Safety};
use crate::rulebook::Rulebook;

/// What may be wrong with a decision; each is a finding of the same name in `policies/findings.yaml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Its last day is over.
    Expired,
    /// It is about what the statute forbids, and does not say how long or who decided.
    Incomplete,
    /// No finding needs it.
    Unused,
    /// Findings of an earlier day are no longer there.
    Stale,
}

impl Fault {
    fn rule(self) -> &'static str {
        match self {
            Fault::Expired => "suppression-expired",
            Fault::Incomplete => "suppression-incomplete",
            Fault::Unused => "suppression-unused",
            Fault::Stale => "baseline-stale",
        }
    }
}

/// Tells of a decision. `mend` is what would remove it.
pub(crate) fn of_decision(
    rulebook: &Rulebook,
    fault: Fault,
    place: Place,
    values: &[(&str, &str)],
    mend: Option<Edit>,
) -> Option<Finding> {
    let rule = Rule::named(rulebook, fault.rule())?;
    let fix = mend.map(|edit| Fix { safety: Safety::Safe, edits: vec![edit] });
    Some(Finding { fix, ..rule.finding(rulebook, place, values) })
}
