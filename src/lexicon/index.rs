//! The index: the anchors of all rules, and the pass that looks for them.

use super::context::PartSentences;
use super::forms::{Forms, Near, Seeker, forms, hash_of};
use super::memo::Memo;
use super::reading::{PartRead, Reading};
use super::rule::{Rules, Word};
use super::runs::{self, Of};
use super::scan::Scan;
use super::search::Search;
use super::starts::Starts;
use super::store::{Later, Pages, stored_struct};
use super::typo::MIN_LETTERS;
use super::view::View;
use super::window::{Window, Windows};
use crate::ordered::{Jobs, in_order};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Words on either side that a mention of a place may reach over: more than any term has.
const N_NEAR: usize = 20;
/// Longest anchor, in bytes: short ones keep the tables small, and a false candidate costs little.
const MAX_ANCHOR: usize = 7;
/// Shortest anchor of a word that may be mistyped after it.
const MIN_BEGINNING: usize = 5;
/// Shortest second half that is looked for in case the first is mistyped; shorter ones are common endings.
const MIN_MIDDLE: usize = 5;
/// Most bytes that a stem loses by one typing error.
const MAX_LOST: usize = 2;

/// Most bytes that a word gains by one.
const MAX_ADDED: usize = 2;

/// Why a rule is a candidate where an anchor was seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) rule: usize,
    /// Index among the words of the part whose stems are looked for.
    pub(super) word: usize,
    /// Where in the stem the anchor stands; 0 is its beginning, later ones find mistyped beginnings.
    pub(super) offset: usize,
    /// The stem's first byte.
    pub(super) first: u8,
    /// Fewest bytes that the word may have from its beginning, and most.
    pub(super) min_len: usize,
    pub(super) max_len: usize,
    /// Whether the letters of a word tell whether it stands there: it has no others.
    pub(super) is_of_letters: bool,
}

/// Compiled rules with what finds their anchors.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Words that are looked for as they are, and what stands near them.
    pub(super) forms: Forms,
    pub(super) near: Near,
    /// The anchors of these words, for where what a word is cannot be told at once.
    pub(super) spelt: Later<Table>,
    /// Anchors that begin other words: parts of compounds, and words that may be mistyped.
    pub(super) starts: Table,
    /// Anchors that may stand inside a word.
    pub(super) inside: Table,
    /// What words that were seen may be.
    pub(super) memo: Memo,
    pub(super) rules: Rules,
}

/// Anchors with their candidates.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) anchors: Starts,
    pub(super) candidates: Pages<Later<Vec<Candidate>>>,
}

impl Table {
    /// The candidates where an anchor was seen, by its index.
    pub(super) fn candidates(&self, anchor: usize) -> &[Candidate] {
        self.candidates.get(anchor).map_or(&[], |candidates| candidates)
    }
}

impl Candidate {
    /// A word that stands where it is looked for.
    pub(super) fn start(rule: usize, word: usize) -> Self {
        Self { rule, word, offset: 0, first: 0, min_len: 0, max_len: usize::MAX, is_of_letters: true }
    }
}

stored_struct!(Candidate { rule, word, offset, first, min_len, max_len, is_of_letters });
stored_struct!(Table { anchors, candidates });
stored_struct!(Index { forms, near, spelt, starts, inside, memo, rules });

/// Anchors, each once, with their candidates.
#[derive(Default)]
struct Anchors<'a> {
    by_text: HashMap<&'a str, usize>,
    texts: Vec<&'a str>,
    candidates: Vec<Vec<Candidate>>,
}

impl<'a> Anchors<'a> {
    fn add(&mut self, text: &'a str, candidate: Candidate) {
        let idx = *self.by_text.entry(text).or_insert_with(|| {
            self.texts.push(text);
            self.candidates.push(Vec::new());
            self.texts.len() - 1
        });
        if let Some(list) = self.candidates.get_mut(idx) {
            list.push(candidate);
        }
    }

    fn table(self) -> Table {
        let candidates = self.candidates.into_iter().map(Later::from).collect();
        Table { anchors: Starts::new(&self.texts), candidates }
    }
}

