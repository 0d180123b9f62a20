//! Whole words: of each form of a word that a rule looks for, which rules look for it.
//!
//! It knows words by their [`hash`] only: what it tells is to be checked.

use super::rule::{Part, Rule, Rules, Word};
use super::store::stored_struct;
use super::tokens::{Token, hash};
use std::collections::BTreeMap;

/// Bits of the bitmap that most words fail at, as a power of two: it stays in the nearest cache.
const BITMAP_BITS: u32 = 16;
/// Most words on one side of a word that are looked at before its rule is checked.
pub(super) const MAX_NEAR: usize = 8;
/// Bits of a set for each form in it, so that few other words seem to be in it.
const BITS_A_FORM: usize = 32;

/// A rule that looks for a word, by indexes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seeker {
    pub(super) rule: u32,
    pub(super) word: u32,
}

/// Forms with the rules that look for them.
#[derive(Debug, Default)]
pub(super) struct Forms {
    // INVARIANT (forms-sorted): ascending, each once.
    hashes: Vec<u32>,
    /// For each of them where its seekers begin; and where the last ones end.
    begins: Vec<u32>,
    seekers: Vec<Seeker>,
    bitmap: Vec<u64>,
    /// For the first bits of a hash, where those begin in `hashes`; and where the last ones end.
    firsts: Vec<u32>,
}

stored_struct!(Seeker { rule, word });
stored_struct!(Forms { hashes, begins, seekers, bitmap, firsts });

impl Forms {
    /// Takes in forms with what looks for them.
    pub(super) fn new(forms: BTreeMap<u32, Vec<Seeker>>) -> Self {
        let mut table = Self { bitmap: vec![0; 1 << (BITMAP_BITS - 6)], ..Self::default() };
        for (hash, seekers) in forms {
            table.begins.push(table.seekers.len() as u32);
            table.seekers.extend(seekers);
            let slot = hash >> (u32::BITS - BITMAP_BITS);
            if let Some(bits) = table.bitmap.get_mut(slot as usize / 64) {
                *bits |= 1 << (slot % 64);
            }
            while table.firsts.len() <= first(hash) {
                table.firsts.push(table.hashes.len() as u32);
            }
            table.hashes.push(hash);
        }
        table.begins.push(table.seekers.len() as u32);
        table.firsts.resize(first(u32::MAX) + 2, table.hashes.len() as u32);
        table
    }

    /// What may look for the word with a hash.
    pub(super) fn seekers(&self, hash: u32) -> &[Seeker] {
        let slot = hash >> (u32::BITS - BITMAP_BITS);
        let bits = self.bitmap.get(slot as usize / 64).copied().unwrap_or_default();
        if bits >> (slot % 64) & 1 == 0 { &[] } else { self.find(hash).unwrap_or_default() }
    }

    fn find(&self, hash: u32) -> Option<&[Seeker]> {
        let range = |starts: &[u32], at: usize| Some(*starts.get(at)? as usize..*starts.get(at + 1)? as usize);
        let like = range(&self.firsts, first(hash))?;
        let at = like.start + self.hashes.get(like)?.iter().position(|&known| known == hash)?;
        self.seekers.get(range(&self.begins, at)?)
    }
}

/// The first bits of a hash: few forms share them.
fn first(hash: u32) -> usize {
    (hash >> 20) as usize
}

/// What must stand near the word that a rule looks for.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// By rule.
    asked: Vec<Asked>,
    sets: Vec<Set>,
    bits: Vec<u64>,
}

/// What one rule asks for.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    /// Its word begins a sentence.
    opens: bool,
    /// Where its sets begin, and where they end: of each a word stands near.
    from: u32,
    to: u32,
}

/// A set of words, of which one stands among the nearest `n_words` on a side.
#[derive(Clone, Copy, Debug, Default)]
struct Set {
    is_before: bool,
    n_words: u32,
    /// The bits of [`signature`] that its forms have: tells small sets from most words at one look.
    signatures: u64,
    /// Where its bits begin.
    from: u32,
    /// How many bits of a hash are left out to find its own.
    shift: u32,
}

