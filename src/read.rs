//! Texts → documents with spans.
//!
//! Comes in: sources, and the configuration's mappings for files without a marker. Goes out: typed documents, every
//! value knowing its place, and every problem found. Reading never fails and never stops at the first problem.
//! Must not know Cedar, nor what any value means.

pub mod allow;
pub mod baseline;
pub mod config;
pub mod directive;
mod fact;
pub mod flows;
pub mod format;
mod front_matter;
mod mapping;
pub mod messages;
pub mod query;
pub mod routine;
mod sought;

use crate::phrase::{Phrase, Value};
use crate::source::{Problem, Source, Span};
use crate::tree::{self, Entry, Node, Scalar};
use crate::vocabulary::{Vocabulary, nearest};

pub use allow::Allowance;
pub use baseline::Baseline;
pub use config::Config;
pub use directive::{Decision, Directive};
pub(crate) use fact::is_hours;
pub use fact::{Fact, FactValue};
pub use flows::{Flow, FlowDocument, Party, SystemEntry};
pub use format::Format;
pub use messages::{Message, Stated};
pub use routine::Routine;
pub use sought::Sought;

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it is written, bytes in the source.
    pub span: Span,
}

/// A document that the program checks.
#[derive(Clone, Debug)]
pub enum Document {
    /// `taushet: flows/v1`.
    Flows(FlowDocument),
    /// `taushet: messages/v1`, or a mapped file.
    Messages(Vec<Message>),
    /// `taushet: routine/v1`.
    Routine(Box<Routine>),
    /// `taushet: config/v1`, or another document that is read elsewhere.
    Other,
}

/// What a source holds.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The documents, in order. Empty when the text has no marker.
    pub documents: Vec<Document>,
    /// What is wrong with the text.
    pub problems: Vec<Problem>,
    /// Comments that say findings beside them do not count.
    pub directives: Vec<Directive>,
    /// Whether the text is a document at all.
    pub recognised: bool,
    /// Of a file of records, what was sought in them: it is not among the problems.
    pub sought: Option<Sought>,
}

/// The markers of contract § 2 and what each is.
const MARKERS: [&str; 5] = ["flows/v1", "messages/v1", "routine/v1", "config/v1", "baseline/v1"];

/// Reads a source that no mapping describes. `index` is its place among the run's sources.
#[must_use]
pub fn read(source: &Source, index: usize, vocabulary: &Vocabulary) -> Reading {
    let mut reading = read_marked(source, index, vocabulary);
    if reading.recognised {
        let format =
            if is_prose(source.path()) { Format::Text } else { Format::of(source.path()).unwrap_or(Format::Yaml) };
        reading.add_directives(source, format);
    }
    reading
}

fn read_marked(source: &Source, index: usize, vocabulary: &Vocabulary) -> Reading {
    let mut reading = Reading::default();
    let text = source.text();
    if !text.contains("taushet") && !text.contains("Taushet") && !text.contains("TAUSHET") {
        return reading;
    }
    if is_prose(source.path()) {
        let Some(front) = front_matter::split(text) else {
            // A text that names us at its top but is not marked as it should be must not pass as something else.
            let top: usize = text.split_inclusive('\n').take(TOP).map(str::len).sum();
            if let Some(marker) = marker_line(text.get(..top).unwrap_or_default()) {
                let help = phrase!("marker-not-in-front-help");
                let message = phrase!("marker-not-in-front");
                reading.problems.push(Problem::new(marker, message).with_help(help));
                reading.recognised = true;
            }
            return reading;
        };
        let (documents, problems) = tree::parse(front.yaml, front.start);
        let root = documents.iter().find_map(|document| document.root.as_ref());
        let Some(marker) = root.and_then(|root| root.get("taushet")) else {
            // Front matter of another program, or one that cannot be read but names us.
            if !problems.is_empty() && names_marker(front.yaml) {
                reading.recognised = true;
                reading.problems = problems;
            }
            return reading;
        };
        reading.recognised = true;
        reading.problems = problems;
        let Some(root) = root else { return reading };
        let body = directive::without_directives(&front.body(source));
        let mut ctx = Ctx { vocabulary, problems: &mut reading.problems, index };
        match marker.value.text() {
            "messages/v1" => {
                let message = messages::from_front_matter(root, body, source, &mut ctx);
                reading.documents.push(Document::Messages(message.into_iter().collect()));
            }
            "routine/v1" => {
                let routine = routine::read(root, body, source, &mut ctx);
                reading.documents.extend(routine.map(|routine| Document::Routine(Box::new(routine))));
            }
            _ => ctx.unknown_marker(marker, &["messages/v1", "routine/v1"]),
        }
        return reading;
    }
    if !names_marker(text) {
        return reading;
    }
    let (documents, problems) = parse(source);
    let roots: Vec<&Node> = documents.iter().filter_map(|document| document.root.as_ref()).collect();
    reading.recognised = !problems.is_empty() || roots.iter().any(|root| root.get("taushet").is_some());
    if !reading.recognised {
        return reading;
    }
    reading.problems = problems;
    for root in roots {
        let mut ctx = Ctx { vocabulary, problems: &mut reading.problems, index };
        let Some(marker) = root.get("taushet") else {
            ctx.problem(root.span, phrase!("marker-missing"), Some(phrase!("marker-missing-help")));
            continue;
        };
        let document = match marker.value.text() {
            "flows/v1" => Document::Flows(flows::read(root, &mut ctx)),
            "messages/v1" => Document::Messages(messages::read(root, &mut ctx)),
            "config/v1" | "baseline/v1" | "lexicon/v1" | "entities/v1" | "texts/v1" | "citations/v1"
            | "findings/v1" => Document::Other,
            "routine/v1" => {
                let help = phrase!("marker-routine-help");
                ctx.problem(marker.value.span, phrase!("marker-routine"), Some(help));
                Document::Other
            }
            _ => {
                ctx.unknown_marker(marker, &MARKERS);
                Document::Other
            }
        };
        reading.documents.push(document);
    }
    reading
}

