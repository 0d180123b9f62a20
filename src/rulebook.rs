//! The law, loaded once: policies taken in by action and day, vocabulary, lexicon and texts.
//!
//! Comes in: the files of `policies/`. Goes out: a [`Rulebook`] that [`crate::decide`] asks.
//! Must not know any rule, provision or word; those are in the files.

mod ahead;
mod clause;
mod head;
mod in_force;
mod inputs;
mod kind;
mod loader;
mod local;
mod norm;
mod severity;
mod texts;
mod uids;
mod words;

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::OnceLock;

use cedar_policy::{Entities, EntityUid, PolicyId, PolicySet, Schema, SchemaFragment, ValidationMode, Validator};
use jiff::civil::Date;

use crate::law::LawFile;
use crate::lexicon::Lexicon;
use crate::lexicon_file::Reader;
use crate::personal_data::{self, PersonalWords};
use crate::source::Problem;
use crate::vocabulary::{Field, Vocabulary};
use head::Scope;
use uids::Uids;
use words::LexiconFiles;
pub(crate) use words::Words;

pub(crate) use clause::{Clause, Clauses};
pub use in_force::InForce;
pub(crate) use inputs::{Guard, Read, Reads, Told};
#[cfg(feature = "prove")]
pub(crate) use norm::{ACTIONS, actions_of};
pub use norm::{Action, Norm};
pub use severity::{Severities, Severity};
pub use texts::{Citation, ConditionText, Language, RuleText, Texts, fill, unfilled};

/// A mistake in one file of the law.
#[derive(Clone, Debug)]
pub struct LawProblem {
    /// The file's path.
    pub file: String,
    /// What is wrong, and where.
    pub problem: Problem,
}

/// The law cannot be used. This indicates a mistake in the policies.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the law cannot be read: {}", .problems.iter().map(|found| format!("{}: {}", found.file, found.problem.message)).collect::<Vec<_>>().join("; "))]
pub struct RulebookError {
    /// Everything that is wrong.
    pub problems: Vec<LawProblem>,
}

/// The law.
pub struct Rulebook {
    /// Enumerations and keys.
    pub vocabulary: Vocabulary,
    /// What people read.
    pub texts: Texts,
    /// What tells real personal data from what stands for it.
    pub(crate) personal_words: PersonalWords,
    norms: Vec<Norm>,
    findings: Vec<FindingRule>,
    /// The vocabulary as Cedar takes it, made when it is first asked.
    entities: OnceLock<Result<Entities, String>>,
    uids: Uids,
    lexicon_files: LexiconFiles,
    words: OnceLock<Words>,
    routine_words: OnceLock<Words>,
    /// Indexes of the policies of each action.
    by_action: BTreeMap<Action, Vec<usize>>,
}

/// A finding that no single policy makes: `policies/findings.yaml`.
#[derive(Clone, Debug)]
pub struct FindingRule {
    /// Rule id.
    pub id: String,
    /// Severity wherever it is told.
    pub severity: Severity,
    /// Group of rules.
    pub group: String,
    /// Citations.
    pub law: Vec<String>,
    /// Cannot be lowered.
    pub statutory: bool,
}

/// The record of the schema that is known of a flow.
pub(crate) const FACTS: &str = "Facts";
/// The record of the schema that is known of a flow's channel.
pub(crate) const CHANNEL_FACTS: &str = "ChannelFacts";

/// Whether policies of an action are asked about a channel.
fn is_of_channel(action: Action) -> bool {
    matches!(action, Action::Convey | Action::MakeKnown)
}

/// The group of rules about suppressions (contract § 7).
const HYGIENE: &str = "hygiene";

/// What a rule's findings are held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownRule {
    /// States a prohibition of the statute: cannot be lowered, and is suppressed only with a last day and a name.
    pub statutory: bool,
    /// The worst that its findings are.
    pub severity: Severity,
}

impl Rulebook {
    /// Reads the law.
    ///
    /// # Errors
    /// Everything that is wrong with the files, with its place.
    pub fn load(files: &[LawFile]) -> Result<Rulebook, RulebookError> {
        Rulebook::load_edition(files, IN_FORCE)
    }

    /// Reads the law with another edition of forvaltningsloven in the place of the one in force.
    ///
    /// # Errors
    /// Everything that is wrong with the files, with its place.
    pub fn load_edition(files: &[LawFile], edition: &str) -> Result<Rulebook, RulebookError> {
        loader::load(files, edition)
    }

