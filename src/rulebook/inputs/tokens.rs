//! The tokens of a clause.

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rulebook) enum Token<'t> {
    /// A name, a keyword or a number.
    Word(&'t str),
    /// The inside of a string without escapes.
    Text(&'t str),
    /// Anything else.
    Sign(&'t str),
}

/// A token with its blanks is seldom shorter.
const N_BYTES: usize = 4;

/// A clause in tokens, without comments; nothing when it holds what is not known here.
pub(in crate::rulebook) fn tokens(clause: &str) -> Option<Vec<Token<'_>>> {
    let mut found = Vec::with_capacity(clause.len() / N_BYTES);
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
            let end = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric() && byte != b'_');
            let (word, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
            (Token::Word(word), after)
        } else {
            let is_long = matches!(rest.get(..2), Some("::" | "==" | "!=" | "&&" | "||" | "<=" | ">="));
            let (sign, after) = rest.split_at_checked(if is_long { 2 } else { first.len_utf8() })?;
            (Token::Sign(sign), after)
        };
        found.push(token);
        rest = after.trim_ascii_start();
    }
    Some(found)
}
