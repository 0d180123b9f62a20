//! `taushet: flows/v1` (contract § 2.1): parties, systems and flows.
//!
//! Which facts a flow may record, and what values they take, is the vocabulary's; this module knows only the keys
//! that tie a document together.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::fact::{Fact, read_block, read_fact};
use super::{Ctx, Spanned};
use crate::phrase::Phrase;
use crate::source::Span;
use crate::tree::{Entry, Node, Scalar};

/// A flows document.
#[derive(Clone, Debug, Default)]
pub struct FlowDocument {
    /// Parties by id.
    pub parties: BTreeMap<String, Party>,
    /// The document's own systems by id.
    pub systems: BTreeMap<String, SystemEntry>,
    /// Flows in the order written. A flow that could not be read is not among them, and is a problem.
    pub flows: Vec<Flow>,
}

/// A party (part): who sends or receives.
#[derive(Clone, Debug)]
pub struct Party {
    /// Its id and where it is declared.
    pub id: Spanned<String>,
    /// A value of `PartyKind`.
    pub kind: Spanned<String>,
    /// Its name, as written.
    pub name: Option<String>,
    /// Municipality number, as written.
    pub municipality: Option<String>,
    /// Performs a public task: sotjl. § 43 second paragraph.
    pub performs_public_task: Option<bool>,
}

/// What the document says of a system.
#[derive(Clone, Debug)]
pub struct SystemEntry {
    /// Its id and where it is declared.
    pub id: Spanned<String>,
    /// A value of `Access`.
    pub access: Option<Spanned<String>>,
    /// Values of `PartyKind`: who can read there.
    pub audience: Option<Vec<Spanned<String>>>,
    /// Values of the schema's `Channel`.
    pub facts: Vec<Fact>,
    /// The day on which the entry was true.
    pub facts_as_of: Option<Date>,
}

/// One disclosure (dataflyt).
#[derive(Clone, Debug)]
pub struct Flow {
    /// Its id and where it is declared.
    pub id: Spanned<String>,
    /// Party id of the sender.
    pub from: Spanned<String>,
    /// Party id of the recipient.
    pub to: Spanned<String>,
    /// System id.
    pub via: Option<Spanned<String>>,
    /// Values of `Data`.
    pub data: Vec<Spanned<String>>,
    /// The provisions it claims.
    pub basis: Vec<Spanned<String>>,
    /// The day to judge it as of.
    pub date: Option<Date>,
    /// Texts that others see, by key.
    pub exposes: Vec<(Spanned<String>, Scalar)>,
    /// What it records, by path.
    pub facts: Vec<Fact>,
    /// Where a block may be written several times (several consents), one set of facts for each.
    pub alternatives: Vec<Vec<Fact>>,
}

impl Flow {
    /// The fact under a path, when it is recorded.
    #[must_use]
    pub fn fact(&self, path: &str) -> Option<&Fact> {
        self.facts.iter().chain(self.alternatives.iter().flatten()).find(|fact| fact.path == path)
    }
}

pub(crate) const DOCUMENT_KEYS: [&str; 5] = ["taushet", "title", "parties", "systems", "flows"];
pub(crate) const PARTY_KEYS: [&str; 4] = ["kind", "municipality", "name", "performs-public-task"];
pub(crate) const SYSTEM_KEYS: [&str; 8] =
    ["access", "audience", "access-control", "processor-agreement", "processor", "facts-as-of", "name", "note"];
pub(crate) const FLOW_KEYS: [&str; 8] = ["from", "to", "via", "data", "basis", "date", "exposes", "note"];
/// Keys of one flow where its id should be.
const KEYS_OF_ONE: [&str; 6] = ["id", "from", "to", "via", "data", "basis"];

/// Reads a flows document.
pub(super) fn read(root: &Node, ctx: &mut Ctx<'_>) -> FlowDocument {
    let mut document = FlowDocument::default();
    let outside = |keys| phrase!("flow-outside", keys);
    if root.get("flows").is_none() && ctx.misplaced(root, &KEYS_OF_ONE, outside, phrase!("flow-outside-help")) {
        return document;
    }
    for entry in ctx.map(root, phrase!("place-document")) {
        match entry.key() {
            "taushet" => {}
            "title" => drop(ctx.text(&entry.value, "title")),
            "parties" => {
                for party in ctx.map_by_id(&entry.value, "parties") {
                    if let Some(read) = read_party(party, ctx) {
                        document.parties.insert(party.key().to_owned(), read);
                    }
                }
            }
            "systems" => {
                for system in ctx.map_by_id(&entry.value, "systems") {
                    document.systems.insert(system.key().to_owned(), read_system(system, ctx));
                }
            }
            "flows" => {}
            _ => ctx.unknown_key(entry, phrase!("place-document"), DOCUMENT_KEYS.iter().copied()),
        }
    }
    check_processors(root, &document, ctx);
    match root.get("flows") {
        Some(flows)
            if ctx.misplaced(
                &flows.value,
                &KEYS_OF_ONE,
                |keys| phrase!("flow-without-id", keys),
                phrase!("flow-without-id-help"),
            ) => {}
        Some(flows) => {
            let entries = ctx.map_by_id(&flows.value, "flows");
            if entries.is_empty() && flows.value.as_map().is_some() {
                ctx.problem(flows.value.span, phrase!("flows-empty"), Some(phrase!("flows-empty-help")));
            }
            // Parties whose own entry is faulty are still known by name, so that one mistake gives one problem.
            let parties: Vec<&str> = keys(root, "parties");
            let systems: Vec<&str> = keys(root, "systems");
            for flow in entries {
                if let Some(read) = read_flow(flow, &parties, &systems, &document, ctx) {
                    document.flows.push(read);
                }
            }
        }
        None => ctx.problem(root.span, phrase!("flows-missing"), Some(phrase!("flows-missing-help"))),
    }
    document
}