/// Reads a source through the configuration entry that describes it.
#[must_use]
pub fn read_mapped(
    source: &Source,
    index: usize,
    mapping: &config::InputMapping,
    config_index: usize,
    vocabulary: &Vocabulary,
) -> Reading {
    let mut reading = Reading { recognised: true, ..Reading::default() };
    let mut ctx = Ctx { vocabulary, problems: &mut reading.problems, index };
    let document = if mapping.routine {
        mapping::read_routine(source, mapping, config_index, &mut ctx)
            .map(|routine| Document::Routine(Box::new(routine)))
    } else {
        let (messages, sought) = mapping::read(source, mapping, config_index, &mut ctx);
        reading.sought = sought;
        Some(Document::Messages(messages))
    };
    reading.documents.extend(document);
    let format = mapping.format.or_else(|| Format::of(source.path())).unwrap_or(Format::Text);
    reading.add_directives(source, format);
    reading
}

impl Reading {
    fn add_directives(&mut self, source: &Source, format: Format) {
        let (found, problems) = directive::directives(source, format);
        self.directives = found;
        self.problems.extend(problems);
    }
}

/// The tree of a file: strict JSON when its name says so, else YAML. The name alone decides, so that no text is read in two
/// ways.
fn parse(source: &Source) -> (Vec<tree::Document>, Vec<Problem>) {
    if source.path().to_ascii_lowercase().ends_with(".json") {
        tree::parse_json(source.text(), 0)
    } else {
        tree::parse(source.text(), 0)
    }
}

/// Whether a path is read as prose with front matter rather than as YAML or JSON.
fn is_prose(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    !matches!(extension.as_deref(), Some("yaml" | "yml" | "json"))
}

/// How many lines of a text may name our marker although they are not front matter.
const TOP: usize = 6;

/// The line that begins with our marker, capitals aside.
fn marker_line(top: &str) -> Option<Span> {
    let mut at = 0;
    for line in top.split_inclusive('\n') {
        let plain = line.trim_start_matches([' ', '\t', '\u{feff}', '\0']);
        if plain.to_lowercase().starts_with("taushet:") {
            let start = at + (line.len() - plain.len());
            return Some(Span::new(start, at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}

/// Whether a line of the text names our marker, so that a text that cannot be read is still known to be ours.
fn names_marker(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start_matches([' ', '\t', '{', '"', '\'', '\u{feff}']);
        line.strip_prefix("taushet")
            .is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ', '\t']).starts_with(':'))
    }) || text.trim_start().starts_with('{') && text.contains("\"taushet\"")
}

/// What every reader needs: the words, and where problems go.
pub(crate) struct Ctx<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) problems: &'a mut Vec<Problem>,
    pub(crate) index: usize,
}

