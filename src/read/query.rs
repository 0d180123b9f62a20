//! Where things are in a record, and what is blank in a text: the patterns that a configuration states.
//!
//! Whoever may write a configuration may be somebody else than who runs it. A regular expression takes time linear in the
//! text (`regex`), and is limited in size; a JSONPath may not multiply what it finds.

use regex::{Regex, RegexBuilder};
use serde_json_path::JsonPath;

use super::Ctx;
use crate::tree::Node;

/// A JSONPath and how it was written.
#[derive(Clone, Debug)]
pub struct Query {
    /// As written.
    pub source: String,
    /// As read.
    pub value: JsonPath,
}

/// How long a JSONPath may be, in bytes: ten times the longest of the ready-made ones.
const MAX_QUERY: usize = 512;

/// How many `..` a JSONPath may have: each finds every value once for every value that is around it.
const MAX_DESCENTS: usize = 2;

/// How many commas a JSONPath may have: `[*,*]` finds everything twice, and again at each level.
const MAX_COMMAS: usize = 8;

/// How much a regular expression may take when it is compiled, in bytes. A whole page of words takes a tenth.
const MAX_REGEX: usize = 1 << 20;

/// Reads one JSONPath.
pub(super) fn query(node: &Node, ctx: &mut Ctx<'_>) -> Option<Query> {
    let text = ctx.text(node, "JSONPath")?;
    if text.value.len() > MAX_QUERY {
        let help = phrase!("json-path-too-wide-help");
        ctx.problem(text.span, phrase!("json-path-too-long", bytes = MAX_QUERY), Some(help));
        return None;
    }
    match JsonPath::parse(&text.value) {
        Ok(_) if multiplies(&text.value) => {
            let message =
                phrase!("json-path-too-wide", query = &text.value, descents = MAX_DESCENTS, commas = MAX_COMMAS);
            ctx.problem(text.span, message, Some(phrase!("json-path-too-wide-help")));
            None
        }
        Ok(value) => Some(Query { source: text.value, value }),
        Err(error) => {
            ctx.problem(
                text.span,
                phrase!("not-a-json-path", query = &text.value, error = error.to_string()),
                Some(phrase!("not-a-json-path-help")),
            );
            None
        }
    }
}

/// Whether a JSONPath may find much more than there is, or look through all of a record for each thing in it.
fn multiplies(query: &str) -> bool {
    let (mut n_descents, mut n_commas) = (0, 0);
    let (mut depth, mut filter): (usize, Option<usize>) = (0, None);
    let mut quote = None;
    let mut letters = query.chars().peekable();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(_), '\\') => drop(letters.next()),
            (Some(open), _) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '[') => depth += 1,
            (None, ']') => {
                filter = filter.filter(|open| *open != depth);
                depth = depth.saturating_sub(1);
            }
            (None, '?') => filter = filter.or(Some(depth)),
            // A filter is asked of every value.
            (None, '$') if filter.is_some() => return true,
            (None, '.') if letters.next_if_eq(&'.').is_some() => {
                if filter.is_some() {
                    return true;
                }
                n_descents += 1;
            }
            (None, ',') => n_commas += 1,
            (None, _) => {}
        }
    }
    n_descents > MAX_DESCENTS || n_commas > MAX_COMMAS
}

/// Reads one regular expression.
pub(super) fn pattern(node: &Node, ctx: &mut Ctx<'_>) -> Option<Regex> {
    let text = ctx.text(node, "blank")?;
    let (message, help) = match RegexBuilder::new(&text.value).size_limit(MAX_REGEX).build() {
        Ok(value) => return Some(value),
        Err(regex::Error::CompiledTooBig(_)) => {
            (phrase!("pattern-too-big", mib = MAX_REGEX >> 20), phrase!("pattern-too-big-help"))
        }
        Err(_) => (phrase!("pattern-not-regex"), phrase!("pattern-not-regex-help")),
    };
    ctx.problem(text.span, message, Some(help));
    None
}

#[cfg(test)]
mod tests {
    use super::multiplies;

    #[test]
    fn what_multiplies() {
        for query in
            ["$..*..*..*", "$[?count($..*) > 1]", "$[?@..a]", "$[?@[?@.a == $.b]]", "$[*,*,*][*,*,*,*][*,*,*,*,*]"]
        {
            assert!(multiplies(query), "{query}");
        }
        for query in [
            "$.a[*].b",
            "$..a..b",
            "$['..','..','..'][\"$..?\"]",
            "$[?@.a == '$..'][?@['b?'] > 1]..c",
            r"$['\'..']..a..b",
        ] {
            assert!(!multiplies(query), "{query}");
        }
    }
}
