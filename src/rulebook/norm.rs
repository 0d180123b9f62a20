//! One policy: what it is about, and what its annotations say of it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use cedar_policy::{ActionConstraint, Effect, EntityUid, Policy, PolicyId};

use super::{Clauses, InForce, Severities, clause, local};
use crate::law::LawFile;
use crate::phrase::Phrase;
use crate::vocabulary::Field;

/// What a policy is about: the actions of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Carries a datum unlisted.
    Imply,
    /// Must disclose.
    DiscloseByDuty,
    /// May disclose.
    Disclose,
    /// Left to a human.
    AskHuman,
    /// A stated no.
    Refuse,
    /// Told beside the verdict.
    Remark,
    /// What a channel must satisfy.
    Convey,
    /// Who may read.
    MakeKnown,
    /// What says something of a person.
    Concern,
    /// What others see of a flow.
    Expose,
    /// What a message says.
    Write,
    /// What a message may tell beside its flow.
    Tell,
    /// What a message as a whole must be.
    Deliver,
    /// Personal data in a text.
    Hold,
    /// A slot of a template.
    Fill,
    /// How a template speaks.
    CountAs,
    /// What templates tell beside each other.
    Compare,
    /// What a message is filed under.
    Label,
    /// Which routines are judged by what they tell.
    Oversee,
    /// What a routine tells staff to say and do.
    Instruct,
    /// What a routine must have.
    Maintain,
}

pub(crate) const ACTIONS: [(Action, &str); 21] = [
    (Action::Imply, "imply"),
    (Action::DiscloseByDuty, "discloseByDuty"),
    (Action::Disclose, "disclose"),
    (Action::AskHuman, "askHuman"),
    (Action::Refuse, "refuse"),
    (Action::Remark, "remark"),
    (Action::Convey, "convey"),
    (Action::MakeKnown, "makeKnown"),
    (Action::Concern, "concern"),
    (Action::Expose, "expose"),
    (Action::Write, "write"),
    (Action::Tell, "tell"),
    (Action::Deliver, "deliver"),
    (Action::Hold, "hold"),
    (Action::Fill, "fill"),
    (Action::CountAs, "countAs"),
    (Action::Compare, "compare"),
    (Action::Label, "label"),
    (Action::Oversee, "oversee"),
    (Action::Instruct, "instruct"),
    (Action::Maintain, "maintain"),
];

impl Action {
    /// The action as the schema names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        ACTIONS.iter().find(|(action, _)| *action == self).map_or("", |(_, name)| name)
    }
}

/// One policy and what its annotations say.
pub struct Norm {
    /// `@id`.
    pub id: String,
    /// `@norm`, the slugs that stand in a report's `by`; the id when absent.
    pub slugs: Vec<String>,
    /// `@law`, the citations; the slugs when absent.
    pub law: Vec<String>,
    /// `@in_force`.
    pub in_force: InForce,
    /// `@act`: the edition of forvaltningsloven that the norm belongs to; any when absent.
    pub act: Option<String>,
    /// `@limits`: for each `unless`, what takes the norm away. A doubt leaves it to a human instead.
    pub limits: Vec<String>,
    /// `@severity`: the policy is a rule whose breach is a finding of its own.
    pub severity: Option<Severities>,
    /// `@group`.
    pub group: String,
    /// `@statutory`: states a prohibition of the statute; cannot be lowered.
    pub statutory: bool,
    /// `@last_resort`: told as the norm that nearly held only when none with a lower number is, and as the reason for a no
    /// after those with a lower number; 0 when absent.
    pub last_resort: u8,
    /// `@once`: told once for a text, at its first place.
    pub once: bool,
    /// `@at`: the concept, or the key of a message, at whose place a rule on the whole message is told.
    pub at: Option<String>,
    /// The actions it is about.
    pub actions: Vec<Action>,
    /// Whether it forbids.
    pub forbids: bool,
    /// The file it stands in.
    pub file: String,
    /// A municipality's own rule.
    pub local: bool,
    /// Brings its own texts, as a local rule does.
    pub(super) has_title: bool,
    pub(super) policy: Policy,
    clauses: OnceLock<Clauses>,
}

impl Norm {
    /// The policy's text, as written.
    #[must_use]
    pub fn text(&self) -> String {
        self.policy.to_string()
    }

    /// The policy.
    #[cfg(feature = "prove")]
    pub(crate) fn policy(&self) -> &Policy {
        &self.policy
    }

    pub(super) fn clauses(&self, facts: &[Field]) -> &Clauses {
        // That every policy can be taken apart is a test of the law; one that cannot errs whenever it is asked, and an
        // error is a failure.
        self.clauses.get_or_init(|| clause::take_apart(&self.policy, facts).unwrap_or_else(|_| Clauses::unreadable()))
    }
}

/// Reads a policy with its annotations.
pub(super) fn norm(policy: &Policy, file: &LawFile) -> Result<Norm, Phrase> {
    let annotations: BTreeMap<&str, &str> = policy.annotations().collect();
    let id = annotations.get("id").filter(|id| !id.is_empty()).ok_or(phrase!("rule-no-id"))?.to_string();
    let in_rule = |problem: Phrase| phrase!("in-rule", id = &id, problem);
    for key in annotations.keys() {
        let is_known = ANNOTATIONS.contains(key) || (file.local && local::TEXTS.contains(key));
        if !is_known {
            return Err(in_rule(phrase!("rule-annotation", key = *key)));
        }
    }
    let list = |key: &str| -> Option<Vec<String>> {
        annotations.get(key).map(|value| value.split(',').map(|part| part.trim().to_owned()).collect())
    };
    let slugs = list("norm").unwrap_or_else(|| vec![id.clone()]);
    let last_resort = annotations.get("last_resort").map_or(Ok(0), |rank| rank.parse());
    Ok(Norm {
        law: list("law").unwrap_or_else(|| slugs.clone()),
        in_force: annotations.get("in_force").map_or(Ok(InForce::default()), |days| days.parse()).map_err(in_rule)?,
        act: annotations.get("act").map(|act| act.to_string()),
        limits: list("limits").unwrap_or_default(),
        severity: annotations.get("severity").map(|severity| severity.parse()).transpose().map_err(in_rule)?,
        group: annotations.get("group").unwrap_or(&"").to_string(),
        statutory: annotations.contains_key("statutory"),
        last_resort: last_resort.map_err(|_| in_rule(phrase!("rule-last-resort")))?,
        once: annotations.contains_key("once"),
        at: annotations.get("at").map(|at| at.to_string()),
        actions: actions_of(policy),
        forbids: policy.effect() == Effect::Forbid,
        file: file.path.clone(),
        local: file.local,
        has_title: annotations.contains_key("title"),
        policy: policy.new_id(PolicyId::new(&id)),
        clauses: OnceLock::new(),
        slugs,
        id,
    })
}

/// What a policy may say of itself.
const ANNOTATIONS: [&str; 12] =
    ["id", "norm", "law", "in_force", "act", "limits", "severity", "group", "statutory", "last_resort", "once", "at"];

/// The actions that a policy is about.
pub(crate) fn actions_of(policy: &Policy) -> Vec<Action> {
    let named: Vec<EntityUid> = match policy.action_constraint() {
        ActionConstraint::Any => return ACTIONS.iter().map(|(action, _)| *action).collect(),
        ActionConstraint::In(uids) => uids,
        ActionConstraint::Eq(uid) => vec![uid],
    };
    ACTIONS
        .iter()
        .filter(|(action, _)| named.iter().any(|uid| uid.id().unescaped() == action.name()))
        .map(|(action, _)| *action)
        .collect()
}
