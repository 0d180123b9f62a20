//! `taushet: config/v1` (contract § 4).

use serde_json_path::JsonPath;

use super::{Ctx, Spanned, messages};
use crate::rulebook::Severity;
use crate::source::{Problem, Source};
use crate::tree::{self, Entry, Node};
use crate::vocabulary::Vocabulary;

/// What the configuration says.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// When a run fails: `error`, `warning`, `info` or `never`.
    pub fail_on: Option<String>,
    /// Files without a marker, and how to read them.
    pub inputs: Vec<InputMapping>,
    /// Files and folders of local law: policies, words and systems, relative to the configuration.
    pub policies: Vec<String>,
    /// Severities by rule id, with their places.
    pub rules: Vec<(Spanned<String>, Severity)>,
    /// Paths to leave alone, as `.gitignore` patterns.
    pub ignore: Vec<Spanned<String>>,
}

/// One entry of `inputs:`.
#[derive(Clone, Debug, Default)]
pub struct InputMapping {
    /// Paths and patterns, relative to the configuration; may begin with `..`.
    pub paths: Vec<Spanned<String>>,
    /// Documents that carry their own marker, listed so that a run without paths finds them.
    pub marked: bool,
    /// Where the texts are; the whole file when empty.
    pub text: Vec<Query>,
    /// Where other keys of a message are.
    pub keys: Vec<(String, Query)>,
    /// What holds for every message.
    pub with: Vec<(String, Node)>,
}

/// A JSONPath and how it was written.
#[derive(Clone, Debug)]
pub struct Query {
    /// As written.
    pub source: String,
    /// As read.
    pub value: JsonPath,
}

pub(crate) const KEYS: [&str; 10] =
    ["taushet", "language", "fail-on", "policies", "lexicon", "inputs", "rules", "ignore", "allow", "baseline"];

/// Reads a configuration. `index` is its place among the run's sources.
#[must_use]
pub fn read(source: &Source, index: usize, vocabulary: &Vocabulary) -> (Config, Vec<Problem>) {
    let mut config = Config::default();
    let (documents, mut problems) = tree::parse(source.text(), 0);
    let root = documents.into_iter().find_map(|document| document.root);
    let mut ctx = Ctx { vocabulary, problems: &mut problems, index };
    let Some(root) = root else { return (config, problems) };
    ctx.require(&root, root.span, "oppsettet", &["taushet"]);
    for entry in ctx.map(&root, "oppsettet") {
        match entry.key() {
            "taushet" => {
                if entry.value.text() != "config/v1" {
                    ctx.problem(
                        entry.value.span,
                        "filen er ikke et oppsett".to_owned(),
                        Some("skriv `taushet: config/v1`".to_owned()),
                    );
                }
            }
            "language" => drop(one_of(entry, &["nb"], &mut ctx)),
            "fail-on" => config.fail_on = one_of(entry, &["error", "warning", "info", "never"], &mut ctx),
            "inputs" => match entry.value.as_list() {
                Some(items) => config.inputs = items.iter().map(|item| input(item, &mut ctx)).collect(),
                None => ctx.problem(
                    entry.value.span,
                    "`inputs` skal være en liste".to_owned(),
                    Some("begynn hver oppføring med `- paths:`".to_owned()),
                ),
            },
            "rules" => {
                for rule in ctx.map(&entry.value, "`rules`") {
                    config.rules.extend(severity(rule, &mut ctx));
                }
            }
            "ignore" => {
                let items = entry.value.as_list().unwrap_or(std::slice::from_ref(&entry.value));
                config.ignore = items.iter().filter_map(|item| ctx.text(item, "ignore")).collect();
            }
            // A setting that is accepted and does nothing would be a silent hole.
            "policies" | "lexicon" => {
                let items = entry.value.as_list().unwrap_or(std::slice::from_ref(&entry.value));
                let paths = items.iter().filter_map(|item| ctx.text(item, entry.key()));
                config.policies.extend(paths.map(|path| path.value));
            }
            "allow" | "baseline" => ctx.problem(
                entry.key.span,
                format!("`{}` støttes ikke ennå", entry.key()),
                Some("fjern nøkkelen; den kommer i en senere utgave".to_owned()),
            ),
            _ => ctx.unknown_key(entry, "oppsettet", KEYS.iter().copied()),
        }
    }
    (config, problems)
}

