//! A norm taken apart: what must hold for it to apply, what takes it away, and what its conditions are.
//!
//! One permit is one norm. Its scope and first `when` say to whom and for what it applies; each `unless` is a limit
//! whose holding takes the norm away; each further `when` is a condition that can be met. The clauses are Cedar
//! expressions of the policy's own text, evaluated by Cedar, so the law is written once.
//! Must not know any norm.

use std::str::FromStr;
use std::sync::OnceLock;

use cedar_policy::{Policy, PolicySet};
use memchr::{memchr, memchr2, memmem};

use super::head::Scope;
use super::inputs::{self, Guard, Reads};
use super::uids::Uids;
use super::{Norm, plain};
use crate::vocabulary::{Field, Shape};

/// A norm's clauses, in the order written.
pub(crate) struct Clauses {
    /// The first `when`.
    pub(crate) applies: Clause,
    /// The facts that a rule is about: those its `when` clauses name, without the first when there are several.
    pub(crate) asks: Vec<String>,
    /// Each `unless`.
    pub(crate) limits: Vec<Clause>,
    /// Each `when` after the first.
    pub(crate) conditions: Vec<Clause>,
    /// Whether the resource makes a difference to how the norm goes.
    pub(crate) sees_resource: bool,
}

/// One clause.
pub(crate) struct Clause {
    /// Its place among the norm's clauses.
    pub(crate) number: usize,
    /// The expression as the policy writes it; a part of the scope before it that only Cedar can tell.
    pub(super) body: String,
    /// The fact that it asks for, as the path of a document's key: `assessment.no-alternative`. A clause that asks
    /// for no fact looks at the datum itself; its path is `data`.
    pub(crate) path: String,
    /// All that it depends on; nothing when that cannot be told.
    pub(crate) reads: Option<Reads>,
    question: OnceLock<Result<PolicySet, String>>,
}

impl Clause {
    fn new(number: usize, body: String, facts: &[Field], told: &[Field]) -> Clause {
        let path = asked_for(&body, facts).next();
        Clause {
            number,
            path: path.unwrap_or_else(|| "data".to_owned()),
            reads: inputs::reads(&body, told),
            body,
            question: OnceLock::new(),
        }
    }

