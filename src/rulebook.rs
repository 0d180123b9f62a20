//! The law, loaded once: policies taken in by action and day, vocabulary, lexicon and texts.
//!
//! Comes in: the files of `policies/`. Goes out: a [`Rulebook`] that [`crate::decide`] asks.
//! Must not know any rule, provision or word; those are in the files.

mod clause;
mod in_force;
mod local;
mod severity;
mod texts;
mod uids;
mod words;

use std::collections::{BTreeMap, HashSet};
use std::str::FromStr;
use std::sync::OnceLock;

use cedar_policy::{
    ActionConstraint, Effect, Entities, Entity, EntityUid, Policy, PolicyId, PolicySet, PrincipalConstraint,
    ResourceConstraint, Schema, SchemaFragment, ValidationMode, Validator,
};
use jiff::civil::Date;

use crate::law::LawFile;
use crate::lexicon::Lexicon;
use crate::lexicon_file;
use crate::source::{Problem, Span};
use crate::tree;
use crate::vocabulary::{Field, Vocabulary};
use uids::Uids;
use words::Words;

pub(crate) use clause::Clauses;
pub use in_force::InForce;
pub use severity::{Severities, Severity};
pub use texts::{Citation, ConditionText, RuleText, Texts, fill};

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

/// What a policy is about: the actions of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Carries a datum unlisted.
    Imply,
    /// Must disclose.
    DiscloseByDuty,
    /// May disclose.
    Disclose,
    /// Left to a human.
    AskHuman,
    /// A stated no.
    Refuse,
    /// Told beside the verdict.
    Remark,
    /// What a channel must satisfy.
    Convey,
    /// Who may read.
    MakeKnown,
    /// What others see of a flow.
    Expose,
    /// What a message says.
    Write,
    /// What a message is filed under.
    Label,
}

const ACTIONS: [(Action, &str); 11] = [
    (Action::Imply, "imply"),
    (Action::DiscloseByDuty, "discloseByDuty"),
    (Action::Disclose, "disclose"),
    (Action::AskHuman, "askHuman"),
    (Action::Refuse, "refuse"),
    (Action::Remark, "remark"),
    (Action::Convey, "convey"),
    (Action::MakeKnown, "makeKnown"),
    (Action::Expose, "expose"),
    (Action::Write, "write"),
    (Action::Label, "label"),
];

impl Action {
    /// The action as the schema names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        ACTIONS.iter().find(|(action, _)| *action == self).map_or("", |(_, name)| name)
    }
}

/// One policy and what its annotations say.
pub struct Norm {
    /// `@id`.
    pub id: String,
    /// `@norm`, the slugs that stand in a report's `by`; the id when absent.
    pub slugs: Vec<String>,
    /// `@law`, the citations; the slugs when absent.
    pub law: Vec<String>,
    /// `@in_force`.
    pub in_force: InForce,
    /// `@act`: the edition of forvaltningsloven that the norm belongs to; any when absent.
    pub act: Option<String>,
    /// `@limits`: for each `unless`, what takes the norm away. A doubt leaves it to a human instead.
    pub limits: Vec<String>,
    /// `@severity`: the policy is a rule whose breach is a finding of its own.
    pub severity: Option<Severities>,
    /// `@group`.
    pub group: String,
    /// `@statutory`: states a prohibition of the statute; cannot be lowered.
    pub statutory: bool,
    /// `@last_resort`: told as the norm that nearly held only when none with a lower number is, and as the reason for a no
    /// after those with a lower number; 0 when absent.
    pub last_resort: u8,
    /// The actions it is about.
    pub actions: Vec<Action>,
    /// Whether it forbids.
    pub forbids: bool,
    /// The file it stands in.
    pub file: String,
    /// A municipality's own rule.
    pub local: bool,
    /// Brings its own texts, as a local rule does.
    has_title: bool,
    policy: Policy,
    clauses: OnceLock<Clauses>,
}

impl Norm {
    /// The policy's text, as written.
    #[must_use]
    pub fn text(&self) -> String {
        self.policy.to_string()
    }

    fn clauses(&self, facts: &[Field]) -> &Clauses {
        // That every policy can be taken apart is a test of the law; one that cannot errs whenever it is asked, and an
        // error is a failure.
        self.clauses.get_or_init(|| clause::take_apart(&self.policy, facts).unwrap_or_else(|_| Clauses::unreadable()))
    }
}