fn keys<'n>(root: &'n Node, section: &str) -> Vec<&'n str> {
    root.get(section).and_then(|found| found.value.as_map()).unwrap_or_default().iter().map(Entry::key).collect()
}

fn read_party(entry: &Entry, ctx: &mut Ctx<'_>) -> Option<Party> {
    let place = phrase!("place-party", id = entry.key());
    let (mut kind, mut name, mut municipality) = (None, None, None);
    let mut performs_public_task = None;
    for key in ctx.map(&entry.value, &place) {
        match key.key() {
            "kind" => kind = ctx.value_of("PartyKind", &key.value, "kind"),
            "municipality" => {
                // A number would lose its leading zero in other programs, and then compare as another municipality.
                let is_typed = |scalar: &Scalar| scalar.as_number().is_some() || scalar.as_bool().is_some();
                if key.value.as_scalar().is_some_and(is_typed) {
                    let help = phrase!("municipality-help", number = key.value.text());
                    ctx.problem(key.value.span, phrase!("municipality-text"), Some(help));
                }
                municipality = ctx.text(&key.value, "municipality");
            }
            "name" => name = ctx.text(&key.value, "name").map(|name| name.value),
            "performs-public-task" => performs_public_task = ctx.truth(&key.value, "performs-public-task"),
            _ => ctx.unknown_key(key, &place, PARTY_KEYS.iter().copied()),
        }
    }
    ctx.require(&entry.value, entry.key.span, &place, &["kind"]);
    Some(Party {
        id: Spanned { value: entry.key().to_owned(), span: entry.key.span },
        kind: kind?,
        name,
        municipality: municipality.map(|number| number.value),
        performs_public_task,
    })
}

fn read_system(entry: &Entry, ctx: &mut Ctx<'_>) -> SystemEntry {
    let place = phrase!("place-system", id = entry.key());
    let mut system = SystemEntry {
        id: Spanned { value: entry.key().to_owned(), span: entry.key.span },
        access: None,
        audience: None,
        facts: Vec::new(),
        facts_as_of: None,
    };
    let channel = ctx.vocabulary.record("Channel");
    for key in ctx.map(&entry.value, &place) {
        match key.key() {
            "access" => system.access = ctx.value_of("Access", &key.value, "access"),
            "audience" => system.audience = Some(ctx.values_of("PartyKind", &key.value, "audience")),
            "facts-as-of" => system.facts_as_of = ctx.day(&key.value, "facts-as-of"),
            "processor" | "name" | "note" => drop(ctx.text(&key.value, key.key())),
            name => match channel.iter().find(|field| field.key == name && !field.derived) {
                Some(field) => read_fact(field, "", key, &mut system.facts, ctx),
                None => ctx.unknown_key(key, &place, SYSTEM_KEYS.iter().copied()),
            },
        }
    }
    system
}

fn check_processors(root: &Node, document: &FlowDocument, ctx: &mut Ctx<'_>) {
    for system in root.get("systems").and_then(|found| found.value.as_map()).unwrap_or_default() {
        if let Some(processor) = system
            .value
            .get("processor")
            .and_then(|found| found.value.as_scalar().map(|id| (id.text(), found.value.span)))
            && !document.parties.contains_key(processor.0)
        {
            dangling(
                ctx,
                processor.1,
                phrase!("not-defined-party", id = processor.0),
                processor.0,
                document.parties.keys().map(String::as_str),
            );
        }
    }
}

