//! Policies of the plain form, read without Cedar's reader, which makes 400,000 instructions' worth of ready for each text.
//!
//! A policy's text in; the policy as Cedar takes it out. Only the shipped law is read so, and a test holds every clause and
//! every policy of it against what Cedar reads. What is of another form is Cedar's to read.
//! Must not know any norm.

use std::sync::Arc;

use cedar_policy::Policy;
use cedar_policy::pst::{
    ActionConstraint, BinaryOp, Clause, Effect, EntityOrSlot, EntityType, EntityUID, Expr, Literal, NonEmpty,
    PatternElem, Policy as Tree, PrincipalConstraint, ResourceConstraint, StaticPolicy, Template, UnaryOp, Var,
};

use super::clause::bodies;
use super::head::Scope;
use super::inputs::{Token, tokens};
use super::norm::ACTIONS;
use super::uids::Uids;
use super::{Action, Norm};

/// What Cedar names the first policy of a text.
const FIRST: &str = "policy0";

/// A clause alone, as a policy that permits when it is true.
pub(super) fn question(body: &str, uids: &Uids) -> Option<Policy> {
    let (principal, resource) = (PrincipalConstraint::Any, ResourceConstraint::Any);
    let template = Template::new(FIRST, Effect::Permit, principal, ActionConstraint::Any, resource);
    whole(template, vec![Clause::When(expression(body, uids)?)])
}

/// A norm's policy, without its annotations, which say nothing to Cedar.
pub(super) fn policy(norm: &Norm, uids: &Uids) -> Option<Policy> {
    let entity = |kind: &str, id: &str| entity(kind, id, uids);
    let slot = |kind: &str, id: &str| entity(kind, id).map(EntityOrSlot::Entity);
    let principal = match &norm.principal {
        Scope::Any => PrincipalConstraint::Any,
        Scope::Eq(kind, id) => PrincipalConstraint::Eq(slot(kind, id)?),
        Scope::In(kind, id) => PrincipalConstraint::In(slot(kind, id)?),
        Scope::Is(_) | Scope::IsIn(..) => return None,
    };
    let resource = match &norm.resource {
        Scope::Any => ResourceConstraint::Any,
        Scope::Eq(kind, id) => ResourceConstraint::Eq(slot(kind, id)?),
        Scope::In(kind, id) => ResourceConstraint::In(slot(kind, id)?),
        Scope::Is(_) | Scope::IsIn(..) => return None,
    };
    let named = |action: &Action| entity("Action", action.name());
    let action = match norm.actions.as_slice() {
        [only] => ActionConstraint::Eq(named(only)?),
        all if all.len() == ACTIONS.len() => ActionConstraint::Any,
        several => ActionConstraint::In(several.iter().map(named).collect::<Option<_>>()?),
    };
    let effect = if norm.forbids { Effect::Forbid } else { Effect::Permit };
    let clauses = bodies(norm.body()).map(|(word, body)| {
        let expression = expression(body, uids)?;
        Some(if word == "when" { Clause::When(expression) } else { Clause::Unless(expression) })
    });
    whole(Template::new(norm.id.as_str(), effect, principal, action, resource), clauses.collect::<Option<_>>()?)
}

fn whole(template: Template, clauses: Vec<Clause>) -> Option<Policy> {
    let template = template.try_with_clauses(clauses).ok()?;
    Policy::from_pst(Tree::Static(StaticPolicy::try_from(template).ok()?)).ok()
}

fn expression(body: &str, uids: &Uids) -> Option<Arc<Expr>> {
    let tokens = tokens(body)?;
    let mut reader = Reader { rest: &tokens, uids };
    let expression = reader.expression()?;
    reader.rest.is_empty().then(|| Arc::new(expression))
}

fn entity(kind: &str, id: &str, uids: &Uids) -> Option<EntityUID> {
    let ty: EntityType = uids.in_policies(kind)?.clone();
    Some(EntityUID { ty, eid: id.into() })
}

/// Reads an expression from its tokens, by how tightly its parts hold together.
struct Reader<'t> {
    rest: &'t [Token<'t>],
    uids: &'t Uids,
}

