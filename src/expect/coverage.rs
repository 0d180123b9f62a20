//! Which norms the flows of a run exercised, and which of their conditions and limits never made one fail.
//!
//! A norm is counted once for each flow and each way it went for some of the flow's data. Norms that permit or require
//! are counted; what is told of channels and wordings is not.

use std::collections::{BTreeMap, BTreeSet};

use crate::rulebook::{Action, InForce, Norm, Rulebook};
use crate::why::Why;

/// What a run exercised.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// Flows that were counted.
    flows: usize,
    /// How each norm went, by the policy's id.
    norms: BTreeMap<String, Exercised>,
}

/// How one norm went.
#[derive(Clone, Debug, Default)]
struct Exercised {
    held: usize,
    lacked: usize,
    fell_away: usize,
    failed: BTreeSet<usize>,
    limits: BTreeSet<String>,
}

/// One row of the table: a norm and how it was exercised.
#[derive(Clone, Debug)]
pub struct NormCoverage {
    /// The policy's id.
    pub id: String,
    /// The provisions.
    pub slugs: Vec<String>,
    /// When it is in force.
    pub in_force: InForce,
    /// In how many flows it held.
    pub held: usize,
    /// In how many flows it applied and lacked a condition.
    pub lacked: usize,
    /// In how many flows a limit took it away.
    pub fell_away: usize,
    /// How many conditions it has.
    pub conditions: usize,
    /// How many limits it has; those that share a name are one.
    pub limits: usize,
    /// Paths of the conditions that no flow failed.
    pub idle_conditions: Vec<String>,
    /// The limits that took it away in no flow; `-` for those without a name.
    pub idle_limits: Vec<String>,
}

impl NormCoverage {
    /// Whether the norm applied to any flow at all.
    #[must_use]
    pub fn is_touched(&self) -> bool {
        self.held + self.lacked + self.fell_away > 0
    }
}

impl Coverage {
    /// Counts a flow.
    pub fn add(&mut self, why: &Why) {
        self.flows += 1;
        // A norm that went alike for several data of a flow is one exercise of it.
        let (mut held, mut lacked, mut fell_away) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for norm in why.data.iter().flat_map(|datum| &datum.norms) {
            let exercised = self.norms.entry(norm.id.clone()).or_default();
            match &norm.limit {
                Some(limit) => {
                    exercised.limits.insert(limit.0.clone());
                    exercised.fell_away += usize::from(fell_away.insert(&norm.id));
                }
                None if norm.holds() => exercised.held += usize::from(held.insert(&norm.id)),
                None => {
                    let failed = norm.conditions.iter().enumerate().filter(|(_, condition)| !condition.met);
                    exercised.failed.extend(failed.map(|(index, _)| index));
                    exercised.lacked += usize::from(lacked.insert(&norm.id));
                }
            }
        }
    }

    /// How many flows were counted.
    #[must_use]
    pub fn flows(&self) -> usize {
        self.flows
    }

    /// Every norm of the law that permits or requires: untouched ones first, then in the order of the provisions as
    /// they are cited.
    #[must_use]
    pub fn rows(&self, rulebook: &Rulebook) -> Vec<NormCoverage> {
        let discloses = |action: &Action| matches!(action, Action::Disclose | Action::DiscloseByDuty);
        let norms = rulebook.norms().iter().filter(|norm| !norm.forbids && norm.actions.iter().any(discloses));
        let mut rows: Vec<NormCoverage> = norms.map(|norm| self.row(norm, rulebook)).collect();
        rows.sort_by_cached_key(|row| {
            let law = row.slugs.first().map_or("", |slug| rulebook.texts.law(slug));
            (row.is_touched(), natural(law), row.in_force.from, row.id.clone())
        });
        rows
    }

    fn row(&self, norm: &Norm, rulebook: &Rulebook) -> NormCoverage {
        let untouched = Exercised::default();
        let exercised = self.norms.get(&norm.id).unwrap_or(&untouched);
        let conditions = &rulebook.clauses(norm).conditions;
        let idle = conditions.iter().enumerate().filter(|(index, _)| !exercised.failed.contains(index));
        let mut limits: Vec<&String> = Vec::new();
        for limit in &norm.limits {
            if !limits.contains(&limit) {
                limits.push(limit);
            }
        }
        NormCoverage {
            id: norm.id.clone(),
            slugs: norm.slugs.clone(),
            in_force: norm.in_force,
            held: exercised.held,
            lacked: exercised.lacked,
            fell_away: exercised.fell_away,
            conditions: conditions.len(),
            idle_conditions: idle.map(|(_, condition)| condition.path.clone()).collect(),
            idle_limits: limits
                .iter()
                .filter(|limit| !exercised.limits.contains(**limit))
                .map(ToString::to_string)
                .collect(),
            limits: limits.len(),
        }
    }
}

/// A key that sorts numbers inside a text by their size: § 9 before § 13.
fn natural(text: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    for part in text.split_inclusive(|letter: char| !letter.is_ascii_digit()) {
        let digits = part.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        let rest = part.get(digits.len()..).unwrap_or_default().to_owned();
        match parts.last_mut().filter(|_| digits.is_empty()) {
            Some((_, last)) => last.push_str(&rest),
            None => parts.push((digits.parse().unwrap_or(0), rest)),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn provisions_stand_in_the_order_of_their_numbers() {
        let mut provisions = ["b. § 13 a nr. 2", "b. § 9", "a. § 45 nr. 10", "a. § 45 nr. 2", "b. § 13"];
        provisions.sort_by_key(|provision| natural(provision));
        assert_eq!(provisions, ["a. § 45 nr. 2", "a. § 45 nr. 10", "b. § 9", "b. § 13", "b. § 13 a nr. 2"]);
    }
}
