//! What every document's request has in common, and a solver must be told: a recipient is no group, a datum's kinds follow
//! from the datum, who passes data on is not where they come from.
//!
//! Comes in: the enumerations and an action. Goes out: conditions, in Cedar's JSON form.
//! Mirrors [`crate::facts`], which makes the requests; must not know any norm.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::expression::{access, all, and, any, contains, entity, equal, has, implies, not, variable};
use super::model::{Model, ModelError};
use crate::rulebook::{Action, Rulebook};
use crate::tree::Node;
use crate::vocabulary::{Field, Shape};

/// Days that a document can write.
const DAYS: [&str; 2] = ["0001-01-01", "9999-12-31"];

/// More than a run can count.
const MANY: i64 = 1 << 40;

/// The conditions of an action's requests. `asked` are the conditions that they stand beside: of the kinds of a flow's data
/// only those that are asked for matter.
pub(super) fn of(model: &Model<'_>, action: Action, asked: &[&Json]) -> Result<Vec<Json>, ModelError> {
    let environment = model.environment(action)?;
    let mut found = Vec::new();
    for (name, kind) in [("principal", environment.principal()), ("resource", environment.resource())] {
        found.extend(no_group(model, &variable(name), &kind.to_string()));
    }
    found.extend(of_fields(model, model.facts(action), asked, &mut Vec::new()));
    let has_fact = |attribute: &str| model.facts(action).iter().any(|field| field.attribute == attribute);
    if has_fact("dataKinds") && environment.resource().to_string() == "Data" {
        found.extend(data_kinds(model, asked));
    }
    if has_fact("onward") {
        let is_origin = origins(model.rulebook).map(|kind| equal(&access(&["sender"]), &entity("PartyKind", kind)));
        let is_origin = any(is_origin);
        found.push(not(and(access(&["onward"]), is_origin)));
    }
    if has_fact("channel") {
        // That readers are unknown is told by saying nothing of them.
        found.push(implies(has(&["channel", "readersKnown"]), access(&["channel", "readersKnown"])));
        // What is built in of a system's agreement holds where a document says nothing.
        let known = model
            .rulebook
            .vocabulary
            .members("System")
            .iter()
            .filter(|member| member.about.as_ref().is_some_and(|about| about.get("processor-agreement").is_some()));
        let is_known = any(known.map(|system| equal(&access(&["system"]), &entity("System", &system.id))));
        found.push(implies(is_known, has(&["channel", "processorAgreement"])));
    }
    if action == Action::Convey {
        found.push(equal(&variable("principal"), &access(&["recipient"])));
    }
    Ok(found)
}

/// The kinds of party that data come from.
pub(super) fn origins(rulebook: &Rulebook) -> impl Iterator<Item = &str> {
    let members = rulebook.vocabulary.members("PartyKind").iter();
    let is_origin = |about: &Node| about.get("origin").is_some();
    members.filter(move |member| member.about.as_ref().is_some_and(is_origin)).map(|member| member.id.as_str())
}

/// A value that a document writes is none of the groups that only policies speak of.
fn no_group(model: &Model<'_>, value: &Json, kind: &str) -> Option<Json> {
    let groups = &model.kind(kind)?.groups;
    (!groups.is_empty()).then(|| not(any(groups.iter().map(|group| equal(value, &entity(kind, group))))))
}

fn no_groups(model: &Model<'_>, set: &Json, kind: &str) -> Vec<Json> {
    let groups = model.kind(kind).into_iter().flat_map(|kind| &kind.groups);
    groups.map(|group| not(contains(set, &entity(kind, group)))).collect()
}

/// Groups, days and counts, in all attributes at any depth. `path` leads to the record that has the fields.
fn of_fields(model: &Model<'_>, fields: &[Field], asked: &[&Json], path: &mut Vec<String>) -> Vec<Json> {
    let mut found = Vec::new();
    for field in fields {
        path.push(field.attribute.clone());
        let here: Vec<&str> = path.iter().map(String::as_str).collect();
        let own = match &field.shape {
            Shape::OneOf(kind) => no_group(model, &access(&here), kind).into_iter().collect(),
            Shape::SetOf(kind) if !field.derived => no_groups(model, &access(&here), kind),
            Shape::Date if asked.iter().any(|asked| speaks_of(asked, &access(&here))) => within_days(&access(&here)),
            Shape::Long if field.derived => within_counts(&access(&here)),
            Shape::Record(inner) => of_fields(model, inner, asked, path),
            _ => Vec::new(),
        };
        let here: Vec<&str> = path.iter().map(String::as_str).collect();
        let unless_absent = |own: Json| if field.required { own } else { implies(has(&here), own) };
        if !own.is_empty() {
            found.push(unless_absent(all(own)));
        }
        path.pop();
    }
    found
}

/// A day is within what can be written. That it is midnight is not asked, which is slow; see [`super::example`].
fn within_days(day: &Json) -> Vec<Json> {
    let [first, last] = DAYS.map(|day| json!({ "datetime": [{ "Value": day }] }));
    vec![json!({ ">=": { "left": day, "right": first } }), json!({ "<=": { "left": day, "right": last } })]
}

fn within_counts(count: &Json) -> Vec<Json> {
    let number = |number: i64| json!({ "Value": number });
    vec![
        json!({ ">=": { "left": count, "right": number(0) } }),
        json!({ "<": { "left": count, "right": number(MANY) } }),
    ]
}

/// Whether an expression stands anywhere in another.
fn speaks_of(expression: &Json, part: &Json) -> bool {
    expression == part
        || match expression {
            Json::Object(node) => node.values().any(|inner| speaks_of(inner, part)),
            Json::Array(parts) => parts.iter().any(|inner| speaks_of(inner, part)),
            _ => false,
        }
}

/// The kinds of a flow's data are those of the datum that is asked about, and of data beside it.
fn data_kinds(model: &Model<'_>, asked: &[&Json]) -> Vec<Json> {
    let Some(kind) = model.kind("Data") else { return Vec::new() };
    let kinds = access(&["dataKinds"]);
    let mut mentioned = BTreeSet::new();
    asked.iter().for_each(|asked| mentions(asked, &kinds, &mut mentioned));
    let listed: Vec<(&String, &BTreeSet<String>)> =
        kind.within.iter().filter(|(value, _)| !kind.groups.contains(*value)).collect();
    let mut found = Vec::new();
    for mention in &mentioned {
        let of_kind = || listed.iter().filter(|(_, within)| within.contains(mention));
        let is_kind = any(of_kind().map(|(value, _)| equal(&variable("resource"), &entity("Data", value))));
        found.push(implies(is_kind, contains(&kinds, &entity("Data", mention))));
        // Some datum brings the kind in, with all other kinds that it is.
        let brings = of_kind().map(|(_, within)| {
            all(within.iter().filter(|up| mentioned.contains(*up)).map(|up| contains(&kinds, &entity("Data", up))))
        });
        found.push(implies(contains(&kinds, &entity("Data", mention)), any(brings)));
    }
    found
}

/// Adds every value that an expression asks the set for.
fn mentions(expression: &Json, set: &Json, found: &mut BTreeSet<String>) {
    match expression {
        Json::Object(node) => {
            if let Some(asked) = node.get("contains").filter(|asked| asked.get("left") == Some(set)) {
                let id = asked.pointer("/right/Value/__entity/id").and_then(Json::as_str);
                found.extend(id.map(str::to_owned));
            }
            node.values().for_each(|part| mentions(part, set, found));
        }
        Json::Array(parts) => parts.iter().for_each(|part| mentions(part, set, found)),
        _ => {}
    }
}
