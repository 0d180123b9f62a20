//! What a clause looks at, told from its text: the facts that it names, and what must be so for it to hold.
//!
//! Both are asked before Cedar is, which takes longer. They may only err on one side: a clause is passed over only when a
//! part of it that must hold cannot, and two questions are one only when all that the clause names is the same.
//! Must not know any norm, nor which facts there are.

mod looks;
mod parser;
mod tokens;

use crate::vocabulary::{Field, Shape, Vocabulary};
use parser::Parser;
pub(super) use tokens::{Token, tokens};

/// All that a clause's truth depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reads {
    /// Facts.
    pub(crate) facts: Vec<Read>,
    /// What it looks at of the principal.
    pub(crate) principal: Look,
    /// What it looks at of the resource.
    pub(crate) resource: Look,
    /// What it asks whether something is a kind of.
    pub(crate) kinds: Vec<(Asked, Group)>,
    /// Whether it asks that in a way that is not known here.
    pub(crate) more_kinds: bool,
}

/// What of an entity is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// How these tests go, if any.
    Tests(Vec<Test>),
    /// Which one it is.
    Whole,
}

impl Default for Look {
    fn default() -> Look {
        Look::Tests(Vec::new())
    }
}

impl Look {
    /// Whether it makes no difference which entity it is.
    pub(crate) fn is_blind(&self) -> bool {
        matches!(self, Look::Tests(tests) if tests.is_empty())
    }

    fn add(&mut self, tests: Option<Vec<Test>>) {
        match (self, tests) {
            (Look::Tests(all), Some(tests)) => all.extend(tests),
            (look, _) => *look = Look::Whole,
        }
    }
}

/// A test of an entity, by type and id of what it is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    /// Whether it is that one.
    Is(String),
    /// Whether it is that one or a kind of it.
    In(String, String),
}

impl Reads {
    /// Whether it puts anything to tests without looking at all of it.
    pub(crate) fn has_tests(&self) -> bool {
        let is_test = |look: &Look| matches!(look, Look::Tests(tests) if !tests.is_empty());
        let has_test = |read: &Read| matches!(read, Read::Tests(..));
        is_test(&self.principal) || is_test(&self.resource) || self.facts.iter().any(has_test)
    }
}

/// What a clause asks for the kinds of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The principal.
    Principal,
    /// The resource.
    Resource,
    /// The fact with this number in its record.
    Fact(usize),
}

/// What a clause asks whether something is a kind of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// An entity, by type and id.
    Named(String, String),
    /// What a fact is.
    Fact(usize),
}

/// What of a fact is looked at; a fact is given by its number in its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// All of the fact.
    Value(usize),
    /// Whether this is one of its values.
    Member(usize, String),
    /// How tests of its value go.
    Tests(usize, Vec<Test>),
}

impl Read {
    /// The fact.
    pub(crate) fn fact(&self) -> usize {
        match self {
            Read::Value(fact) | Read::Member(fact, _) | Read::Tests(fact, _) => *fact,
        }
    }
}

/// What must be so, as far as it can be told without Cedar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Guard {
    /// Only Cedar can tell.
    #[default]
    Open,
    /// Something is this entity, by its id.
    Is(Of, String),
    /// Something is an entity of a type or a kind of it.
    In(Of, String, String),
    /// A fact is recorded.
    Has(usize),
    /// All of these.
    All(Vec<Guard>),
    /// At least one of these.
    Any(Vec<Guard>),
}

/// What a guard is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// The principal.
    Principal,
    /// The fact with this number in its record.
    Fact(usize),
}

/// What is known of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told<'v> {
    /// It is not recorded.
    Absent,
    /// It is a value of an enumeration.
    One(&'v str),
    /// It is something else.
    Other,
}

impl Guard {
    /// Whether what must be so may be, for a principal and what is known of facts.
    pub(crate) fn may_hold<'v>(
        &self,
        vocabulary: &Vocabulary,
        principal: &'v str,
        fact: &impl Fn(usize) -> Told<'v>,
    ) -> bool {
        let told = |of: &Of| match of {
            Of::Principal => Told::One(principal),
            Of::Fact(number) => fact(*number),
        };
        match self {
            Guard::Open => true,
            // Of a fact that is not there, only Cedar knows what to say.
            Guard::Is(of, id) => !matches!(told(of), Told::One(known) if known != id),
            Guard::In(of, kind, group) => match told(of) {
                Told::One(known) => known == group || vocabulary.ancestors(kind, known).any(|it| it == group),
                Told::Absent | Told::Other => true,
            },
            Guard::Has(number) => fact(*number) != Told::Absent,
            Guard::All(all) => all.iter().all(|guard| guard.may_hold(vocabulary, principal, fact)),
            Guard::Any(any) => any.iter().any(|guard| guard.may_hold(vocabulary, principal, fact)),
        }
    }
}

