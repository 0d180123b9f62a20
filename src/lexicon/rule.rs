//! Compiled terms: what the scan checks where it has seen a stem.

use super::Compound;
use super::context::Surroundings;
use super::morphology::{Endings, EndingsId};
use super::store::{Later, Pages, Text, stored_struct};
use super::word_list::WordList;

/// One word of a part, with its inflection.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// What all forms share.
    pub(super) stem: Text,
    /// What the citation form has after the stem.
    pub(super) rest: Text,
    /// What forms have after the stem.
    pub(super) endings: EndingsId,
    /// Index of the letters that join it to the next part of a compound.
    pub(super) links: usize,
}

/// One place of a rule.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Index of its words in [`Rules::words`].
    pub(super) words: usize,
    /// Any number fits too.
    pub(super) numbers: bool,
    pub(super) optional: bool,
    /// A period may follow.
    pub(super) period: bool,
    /// How many other words may stand before it.
    pub(super) gap: usize,
}

/// One way to write one term.
#[derive(Clone, Debug, Default)]
pub(super) struct Rule {
    /// Index of the term in [`Rules::terms`].
    pub(super) term: usize,
    pub(super) parts: Vec<Part>,
    /// The part whose stems are looked for.
    pub(super) anchor: usize,
}

/// What all ways to write a term share.
#[derive(Clone, Debug, Default)]
pub(super) struct TermRule {
    pub(super) concept: usize,
    pub(super) term: usize,
    /// Whether the concept only says something of the words around it.
    pub(super) is_context: bool,
    /// Whether the concept gives way to one that is named outright.
    pub(super) yields: bool,
    pub(super) compound: Compound,
    /// The capitals to find, if they count.
    pub(super) capitals: Option<Text>,
    pub(super) typo: bool,
    pub(super) except: WordList,
    pub(super) unless: Vec<Surroundings>,
    pub(super) needs: Vec<Surroundings>,
}

impl TermRule {
    /// Whether it counts only where it begins a sentence.
    pub(super) fn opens(&self) -> bool {
        !self.needs.is_empty() && self.needs.iter().all(Surroundings::is_start_only)
    }
}

/// All compiled terms of one spelling. A text looks at few of them.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// The words of parts.
    // INVARIANT (words-sorted): those of one part ascend by stem.
    pub(super) words: Pages<Later<Vec<Word>>>,
    /// The lists of words that contexts look for.
    pub(super) lists: Pages<Later<WordList>>,
    pub(super) terms: Pages<Later<TermRule>>,
    pub(super) rules: Pages<Later<Rule>>,
    pub(super) endings: Endings,
    /// Lists of the letters that join a word to the next part of a compound; never empty lists.
    pub(super) links: Vec<Vec<Text>>,
    pub(super) known_words: Later<WordList>,
    /// Words that a period follows inside a sentence.
    pub(super) abbreviations: WordList,
    /// Compounds that are names of places and firms.
    pub(super) names: WordList,
}

impl Rules {
    /// Whether a rule's anchor begins a sentence.
    pub(super) fn opens(&self, rule: &Rule) -> bool {
        rule.anchor == 0 && self.terms.get(rule.term).is_some_and(|term| term.opens())
    }

    /// The concept of a rule that only says something of the words around it, and whose words stand in one sentence.
    pub(super) fn around(&self, rule: usize) -> Option<u32> {
        let rule = self.rules.get(rule)?;
        let term = self.terms.get(rule.term).filter(|term| term.is_context)?;
        let is_within = rule.parts.iter().all(|part| !part.period);
        u32::try_from(term.concept).ok().filter(|_| is_within)
    }

    /// The words of a part.
    pub(super) fn words(&self, part: &Part) -> &[Word] {
        self.words.get(part.words).map_or(&[], |words| words)
    }

    /// A word of the part whose stems are looked for, by its index there.
    pub(super) fn anchor(&self, rule: &Rule, word: usize) -> Option<&Word> {
        self.words(rule.parts.get(rule.anchor)?).get(word)
    }

    /// The words of a part whose stem begins as `text` does: with the same byte.
    pub(super) fn words_like(&self, part: &Part, text: &str) -> &[Word] {
        let words = self.words(part);
        let first = text.as_bytes().first();
        let from = words.partition_point(|word| word.stem.as_bytes().first() < first);
        let rest = words.get(from..).unwrap_or_default();
        let n_like = rest.partition_point(|word| word.stem.as_bytes().first() == first);
        rest.get(..n_like).unwrap_or_default()
    }
}

stored_struct!(Word { stem, rest, endings, links });
stored_struct!(Part { words, numbers, optional, period, gap });
stored_struct!(Rule { term, parts, anchor });
stored_struct!(TermRule { concept, term, is_context, yields, compound, capitals, typo, except, unless, needs });
stored_struct!(Rules { words, lists, terms, rules, endings, links, known_words, abbreviations, names });
