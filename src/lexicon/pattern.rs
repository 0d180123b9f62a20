//! The notation of a term: a pattern in, its elements out.
//!
//! ```text
//! word          the word as written; the last one inflects by the term's class
//! word/class    inflects by that class
//! one+two       may also be written apart
//! (one|two/c)   one of these words; may itself be a part of a `+` word or have a class
//! <set>         one of the words of a set; `#` in a set is any number
//! word?         may be missing
//! word.         may be followed by a period
//! !word         is looked for first: the rarest word, where that is not the longest
//! *3            up to three other words, and commas, may stand between its neighbors
//! ```

use crate::phrase::Phrase;

/// Shortest first part of a divided compound without the letter that joined it, in bytes.
const MIN_BARE: usize = 3;

/// One word of an element, before inflection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) word: String,
    pub(super) class: Option<String>,
}

impl Choice {
    fn joined(&self, next: &Self) -> Self {
        Self { word: format!("{}{}", self.word, next.word), class: next.class.clone() }
    }
}

/// What may stand at one place of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Words {
    Choices(Vec<Choice>),
    Set(String),
}

/// One place of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) words: Words,
    pub(super) optional: bool,
    /// A period may follow.
    pub(super) period: bool,
    /// It is to be looked for first.
    pub(super) first: bool,
    /// How many other words may stand before it.
    pub(super) gap: usize,
}

/// All ways to write a pattern: one list of elements for each choice of joined or divided words.
pub(super) fn parse(pattern: &str) -> Result<Vec<Vec<Element>>, Phrase> {
    let mut ways: Vec<Vec<Element>> = vec![Vec::new()];
    let mut gap = 0;
    for piece in pattern.split_whitespace() {
        if let Some(n) = piece.strip_prefix('*') {
            gap = n.parse().map_err(|_| phrase!("lexicon-gap", piece))?;
            continue;
        }
        let mut variants = variants(piece, gap)?;
        gap = 0;
        // Most pieces are written in one way.
        if let [variant] = variants.as_mut_slice() {
            let (last, others) = ways.split_last_mut().ok_or(phrase!("lexicon-no-word"))?;
            others.iter_mut().for_each(|way| way.extend_from_slice(variant));
            last.append(variant);
            continue;
        }
        ways = ways
            .iter()
            .flat_map(|way| variants.iter().map(|variant| [way.as_slice(), variant.as_slice()].concat()))
            .collect();
    }
    if gap > 0 {
        return Err(phrase!("lexicon-gap-last"));
    }
    if ways.iter().any(|way| way.iter().all(|element| element.optional)) {
        return Err(phrase!("lexicon-all-optional"));
    }
    Ok(ways)
}

/// The ways to write one piece of a pattern.
fn variants(piece: &str, gap: usize) -> Result<Vec<Vec<Element>>, Phrase> {
    let (piece, first) = piece.strip_prefix('!').map_or((piece, false), |rest| (rest, true));
    let (piece, optional) = piece.strip_suffix('?').map_or((piece, false), |rest| (rest, true));
    let (piece, period) = piece.strip_suffix('.').map_or((piece, false), |rest| (rest, true));
    let element = |words, gap| Element { words, optional, period, first, gap };
    if let Some(name) = piece.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        return Ok(vec![vec![element(Words::Set(name.to_owned()), gap)]]);
    }
    let (words, class) = split_class(piece);
    let mut ways: Vec<Vec<Vec<Choice>>> = vec![Vec::new()];
    for part in outside_groups(words, '+') {
        let part = choices(part)?;
        let mut longer = Vec::new();
        for way in ways {
            if let Some((last, rest)) = way.split_last() {
                let mut joined = rest.to_vec();
                joined.push(last.iter().flat_map(|a| part.iter().map(|b| a.joined(b))).collect());
                longer.push(joined);
            }
            let mut apart = way;
            apart.push(part.clone());
            longer.push(apart);
        }
        ways = longer;
    }
    for way in &mut ways {
        if let Some((last, earlier)) = way.split_last_mut() {
            for choice in last {
                choice.class = choice.class.take().or(class.map(str::to_owned));
            }
            // A divided compound often loses the letter that joined it.
            for choices in earlier {
                let bare = choices.iter().filter_map(|c| c.word.strip_suffix('s').filter(|bare| bare.len() > MIN_BARE));
                let bare: Vec<Choice> = bare.map(|bare| Choice { word: bare.to_owned(), class: None }).collect();
                choices.extend(bare);
            }
        }
    }
    let ways = ways.into_iter().map(|way| {
        let n_words = way.len();
        let elements = way.into_iter().enumerate().map(|(idx, choices)| Element {
            period: period && idx + 1 == n_words,
            ..element(Words::Choices(choices), if idx == 0 { gap } else { 0 })
        });
        elements.collect()
    });
    Ok(ways.collect())
}

/// The words and the class of `words/class`; a slash inside a group is not it.
fn split_class(piece: &str) -> (&str, Option<&str>) {
    match piece.rsplit_once('/') {
        Some((words, class)) if !class.contains([')', '|']) => (words, Some(class)),
        _ => (piece, None),
    }
}

/// `text` split at each `separator` that stands in no group.
fn outside_groups(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    text.split(move |c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c == separator
    })
}

/// The words of a group, or the one word.
fn choices(part: &str) -> Result<Vec<Choice>, Phrase> {
    match part.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => inner.split('|').map(|word| choice(&word.replace('+', ""))).collect(),
        None => Ok(vec![choice(part)?]),
    }
}

/// A word with or without a class.
pub(super) fn choice(text: &str) -> Result<Choice, Phrase> {
    let (word, class) = text.split_once('/').map_or((text, None), |(word, class)| (word, Some(class.to_owned())));
    if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric()) {
        return Err(phrase!("lexicon-not-a-word", text));
    }
    Ok(Choice { word: word.to_lowercase(), class })
}
