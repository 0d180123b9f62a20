//! `taushet: messages/v1` (contract § 2.2): what is written in a channel, with the metadata beside it.

use std::collections::HashSet;

use super::{Ctx, Spanned};
use crate::lexicon::Language;
use crate::source::{Source, Span};
use crate::tree::{Entry, Node, Scalar};

/// One message or template (melding, mal).
#[derive(Clone, Debug)]
pub struct Message {
    /// Its id and the place of the id, else of the message.
    pub id: Spanned<String>,
    /// System id of the channel.
    pub channel: Stated,
    /// A value of `PartyKind`; NKS when absent.
    pub from: Option<Stated>,
    /// A value of `PartyKind`.
    pub to: Option<Stated>,
    /// Theme code or name.
    pub theme: Option<Stated>,
    /// The case must be clarified quickly: `true` or `false`.
    pub urgent: Option<Stated>,
    /// A text to be filled in and sent many times.
    pub is_template: bool,
    /// The language that the text is said to be in.
    pub language: Option<Language>,
    /// The flow that the message is a part of: `file#id`.
    pub flow: Option<Stated>,
    /// Subject, sender, queue, task type …: texts beside the message that others see.
    pub metadata: Vec<(String, Stated)>,
    /// What is written.
    pub text: Scalar,
}

/// A value and where it is stated: in the document, or in the configuration's `with:`.
#[derive(Clone, Debug)]
pub struct Stated {
    /// The value.
    pub scalar: Scalar,
    /// Place of the value.
    pub span: Span,
    /// Index of the source that it stands in.
    pub source: usize,
    /// Stated once for many messages, in the configuration.
    pub shared: bool,
}

impl Stated {
    /// The value as text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.scalar.text()
    }
}

/// The keys of a message that have a meaning of their own. Any further key is metadata that others see.
const KEYS: [&str; 17] = [
    "id",
    "channel",
    "from",
    "to",
    "theme",
    "task-type",
    "subject",
    "sender",
    "queue",
    "topic",
    "urgent",
    "template",
    "language",
    "flow",
    "text",
    "preview",
    "note",
];
const FRONT_MATTER_KEYS: [&str; 1] = ["taushet"];
/// Metadata that a reader of the channel sees beside the text.
pub(crate) const METADATA: [&str; 11] = [
    "subject",
    "sender",
    "queue",
    "topic",
    "preview",
    "envelope",
    "recipient-field",
    "sender-name",
    "path",
    "invoice-text",
    "task-type",
];

/// Reads a messages document.
pub(super) fn read(root: &Node, ctx: &mut Ctx<'_>) -> Vec<Message> {
    let message = |keys| phrase!("message-outside", keys);
    if root.get("messages").is_none() && ctx.misplaced(root, &KEYS, message, phrase!("message-outside-help")) {
        return Vec::new();
    }
    for entry in ctx.map(root, phrase!("place-document")) {
        if entry.key() == "title" {
            drop(ctx.text(&entry.value, "title"));
        }
        if !["taushet", "messages", "title"].contains(&entry.key()) {
            ctx.unknown_key(entry, phrase!("place-document"), ["taushet", "title", "messages"].into_iter());
        }
    }
    let Some(messages) = root.get("messages") else {
        ctx.problem(root.span, phrase!("messages-missing"), Some(phrase!("messages-missing-help")));
        return Vec::new();
    };
    let Some(items) = messages.value.as_list() else {
        ctx.problem(messages.value.span, phrase!("messages-not-a-list"), Some(phrase!("messages-not-a-list-help")));
        return Vec::new();
    };
    if items.is_empty() {
        ctx.problem(messages.value.span, phrase!("messages-empty"), None);
    }
    let mut read: Vec<Message> = Vec::new();
    let mut ids: HashSet<String> = HashSet::new();
    for item in items {
        let before = ctx.problems.len();
        let mut draft = Draft::default();
        draft.read(item, &[], ctx);
        for key in ["channel", "text"] {
            ctx.require(item, Span::new(item.span.start, item.span.start), phrase!("place-message"), &[key]);
        }
        if ctx.problems.len() == before
            && let Some(message) = draft.finish(item.span, format!("melding-{}", read.len() + 1))
        {
            if !ids.insert(message.id.value.clone()) {
                let help = phrase!("id-twice-help");
                ctx.problem(message.id.span, phrase!("id-twice", id = &message.id.value), Some(help));
                continue;
            }
            read.push(message);
        }
    }
    read
}

/// Reads a message whose keys are front matter and whose text is the body.
pub(super) fn from_front_matter(root: &Node, body: Scalar, source: &Source, ctx: &mut Ctx<'_>) -> Option<Message> {
    let before = ctx.problems.len();
    let mut draft = Draft::default();
    draft.read(root, &FRONT_MATTER_KEYS, ctx);
    match root.get("text") {
        Some(entry) if !body.text().trim().is_empty() => {
            ctx.problem(entry.key.span, phrase!("text-and-body"), Some(phrase!("text-and-body-help")));
        }
        Some(_) => {}
        None => draft.text = Some(body),
    }
    let start = Span::new(root.span.start, root.span.start);
    ctx.require(root, start, phrase!("place-message"), &["channel"]);
    if ctx.problems.len() > before { None } else { draft.finish(root.span, stem(source.path())) }
}

