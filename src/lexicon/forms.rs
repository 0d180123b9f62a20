//! Whole words: of each form of a word that a rule looks for, which rules look for it.
//!
//! It knows words by their [`hash`] only: what it tells is to be checked.

use super::rule::{Part, Rule, Rules, Word};
use super::store::{Pages, Row, stored_struct};
use super::tokens::{Token, hash};
use std::collections::BTreeMap;
use std::ops::Range;

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
    hashes: Row<u32>,
    /// For each of them where its seekers begin; and where the last ones end.
    begins: Row<u32>,
    /// Of each seeker the rule, then the word.
    seekers: Row<u32>,
    bitmap: Row<u64>,
    /// For the first bits of a hash, where those begin in `hashes`; and where the last ones end.
    firsts: Row<u32>,
}

stored_struct!(Forms { hashes, begins, seekers, bitmap, firsts });

impl Forms {
    /// Takes in forms with what looks for them.
    pub(super) fn new(forms: BTreeMap<u32, Vec<Seeker>>) -> Self {
        let mut bitmap = vec![0_u64; 1 << (BITMAP_BITS - 6)];
        let (mut firsts, mut begins, mut n_seekers) = (Vec::new(), Vec::new(), 0);
        for (index, (hash, seekers)) in (0..).zip(&forms) {
            begins.push(n_seekers);
            n_seekers += seekers.len() as u32;
            let slot = hash >> (u32::BITS - BITMAP_BITS);
            if let Some(bits) = bitmap.get_mut(slot as usize / 64) {
                *bits |= 1 << (slot % 64);
            }
            while firsts.len() <= first(*hash) {
                firsts.push(index);
            }
        }
        begins.push(n_seekers);
        firsts.resize(first(u32::MAX) + 2, forms.len() as u32);
        Self {
            hashes: forms.keys().copied().collect(),
            begins: begins.into_iter().collect(),
            seekers: forms.values().flatten().flat_map(|seeker| [seeker.rule, seeker.word]).collect(),
            bitmap: bitmap.into_iter().collect(),
            firsts: firsts.into_iter().collect(),
        }
    }

    /// What may look for the word with a hash.
    pub(super) fn seekers(&self, hash: u32) -> impl Iterator<Item = Seeker> {
        let slot = hash >> (u32::BITS - BITMAP_BITS);
        let bits = self.bitmap.get(slot as usize / 64).unwrap_or_default();
        let range = if bits >> (slot % 64) & 1 == 0 { None } else { self.find(hash) };
        let seeker = |at: u32| {
            let at = 2 * at as usize;
            Some(Seeker { rule: self.seekers.get(at)?, word: self.seekers.get(at + 1)? })
        };
        range.unwrap_or_default().filter_map(seeker)
    }

    /// Where the seekers of the word with a hash stand.
    fn find(&self, hash: u32) -> Option<Range<u32>> {
        let range = |starts: &Row<u32>, at: usize| Some(starts.get(at)?..starts.get(at + 1)?);
        let at = range(&self.firsts, first(hash))?.find(|&at| self.hashes.get(at as usize) == Some(hash))?;
        range(&self.begins, at as usize)
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
    asked: Pages<Asked>,
    sets: Pages<Set>,
    bits: Row<u64>,
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

/// A set of words, of which one stands near.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Set {
    glance: Glance,
    /// Where its bits begin.
    from: u32,
    /// How many bits of a hash are left out to find its own.
    shift: u32,
}

/// What tells at one look that no word of a set stands among the nearest on a side.
#[derive(Clone, Copy, Debug, Default)]
struct Glance {
    is_before: bool,
    /// How many of the nearest words, at most [`MAX_NEAR`].
    n_words: u8,
    /// Where [`Words`] has the signature of at least these: in which row, and how far from the word.
    row: u8,
    offset: u8,
    /// The bits of [`signature`] that its forms have: tells small sets from most words.
    signatures: u64,
}

stored_struct!(Glance { is_before, n_words, row, offset, signatures });
stored_struct!(Set { glance, from, shift });
stored_struct!(Asked { opens, from, to });
stored_struct!(Near { asked, sets, bits });

impl Glance {
    fn new(is_before: bool, n_words: usize, signatures: u64) -> Self {
        let n_together = n_words.next_power_of_two();
        let offset = if is_before { MAX_NEAR - n_together } else { MAX_NEAR + 1 };
        let row = n_together.ilog2() as u8;
        Self { is_before, n_words: n_words as u8, row, offset: offset as u8, signatures }
    }
}

impl Near {
    /// What stands near the words that `rules` look for.
    pub(super) fn new(rules: &Rules) -> Self {
        let (mut sets, mut bits, mut asked) = (Vec::<Set>::new(), Vec::new(), Vec::new());
        let mut known: BTreeMap<usize, Set> = BTreeMap::new();
        for rule in rules.rules.iter() {
            let from = sets.len() as u32;
            for Beside { words, is_before, n_words } in beside(rules, rule) {
                let spelt = rules.words.get(words).map_or(&[][..], |words| words);
                let set = *known.entry(words).or_insert_with(|| add_set(&mut bits, rules, spelt));
                sets.push(Set { glance: Glance::new(is_before, n_words, set.glance.signatures), ..set });
            }
            // What most words are not is asked first.
            if let Some(sets) = sets.get_mut(from as usize..) {
                sets.sort_by_key(|set| set.glance.signatures.count_ones());
            }
            asked.push(Asked { opens: rules.opens(rule), from, to: sets.len() as u32 });
        }
        Self { asked: asked.into_iter().collect(), sets: sets.into_iter().collect(), bits: bits.into_iter().collect() }
    }