    /// The clause alone, as a policy that permits when it is true. One of the shipped law is given the types of entities
    /// that it may name, and is read without Cedar.
    ///
    /// # Errors
    /// What Cedar says; this indicates a mistake in taushet, as the policy as a whole can be read.
    pub(super) fn question(&self, types: Option<&Uids>) -> Result<&PolicySet, String> {
        let read = || {
            let plain = types.and_then(|types| plain::question(&self.body, types));
            let policy = plain.map_or_else(|| only(&self.policy()), Ok);
            let set = policy.map(|policy| PolicySet::from_policies([policy]).map_err(|error| error.to_string()));
            set.flatten().map_err(|error| format!("`{}`: {error}", self.body))
        };
        self.question.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// A clause may end in a comment, so it ends with its line.
    fn policy(&self) -> String {
        format!("permit (principal, action, resource) when {{ {}\n}};\n", self.body)
    }
}

/// The one policy of a text. Cedar takes as long to get ready for reading one as for reading several, and does each once.
pub(super) fn only(text: &str) -> Result<Policy, String> {
    match <[Policy; 1]>::try_from(policies(text)?) {
        Ok([policy]) => Ok(policy),
        Err(policies) => Err(format!("{} policies", policies.len())),
    }
}

/// The policies of a text, in the order written.
pub(super) fn policies(text: &str) -> Result<Vec<Policy>, String> {
    let set = PolicySet::from_str(text).map_err(|error| error.to_string())?;
    Ok(in_order(&set).into_iter().cloned().collect())
}

/// Policies that were read together, in the order written: Cedar numbers them policy0, policy1, …
pub(super) fn in_order(set: &PolicySet) -> Vec<&Policy> {
    let mut policies: Vec<&Policy> = set.policies().collect();
    policies.sort_by_cached_key(|policy| {
        policy.id().to_string().trim_start_matches("policy").parse::<usize>().unwrap_or(usize::MAX)
    });
    policies
}

/// Takes a policy apart. `facts` are those of its requests, and `told` too when all its requests have the same.
pub(crate) fn take_apart(norm: &Norm, facts: &[Field], told: &[Field]) -> Clauses {
    let bodies: Vec<_> = bodies(norm.body()).collect();
    let of =
        |clause: &str| bodies.iter().filter(|(word, _)| *word == clause).map(|(_, body)| *body).collect::<Vec<_>>();
    let (whens, limits) = (of("when"), of("unless"));
    let (first, conditions) = whens.split_at(whens.len().min(1));
    // What a rule asks for stands after the clause that says whom it is for, when there is more than one.
    let asking = if conditions.is_empty() { first } else { conditions };
    // What a clause says of a scope's entity is told by the vocabulary; of its type, by Cedar. A clause may end in a comment.
    let scope = |variable: &str, scope: &Scope| match scope {
        Scope::Any | Scope::Eq(..) | Scope::In(..) => None,
        Scope::Is(_) | Scope::IsIn(..) => Some(format!("{variable} {scope}")),
    };
    let scopes = scope("principal", &norm.principal).into_iter().chain(scope("resource", &norm.resource));
    let applies: Vec<String> = scopes.chain(first.iter().map(|body| format!("({body}\n)"))).collect();
    let applies = if applies.is_empty() { "true".to_owned() } else { applies.join(" && ") };
    let clause = |number: usize, body: &&str| Clause::new(number, (*body).to_owned(), facts, told);
    let applies = Clause::new(0, applies, facts, told);
    let conditions: Vec<Clause> =
        (1 + limits.len()..).zip(conditions).map(|(number, body)| clause(number, body)).collect();
    let limits: Vec<Clause> = (1..).zip(&limits).map(|(number, body)| clause(number, body)).collect();
    let sees = |clause: &Clause| clause.reads.as_ref().is_none_or(|reads| !reads.resource.is_blind());
    let sees_resource = norm.resource != Scope::Any || limits.iter().chain(&conditions).chain([&applies]).any(sees);
    Clauses {
        sees_resource,
        asks: asking.iter().flat_map(|body| asked_for(body, facts)).collect(),
        applies,
        limits,
        conditions,
    }
}

/// What must be so for a norm to apply, as far as it can be told without Cedar.
pub(crate) fn guard(norm: &Norm, facts: &[Field]) -> Guard {
    let first = bodies(norm.body()).find(|(word, _)| *word == "when");
    first.map_or(Guard::Open, |(_, body)| inputs::guard(body, facts))
}

/// The `when` and `unless` bodies of a policy that Cedar has read, without their braces.
pub(super) fn bodies(policy: &str) -> impl Iterator<Item = (&'static str, &str)> {
    let bytes = policy.as_bytes();
    // What is looked for is ASCII, and no byte of another letter is.
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut depth = 0_usize;
        let mut word = "";
        let mut start = 0;
        let mut word_start = None;
        while let Some(&byte) = bytes.get(at) {
            if depth == 0 && (byte.is_ascii_alphanumeric() || byte == b'_') {
                word_start.get_or_insert(at);
                at += 1;
                continue;
            }
            match word_start.take().and_then(|from| policy.get(from..at)) {
                Some("when") => word = "when",
                Some("unless") => word = "unless",
                _ => {}
            }
            match byte {
                b'"' => at = end_of_string(bytes, at),
                b'/' if bytes.get(at + 1) == Some(&b'/') => {
                    at += memchr(b'\n', bytes.get(at..).unwrap_or_default()).unwrap_or(bytes.len() - at);
                }
                b'{' => {
                    if depth == 0 {
                        start = at + 1;
                    }
                    depth += 1;
                }
                b'}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 && !word.is_empty() {
                        at += 1;
                        return Some((word, policy.get(start..at - 1).unwrap_or_default()));
                    }
                }
                _ => {}
            }
            at += 1;
        }
        None
    })
}

/// Where the string ends that begins at `at`; at its quote.
fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at += 1;
        match memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
            Some(further) if bytes.get(at + further) == Some(&b'\\') => at += further + 1,
            Some(further) => return at + further,
            None => return bytes.len(),
        }
    }
}

/// The facts that a clause names, as a document's paths, in the order written.
fn asked_for(body: &str, facts: &[Field]) -> impl Iterator<Item = String> {
    const CONTEXT: &str = "context";
    let named = memmem::find_iter(body.as_bytes(), CONTEXT);
    named.filter_map(move |at| path(body.get(at + CONTEXT.len()..)?, facts))
}

/// The path that an access begins with, when it leads to a fact: `.assessment has individual` → `assessment.individual`.
fn path(access: &str, facts: &[Field]) -> Option<String> {
    let mut fields = facts;
    let mut keys: Vec<&str> = Vec::new();
    let mut tail = access;
    loop {
        let name = tail.strip_prefix('.').or_else(|| tail.trim_start().strip_prefix("has ").map(str::trim_start))?;
        let end = name.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(name.len());
        let attribute = name.get(..end)?;
        tail = name.get(end..)?;
        let field = fields.iter().find(|field| field.attribute == attribute)?;
        keys.push(&field.key);
        match &field.shape {
            Shape::Record(inner) => fields = inner,
            _ => return Some(keys.join(".")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::bodies;

    #[test]
    fn bodies_are_found_past_strings_comments_and_braces() {
        let policy = r#"@id("when { }") permit (principal, action, resource)
            when { context.a == "}" && { x: 1 }.x == 1 } // unless { no }
            unless { true && "\"}" == "" };"#;
        let found: Vec<_> = bodies(policy).map(|(word, body)| (word, body.trim())).collect();
        assert_eq!(found, [("when", r#"context.a == "}" && { x: 1 }.x == 1"#), ("unless", r#"true && "\"}" == """#)]);
    }
}
