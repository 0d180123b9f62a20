//! What must be so for a clause to hold, read from its tokens.

use super::tokens::Token;
use super::{Guard, Of, attributes, fact};
use crate::vocabulary::{Field, Shape};

/// Reads from where it stands.
pub(super) struct Parser<'p> {
    /// The clause.
    pub(super) tokens: &'p [Token<'p>],
    /// The next token.
    pub(super) at: usize,
    /// The facts that it may name.
    pub(super) facts: &'p [Field],
}

impl<'p> Parser<'p> {
    /// The token that it stands at.
    pub(super) fn next(&self) -> Option<Token<'p>> {
        self.tokens.get(self.at).copied()
    }

    fn takes(&mut self, sign: &str) -> bool {
        let is_next = self.next() == Some(Token::Sign(sign));
        self.at += usize::from(is_next);
        is_next
    }

    /// Parts with `||` between them, as far as the bracket that ends them.
    pub(super) fn any(&mut self) -> Guard {
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
                let of = self.subject(subject, kind)?;
                match sign {
                    Token::Sign("==") => Some(Guard::Is(of, (*id).to_owned())),
                    Token::Word("in") => Some(Guard::In(of, (*kind).to_owned(), (*id).to_owned())),
                    _ => None,
                }
            }
            // `principal in [A::"x", A::"y"]`
            [inside @ .., Token::Sign("]")] => {
                let (before, list) = inside.split_at_checked(inside.iter().position(|it| *it == Token::Sign("["))?)?;
                let [subject @ .., Token::Word("in")] = before else { return None };
                let one = |entry: &[Token<'_>]| match entry {
                    [Token::Word(kind), Token::Sign("::"), Token::Text(id)] => {
                        Some(Guard::In(self.subject(subject, kind)?, (*kind).to_owned(), (*id).to_owned()))
                    }
                    _ => None,
                };
                let list = list.get(1..)?.split(|token| *token == Token::Sign(","));
                list.map(one).collect::<Option<Vec<_>>>().map(Guard::Any)
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

    /// What is named before a sign, when it is one that may be of a kind.
    fn subject(&self, tokens: &[Token<'_>], kind: &str) -> Option<Of> {
        match tokens {
            [Token::Word("principal")] => Some(Of::Principal),
            [Token::Word("context"), middle @ ..] => {
                let field = fact(&attributes(middle)?, self.facts)?;
                let is_of_kind = matches!(&field.shape, Shape::OneOf(own) if own == kind);
                is_of_kind.then_some(Of::Fact(field.number))
            }
            _ => None,
        }
    }
}
