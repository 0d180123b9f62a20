//! An example as a flow document.

use std::collections::BTreeSet;

use serde_yaml::{Mapping, Value as Yaml};

use super::value::{Value, is_usual};
use super::{Example, FLOW, Stage};
use crate::prove::hypotheses;
use crate::rulebook::Action;
use crate::vocabulary::{Field, Member, Shape};

/// Ids of the parties, and of the flow before.
const FROM: &str = "avsender";
const TO: &str = "mottaker";
const ORIGIN: &str = "opphav";
const BEFORE: &str = "opphavsflyt";
/// Municipality numbers that no municipality has.
const MUNICIPALITIES: [&str; 2] = ["0001", "0002"];

impl Example {
    /// The document.
    pub(super) fn document(&self, stage: &Stage<'_>) -> String {
        let mut parties = Mapping::new();
        let sender = self.one("sender").unwrap_or_default();
        let recipient = self.one("recipient").unwrap_or(&self.recipient);
        let mut from = entry([("kind", text(sender))]);
        let mut to = entry([("kind", text(recipient))]);
        if let Some(Value::Bool(same)) = self.facts.get("sameMunicipality") {
            let [one, other] = MUNICIPALITIES;
            from.insert(text("municipality"), text(one));
            to.insert(text("municipality"), text(if *same { one } else { other }));
        }
        if let Some(Value::Bool(performs)) = self.facts.get("senderPerformsPublicTask") {
            from.insert(text("performs-public-task"), Yaml::Bool(*performs));
        }
        parties.insert(text(FROM), Yaml::Mapping(from));
        parties.insert(text(TO), Yaml::Mapping(to));

        let mut flow = entry([("from", text(FROM)), ("to", text(TO))]);
        let mut systems = Mapping::new();
        if let Some(system) = self.one("system") {
            flow.insert(text("via"), text(system));
            systems.insert(text(system), Yaml::Mapping(self.system(stage)));
        }
        let mut data = vec![text(&self.datum)];
        if let Some(Value::Many(kinds)) = self.facts.get("dataKinds") {
            data.extend(kinds.iter().filter(|kind| **kind != self.datum).map(|kind| text(kind)));
        }
        flow.insert(text("data"), Yaml::Sequence(data));
        if let Some(Value::Day(day)) = self.facts.get("day") {
            flow.insert(text("date"), text(&day.to_string()));
        }
        if let Some(Value::Texts(claims)) =
            self.facts.get("claims").filter(|claims| **claims != Value::Texts(BTreeSet::new()))
        {
            flow.insert(text("basis"), Yaml::Sequence(claims.iter().map(|claim| text(claim)).collect()));
        }
        for field in stage.fields.iter().filter(|field| !field.derived && field.attribute != "channel") {
            let Some(value) = self.facts.get(&field.attribute) else { continue };
            // The parties say who they are.
            if ["sender", "recipient", "system", "exposed"].contains(&field.attribute.as_str())
                && self.one("system").is_some()
            {
                continue;
            }
            if is_usual(value, field) {
                continue;
            }
            flow.insert(text(&field.key), yaml(value, field));
        }
        if self.facts.get("exposed") == Some(&Value::Bool(true)) {
            flow.insert(text("exposes"), Yaml::Mapping(entry([("queue", text(stage.revealing))])));
        }
        let mut flows = Mapping::new();
        if self.facts.get("onward") == Some(&Value::Bool(true)) {
            let origin = hypotheses::origins(stage.rulebook).next().unwrap_or_default();
            parties.insert(text(ORIGIN), Yaml::Mapping(entry([("kind", text(origin))])));
            let data = Yaml::Sequence(vec![text(&self.datum)]);
            let purpose = self.one("purpose").unwrap_or_default();
            let before = [("from", text(ORIGIN)), ("to", text(FROM)), ("data", data), ("purpose", text(purpose))];
            flows.insert(text(BEFORE), Yaml::Mapping(entry(before)));
        }
        flows.insert(text(FLOW), Yaml::Mapping(flow));
        let mut root = entry([("taushet", text("flows/v1")), ("parties", Yaml::Mapping(parties))]);
        if !systems.is_empty() {
            root.insert(text("systems"), Yaml::Mapping(systems));
        }
        root.insert(text("flows"), Yaml::Mapping(flows));
        serde_yaml::to_string(&root).unwrap_or_default()
    }

    /// The system's entry.
    fn system(&self, stage: &Stage<'_>) -> Mapping {
        let mut system = Mapping::new();
        let Some(Value::Record(channel)) = self.facts.get("channel") else { return system };
        if channel.get("readersKnown") == Some(&Value::Bool(true)) {
            let reader = if self.action == Action::MakeKnown {
                &self.recipient
            } else {
                self.one("recipient").unwrap_or(&self.recipient)
            };
            system.insert(text("audience"), Yaml::Sequence(vec![text(reader)]));
        } else {
            // The access that says nothing of who reads.
            let says_nothing =
                |member: &&Member| member.about.as_ref().is_none_or(|about| about.get("readers").is_none());
            let access = stage.rulebook.vocabulary.members("Access").iter().find(says_nothing);
            system.extend(access.map(|access| (text("access"), text(&access.id))));
            if self.action == Action::MakeKnown {
                system.insert(text("audience"), Yaml::Sequence(vec![text(&self.recipient)]));
            }
        }
        for (attribute, key) in [("accessControl", "access-control"), ("processorAgreement", "processor-agreement")] {
            if let Some(Value::One(id)) = channel.get(attribute) {
                system.insert(text(key), text(id));
            }
        }
        system
    }
}

fn text(text: &str) -> Yaml {
    Yaml::String(text.to_owned())
}

fn entry<const N: usize>(pairs: [(&str, Yaml); N]) -> Mapping {
    pairs.into_iter().map(|(key, value)| (text(key), value)).collect()
}

fn yaml(value: &Value, field: &Field) -> Yaml {
    match value {
        Value::Bool(truth) => Yaml::Bool(*truth),
        Value::Long(number) => Yaml::Number((*number).into()),
        Value::Text(written) => text(written),
        Value::Day(day) => text(&day.to_string()),
        Value::Instant(_) => Yaml::Null,
        Value::One(id) => text(id),
        Value::Many(values) | Value::Texts(values) => Yaml::Sequence(values.iter().map(|value| text(value)).collect()),
        Value::Record(inner) => {
            let Shape::Record(fields) = &field.shape else { return Yaml::Null };
            let pairs =
                fields.iter().filter_map(|field| Some((text(&field.key), yaml(inner.get(&field.attribute)?, field))));
            Yaml::Mapping(pairs.collect())
        }
    }
}
