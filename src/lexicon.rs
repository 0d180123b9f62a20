//! The lexicon: a text in, mentions of concepts out.
//!
//! All language is data: concepts with their terms, inflection classes and word sets come in as plain structs, and
//! [`Lexicon::read`] finds where a text names one of them, however it is inflected, compounded, hyphenated, divided
//! or marked up. The work is one pass over the words of a folded view of the text, of which most are known to name nothing
//! since they were first seen, then a check of the term's whole rule where a word may be its. A long text is read in
//! windows, so that nothing but what is found in it is kept. It knows no word of any language, no concept and no law,
//! and nothing of documents, channels or severities.

mod compile;
mod context;
mod forms;
mod hit;
mod identifier;
mod index;
mod markup;
mod memo;
mod morphology;
mod overlap;
mod pattern;
mod reading;
mod replacement;
mod rule;
mod runs;
mod scan;
mod search;
mod starts;
mod tokens;
mod typo;
mod view;
mod window;
mod word_list;
mod words;

use crate::ordered::Jobs;
use crate::phrase::Phrase;
use crate::store::{self, Later, from_bytes, stored_enum, stored_struct, to_bytes};
use compile::Kind;
use index::Index;
pub use reading::Reading;
use replacement::Telling;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;
use window::Windows;

/// A written language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Norwegian bokmål.
    Nb,
    /// Norwegian nynorsk.
    Nn,
    /// English.
    En,
    /// Northern Sámi.
    Se,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 4] = [Self::Nb, Self::Nn, Self::En, Self::Se];

    /// The language of a tag, `nn` or `nn_NO`, as files and their keys are named for it.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Language> {
        let (language, region) = tag.split_once(['_', '-']).unwrap_or((tag, ""));
        let is_region = region.is_empty() || region.len() == 2 && region.chars().all(|c| c.is_ascii_uppercase());
        // The plain tag of Norwegian, as older files have it, is bokmål.
        let language = if language.eq_ignore_ascii_case("no") { "nb" } else { language };
        Self::ALL.into_iter().filter(|_| is_region).find(|known| known.code().eq_ignore_ascii_case(language))
    }

    /// Its code in BCP 47, as texts are named.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::En => "en",
            Self::Se => "se",
        }
    }
}

/// Which places in a compound word a term may take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compound {
    /// The word stands alone.
    #[default]
    None,
    /// Further letters may follow.
    First,
    /// Letters may precede.
    Last,
    /// Both.
    Both,
}

impl Compound {
    /// Whether further letters may follow.
    #[must_use]
    pub fn is_first(self) -> bool {
        matches!(self, Self::First | Self::Both)
    }

    /// Whether letters may precede.
    #[must_use]
    pub fn is_last(self) -> bool {
        matches!(self, Self::Last | Self::Both)
    }
}

/// On which side of a mention a context looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The words before.
    Before,
    /// The words after.
    After,
    /// Both.
    Either,
}

/// Words that, near a mention, release it or are required for it.
#[derive(Clone, Debug)]
pub struct Context {
    /// Where to look.
    pub side: Side,
    /// How many words away at most; without it, the whole sentence.
    pub within: Option<usize>,
    /// Words: `form`, `citation/class`, `stem*`, `<set>`, `#` (a number), `^` (nothing precedes in the sentence), `$`
    /// (nothing follows), `^$` (a label: alone between punctuation in a line of few words), `?` (a question).
    pub words: Vec<String>,
}

/// One way to name a concept.
#[derive(Clone, Debug)]
pub struct Term {
    /// Languages in which it is written so; never empty.
    pub languages: Vec<Language>,
    /// The words; the notation is described in the lexicon's first data file.
    pub pattern: String,
    /// Inflection class of the last word that names none itself.
    pub inflect: Option<String>,
    /// Compounds that it may be a part of.
    pub compound: Compound,
    /// Letters that may join it to the next part; empty: the class's, else none are needed.
    pub link: Vec<String>,
    /// Whether capitals must be as written.
    pub case_sensitive: bool,
    /// Whether labels and ids are searched for it too.
    pub in_identifiers: bool,
    /// Whether one typing error is forgiven where the word is long enough.
    pub typo: bool,
    /// Whole words that look alike but are never hits: `word`, `stem*`, `*ending`.
    pub except: Vec<String>,
    /// Any of these contexts releases the mention.
    pub unless: Vec<Context>,
    /// If there are any, one of these contexts is required.
    pub needs: Vec<Context>,
}

impl Default for Term {
    fn default() -> Self {
        Self {
            languages: vec![Language::Nb],
            pattern: String::new(),
            inflect: None,
            compound: Compound::None,
            link: Vec::new(),
            case_sensitive: false,
            in_identifiers: true,
            typo: true,
            except: Vec::new(),
            unless: Vec::new(),
            needs: Vec::new(),
        }
    }
}