    /// Whether a rule's word begins a sentence.
    pub(super) fn opens(&self, rule: usize) -> bool {
        self.asked.get(rule).is_some_and(|asked| asked.opens)
    }

    /// What a rule asks for first, if it asks for words around its own.
    pub(super) fn first(&self, rule: usize) -> Option<Set> {
        self.sets(rule).next().copied()
    }

    fn sets(&self, rule: usize) -> impl Iterator<Item = &Set> {
        let asked = self.asked.get(rule).map_or(0..0, |asked| asked.from..asked.to);
        asked.filter_map(|at| self.sets.get(at as usize))
    }

    /// Whether what a rule asks for may stand around the word `at`; `first` of that is asked first.
    #[inline(never)]
    pub(super) fn may_stand(&self, first: &Set, rule: usize, words: &Words, at: usize) -> bool {
        self.may_have(first, words, at)
            && self.sets(rule).skip(1).all(|set| words.may_have(set, at) && self.may_have(set, words, at))
    }

    fn may_have(&self, set: &Set, words: &Words, at: usize) -> bool {
        let Glance { is_before, n_words, signatures, .. } = set.glance;
        let n_words = usize::from(n_words);
        let near =
            if is_before { at.saturating_sub(n_words)..at } else { at + 1..(at + 1 + n_words).min(words.tokens.len()) };
        let may_be =
            |token: &Token| token.is_odd || signature_bit(token.hash) & signatures != 0 && self.has(set, token.hash);
        words.tokens.get(near).is_some_and(|near| near.iter().any(may_be))
    }

    fn has(&self, set: &Set, hash: u32) -> bool {
        let bit = hash >> set.shift;
        let bits = self.bits.get((set.from + bit / 64) as usize).unwrap_or_default();
        bits >> (bit % 64) & 1 == 1
    }
}

/// Words that follow each other, with what tells fast what is not among some of them.
#[derive(Default)]
pub(super) struct Words {
    pub(super) tokens: Vec<Token>,
    /// The [`signature`] of each word, with [`MAX_NEAR`] places before the first and after the last; then those of each two, four
    /// and eight that follow each other, put together.
    signatures: [Vec<u64>; 4],
}

impl Words {
    /// Takes in the signatures, when all words are known.
    pub(super) fn sign(&mut self) {
        let [one, two, four, eight] = &mut self.signatures;
        one.clear();
        one.extend([0; MAX_NEAR]);
        one.extend(self.tokens.iter().map(signature));
        one.extend([0; MAX_NEAR]);
        put_together(one, 1, two);
        put_together(two, 2, four);
        put_together(four, 4, eight);
    }

    /// Whether one of a set may stand near the word `at`. It looks at some words more than the set asks for.
    #[inline]
    pub(super) fn may_have(&self, set: &Set, at: usize) -> bool {
        let Glance { row, offset, signatures, .. } = set.glance;
        let near = self.signatures.get(usize::from(row)).and_then(|row| row.get(at + usize::from(offset)));
        near.is_some_and(|near| near & signatures != 0)
    }
}

/// Puts each of `signatures` together with the one `n_words` later.
fn put_together(signatures: &[u64], n_words: usize, together: &mut Vec<u64>) {
    together.clear();
    let later = signatures.iter().skip(n_words);
    together.extend(signatures.iter().zip(later).map(|(first, second)| first | second));
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
    Set { glance: Glance { signatures, ..Glance::default() }, from: from as u32, shift }
}

/// All forms of a word.
pub(super) fn forms<'r>(rules: &'r Rules, word: &'r Word) -> impl Iterator<Item = String> + use<'r> {
    rules.endings.get(word.endings).iter().map(|ending| format!("{}{ending}", word.stem))
}

/// The hash of a word that stands alone.
pub(super) fn hash_of(word: &str) -> u32 {
    hash(word.as_bytes())
}
