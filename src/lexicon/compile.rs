//! Terms to rules: parses every pattern, splits every word, chooses each rule's anchor, and collects all problems.

use super::context::Surroundings;
use super::identifier::skeleton;
use super::morphology::{Endings, Morphology, Stem};
use super::pattern::{self, Choice, Element, Words};
use super::rule::{Part, Rule, Rules, TermRule, Word};
use super::starts::MIN_ANCHOR;
use super::store::{Later, Text};
use super::view::View;
use super::word_list::WordList;
use super::{Concept, Context, Grammar, Language, Term};
use crate::phrase::Phrase;
use std::collections::HashMap;

/// Shortest word, in letters, that running text may spell in ASCII.
const MIN_ASCII: usize = 6;
/// What each of the letters may be respelt as, short and long.
const RESPELT: &[(char, &str, &str)] = &[('ø', "o", "oe"), ('å', "a", "aa"), ('æ', "a", "ae")];

/// Entries of a context that are no words.
const MARKS: &[&str] = &["#", "^", "$", "^$", "?"];

/// What rules are looked for, and in what.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What running text names, and what the words around say of it.
    Prose,
    /// What identifiers name, spelt as their view has it.
    Identifiers,
}

impl Kind {
    fn takes(self, concept: &Concept, term: &Term) -> bool {
        match self {
            Self::Prose => true,
            // No name leaves room for other words.
            Self::Identifiers => !concept.is_context && term.in_identifiers && !term.pattern.contains(" *"),
        }
    }

    fn respell(self, word: &str) -> String {
        // Most words are written as the view of running text has them.
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || !byte.is_ascii();
        if self == Self::Prose && word.bytes().all(is_plain) && word.chars().all(|c| c.is_ascii() || "æøå".contains(c))
        {
            return word.to_owned();
        }
        let folded = View::prose(word);
        match self {
            Self::Prose => folded.text().to_owned(),
            Self::Identifiers => skeleton(folded.text()),
        }
    }
}

/// Compiles all terms, or says everything that is wrong with them.
pub(super) fn rules(concepts: &[Concept], grammar: &Grammar, kind: Kind) -> Result<Rules, Vec<Phrase>> {
    let mut compiler = Compiler {
        grammar,
        kind,
        words: Morphology::new(&grammar.inflections),
        links: Vec::new(),
        spelt: Vec::new(),
        lists: Vec::new(),
        own_words: HashMap::new(),
        sets: HashMap::new(),
        spelt_sets: HashMap::new(),
    };
    let (mut terms, mut rules) = (Vec::<Later<TermRule>>::new(), Vec::<Later<Rule>>::new());
    let mut problems = Vec::new();
    for (concept_idx, concept) in concepts.iter().enumerate() {
        for (term_idx, term) in concept.terms.iter().enumerate() {
            if !kind.takes(concept, term) {
                continue;
            }
            match compiler.term(term, concept_idx, term_idx) {
                Ok((mut term_rule, ways)) => {
                    term_rule.is_context = concept.is_context;
                    term_rule.yields = concept.yields;
                    let term = terms.len();
                    terms.push(term_rule.into());
                    rules.extend(ways.into_iter().map(|(parts, anchor)| Rule { term, parts, anchor }.into()));
                }
                Err(problem) => {
                    problems.push(phrase!("lexicon-term", concept = &concept.id, term = &term.pattern, problem))
                }
            }
        }
    }
    let Compiler { words, links, spelt, lists, .. } = compiler;
    let list = |words: &[String]| WordList::new(words.iter().map(String::as_str), |word| kind.respell(word));
    let rules = Rules {
        words: spelt.into_iter().map(Later::from).collect(),
        lists: lists.into_iter().map(Later::from).collect(),
        terms: terms.into_iter().collect(),
        rules: rules.into_iter().collect(),
        endings: words.into_endings(),
        links,
        known_words: list(&grammar.known_words).into(),
        names: list(&grammar.names),
        abbreviations: list(&grammar.abbreviations),
    };
    if problems.is_empty() { Ok(rules) } else { Err(problems) }
}

type Way = (Vec<Part>, usize);
type SetKey = (String, Option<String>, Vec<Language>, bool);

struct Compiler<'a> {
    grammar: &'a Grammar,
    kind: Kind,
    words: Morphology<'a>,
    links: Vec<Vec<Text>>,
    /// The words of all parts, and the lists of all contexts.
    spelt: Vec<Vec<Word>>,
    lists: Vec<WordList>,
    /// The words of contexts, compiled once where terms share a context.
    own_words: HashMap<&'a [String], usize>,
    /// Sets that contexts use, compiled once.
    sets: HashMap<&'a str, usize>,
    /// Sets that patterns use, spelt once for each class, languages and sense of capitals.
    spelt_sets: HashMap<SetKey, usize>,
}