fn one_of(entry: &Entry, values: &[&str], ctx: &mut Ctx<'_>) -> Option<String> {
    let text = ctx.text(&entry.value, entry.key())?;
    if values.contains(&text.value.as_str()) {
        return Some(text.value);
    }
    let known = values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
    ctx.problem(
        text.span,
        format!("`{}` er ikke en gyldig verdi for `{}`", text.value, entry.key()),
        Some(format!("gyldige verdier: {known}")),
    );
    None
}

fn severity(rule: &Entry, ctx: &mut Ctx<'_>) -> Option<(Spanned<String>, Severity)> {
    let mut severity = None;
    for key in ctx.map(&rule.value, "regelen") {
        match key.key() {
            "severity" => severity = one_of(key, &["error", "warning", "info"], ctx).and_then(|word| word.parse().ok()),
            "reason" => drop(ctx.text(&key.value, "reason")),
            _ => ctx.unknown_key(key, "regelen", ["severity", "reason"].into_iter()),
        }
    }
    ctx.require(&rule.value, rule.key.span, &format!("regelen `{}`", rule.key()), &["severity"]);
    Some((Spanned { value: rule.key().to_owned(), span: rule.key.span }, severity?))
}

fn input(item: &Node, ctx: &mut Ctx<'_>) -> InputMapping {
    let mut mapping = InputMapping::default();
    for entry in ctx.map(item, "oppføringen i `inputs`") {
        match entry.key() {
            "paths" => {
                let nodes = entry.value.as_list().unwrap_or(std::slice::from_ref(&entry.value));
                mapping.paths = nodes.iter().filter_map(|node| ctx.text(node, "paths")).collect();
            }
            "as" => mapping.marked = one_of(entry, &["messages", "documents"], ctx).as_deref() == Some("documents"),
            "with" => {
                for with in ctx.map(&entry.value, "`with`") {
                    if messages::is_key(with.key()) && !["id", "text"].contains(&with.key()) {
                        check_value(with, ctx);
                        mapping.with.push((with.key().to_owned(), with.value.clone()));
                    } else {
                        ctx.unknown_key(with, "`with`", messages::keys());
                    }
                }
            }
            "text" => {
                let nodes = entry.value.as_list().unwrap_or(std::slice::from_ref(&entry.value));
                mapping.text = nodes.iter().filter_map(|node| query(node, ctx)).collect();
            }
            key if messages::is_key(key) => {
                mapping.keys.extend(query(&entry.value, ctx).map(|query| (key.to_owned(), query)))
            }
            _ => ctx.unknown_key(
                entry,
                "oppføringen i `inputs`",
                ["paths", "as", "with", "text"].into_iter().chain(messages::keys()),
            ),
        }
    }
    ctx.require(item, item.span, "oppføringen i `inputs`", &["paths", "as"]);
    let says_channel = |key: &str| {
        mapping.keys.iter().any(|(known, _)| known == key) || mapping.with.iter().any(|(known, _)| known == key)
    };
    if item.as_map().is_some() && !mapping.marked && !says_channel("channel") {
        ctx.problem(
            item.span,
            "oppføringen i `inputs` sier ikke hvilken kanal meldingene skrives i".to_owned(),
            Some("legg til `with: { channel: gosys }`, eller `channel:` med en JSONPath".to_owned()),
        );
    }
    mapping
}

fn check_value(entry: &Entry, ctx: &mut Ctx<'_>) {
    match entry.key() {
        "channel" => drop(ctx.value_of("System", &entry.value, "channel")),
        "from" | "to" => drop(ctx.value_of("PartyKind", &entry.value, entry.key())),
        "urgent" | "template" => drop(ctx.truth(&entry.value, entry.key())),
        key => drop(ctx.scalar(&entry.value, key)),
    }
}

fn query(node: &Node, ctx: &mut Ctx<'_>) -> Option<Query> {
    let text = ctx.text(node, "JSONPath")?;
    match JsonPath::parse(&text.value) {
        Ok(value) => Some(Query { source: text.value, value }),
        Err(error) => {
            ctx.problem(
                text.span,
                format!("`{}` er ikke en gyldig JSONPath: {error}", text.value),
                Some("en JSONPath begynner med `$`, for eksempel `$[*].tekst`".to_owned()),
            );
            None
        }
    }
}