/// A file's name without folders and ending: the id of a message that has none.
pub(super) fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// A message being read.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) id: Option<Spanned<String>>,
    pub(super) channel: Option<Stated>,
    pub(super) from: Option<Stated>,
    pub(super) to: Option<Stated>,
    pub(super) theme: Option<Stated>,
    pub(super) urgent: Option<Stated>,
    pub(super) is_template: bool,
    pub(super) language: Option<Language>,
    pub(super) flow: Option<Stated>,
    pub(super) metadata: Vec<(String, Stated)>,
    pub(super) text: Option<Scalar>,
}

impl Draft {
    fn read(&mut self, node: &Node, besides: &[&str], ctx: &mut Ctx<'_>) {
        for entry in ctx.map(node, phrase!("place-message")) {
            let key = entry.key();
            if besides.contains(&key) {
                continue;
            }
            let is_known = KEYS.contains(&key) || METADATA.contains(&key);
            if !is_known {
                ctx.unknown_key(entry, phrase!("place-message"), keys());
                continue;
            }
            check_language(entry, ctx);
            self.set(key, &entry.value, ctx.index, false, ctx);
        }
    }

    /// Takes one key's value. `shared` values stand in the configuration.
    pub(super) fn set(&mut self, key: &str, node: &Node, source: usize, shared: bool, ctx: &mut Ctx<'_>) {
        let stated = |ctx: &mut Ctx<'_>| {
            ctx.scalar(node, key).map(|scalar| Stated { scalar: scalar.clone(), span: node.span, source, shared })
        };
        match key {
            "id" => self.id = ctx.text(node, key),
            "text" => self.text = ctx.scalar(node, key).cloned(),
            "note" => {}
            "urgent" => {
                if ctx.truth(node, key).is_some() {
                    self.urgent = stated(ctx);
                }
            }
            "template" => self.is_template = ctx.truth(node, key) == Some(true),
            // What a file says of itself may be any language.
            "language" => self.language = ctx.text(node, key).and_then(|tag| Language::of_tag(&tag.value)),
            "flow" => self.flow = stated(ctx),
            "theme" => self.theme = stated(ctx),
            "channel" => {
                if ctx.value_of("System", node, key).is_some() {
                    self.channel = stated(ctx);
                }
            }
            "from" | "to" => {
                if ctx.value_of("PartyKind", node, key).is_some() {
                    let party = stated(ctx);
                    if key == "from" { self.from = party } else { self.to = party }
                }
            }
            _ => {
                if let Some(value) = stated(ctx) {
                    self.metadata.push((key.to_owned(), value));
                }
            }
        }
    }

    /// Takes a text that stands beside the message under a name of its own.
    pub(super) fn add_metadata(&mut self, name: &str, node: &Node, source: usize) {
        if let Some(scalar) = node.as_scalar() {
            let value = Stated { scalar: scalar.clone(), span: node.span, source, shared: false };
            self.metadata.push((name.to_owned(), value));
        }
    }

    pub(super) fn finish(self, span: Span, id: String) -> Option<Message> {
        Some(Message {
            id: self.id.unwrap_or(Spanned { value: id, span: Span::new(span.start, span.start) }),
            channel: self.channel?,
            from: self.from,
            to: self.to,
            theme: self.theme,
            urgent: self.urgent,
            is_template: self.is_template,
            language: self.language,
            flow: self.flow,
            metadata: self.metadata,
            text: self.text?,
        })
    }
}

/// Tells of a `language` that is none that messages are read in.
pub(super) fn check_language(entry: &Entry, ctx: &mut Ctx<'_>) {
    let codes = Language::ALL.map(Language::code);
    if entry.key() == "language" && !codes.contains(&entry.value.text()) {
        let message = phrase!("not-a-value", value = entry.value.text(), what = "language");
        ctx.problem(entry.value.span, message, Some(phrase!("known-values", values = codes.join(", "))));
    }
}

/// The language that a file's name ends in: `tekster_nn.properties`, `brev.nn.json`, `nb.ts`.
pub(super) fn language_of_name(path: &str) -> Option<Language> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut ends = stem.rmatch_indices(['.', '_', '-']).map(|(at, _)| at + 1);
    let (last, before) = (ends.next(), ends.next());
    // With its region first, so that `NO` is not read as a language.
    [Some(0), before, last].into_iter().flatten().find_map(|start| Language::of_tag(stem.get(start..)?))
}

/// Whether a key may describe a message.
pub(super) fn is_key(key: &str) -> bool {
    KEYS.contains(&key) || METADATA.contains(&key)
}

/// The keys that may describe a message.
pub(crate) fn keys() -> impl Iterator<Item = &'static str> + Clone {
    KEYS.iter().chain(METADATA.iter().filter(|key| !KEYS.contains(key))).copied()
}