fn dangling<'k>(
    ctx: &mut Ctx<'_>,
    span: Span,
    message: Phrase,
    id: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) {
    let help = match crate::vocabulary::nearest(id, known.clone()) {
        Some(near) => phrase!("did-you-mean", near),
        None if known.clone().next().is_none() => phrase!("define-party", id),
        None => {
            phrase!("defined", ids = known.map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "))
        }
    };
    ctx.problem(span, message, Some(help));
}

fn read_flow(
    entry: &Entry,
    parties: &[&str],
    systems: &[&str],
    document: &FlowDocument,
    ctx: &mut Ctx<'_>,
) -> Option<Flow> {
    let place = phrase!("place-flow", id = entry.key());
    let vocabulary = ctx.vocabulary;
    let fields = || vocabulary.record("Facts").iter().filter(|field| !field.derived);
    let (mut from, mut to, mut via) = (None, None, None);
    let mut flow = Flow {
        id: Spanned { value: entry.key().to_owned(), span: entry.key.span },
        from: Spanned { value: String::new(), span: entry.key.span },
        to: Spanned { value: String::new(), span: entry.key.span },
        via: None,
        data: Vec::new(),
        basis: Vec::new(),
        date: None,
        exposes: Vec::new(),
        facts: Vec::new(),
        alternatives: Vec::new(),
    };
    let within = entry.key.span.start..entry.value.span.end.max(entry.key.span.end);
    let is_broken = ctx.problems.iter().any(|problem| within.contains(&problem.span.start));
    let before = ctx.problems.len();
    for key in ctx.map(&entry.value, &place) {
        match key.key() {
            "from" => from = party(key, parties, ctx),
            "to" => to = party(key, parties, ctx),
            "via" => via = system(key, systems, ctx),
            "data" => flow.data = ctx.values_of("Data", &key.value, "data"),
            "basis" => flow.basis = texts(key, ctx),
            "date" => flow.date = ctx.day(&key.value, "date"),
            "exposes" => {
                for exposed in ctx.map(&key.value, "`exposes`") {
                    let name = Spanned { value: exposed.key().to_owned(), span: exposed.key.span };
                    let values = exposed.value.as_list().unwrap_or(std::slice::from_ref(&exposed.value));
                    for value in values {
                        if let Some(scalar) = ctx.scalar(value, exposed.key()) {
                            flow.exposes.push((name.clone(), scalar.clone()));
                        }
                    }
                }
            }
            "note" => drop(ctx.text(&key.value, "note")),
            name => match fields().find(|field| field.key == name) {
                Some(field) if field.repeatable && key.value.as_list().is_some() => {
                    for item in key.value.as_list().unwrap_or_default() {
                        let mut facts = Vec::new();
                        read_block(field, item, "", &mut facts, ctx);
                        flow.alternatives.push(facts);
                    }
                }
                Some(field) => read_fact(field, "", key, &mut flow.facts, ctx),
                None => {
                    let known = FLOW_KEYS.iter().copied().chain(fields().map(|field| field.key.as_str()));
                    ctx.unknown_key(key, &place, known);
                }
            },
        }
    }
    if entry.value.as_map().is_some() {
        ctx.require(&entry.value, entry.key.span, &place, &["from", "to", "data", "purpose"]);
        if let Some(data) = entry.value.get("data")
            && data.value.as_list().is_some_and(<[Node]>::is_empty)
        {
            ctx.problem(data.value.span, phrase!("data-empty"), Some(phrase!("data-empty-help")));
        }
    }
    // A flow with a mistake in it is not judged: a verdict on half-read facts would be a guess.
    if is_broken || ctx.problems.len() > before {
        return None;
    }
    flow.via = via;
    flow.from = from?;
    flow.to = to?;
    // A party that is named but could not be read is a problem already.
    (document.parties.contains_key(&flow.from.value) && document.parties.contains_key(&flow.to.value)).then_some(flow)
}

fn texts(key: &Entry, ctx: &mut Ctx<'_>) -> Vec<Spanned<String>> {
    match key.value.as_list() {
        Some(items) => items.iter().filter_map(|item| ctx.text(item, key.key())).collect(),
        None => ctx.text(&key.value, key.key()).into_iter().collect(),
    }
}

fn party(key: &Entry, parties: &[&str], ctx: &mut Ctx<'_>) -> Option<Spanned<String>> {
    let id = ctx.text(&key.value, key.key())?;
    if !parties.contains(&id.value.as_str()) {
        dangling(ctx, id.span, phrase!("not-defined-party", id = &id.value), &id.value, parties.iter().copied());
        return None;
    }
    Some(id)
}

fn system(key: &Entry, systems: &[&str], ctx: &mut Ctx<'_>) -> Option<Spanned<String>> {
    let id = ctx.text(&key.value, key.key())?;
    let known: Vec<&str> = systems.iter().copied().chain(ctx.vocabulary.values("System")).collect();
    if !known.contains(&id.value.as_str()) {
        dangling(ctx, id.span, phrase!("not-defined-system", id = &id.value), &id.value, known.iter().copied());
        return None;
    }
    Some(id)
}