impl<'a> Compiler<'a> {
    fn term(&mut self, term: &'a Term, concept: usize, idx: usize) -> Result<(TermRule, Vec<Way>), Phrase> {
        if term.languages.is_empty() {
            return Err(phrase!("lexicon-no-language"));
        }
        let mut ways = Vec::new();
        for elements in pattern::parse(&term.pattern)? {
            let last = elements.iter().rposition(|element| matches!(element.words, Words::Choices(_)));
            let mut parts = Vec::with_capacity(elements.len());
            for (at, element) in elements.iter().enumerate() {
                let class = term.inflect.as_deref().filter(|_| Some(at) == last);
                parts.push(self.part(element, class, term)?);
            }
            let anchor = self.anchor(&elements, &parts).ok_or(phrase!("lexicon-all-optional"))?;
            let is_short = |word: &Word| word.stem.len() < MIN_ANCHOR;
            if parts.get(anchor).is_some_and(|part| self.words_of(part).iter().any(is_short)) {
                return Err(phrase!("lexicon-short-anchor", length = MIN_ANCHOR));
            }
            ways.push((parts, anchor));
        }
        let letters = || term.pattern.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let counts_capitals = term.case_sensitive && self.kind == Kind::Prose;
        let term_rule = TermRule {
            concept,
            term: idx,
            is_context: false,
            yields: false,
            compound: term.compound,
            capitals: counts_capitals.then(|| letters().into()),
            typo: term.typo && self.kind == Kind::Prose && !term.case_sensitive,
            except: WordList::new(term.except.iter().map(String::as_str), |word| self.kind.respell(word)),
            unless: term.unless.iter().map(|c| self.context(c)).collect::<Result<_, _>>()?,
            needs: term.needs.iter().map(|c| self.context(c)).collect::<Result<_, _>>()?,
        };
        Ok((term_rule, ways))
    }

    fn part(&mut self, element: &Element, class: Option<&str>, term: &Term) -> Result<Part, Phrase> {
        let Element { optional, period, gap, .. } = *element;
        match &element.words {
            Words::Choices(choices) => {
                let words = self.spelt(choices, class, term)?;
                Ok(Part { words, numbers: false, optional, period, gap })
            }
            Words::Set(name) => {
                let entries = self.set(name)?;
                let numbers = entries.iter().any(|entry| entry == "#");
                // Many terms share a set, and most of them spell it alike.
                let key = (name.clone(), class.map(str::to_owned), term.languages.clone(), term.case_sensitive);
                let is_shared = term.link.is_empty();
                let words = match self.spelt_sets.get(&key).filter(|_| is_shared) {
                    Some(&words) => words,
                    None => {
                        let words = entries.iter().filter(|entry| *entry != "#").map(|entry| pattern::choice(entry));
                        let choices: Vec<Choice> = words.collect::<Result<_, _>>()?;
                        let words = self.spelt(&choices, class, term)?;
                        if is_shared {
                            self.spelt_sets.insert(key, words);
                        }
                        words
                    }
                };
                Ok(Part { words, numbers, optional, period, gap })
            }
        }
    }

    /// The spellings of some words, ascending; their index among those of all parts.
    fn spelt(&mut self, choices: &[Choice], class: Option<&str>, term: &Term) -> Result<usize, Phrase> {
        let mut words = Vec::with_capacity(choices.len());
        for Choice { word, class: own } in choices {
            let class = own.as_deref().or(class);
            let stem = self.words.split(word, class, &term.languages)?;
            self.spell(&stem, term, &mut words);
        }
        words.sort_by(|a, b| a.stem.cmp(&b.stem));
        self.spelt.push(words);
        Ok(self.spelt.len() - 1)
    }

    fn words_of(&self, part: &Part) -> &[Word] {
        self.spelt.get(part.words).map_or(&[], Vec::as_slice)
    }

    /// The part that tells most: the one marked so, else the one whose shortest stem is longest.
    fn anchor(&self, elements: &[Element], parts: &[Part]) -> Option<usize> {
        let shortest = |part| self.words_of(part).iter().map(|word| word.stem.len()).min().unwrap_or(0);
        let can_be = |(_, (element, part)): &(usize, (&Element, &Part))| {
            !element.optional && !part.numbers && !self.words_of(part).is_empty()
        };
        let places = elements.iter().zip(parts).enumerate().filter(can_be);
        let best = places.max_by_key(|(idx, (element, part))| (element.first, shortest(part), std::cmp::Reverse(*idx)));
        best.map(|(idx, _)| idx)
    }

