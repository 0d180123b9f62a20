//! What the answer to a question about a message may depend on: of all that is known of it, what the policies that are asked name.
//!
//! The text of policies in; the facts and entities that they name out. Most messages differ only in what no policy asks for,
//! and have their answer from the last one that asked the same. Must not know any policy: where one is written in a way that
//! is not plainly understood here, everything matters.

use std::collections::BTreeSet;

/// The facts that are sets of entities, and what may be asked of a set without comparing it with another.
const SETS: [&str; 4] = ["concepts", "sentence", "frame", "frameOver"];
const TESTS: [&str; 3] = [".contains(", ".containsAny(", ".containsAll("];

/// What policies name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Relevant {
    /// Attributes of the context.
    facts: BTreeSet<String>,
    /// Ids of entities.
    ids: BTreeSet<String>,
    /// All that is known may matter.
    is_all: bool,
}

impl Relevant {
    /// What these policies name.
    pub(super) fn of<'t>(policies: impl Iterator<Item = &'t str>) -> Relevant {
        let mut relevant = Relevant::default();
        policies.for_each(|policy| relevant.add(policy));
        relevant
    }

    /// Whether a fact may matter.
    pub(super) fn has_fact(&self, fact: &str) -> bool {
        self.is_all || self.facts.contains(fact)
    }

    /// Whether it may matter that an entity is in a set.
    pub(super) fn has_id(&self, id: &str) -> bool {
        self.is_all || self.ids.contains(id)
    }

    fn add(&mut self, policy: &str) {
        for after in policy.split("::").skip(1).map(str::trim_start) {
            let id = after.strip_prefix('"').and_then(|id| id.split_once('"'));
            match id {
                // An escape is another letter than it is written with.
                Some((id, _)) if !id.contains('\\') => drop(self.ids.insert(id.to_owned())),
                // More of a name.
                None if after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') => {}
                _ => self.is_all = true,
            }
        }
        for after in policy.split("context").skip(1) {
            let Some(after) = after.strip_prefix('.').or(after.strip_prefix(" has ")) else {
                self.is_all = true;
                continue;
            };
            let length = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
            let (fact, rest) = after.split_at_checked(length).unwrap_or_default();
            self.is_all |= fact.is_empty();
            self.facts.insert(fact.to_owned());
            if SETS.contains(&fact) {
                // What comes up to the next mention of the context is the whole argument only where it is closed.
                let argument = TESTS.iter().find_map(|test| rest.strip_prefix(test));
                self.is_all |= !argument.is_some_and(|argument| argument.contains(')'));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Relevant;

    fn of(policy: &str) -> Relevant {
        Relevant::of([policy].into_iter())
    }

    #[test]
    fn what_is_named_matters_and_nothing_else() {
        let relevant = of(r#"forbid (principal in System::"open", action, resource) when {
            context.part == Part::"text" && context has urgent && context.concepts.containsAny([Concept::"a", Concept::"b"])
            && !context.sentence.contains(resource) };"#);
        assert!(!relevant.is_all);
        assert!(["part", "urgent", "concepts", "sentence"].iter().all(|fact| relevant.has_fact(fact)));
        assert!(["open", "text", "a", "b"].iter().all(|id| relevant.has_id(id)));
        assert!(!relevant.has_fact("sentences") && !relevant.has_id("c"));
    }

    #[test]
    fn an_entity_may_be_written_with_spaces() {
        let relevant =
            of("forbid (principal, action, resource) when { context.concepts.contains(Concept ::\n \"a\") };");
        assert!(!relevant.is_all && relevant.has_id("a"));
    }

    #[test]
    fn where_a_set_is_compared_with_more_than_entities_everything_matters() {
        for condition in [
            "context.concepts == context.sentence",
            "context.concepts.containsAny(context.frame)",
            "[Concept::\"a\"].containsAll(context.concepts)",
            "context.concepts.isEmpty()",
            "context.concepts .contains(Concept::\"a\")",
            "context[\"concepts\"].contains(Concept::\"a\")",
            "{ a: context }.a.concepts.contains(Concept::\"a\")",
            "context has concepts",
            "resource == Concept::\"\\u{e5}\"",
            "context.concepts.contains(Concept:: /* a */ \"a\")",
            "context has \"urgent\"",
        ] {
            assert!(of(&format!("forbid (principal, action, resource) when {{ {condition} }};")).is_all, "{condition}");
        }
    }
}
