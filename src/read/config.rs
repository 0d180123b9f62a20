//! `taushet: config/v1` (contract § 4).

use regex::Regex;

use super::allow::{self, Allowance};
use super::format::Format;
use super::query::{Query, pattern, query};
use super::{Ctx, Directive, Spanned, directive, messages, routine};
use crate::rulebook::{Language, Severity};
use crate::source::{Problem, Source};
use crate::tree::{self, Entry, Node};
use crate::vocabulary::{Vocabulary, nearest};

/// What the configuration says.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The language of what is shown.
    pub language: Option<Language>,
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
    /// Findings that do not count, in texts that have no place for a comment.
    pub allow: Vec<Allowance>,
    /// Comments in it that say findings beside them do not count.
    pub directives: Vec<Directive>,
    /// The file that holds the findings of an earlier day, relative to the configuration.
    pub baseline: Option<Spanned<String>>,
}

/// One entry of `inputs:`.
#[derive(Clone, Debug, Default)]
pub struct InputMapping {
    /// Paths and patterns, relative to the configuration; may begin with `..`.
    pub paths: Vec<Spanned<String>>,
    /// Documents that carry their own marker, listed so that a run without paths finds them.
    pub marked: bool,
    /// Routines, whose keys stand in `with`.
    pub routine: bool,
    /// The ready-made description that the rest builds on.
    pub preset: Option<String>,
    /// How the files are written, when their endings do not say.
    pub format: Option<Format>,
    /// Where the records are; the first that finds any. The whole file when empty.
    pub records: Vec<Query>,
    /// Where the texts are in a record. When empty: the whole file of prose, else every text.
    pub text: Vec<Query>,
    /// Where other keys of a message are; the first that finds one.
    pub keys: Vec<(String, Vec<Query>)>,
    /// Where texts are that others see beside the message, under the names that the file has for them.
    pub metadata: Vec<Query>,
    /// Keys that every record must have.
    pub require: Vec<Spanned<String>>,
    /// What is no part of a text, and is read as blank.
    pub blank: Option<Regex>,
    /// What holds for every message.
    pub with: Vec<(String, Node)>,
    /// What holds for the records that say so. A record of several cases is judged as each.
    pub cases: Vec<Case>,
    /// What holds for every message whatever its case says: the user's own word on a ready-made description.
    pub overrides: Vec<(String, Node)>,
}

/// What holds for some records.
#[derive(Clone, Debug)]
pub struct Case {
    /// Where each condition looks, and the values of which it must find one.
    pub when: Vec<(Query, Vec<String>)>,
    /// What then holds.
    pub with: Vec<(String, Node)>,
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
    ctx.require(&root, root.span, phrase!("place-config"), &["taushet"]);
    for entry in ctx.map(&root, phrase!("place-config")) {
        match entry.key() {
            "taushet" => {
                if entry.value.text() != "config/v1" {
                    ctx.problem(entry.value.span, phrase!("config-marker"), Some(phrase!("config-marker-help")));
                }
            }
            "language" => {
                let code = one_of(entry, &Language::ALL.map(Language::code), &mut ctx);
                config.language = Language::ALL.into_iter().find(|language| Some(language.code()) == code.as_deref());
            }
            "fail-on" => config.fail_on = one_of(entry, &["error", "warning", "info", "never"], &mut ctx),
            "inputs" => match entry.value.as_list() {
                Some(items) => config.inputs = items.iter().map(|item| input(item, &mut ctx)).collect(),
                None => {
                    ctx.problem(entry.value.span, phrase!("inputs-not-a-list"), Some(phrase!("inputs-not-a-list-help")))
                }
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
            "policies" | "lexicon" => {
                let items = entry.value.as_list().unwrap_or(std::slice::from_ref(&entry.value));
                let paths = items.iter().filter_map(|item| ctx.text(item, entry.key()));
                config.policies.extend(paths.map(|path| path.value));
            }
            "allow" => config.allow = allow::read(&entry.value, &mut ctx),
            "baseline" => config.baseline = ctx.text(&entry.value, "baseline"),
            _ => ctx.unknown_key(entry, phrase!("place-config"), KEYS.iter().copied()),
        }
    }
    let (directives, malformed) = directive::directives(source, Format::Yaml);
    config.directives = directives;
    problems.extend(malformed);
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
        phrase!("not-a-value", value = &text.value, what = entry.key()),
        Some(phrase!("known-values", values = known)),
    );
    None
}