    fn set(&self, name: &str) -> Result<&'a [String], Phrase> {
        let set = self.grammar.sets.get(name).map(Vec::as_slice);
        set.ok_or_else(|| phrase!("lexicon-word-set", name))
    }

    /// Adds the spellings of a word.
    fn spell(&mut self, stem: &Stem, term: &Term, words: &mut Vec<Word>) {
        let links = self.links(stem, term);
        let mut add = |text: String, rest: &str| {
            words.push(Word { stem: text.into(), rest: rest.to_owned().into(), endings: stem.endings, links });
        };
        if self.kind == Kind::Identifiers {
            return add(skeleton(&stem.stem), &stem.rest);
        }
        add(stem.stem.to_string(), &stem.rest);
        let n_letters = stem.stem.chars().count() + stem.rest.chars().count();
        let is_respelt = RESPELT.iter().any(|(letter, ..)| stem.stem.contains(*letter));
        if is_respelt && n_letters >= MIN_ASCII && !term.case_sensitive {
            let (mut short, mut long) = (stem.stem.to_string(), stem.stem.to_string());
            for (letter, one, two) in RESPELT {
                short = short.replace(*letter, one);
                long = long.replace(*letter, two);
            }
            add(short, &stem.rest);
            add(long, &stem.rest);
        }
    }

    fn links(&mut self, stem: &Stem, term: &Term) -> usize {
        let own = if term.link.is_empty() { self.words.links(stem.class) } else { term.link.as_slice() };
        let mut links: Vec<Text> = own.iter().map(|link| Text::from(link.clone())).collect();
        if links.is_empty() {
            links.push("".into());
        }
        match self.links.iter().position(|known| *known == links) {
            Some(idx) => idx,
            None => {
                self.links.push(links);
                self.links.len() - 1
            }
        }
    }

    fn context(&mut self, context: &'a Context) -> Result<Surroundings, Phrase> {
        let mut sets = Vec::new();
        let mut own: Vec<&str> = Vec::new();
        for word in &context.words {
            match word.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
                Some(name) => sets.push(self.shared_set(name)?),
                None => own.push(word),
            }
        }
        let has = |mark| own.contains(&mark);
        let mut set_names = context.words.iter().filter_map(|word| word.strip_prefix('<')?.strip_suffix('>'));
        let in_set = set_names.any(|name| self.set(name).is_ok_and(|set| set.iter().any(|entry| entry == "#")));
        let numbers = in_set || has("#");
        let own_list = match self.own_words.get(context.words.as_slice()) {
            Some(&list) => list,
            None => {
                let list = self.word_list(own.iter().copied())?;
                let list = self.add_list(list);
                self.own_words.insert(&context.words, list);
                list
            }
        };
        let lists = std::iter::once(own_list).chain(sets);
        let words = lists.filter(|&list| self.lists.get(list).is_some_and(|list| !list.is_empty())).collect();
        let frames = context.words.iter().filter_map(|word| word.strip_prefix('<')?.strip_suffix('>'));
        let frames = frames.into_iter().any(|name| self.grammar.frames.iter().any(|frame| frame == name));
        Ok(Surroundings {
            frames,
            side: context.side,
            within: context.within,
            words,
            numbers,
            at_start: has("^"),
            at_end: has("$"),
            alone: has("^$"),
            asks: has("?"),
        })
    }

    fn shared_set(&mut self, name: &'a str) -> Result<usize, Phrase> {
        if let Some(&list) = self.sets.get(name) {
            return Ok(list);
        }
        let list = self.word_list(self.set(name)?.iter().map(String::as_str))?;
        let list = self.add_list(list);
        self.sets.insert(name, list);
        Ok(list)
    }

    fn add_list(&mut self, list: WordList) -> usize {
        self.lists.push(list);
        self.lists.len() - 1
    }

    fn word_list<'w>(&self, entries: impl Iterator<Item = &'w str>) -> Result<WordList, Phrase> {
        let mut whole: Vec<String> = Vec::new();
        for entry in entries.filter(|entry| !MARKS.contains(entry)) {
            match entry.split_once('/') {
                None => whole.push(entry.to_owned()),
                Some((word, class)) => whole.extend(forms(self.grammar, word, class)?),
            }
        }
        Ok(WordList::new(whole.iter().map(String::as_str), |word| self.kind.respell(word)))
    }
}

/// All forms of a word in every language of its class.
fn forms(grammar: &Grammar, word: &str, class: &str) -> Result<Vec<String>, Phrase> {
    let mut words = Morphology::new(&grammar.inflections);
    let all = [Language::Nb, Language::Nn, Language::En, Language::Se];
    let stem = words.split(word, Some(class), &all)?;
    let endings: Endings = words.into_endings();
    Ok(endings.get(stem.endings).iter().map(|ending| format!("{}{ending}", stem.stem)).collect())
}
