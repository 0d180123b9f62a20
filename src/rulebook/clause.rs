//! A norm taken apart: what must hold for it to apply, what takes it away, and what its conditions are.
//!
//! One permit is one norm. Its scope and first `when` say to whom and for what it applies; each `unless` is a limit
//! whose holding takes the norm away; each further `when` is a condition that can be met. The clauses are Cedar
//! expressions of the policy's own text, evaluated by Cedar, so the law is written once.
//! Must not know any norm.

use std::str::FromStr;

use cedar_policy::{Expression, Policy, PrincipalConstraint, ResourceConstraint};

use crate::vocabulary::{Field, Shape, kebab};

/// A norm's clauses, in the order written.
pub(crate) struct Clauses {
    /// Scope and first `when`.
    pub(crate) applies: Expression,
    /// The facts that a rule is about: those its `when` clauses name, without the first when there are several.
    pub(crate) asks: Vec<String>,
    /// Each `unless`.
    pub(crate) limits: Vec<Clause>,
    /// Each `when` after the first.
    pub(crate) conditions: Vec<Clause>,
}

impl Clauses {
    /// Clauses that err when asked.
    pub(crate) fn unreadable() -> Clauses {
        Clauses { applies: Expression::new_long(0), asks: Vec::new(), limits: Vec::new(), conditions: Vec::new() }
    }
}

/// One clause.
pub(crate) struct Clause {
    /// The clause as a Cedar expression.
    pub(crate) expression: Expression,
    /// The expression as the policy writes it, on one line.
    pub(crate) text: String,
    /// The fact that it asks for, as the path of a document's key: `assessment.no-alternative`. A clause that asks
    /// for no fact looks at the datum itself; its path is `data`.
    pub(crate) path: String,
}

/// Takes a policy apart.
///
/// # Errors
/// Says which clause Cedar cannot read; this indicates a mistake in taushet, as the policy as a whole was read.
pub(crate) fn take_apart(policy: &Policy, facts: &[Field]) -> Result<Clauses, String> {
    let text = policy.to_string();
    let mut whens = Vec::new();
    let mut limits = Vec::new();
    for (word, body) in bodies(&text) {
        let clause = Clause {
            expression: Expression::from_str(body).map_err(|error| format!("`{body}`: {error}"))?,
            text: body.split_whitespace().collect::<Vec<_>>().join(" "),
            path: asked_for(body, facts).into_iter().next().unwrap_or_else(|| "data".to_owned()),
        };
        if word == "when" { whens.push(clause) } else { limits.push(clause) }
    }
    // What a rule asks for stands after the clause that says whom it is for, when there is more than one.
    let asking: Vec<&str> =
        bodies(&text).into_iter().filter(|(word, _)| *word == "when").map(|(_, body)| body).collect();
    let asks = asking.iter().skip(usize::from(asking.len() > 1)).flat_map(|body| asked_for(body, facts)).collect();
    let mut whens = whens.into_iter();
    let mut applies = vec![principal(policy), resource(policy)];
    applies.extend(whens.next().map(|clause| clause.text));
    applies.retain(|part| !part.is_empty());
    let applies = applies.iter().map(|part| format!("({part})")).collect::<Vec<_>>().join(" && ");
    let applies = if applies.is_empty() { "true".to_owned() } else { applies };
    Ok(Clauses {
        applies: Expression::from_str(&applies).map_err(|error| format!("`{applies}`: {error}"))?,
        asks,
        limits,
        conditions: whens.collect(),
    })
}

fn principal(policy: &Policy) -> String {
    match policy.principal_constraint() {
        PrincipalConstraint::Any => String::new(),
        PrincipalConstraint::Eq(uid) => format!("principal == {uid}"),
        PrincipalConstraint::In(uid) => format!("principal in {uid}"),
        PrincipalConstraint::Is(kind) => format!("principal is {kind}"),
        PrincipalConstraint::IsIn(kind, uid) => format!("principal is {kind} in {uid}"),
    }
}

fn resource(policy: &Policy) -> String {
    match policy.resource_constraint() {
        ResourceConstraint::Any => String::new(),
        ResourceConstraint::Eq(uid) => format!("resource == {uid}"),
        ResourceConstraint::In(uid) => format!("resource in {uid}"),
        ResourceConstraint::Is(kind) => format!("resource is {kind}"),
        ResourceConstraint::IsIn(kind, uid) => format!("resource is {kind} in {uid}"),
    }
}

/// The `when` and `unless` bodies of a policy that Cedar has read, without their braces.
fn bodies(policy: &str) -> Vec<(&'static str, &str)> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut word = "";
    let mut start = 0;
    let mut chars = policy.char_indices().peekable();
    let mut word_start = None;
    while let Some((at, letter)) = chars.next() {
        if letter.is_alphanumeric() || letter == '_' {
            word_start.get_or_insert(at);
            continue;
        }
        if let Some(from) = word_start.take()
            && depth == 0
        {
            match policy.get(from..at) {
                Some("when") => word = "when",
                Some("unless") => word = "unless",
                _ => {}
            }
        }
        match letter {
            '"' => {
                while let Some((_, inside)) = chars.next() {
                    match inside {
                        '\\' => drop(chars.next()),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            '/' if chars.peek().is_some_and(|(_, next)| *next == '/') => {
                while chars.next_if(|(_, next)| *next != '\n').is_some() {}
            }
            '{' => {
                if depth == 0 {
                    start = at + 1;
                }
                depth += 1;
            }
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && !word.is_empty() {
                    found.push((word, policy.get(start..at).unwrap_or_default()));
                    word = "";
                }
            }
            _ => {}
        }
    }
    found
}

/// The facts that a clause names, as a document's paths, in the order written.
fn asked_for(body: &str, facts: &[Field]) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = body;
    while let Some((_, after)) = rest.split_once("context") {
        rest = after;
        found.extend(path(after, facts));
    }
    found
}

/// The path that an access begins with, when it leads to a fact: `.assessment has individual` → `assessment.individual`.
fn path(access: &str, facts: &[Field]) -> Option<String> {
    let mut fields = facts;
    let mut keys: Vec<String> = Vec::new();
    let mut tail = access;
    loop {
        let name = tail.strip_prefix('.').or_else(|| tail.trim_start().strip_prefix("has ").map(str::trim_start))?;
        let end = name.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(name.len());
        let attribute = name.get(..end)?;
        tail = name.get(end..)?;
        keys.push(kebab(attribute));
        match &fields.iter().find(|field| field.attribute == attribute)?.shape {
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
            unless { true };"#;
        let found: Vec<_> = bodies(policy).into_iter().map(|(word, body)| (word, body.trim())).collect();
        assert_eq!(found, [("when", r#"context.a == "}" && { x: 1 }.x == 1"#), ("unless", "true")]);
    }
}
