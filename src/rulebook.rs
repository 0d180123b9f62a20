//! The law, loaded once: policies taken in by action and day, vocabulary, lexicon and texts.
//!
//! Comes in: the files of `policies/`. Goes out: a [`Rulebook`] that [`crate::decide`] asks.
//! Must not know any rule, provision or word; those are in the files.

mod ahead;
mod clause;
mod entities;
mod entries;
mod head;
mod in_force;
mod inputs;
mod kind;
mod loader;
mod local;
mod norm;
mod plain;
mod schema;
mod severity;
mod texts;
mod uids;
mod words;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use cedar_policy::{Entities, Policy, PolicySet};
use jiff::civil::Date;

use crate::law::LawFile;
use crate::lexicon::Lexicon;
use crate::lexicon_file::Reader;
use crate::personal_data::{self, PersonalWords};
use crate::source::Problem;
use crate::vocabulary::{Field, Vocabulary};
use uids::Uids;
use words::LexiconFiles;
pub(crate) use words::Words;

pub(crate) use clause::{Clause, Clauses};
pub use in_force::InForce;
pub(crate) use inputs::{Asked, Group, Guard, Look, Read, Reads, Test, Told};
#[cfg(feature = "prove")]
pub(crate) use norm::{ACTIONS, actions_of};
pub use norm::{Action, Norm};
pub use schema::{schema_json, validate};
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
    pub(crate) fn policy_set(&self, norms: &[&Norm]) -> Result<PolicySet, String> {
        let written: Vec<&Norm> = norms.iter().filter(|norm| !norm.is_shipped()).copied().collect();
        Norm::read_together(&written);
        set_of(norms.iter().map(|norm| norm.asked(&self.uids)))
    }

    /// Policies as Cedar reads all of them, to hold answers against.
    #[cfg(debug_assertions)]
    pub(crate) fn written_set(norms: &[&Norm]) -> Result<PolicySet, String> {
        Norm::read_together(norms);
        set_of(norms.iter().map(|norm| norm.policy()))
    }

    /// A clause of a norm as Cedar takes it.
    ///
    /// # Errors
    /// What Cedar says; this indicates a mistake in taushet, as the policy as a whole can be read.
    pub(crate) fn question<'n>(&self, norm: &Norm, clause: &'n Clause) -> Result<&'n PolicySet, String> {
        clause.question(norm.is_shipped().then_some(&self.uids))
    }
}

fn set_of<'p>(policies: impl Iterator<Item = Result<&'p Policy, String>>) -> Result<PolicySet, String> {
    let policies = policies.map(|policy| policy.cloned()).collect::<Result<Vec<_>, _>>()?;
    PolicySet::from_policies(policies).map_err(|error| error.to_string())
}

/// The edition of forvaltningsloven in force. The adopted one has no date yet (norms.md 0.3 no. 4, doubt D19).
pub const IN_FORCE: &str = "1967";