/// What must be so for a clause to hold.
pub(super) fn guard(clause: &str, facts: &[Field]) -> Guard {
    tokens(clause).map_or(Guard::Open, |tokens| {
        let mut parser = Parser { tokens: &tokens, at: 0, facts };
        let guard = parser.any();
        if parser.next().is_none() { guard } else { Guard::Open }
    })
}

/// All that a clause depends on; nothing when that cannot be told.
pub(super) fn reads(clause: &str, facts: &[Field]) -> Option<Reads> {
    looks::all(&tokens(clause)?, facts)
}

/// The fact under these attributes; nothing when there is none.
fn fact<'f>(attributes: &[&str], facts: &'f [Field]) -> Option<&'f Field> {
    let (first, rest) = attributes.split_first()?;
    let field = facts.iter().find(|field| field.attribute == *first)?;
    match &field.shape {
        _ if rest.is_empty() => Some(field),
        Shape::Record(inner) => fact(rest, inner),
        _ => None,
    }
}

/// `.a.b` → a, b.
fn attributes<'t>(tokens: &[Token<'t>]) -> Option<Vec<&'t str>> {
    let (pairs, []) = tokens.as_chunks::<2>() else { return None };
    let attribute = |pair: &[Token<'t>; 2]| match pair {
        [Token::Sign("."), Token::Word(attribute)] => Some(*attribute),
        _ => None,
    };
    pairs.iter().map(attribute).collect()
}

#[cfg(test)]
mod tests {
    use super::{Asked, Group, Guard, Look, Of, Read, Test, guard, reads};
    use crate::vocabulary::{Field, Shape};

    fn field(number: usize, attribute: &str, shape: Shape, required: bool) -> Field {
        Field {
            number,
            key: crate::vocabulary::kebab(attribute),
            attribute: attribute.to_owned(),
            shape,
            required,
            derived: false,
            default: None,
            repeatable: false,
        }
    }

    fn facts() -> Vec<Field> {
        let inner = vec![field(3, "noAlternative", Shape::Bool, false)];
        vec![
            field(0, "purpose", Shape::OneOf("Purpose".to_owned()), true),
            field(1, "claims", Shape::Texts, true),
            field(2, "assessment", Shape::Record(inner), true),
            field(4, "consent", Shape::Record(Vec::new()), false),
        ]
    }

    fn purpose(id: &str) -> Guard {
        Guard::Is(Of::Fact(0), id.to_owned())
    }

    #[test]
    fn what_must_hold_is_told() {
        let check = |clause: &str, expected: Guard| assert_eq!(guard(clause, &facts()), expected, "{clause}");
        let party = |id: &str| Guard::Is(Of::Principal, id.to_owned());
        check("context.purpose == Purpose::\"a\"", purpose("a"));
        check("(context.purpose == Purpose::\"a\") && !(1 == 2) // or", purpose("a"));
        check(
            "(context.purpose == Purpose::\"a\" || principal in P::\"b\") && context has consent",
            Guard::All(vec![
                Guard::Any(vec![purpose("a"), Guard::In(Of::Principal, "P".to_owned(), "b".to_owned())]),
                Guard::Has(4),
            ]),
        );
        check("[P::\"a\", P::\"b\"].contains(principal)", Guard::Any(vec![party("a"), party("b")]));
        let within = |kind: &str, id: &str| Guard::In(Of::Principal, kind.to_owned(), id.to_owned());
        check("principal in [P::\"a\", Q::\"b\"]", Guard::Any(vec![within("P", "a"), within("Q", "b")]));
        check(
            "context.assessment has noAlternative && context.purpose == Purpose::\"a\"",
            Guard::All(vec![Guard::Has(3), purpose("a")]),
        );
    }

