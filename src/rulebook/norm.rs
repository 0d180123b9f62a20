//! One policy: what it is about, and what its annotations say of it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use cedar_policy::{Policy, PolicyId};

use super::head::{Head, Scope};
use super::inputs::Guard;
use super::uids::Uids;
use super::{Clauses, InForce, Severities, clause, local, plain};
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
    /// Its place among the law's policies.
    pub(crate) number: usize,
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
    pub(super) principal: Scope,
    pub(super) resource: Scope,
    text: Cow<'static, str>,
    /// From where on its clauses stand in its text.
    after_head: usize,
    // In boxes, as a run asks few of the norms.
    policy: OnceLock<Box<Result<Policy, String>>>,
    asked: OnceLock<Box<Result<Policy, String>>>,
    clauses: OnceLock<Box<Clauses>>,
    guard: OnceLock<Box<Guard>>,
}

impl Norm {
    /// The policy's text, as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The part of its text that its clauses stand in.
    pub(super) fn body(&self) -> &str {
        self.text.get(self.after_head..).unwrap_or_default()
    }

    /// Whether it is one of the shipped law, word for word.
    pub(crate) fn is_shipped(&self) -> bool {
        // What is read from elsewhere is kept.
        matches!(self.text, Cow::Borrowed(_))
    }

    /// The policy as questions are asked of it: a shipped one without its annotations, and read without Cedar.
    ///
    /// # Errors
    /// What Cedar says is wrong with it; this indicates a mistake in the policies.
    pub(super) fn asked(&self, uids: &Uids) -> Result<&Policy, String> {
        let read = || match self.is_shipped().then(|| plain::policy(self, uids)).flatten() {
            Some(policy) => Ok(policy),
            None => self.policy().cloned(),
        };
        self.asked.get_or_init(|| Box::new(read())).as_ref().as_ref().map_err(Clone::clone)
    }

    /// The policy as Cedar has read it, which takes long and is done when it is first asked.
    ///
    /// # Errors
    /// What Cedar says is wrong with it; this indicates a mistake in the policies.
    pub(crate) fn policy(&self) -> Result<&Policy, String> {
        let read = || Ok(clause::only(&self.text)?.new_id(PolicyId::new(&self.id)));
        self.policy.get_or_init(|| Box::new(read())).as_ref().as_ref().map_err(Clone::clone)
    }

    /// Lets Cedar read policies together, which is quicker than one by one. One that cannot be read so is read alone when it
    /// is asked.
    pub(super) fn read_together(norms: &[&Norm]) {
        let unread: Vec<&&Norm> = norms.iter().filter(|norm| norm.policy.get().is_none()).collect();
        if unread.is_empty() {
            return;
        }
        let text = unread.iter().map(|norm| norm.text()).collect::<Vec<_>>().join("\n");
        let Ok(policies) = clause::policies(&text) else { return };
        for (norm, policy) in unread.iter().zip(policies).filter(|(norm, policy)| policy.to_string() == norm.text) {
            // Nobody else can have read it in between but to the same.
            let _ = norm.policy.set(Box::new(Ok(policy.new_id(PolicyId::new(&norm.id)))));
        }
    }

    /// The norm taken apart; `facts` gives those of its requests, and those too when all its requests have the same.
    pub(super) fn clauses<'f>(&self, facts: impl FnOnce() -> (&'f [Field], &'f [Field])) -> &Clauses {
        self.clauses.get_or_init(|| {
            let (facts, told) = facts();
            Box::new(clause::take_apart(self, facts, told))
        })
    }

    /// What must be so for it to apply, as far as it can be told without Cedar.
    pub(super) fn guard<'f>(&self, told: impl FnOnce() -> &'f [Field]) -> &Guard {
        self.guard.get_or_init(|| Box::new(clause::guard(self, told())))
    }
}

/// Takes in a policy by its head.
pub(super) fn norm(head: Head<'_>, text: Cow<'static, str>, file: &LawFile, number: usize) -> Result<Norm, Phrase> {
    let annotations: BTreeMap<&str, &str> = head.annotations.into_iter().collect();
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
        number,
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
        actions: head.actions,
        forbids: head.forbids,
        file: file.path.clone(),
        local: file.local,
        has_title: annotations.contains_key("title"),
        principal: head.principal,
        resource: head.resource,
        after_head: head.len,
        text,
        policy: OnceLock::new(),
        asked: OnceLock::new(),
        clauses: OnceLock::new(),
        guard: OnceLock::new(),
        slugs,
        id,
    })
}

/// What a policy may say of itself.
const ANNOTATIONS: [&str; 12] =
    ["id", "norm", "law", "in_force", "act", "limits", "severity", "group", "statutory", "last_resort", "once", "at"];

/// The actions that a policy is about.
#[cfg(feature = "prove")]
pub(crate) fn actions_of(policy: &Policy) -> Vec<Action> {
    Head::of(policy).actions
}
