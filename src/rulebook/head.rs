//! What a policy says before its clauses: annotations, effect and scope, cut from its text without asking Cedar.
//!
//! Cedar takes long to read a policy, and most runs ask few of them, so the shipped ones are read when they are asked.
//! Only the plain form is known here; a file that has another is Cedar's to read. A test holds every shipped head
//! against Cedar's own.
//! Must not know any rule.

use std::fmt;

use cedar_policy::{ActionConstraint, Effect, EntityUid, Policy, PrincipalConstraint, ResourceConstraint};
use memchr::{memchr2, memchr3};

use super::Action;
use super::norm::ACTIONS;

/// A policy with its head taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head<'t> {
    /// Annotations, in the order written.
    pub(super) annotations: Vec<(&'t str, &'t str)>,
    /// Whether it forbids.
    pub(super) forbids: bool,
    /// Whom it is about.
    pub(super) principal: Scope,
    /// The actions that it is about.
    pub(super) actions: Vec<Action>,
    /// What it is about.
    pub(super) resource: Scope,
    /// How much of the policy's text it is, in bytes; nothing where Cedar has read it.
    pub(super) len: usize,
}

/// Whom or what a policy is about, by its scope. Entities are given by type and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Anything.
    Any,
    /// One entity.
    Eq(String, String),
    /// An entity or what is a kind of it.
    In(String, String),
    /// Everything of a type.
    Is(String),
    /// What is of a type and a kind of an entity.
    IsIn(String, String, String),
}

/// As Cedar writes what stands after `principal` or `resource`; nothing for anything.
impl fmt::Display for Scope {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Scope::Any => Ok(()),
            Scope::Eq(kind, id) => write!(out, "== {kind}::\"{}\"", id.escape_debug()),
            Scope::In(kind, id) => write!(out, "in {kind}::\"{}\"", id.escape_debug()),
            Scope::Is(kind) => write!(out, "is {kind}"),
            Scope::IsIn(own, kind, id) => write!(out, "is {own} in {kind}::\"{}\"", id.escape_debug()),
        }
    }
}

impl Head<'_> {
    /// The head of a policy that Cedar has read.
    pub(super) fn of(policy: &Policy) -> Head<'_> {
        let parts = |uid: &EntityUid| (uid.type_name().to_string(), uid.id().unescaped().to_owned());
        let eq = |uid: EntityUid| Scope::Eq(parts(&uid).0, parts(&uid).1);
        let within = |uid: EntityUid| Scope::In(parts(&uid).0, parts(&uid).1);
        let is_in = |kind: String, uid: EntityUid| Scope::IsIn(kind, parts(&uid).0, parts(&uid).1);
        Head {
            annotations: policy.annotations().collect(),
            forbids: policy.effect() == Effect::Forbid,
            principal: match policy.principal_constraint() {
                PrincipalConstraint::Any => Scope::Any,
                PrincipalConstraint::Eq(uid) => eq(uid),
                PrincipalConstraint::In(uid) => within(uid),
                PrincipalConstraint::Is(kind) => Scope::Is(kind.to_string()),
                PrincipalConstraint::IsIn(kind, uid) => is_in(kind.to_string(), uid),
            },
            actions: match policy.action_constraint() {
                ActionConstraint::Any => named(None),
                ActionConstraint::Eq(uid) => named(Some(&[uid.id().unescaped()])),
                ActionConstraint::In(uids) => {
                    named(Some(&uids.iter().map(|uid| uid.id().unescaped()).collect::<Vec<_>>()))
                }
            },
            resource: match policy.resource_constraint() {
                ResourceConstraint::Any => Scope::Any,
                ResourceConstraint::Eq(uid) => eq(uid),
                ResourceConstraint::In(uid) => within(uid),
                ResourceConstraint::Is(kind) => Scope::Is(kind.to_string()),
                ResourceConstraint::IsIn(kind, uid) => is_in(kind.to_string(), uid),
            },
            len: 0,
        }
    }
}

/// The actions with these names; all when none is named.
fn named(names: Option<&[&str]>) -> Vec<Action> {
    let is_named = |name: &str| names.is_none_or(|names| names.contains(&name));
    ACTIONS.iter().filter(|(_, name)| is_named(name)).map(|(action, _)| *action).collect()
}