impl<'t> Reader<'t> {
    fn takes(&mut self, token: Token<'_>) -> bool {
        match self.rest.split_first() {
            Some((first, rest)) if *first == token => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn must_take(&mut self, token: Token<'_>) -> Option<()> {
        self.takes(token).then_some(())
    }

    fn next(&mut self) -> Option<Token<'t>> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn expression(&mut self) -> Option<Expr> {
        if !self.takes(Token::Word("if")) {
            return self.any();
        }
        let cond = Arc::new(self.expression()?);
        self.must_take(Token::Word("then"))?;
        let then_expr = Arc::new(self.expression()?);
        self.must_take(Token::Word("else"))?;
        Some(Expr::IfThenElse { cond, then_expr, else_expr: Arc::new(self.expression()?) })
    }

    /// Parts with `||` between them.
    fn any(&mut self) -> Option<Expr> {
        self.joined("||", BinaryOp::Or, Self::all)
    }

    /// Parts with `&&` between them.
    fn all(&mut self) -> Option<Expr> {
        self.joined("&&", BinaryOp::And, Self::relation)
    }

    /// Parts with one sign between them, which hold together from the left.
    fn joined(&mut self, sign: &str, op: BinaryOp, part: fn(&mut Self) -> Option<Expr>) -> Option<Expr> {
        let mut left = part(self)?;
        while self.takes(Token::Sign(sign)) {
            left = binary(op, left, part(self)?);
        }
        Some(left)
    }

    fn relation(&mut self) -> Option<Expr> {
        let left = self.product()?;
        let Some((first, rest)) = self.rest.split_first() else { return Some(left) };
        let op = match first {
            Token::Sign("==") => BinaryOp::Eq,
            Token::Sign("!=") => BinaryOp::NotEq,
            Token::Sign("<") => BinaryOp::Less,
            Token::Sign("<=") => BinaryOp::LessEq,
            Token::Sign(">") => BinaryOp::Greater,
            Token::Sign(">=") => BinaryOp::GreaterEq,
            Token::Word("in") => BinaryOp::In,
            Token::Word("has") => {
                self.rest = rest;
                // What has a dot after it is a path.
                let (Token::Word(attr), false) = (self.next()?, self.takes(Token::Sign("."))) else { return None };
                return Some(Expr::HasAttr { expr: Arc::new(left), attrs: NonEmpty::new(attr.into()) });
            }
            Token::Word("like") => {
                self.rest = rest;
                let Token::Text(pattern) = self.next()? else { return None };
                let of = |letter| if letter == '*' { PatternElem::Wildcard } else { PatternElem::Char(letter) };
                return Some(Expr::Like { expr: Arc::new(left), pattern: pattern.chars().map(of).collect() });
            }
            _ => return Some(left),
        };
        self.rest = rest;
        Some(binary(op, left, self.product()?))
    }

    /// Parts with `*` between them.
    fn product(&mut self) -> Option<Expr> {
        self.joined("*", BinaryOp::Mul, Self::unary)
    }

    fn unary(&mut self) -> Option<Expr> {
        if self.takes(Token::Sign("!")) {
            return Some(Expr::UnaryOp { op: UnaryOp::Not, expr: Arc::new(self.unary()?) });
        }
        let mut expr = self.primary()?;
        while self.takes(Token::Sign(".")) {
            let Token::Word(name) = self.next()? else { return None };
            expr = if self.takes(Token::Sign("(")) {
                let op = match name {
                    "contains" => BinaryOp::Contains,
                    "containsAll" => BinaryOp::ContainsAll,
                    "containsAny" => BinaryOp::ContainsAny,
                    "durationSince" => BinaryOp::DurationSince,
                    _ => return None,
                };
                let argument = self.expression()?;
                self.must_take(Token::Sign(")"))?;
                binary(op, expr, argument)
            } else {
                Expr::GetAttr { expr: Arc::new(expr), attr: name.into() }
            };
        }
        Some(expr)
    }

    fn primary(&mut self) -> Option<Expr> {
        Some(match self.next()? {
            Token::Text(text) => Expr::Literal(Literal::String(text.into())),
            Token::Word(kind) if self.takes(Token::Sign("::")) => {
                let Token::Text(id) = self.next()? else { return None };
                Expr::Literal(Literal::EntityUID(entity(kind, id, self.uids)?))
            }
            Token::Word(function) if self.takes(Token::Sign("(")) => {
                let op = match function {
                    "datetime" => UnaryOp::Datetime,
                    "duration" => UnaryOp::Duration,
                    _ => return None,
                };
                let expr = Arc::new(self.expression()?);
                self.must_take(Token::Sign(")"))?;
                Expr::UnaryOp { op, expr }
            }
            Token::Word("principal") => Expr::Var(Var::Principal),
            Token::Word("resource") => Expr::Var(Var::Resource),
            Token::Word("context") => Expr::Var(Var::Context),
            Token::Word("true") => Expr::Literal(Literal::Bool(true)),
            Token::Word("false") => Expr::Literal(Literal::Bool(false)),
            Token::Word(number) => Expr::Literal(Literal::Long(number.parse().ok()?)),
            Token::Sign("(") => {
                let inside = self.expression()?;
                self.must_take(Token::Sign(")"))?;
                inside
            }
            Token::Sign("[") => {
                let mut entries = vec![Arc::new(self.expression()?)];
                while self.takes(Token::Sign(",")) {
                    entries.push(Arc::new(self.expression()?));
                }
                self.must_take(Token::Sign("]"))?;
                Expr::Set(entries)
            }
            Token::Sign(_) => return None,
        })
    }
}

fn binary(op: BinaryOp, left: Expr, right: Expr) -> Expr {
    Expr::BinaryOp { op, left: Arc::new(left), right: Arc::new(right) }
}

#[cfg(test)]
mod tests {
    use cedar_policy::PolicyId;

