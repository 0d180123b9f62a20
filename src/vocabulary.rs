//! The words that documents and policies share: what values an enumeration has, what each is a kind of, and which
//! keys a flow may record.
//!
//! Comes in: the Cedar schema (as its JSON form) and `policies/entities/*.yaml`. Goes out: a [`Vocabulary`] that the
//! readers check documents against and from which `taushet schema` is printed.
//! Must not know which values there are, nor Cedar's own types.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::source::{Problem, Span};
use crate::store::{Later, stored_cases, stored_struct};
use crate::tree::Node;

/// One value of an enumeration, e.g. the party kind `finance-department`.
#[derive(Clone, Debug)]
pub struct Member {
    /// The value as documents write it.
    pub id: String,
    /// What it is a kind of, directly.
    pub parents: Vec<String>,
    /// False for a group that only policies speak of.
    pub listed: bool,
    /// What else the entity file says of it.
    pub about: Later<Option<Node>>,
}

/// What a document's key holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Long,
    /// Free text.
    Text,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// One value of the named enumeration.
    OneOf(String),
    /// Several values of the named enumeration.
    SetOf(String),
    /// Several free texts.
    Texts,
    /// A block of keys.
    Record(Vec<Field>),
}

/// A key of a document and the Cedar attribute that it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its number among all fields of its record, those of its blocks in their places.
    pub(crate) number: usize,
    /// The key as documents write it, kebab-case.
    pub key: String,
    /// The attribute as policies write it, camelCase.
    pub attribute: String,
    /// What it holds.
    pub shape: Shape,
    /// A request always has it.
    pub required: bool,
    /// Worked out from the document, not a key of it.
    pub derived: bool,
    /// The value when the document says nothing: `@default`.
    pub default: Option<String>,
    /// A block that may be written as a list of blocks: `@repeatable`.
    pub repeatable: bool,
}

impl Field {
    /// Whether the field of its record with this number is it, or one of its block.
    pub(crate) fn holds(&self, number: usize) -> bool {
        (self.number..=self.last()).contains(&number)
    }

    /// The number of the last field of its block, which has those after its own; its own when it is no block.
    fn last(&self) -> usize {
        match &self.shape {
            Shape::Record(inner) => inner.last().map_or(self.number, Field::last),
            _ => self.number,
        }
    }
}

/// Enumerations and keys.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    kinds: BTreeMap<String, Vec<Member>>,
    ancestors: BTreeMap<String, Later<BTreeMap<String, BTreeSet<String>>>>,
    records: BTreeMap<String, Later<Vec<Field>>>,
    formats: BTreeMap<String, Later<Option<Node>>>,
}

stored_struct!(Member { id, parents, listed, about });
stored_cases!(Shape {
    Bool = 0,
    Long = 1,
    Text = 2,
    Date = 3,
    OneOf(kind) = 4,
    SetOf(kind) = 5,
    Texts = 6,
    Record(fields) = 7,
});
stored_struct!(Field { number, key, attribute, shape, required, derived, default, repeatable });
stored_struct!(Vocabulary { kinds, ancestors, records, formats });

impl Vocabulary {
    /// Reads the schema's JSON form. Problems are mistakes in the law's own files.
    pub fn add_schema(&mut self, schema: &Json) {
        let empty = serde_json::Map::new();
        let namespace = schema.get("").and_then(Json::as_object).unwrap_or(&empty);
        let common = namespace.get("commonTypes").and_then(Json::as_object).unwrap_or(&empty);
        let entities = namespace.get("entityTypes").and_then(Json::as_object).unwrap_or(&empty);
        for (name, entity) in entities {
            let values = entity.get("enum").and_then(Json::as_array);
            let members = self.kinds.entry(name.clone()).or_default();
            for value in values.into_iter().flatten().filter_map(Json::as_str) {
                members.push(Member { id: value.to_owned(), parents: Vec::new(), listed: true, about: None.into() });
            }
        }
        for (name, shape) in common {
            let mut fields = fields(shape, common, entities);
            number(&mut fields, 0);
            self.records.insert(name.clone(), fields.into());
        }
    }

