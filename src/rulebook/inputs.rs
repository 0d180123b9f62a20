//! What a clause looks at, told from its text: the facts that it names, and what must be so for it to hold.
//!
//! Both are asked before Cedar is, which takes longer. They may only err on one side: a clause is passed over only when a
//! part of it that must hold cannot, and two questions are one only when all that the clause names is the same.
//! Must not know any norm, nor which facts there are.

use crate::vocabulary::{Field, Shape, Vocabulary};

/// All that a clause's truth depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reads {
    /// Facts.
    pub(crate) facts: Vec<Read>,
    /// Whether it looks at the principal.
    pub(crate) principal: bool,
    /// Whether it looks at the resource.
    pub(crate) resource: bool,
}

/// What of a fact is looked at; a fact is given by its number in its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// All of the fact.
    Value(usize),
    /// Whether this is one of its values.
    Member(usize, String),
}

impl Read {
    /// The fact.
    pub(crate) fn fact(&self) -> usize {
        match self {
            Read::Value(fact) | Read::Member(fact, _) => *fact,
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
    named(&tokens(clause)?, facts)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'t> {
    Word(&'t str),
    /// The inside of a string without escapes.
    Text(&'t str),
    Sign(&'t str),
}

/// A clause in tokens, without comments; nothing when it holds what is not known here.
fn tokens(clause: &str) -> Option<Vec<Token<'_>>> {
    let mut found = Vec::new();
    let mut rest = clause.trim_ascii_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, after)| after).trim_ascii_start();
            continue;
        } else if first == '"' {
            let (inside, after) = rest.strip_prefix('"')?.split_once('"')?;
            if inside.contains('\\') {
                return None;
            }
            (Token::Text(inside), after)
        } else if first.is_ascii_alphanumeric() || first == '_' {
            let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
            let (word, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
            (Token::Word(word), after)
        } else {
            let long = ["::", "==", "!=", "&&", "||", "<=", ">="].into_iter().find(|sign| rest.starts_with(sign));
            let (sign, after) = rest.split_at_checked(long.map_or(first.len_utf8(), str::len))?;
            (Token::Sign(sign), after)
        };
        found.push(token);
        rest = after.trim_ascii_start();
    }
    Some(found)
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

fn named(tokens: &[Token<'_>], facts: &[Field]) -> Option<Reads> {
    let mut reads = Reads::default();
    let mut rest = tokens;
    let mut before = None;
    while let Some((token, after)) = rest.split_first() {
        let is_variable = !matches!(before, Some(Token::Sign("." | "::")) | Some(Token::Word("has")));
        before = Some(*token);
        rest = after;
        match token {
            Token::Word("action") if is_variable => return None,
            Token::Word("principal") if is_variable => reads.principal = true,
            Token::Word("resource") if is_variable => reads.resource = true,
            Token::Word("context") if is_variable => {
                let mut attributes = Vec::new();
                let read = loop {
                    match rest {
                        // What comes after a fact that is no block is a method.
                        [Token::Sign("."), Token::Word(attribute), after @ ..] => {
                            attributes.push(*attribute);
                            rest = after;
                        }
                        [Token::Word("has"), Token::Word(attribute), after @ ..] => {
                            attributes.push(*attribute);
                            if matches!(after, [Token::Sign("."), ..]) {
                                return None;
                            }
                            rest = after;
                            break fact(&attributes, facts)?.number;
                        }
                        _ => return None,
                    }
                    match fact(&attributes, facts)? {
                        Field { shape: Shape::Record(_), .. } => {}
                        field => break field.number,
                    }
                };
                before = None;
                let read = match rest {
                    [
                        Token::Sign("."),
                        Token::Word("contains"),
                        Token::Sign("("),
                        Token::Word(_),
                        Token::Sign("::"),
                        Token::Text(id),
                        after @ ..,
                    ]
                    | [Token::Sign("."), Token::Word("contains"), Token::Sign("("), Token::Text(id), after @ ..]
                        if after.first() == Some(&Token::Sign(")")) =>
                    {
                        rest = after;
                        Read::Member(read, (*id).to_owned())
                    }
                    // The name of a method is no variable.
                    [Token::Sign("."), Token::Word(_), after @ ..] => {
                        rest = after;
                        Read::Value(read)
                    }
                    _ => Read::Value(read),
                };
                if !reads.facts.contains(&read) {
                    reads.facts.push(read);
                }
            }
            _ => {}
        }
    }
    Some(reads)
}

struct Parser<'p> {
    tokens: &'p [Token<'p>],
    at: usize,
    facts: &'p [Field],
}

impl<'p> Parser<'p> {
    fn next(&self) -> Option<Token<'p>> {
        self.tokens.get(self.at).copied()
    }

    fn takes(&mut self, sign: &str) -> bool {
        let is_next = self.next() == Some(Token::Sign(sign));
        self.at += usize::from(is_next);
        is_next
    }