/// The law.
pub struct Rulebook {
    /// Enumerations and keys.
    pub vocabulary: Vocabulary,
    /// What people read.
    pub texts: Texts,
    norms: Vec<Norm>,
    findings: Vec<FindingRule>,
    entities: Entities,
    uids: Uids,
    lexicon_files: Vec<String>,
    words: OnceLock<Words>,
    days: Vec<Date>,
    sets: BTreeMap<Action, Vec<OnceLock<PolicySet>>>,
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
        let mut loader =
            Loader { edition: edition.to_owned(), is_local: files.iter().any(|file| file.local), ..Loader::default() };
        for file in files {
            if file.path.ends_with(".json") {
                loader.vocabulary_of(file);
            } else if file.path.ends_with(".cedarschema") && loader.is_local {
                loader.schema(file);
            }
        }
        for file in files {
            if file.path.ends_with(".yaml") {
                loader.yaml(file);
            } else if file.path.ends_with(".cedar") {
                loader.policies(file);
            }
        }
        loader.finish()
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

    /// The policies of an action that are in force on a day.
    pub fn in_force(&self, action: Action, day: Date) -> impl Iterator<Item = &Norm> {
        self.norms.iter().filter(move |norm| norm.actions.contains(&action) && norm.in_force.covers(day))
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

    /// Whether a norm's scope lets it apply to this recipient and datum: cheap, and asked before Cedar is.
    pub(crate) fn may_apply(&self, norm: &Norm, recipient: &EntityUid, resource: &EntityUid) -> bool {
        let within = |kind: &EntityUid, id: &EntityUid| {
            kind == id
                || self
                    .vocabulary
                    .ancestors(&kind.type_name().to_string(), kind.id().unescaped())
                    .any(|ancestor| ancestor == id.id().unescaped())
        };
        let principal = match norm.policy.principal_constraint() {
            PrincipalConstraint::Eq(uid) => *recipient == uid,
            PrincipalConstraint::In(uid) => within(recipient, &uid),
            _ => true,
        };
        principal
            && match norm.policy.resource_constraint() {
                ResourceConstraint::Eq(uid) => *resource == uid,
                ResourceConstraint::In(uid) => within(resource, &uid),
                _ => true,
            }
    }

    /// The entities that policies of an action speak of.
    pub(crate) fn entities(&self, action: Action) -> &Entities {
        match action {
            Action::Write | Action::Label | Action::Expose => &self.words().entities,
            _ => &self.entities,
        }
    }

    /// The wordings.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.words().lexicon
    }

    /// What a concept is a kind of, at any distance, without itself.
    pub(crate) fn concept_kinds<'a>(&'a self, concept: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.words().vocabulary.ancestors("Concept", concept)
    }

    fn words(&self) -> &Words {
        // A municipality's words were read when the law was loaded; that the shipped ones can be read is a test's.
        self.words.get_or_init(|| {
            Words::read(&self.lexicon_files, &self.vocabulary, &self.uids, false).unwrap_or_else(|_| Words::none())
        })
    }

    pub(crate) fn facts(&self) -> &[Field] {
        self.vocabulary.record("Facts")
    }

    /// A norm taken apart.
    pub(crate) fn clauses<'n>(&self, norm: &'n Norm) -> &'n Clauses {
        let facts = match norm.actions.first() {
            Some(Action::Convey | Action::MakeKnown) => self.vocabulary.record("ChannelFacts"),
            _ => self.facts(),
        };
        norm.clauses(facts)
    }

    /// Sender and recipient of a message that names none: `@default` in the schema.
    pub(crate) fn message_defaults(&self) -> (&str, &str) {
        let default = |attribute: &str| {
            let fields = self.vocabulary.record("MessageFacts").iter();
            fields.filter(|field| field.attribute == attribute).find_map(|field| field.default.as_deref()).unwrap_or("")
        };
        (default("sender"), default("recipient"))
    }

    /// Whether the law's files mark a value with a key of its own.
    pub(crate) fn says(&self, kind: &str, id: &str, key: &str) -> bool {
        let member = self.vocabulary.member(kind, id);
        member.and_then(|member| member.about.as_ref()?.get(key)).is_some()
    }

    /// The citations of a finding that no single policy makes.
    #[must_use]
    pub fn law_of(&self, finding: &str) -> Vec<String> {
        self.findings.iter().find(|rule| rule.id == finding).map(|rule| rule.law.clone()).unwrap_or_default()
    }

    /// The policies of an action in force on a day, as Cedar takes them.
    pub(crate) fn policy_set(&self, action: Action, day: Date) -> Option<&PolicySet> {
        let epoch = self.days.partition_point(|first| *first <= day);
        let cell = self.sets.get(&action)?.get(epoch)?;
        Some(cell.get_or_init(|| {
            let mut set = PolicySet::new();
            for norm in self.in_force(action, day) {
                // Ids are unique (checked at load), so that adding cannot fail.
                let _ = set.add(norm.policy.clone());
            }
            set
        }))
    }
}

