//! Files without a marker, described once in the configuration: `inputs:` (contract § 4).
//!
//! The values of `text`, `id`, `subject`, … are JSONPath (RFC 9535) into each record; those of `with:` stand in the
//! configuration and hold for every message. Where one id belongs to several texts they are paired by their longest
//! common path. Where nothing says which texts are meant, every text of the file is one.

use std::collections::HashMap;

use serde_json::Value as Json;
use serde_json_path::{JsonPath, NormalizedPath, PathElement};

use super::config::{Case, InputMapping};
use super::directive::without_directives;
use super::format::Format;
use super::messages::{Draft, Message, language_of_name, stem};
use super::sought::Sought;
use super::{Ctx, Spanned, front_matter, routine};
use crate::lexicon::Language;
use crate::source::{Source, Span};
use crate::tree::{Node, Scalar, Value};

/// Reads a file's messages. Of a file of records, which may be read in pieces, it also gives what was sought in them: whoever
/// has read all of the file judges it.
pub(super) fn read(
    source: &Source,
    mapping: &InputMapping,
    config: usize,
    ctx: &mut Ctx<'_>,
) -> (Vec<Message>, Option<Sought>) {
    let format = mapping.format.or_else(|| Format::of(source.path()));
    let has_queries = !mapping.text.is_empty();
    let format = match format {
        Some(Format::Text) if has_queries => {
            let help = phrase!("text-file-no-parts-help");
            let message = phrase!("text-file-no-parts");
            ctx.problem(Span::new(0, 0), message.to_owned(), Some(help));
            return (Vec::new(), None);
        }
        Some(format) => format,
        None if has_queries => Format::Yaml,
        None => Format::Text,
    };
    let of_name = language_of_name(source.path());
    if format == Format::Text {
        let mut draft = shared(mapping, None, config, ctx);
        draft.text = Some(whole(source));
        draft.language = draft.language.or(of_name);
        return (draft.finish(Span::new(0, 0), stem(source.path())).into_iter().collect(), None);
    }
    let mut reader = Reader { mapping, config, sought: Sought::by(mapping.text.len()), of_name, ctx };
    let mut messages = Vec::new();
    for record in format.records(source) {
        let is_right = record.problems.is_empty();
        reader.sought.n_problems += record.problems.len();
        reader.ctx.problems.extend(record.problems);
        if let Some(root) = &record.root {
            let n_hits: usize = reader.sought.n_hits.iter().sum();
            messages.extend(reader.record(root));
            if has_queries && is_right && reader.sought.n_hits.iter().sum::<usize>() == n_hits {
                reader.sought.add_empty(root.span.start);
            }
        }
    }
    let Reader { mut sought, ctx, .. } = reader;
    sought.n_messages = messages.len();
    sought.has_text = messages.iter().any(|message| !message.text.text().is_empty());
    if format.is_of_records() {
        return (messages, Some(sought));
    }
    ctx.problems.extend(sought.misses(mapping));
    (messages, None)
}

/// Reads a file that is a routine.
pub(super) fn read_routine(
    source: &Source,
    mapping: &InputMapping,
    config: usize,
    ctx: &mut Ctx<'_>,
) -> Option<routine::Routine> {
    let format = mapping.format.or_else(|| Format::of(source.path()));
    if format.is_some_and(|format| format != Format::Text) {
        let help = phrase!("routine-save-as");
        ctx.problem(Span::new(0, 0), phrase!("routine-not-one-text"), Some(help));
        return None;
    }
    routine::described(&mapping.with, config, whole(source), source, ctx)
}

/// The file as one text, without its front matter.
fn whole(source: &Source) -> Scalar {
    let front = front_matter::split(source.text());
    let body = front.map_or_else(|| Scalar::rest_of(source, 0), |front| front.body(source));
    without_directives(&body)
}

/// What the configuration says of every message, or of those of one case. Its values were checked when it was read.
fn shared(mapping: &InputMapping, case: Option<&Case>, config: usize, ctx: &mut Ctx<'_>) -> Draft {
    let mut draft = Draft::default();
    let of_case = case.map(|case| case.with.as_slice()).unwrap_or_default();
    for (key, node) in mapping.with.iter().chain(of_case).chain(&mapping.overrides) {
        draft.set(key, node, config, true, ctx);
    }
    draft
}

struct Reader<'a, 'c> {
    mapping: &'a InputMapping,
    config: usize,
    sought: Sought,
    /// The language that the file is named for.
    of_name: Option<Language>,
    ctx: &'a mut Ctx<'c>,
}