    /// Reads one entity file: `Kind: { id: { in: [parents] } }` and `groups:`.
    ///
    /// # Errors
    /// Lists what is wrong with the file.
    pub fn add_entities(&mut self, root: &Node) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        for entry in root.as_map().unwrap_or_default() {
            match entry.key() {
                "taushet" => {}
                "groups" => {
                    for kind in entry.value.as_map().unwrap_or_default() {
                        self.add_members(kind.key(), &kind.value, false, &mut problems);
                    }
                }
                kind => self.add_members(kind, &entry.value, true, &mut problems),
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Reads a file of ready-made descriptions of files: `formats: { name: … }`, each as an entry of `inputs:`.
    pub fn add_formats(&mut self, root: &Node) {
        let formats = root.get("formats").and_then(|formats| formats.value.as_map()).unwrap_or_default();
        self.formats.extend(formats.iter().map(|entry| (entry.key().to_owned(), Some(entry.value.clone()).into())));
    }

    /// The ready-made description with this name.
    #[must_use]
    pub fn format(&self, name: &str) -> Option<&Node> {
        self.formats.get(name)?.as_ref()
    }

    /// The names of the ready-made descriptions.
    pub fn formats(&self) -> impl Iterator<Item = &str> + Clone {
        self.formats.keys().map(String::as_str)
    }

    fn add_members(&mut self, kind: &str, members: &Node, listed: bool, problems: &mut Vec<Problem>) {
        let known = self.kinds.entry(kind.to_owned()).or_default();
        for entry in members.as_map().unwrap_or_default() {
            let id = entry.key();
            if known.iter().any(|member| member.id == id) {
                problems.push(Problem::new(entry.key.span, phrase!("value-defined", id, kind)));
                continue;
            }
            let parents = entry.value.get("in").map(|parents| parents.value.texts()).unwrap_or_default();
            known.push(Member { id: id.to_owned(), parents, listed, about: Some(entry.value.clone()).into() });
        }
    }

    /// The values of one enumeration alone.
    pub(crate) fn only(&self, kind: &str) -> Vocabulary {
        let members = self.kinds.get_key_value(kind);
        let kinds = members.map(|(kind, members)| (kind.clone(), members.clone())).into_iter().collect();
        Vocabulary { kinds, ..Vocabulary::default() }
    }

    /// Adds one value.
    pub fn add_member(&mut self, kind: &str, id: &str, parents: &[String]) {
        // A concept may share its name with its group.
        let parents = parents.iter().filter(|parent| *parent != id).cloned().collect();
        let member = Member { id: id.to_owned(), parents, listed: true, about: None.into() };
        self.kinds.entry(kind.to_owned()).or_default().push(member);
    }

    /// Works out what each value is a kind of, at any distance. Call once, after all files are added.
    ///
    /// # Errors
    /// Names parents that do not exist.
    pub fn close(&mut self) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        for (kind, members) in &self.kinds {
            let parents: BTreeMap<&str, &[String]> =
                members.iter().map(|member| (member.id.as_str(), member.parents.as_slice())).collect();
            let mut closure = BTreeMap::new();
            for member in members {
                let mut reached = BTreeSet::new();
                let mut todo: Vec<&String> = member.parents.iter().collect();
                while let Some(parent) = todo.pop() {
                    match parents.get(parent.as_str()) {
                        Some(next) if reached.insert(parent.clone()) => todo.extend(next.iter()),
                        Some(_) => {}
                        None => problems.push(Problem::new(
                            member.about.as_ref().map_or(Span::new(0, 0), |about| about.span),
                            phrase!("value-parent", kind, id = &member.id, parent),
                        )),
                    }
                }
                closure.insert(member.id.clone(), reached);
            }
            self.ancestors.insert(kind.clone(), closure.into());
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// The values of an enumeration that documents may write, in the law's order.
    pub fn values<'a>(&'a self, kind: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.members(kind).iter().filter(|member| member.listed).map(|member| member.id.as_str())
    }

    /// All values of an enumeration, groups included.
    #[must_use]
    pub fn members(&self, kind: &str) -> &[Member] {
        self.kinds.get(kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// The value, when documents may write it.
    #[must_use]
    pub fn member(&self, kind: &str, id: &str) -> Option<&Member> {
        self.members(kind).iter().find(|member| member.listed && member.id == id)
    }

    /// The value that a word stands for: its id, or one of its `names`; capitals aside.
    #[must_use]
    pub fn named(&self, kind: &str, written: &str) -> Option<&str> {
        // Asked for each slot of a text: nothing is written anew to be compared.
        let written = written.trim().to_lowercase();
        let first = written.bytes().next().filter(u8::is_ascii);
        let begins = |name: &str| match name.bytes().next().filter(u8::is_ascii) {
            Some(byte) => first.is_none_or(|first| byte.eq_ignore_ascii_case(&first) || byte.is_ascii_whitespace()),
            None => true,
        };
        let same = |name: &str| begins(name) && name.trim().chars().flat_map(char::to_lowercase).eq(written.chars());
        let mut listed = self.members(kind).iter().filter(|member| member.listed);
        let found = listed.find(|member| {
            let names = || member.about.as_ref().and_then(|about| about.get("names")).map(|names| &names.value);
            same(&member.id) || names().is_some_and(|names| names.scalars().any(|name| same(name.text())))
        });
        found.map(|member| member.id.as_str())
    }

    /// The names of all enumerations.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kinds.keys().map(String::as_str)
    }

    /// What a value is a kind of, at any distance, without itself.
    pub fn ancestors<'a>(&'a self, kind: &str, id: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.ancestors.get(kind).and_then(|kinds| kinds.get(id)).into_iter().flatten().map(String::as_str)
    }

    /// The keys of a record type of the schema.
    #[must_use]
    pub fn record(&self, name: &str) -> &[Field] {
        self.records.get(name).map(|fields| fields.as_slice()).unwrap_or_default()
    }

    /// The known value that looks most like `word`.
    #[must_use]
    pub fn nearest(&self, kind: &str, word: &str) -> Option<&str> {
        nearest(word, self.values(kind))
    }
}

/// The candidate that looks most like `word`, if any is near enough to be what was meant.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    candidates
        .map(|candidate| {
            let alike = strsim::jaro_winkler(&word, &candidate.to_lowercase());
            // A word that the candidate contains, or the other way round, is near even when lengths differ.
            let part = word.len() > 3 && (candidate.contains(&word) || word.contains(candidate));
            (if part { alike.max(0.9) } else { alike }, candidate)
        })
        .filter(|(alike, _)| *alike >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

fn fields(
    record: &Json,
    common: &serde_json::Map<String, Json>,
    entities: &serde_json::Map<String, Json>,
) -> Vec<Field> {
    let attributes = record.get("attributes").and_then(Json::as_object);
    attributes
        .into_iter()
        .flatten()
        .filter_map(|(name, attribute)| {
            let annotations = attribute.get("annotations");
            let annotation = |key: &str| annotations.and_then(|annotations| annotations.get(key));
            Some(Field {
                number: 0,
                key: kebab(name),
                attribute: name.clone(),
                shape: shape(attribute, common, entities)?,
                required: attribute.get("required").and_then(Json::as_bool).unwrap_or(true),
                derived: annotation("derived").is_some(),
                default: annotation("default").and_then(Json::as_str).map(str::to_owned),
                repeatable: annotation("repeatable").is_some(),
            })
        })
        .collect()
}

/// Numbers fields from `next` on, and gives the number after the last.
fn number(fields: &mut [Field], mut next: usize) -> usize {
    for field in fields {
        field.number = next;
        next += 1;
        if let Shape::Record(inner) = &mut field.shape {
            next = number(inner, next);
        }
    }
    next
}

/// The field with a number.
pub(crate) fn numbered(fields: &[Field], number: usize) -> Option<&Field> {
    let field = fields.iter().find(|field| field.holds(number))?;
    match &field.shape {
        Shape::Record(inner) if field.number != number => numbered(inner, number),
        _ => Some(field),
    }
}

/// The field at a path of keys.
pub(crate) fn at<'f>(fields: &'f [Field], path: &str) -> Option<&'f Field> {
    let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
    let field = fields.iter().find(|field| field.key == key)?;
    match (rest, &field.shape) {
        (None, _) => Some(field),
        (Some(rest), Shape::Record(inner)) => at(inner, rest),
        _ => None,
    }
}

fn shape(
    attribute: &Json,
    common: &serde_json::Map<String, Json>,
    entities: &serde_json::Map<String, Json>,
) -> Option<Shape> {
    match attribute.get("type")?.as_str()? {
        "Set" => Some(match shape(attribute.get("element")?, common, entities)? {
            Shape::OneOf(kind) => Shape::SetOf(kind),
            _ => Shape::Texts,
        }),
        "Record" => Some(Shape::Record(fields(attribute, common, entities))),
        "EntityOrCommon" => match attribute.get("name")?.as_str()? {
            "Bool" => Some(Shape::Bool),
            "Long" => Some(Shape::Long),
            "String" => Some(Shape::Text),
            "datetime" => Some(Shape::Date),
            name if entities.contains_key(name) => Some(Shape::OneOf(name.to_owned())),
            name => Some(Shape::Record(fields(common.get(name)?, common, entities))),
        },
        _ => None,
    }
}

/// `noAlternative` → `no-alternative`: how a document writes an attribute of the schema.
#[must_use]
pub fn kebab(attribute: &str) -> String {
    let mut key = String::with_capacity(attribute.len() + 4);
    for letter in attribute.chars() {
        if letter.is_ascii_uppercase() {
            key.push('-');
        }
        key.push(letter.to_ascii_lowercase());
    }
    key
}