    /// The same law told in another language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Rulebook {
        Rulebook { texts: self.texts.in_language(language), ..self }
    }

    /// Every policy, in the order of files and of policies in them.
    #[must_use]
    pub fn norms(&self) -> &[Norm] {
        &self.norms
    }

    /// The policy with this id.
    #[must_use]
    pub fn norm(&self, id: &str) -> Option<&Norm> {
        self.norms.iter().find(|norm| norm.id == id)
    }

    /// The rule whose findings have this id, whether a policy makes them or the engine.
    #[must_use]
    pub fn known_rule(&self, id: &str) -> Option<KnownRule> {
        let norm = self.norm(id).and_then(|norm| {
            let worst = norm.severity.as_ref()?.worst();
            Some(KnownRule { statutory: norm.statutory, severity: worst })
        });
        let named = || self.findings.iter().find(|rule| rule.id == id);
        norm.or_else(|| named().map(|rule| KnownRule { statutory: rule.statutory, severity: rule.severity }))
    }

    /// Whether a rule is about decisions that findings do not count, and not about any text.
    #[must_use]
    pub fn is_about_decisions(&self, id: &str) -> bool {
        self.findings.iter().any(|rule| rule.id == id && rule.group == HYGIENE)
    }

    /// The policies of an action, in the law's order.
    pub(crate) fn norms_of(&self, action: Action) -> impl Iterator<Item = &Norm> {
        let of_action = self.by_action.get(&action).into_iter().flatten();
        of_action.filter_map(|index| self.norms.get(*index))
    }

    /// The policies of an action that are in force on a day.
    pub fn in_force(&self, action: Action, day: Date) -> impl Iterator<Item = &Norm> {
        self.norms_of(action).filter(move |norm| norm.in_force.covers(day))
    }

    /// The findings that no single policy makes.
    #[must_use]
    pub fn findings(&self) -> &[FindingRule] {
        &self.findings
    }

    /// Whether a user may name this slug as a flow's `basis`.
    #[must_use]
    pub fn is_basis(&self, slug: &str) -> bool {
        self.texts.citation(slug).is_some()
            || self.norms.iter().any(|norm| norm.slugs.iter().any(|known| known == slug))
    }

    /// The slugs of norms that permit or require.
    pub fn bases(&self) -> impl Iterator<Item = &str> {
        self.norms
            .iter()
            .filter(|norm| !norm.forbids)
            .filter(|norm| {
                norm.actions.iter().any(|action| matches!(action, Action::Disclose | Action::DiscloseByDuty))
            })
            .flat_map(|norm| norm.slugs.iter().map(String::as_str))
    }

    /// A value of an enumeration as Cedar knows it.
    ///
    /// # Errors
    /// When the enumeration is none of the law's; this indicates a mistake in taushet.
    pub(crate) fn uid(&self, kind: &str, id: &str) -> Result<EntityUid, String> {
        self.uids.get(kind, id).ok_or_else(|| format!("{kind} is no type of the schema"))
    }

    /// Whether a norm's scope lets it apply to this principal and resource: cheap, and asked before Cedar is. What is left
    /// out is false in Cedar too, whose entities are of the same vocabulary.
    pub(crate) fn may_apply(&self, norm: &Norm, action: Action, principal: &EntityUid, resource: &EntityUid) -> bool {
        self.may_be_to(norm, action, principal) && self.may_be_about(norm, action, resource)
    }

    /// Whether a norm's scope lets it apply to this principal.
    pub(crate) fn may_be_to(&self, norm: &Norm, action: Action, principal: &EntityUid) -> bool {
        self.is_within(&norm.principal, action, principal)
    }

    /// Whether a norm's scope lets it apply to this resource.
    pub(crate) fn may_be_about(&self, norm: &Norm, action: Action, resource: &EntityUid) -> bool {
        self.is_within(&norm.resource, action, resource)
    }

    fn is_within(&self, scope: &Scope, action: Action, entity: &EntityUid) -> bool {
        let (kind, id) = (entity.type_name().basename(), entity.id().unescaped());
        match scope {
            Scope::Eq(other, only) => kind == other && id == only,
            Scope::In(other, group) => {
                kind == other
                    && (id == group
                        || self.speaks_of(action, kind).ancestors(kind, id).any(|ancestor| ancestor == group))
            }
            Scope::Any | Scope::Is(_) | Scope::IsIn(..) => true,
        }
    }

    /// The entities that policies of an action speak of.
    ///
    /// # Errors
    /// What Cedar says is wrong with the vocabulary, such as a value that is a kind of itself.
    pub(crate) fn entities(&self, action: Action) -> Result<&Entities, String> {
        let words = self.words_of(action);
        let entities = words.map_or(&self.entities, |words| &words.entities);
        let read = || uids::entities(&self.vocabulary, words.map(|words| &words.kinds), &self.uids);
        entities.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    /// The vocabulary, and what there is to name in messages and in routines.
    #[cfg(feature = "prove")]
    pub(crate) fn vocabularies(&self) -> [&Vocabulary; 3] {
        [&self.vocabulary, &self.words().kinds, &self.routine_words().kinds]
    }

    /// Who reads the texts that policies of an action are about, which tells the words that they speak of; nobody where they
    /// are about flows.
    pub(crate) fn reader_of(&self, action: Action) -> Option<Reader> {
        match action {
            Action::Concern
            | Action::Write
            | Action::Tell
            | Action::Deliver
            | Action::Hold
            | Action::Fill
            | Action::CountAs
            | Action::Compare
            | Action::Label
            | Action::Expose => Some(Reader::Message),
            Action::Oversee | Action::Instruct | Action::Maintain => Some(Reader::Routine),
            _ => None,
        }
    }

    /// The words that policies of an action speak of.
    fn words_of(&self, action: Action) -> Option<&Words> {
        self.reader_of(action).map(|reader| match reader {
            Reader::Message => self.words(),
            Reader::Routine => self.routine_words(),
        })
    }

    /// All that an entity is a kind of, to policies of an action, without itself.
    pub(crate) fn kinds_of(&self, action: Action, entity: &EntityUid) -> impl Iterator<Item = EntityUid> {
        let (kind, id) = (entity.type_name().basename(), entity.id().unescaped());
        self.speaks_of(action, kind).ancestors(kind, id).filter_map(move |kind_of| self.uids.get(kind, kind_of))
    }

    /// Whether a municipality has policies of its own.
    pub(crate) fn has_local_policies(&self) -> bool {
        self.norms.iter().any(|norm| norm.local)
    }

    /// What says of a kind of value what its values are kinds of, to policies of an action.
    fn speaks_of(&self, action: Action, kind: &str) -> &Vocabulary {
        match kind {
            words::CONCEPT => self.words_of(action).map_or(&self.vocabulary, |words| &words.kinds),
            _ => &self.vocabulary,
        }
    }

    /// The wordings.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.words().lexicon
    }

    /// What is looked for in routines.
    #[must_use]
    pub fn routine_lexicon(&self) -> &Lexicon {
        &self.routine_words().lexicon
    }

    /// What a concept is a kind of, at any distance, without itself.
    pub(crate) fn concept_kinds<'a>(&'a self, concept: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.words().kinds(concept)
    }

    /// Whether a theme, a channel or a party (its kind and id) says that a text is about a client.
    pub(crate) fn makes_about_client(&self, kind: &str, id: &str) -> bool {
        let member = self.vocabulary.member(kind, id);
        member.and_then(|member| member.about.as_ref()?.get(words::ABOUT_CLIENT)).is_some()
    }

    /// Whether a party of a kind is one person, whose name is personal data.
    pub(crate) fn is_person(&self, party_kind: &str) -> bool {
        let member = self.vocabulary.member("PartyKind", party_kind);
        member.and_then(|member| member.about.as_ref()?.get("person")).is_some()
    }

    /// The names that stand beside what looks like personal data in a text.
    pub(crate) fn names_beside_data(&self, text: &str) -> Vec<String> {
        personal_data::names(text, &self.personal_words)
    }

    /// Whether a mention of the concept (its index) says that a text is about a client.
    pub(crate) fn is_about_client(&self, concept: usize) -> bool {
        self.words().about_client.contains(&concept)
    }

    fn words(&self) -> &Words {
        // A municipality's words were read when the law was loaded; that the shipped ones can be read is a test's.
        self.words.get_or_init(|| self.read_words(Reader::Message))
    }

    /// What is looked for in routines, with what its concepts are kinds of.
    pub(crate) fn routine_words(&self) -> &Words {
        self.routine_words.get_or_init(|| self.read_words(Reader::Routine))
    }

    fn read_words(&self, reader: Reader) -> Words {
        Words::read(&self.lexicon_files.of(reader), &self.vocabulary, false).unwrap_or_else(|_| Words::none())
    }

    pub(crate) fn facts(&self) -> &[Field] {
        self.vocabulary.record(FACTS)
    }

    /// A norm taken apart.
    pub(crate) fn clauses<'n>(&self, norm: &'n Norm) -> &'n Clauses {
        norm.clauses(|| {
            let is_channel = norm.actions.first().copied().is_some_and(is_of_channel);
            (self.vocabulary.record(if is_channel { CHANNEL_FACTS } else { FACTS }), self.told(norm))
        })
    }

    /// What must be so for a norm about flows to apply.
    pub(crate) fn guard<'n>(&self, norm: &'n Norm) -> &'n Guard {
        norm.guard(|| self.told(norm))
    }

    /// The facts of every request that a norm about flows is asked with. Of one that is asked with facts of both kinds
    /// nothing is told.
    fn told(&self, norm: &Norm) -> &[Field] {
        let n_channel = norm.actions.iter().filter(|action| is_of_channel(**action)).count();
        match n_channel {
            0 => self.vocabulary.record(FACTS),
            all if all == norm.actions.len() => self.vocabulary.record(CHANNEL_FACTS),
            _ => &[],
        }
    }

    /// Sender and recipient of a message that names none: `@default` in the schema.
    pub(crate) fn message_defaults(&self) -> (&str, &str) {
        let default = |attribute: &str| {
            let fields = self.vocabulary.record("MessageFacts").iter();
            fields.filter(|field| field.attribute == attribute).find_map(|field| field.default.as_deref()).unwrap_or("")
        };
        (default("sender"), default("recipient"))
    }

    /// The citations of a finding that no single policy makes.
    #[must_use]
    pub fn law_of(&self, finding: &str) -> Vec<String> {
        self.findings.iter().find(|rule| rule.id == finding).map(|rule| rule.law.clone()).unwrap_or_default()
    }

    /// Policies as Cedar takes them.
    ///
    /// # Errors
    /// What Cedar says is wrong with one; this indicates a mistake in the policies.
    pub(crate) fn policy_set(norms: &[&Norm]) -> Result<PolicySet, String> {
        Norm::read_together(norms);
        let mut set = PolicySet::new();
        for norm in norms {
            set.add(norm.policy()?.clone()).map_err(|error| error.to_string())?;
        }
        Ok(set)
    }
}