impl Reader<'_, '_> {
    /// The messages of one record of the file, or of each record that `records` points out in it.
    fn record(&mut self, root: &Node) -> Vec<Message> {
        if path_len(root, 0) > MAX_PATHS {
            let start = Span::new(root.span.start, root.span.start);
            self.sought.n_problems += 1;
            self.ctx.problem(start, phrase!("record-too-deep"), Some(phrase!("record-too-deep-help")));
            return Vec::new();
        }
        if self.mapping.records.is_empty() {
            return self.messages(root);
        }
        let json = root.to_json();
        let hits = self.mapping.records.iter().map(|query| located(&query.value, &json, root));
        let first = hits.into_iter().find(|hits| !hits.is_empty()).unwrap_or_default();
        first.into_iter().flat_map(|(_, node)| self.messages(node)).collect()
    }

    fn messages(&mut self, root: &Node) -> Vec<Message> {
        let mapping = self.mapping;
        let json = root.to_json();
        for key in &mapping.require {
            if root.get(&key.value).is_none_or(|entry| entry.value.as_scalar().is_some_and(Scalar::is_null)) {
                let help = phrase!("add-key-alone", key = &key.value);
                let start = Span::new(root.span.start, root.span.start);
                self.ctx.problem(start, phrase!("record-key-missing", key = &key.value), Some(help));
            }
        }
        let texts = self.texts(root, &json);
        let keys: Vec<(&str, Vec<Paired<'_>>)> = mapping
            .keys
            .iter()
            .map(|(key, queries)| {
                let paired = queries.iter().map(|query| Paired::new(located(&query.value, &json, root)));
                (key.as_str(), paired.collect())
            })
            .collect();
        let metadata: Vec<(String, &Node)> =
            mapping.metadata.iter().flat_map(|query| located(&query.value, &json, root)).map(named).collect();
        let cases: Vec<&Case> = mapping.cases.iter().filter(|case| holds(case, &json, root)).collect();
        let cases = if cases.is_empty() { vec![None] } else { cases.into_iter().map(Some).collect() };
        let mut messages = Vec::new();
        for case in cases {
            for text in &texts {
                let mut draft = shared(mapping, case, self.config, self.ctx);
                for (name, node) in metadata.iter().filter(|(_, node)| is_text(node)) {
                    draft.add_metadata(name, node, self.ctx.index);
                }
                let mut others = Vec::new();
                for (key, queries) in &keys {
                    let values = queries.iter().filter_map(|paired| paired.nearest(&text.path));
                    let mut values: Vec<&Node> = values.filter(|node| !is_left_out(node)).collect();
                    if *key == THEME {
                        others = self.themes(&mut values, &mut draft);
                    }
                    if let Some(value) = values.first() {
                        draft.set(key, value, self.ctx.index, false, self.ctx);
                    }
                }
                draft.id = draft.id.or_else(|| Some(Spanned { value: text.path.to_string(), span: text.span }));
                draft.text = Some(text.scalar.clone());
                draft.language = draft.language.or_else(|| language_of_path(&text.path)).or(self.of_name);
                let id = draft.id.clone();
                messages.extend(draft.finish(text.span, String::new()));
                for theme in others {
                    let mut draft = shared(mapping, case, self.config, self.ctx);
                    draft.set(THEME, theme, self.ctx.index, false, self.ctx);
                    draft.id.clone_from(&id);
                    draft.text = Some(nothing(text.span.start));
                    messages.extend(draft.finish(text.span, String::new()));
                }
            }
        }
        messages
    }

    /// Puts the theme that is known first. Another that is known is judged too, in a message of its own without text; one
    /// that is not is read as it stands, like other metadata.
    fn themes<'n>(&self, values: &mut Vec<&'n Node>, draft: &mut Draft) -> Vec<&'n Node> {
        let vocabulary = self.ctx.vocabulary;
        let is_known = |node: &&Node| vocabulary.named("Theme", node.text()).is_some();
        values.sort_by_key(|node| !is_known(node));
        let mut others = Vec::new();
        for other in values.iter().skip(1).filter(|other| other.text() != values.first().map_or("", |one| one.text())) {
            if is_known(other) {
                others.push(*other);
            } else {
                draft.add_metadata(THEME, other, self.ctx.index);
            }
        }
        others
    }

    /// The texts of a record. One whose text is left out still has its other facts judged, when it is one message.
    fn texts<'n, 'j>(&mut self, root: &'n Node, json: &'j Json) -> Vec<Text<'j>> {
        let mapping = self.mapping;
        let mut found: Vec<(NormalizedPath<'j>, &'n Node)> = Vec::new();
        if mapping.text.is_empty() {
            found = every_text(json, root);
        }
        for (query, n_hits) in mapping.text.iter().zip(&mut self.sought.n_hits) {
            let hits = located(&query.value, json, root);
            *n_hits += hits.len();
            found.extend(hits);
        }
        let mut texts = Vec::new();
        for (path, node) in found {
            match node.as_scalar() {
                Some(scalar) if scalar.is_null() => {}
                Some(scalar) => {
                    let scalar = match &mapping.blank {
                        Some(blank) => scalar.blanked(blank.find_iter(scalar.text()).map(|found| found.range())),
                        None => scalar.clone(),
                    };
                    texts.push(Text { path, span: node.span, scalar });
                }
                None => self.ctx.problem(
                    node.span,
                    phrase!("not-a-text-at", path = path.to_string()),
                    Some(phrase!("not-a-text-at-help")),
                ),
            }
        }
        if texts.is_empty() && !mapping.records.is_empty() && !mapping.keys.is_empty() {
            let span = Span::new(root.span.start, root.span.start);
            texts.push(Text { path: NormalizedPath::default(), span, scalar: nothing(span.start) });
        }
        texts
    }
}