impl Index {
    /// Indexes the anchors of all rules.
    pub(super) fn new(rules: Rules) -> Self {
        let mut spelt = Anchors::default();
        let mut starts = Anchors::default();
        let mut within = Anchors::default();
        let mut by_form: BTreeMap<u32, Vec<Seeker>> = BTreeMap::new();
        for (rule_idx, rule) in rules.rules.iter().enumerate() {
            let Some(term) = rules.terms.get(rule.term) else { continue };
            let inside = rule.anchor == 0 && term.compound.is_last();
            let is_last = rule.anchor + 1 == rule.parts.len();
            let tail = is_last && term.compound.is_first();
            let anchored = rule.parts.get(rule.anchor).map_or(&[][..], |part| rules.words(part));
            for (word_idx, word) in anchored.iter().enumerate() {
                let first = word.stem.bytes().next().unwrap_or_default();
                let is_forgiven = term.typo && is_long(word);
                let min_len = if is_forgiven { word.stem.len() - MAX_LOST } else { word.stem.len() };
                let longest = rules.endings.get(word.endings).first().map_or(0, |longest| longest.len());
                let added = if is_forgiven { MAX_ADDED } else { 0 };
                let max_len = if tail { usize::MAX } else { word.stem.len() + longest + added };
                let is_of_letters = is_of_letters(&rules, word);
                let candidate = |offset| Candidate {
                    rule: rule_idx,
                    word: word_idx,
                    offset,
                    first,
                    min_len,
                    max_len,
                    is_of_letters,
                };
                let is_spelt =
                    !tail && !is_forgiven && forms(&rules, word).all(|form| form.chars().all(char::is_alphabetic));
                if is_spelt {
                    let seeker = Seeker { rule: rule_idx as u32, word: word_idx as u32 };
                    for form in forms(&rules, word) {
                        by_form.entry(hash_of(&form)).or_default().push(seeker);
                    }
                }
                let table = if is_spelt { &mut spelt } else { &mut starts };
                table.add(beginning(&word.stem, is_forgiven), candidate(0));
                if inside {
                    within.add(beginning(&word.stem, false), candidate(0));
                }
                let (offset, middle) = middle(&word.stem);
                if is_forgiven && middle.len() >= MIN_MIDDLE {
                    within.add(beginning(middle, false), candidate(offset));
                }
            }
        }
        Self {
            forms: Forms::new(by_form),
            near: Near::new(&rules),
            spelt: spelt.table().into(),
            starts: starts.table(),
            inside: within.table(),
            memo: Memo::default(),
            rules,
        }
    }

    /// Finds everything that a running text may mention, part by part, on at most `jobs` threads. A `brief` reading of a long
    /// text keeps only what [`Reading::telling`] has.
    pub(super) fn read(&self, text: &str, windows: Windows<'_>, is_brief: bool, jobs: Jobs) -> Reading<'_> {
        let mut reading = Reading::new(&self.rules);
        let margin = windows.margin();
        let windows: Vec<Window> = windows.collect();
        let read = |(): &mut (), number: usize| {
            windows.get(number).map(|window| self.read_window(text, window, margin, is_brief))
        };
        let mut n_taken = 0;
        in_order(
            windows.len(),
            1,
            jobs,
            || (),
            read,
            |part| {
                part.into_iter().for_each(|part| reading.take(part));
                n_taken += 1;
                if is_brief && n_taken < windows.len() {
                    reading.settle(margin);
                }
            },
        );
        reading
    }

    /// Finds what a text may mention in a range of it or right beside: the words around are read, and no others are looked at.
    pub(super) fn read_near(&self, text: &str, range: Range<usize>) -> Reading<'_> {
        let Range { mut start, mut end } = range;
        for _ in 0..N_NEAR {
            start = runs::start(text, Of::Words, 0, runs::previous_word(text, start));
            end = runs::end(text, Of::Words, runs::next_word(text, end), text.len());
        }
        let mut reading = Reading::new(&self.rules);
        reading.take(self.read_window(text, &Window { part: start..end, stretch: 0..text.len() }, 0, false));
        reading
    }

