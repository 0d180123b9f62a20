//! The three languages: every text there is exists in all of them, fills in the same places, and was translated from the
//! bokmål that stands there now.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use regex::Regex;
use taushet::rulebook::{Language, Texts};
use taushet::tree::{self, Node, Value};
use taushet::vocabulary::{Field, Shape};

use crate::{LAW, files, root, shown, text};

const OTHERS: [Language; 2] = [Language::Nn, Language::En];

/// The program's messages in a language: `id` or `id.attribute` → the places that are filled in. `also` sees each.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let path = format!("policies/texts/{}/program.ftl", language.code());
    let written = text(&root().join(&path));
    let resource = fluent_syntax::parser::parse(written.as_str())
        .unwrap_or_else(|(_, errors)| panic!("{path} is no Fluent: {errors:?}"));
    let mut all = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name.to_owned();
        let value = message.value.as_ref().unwrap_or_else(|| panic!("{path}: `{id}` has no text"));
        let mut put = |key: String, pattern: &Pattern<&str>| {
            let mut places = BTreeSet::new();
            filled_in(pattern, &mut places);
            assert!(all.insert(key.clone(), places).is_none(), "{path}: `{key}` stands twice");
        };
        put(id.clone(), value);
        for attribute in &message.attributes {
            put(format!("{id}.{}", attribute.id.name), &attribute.value);
        }
    }
    all
}

fn filled_in(pattern: &Pattern<&str>, places: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => place(inline, places),
            Expression::Select { selector, variants } => {
                place(selector, places);
                variants.iter().for_each(|variant| filled_in(&variant.value, places));
            }
        }
    }
}

/// A message is read alone, so that it can name no other.
fn place(expression: &InlineExpression<&str>, places: &mut BTreeSet<String>) {
    match expression {
        InlineExpression::VariableReference { id } => drop(places.insert(id.name.to_owned())),
        InlineExpression::StringLiteral { .. } => {}
        other => panic!("a catalogue cannot use {other:?}"),
    }
}

/// The text between the bracket before `at` and the one that closes it.
fn arguments(text: &str, at: usize) -> &str {
    let (mut depth, mut in_text, mut escaped) = (1, false, false);
    for (offset, c) in text[at..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            '(' | '[' | '{' if !in_text => depth += 1,
            ')' | ']' | '}' if !in_text => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[at..at + offset];
        }
    }
    &text[at..]
}

