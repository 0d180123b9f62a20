//! Replacements: the routine's own rewriting in the language of the text and in the form of the word it replaces.
//!
//! A mention and its text in; the words to put in its place out. Whether they reveal something themselves is not its to say.

use super::pattern::{self, Words};
use super::tokens::{Tokens, hash};
use super::view::View;
use super::word_list::Sieve;
use super::{Form, Inflection, Language, Lexicon, Mention, Term};
use std::collections::{BTreeMap, HashMap};

/// Longest beginning of a text that is looked at to tell its language, in bytes.
const MAX_TOLD: usize = 4096;

/// The small words that tell a language.
#[derive(Debug)]
pub(super) struct Telling {
    /// Each with the languages that it tells.
    words: HashMap<String, Vec<Language>>,
    /// Their hashes: most words are none of them.
    hashes: Sieve,
}

impl Lexicon {
    /// The language that most of a text's small words belong to, when they tell.
    #[must_use]
    pub fn language(&self, text: &str) -> Option<Language> {
        let end = text.floor_char_boundary(MAX_TOLD);
        let view = View::prose(text.get(..end).unwrap_or_default());
        let mut counts: BTreeMap<Language, usize> = self.grammar.languages.keys().map(|told| (*told, 0)).collect();
        let telling = self.telling();
        let (mut words, mut reader) = (Vec::new(), Tokens::new(view.text()));
        while reader.read_on(&mut words, usize::MAX) {}
        for word in words.iter().filter(|word| telling.hashes.may_have(word.hash)) {
            let written = view.text().get(word.start..word.end).unwrap_or_default();
            for language in telling.words.get(written).into_iter().flatten() {
                *counts.entry(*language).or_default() += 1;
            }
        }
        // Of languages that are told as often the one named first, as a text in it needs no other words.
        let best = counts.into_iter().rev().max_by_key(|(_, count)| *count);
        best.filter(|(_, count)| *count > 0).map(|(language, _)| language)
    }

    fn telling(&self) -> &Telling {
        self.telling.get_or_init(|| {
            let mut words: HashMap<String, Vec<Language>> = HashMap::new();
            for (language, own) in &self.grammar.languages {
                for word in own {
                    let told = words.entry(word.clone()).or_default();
                    if !told.contains(language) {
                        told.push(*language);
                    }
                }
            }
            let hashes = Sieve::new(words.keys().map(|word| hash(word.as_bytes())));
            Telling { words, hashes }
        })
    }

    /// What to write in the place of a mention in `text`, in a language; none when the concept has none.
    #[must_use]
    pub fn replacement(&self, mention: &Mention, text: &str, language: Language) -> Option<String> {
        let concept = self.concepts.get(mention.concept)?;
        let term = concept.terms.get(mention.term)?;
        let written = text.get(mention.start..mention.end)?;
        let replacement = concept.replacement.get(&language)?;
        let (word, class) = replacement.split_once('/').map_or((replacement.as_str(), None), |(word, class)| {
            (word, self.grammar.inflections.iter().find(|known| known.name == class))
        });
        let form = if mention.compound { None } else { self.form(term, written) };
        let inflected = match (class, form) {
            (Some(class), Some((form, genitive))) => class.inflect(word, form, genitive, language),
            _ => None,
        };
        let plain = inflected.unwrap_or_else(|| word.to_owned());
        let is_capital = written.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        let is_shouted = written.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let mut letters = plain.chars();
        Some(match letters.next().filter(|_| is_capital && !is_shouted) {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => plain,
        })
    }

    /// The form of the last word that a term found, and whether it is a genitive.
    fn form(&self, term: &Term, written: &str) -> Option<(Form, bool)> {
        let ways = pattern::parse(&term.pattern).ok()?;
        let last = ways.first()?.last()?;
        let own = match &last.words {
            Words::Choices(choices) => choices.first().and_then(|choice| choice.class.as_deref()),
            Words::Set(_) => None,
        };
        let class = own.or(term.inflect.as_deref())?;
        let class = self.grammar.inflections.iter().find(|known| known.name == class)?;
        let view = View::prose(written);
        let bare = view.text().strip_suffix('s').filter(|_| class.genitive);
        let plain = class.form(view.text(), &term.languages);
        match (plain, bare.map(|bare| class.form(bare, &term.languages))) {
            (Form::Base, Some(Form::Base)) if !is_citation(term, view.text()) => Some((Form::Base, true)),
            (Form::Base, Some(form)) if form != Form::Base => Some((form, true)),
            (form, _) => Some((form, false)),
        }
    }
}

/// Whether a word is written as the term has it.
fn is_citation(term: &Term, word: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(&term.pattern.to_lowercase()).ends_with(&letters(word))
}

impl Inflection {
    /// The form whose ending a word has.
    fn form(&self, word: &str, languages: &[Language]) -> Form {
        let endings = languages.iter().filter_map(|language| self.endings.get(language)).flatten();
        let fitting = endings.filter(|ending| word.ends_with(ending.text.trim_start_matches('=')));
        fitting.max_by_key(|ending| ending.text.len()).map_or(Form::Base, |ending| ending.form)
    }

    /// A word of this class in a form.
    fn inflect(&self, word: &str, form: Form, genitive: bool, language: Language) -> Option<String> {
        let ending = self.endings.get(&language)?.iter().find(|ending| ending.form == form);
        let inflected = match ending {
            Some(ending) => {
                let dropped = self.drop.iter().find_map(|dropped| word.strip_suffix(dropped.as_str()));
                let stem = dropped.unwrap_or(word);
                match ending.text.strip_prefix('=') {
                    Some(rest) => format!("{stem}{}{rest}", stem.chars().next_back()?),
                    None => format!("{stem}{}", ending.text),
                }
            }
            None => word.to_owned(),
        };
        Some(if genitive { format!("{inflected}s") } else { inflected })
    }
}