    fn read_window(&self, text: &str, window: &Window, margin: usize, is_brief: bool) -> PartRead {
        let Window { stretch, part } = window;
        let is_edge = [part.start > 0, part.end < text.len()];
        let view = View::prose(text.get(stretch.clone()).unwrap_or_default());
        let part = view.position(part.start - stretch.start)..view.position(part.end - stretch.start);
        // What stands near a part's edges may be one with what other parts have.
        let [before, after] = is_edge.map(|is_edge| if is_edge { margin / 4 } else { 0 });
        let brief = is_brief.then(|| part.start + before..part.end.saturating_sub(after));
        let scan = Scan::new(&self.rules, text.get(stretch.clone()).unwrap_or_default(), &view, false);
        self.read_part(scan, part, brief, stretch.start)
    }

    /// Finds everything that an identifier with this view may mention.
    pub(super) fn read_identifier(&self, text: &str, view: &View) -> Reading<'_> {
        let mut reading = Reading::new(&self.rules);
        let scan = Scan::new(&self.rules, text, view, true);
        reading.take(self.read_part(scan, 0..view.text().len(), None, 0));
        reading
    }

    /// Reads `part` of what a scan sees, which begins `before` bytes into the text. Inside `brief` only what is telling is
    /// looked for.
    fn read_part(&self, scan: Scan<'_>, part: Range<usize>, brief: Option<Range<usize>>, before: usize) -> PartRead {
        let sentences = PartSentences::read(scan.text, &self.rules.abbreviations, part.clone());
        let mut search = Search::new(self, scan, part.clone(), brief.is_some());
        search.words();
        if let Some(brief) = brief {
            search.settle(&sentences.ends, &brief);
        }
        let Search { found, released, .. } = search;
        PartRead { found, released, sentences, view: part, before }
    }
}

/// Whether all that a word is told by before its ending is letters.
fn is_of_letters(rules: &Rules, word: &Word) -> bool {
    let links = rules.links.get(word.links).into_iter().flatten();
    links.chain([&word.stem, &word.rest]).all(|text| text.chars().all(char::is_alphabetic))
}

/// What is looked for to find a stem; of one that may be mistyped further on, about the first half. Two letters that are swapped
/// where the second half begins leave it as it is.
pub(super) fn beginning(stem: &str, may_be_mistyped: bool) -> &str {
    let before_middle = (stem.len() / 2).saturating_sub(1);
    let len = if may_be_mistyped { before_middle.clamp(MIN_BEGINNING, MAX_ANCHOR) } else { MAX_ANCHOR };
    stem.get(..stem.floor_char_boundary(len)).unwrap_or(stem)
}

/// The second half of `stem` and where it begins.
fn middle(stem: &str) -> (usize, &str) {
    let at = stem.floor_char_boundary(stem.len() / 2);
    (at, stem.get(at..).unwrap_or_default())
}