/// What stands between commas that are in no bracket and no text.
fn split(arguments: &str) -> Vec<&str> {
    let (mut depth, mut in_text, mut start) = (0, false, 0);
    let mut parts = Vec::new();
    for (offset, c) in arguments.char_indices() {
        match c {
            '"' => in_text = !in_text,
            '(' | '[' | '{' if !in_text => depth += 1,
            ')' | ']' | '}' if !in_text => depth -= 1,
            ',' if depth == 0 && !in_text => {
                parts.push(arguments[start..offset].trim());
                start = offset + 1;
            }
            _ => {}
        }
    }
    parts.push(arguments[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Every `phrase!` of the program: where, the id, the places it fills.
fn phrases() -> Vec<(String, String, BTreeSet<String>)> {
    let name = Regex::new(r"^([a-z_]+)(?: = |$)").unwrap();
    let mut found = Vec::new();
    for path in files("src").iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs")) {
        let whole = text(path);
        let code: String =
            whole.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
        for (at, start) in code.match_indices("phrase!(") {
            let arguments = split(arguments(&code, at + start.len()));
            let Some(id) = arguments.first().and_then(|id| id.strip_prefix('"')?.strip_suffix('"')) else { continue };
            let names = arguments[1..].iter().filter_map(|argument| Some(name.captures(argument)?[1].to_owned()));
            let names: BTreeSet<String> = names.collect();
            assert_eq!(names.len(), arguments.len() - 1, "{}: {id}: {arguments:?}", shown(path));
            found.push((shown(path), id.to_owned(), names));
        }
    }
    found
}

#[test]
fn every_phrase_is_in_the_catalogue_and_every_message_is_used() {
    let catalogue = messages(Language::Nb);
    let mut wrong = Vec::new();
    let mut used = help();
    for (path, id, places) in phrases() {
        match catalogue.get(&id) {
            None => wrong.push(format!("{path}: `{id}` is no message")),
            Some(known) if *known != places => wrong.push(format!("{path}: `{id}` fills {places:?}, not {known:?}")),
            Some(_) => {}
        }
        used.insert(id);
    }
    wrong.extend(catalogue.keys().filter(|id| !used.contains(*id)).map(|id| format!("nothing says `{id}`")));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(used.len() > 300, "the phrases are not found");
}

/// The messages that commands and arguments want, which a test of the command holds to be there.
fn help() -> BTreeSet<String> {
    messages(Language::Nb).into_keys().filter(|id| id == "help" || id.starts_with("help-")).collect()
}

#[test]
fn every_message_is_in_every_language() {
    let bokmal = messages(Language::Nb);
    for language in OTHERS {
        assert_same(&bokmal, &messages(language), language);
    }
}

#[test]
fn every_text_is_in_every_language() {
    let bokmal = yaml(Language::Nb);
    assert!(bokmal.len() > 1000, "the texts are not found");
    for language in OTHERS {
        let places = |texts: &BTreeMap<String, String>| {
            texts.iter().map(|(key, text)| (key.clone(), braces(text))).collect::<BTreeMap<_, _>>()
        };
        assert_same(&places(&bokmal), &places(&yaml(language)), language);
    }
}

#[track_caller]
fn assert_same(
    bokmal: &BTreeMap<String, BTreeSet<String>>,
    other: &BTreeMap<String, BTreeSet<String>>,
    language: Language,
) {
    let mut wrong = Vec::new();
    for (key, places) in bokmal {
        match other.get(key) {
            None => wrong.push(format!("`{key}` is missing")),
            Some(known) if known != places => wrong.push(format!("`{key}` fills {known:?}, not {places:?}")),
            Some(_) => {}
        }
    }
    wrong.extend(other.keys().filter(|key| !bokmal.contains_key(*key)).map(|key| format!("`{key}` is in no bokmål")));
    assert!(wrong.is_empty(), "\n{}:\n{}", language.code(), wrong.join("\n"));
}

/// What stands in braces in a text.
fn braces(text: &str) -> BTreeSet<String> {
    let place = Regex::new(r"\{([a-z-]+)\}").unwrap();
    place.captures_iter(text).map(|found| found[1].to_owned()).collect()
}

/// The texts of the policies in a language, by file and place: `rules.yaml: rules.avoided-term.title`. The citations'
/// titles and questions stand in bokmål with the citations themselves.
fn yaml(language: Language) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let folder = format!("policies/texts/{}", language.code());
    let own = files(&folder).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    let citations = (language == Language::Nb).then(|| root().join("policies/citations.yaml"));
    for path in own.chain(citations) {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let written = text(&path);
        let (documents, problems) = tree::parse(&written, 0);
        assert_eq!(problems, [], "{}", shown(&path));
        for document in documents {
            leaves(&document.root.unwrap_or_else(|| panic!("{file} is empty")), &format!("{file}:"), &mut texts);
        }
    }
    texts.retain(|key, _| {
        let (file, field) = (key.split(':').next().unwrap_or_default(), key.rsplit('.').next().unwrap_or_default());
        match file {
            "citations.yaml" => ["title", "asks"].contains(&field),
            // A condition's citation is a key, and not translated.
            _ => field != "law" && !key.ends_with(": taushet"),
        }
    });
    texts
}

fn leaves(node: &Node, path: &str, texts: &mut BTreeMap<String, String>) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                let below = if path.ends_with(':') {
                    format!("{path} {}", entry.key())
                } else {
                    format!("{path}.{}", entry.key())
                };
                leaves(&entry.value, &below, texts);
            }
        }
        Value::Scalar(scalar) => drop(texts.insert(path.to_owned(), scalar.text().to_owned())),
        _ => panic!("{path} is neither keys nor a text"),
    }
}

/// The program's messages as they are written, one text each with its attributes.
fn written_messages(language: Language) -> BTreeMap<String, String> {
    let whole = text(&root().join(format!("policies/texts/{}/program.ftl", language.code())));
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut current = None;
    for line in whole.lines() {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            let id = line.split(' ').next().unwrap_or_default().to_owned();
            all.insert(format!("program.ftl: {id}"), line.to_owned());
            current = Some(format!("program.ftl: {id}"));
        } else if line.starts_with(' ') {
            if let Some(text) = current.as_ref().and_then(|id| all.get_mut(id)) {
                let _ = write!(text, "\n{line}");
            }
        } else {
            current = None;
        }
    }
    all
}

/// FNV-1a, which tells one wording from another and is the same everywhere.
fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

const LOCK: &str = "policies/texts/translations.lock";
const LOCK_HEAD: &str = "\
# Which bokmål each text was translated from: its file and place, and the fingerprints of the bokmål that nn and en were made from.
# A test fails where the bokmål is another now. When somebody has looked at the translations, write this file again with
# TAUSHET_TRANSLATED=nn (or en, or nn,en) cargo test translations
";

