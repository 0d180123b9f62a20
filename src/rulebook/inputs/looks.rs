//! What a clause looks at, read from its tokens: of facts, and of the entities that it is asked about.

use super::tokens::Token;
use super::{Asked, Group, Read, Reads, Test, attributes, fact};
use crate::vocabulary::{Field, Shape};

/// All that a clause depends on; nothing when that cannot be told.
pub(super) fn all(tokens: &[Token<'_>], facts: &[Field]) -> Option<Reads> {
    let mut reads = Reads::default();
    // What has just been named, and nothing after it.
    let mut asked;
    let mut last = None;
    let mut rest = tokens;
    let mut before = None;
    while let Some((token, after)) = rest.split_first() {
        asked = last.take();
        let is_variable = !matches!(before, Some(Token::Sign("." | "::")) | Some(Token::Word("has")));
        before = Some(*token);
        rest = after;
        match token {
            Token::Word("action") if is_variable => return None,
            Token::Word("in") => match (asked.take(), groups(rest, facts)) {
                (Some(asked), Some(groups)) => reads.kinds.extend(groups.into_iter().map(|group| (asked, group))),
                _ => reads.more_kinds = true,
            },
            Token::Word("principal") if is_variable => {
                reads.principal.add(tests(rest, facts));
                last = Some(Asked::Principal);
            }
            Token::Word("resource") if is_variable => {
                reads.resource.add(tests(rest, facts));
                last = Some(Asked::Resource);
            }
            Token::Word("context") if is_variable => {
                let mut attributes = Vec::new();
                let mut is_value = true;
                let field = loop {
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
                            is_value = false;
                            break fact(&attributes, facts)?;
                        }
                        _ => return None,
                    }
                    match fact(&attributes, facts)? {
                        Field { shape: Shape::Record(_), .. } => {}
                        field => break field,
                    }
                };
                before = None;
                let read = field.number;
                let found = match rest {
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
                    _ => {
                        last = Some(Asked::Fact(read));
                        let tests = tests(rest, facts).filter(|_| is_value && matches!(field.shape, Shape::OneOf(_)));
                        tests.map_or(Read::Value(read), |tests| Read::Tests(read, tests))
                    }
                };
                add(&mut reads.facts, found);
            }
            _ => {}
        }
    }
    Some(reads)
}

/// Adds what is looked at of a fact; tests of one go together, and where all of it is looked at they tell no more.
fn add(reads: &mut Vec<Read>, found: Read) {
    let is_member = matches!(found, Read::Member(..));
    let goes_with = |read: &Read| !is_member && !matches!(read, Read::Member(..)) && read.fact() == found.fact();
    match reads.iter().position(|read| *read == found || goes_with(read)) {
        None => reads.push(found),
        Some(place) => match (reads.get_mut(place), found) {
            (Some(Read::Tests(_, known)), Read::Tests(_, tests)) => known.extend(tests),
            (Some(known), found @ Read::Value(_)) => *known = found,
            _ => {}
        },
    }
}

/// The tests that what has just been named is put to, when it is looked at in no other way.
fn tests(tokens: &[Token<'_>], facts: &[Field]) -> Option<Vec<Test>> {
    match tokens {
        // What has a dot after it is a part of the entity.
        [Token::Sign("==" | "!="), Token::Word(_), Token::Sign("::"), Token::Text(id), after @ ..]
            if !matches!(after, [Token::Sign("." | "::" | "["), ..]) =>
        {
            Some(vec![Test::Is((*id).to_owned())])
        }
        [Token::Word("in"), after @ ..] => {
            let test = |group| match group {
                Group::Named(kind, id) => Some(Test::In(kind, id)),
                Group::Fact(_) => None,
            };
            groups(after, facts)?.into_iter().map(test).collect()
        }
        _ => None,
    }
}

/// What stands after `in`; nothing when it is not known here.
fn groups(tokens: &[Token<'_>], facts: &[Field]) -> Option<Vec<Group>> {
    let named = |tokens: &[Token<'_>]| match tokens {
        [Token::Word(kind), Token::Sign("::"), Token::Text(id)] => {
            Some(Group::Named((*kind).to_owned(), (*id).to_owned()))
        }
        _ => None,
    };
    match tokens {
        [Token::Sign("["), after @ ..] => {
            let end = after.iter().position(|token| *token == Token::Sign("]"))?;
            after.get(..end)?.split(|token| *token == Token::Sign(",")).map(named).collect()
        }
        [Token::Word("context"), after @ ..] => {
            let is_more = |token: &Token<'_>, at: usize| {
                if at.is_multiple_of(2) { *token == Token::Sign(".") } else { matches!(token, Token::Word(_)) }
            };
            let end = after.iter().enumerate().position(|(at, token)| !is_more(token, at)).unwrap_or(after.len());
            // What has a bracket after it is a method.
            let is_fact = after.get(end) != Some(&Token::Sign("("));
            let path = after.get(..end).filter(|_| is_fact)?;
            Some(vec![Group::Fact(fact(&attributes(path)?, facts)?.number)])
        }
        _ if matches!(tokens.get(3), Some(Token::Sign("." | "::" | "["))) => None,
        _ => Some(vec![named(tokens.get(..3)?)?]),
    }
}