    /// Parts with `||` between them, as far as the bracket that ends them.
    fn any(&mut self) -> Guard {
        let mut parts = vec![self.all()];
        while self.takes("||") {
            parts.push(self.all());
        }
        match parts.pop() {
            Some(part) if parts.is_empty() => part,
            Some(part) if part != Guard::Open && !parts.contains(&Guard::Open) => {
                parts.push(part);
                Guard::Any(parts)
            }
            _ => Guard::Open,
        }
    }

    /// Parts with `&&` between them.
    fn all(&mut self) -> Guard {
        let mut parts = vec![self.part()];
        while self.takes("&&") {
            parts.push(self.part());
        }
        parts.retain(|part| *part != Guard::Open);
        match parts.pop() {
            None => Guard::Open,
            Some(part) if parts.is_empty() => part,
            Some(part) => {
                parts.push(part);
                Guard::All(parts)
            }
        }
    }

    fn part(&mut self) -> Guard {
        if self.next() == Some(Token::Word("if")) {
            // What follows belongs to its last branch.
            self.skip(&[]);
            return Guard::Open;
        }
        let start = self.at;
        if self.takes("(") {
            let inside = self.any();
            if self.takes(")") && self.is_end() {
                return inside;
            }
            self.at = start;
        }
        self.skip(&["&&", "||"]);
        self.relation(self.tokens.get(start..self.at).unwrap_or_default()).unwrap_or_default()
    }

    fn is_end(&self) -> bool {
        matches!(self.next(), None | Some(Token::Sign(")" | "&&" | "||")))
    }

    /// Goes to the first of these signs, or to the bracket that ends what is around.
    fn skip(&mut self, signs: &[&str]) {
        let mut depth = 0_usize;
        while let Some(token) = self.next() {
            match token {
                Token::Sign("(" | "[" | "{") => depth += 1,
                Token::Sign(")" | "]" | "}") if depth == 0 => return,
                Token::Sign(")" | "]" | "}") => depth -= 1,
                Token::Sign(sign) if depth == 0 && signs.contains(&sign) => return,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// What a relation says, when it is of a kind that is known here.
    fn relation(&self, tokens: &[Token<'_>]) -> Option<Guard> {
        match tokens {
            [Token::Word("context"), middle @ .., Token::Word("has"), Token::Word(last)] => {
                let mut attributes = attributes(middle)?;
                attributes.push(last);
                let field = fact(&attributes, self.facts)?;
                // What every request has is not recorded for that.
                (!field.required && field.default.is_none()).then_some(Guard::Has(field.number))
            }
            [subject @ .., sign, Token::Word(kind), Token::Sign("::"), Token::Text(id)] => {
                let of = match subject {
                    [Token::Word("principal")] => Of::Principal,
                    [Token::Word("context"), middle @ ..] => {
                        let field = fact(&attributes(middle)?, self.facts)?;
                        match &field.shape {
                            Shape::OneOf(own) if own == kind => Of::Fact(field.number),
                            _ => return None,
                        }
                    }
                    _ => return None,
                };
                match sign {
                    Token::Sign("==") => Some(Guard::Is(of, (*id).to_owned())),
                    Token::Word("in") => Some(Guard::In(of, (*kind).to_owned(), (*id).to_owned())),
                    _ => None,
                }
            }
            // `[A::"x", A::"y"].contains(principal)`
            [
                Token::Sign("["),
                list @ ..,
                Token::Sign("]"),
                Token::Sign("."),
                Token::Word("contains"),
                Token::Sign("("),
                Token::Word("principal"),
                Token::Sign(")"),
            ] => {
                let one = |entry: &[Token<'_>]| match entry {
                    [Token::Word(_), Token::Sign("::"), Token::Text(id)] => {
                        Some(Guard::Is(Of::Principal, (*id).to_owned()))
                    }
                    _ => None,
                };
                list.split(|token| *token == Token::Sign(",")).map(one).collect::<Option<Vec<_>>>().map(Guard::Any)
            }
            _ => None,
        }
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
    use super::{Guard, Of, Read, Reads, guard, reads};
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
        ] {
            assert_eq!(guard(clause, &facts()), Guard::Open, "{clause}");
        }
    }

    #[test]
    fn all_that_is_looked_at_is_told() {
        let check = |clause: &str, facts_read: &[Read], principal, resource| {
            let expected = Reads { facts: facts_read.to_vec(), principal, resource };
            assert_eq!(reads(clause, &facts()), Some(expected), "{clause}");
        };
        let value = Read::Value;
        check("context.purpose == Purpose::\"context.claims\" && context.purpose in x", &[value(0)], false, false);
        check("principal in context.claims // resource", &[value(1)], true, false);
        let member = Read::Member(1, "a".to_owned());
        check("context.claims.contains(\"a\") && resource == D::\"principal\"", &[member], false, true);
        check("context.claims.contains(context.purpose)", &[value(1), value(0)], false, false);
        check("context.assessment has noAlternative && context.assessment.noAlternative", &[value(3)], false, false);
        check("context has consent", &[value(4)], false, false);
        for clause in ["context == {}", "context.consent == x", "action == x", "context has a.b", "context[\"a\"]"] {
            assert_eq!(reads(clause, &facts()), None, "{clause}");
        }
    }
}