pub(super) fn is_long(word: &Word) -> bool {
    let letters = || word.stem.chars().chain(word.rest.chars());
    word.stem.len() + 1 >= MIN_LETTERS && letters().nth(MIN_LETTERS - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::window::{MARGIN, Windows};
    use super::super::{Compound, Concept, Context, Grammar, Language, Lexicon, Mention, Side, Term};
    use super::Jobs;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    fn term(pattern: &str) -> Term {
        Term {
            languages: vec![Language::Nb],
            pattern: pattern.to_owned(),
            compound: Compound::First,
            ..Term::default()
        }
    }

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
        let near = Context { side: Side::Either, within: None, words: vec!["hjelp".to_owned()] };
        let concept = |id: &str, is_context, terms: Vec<Term>| {
            let terms = terms.into();
            Concept { id: id.to_owned(), is_context, terms, ..Concept::default() }
        };
        let concepts = vec![
            concept("debt", false, vec![term("gjeld"), term("betalings+ordning")]),
            concept("aid", false, vec![Term { needs: vec![near], ..term("økonomisk *2 støtte") }]),
            concept("asks", true, vec![term("bruker"), term("søker *3 om"), term("bruker. hjelp"), term("om. søker")]),
            concept("advice", false, vec![term("gj. hjelp")]),
            concept("said", true, vec![term("støtte *2 om"), term("om")]),
            concept("refused", true, vec![Term { typo: true, ..term("avslaget") }]),
        ];
        Lexicon::new(concepts, Grammar::default())
    });

    #[test]
    fn a_part_may_begin_between_a_letter_and_its_mark() {
        let text = "gja\u{30a}r ga\u{30a}r gjeld. ".repeat(200);
        for part in 400..440 {
            let parts = LEXICON.prose().read(&text, Windows::of(&text, part, MARGIN / 8), false, Jobs::MIN);
            assert_eq!(parts.mentions(true), LEXICON.read(&text).mentions(true));
        }
    }

    proptest! {
        #[test]
        fn what_touches_a_range_is_found_from_its_words(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "gjeld", "gjelds", "betalings-\nordning", "økonomisk", "støtte", "hjelp", "bruker", "søker", "om", "gj", "avlsaget",
                " ", " ", " ", " ", ". ", "\n", ", ", ".", "&nbsp;", "a\u{30a}",
            ]), 0..120),
            from in 0..200_usize,
            len in 0..60_usize,
        ) {
            let text = pieces.concat();
            let [start, end] = [from, from + len].map(|at| text.floor_char_boundary(at));
            let near = LEXICON.read_near(&text, start..end).mentions(true);
            let whole = LEXICON.read(&text).mentions(true);
            let touching = |mentions: Vec<Mention>| {
                mentions.into_iter().filter(|found| found.start < end && start < found.end).map(|found| (found.start, found.concept)).collect::<Vec<_>>()
            };
            prop_assert_eq!(touching(near), touching(whole));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn a_text_read_in_parts_is_the_text_read_whole(
            pieces in prop::collection::vec(prop::sample::select(vec![
                "gjeld", "Gjelds", "betalings-\nordning", "betalings ordning", "økonomisk", "støtte", "hjelp", "bruker", "søker",
                "om", "gj", "avlsaget", "avslaget", "so\u{AD}ker", "gje<b>ld</b>", "g&shy;jeld", "**", "-", "«", "24", "a\u{30a}",
                " ", " ", " ", " ", " ", ". ", ". ", "\n", "\n\n", "! ", ", ", ":\n", "\n- ", "\r\n", " | ", ".\u{200b} ", "a&nbsp;",
            ]), 0..200),
            n_times in 1..60_usize,
            part in 400..6_000_usize,
        ) {
            let text = pieces.concat().repeat(n_times);
            let text = text.get(..text.floor_char_boundary(12_000)).unwrap_or_default();
            let whole = LEXICON.read(text);
            let jobs = Jobs::MIN.saturating_add(text.len() % 3);
            let read = |is_brief| LEXICON.prose().read(text, Windows::of(text, part, MARGIN / 8), is_brief, jobs);
            let (parts, brief) = (read(false), read(true));
            prop_assert_eq!(parts.n_sentences(), whole.n_sentences());
            for about_client in [false, true] {
                prop_assert_eq!(parts.mentions(about_client), whole.mentions(about_client));
                let told: Vec<Mention> = whole.telling(about_client).collect();
                prop_assert_eq!(parts.telling(about_client).collect::<Vec<_>>(), told.clone());
                prop_assert_eq!(brief.telling(about_client).collect::<Vec<_>>(), told);
            }
            prop_assert_eq!(parts.mentions_of_each(), whole.mentions_of_each());
            prop_assert_eq!(brief.n_sentences(), whole.n_sentences());
            let brief = LEXICON.read_briefly(text, jobs);
            for about_client in [false, true] {
                prop_assert!(brief.telling(about_client).eq(whole.telling(about_client)));
            }
        }
    }
}