/// The edition of forvaltningsloven in force. The adopted one has no date yet (norms.md 0.3 no. 4, doubt D19).
pub const IN_FORCE: &str = "1967";

/// The first lines of files that hold nothing but texts.
const TEXT_MARKERS: [&str; 2] = ["taushet: texts/v1", "taushet: citations/v1"];

#[derive(Default)]
struct Loader {
    edition: String,
    is_local: bool,
    vocabulary: Vocabulary,
    schema: Option<Schema>,
    lexicon_files: Vec<String>,
    texts: Texts,
    norms: Vec<Norm>,
    findings: Vec<FindingRule>,
    problems: Vec<LawProblem>,
}

impl Loader {
    fn problem(&mut self, file: &LawFile, problem: Problem) {
        self.problems.push(LawProblem { file: file.path.clone(), problem });
    }

    /// Reads the schema's JSON form, which is made from the schema by a test: Cedar takes long to read its own.
    fn vocabulary_of(&mut self, file: &LawFile) {
        match serde_json::from_str(&file.text) {
            Ok(json) => self.vocabulary.add_schema(&json),
            Err(error) => self.problem(file, Problem::new(Span::new(0, 0), error.to_string())),
        }
    }

    /// Reads the schema itself, which a municipality's policies are checked against.
    fn schema(&mut self, file: &LawFile) {
        match Schema::from_cedarschema_str(&file.text) {
            Ok((schema, _)) => self.schema = Some(schema),
            Err(error) => self.problem(file, Problem::new(Span::new(0, 0), error.to_string())),
        }
    }

    fn yaml(&mut self, file: &LawFile) {
        // Texts are read when they are needed.
        let is = |marker: &str| !file.local && file.text.lines().any(|line| line == marker);
        if TEXT_MARKERS.iter().any(|marker| is(marker)) {
            return self.texts.add(&file.text);
        }
        if is("taushet: lexicon/v1") {
            return self.lexicon_files.push(file.text.clone());
        }
        // An example of a norm: shown by `explain`, run by the tests.
        if is("taushet: flows/v1") {
            return;
        }
        let (documents, problems) = tree::parse(&file.text, 0);
        for problem in problems {
            self.problem(file, problem);
        }
        for root in documents.iter().filter_map(|document| document.root.as_ref()) {
            let kind = root.get("taushet").map(|marker| marker.value.text().to_owned()).unwrap_or_default();
            match kind.as_str() {
                _ if file.local && !local::may_be(&kind) => {
                    let help = "lokale filer kan være `lexicon/v1`, `entities/v1` (bare `System`) og `texts/v1`";
                    self.problem(
                        file,
                        Problem::new(root.span, format!("`{kind}` kan ikke endres lokalt")).with_help(help),
                    );
                }
                "entities/v1" if file.local && !local::adds_systems_only(root) => {
                    let help = "beskriv egne fagsystemer under `System`; resten av ordene er loven sine";
                    self.problem(
                        file,
                        Problem::new(root.span, "lokale `entities` kan bare legge til `System`").with_help(help),
                    );
                }
                "entities/v1" => {
                    if let Err(problems) = self.vocabulary.add_entities(root) {
                        problems.into_iter().for_each(|problem| self.problem(file, problem));
                    }
                }
                "lexicon/v1" => match lexicon_file::read(root) {
                    Ok(read) if file.local && read.loosens() => {
                        let help = "legg hvert begrep i en gruppe med `in: [...]`, og la grammatikken stå";
                        self.problem(
                            file,
                            Problem::new(root.span, "lokale ord kan bare legge til begreper som røper").with_help(help),
                        );
                    }
                    Ok(_) if self.lexicon_files.last() == Some(&file.text) => {}
                    Ok(_) => self.lexicon_files.push(file.text.clone()),
                    Err(problems) => problems.into_iter().for_each(|problem| self.problem(file, problem)),
                },
                "texts/v1" | "citations/v1" => self.texts.add(&file.text),
                "findings/v1" => self.findings(file, root),
                other => self.problem(file, Problem::new(root.span, format!("ukjent slags lovfil `{other}`"))),
            }
        }
    }

