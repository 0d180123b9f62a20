//! The whole reasoning for one flow: what is known, which norms were tried and how each went, what decided, and what would
//! change it. `taushet why` renders it.
//!
//! Comes in: a flow, its document and the rulebook. Goes out: a [`Why`], in ids; texts are added when it is rendered.

use jiff::civil::Date;

use crate::decide::{
    ChannelDecision, Court, DecideError, Outcome, Verdict, applied_clauses, cases, decide_channel, decide_content,
    implied, try_all,
};
use crate::facts::{self, Datum};
use crate::read::{Fact, FactValue, Flow, FlowDocument};
use crate::report::FlowVerdict;
use crate::rulebook::{InForce, Rulebook};

/// The reasoning for a flow.
#[derive(Clone, Debug)]
pub struct Why {
    /// The flow's id.
    pub flow: String,
    /// The day it was judged as of.
    pub day: Date,
    /// Kind of the sender.
    pub from: String,
    /// Kind of the recipient.
    pub to: String,
    /// System id of the channel.
    pub via: Option<String>,
    /// The facts recorded: path and value.
    pub recorded: Vec<(String, String)>,
    /// What the law took as fact although the document says nothing: path and value.
    pub assumed: Vec<(String, String)>,
    /// Each datum judged, with every norm that was tried on it and applied. Data on which all went alike stand together.
    pub data: Vec<DatumWhy>,
    /// Data that follow the others and were not judged themselves.
    pub follow: Vec<Datum>,
    /// The test of the channel, when one is named.
    pub channel: Option<ChannelDecision>,
    /// The outcome.
    pub outcome: FlowVerdict,
}

/// The reasoning for one datum.
#[derive(Clone, Debug)]
pub struct DatumWhy {
    /// The data.
    pub data: Vec<Datum>,
    /// What the law says of them.
    pub verdict: Verdict,
    /// What decided.
    pub by: Vec<String>,
    /// The municipality's own rules that forbid, whatever the norms say.
    pub forbidden: Vec<String>,
    /// The norms that applied.
    pub norms: Vec<NormWhy>,
}

/// How one norm went for one datum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NormWhy {
    /// The policy's id.
    pub id: String,
    /// The provisions.
    pub slugs: Vec<String>,
    /// When it is in force.
    pub in_force: InForce,
    /// The limit that took it away, `-` for one without a name, and the path of the fact that it looks at.
    pub limit: Option<(String, String)>,
    /// Its conditions: path, whether met, whether recorded at all.
    pub conditions: Vec<ConditionWhy>,
}

/// How one condition went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionWhy {
    /// Path of the fact it asks for.
    pub path: String,
    /// Whether it is met.
    pub met: bool,
    /// Whether the document records the fact. A condition can be met without: what only refines is not held against a
    /// flow that leaves it out.
    pub recorded: bool,
}

impl NormWhy {
    /// Whether the norm holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.limit.is_none() && self.conditions.iter().all(|condition| condition.met)
    }

    /// What it lacks.
    pub fn lacks(&self) -> impl Iterator<Item = &str> {
        self.conditions.iter().filter(|condition| !condition.met).map(|condition| condition.path.as_str())
    }
}

impl Why {
    /// The sets of facts that would each let the flow pass, the smallest first: one per norm that applies to every datum
    /// that does not pass.
    #[must_use]
    pub fn ways_out(&self) -> Vec<(String, Vec<String>)> {
        let stuck: Vec<&DatumWhy> = self.data.iter().filter(|datum| !datum.verdict.lets_pass()).collect();
        let Some(first) = stuck.first().filter(|_| stuck.iter().all(|datum| datum.forbidden.is_empty())) else {
            return Vec::new();
        };
        let mut ways: Vec<(String, Vec<String>)> = first
            .norms
            .iter()
            .filter(|norm| norm.limit.is_none())
            .filter_map(|norm| {
                let mut lacks: Vec<String> = Vec::new();
                for datum in &stuck {
                    let same = datum.norms.iter().find(|other| other.id == norm.id && other.limit.is_none())?;
                    lacks.extend(same.lacks().map(str::to_owned));
                }
                lacks.sort();
                lacks.dedup();
                Some((norm.slugs.first().cloned().unwrap_or_default(), lacks))
            })
            .collect();
        ways.sort_by_key(|(_, lacks)| lacks.len());
        ways
    }
}

