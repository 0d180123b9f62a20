//! The law as a solver sees it: every enumeration closed, every hierarchy written out, every day at once.
//!
//! Comes in: a [`Rulebook`]. Goes out: policy sets without `in` over a schema whose entity types are enumerations, so that
//! a solver's request is one that a document can make. What is left of the hierarchy is lists of values; when a norm is in
//! force is a condition on the day.
//! Must not know any norm.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use cedar_policy::{EntityTypeName, EntityUid, Policy, PolicyId, PolicySet, RequestEnv, Schema};
use cedar_policy_symcc::CompiledPolicySet;
use serde_json::{Value as Json, json};

use super::expression::{self, Expander};
use super::solver::compile_set;
use crate::rulebook::{Action, InForce, Norm, Rulebook};
use crate::vocabulary::Field;

/// Why something cannot be put to the solver. This indicates a mistake in taushet or in the law's files.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct ModelError(pub String);

impl ModelError {
    pub(super) fn new(error: impl ToString) -> ModelError {
        ModelError(error.to_string())
    }
}

/// The values of one enumeration.
#[derive(Clone, Debug, Default)]
pub(super) struct Kind {
    /// Each value with what it is a kind of, at any distance, itself included.
    pub(super) within: BTreeMap<String, BTreeSet<String>>,
    /// Values that no document writes: groups that only policies speak of.
    pub(super) groups: BTreeSet<String>,
}

/// Schema, enumerations and environments of the law.
pub(super) struct Model<'r> {
    pub(super) rulebook: &'r Rulebook,
    pub(super) schema: Schema,
    kinds: BTreeMap<String, Kind>,
}

/// What is asked of a set of policies: a norm's conditions, in Cedar's JSON form.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    /// Id within its set.
    pub(super) id: String,
    /// Whether it forbids.
    pub(super) forbids: bool,
    /// All must hold.
    pub(super) conditions: Vec<Json>,
}

impl<'r> Model<'r> {
    /// Closes the enumerations of the schema with the values that the law's vocabularies have. With `others`, the values of
    /// those laws too: what is compared shares its enumerations.
    pub(super) fn new(rulebook: &'r Rulebook, schema: &str, others: &[&Rulebook]) -> Result<Model<'r>, ModelError> {
        let mut schema: Json = serde_json::from_str(schema).map_err(ModelError::new)?;
        let mut kinds = kinds(rulebook);
        let all: Vec<BTreeMap<String, Kind>> = others.iter().map(|other| self::kinds(other)).collect();
        for (name, kind) in all.iter().flatten() {
            let known = kinds.entry(name.clone()).or_default();
            for value in kind.within.keys().filter(|value| !known.within.contains_key(*value)).collect::<Vec<_>>() {
                known.within.insert(value.clone(), BTreeSet::from([value.clone()]));
            }
        }
        let types = schema.pointer_mut("//entityTypes").and_then(Json::as_object_mut);
        for (name, declared) in types.into_iter().flatten() {
            let values: Vec<&String> = kinds.get(name).map(|kind| kind.within.keys().collect()).unwrap_or_default();
            if !values.is_empty() {
                *declared = json!({ "enum": values });
            }
        }
        let schema = Schema::from_json_value(schema).map_err(ModelError::new)?;
        Ok(Model { rulebook, schema, kinds })
    }

    /// The values of an enumeration.
    pub(super) fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.get(name)
    }

    /// The types that an action is about, as the solver's environment. An action of the law has one.
    pub(super) fn environment(&self, action: Action) -> Result<RequestEnv, ModelError> {
        let uid = action_uid(action)?;
        let found = self.schema.request_envs().find(|env| *env.action() == uid);
        found.ok_or_else(|| ModelError(format!("the schema has no action `{}`", action.name())))
    }

    /// The attributes that an action's context has.
    pub(super) fn facts(&self, action: Action) -> &[Field] {
        self.rulebook.vocabulary.record(context_of(action))
    }

    /// A norm's policy as a rule about an action, with `in` written out, and its days as a condition.
    pub(super) fn rule(&self, norm: &Norm, action: Action) -> Result<Rule, ModelError> {
        let mut rule = self.read(norm.policy().map_err(ModelError::new)?, &norm.id, action)?;
        let dated = self.facts(action).iter().any(|field| field.attribute == "day");
        match days(norm.in_force) {
            days if days.is_empty() => {}
            _ if !dated => {
                return Err(ModelError(format!("`{}` is dated, but `{}` has no day", norm.id, action.name())));
            }
            days => {
                let own = std::mem::take(&mut rule.conditions);
                rule.conditions = days.into_iter().chain(own).collect();
            }
        }
        Ok(rule)
    }

    /// A policy as a rule about an action, with `in` written out.
    pub(super) fn read(&self, policy: &Policy, id: &str, action: Action) -> Result<Rule, ModelError> {
        let json = policy.to_json().map_err(ModelError::new)?;
        let environment = self.environment(action)?;
        let expander = Expander {
            kinds: &self.kinds,
            principal: environment.principal().to_string(),
            resource: environment.resource().to_string(),
            context: self.facts(action),
        };
        let mut conditions = Vec::new();
        for variable in ["principal", "resource"] {
            if let Some(scope) = json.get(variable).and_then(|scope| expression::of_scope(variable, scope)) {
                conditions.push(scope);
            }
        }
        for clause in json.get("conditions").and_then(Json::as_array).into_iter().flatten() {
            let body = clause.get("body").cloned().unwrap_or(Json::Null);
            let is_limit = clause.get("kind").and_then(Json::as_str) == Some("unless");
            conditions.push(if is_limit { expression::not(body) } else { body });
        }
        let conditions = conditions.iter().map(|condition| expander.expand(condition)).collect::<Result<_, _>>();
        let conditions = conditions.map_err(|error| ModelError(format!("`{id}`: {error}")))?;
        let forbids = json.get("effect").and_then(Json::as_str) == Some("forbid");
        Ok(Rule { id: id.to_owned(), forbids, conditions })
    }