fn severity(rule: &Entry, ctx: &mut Ctx<'_>) -> Option<(Spanned<String>, Severity)> {
    let mut severity = None;
    for key in ctx.map(&rule.value, phrase!("place-one-rule")) {
        match key.key() {
            "severity" => severity = one_of(key, &["error", "warning", "info"], ctx).and_then(|word| word.parse().ok()),
            "reason" => drop(ctx.text(&key.value, "reason")),
            _ => ctx.unknown_key(key, phrase!("place-one-rule"), ["severity", "reason"].into_iter()),
        }
    }
    ctx.require(&rule.value, rule.key.span, phrase!("place-rule", id = rule.key()), &["severity"]);
    Some((Spanned { value: rule.key().to_owned(), span: rule.key.span }, severity?))
}

/// The keys of an entry besides those of a message.
pub(crate) const INPUT_KEYS: [&str; 11] =
    ["paths", "as", "format", "records", "text", "metadata", "require", "blank", "with", "cases", "title"];

/// What files may be, besides the ready-made descriptions.
pub(crate) const KINDS: [&str; 3] = ["messages", "documents", "routine"];

fn input(item: &Node, ctx: &mut Ctx<'_>) -> InputMapping {
    let mut mapping = InputMapping::default();
    let kind = item.get("as").map(|entry| &entry.value).and_then(|node| kind(node, ctx));
    match kind.as_ref().map(|kind| kind.value.as_str()) {
        Some("documents") => mapping.marked = true,
        Some("routine") => mapping.routine = true,
        _ => {}
    }
    if let Some(kind) = &kind
        && let Some(preset) = ctx.vocabulary.format(&kind.value)
    {
        // What it states has its place where it is asked for.
        describe(&preset.placed_at(kind.span), &mut mapping, ctx);
        mapping.preset = Some(kind.value.clone());
    }
    describe(item, &mut mapping, ctx);
    ctx.require(item, item.span, phrase!("place-input"), &["paths", "as"]);
    if mapping.routine {
        let with = item.get("with").map_or(item, |entry| &entry.value);
        ctx.require(with, item.span, phrase!("place-routine-with"), &["actor", "title"]);
        return mapping;
    }
    let says_channel = |key: &str| {
        mapping.keys.iter().any(|(known, _)| known == key)
            || mapping.with.iter().chain(&mapping.overrides).any(|(known, _)| known == key)
    };
    // What the files are not, needs no channel.
    let is_known = kind.is_some() || item.get("as").is_none();
    if item.as_map().is_some() && is_known && !mapping.marked && !says_channel("channel") {
        ctx.problem(item.span, phrase!("input-no-channel"), Some(phrase!("input-no-channel-help")));
    }
    mapping
}

/// What the files are: a kind, or a ready-made description.
fn kind(node: &Node, ctx: &mut Ctx<'_>) -> Option<Spanned<String>> {
    let text = ctx.text(node, "as")?;
    let known: Vec<&str> = KINDS.into_iter().chain(ctx.vocabulary.formats()).collect();
    if known.contains(&text.value.as_str()) {
        return Some(text);
    }
    let all = known.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ");
    let help = nearest(&text.value, known.iter().copied()).map_or_else(
        || phrase!("known-values", values = &all),
        |near| phrase!("did-you-mean-values", near, values = &all),
    );
    ctx.problem(text.span, phrase!("not-a-value", value = &text.value, what = "as"), Some(help));
    None
}

