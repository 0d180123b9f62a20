//! A municipality's own law: it may forbid more and add words and systems; it may never loosen the shipped law.
//!
//! Must not know what any rule is about.

use cedar_policy::{Policy, PolicyId, PolicySet, Schema, ValidationMode, Validator};
use miette::Diagnostic;

use super::{Action, Norm, RuleText};
use crate::source::{Problem, Span};
use crate::tree::Node;

/// Annotations that give a local rule its texts, beside those that every rule may have.
pub(super) const TEXTS: [&str; 3] = ["title", "why", "help"];

/// What a local rule may be about: not duties, which nothing stops, nor what only names or implies.
const MAY_FORBID: [Action; 6] =
    [Action::Disclose, Action::Convey, Action::MakeKnown, Action::Expose, Action::Write, Action::Label];

/// Why a local rule is refused, if it is.
pub(super) fn loosens(norm: &Norm, place: Span) -> Option<Problem> {
    let id = &norm.id;
    if !norm.forbids {
        let help = phrase!("local-permit-help");
        return Some(Problem::new(place, phrase!("local-permit", id)).with_help(help));
    }
    if let Some(action) = norm.actions.iter().find(|action| !MAY_FORBID.contains(action)) {
        let message = phrase!("local-action", id, action = action.name());
        let names = MAY_FORBID.iter().map(|action| format!("`{}`", action.name())).collect::<Vec<_>>().join(", ");
        return Some(Problem::new(place, message).with_help(phrase!("local-action-help", names)));
    }
    if !norm.has_title {
        let help = phrase!("rule-no-title-help");
        return Some(Problem::new(place, phrase!("rule-no-title", id)).with_help(help));
    }
    if norm.severity.is_none() {
        return Some(Problem::new(place, phrase!("rule-no-severity", id)).with_help(phrase!("rule-no-severity-help")));
    }
    None
}

/// The texts that a local rule brings as annotations.
pub(super) fn texts(policy: &Policy) -> RuleText {
    let text = |key: &str| policy.annotation(key).unwrap_or_default().to_owned();
    RuleText { title: text("title"), why: text("why"), help: text("help") }
}

/// Whether a local file may be of this kind.
pub(super) fn may_be(kind: &str) -> bool {
    ["entities/v1", "lexicon/v1", "texts/v1"].contains(&kind)
}

/// Whether an entity file adds nothing but systems.
pub(super) fn adds_systems_only(root: &Node) -> bool {
    root.as_map().unwrap_or_default().iter().all(|entry| ["taushet", "System"].contains(&entry.key()))
}

/// What Cedar's strict mode says of a file's policies, each at its place.
pub(super) fn validate(schema: &Schema, policies: &PolicySet, text: &str) -> Vec<Problem> {
    let result = Validator::new(schema.clone()).validate(policies, ValidationMode::Strict);
    let errors = result.validation_errors().map(|error| (error.policy_id().clone(), cedar_problem(error)));
    let warnings = result.validation_warnings().map(|warning| (warning.policy_id().clone(), cedar_problem(warning)));
    errors.chain(warnings).map(|(id, problem)| placed(problem, policies, &id, text)).collect()
}

/// Gives a problem without a place that of its policy.
fn placed(problem: Problem, policies: &PolicySet, id: &PolicyId, text: &str) -> Problem {
    if !problem.span.is_empty() {
        return problem;
    }
    let policy = policies.policy(id).map(ToString::to_string).unwrap_or_default();
    let start = text.find(&policy).unwrap_or(0);
    Problem { span: Span::new(start, (start + policy.len()).min(text.len())), ..problem }
}

/// An error of Cedar's as a problem, at the place that it points at.
pub(super) fn cedar_problem(error: &dyn Diagnostic) -> Problem {
    let label = error.labels().and_then(|mut labels| labels.next());
    let span = label.map_or(Span::new(0, 0), |label| Span::new(label.offset(), label.offset() + label.len()));
    let problem = Problem::new(span, phrase!("verbatim", said = error.to_string()));
    match error.help() {
        Some(help) => problem.with_help(phrase!("verbatim", said = help.to_string())),
        None => problem,
    }
}