/// Explains a flow whose outcome is known.
///
/// # Errors
/// A policy that errs.
pub fn explain(
    flow: &Flow,
    document: &FlowDocument,
    rulebook: &Rulebook,
    as_of: Date,
    outcome: FlowVerdict,
) -> Result<Why, DecideError> {
    let day = flow.date.unwrap_or(as_of);
    let court = Court::new(rulebook, day);
    let gathered = facts::gather(flow, document, rulebook, as_of);
    let claims: Vec<String> = flow.basis.iter().map(|slug| slug.value.clone()).collect();
    let cases = cases(&court, &gathered)?;
    let all: Vec<Datum> = gathered.data.iter().cloned().chain(implied(&cases, &gathered)?).collect();
    let decisions = decide_content(&cases, &all, &claims)?;
    let mut data = Vec::new();
    for decision in decisions {
        let resource = court.uid("Data", &decision.datum.id)?;
        let mut norms: Vec<NormWhy> = Vec::new();
        for case in &cases {
            for trial in try_all(case, &resource)? {
                if norms.iter().any(|known| known.id == trial.norm.id) {
                    continue;
                }
                let limit = match trial.outcome {
                    Outcome::FellAway(limit, path) => Some((limit.to_owned(), path.to_owned())),
                    _ => None,
                };
                let conditions = applied_clauses(case, trial.norm, &resource)?
                    .into_iter()
                    .map(|(path, met)| ConditionWhy { recorded: stands_in_document(flow, &path, met), path, met })
                    .collect();
                norms.push(NormWhy {
                    id: trial.norm.id.clone(),
                    slugs: trial.norm.slugs.clone(),
                    in_force: trial.norm.in_force,
                    limit,
                    conditions,
                });
            }
        }
        norms.sort_by_key(|norm| (!norm.holds(), norm.limit.is_some(), norm.lacks().count()));
        let forbidden = decision.refusals.iter().filter(|norm| norm.forbids).map(|norm| norm.id.clone()).collect();
        let why = DatumWhy { data: vec![decision.datum], verdict: decision.verdict, by: decision.by, forbidden, norms };
        match data.iter_mut().find(|known: &&mut DatumWhy| known.norms == why.norms && known.by == why.by) {
            Some(alike) => alike.data.extend(why.data),
            None => data.push(why),
        }
    }
    let follow = all
        .iter()
        .filter(|datum| !data.iter().flat_map(|judged: &DatumWhy| &judged.data).any(|judged| judged.id == datum.id))
        .cloned()
        .collect();
    let channel = match facts::channel(flow, document, rulebook) {
        Some(channel) => {
            let known = channel.known(flow, &gathered, false, rulebook);
            let rule = rulebook.law_of("audience-too-wide");
            Some(decide_channel(&court, &channel, &gathered, &all, &known, &rule)?)
        }
        None => None,
    };
    Ok(Why {
        flow: flow.id.value.clone(),
        day,
        from: gathered.sender,
        to: gathered.recipient,
        via: flow.via.as_ref().map(|via| via.value.clone()),
        recorded: flow.facts.iter().chain(flow.alternatives.iter().flatten()).filter_map(said).collect(),
        assumed: assumed(flow, rulebook),
        data,
        follow,
        channel,
        outcome,
    })
}

/// Whether the document says what a condition asks for. What is worked out from it (whether both parties are of one
/// municipality, what the datum is) is said when it is known.
fn stands_in_document(flow: &Flow, path: &str, met: bool) -> bool {
    flow.fact(path).is_some() || path == "data" || (met && !path.contains('.'))
}

fn said(fact: &Fact) -> Option<(String, String)> {
    let value = match &fact.value {
        FactValue::Bool(truth) => truth.to_string(),
        FactValue::Long(number) => number.to_string(),
        FactValue::Text(text) => format!("«{text}»"),
        FactValue::Date(day) => day.to_string(),
        FactValue::One(_, id) => id.clone(),
        FactValue::Set(_, ids) => ids.join(", "),
        FactValue::Block => return None,
    };
    Some((fact.path.clone(), value))
}

/// The schema's defaults for what the flow leaves out.
fn assumed(flow: &Flow, rulebook: &Rulebook) -> Vec<(String, String)> {
    rulebook
        .facts()
        .iter()
        .filter(|field| flow.fact(&field.key).is_none())
        .filter_map(|field| Some((field.key.clone(), field.default.clone()?)))
        .collect()
}
