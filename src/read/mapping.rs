//! Files without a marker, described once in the configuration: `inputs:` (contract § 4).
//!
//! The values of `text`, `id`, `subject`, … are JSONPath (RFC 9535) into the file; those of `with:` stand in the
//! configuration and hold for every message. Where one id belongs to several texts they are paired by their longest
//! common path.

use std::collections::HashMap;

use serde_json_path::{JsonPath, NormalizedPath};

use super::config::InputMapping;
use super::messages::{Draft, Message, stem};
use super::{Ctx, Spanned, front_matter};
use crate::source::{Source, Span};
use crate::tree::{Node, Scalar};

/// Reads a file's messages.
pub(super) fn read(source: &Source, mapping: &InputMapping, config: usize, ctx: &mut Ctx<'_>) -> Vec<Message> {
    if mapping.text.is_empty() {
        return whole_file(source, mapping, config, ctx).into_iter().collect();
    }
    let (documents, problems) = super::parse(source);
    ctx.problems.extend(problems);
    let mut messages = Vec::new();
    for root in documents.iter().filter_map(|document| document.root.as_ref()) {
        messages.extend(queried(root, mapping, config, ctx));
    }
    messages
}

fn whole_file(source: &Source, mapping: &InputMapping, config: usize, ctx: &mut Ctx<'_>) -> Option<Message> {
    let text = source.text();
    let body = front_matter::split(text)
        .map_or_else(|| Scalar::verbatim(text.to_owned(), Span::new(0, text.len())), |front| front.body(text));
    let mut draft = shared(mapping, config, ctx);
    draft.text = Some(body);
    draft.finish(Span::new(0, 0), stem(source.path()))
}

/// What `with:` says of every message. Its values were checked when the configuration was read.
fn shared(mapping: &InputMapping, config: usize, ctx: &mut Ctx<'_>) -> Draft {
    let mut draft = Draft::default();
    for (key, node) in &mapping.with {
        draft.set(key, node, config, true, ctx);
    }
    draft
}

fn queried(root: &Node, mapping: &InputMapping, config: usize, ctx: &mut Ctx<'_>) -> Vec<Message> {
    let json = root.to_json();
    let mut texts: Vec<(NormalizedPath<'_>, &Node)> = Vec::new();
    for query in &mapping.text {
        let found = located(&query.value, &json, root);
        if found.is_empty() {
            let help = "rett JSONPath-en i oppsettet, eller fjern filen fra `paths`";
            ctx.problem(
                Span::new(root.span.start, root.span.start),
                format!("`{}` treffer ingenting i filen", query.source),
                Some(help.to_owned()),
            );
        }
        texts.extend(found);
    }
    let others: Vec<(&str, Paired<'_>)> = mapping
        .keys
        .iter()
        .map(|(key, query)| (key.as_str(), Paired::new(located(&query.value, &json, root))))
        .collect();
    let mut messages = Vec::new();
    for (path, node) in texts {
        let Some(text) = node.as_scalar() else {
            ctx.problem(
                node.span,
                format!("`{path}` er ikke en tekst"),
                Some("la JSONPath-en peke på selve tekstene".to_owned()),
            );
            continue;
        };
        if text.is_null() {
            continue;
        }
        let mut draft = shared(mapping, config, ctx);
        for (key, paired) in &others {
            if let Some(value) = paired.nearest(&path) {
                draft.set(key, value, ctx.index, false, ctx);
            }
        }
        draft.id = draft.id.or_else(|| Some(Spanned { value: path.to_string(), span: node.span }));
        draft.text = Some(text.clone());
        messages.extend(draft.finish(node.span, String::new()));
    }
    messages
}

fn located<'j, 'n>(
    query: &JsonPath,
    json: &'j serde_json::Value,
    root: &'n Node,
) -> Vec<(NormalizedPath<'j>, &'n Node)> {
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