/// A translation whose bokmål has changed since it was made is stale.
#[test]
fn translations_are_of_the_bokmal_that_stands_there() {
    let mut bokmal = yaml(Language::Nb);
    bokmal.extend(written_messages(Language::Nb));
    let path = root().join(LOCK);
    let lock = std::fs::read_to_string(&path).unwrap_or_default();
    let lines = lock.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.rsplit_once(" = "));
    let known: BTreeMap<&str, Vec<&str>> =
        lines.map(|(key, fingerprints)| (key, fingerprints.split(' ').collect())).collect();
    if let Ok(looked_at) = std::env::var("TAUSHET_TRANSLATED") {
        let lines = bokmal.iter().map(|(key, text)| {
            let now = fingerprint(text);
            let of = |index: usize, language: Language| match looked_at.split(',').any(|one| one == language.code()) {
                true => now.clone(),
                false => known.get(key.as_str()).and_then(|known| known.get(index)).copied().unwrap_or("-").to_owned(),
            };
            format!("{key} = {} {}\n", of(0, Language::Nn), of(1, Language::En))
        });
        std::fs::write(&path, LOCK_HEAD.to_owned() + &lines.collect::<String>()).unwrap();
        return;
    }
    let mut stale = Vec::new();
    for (key, text) in &bokmal {
        let now = fingerprint(text);
        for (index, language) in OTHERS.iter().enumerate() {
            if known.get(key.as_str()).and_then(|known| known.get(index)).copied() != Some(now.as_str()) {
                stale.push(format!("{}: {key}", language.code()));
            }
        }
    }
    stale.extend(known.keys().filter(|key| !bokmal.contains_key(**key)).map(|key| format!("gone: {key}")));
    assert!(stale.is_empty(), "look at the translations, and see {LOCK}:\n{}", stale.join("\n"));
}

/// Every command, argument and value of an argument is explained, in every language.
#[test]
fn the_whole_command_is_explained() {
    let mut wanted = BTreeSet::new();
    for language in Language::ALL {
        let texts = Texts::new(language);
        let command = taushet::cli::command(&texts);
        explained(&command, language, &mut wanted);
    }
    let derived = wanted;
    let idle: Vec<String> = help()
        .into_iter()
        .filter(|id| !["help-values", "help-default", "help-variable"].contains(&id.as_str()))
        .filter(|id| id.split('.').next().is_none_or(|id| !derived.contains(id)))
        .collect();
    assert!(idle.is_empty(), "nothing asks for {idle:?}");
}

fn explained(command: &clap::Command, language: Language, wanted: &mut BTreeSet<String>) {
    let catalogue = messages(language);
    let name = command.get_name();
    let own = if name == "taushet" { "help".to_owned() } else { format!("help-{name}") };
    assert!(catalogue.contains_key(&own), "{}: `{name}` has no `{own}`", language.code());
    wanted.insert(own.clone());
    for arg in command.get_arguments() {
        let id = arg.get_id().as_str().replace('_', "-");
        let ids = [format!("{own}-{id}"), format!("help-any-{id}")];
        let id = ids.into_iter().find(|id| catalogue.contains_key(id) && id != "help-help");
        let id = id.unwrap_or_else(|| panic!("{}: `{name} {arg}` has no text", language.code()));
        assert!(arg.get_help().is_some_and(|help| !help.to_string().is_empty()));
        if arg.get_action().takes_values() {
            assert!(catalogue.contains_key(&format!("{id}.name")), "{}: `{id}` has no `.name`", language.code());
            for value in arg.get_possible_values() {
                let value = format!("{id}.value-{}", value.get_name());
                assert!(catalogue.contains_key(&value), "{}: `{value}` is missing", language.code());
            }
        }
        wanted.insert(id);
    }
    command.get_subcommands().for_each(|command| explained(command, language, wanted));
}

/// Every key that is explained is one that documents can have, and every ready-made description has a name.
#[test]
fn explained_keys_are_there() {
    let mut keys = BTreeSet::new();
    for record in ["Facts", "Channel", "RoutineFacts"] {
        key_paths(LAW.vocabulary.record(record), "", &mut keys);
    }
    let explained = yaml(Language::Nb);
    let explained = |kind: &str| {
        let prefix = format!("schema.yaml: terms.{kind}.");
        explained.keys().filter_map(|key| key.strip_prefix(&prefix).map(str::to_owned)).collect::<BTreeSet<String>>()
    };
    let unknown: Vec<String> = explained("Field").difference(&keys).cloned().collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert_eq!(explained("Format"), LAW.vocabulary.formats().map(str::to_owned).collect());
}

fn key_paths(fields: &[Field], block: &str, keys: &mut BTreeSet<String>) {
    for field in fields {
        let path = format!("{block}{}", field.key);
        if let Shape::Record(inner) = &field.shape {
            key_paths(inner, &format!("{path}."), keys);
        }
        keys.insert(path);
    }
}

/// What a person reads of the law in another language is no bokmål.
#[test]
fn a_finding_is_told_in_the_language() {
    let bokmal = LAW.texts.rule("avoided-term").unwrap();
    for language in OTHERS {
        let law = crate::law_in(language);
        let other = law.texts.rule("avoided-term").unwrap();
        assert!(!other.title.is_empty() && other.title != bokmal.title && other.why != bokmal.why);
    }
}