    use super::{policy, question};
    use crate::law;
    use crate::rulebook::clause::{Clause, only};
    use crate::rulebook::uids::Uids;
    use crate::rulebook::{IN_FORCE, Norm, Rulebook};

    /// The editions of forvaltningsloven that the law is shipped with.
    const EDITIONS: [&str; 2] = [IN_FORCE, "2025"];

    fn asked_alone(body: &str) -> String {
        format!("permit (principal, action, resource) when {{ {body}\n}};")
    }

    /// A norm without annotations, and with its actions in the schema's order; that they are the ones written is another
    /// test's.
    fn bare(norm: &Norm) -> String {
        let text: Vec<&str> = norm.text().lines().skip_while(|line| line.starts_with('@')).collect();
        let text = text.join("\n");
        let Some((before, (_, after))) =
            text.split_once("action in [").and_then(|(before, rest)| Some((before, rest.split_once(']')?)))
        else {
            return text;
        };
        let actions: Vec<_> = norm.actions.iter().map(|action| format!("Action::\"{}\"", action.name())).collect();
        format!("{before}action in [{}]{after}", actions.join(", "))
    }

    #[test]
    fn every_shipped_policy_and_clause_is_what_cedar_reads() {
        for edition in EDITIONS {
            let rulebook = Rulebook::load_edition(&law::embedded(), edition).unwrap();
            let mut n_clauses = 0;
            for norm in rulebook.norms() {
                let cedars = only(&bare(norm)).unwrap().new_id(PolicyId::new(&norm.id));
                let plain = policy(norm, &rulebook.uids).unwrap_or_else(|| panic!("{} is not plain", norm.id));
                assert_eq!((plain.id(), &plain), (cedars.id(), &cedars), "{}", norm.id);
                let clauses = rulebook.clauses(norm);
                for Clause { body, .. } in clauses.limits.iter().chain(&clauses.conditions).chain([&clauses.applies]) {
                    let plain = question(body, &rulebook.uids).unwrap_or_else(|| panic!("{body} is not plain"));
                    let cedars = only(&asked_alone(body)).unwrap();
                    assert_eq!((plain.id(), &plain), (cedars.id(), &cedars), "{body}");
                    n_clauses += 1;
                }
            }
            assert!(n_clauses > 400, "{n_clauses}");
        }
    }

    #[test]
    fn operators_hold_together_as_cedar_has_it() {
        let uids = Uids::new(["P"].into_iter()).unwrap();
        for body in [
            "1 * 2 * 3 == 2 && 3 < 4 * 5 || 5 < 6 && 7 <= 8 || !(9 > 10) && 11 >= 12",
            "!context.a.b && !!(context.c != [1, \"x*\", P::\"y\"])",
            "if context has a then (if true then principal in P::\"x\" else false) else context.b like \"a*b\"",
            "(if true then 1 else 2) == 1 && [principal, resource].containsAny([P::\"x\"]) // || false",
            "context.d.durationSince(datetime(\"2020-01-01\")) > duration(\"1d\")",
            "(context.a || context.b) && context.c || context.a && context.b && context.c",
        ] {
            assert_eq!(question(body, &uids), Some(only(&asked_alone(body)).unwrap()), "{body}");
        }
    }

    #[test]
    fn what_is_not_of_the_plain_form_is_cedars() {
        let uids = Uids::new(["P"].into_iter()).unwrap();
        for body in [
            "",
            "1 ==",
            "1 == 1 == 1",
            "true && if true then true else false",
            "context has a.b",
            "context[\"a\"]",
            "principal is P",
            "{ a: 1 }.a == 1",
            "-1 < 0",
            "1 + 1 == 2",
            "context.a == \"\\u{e5}\"",
            "Q::\"x\" == principal",
            "principal == N::P::\"x\"",
            "action == P::\"x\"",
            "[].isEmpty()",
            "(true",
            "true)",
            "context.a.unknown(1)",
            "ip(\"::1\") == context.a",
            "context has \"a\"",
            "a",
            "99999999999999999999 == 1",
        ] {
            assert_eq!(question(body, &uids), None, "{body}");
        }
    }
}