/// Something that a text may name, with everything that names it.
#[derive(Clone, Debug, Default)]
pub struct Concept {
    /// Kebab-case id.
    pub id: String,
    /// How plainly a mention speaks.
    pub level: String,
    /// Groups that policies use.
    pub parents: Vec<String>,
    /// Labels in the catalogue of norms.
    pub source: Vec<String>,
    /// The routine's own rewriting, where there is one that may be shown: `word`, or `word/class` where it inflects.
    pub replacement: BTreeMap<Language, String>,
    /// How much that rewriting still reveals.
    pub residual: Option<String>,
    /// Says something of the words around it, and never hides a mention that it overlaps.
    pub is_context: bool,
    /// Made up of everyday words: gives way to an overlapping mention of what is named outright.
    pub yields: bool,
    /// Ways to name it.
    pub terms: Later<Vec<Term>>,
}

/// How the words of one class inflect.
#[derive(Clone, Debug, Default)]
pub struct Inflection {
    /// Name that terms use.
    pub name: String,
    /// Ends of the citation form that other endings replace; the first that fits counts.
    pub drop: Vec<String>,
    /// Letters that join a word of this class to the next part of a compound.
    pub link: Vec<String>,
    /// Whether every form also has a genitive in -s.
    pub genitive: bool,
    /// Endings after the stem, per language. The citation form is implied.
    pub endings: BTreeMap<Language, Vec<Ending>>,
}

/// What the forms of a class have after the stem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The letters; a leading `=` doubles the stem's last letter.
    pub text: String,
    /// The form that they make.
    pub form: Form,
}

/// A form of a noun, as far as a replacement must follow it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// The citation form, or one that is no noun's.
    #[default]
    Base,
    /// Definite singular (bestemt form entall).
    Definite,
    /// Indefinite plural (ubestemt form flertall).
    Plural,
    /// Definite plural (bestemt form flertall).
    DefinitePlural,
}

/// What terms share: inflection classes, named word sets, and known words.
#[derive(Clone, Debug, Default)]
pub struct Grammar {
    /// Inflection classes.
    pub inflections: Vec<Inflection>,
    /// Named sets of words, used as `<name>` in patterns and contexts.
    pub sets: BTreeMap<String, Vec<String>>,
    /// Names of the sets whose words say that a text is about a client.
    pub frames: Vec<String>,
    /// Words that are never a mistyped term: `word`, `stem*`, `*ending`.
    pub known_words: Vec<String>,
    /// Small words that tell a text's language.
    pub languages: BTreeMap<Language, Vec<String>>,
    /// Words that a period follows inside a sentence.
    pub abbreviations: Vec<String>,
    /// Compounds that are names of places and firms, whatever they begin with: `*ending`.
    pub names: Vec<String>,
}

stored_enum!(Language { Nb, Nn, En, Se });
stored_enum!(Compound { None, First, Last, Both });
stored_enum!(Side { Before, After, Either });
stored_enum!(Form { Base, Definite, Plural, DefinitePlural });
stored_struct!(Context { side, within, words });
stored_struct!(Term {
    languages,
    pattern,
    inflect,
    compound,
    link,
    case_sensitive,
    in_identifiers,
    typo,
    except,
    unless,
    needs,
});
stored_struct!(Concept { id, level, parents, source, replacement, residual, is_context, yields, terms });
stored_struct!(Ending { text, form });
stored_struct!(Inflection { name, drop, link, genitive, endings });
stored_struct!(Grammar { inflections, sets, frames, known_words, languages, abbreviations, names });

/// A place in a text that names a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Index into [`Lexicon::concepts`].
    pub concept: usize,
    /// Index into the concept's terms.
    pub term: usize,
    /// First byte in the original text.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    /// Number of its sentence among those with mentions, from 0.
    pub sentence: usize,
    /// Whether the words are part of a longer word.
    pub compound: bool,
    /// Whether a typing error was forgiven.
    pub typo: bool,
}

/// A lexicon that was compiled ahead, as bytes that only the build that wrote them reads.
#[derive(Clone, Copy, Debug)]
pub struct Compiled<B> {
    /// The concepts and the grammar.
    pub concepts: B,
    /// What finds concepts in running text.
    pub prose: B,
    /// What finds them in identifiers.
    pub identifiers: B,
}

/// Longest text that a debug build reads twice, to hold what is told briefly against all.
const MAX_HELD: usize = 1 << 16;

/// Concepts, ready to be found. What finds them is compiled, or read where it was compiled ahead, when it is first needed.
#[derive(Debug)]
pub struct Lexicon {
    concepts: Vec<Concept>,
    grammar: Later<Grammar>,
    compiled: Option<Compiled<&'static [u8]>>,
    prose: OnceLock<Index>,
    identifiers: OnceLock<Index>,
    telling: OnceLock<Telling>,
}