/// The policies of a text, each as written and with its head, or nothing when any has another form than the plain one.
pub(super) fn heads(text: &str) -> Option<Vec<(&str, Head<'_>)>> {
    let mut reader = Reader { rest: text };
    let mut heads = Vec::new();
    loop {
        reader.space();
        if reader.rest.is_empty() {
            return Some(heads);
        }
        let from = reader.rest;
        let head = reader.head()?;
        reader.end()?;
        heads.push((from.get(..from.len() - reader.rest.len())?, head));
    }
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn head(&mut self) -> Option<Head<'t>> {
        let from = self.rest.len();
        let mut annotations = Vec::new();
        while self.takes("@") {
            let key = self.word()?;
            let value = if self.takes("(") {
                let value = self.string()?;
                self.takes(")").then_some(value)?
            } else {
                ""
            };
            annotations.push((key, value));
        }
        let forbids = match self.word()? {
            "permit" => false,
            "forbid" => true,
            _ => return None,
        };
        self.takes("(").then_some(())?;
        let principal = self.scope("principal")?;
        self.takes(",").then_some(())?;
        let actions = self.actions()?;
        self.takes(",").then_some(())?;
        let resource = self.scope("resource")?;
        self.takes(")").then_some(())?;
        Some(Head { annotations, forbids, principal, actions, resource, len: from - self.rest.len() })
    }

    fn scope(&mut self, variable: &str) -> Option<Scope> {
        if self.word()? != variable {
            return None;
        }
        if self.takes("==") {
            return self.entity().map(|(kind, id)| Scope::Eq(kind.to_owned(), id.to_owned()));
        }
        match self.word() {
            None => Some(Scope::Any),
            Some("in") => self.entity().map(|(kind, id)| Scope::In(kind.to_owned(), id.to_owned())),
            Some(_) => None,
        }
    }

    fn actions(&mut self) -> Option<Vec<Action>> {
        if self.word()? != "action" {
            return None;
        }
        let action = |reader: &mut Reader<'t>| reader.entity().filter(|(kind, _)| *kind == "Action").map(|(_, id)| id);
        if self.takes("==") {
            return Some(named(Some(&[action(self)?])));
        }
        match self.word() {
            None => Some(named(None)),
            Some("in") => {
                self.takes("[").then_some(())?;
                let mut names = vec![action(self)?];
                while self.takes(",") {
                    names.push(action(self)?);
                }
                self.takes("]").then_some(named(Some(&names)))
            }
            Some(_) => None,
        }
    }

    /// `Type::"id"`.
    fn entity(&mut self) -> Option<(&'t str, &'t str)> {
        let kind = self.word()?;
        self.takes("::").then_some(())?;
        Some((kind, self.string()?))
    }

    /// A word, when one is next.
    fn word(&mut self) -> Option<&'t str> {
        self.space();
        let end = self.rest.bytes().position(|byte| !byte.is_ascii_alphanumeric() && byte != b'_');
        let (word, rest) = self.rest.split_at_checked(end.unwrap_or(self.rest.len()))?;
        if word.is_empty() {
            return None;
        }
        self.rest = rest;
        Some(word)
    }

    /// The inside of a string without escapes.
    fn string(&mut self) -> Option<&'t str> {
        self.space();
        let text = self.rest.strip_prefix('"')?;
        let end = memchr2(b'"', b'\\', text.as_bytes())?;
        let (sign, rest) = cut(text, end)?;
        if sign == b'\\' {
            return None;
        }
        self.rest = rest;
        text.get(..end)
    }

    /// Goes past `sign`, when it is next.
    fn takes(&mut self, sign: &str) -> bool {
        self.space();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Goes past blanks and comments.
    fn space(&mut self) {
        self.rest = self.rest.trim_ascii_start();
        while self.rest.starts_with("//") {
            self.rest =
                self.rest.find('\n').and_then(|end| self.rest.get(end..)).unwrap_or_default().trim_ascii_start();
        }
    }

    /// Goes past the semicolon that ends the policy.
    fn end(&mut self) -> Option<()> {
        loop {
            let (sign, after) = cut(self.rest, memchr3(b'"', b'/', b';', self.rest.as_bytes())?)?;
            match sign {
                b';' => {
                    self.rest = after;
                    return Some(());
                }
                b'"' => self.rest = past_string(after)?,
                _ if after.starts_with('/') => self.rest = after.split_once('\n')?.1,
                _ => self.rest = after,
            }
        }
    }
}

/// The ASCII character at a place of a text, and what follows it.
fn cut(text: &str, at: usize) -> Option<(u8, &str)> {
    Some((*text.as_bytes().get(at)?, text.get(at + 1..)?))
}

/// What follows the string that has just begun.
fn past_string(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let (sign, after) = cut(rest, memchr2(b'"', b'\\', rest.as_bytes())?)?;
        if sign == b'"' {
            return Some(after);
        }
        let mut letters = after.chars();
        letters.next()?;
        rest = letters.as_str();
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use cedar_policy::PolicySet;

    use super::{Head, heads};
    use crate::law;

    #[track_caller]
    fn compare(text: &str) {
        let set = PolicySet::from_str(text).unwrap();
        let heads = heads(text).unwrap();
        assert_eq!(set.policies().count(), heads.len());
        for (number, (text, head)) in heads.into_iter().enumerate() {
            let policy = set.policies().find(|it| it.id().to_string() == format!("policy{number}")).unwrap();
            assert_eq!(text, policy.to_string());
            let sorted = |head: Head<'_>| {
                let mut annotations = head.annotations.clone();
                annotations.sort_unstable();
                format!("{annotations:?} {:?}", Head { annotations: Vec::new(), len: 0, ..head })
            };
            assert_eq!(sorted(head), sorted(Head::of(policy)));
        }
    }

    #[test]
    fn every_shipped_head_is_as_cedar_reads_it() {
        let policies = law::embedded().into_iter().filter(|file| file.path.ends_with(".cedar"));
        let tried = policies.map(|file| compare(&file.text)).count();
        assert!(tried > 10);
    }

    #[test]
    fn strings_and_comments_end_no_policy() {
        compare(
            "// first; \"\n@id(\"a\") @once // says; nothing\npermit(principal, action, resource)\n\
             when { \"a;\\\"b;\" == \"/\" // no end; here\n || 4 - 2 == 2 };forbid (principal in A::\"x\",\n\
             action in [Action::\"write\", Action::\"label\"], resource == B::\"y\");",
        );
    }

    #[test]
    fn other_forms_are_left_to_cedar() {
        for text in [
            "permit (principal is A, action, resource);",
            "permit (principal == N::A::\"x\", action, resource);",
            "permit (principal, action in Action::\"a\", resource);",
            "@id(\"a\\\"b\") permit (principal, action, resource);",
            "permit (principal == ?principal, action, resource);",
            "permit (principal, action, resource)",
        ] {
            assert_eq!(heads(text), None, "{text}");
        }
    }
}