/// The edition of forvaltningsloven in force. The adopted one has no date yet (norms.md 0.3 no. 4, doubt D19).
pub const IN_FORCE: &str = "1967";

/// The JSON form of a schema, as `policies/schema.json` holds it.
///
/// # Errors
/// What Cedar says is wrong with the schema.
pub fn schema_json(schema: &str) -> Result<String, String> {
    let (fragment, _) = SchemaFragment::from_cedarschema_str(schema).map_err(|error| error.to_string())?;
    let json = fragment.to_json_value().map_err(|error| error.to_string())?;
    Ok(format!("{json:#}\n"))
}

/// Checks policies against the schema in Cedar's strict mode. Costs time, so the shipped law is checked by a test.
///
/// # Errors
/// What Cedar says is wrong, its warnings included.
pub fn validate(files: &[LawFile]) -> Result<(), Vec<String>> {
    let schema = files.iter().filter(|file| file.path.ends_with(".cedarschema")).map(|file| &*file.text);
    let (schema, _) =
        Schema::from_cedarschema_str(&schema.collect::<String>()).map_err(|error| vec![error.to_string()])?;
    let mut set = PolicySet::new();
    for file in files.iter().filter(|file| file.path.ends_with(".cedar")) {
        let read = PolicySet::from_str(&file.text).map_err(|error| vec![format!("{}: {error}", file.path)])?;
        for policy in read.policies() {
            let id = policy.annotation("id").unwrap_or_default().to_owned();
            set.add(policy.new_id(PolicyId::new(id))).map_err(|error| vec![error.to_string()])?;
        }
    }
    let result = Validator::new(schema).validate(&set, ValidationMode::Strict);
    let said: Vec<String> = result
        .validation_errors()
        .map(ToString::to_string)
        .chain(result.validation_warnings().map(ToString::to_string))
        .collect();
    if said.is_empty() { Ok(()) } else { Err(said) }
}