impl Ctx<'_> {
    pub(crate) fn problem(&mut self, span: Span, message: Phrase, help: Option<Phrase>) {
        self.problems.push(Problem { span, message, help });
    }

    fn unknown_marker(&mut self, marker: &Entry, known: &[&str]) {
        let written = marker.value.text();
        let help = nearest(written, known.iter().copied()).map_or_else(
            || phrase!("known-kinds", known = known.join(", ")),
            |near| phrase!("did-you-mean-marker", near),
        );
        self.problem(marker.value.span, phrase!("unknown-kind", written), Some(help));
    }

    /// The entries of a map; a problem when the node is something else.
    pub(crate) fn map<'n>(&mut self, node: &'n Node, what: impl Into<Value>) -> &'n [Entry] {
        match node.as_map() {
            Some(entries) => entries,
            None => {
                self.problem(node.span, phrase!("not-a-map", what = what.into()), Some(phrase!("write-key-value")));
                &[]
            }
        }
    }

    /// The entries of a map whose keys are ids; a problem that shows how when the node is a list of what has an id.
    pub(crate) fn map_by_id<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Entry] {
        let Some(items) = node.as_list() else { return self.map(node, format!("`{what}`")) };
        let id = items.first().and_then(|item| item.get("id")).map(|entry| entry.value.text().trim());
        let id = id.filter(|id| !id.is_empty()).map_or(phrase!("example-id").into(), Value::from);
        let help = phrase!("write-under-id", id = id);
        self.problem(node.span, phrase!("not-a-map", what = format!("`{what}`")), Some(help));
        &[]
    }

    /// Tells once of keys that stand in `node` but belong under what `help` says, if there are any: the others follow from it.
    pub(crate) fn misplaced(
        &mut self,
        node: &Node,
        keys: &[&str],
        message: fn(String) -> Phrase,
        help: Phrase,
    ) -> bool {
        let entries = node.as_map().unwrap_or_default();
        let mut misplaced =
            entries.iter().filter(|entry| keys.contains(&entry.key()) && entry.value.as_map().is_none());
        let Some(first) = misplaced.next() else { return false };
        let names: Vec<String> =
            std::iter::once(first).chain(misplaced).map(|entry| format!("`{}`", entry.key())).collect();
        self.problem(first.key.span, message(names.join(", ")), Some(help));
        true
    }

    /// A text, or a number or truth value as it is written.
    pub(crate) fn scalar<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n Scalar> {
        match node.as_scalar() {
            Some(scalar) if !scalar.is_null() => Some(scalar),
            _ => {
                self.problem(node.span, phrase!("not-a-text", what), None);
                None
            }
        }
    }

    pub(crate) fn text(&mut self, node: &Node, what: &str) -> Option<Spanned<String>> {
        self.scalar(node, what).map(|scalar| Spanned { value: scalar.text().to_owned(), span: node.span })
    }

    pub(crate) fn truth(&mut self, node: &Node, what: &str) -> Option<bool> {
        let truth = node.as_scalar().and_then(Scalar::as_bool);
        if truth.is_none() {
            let help = phrase!("not-a-truth-help");
            self.problem(node.span, phrase!("not-a-truth", what), Some(help));
        }
        truth
    }

    pub(crate) fn day(&mut self, node: &Node, what: &str) -> Option<jiff::civil::Date> {
        let day =
            node.as_scalar().filter(|scalar| scalar.text().len() == 10).and_then(|scalar| scalar.text().parse().ok());
        if day.is_none() {
            self.problem(node.span, phrase!("not-a-date", what), Some(phrase!("not-a-date-help")));
        }
        day
    }

    /// A value of an enumeration; a problem that names the nearest when it is not one.
    pub(crate) fn value_of(&mut self, kind: &str, node: &Node, what: &str) -> Option<Spanned<String>> {
        let text = self.text(node, what)?;
        if self.vocabulary.member(kind, &text.value).is_some() {
            return Some(text);
        }
        let help = match self.vocabulary.nearest(kind, &text.value) {
            Some(near) => phrase!("did-you-mean-values", near, values = self.values(kind)),
            None => phrase!("known-values", values = self.values(kind)),
        };
        self.problem(node.span, phrase!("not-a-value", value = &text.value, what), Some(help));
        None
    }

    fn values(&self, kind: &str) -> String {
        self.vocabulary.values(kind).map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")
    }

    /// A list of values of an enumeration.
    pub(crate) fn values_of(&mut self, kind: &str, node: &Node, what: &str) -> Vec<Spanned<String>> {
        let Some(items) = node.as_list() else {
            let help = match node.as_scalar() {
                Some(one) if !one.is_null() => phrase!("write-list", what, value = one.text()),
                _ => phrase!("write-list-of-values", what),
            };
            self.problem(node.span, phrase!("not-a-list", what), Some(help));
            return Vec::new();
        };
        items.iter().filter_map(|item| self.value_of(kind, item, what)).collect()
    }

    /// Tells of a key that is not known there.
    pub(crate) fn unknown_key<'k>(
        &mut self,
        entry: &Entry,
        place: impl Into<Value>,
        known: impl Iterator<Item = &'k str> + Clone,
    ) {
        let help = nearest(entry.key(), known.clone()).map_or_else(
            || phrase!("known-keys", keys = known.map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")),
            |near| phrase!("did-you-mean", near),
        );
        self.problem(entry.key.span, phrase!("unknown-key", key = entry.key(), place = place.into()), Some(help));
    }

    /// Tells of keys that must be there, at the thing that lacks them.
    pub(crate) fn require(&mut self, node: &Node, owner: Span, place: impl Into<Value> + Clone, keys: &[&str]) {
        for key in keys {
            if node.as_map().is_some() && node.get(key).is_none() {
                self.problem(
                    owner,
                    phrase!("key-missing", place = place.clone().into(), key = *key),
                    Some(phrase!("add-key", key = *key)),
                );
            }
        }
    }
}
