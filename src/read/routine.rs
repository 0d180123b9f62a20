//! `taushet: routine/v1` (contract § 2.3): what a routine tells staff to say and do.
//!
//! The body is the routine. Block quotes and texts between «…» in it are standard wordings: messages in the routine's
//! `channel`.

mod outline;

use std::ops::Range;

use super::fact::{Fact, read_fact};
use super::messages::{Draft, Message, stem};
use super::{Ctx, Spanned};
use crate::source::{Source, Span};
use crate::tree::{Node, Scalar};
use crate::vocabulary::Field;

/// A service routine (servicerutine).
#[derive(Clone, Debug)]
pub struct Routine {
    /// The file's name without folders and ending.
    pub id: String,
    /// A value of `PartyKind`: whom it is written for.
    pub actor: Spanned<String>,
    /// Title and topic, each with the place of its value.
    pub titles: Vec<(Scalar, Span)>,
    /// Values of the schema's `RoutineFacts`.
    pub facts: Vec<Fact>,
    /// What staff are told.
    pub body: Scalar,
    /// Which parts of the body's text stand over which: headings, and lines that introduce a list.
    pub frames: Vec<Frame>,
    /// The standard wordings, when the channel that they are written in is known.
    pub wordings: Vec<Wording>,
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
    let fields: Vec<&Field> = ctx.vocabulary.record(FACTS).iter().filter(|field| !field.derived).collect();
    let before = ctx.problems.len();
    let (mut actor, mut channel) = (None, None);
    let mut titles = Vec::new();
    let mut facts = Vec::new();
    for entry in ctx.map(root, "rutinen") {
        match entry.key() {
            "taushet" => {}
            "actor" => actor = ctx.value_of("PartyKind", &entry.value, "actor"),
            "title" | "topic" => {
                let text = ctx.scalar(&entry.value, entry.key());
                titles.extend(text.map(|text| (text.clone(), entry.value.span)));
            }
            "channel" => channel = ctx.value_of("System", &entry.value, "channel").map(|_| &entry.value),
            key => match fields.iter().find(|field| field.key == key) {
                Some(field) => read_fact(field, "", entry, &mut facts, ctx),
                None => {
                    let known = KEYS.iter().copied().chain(fields.iter().map(|field| field.key.as_str()));
                    ctx.unknown_key(entry, "rutinen", known);
                }
            },
        }
    }
    ctx.require(root, Span::new(root.span.start, root.span.start), "rutinen", &["actor", "title"]);
    if ctx.problems.len() > before {
        return None;
    }
    let id = stem(source.path());
    let wordings = channel.map(|channel| wordings(&id, channel, &body, ctx)).unwrap_or_default();
    let frames = outline::frames(body.text());
    Some(Routine { id, actor: actor?, titles, facts, body, frames, wordings })
}

fn wordings(id: &str, channel: &Node, body: &Scalar, ctx: &mut Ctx<'_>) -> Vec<Wording> {
    let index = ctx.index;
    let message = |(number, range): (usize, Range<usize>)| {
        let text = body.text().get(range.clone())?;
        let span = body.span_of(range.clone());
        let mut draft = Draft::default();
        draft.set("channel", channel, index, true, ctx);
        // The marks that continue a block quote are blanked, so that a wording is read across its lines.
        draft.text = Some(Scalar::verbatim(outline::unmarked(text), span));
        let message = draft.finish(span, format!("{id}-{}", number + 1))?;
        Some(Wording { range, message })
    };
    outline::quoted(body.text()).into_iter().enumerate().filter_map(message).collect()
}
