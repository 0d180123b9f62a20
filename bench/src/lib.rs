//! The words that the shipped lexicon looks for, one by one: what a plain search for words is given, to be compared with.

use std::collections::{BTreeMap, BTreeSet};

use taushet::law::embedded;
use taushet::lexicon::{Language, Lexicon, Term};
use taushet::tree::{self, Node};

/// The file that says how words inflect, described in itself.
const GRAMMAR: &str = "policies/lexicon/grammar.yaml";
const LANGUAGES: [Language; 4] = [Language::Nb, Language::Nn, Language::En, Language::Se];

/// How the words of one class inflect.
struct Class {
    drop: Vec<String>,
    is_genitive: bool,
    endings: BTreeMap<Language, Vec<String>>,
}

/// Every form of every term of one word, lower case, in order. Terms of several words, parts of compounds and words that
/// only say something of those around them are left out: a plain search cannot look for them.
#[must_use]
pub fn words(lexicon: &Lexicon) -> BTreeSet<String> {
    let classes = classes();
    let concepts = lexicon.concepts().iter().filter(|concept| !concept.is_context);
    concepts.flat_map(|concept| concept.terms.iter()).flat_map(|term| forms(term, &classes)).collect()
}

/// The forms of a term of one word; none of another.
#[must_use]
pub fn forms_of(term: &Term) -> Vec<String> {
    forms(term, &classes())
}

fn classes() -> BTreeMap<String, Class> {
    let law = embedded();
    let text = law.iter().find(|file| file.path == GRAMMAR).map_or("", |file| file.text.as_ref());
    let (documents, _) = tree::parse(text, 0);
    let roots = documents.iter().filter_map(|document| document.root.as_ref());
    let entries = roots.filter_map(|root| root.get("inflections")?.value.as_map()).flatten();
    entries.map(|entry| (entry.key().to_owned(), class(&entry.value))).collect()
}

fn class(node: &Node) -> Class {
    let texts = |key: &str| node.get(key).map(|entry| entry.value.texts()).unwrap_or_default();
    let endings = |language: Language| {
        let said = node.get(language.code()).map(|entry| &entry.value)?;
        let of_forms = said.as_map().map(|forms| forms.iter().flat_map(|form| form.value.texts()).collect());
        Some((language, of_forms.unwrap_or_else(|| said.texts())))
    };
    Class {
        drop: texts("drop"),
        is_genitive: texts("genitive") == ["true"],
        endings: LANGUAGES.into_iter().filter_map(endings).collect(),
    }
}

/// `grammar.yaml` describes the notation.
fn forms(term: &Term, classes: &BTreeMap<String, Class>) -> Vec<String> {
    let pattern = term.pattern.trim_start_matches('!').trim_end_matches('.');
    if pattern.contains([' ', '<', '*', '?']) {
        return Vec::new();
    }
    let (stems, own) = match pattern.rsplit_once('/') {
        Some((stems, class)) if !class.contains([')', '|']) => (stems, Some(class)),
        _ => (pattern, term.inflect.as_deref()),
    };
    let mut forms = Vec::new();
    for written in written(stems) {
        let (word, class) =
            written.split_once('/').map_or((written.as_str(), own), |(word, class)| (word, Some(class)));
        let class = class.and_then(|name| classes.get(name));
        forms.extend(inflected(&word.to_lowercase(), class, &term.languages));
    }
    forms.retain(|form| !term.except.iter().any(|except| is_like(form, except)));
    forms
}

/// `word`, `stem*` or `*ending`.
fn is_like(form: &str, pattern: &str) -> bool {
    match (pattern.strip_suffix('*'), pattern.strip_prefix('*')) {
        (Some(stem), _) => form.starts_with(stem),
        (_, Some(ending)) => form.ends_with(ending),
        _ => form == pattern,
    }
}

/// The ways to write `a+(b|c)` as one word.
fn written(stems: &str) -> Vec<String> {
    let mut ways = vec![String::new()];
    let mut rest = stems;
    while !rest.is_empty() {
        let (group, after) = match rest.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
            Some(found) => found,
            None => rest.split_at(rest.find('(').unwrap_or(rest.len())),
        };
        let choices = if rest.starts_with('(') { group.split('|').collect() } else { vec![group] };
        ways = ways.iter().flat_map(|way| choices.iter().map(move |choice| format!("{way}{choice}"))).collect();
        rest = after;
    }
    ways.into_iter().map(|way| way.replace('+', "")).collect()
}

fn inflected(word: &str, class: Option<&Class>, languages: &[Language]) -> Vec<String> {
    let Some(class) = class else { return vec![word.to_owned()] };
    let stem = class.drop.iter().find_map(|end| word.strip_suffix(end.as_str())).unwrap_or(word);
    let doubled = stem.chars().next_back().map(String::from).unwrap_or_default();
    let endings = languages.iter().filter_map(|language| class.endings.get(language)).flatten();
    let mut forms: Vec<String> = endings.map(|ending| format!("{stem}{}", ending.replacen('=', &doubled, 1))).collect();
    forms.push(word.to_owned());
    if class.is_genitive {
        let genitives = forms.iter().filter(|form| !form.ends_with(['s', 'x', 'z'])).map(|form| format!("{form}s"));
        forms.extend(genitives.collect::<Vec<_>>());
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use taushet::rulebook::Rulebook;

    #[test]
    fn the_lexicon_finds_what_it_is_said_to_look_for() {
        let law = Rulebook::load(&embedded()).unwrap();
        let lexicon = law.lexicon();
        let mut missed = Vec::new();
        for term in
            lexicon.concepts().iter().filter(|concept| !concept.is_context).flat_map(|concept| concept.terms.iter())
        {
            // What else must stand around it is not there, and capitals are not as they must be.
            if !term.needs.is_empty() || !term.unless.is_empty() || term.case_sensitive {
                continue;
            }
            for form in forms_of(term) {
                let found = lexicon.read(&form).mentions(true);
                if !found.iter().any(|mention| (mention.start, mention.end) == (0, form.len()) && !mention.typo) {
                    missed.push(form);
                }
            }
        }
        assert_eq!(missed, Vec::<String>::new());
    }

    #[test]
    fn there_are_as_many_as_a_comparison_needs() {
        let law = Rulebook::load(&embedded()).unwrap();
        let words = words(law.lexicon());
        assert!(words.len() >= 1000, "{}", words.len());
        assert!(words.iter().all(|word| word.chars().all(char::is_alphanumeric)), "a search would read more into them");
    }
}