    /// What lets a request about an action pass: the norms of the action that are `of` interest; for a channel, whose every norm must hold where
    /// it applies, that none of them is broken (verdicts.md rules 1 and 11).
    pub(super) fn rules(&self, action: Action, of: &dyn Fn(&Norm) -> bool) -> Result<Vec<Rule>, ModelError> {
        let norms = self.rulebook.norms().iter().filter(|norm| norm.actions.contains(&action) && of(norm));
        let rules: Vec<Rule> = norms.map(|norm| self.rule(norm, action)).collect::<Result<_, _>>()?;
        Ok(if action == Action::Convey { none_broken(rules) } else { rules })
    }

    /// Rules as the solver takes them.
    pub(super) fn compiled(&self, rules: &[Rule], action: Action) -> Result<CompiledPolicySet, ModelError> {
        let mut set = PolicySet::new();
        for rule in rules {
            set.add(self.policy(rule, action)?).map_err(ModelError::new)?;
        }
        compile_set(&set, &self.environment(action)?, &self.schema)
    }

    /// A rule as Cedar takes it.
    pub(super) fn policy(&self, rule: &Rule, action: Action) -> Result<Policy, ModelError> {
        let conditions: Vec<Json> =
            rule.conditions.iter().map(|body| json!({ "kind": "when", "body": body })).collect();
        let policy = json!({
            "effect": if rule.forbids { "forbid" } else { "permit" },
            "principal": { "op": "All" },
            "action": { "op": "==", "entity": { "type": "Action", "id": action.name() } },
            "resource": { "op": "All" },
            "conditions": conditions,
        });
        Policy::from_json(Some(PolicyId::new(&rule.id)), policy).map_err(ModelError::new)
    }
}

/// A permit of everything, and a forbid for each norm where it applies and does not hold.
fn none_broken(rules: Vec<Rule>) -> Vec<Rule> {
    let all = Rule { id: "all".to_owned(), forbids: false, conditions: Vec::new() };
    let broken = rules.into_iter().map(|mut rule| {
        if rule.forbids {
            return rule;
        }
        let held = rule.conditions.split_off(rule.conditions.len().min(1));
        rule.conditions.push(expression::not(expression::all(held)));
        Rule { forbids: true, ..rule }
    });
    std::iter::once(all).chain(broken).collect()
}

/// The days on which a norm is in force, as conditions.
fn days(in_force: InForce) -> Vec<Json> {
    let [from, after] = in_force.bounds();
    let day = json!({ ".": { "left": { "Var": "context" }, "attr": "day" } });
    let at = |date: jiff::civil::Date| json!({ "datetime": [{ "Value": date.to_string() }] });
    let mut days = Vec::new();
    days.extend(from.map(|from| json!({ ">=": { "left": day, "right": at(from) } })));
    days.extend(after.map(|after| json!({ "<": { "left": day, "right": at(after) } })));
    days
}

/// The type of the context that an action's requests have.
fn context_of(action: Action) -> &'static str {
    match action {
        Action::Imply
        | Action::DiscloseByDuty
        | Action::Disclose
        | Action::AskHuman
        | Action::Refuse
        | Action::Remark => "Facts",
        Action::Convey | Action::MakeKnown => "ChannelFacts",
        Action::Hold => "PersonalFacts",
        Action::Tell => "TellFacts",
        Action::Compare => "TemplateFacts",
        Action::Oversee | Action::Instruct | Action::Maintain => "RoutineFacts",
        _ => "MessageFacts",
    }
}

/// The action as Cedar names it.
pub(super) fn action_uid(action: Action) -> Result<EntityUid, ModelError> {
    let kind = EntityTypeName::from_str("Action").map_err(ModelError::new)?;
    Ok(EntityUid::from_type_name_and_id(kind, cedar_policy::EntityId::new(action.name())))
}

/// Every enumeration of a law, concepts of messages and of routines included.
fn kinds(rulebook: &Rulebook) -> BTreeMap<String, Kind> {
    let mut kinds: BTreeMap<String, Kind> = BTreeMap::new();
    // Cedar itself is given no value that is a kind of nothing.
    for vocabulary in rulebook.vocabularies() {
        for name in vocabulary.kinds() {
            let kind = kinds.entry(name.to_owned()).or_default();
            for member in vocabulary.members(name) {
                let within = kind.within.entry(member.id.clone()).or_default();
                within.insert(member.id.clone());
                within.extend(vocabulary.ancestors(name, &member.id).map(str::to_owned));
                let own = rulebook.vocabulary.members(name);
                if own.iter().any(|own| own.id == member.id && !own.listed) {
                    kind.groups.insert(member.id.clone());
                }
            }
        }
    }
    kinds
}
