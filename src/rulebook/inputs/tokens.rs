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

/// A clause in tokens, without comments; nothing when it holds what is not known here.
pub(in crate::rulebook) fn tokens(clause: &str) -> Option<Vec<Token<'_>>> {
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