/// Takes what an entry says. A ready-made description is such an entry too, without paths.
fn describe(item: &Node, mapping: &mut InputMapping, ctx: &mut Ctx<'_>) {
    for entry in ctx.map(item, phrase!("place-input")) {
        let nodes = || entry.value.as_list().unwrap_or(std::slice::from_ref(&entry.value));
        match entry.key() {
            // Read already.
            "as" => {}
            "title" => drop(ctx.text(&entry.value, "title")),
            "paths" => mapping.paths = nodes().iter().filter_map(|node| ctx.text(node, "paths")).collect(),
            "format" => {
                let names = Format::ALL.map(Format::name);
                let name = one_of(entry, &names, ctx);
                mapping.format = Format::ALL.into_iter().find(|format| Some(format.name()) == name.as_deref());
            }
            "records" => mapping.records = queries(nodes(), ctx),
            "text" => mapping.text = queries(nodes(), ctx),
            "metadata" => mapping.metadata = queries(nodes(), ctx),
            "require" => mapping.require = nodes().iter().filter_map(|node| ctx.text(node, "require")).collect(),
            "blank" => mapping.blank = pattern(&entry.value, ctx),
            "with" => {
                let with = with(&entry.value, mapping.routine, ctx);
                // On top of a ready-made description the user has the last word.
                if mapping.preset.is_some() { mapping.overrides = with } else { mapping.with = with }
            }
            "cases" => {
                let Some(items) = entry.value.as_list() else {
                    let help = phrase!("cases-not-a-list-help");
                    ctx.problem(entry.value.span, phrase!("cases-not-a-list"), Some(help));
                    continue;
                };
                mapping.cases = items.iter().map(|item| case(item, ctx)).collect();
            }
            key if messages::is_key(key) => {
                let queries = queries(nodes(), ctx);
                mapping.keys.retain(|(known, _)| known != key);
                mapping.keys.push((key.to_owned(), queries));
            }
            _ => {
                let known = INPUT_KEYS.into_iter().chain(messages::keys().filter(|key| !INPUT_KEYS.contains(key)));
                ctx.unknown_key(entry, phrase!("place-input"), known);
            }
        }
    }
}

fn with(node: &Node, is_routine: bool, ctx: &mut Ctx<'_>) -> Vec<(String, Node)> {
    let mut all = Vec::new();
    for with in ctx.map(node, "`with`") {
        let is_message_key = messages::is_key(with.key()) && !["id", "text"].contains(&with.key());
        if is_routine && routine::check(with, ctx) {
            all.push((with.key().to_owned(), with.value.clone()));
        } else if is_routine {
            let vocabulary = ctx.vocabulary;
            ctx.unknown_key(with, "`with`", routine::keys(vocabulary));
        } else if is_message_key {
            check_value(with, ctx);
            messages::check_language(with, ctx);
            all.push((with.key().to_owned(), with.value.clone()));
        } else {
            ctx.unknown_key(with, "`with`", messages::keys());
        }
    }
    all
}

fn case(item: &Node, ctx: &mut Ctx<'_>) -> Case {
    let mut case = Case { when: Vec::new(), with: Vec::new() };
    for entry in ctx.map(item, phrase!("place-case")) {
        match entry.key() {
            "when" => {
                for condition in ctx.map(&entry.value, "`when`") {
                    let values = condition.value.as_list().unwrap_or(std::slice::from_ref(&condition.value));
                    let values = values.iter().filter_map(|node| ctx.text(node, "when")).map(|text| text.value);
                    let values = values.collect();
                    case.when.extend(query(&condition.key, ctx).map(|query| (query, values)));
                }
            }
            "with" => case.with = with(&entry.value, false, ctx),
            _ => ctx.unknown_key(entry, phrase!("place-case"), ["when", "with"].into_iter()),
        }
    }
    ctx.require(item, item.span, phrase!("place-case"), &["when", "with"]);
    case
}

fn queries(nodes: &[Node], ctx: &mut Ctx<'_>) -> Vec<Query> {
    nodes.iter().filter_map(|node| query(node, ctx)).collect()
}

fn check_value(entry: &Entry, ctx: &mut Ctx<'_>) {
    match entry.key() {
        "channel" => drop(ctx.value_of("System", &entry.value, "channel")),
        "from" | "to" => drop(ctx.value_of("PartyKind", &entry.value, entry.key())),
        "urgent" | "template" => drop(ctx.truth(&entry.value, entry.key())),
        key => drop(ctx.scalar(&entry.value, key)),
    }
}