    #[test]
    fn what_need_not_hold_is_left_open() {
        for clause in [
            "!(context.purpose == Purpose::\"a\")",
            "context.purpose == Purpose::\"a\" || context.claims.contains(\"b\")",
            "if context.purpose == Purpose::\"a\" then false else true",
            "(context.purpose == Purpose::\"a\") == false",
            "context.purpose != Purpose::\"a\"",
            "context.purpose == Other::\"a\"",
            "context has assessment",
            "context.purpose == Purpose::\"a\\\"\"",
            "context.unknown == Purpose::\"a\"",
            "principal in [P::\"a\", resource]",
            "resource in [P::\"a\"]",
        ] {
            assert_eq!(guard(clause, &facts()), Guard::Open, "{clause}");
        }
    }

    #[test]
    fn what_is_asked_to_be_a_kind_of_is_told() {
        let check = |clause: &str, kinds: &[(Asked, Group)]| {
            let reads = reads(clause, &facts()).unwrap();
            assert_eq!((&*reads.kinds, reads.more_kinds), (kinds, false), "{clause}");
        };
        let named = |id: &str| Group::Named("P".to_owned(), id.to_owned());
        check("principal == P::\"a\" // in P::\"b\"", &[]);
        check(
            "principal in P::\"a\" || !(context.purpose in P::\"b\")",
            &[(Asked::Principal, named("a")), (Asked::Fact(0), named("b"))],
        );
        check(
            "context.purpose in context.claims && resource in [P::\"a\", P::\"b\"]",
            &[(Asked::Fact(0), Group::Fact(1)), (Asked::Resource, named("a")), (Asked::Resource, named("b"))],
        );
    }

    #[test]
    fn where_kinds_are_asked_for_otherwise_is_told() {
        for clause in [
            "P::\"a\" in context.claims",
            "(if context has consent then principal else resource) in P::\"a\"",
            "context.purpose in (if context has consent then P::\"a\" else P::\"b\")",
            "principal in [P::\"a\", resource]",
            "principal in N::P::\"a\"",
            "principal in context.claims.get(1)",
            "principal in resource",
        ] {
            assert!(reads(clause, &facts()).unwrap().more_kinds, "{clause}");
        }
    }

    #[test]
    fn all_that_is_looked_at_is_told() {
        let blind = || Look::Tests(Vec::new());
        let is = |id: &str| Test::Is(id.to_owned());
        let within = |id: &str| Test::In("P".to_owned(), id.to_owned());
        let check = |clause: &str, facts_read: &[Read], principal: Look, resource: Look| {
            let read = reads(clause, &facts()).unwrap();
            assert_eq!((&*read.facts, read.principal, read.resource), (facts_read, principal, resource), "{clause}");
        };
        let value = Read::Value;
        let member = Read::Member(1, "a".to_owned());
        check("principal in context.claims // resource", &[value(1)], Look::Whole, blind());
        check("context.claims.contains(context.purpose)", &[value(1), value(0)], blind(), blind());
        check(
            "context.assessment has noAlternative && context.assessment.noAlternative",
            &[value(3)],
            blind(),
            blind(),
        );
        check("context has consent", &[value(4)], blind(), blind());
        check("context has purpose == true", &[value(0)], blind(), blind());
        let test = |test| Read::Tests(0, vec![test]);
        check("context.purpose == Purpose::\"context.claims\"", &[test(is("context.claims"))], blind(), blind());
        check(
            "context.purpose in [P::\"a\", P::\"b\"]",
            &[Read::Tests(0, vec![within("a"), within("b")])],
            blind(),
            blind(),
        );
        check("context.purpose == P::\"a\" && context.purpose in x", &[value(0)], blind(), blind());
        check(
            "context.claims.contains(\"a\") && resource == D::\"principal\"",
            &[member],
            blind(),
            Look::Tests(vec![is("principal")]),
        );
        let both = Look::Tests(vec![within("a"), is("b")]);
        check("principal in P::\"a\" || !(principal != P::\"b\")", &[], both, blind());
        for whole in
            ["principal == P::\"a\" && principal == resource", "[P::\"a\"].contains(principal) && resource == x"]
        {
            check(whole, &[], Look::Whole, Look::Whole);
        }
        for whole in ["resource in P::\"a\".b", "resource == P::\"a\".b", "resource in [P::\"a\", principal.b]"] {
            let read = reads(whole, &facts()).unwrap();
            assert_eq!(read.resource, Look::Whole, "{whole}");
        }
        for clause in ["context == {}", "context.consent == x", "action == x", "context has a.b", "context[\"a\"]"] {
            assert_eq!(reads(clause, &facts()), None, "{clause}");
        }
    }
}
