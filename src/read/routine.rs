//! `taushet: routine/v1` (contract § 2.3): what a routine tells staff to say and do.
//!
//! The body is the routine. Block quotes and texts between «…» in it are standard wordings: messages in the routine's
//! `channel`.

mod outline;

use std::ops::Range;

use super::fact::{Fact, read_fact};
use super::messages::{Draft, Message, Stated, stem};
use super::{Ctx, Spanned};
use crate::source::{Source, Span};
use crate::tree::{Entry, Node, Scalar, Value};
use crate::vocabulary::{Field, Vocabulary};

/// A service routine (servicerutine).
#[derive(Clone, Debug)]
pub struct Routine {
    /// The file's name without folders and ending.
    pub id: String,
    /// A value of `PartyKind`: whom it is written for.
    pub actor: Spanned<String>,
    /// Title and topic.
    pub titles: Vec<Stated>,
    /// Values of the schema's `RoutineFacts`.
    pub facts: Vec<Fact>,
    /// What staff are told.
    pub body: Scalar,
    /// Which parts of the body's text stand over which: headings, and lines that introduce a list.
    pub frames: Vec<Frame>,
    /// The standard wordings, when the channel that they are written in is known.
    pub wordings: Vec<Wording>,
    /// How many wordings are quoted without a channel to judge them in.
    pub n_unread: usize,
    /// Whether all that is said of the routine could be read.
    pub is_whole: bool,
}

/// A heading or an introduction, and what it is said of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The bytes of the body's text that say it.
    pub says: Range<usize>,
    /// The bytes that it is said of.
    pub of: Range<usize>,
}

/// A text that the routine tells staff to write.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The bytes of the body's text that it is.
    pub range: Range<usize>,
    /// The text as a message in the routine's channel.
    pub message: Message,
}

/// The keys of the front matter that have a meaning of their own; the others are facts of the schema.
pub(crate) const KEYS: [&str; 5] = ["taushet", "actor", "title", "topic", "channel"];
/// The record of the schema that the other keys are facts of.
pub(crate) const FACTS: &str = "RoutineFacts";

/// Reads a routine. `root` is its front matter.
pub(super) fn read(root: &Node, body: Scalar, source: &Source, ctx: &mut Ctx<'_>) -> Option<Routine> {
    let before = ctx.problems.len();
    let entries = ctx.map(root, phrase!("place-routine"));
    ctx.require(root, Span::new(root.span.start, root.span.start), phrase!("place-routine"), &["actor", "title"]);
    let is_empty = body.text().trim().is_empty();
    let stands_in = Origin { source: ctx.index, shared: false };
    let routine = build(entries.iter().filter(|entry| entry.key() != "taushet"), stands_in, body, source, ctx);
    if is_empty {
        let help = phrase!("routine-empty-help");
        ctx.problem(Span::new(root.span.start, root.span.start), phrase!("routine-empty"), Some(help));
    }
    let is_whole = ctx.problems.len() == before;
    routine.map(|routine| Routine { is_whole, ..routine })
}

/// Reads a routine that the configuration describes: its `with:` keys, which were checked there, and the body.
pub(super) fn described(
    with: &[(String, Node)],
    config: usize,
    body: Scalar,
    source: &Source,
    ctx: &mut Ctx<'_>,
) -> Option<Routine> {
    let entry = |(key, node): &(String, Node)| Entry {
        key: Node { span: node.span, value: Value::Scalar(Scalar::verbatim(key.clone(), node.span)) },
        value: node.clone(),
    };
    let entries: Vec<Entry> = with.iter().map(entry).collect();
    build(entries.iter(), Origin { source: config, shared: true }, body, source, ctx)
}

/// Reads one key that may describe a routine, to tell what is wrong with its value; whether there is such a key.
pub(super) fn check(entry: &Entry, ctx: &mut Ctx<'_>) -> bool {
    match entry.key() {
        "actor" => drop(ctx.value_of("PartyKind", &entry.value, "actor")),
        "channel" => drop(ctx.value_of("System", &entry.value, "channel")),
        "title" | "topic" => drop(ctx.scalar(&entry.value, entry.key())),
        key => match fact(key, ctx) {
            Some(field) => read_fact(field, "", entry, &mut Vec::new(), ctx),
            None => return false,
        },
    }
    true
}

/// The keys that may describe a routine, its marker aside.
pub(super) fn keys(vocabulary: &Vocabulary) -> impl Iterator<Item = &str> + Clone {
    let facts = vocabulary.record(FACTS).iter().filter(|field| !field.derived).map(|field| field.key.as_str());
    KEYS.into_iter().filter(|key| *key != "taushet").chain(facts)
}

fn fact<'v>(key: &str, ctx: &Ctx<'v>) -> Option<&'v Field> {
    ctx.vocabulary.record(FACTS).iter().find(|field| !field.derived && field.key == key)
}

/// Where a routine's keys stand.
#[derive(Clone, Copy)]
struct Origin {
    source: usize,
    shared: bool,
}

fn build<'n>(
    entries: impl Iterator<Item = &'n Entry>,
    origin: Origin,
    body: Scalar,
    source: &Source,
    ctx: &mut Ctx<'_>,
) -> Option<Routine> {
    let (mut actor, mut channel) = (None, None);
    let mut titles = Vec::new();
    let mut facts = Vec::new();
    for entry in entries {
        match entry.key() {
            "actor" => actor = ctx.value_of("PartyKind", &entry.value, "actor"),
            "title" | "topic" => {
                let text = ctx.scalar(&entry.value, entry.key());
                titles.extend(text.map(|text| Stated {
                    scalar: text.clone(),
                    span: entry.value.span,
                    source: origin.source,
                    shared: origin.shared,
                }));
            }
            "channel" => channel = ctx.value_of("System", &entry.value, "channel").map(|_| &entry.value),
            key => match fact(key, ctx) {
                Some(field) => read_fact(field, "", entry, &mut facts, ctx),
                None => {
                    let vocabulary = ctx.vocabulary;
                    ctx.unknown_key(entry, phrase!("place-routine"), keys(vocabulary));
                }
            },
        }
    }
    let id = stem(source.path());
    let n_unread = if channel.is_some() { 0 } else { outline::quoted(body.text()).len() };
    let wordings = channel.map(|channel| wordings(&id, (channel, origin), &body, ctx)).unwrap_or_default();
    let frames = outline::frames(body.text());
    Some(Routine { id, actor: actor?, titles, facts, body, frames, wordings, n_unread, is_whole: true })
}

fn wordings(id: &str, channel: (&Node, Origin), body: &Scalar, ctx: &mut Ctx<'_>) -> Vec<Wording> {
    let (channel, origin) = channel;
    let message = |(number, range): (usize, Range<usize>)| {
        let text = body.text().get(range.clone())?;
        let span = body.span_of(range.clone());
        // What many are to write is a template, whether it has slots or not.
        let mut draft = Draft { is_template: true, ..Draft::default() };
        draft.set("channel", channel, origin.source, true, ctx);
        // The marks that continue a block quote are blanked, so that a wording is read across its lines.
        draft.text = Some(Scalar::verbatim(outline::unmarked(text), span));
        let message = draft.finish(span, format!("{id}-{}", number + 1))?;
        Some(Wording { range, message })
    };
    outline::quoted(body.text()).into_iter().enumerate().filter_map(message).collect()
}