    fn findings(&mut self, file: &LawFile, root: &tree::Node) {
        for entry in root.get("findings").and_then(|found| found.value.as_map()).unwrap_or_default() {
            let text = |key: &str| entry.value.get(key).map(|found| found.value.text().to_owned()).unwrap_or_default();
            match Severity::from_str(&text("severity")) {
                Ok(severity) => self.findings.push(FindingRule {
                    id: entry.key().to_owned(),
                    severity,
                    group: text("group"),
                    law: entry.value.get("law").map(|law| law.value.texts()).unwrap_or_default(),
                    statutory: entry.value.get("statutory").is_some(),
                }),
                Err(error) => self.problem(file, Problem::new(entry.value.span, error)),
            }
        }
    }

    fn policies(&mut self, file: &LawFile) {
        if self.is_of_another_edition(file) {
            return;
        }
        let set = match PolicySet::from_str(&file.text) {
            Ok(set) => set,
            Err(errors) => return errors.iter().for_each(|error| self.problem(file, local::cedar_problem(error))),
        };
        // Cedar numbers the policies of a text policy0, policy1, …: their order in the file.
        let mut policies: Vec<&Policy> = set.policies().collect();
        policies.sort_by_key(|policy| {
            policy.id().to_string().trim_start_matches("policy").parse::<usize>().unwrap_or(usize::MAX)
        });
        for policy in policies {
            // Cedar keeps a policy's own text, so that its place in the file can be found.
            let text = policy.to_string();
            let start = file.text.find(&text).unwrap_or(0);
            let place = Span::new(start, (start + text.len()).min(file.text.len()));
            match norm(policy, file) {
                Ok(norm) if norm.act.as_ref().is_some_and(|act| *act != self.edition) => {}
                Ok(norm) if self.is_taken(&norm.id) => {
                    let message = format!("`@id(\"{}\")` er alt brukt", norm.id);
                    self.problem(file, Problem::new(place, message).with_help("gi regelen en egen id"));
                }
                Ok(norm) => {
                    if let Some(problem) = local::loosens(&norm, place).filter(|_| file.local) {
                        self.problem(file, problem);
                        continue;
                    }
                    if file.local {
                        self.texts.add_rule(&norm.id, local::texts(policy));
                    }
                    self.norms.push(norm);
                }
                Err(message) => self.problem(file, Problem::new(place, message)),
            }
        }
        if file.local
            && let Some(schema) = &self.schema
        {
            let invalid = local::validate(schema, &set, &file.text);
            invalid.into_iter().for_each(|problem| self.problem(file, problem));
        }
    }

    /// Whether every policy of a file belongs to an edition that is not asked for, so that Cedar need not read it.
    fn is_of_another_edition(&self, file: &LawFile) -> bool {
        let own = format!("@act(\"{}\")", self.edition);
        let n_acts = file.text.matches("@act(").count();
        n_acts > 0 && n_acts == file.text.matches("@id(").count() && !file.text.contains(&own)
    }

    /// Whether an id is that of a rule, a norm or a provision already.
    fn is_taken(&self, id: &str) -> bool {
        self.norms.iter().any(|known| known.id == id || (known.local && known.slugs.iter().any(|slug| slug == id)))
            || self.findings.iter().any(|known| known.id == id)
    }

    fn finish(mut self) -> Result<Rulebook, RulebookError> {
        if let Err(problems) = self.vocabulary.close() {
            self.law_problems("policies/entities", problems);
        }
        let known = Uids::new(self.vocabulary.kinds().chain(["Action"]))
            .and_then(|uids| entities(&self.vocabulary, &uids).map(|entities| (uids, entities)));
        let entities = match known {
            Ok(entities) => Some(entities),
            Err(message) => {
                self.law_problems("policies/entities", vec![Problem::new(Span::new(0, 0), message)]);
                None
            }
        };
        let words = OnceLock::new();
        if let Some((uids, _)) = entities.as_ref().filter(|_| self.is_local) {
            match Words::read(&self.lexicon_files, &self.vocabulary, uids, true) {
                Ok(read) => drop(words.set(read)),
                Err(problems) => self.law_problems("policies/lexicon", problems),
            }
        }
        match entities {
            Some((uids, entities)) if self.problems.is_empty() => {
                let mut days: Vec<Date> = self.norms.iter().flat_map(|norm| norm.in_force.changes()).collect();
                days.sort_unstable();
                days.dedup();
                let epochs = || (0..=days.len()).map(|_| OnceLock::new()).collect();
                let sets = ACTIONS.iter().map(|(action, _)| (*action, epochs())).collect();
                Ok(Rulebook {
                    vocabulary: self.vocabulary,
                    texts: self.texts,
                    norms: self.norms,
                    findings: self.findings,
                    entities,
                    uids,
                    lexicon_files: self.lexicon_files,
                    words,
                    days,
                    sets,
                })
            }
            _ => Err(RulebookError { problems: self.problems }),
        }
    }