stored_struct!(Set { is_before, n_words, signatures, from, shift });
stored_struct!(Asked { opens, from, to });
stored_struct!(Near { asked, sets, bits });

impl Near {
    /// What stands near the words that `rules` look for.
    pub(super) fn new(rules: &Rules) -> Self {
        let mut near = Self::default();
        let mut known: BTreeMap<usize, Set> = BTreeMap::new();
        for rule in &rules.rules {
            let from = near.sets.len() as u32;
            for Beside { words, is_before, n_words } in beside(rules, rule) {
                let spelt = rules.words.get(words).map_or(&[][..], |words| words);
                let set = *known.entry(words).or_insert_with(|| add_set(&mut near.bits, rules, spelt));
                near.sets.push(Set { is_before, n_words: n_words as u32, ..set });
            }
            near.asked.push(Asked { opens: rules.opens(rule), from, to: near.sets.len() as u32 });
        }
        near
    }

    /// Whether a rule's word begins a sentence.
    pub(super) fn opens(&self, rule: usize) -> bool {
        self.asked.get(rule).is_some_and(|asked| asked.opens)
    }

    /// Whether a rule asks for words around its own.
    pub(super) fn asks(&self, rule: usize) -> bool {
        self.asked.get(rule).is_some_and(|asked| asked.from < asked.to)
    }

    /// Whether what a rule asks for may stand around a word.
    pub(super) fn may_stand(&self, rule: usize, around: &Around<'_>) -> bool {
        let asked = self.asked.get(rule).and_then(|asked| self.sets.get(asked.from as usize..asked.to as usize));
        asked.is_some_and(|sets| sets.iter().all(|set| self.may_have(set, around)))
    }

    fn may_have(&self, set: &Set, around: &Around<'_>) -> bool {
        let side = if set.is_before { &around.before } else { &around.after };
        let n_words = set.n_words as usize;
        let signatures = side.signatures.get(n_words).copied().unwrap_or_default();
        signatures & set.signatures != 0
            && side.nearest(n_words).iter().any(|token| token.is_odd || self.has(set, token.hash))
    }

    fn has(&self, set: &Set, hash: u32) -> bool {
        let bit = hash >> set.shift;
        let bits = self.bits.get((set.from + bit / 64) as usize).copied().unwrap_or_default();
        bits >> (bit % 64) & 1 == 1
    }
}

/// The words around one.
pub(super) struct Around<'t> {
    before: Neighbors<'t>,
    after: Neighbors<'t>,
}

/// The words on one side, in the order of the text.
struct Neighbors<'t> {
    tokens: &'t [Token],
    is_before: bool,
    /// Of so many nearest words the bits of all [`signature`]s.
    signatures: [u64; MAX_NEAR + 1],
}

impl<'t> Around<'t> {
    /// The words around the word `at` of `tokens`.
    pub(super) fn new(tokens: &'t [Token], at: usize) -> Self {
        let before = tokens.get(at.saturating_sub(MAX_NEAR)..at).unwrap_or_default();
        let after = tokens.get(at + 1..(at + 1 + MAX_NEAR).min(tokens.len())).unwrap_or_default();
        Self { before: Neighbors::new(before, true), after: Neighbors::new(after, false) }
    }
}

impl<'t> Neighbors<'t> {
    fn new(tokens: &'t [Token], is_before: bool) -> Self {
        let mut near = Self { tokens, is_before, signatures: [0; MAX_NEAR + 1] };
        if is_before {
            near.sum(tokens.iter().rev())
        } else {
            near.sum(tokens.iter())
        }
        near
    }