impl Lexicon {
    /// Takes in concepts.
    #[must_use]
    pub fn new(concepts: Vec<Concept>, grammar: Grammar) -> Self {
        Self {
            concepts,
            grammar: grammar.into(),
            compiled: None,
            prose: OnceLock::new(),
            identifiers: OnceLock::new(),
            telling: OnceLock::new(),
        }
    }

    /// Takes in what [`Lexicon::compile`] made.
    #[must_use]
    pub fn from_compiled(compiled: Compiled<&'static [u8]>) -> Option<Self> {
        let (concepts, grammar) = from_bytes(compiled.concepts)?;
        Some(Self { grammar, compiled: Some(compiled), ..Self::new(concepts, Grammar::default()) })
    }

    /// Compiles everything ahead.
    ///
    /// # Errors
    /// Every problem in the data, each naming its concept and term.
    pub fn compile(self) -> Result<Compiled<Vec<u8>>, Vec<Phrase>> {
        let prose = to_bytes(&self.compile_kind(Kind::Prose)?);
        let identifiers = to_bytes(&self.compile_kind(Kind::Identifiers)?);
        Ok(Compiled { concepts: to_bytes(&(self.concepts, self.grammar)), prose, identifiers })
    }

    /// Compiles everything.
    ///
    /// # Errors
    /// Every problem in the data, each naming its concept and term. Data with problems finds nothing.
    pub fn check(&self) -> Result<(), Vec<Phrase>> {
        for kind in [Kind::Prose, Kind::Identifiers] {
            self.compile_kind(kind)?;
        }
        Ok(())
    }

    /// The concepts, in the order given.
    #[must_use]
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// Reads running text.
    #[must_use]
    pub fn read(&self, text: &str) -> Reading<'_> {
        self.prose().read(text, Windows::new(text), false, Jobs::MIN)
    }

    /// Reads running text for [`Reading::telling`] alone: nothing else is kept of a long text, which is read on at most `jobs`
    /// threads.
    #[must_use]
    pub fn read_briefly(&self, text: &str, jobs: Jobs) -> Reading<'_> {
        let reading = self.prose().read(text, Windows::new(text), true, jobs);
        // What is left out is none of what is told.
        debug_assert!(
            text.len() > MAX_HELD
                || [false, true].iter().all(|&about| reading.telling(about).eq(self.read(text).telling(about)))
        );
        reading
    }

    /// Reads a range of running text: the mentions that touch it are those of the whole text.
    #[must_use]
    pub fn read_near(&self, text: &str, range: Range<usize>) -> Reading<'_> {
        self.prose().read_near(text, range)
    }

    /// Reads a text that others see beside a message: a subject in words, or a name run together
    /// (`oneWord-andAnother`), perhaps spelt in ASCII. What words around say is left out.
    #[must_use]
    pub fn mentions_in_label(&self, text: &str) -> Vec<Mention> {
        let mut found = self.read(text).mentions(true);
        found.retain(|mention| self.concepts.get(mention.concept).is_some_and(|concept| !concept.is_context));
        if found.is_empty() {
            return self.mentions_in_identifier(text);
        }
        // What seems the beginning of a compound may be another word of a name run together.
        let mut told = None;
        for mention in found.iter_mut().filter(|mention| mention.compound) {
            let told: &Vec<Mention> = told.get_or_insert_with(|| self.mentions_in_identifier(text));
            let first = told.iter().find(|other| other.start < mention.end && mention.start < other.end);
            mention.start = first.map_or(mention.start, |first| first.start.max(mention.start));
        }
        found
    }

    fn mentions_in_identifier(&self, text: &str) -> Vec<Mention> {
        let index = self.identifiers.get_or_init(|| self.index(Kind::Identifiers));
        index.read_identifier(text, &identifier::identifier(text)).mentions(true)
    }

    fn prose(&self) -> &Index {
        self.prose.get_or_init(|| self.index(Kind::Prose))
    }

    fn index(&self, kind: Kind) -> Index {
        let ahead = self.compiled.and_then(|compiled| match kind {
            Kind::Prose => from_bytes(compiled.prose),
            Kind::Identifiers => from_bytes(compiled.identifiers),
        });
        // That the data compiles is checked when it is loaded, or when it is compiled ahead.
        ahead.or_else(|| self.compile_kind(kind).ok()).unwrap_or_default()
    }

    fn compile_kind(&self, kind: Kind) -> Result<Index, Vec<Phrase>> {
        compile::rules(&self.concepts, &self.grammar, kind).map(Index::new)
    }
}