/// How long the paths of all values of a record may be together, in keys and indexes. They are written out for what is
/// found, at about 32 bytes each: an export of a million texts stays below this, a megabyte of brackets does not.
const MAX_PATHS: usize = 1 << 25;

/// How long the paths of a node's values are together, when the node's own is so long.
fn path_len(node: &Node, own: usize) -> usize {
    let below: usize = match &node.value {
        Value::Scalar(_) => 0,
        Value::List(items) => items.iter().map(|item| path_len(item, own + 1)).sum(),
        Value::Map(entries) => entries.iter().map(|entry| path_len(&entry.value, own + 1)).sum(),
    };
    own + below
}

/// The key whose values are more than text: several may hold for one message.
const THEME: &str = "theme";

/// A text of a record.
struct Text<'j> {
    path: NormalizedPath<'j>,
    span: Span,
    scalar: Scalar,
}

/// The text of a message that has none.
fn nothing(start: usize) -> Scalar {
    Scalar::verbatim(String::new(), Span::new(start, start))
}

/// The language of the nearest key on a text's path that is named for one.
fn language_of_path(path: &NormalizedPath<'_>) -> Option<Language> {
    path.iter().rev().find_map(|element| match element {
        PathElement::Name(name) => Language::of_tag(name),
        PathElement::Index(_) => None,
    })
}

fn is_left_out(node: &Node) -> bool {
    node.as_scalar().is_some_and(Scalar::is_null)
}

fn is_text(node: &Node) -> bool {
    node.as_scalar().is_some_and(|scalar| !scalar.is_null())
}

/// A value with the last name on its path, which is what the file calls it.
fn named<'n>((path, node): (NormalizedPath<'_>, &'n Node)) -> (String, &'n Node) {
    let mut names = path.iter().rev().filter_map(|element| match element {
        PathElement::Name(name) => Some((*name).to_owned()),
        PathElement::Index(_) => None,
    });
    (names.next().unwrap_or_else(|| path.to_string()), node)
}

/// Whether a record is of a case: every condition finds one of its values.
fn holds(case: &Case, json: &Json, root: &Node) -> bool {
    case.when.iter().all(|(query, values)| {
        let hits = located(&query.value, json, root);
        hits.iter()
            .any(|(_, node)| values.iter().any(|value| value.to_lowercase() == node.text().trim().to_lowercase()))
    })
}

/// Every text of a value that is no number or truth value.
fn every_text<'j, 'n>(json: &'j Json, root: &'n Node) -> Vec<(NormalizedPath<'j>, &'n Node)> {
    let all = JsonPath::parse("$..*").map(|query| located(&query, json, root)).unwrap_or_default();
    let is_text = |node: &Node| node.as_scalar().is_some_and(|scalar| scalar.to_json().is_string());
    all.into_iter().filter(|(_, node)| is_text(node)).collect()
}

fn located<'j, 'n>(query: &JsonPath, json: &'j Json, root: &'n Node) -> Vec<(NormalizedPath<'j>, &'n Node)> {
    query
        .query_located(json)
        .into_iter()
        .filter_map(|found| {
            let path = found.location().clone();
            root.at_path(&path).map(|node| (path, node))
        })
        .collect()
}

/// Values to be paired with texts: by each prefix of its path, the first value that stands under it.
struct Paired<'n> {
    by_prefix: HashMap<String, &'n Node>,
}

impl<'n> Paired<'n> {
    fn new(values: Vec<(NormalizedPath<'_>, &'n Node)>) -> Paired<'n> {
        let mut by_prefix = HashMap::new();
        for (path, node) in values {
            for prefix in prefixes(&path) {
                by_prefix.entry(prefix).or_insert(node);
            }
        }
        Paired { by_prefix }
    }

    /// The value with the longest common path.
    fn nearest(&self, path: &NormalizedPath<'_>) -> Option<&'n Node> {
        prefixes(path).iter().rev().find_map(|prefix| self.by_prefix.get(prefix)).copied()
    }
}

/// `$`, `$['a']`, `$['a'][0]`, …
fn prefixes(path: &NormalizedPath<'_>) -> Vec<String> {
    let mut prefix = String::from("$");
    let mut all = vec![prefix.clone()];
    for element in path.iter() {
        prefix.push_str(&format!("[{element}]"));
        all.push(prefix.clone());
    }
    all
}