    fn law_problems(&mut self, file: &str, problems: Vec<Problem>) {
        self.problems.extend(problems.into_iter().map(|problem| LawProblem { file: file.to_owned(), problem }));
    }
}

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
    let schema = files.iter().filter(|file| file.path.ends_with(".cedarschema")).map(|file| file.text.as_str());
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

fn norm(policy: &Policy, file: &LawFile) -> Result<Norm, String> {
    let annotations: BTreeMap<&str, &str> = policy.annotations().collect();
    let id = annotations.get("id").filter(|id| !id.is_empty()).ok_or("en regel mangler `@id`")?.to_string();
    let in_rule = |error: String| format!("`{id}`: {error}");
    for key in annotations.keys() {
        let is_known = ANNOTATIONS.contains(key) || (file.local && local::TEXTS.contains(key));
        if !is_known {
            return Err(in_rule(format!("ukjent merknad `@{key}`")));
        }
    }
    let list = |key: &str| -> Option<Vec<String>> {
        annotations.get(key).map(|value| value.split(',').map(|part| part.trim().to_owned()).collect())
    };
    let slugs = list("norm").unwrap_or_else(|| vec![id.clone()]);
    let last_resort = annotations.get("last_resort").map_or(Ok(0), |rank| rank.parse());
    Ok(Norm {
        law: list("law").unwrap_or_else(|| slugs.clone()),
        in_force: annotations.get("in_force").map_or(Ok(InForce::default()), |days| days.parse()).map_err(in_rule)?,
        act: annotations.get("act").map(|act| act.to_string()),
        limits: list("limits").unwrap_or_default(),
        severity: annotations.get("severity").map(|severity| severity.parse()).transpose().map_err(in_rule)?,
        group: annotations.get("group").unwrap_or(&"").to_string(),
        statutory: annotations.contains_key("statutory"),
        last_resort: last_resort.map_err(|_| in_rule("`@last_resort` skal være et tall".to_owned()))?,
        actions: actions(policy),
        forbids: policy.effect() == Effect::Forbid,
        file: file.path.clone(),
        local: file.local,
        has_title: annotations.contains_key("title"),
        policy: policy.new_id(PolicyId::new(&id)),
        clauses: OnceLock::new(),
        slugs,
        id,
    })
}

/// What a policy may say of itself.
const ANNOTATIONS: [&str; 10] =
    ["id", "norm", "law", "in_force", "act", "limits", "severity", "group", "statutory", "last_resort"];

fn actions(policy: &Policy) -> Vec<Action> {
    let named: Vec<EntityUid> = match policy.action_constraint() {
        ActionConstraint::Any => return ACTIONS.iter().map(|(action, _)| *action).collect(),
        ActionConstraint::In(uids) => uids,
        ActionConstraint::Eq(uid) => vec![uid],
    };
    ACTIONS
        .iter()
        .filter(|(action, _)| named.iter().any(|uid| uid.id().unescaped() == action.name()))
        .map(|(action, _)| *action)
        .collect()
}

fn entities(vocabulary: &Vocabulary, uids: &Uids) -> Result<Entities, String> {
    let mut all = Vec::new();
    for kind in vocabulary.kinds() {
        for member in vocabulary.members(kind) {
            let Some(uid) = uids.get(kind, &member.id) else { continue };
            let parents: HashSet<EntityUid> =
                member.parents.iter().filter_map(|parent| uids.get(kind, parent)).collect();
            all.push(Entity::new_no_attrs(uid, parents));
        }
    }
    Entities::from_entities(all, None).map_err(|error| error.to_string())
}