    /// Sums up the signatures of the words, nearest first.
    fn sum(&mut self, nearest: impl Iterator<Item = &'t Token>) {
        let mut sum = 0;
        for (signatures, token) in self.signatures.iter_mut().skip(1).zip(nearest) {
            sum |= signature(token);
            *signatures = sum;
        }
        self.signatures.iter_mut().skip(1 + self.tokens.len()).for_each(|signatures| *signatures = sum);
    }

    fn nearest(&self, n_words: usize) -> &'t [Token] {
        let n_words = n_words.min(self.tokens.len());
        let from = if self.is_before { self.tokens.len() - n_words } else { 0 };
        self.tokens.get(from..from + n_words).unwrap_or_default()
    }
}

/// One bit of a word, or all of one that may be another.
fn signature(token: &Token) -> u64 {
    if token.is_odd { u64::MAX } else { signature_bit(token.hash) }
}

fn signature_bit(hash: u32) -> u64 {
    1 << (hash % 64)
}

/// Words of which one must stand on a side of the one that a rule looks for.
struct Beside {
    /// Their index in [`Rules::words`].
    words: usize,
    is_before: bool,
    /// It is one of so many nearest.
    n_words: usize,
}

/// What must stand near the word that a rule looks for.
fn beside(rules: &Rules, rule: &Rule) -> Vec<Beside> {
    let (Some(term), Some(anchor)) = (rules.terms.get(rule.term), rule.parts.get(rule.anchor)) else {
        return Vec::new();
    };
    let mut asked = Vec::new();
    let (before, from) = rule.parts.split_at(rule.anchor);
    let after = from.get(1..).unwrap_or_default();
    // A part's gap stands before it.
    let gaps_before = std::iter::once(anchor).chain(before.iter().rev()).map(|part| part.gap);
    let sides = [
        (true, before.iter().rev().zip(gaps_before).collect::<Vec<_>>()),
        (false, after.iter().map(|part| (part, part.gap)).collect()),
    ];
    for (is_before, parts) in sides {
        let n_parts = parts.len();
        let may_be_part = if is_before { term.compound.is_last() } else { term.compound.is_first() };
        let mut n_words = 0;
        for (idx, (part, gap)) in parts.into_iter().enumerate() {
            n_words += gap + 1;
            // The outermost word may be a part of another.
            if n_words > MAX_NEAR || idx + 1 == n_parts && may_be_part || !is_of_letters(rules, part) {
                break;
            }
            if !part.optional && !part.numbers {
                asked.push(Beside { words: part.words, is_before, n_words });
            }
        }
    }
    asked
}

/// Whether each word of a part is one word of a text too.
fn is_of_letters(rules: &Rules, part: &Part) -> bool {
    rules.words(part).iter().flat_map(|word| forms(rules, word)).all(|form| form.chars().all(char::is_alphabetic))
}

/// Adds the bits of a set of words with all their forms.
fn add_set(bits: &mut Vec<u64>, rules: &Rules, words: &[Word]) -> Set {
    let hashes: Vec<u32> = words.iter().flat_map(|word| forms(rules, word)).map(|form| hash_of(&form)).collect();
    let n_bits = (hashes.len() * BITS_A_FORM).next_power_of_two().max(64);
    let (from, shift) = (bits.len(), u32::BITS - n_bits.ilog2());
    bits.resize(from + n_bits / 64, 0);
    let mut signatures = 0;
    for hash in hashes {
        signatures |= signature_bit(hash);
        let bit = (hash >> shift) as usize;
        if let Some(bits) = bits.get_mut(from + bit / 64) {
            *bits |= 1 << (bit % 64);
        }
    }
    Set { is_before: false, n_words: 0, signatures, from: from as u32, shift }
}

/// All forms of a word.
pub(super) fn forms<'r>(rules: &'r Rules, word: &'r Word) -> impl Iterator<Item = String> + use<'r> {
    rules.endings.get(word.endings).iter().map(|ending| format!("{}{ending}", word.stem))
}

/// The hash of a word that stands alone.
pub(super) fn hash_of(word: &str) -> u32 {
    hash(word.as_bytes(), 0, word.len())
}
