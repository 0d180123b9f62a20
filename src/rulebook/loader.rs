//! Reads the files of the law into a [`Rulebook`]; everything that is wrong with them is told at once.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::OnceLock;

use cedar_policy::{PolicySet, Schema};
use memchr::memmem;

use super::ahead;
use super::clause;
use super::head::{self, Head};
use super::kind::{CITATIONS, ENTITIES, FINDINGS, FORMATS, PERSONAL_DATA, TEXTS, kind};
use super::norm::{Norm, norm};
use super::uids::{Uids, entities};
use super::words::{LexiconFiles, Words};
use super::{Action, FindingRule, LawProblem, Rulebook, RulebookError, Severity, Texts, local};
use crate::law::{self, LawFile};
use crate::lexicon_file::{self, Reader};
use crate::personal_data::PersonalWords;
use crate::phrase::Phrase;
use crate::source::{Problem, Span};
use crate::tree;
use crate::vocabulary::Vocabulary;

/// Room for the law's norms, so that none is moved when more come.
const N_NORMS: usize = 256;

/// Reads the law with an edition of forvaltningsloven.
pub(super) fn load(files: &[LawFile], edition: &str) -> Result<Rulebook, RulebookError> {
    read(files, edition, ahead::vocabulary(files))
}

/// Reads the law; what was compiled `ahead` of its vocabulary is not read again.
pub(super) fn read(files: &[LawFile], edition: &str, ahead: Option<Vocabulary>) -> Result<Rulebook, RulebookError> {
    let is_ahead = |file: &LawFile| ahead.is_some() && !file.local && ahead::is_compiled(&file.path);
    let files: Vec<&LawFile> = files.iter().filter(|file| !is_ahead(file)).collect();
    let mut loader = Loader {
        edition: edition.to_owned(),
        is_local: files.iter().any(|file| file.local),
        is_ahead: ahead.is_some(),
        vocabulary: ahead.unwrap_or_default(),
        norms: Vec::with_capacity(N_NORMS),
        ..Loader::default()
    };
    for file in &files {
        if file.path.ends_with(".json") {
            loader.vocabulary_of(file);
        } else if file.path.ends_with(".cedarschema") && loader.is_local {
            loader.schema(file);
        }
    }
    for file in &files {
        if file.path.ends_with(".yaml") {
            loader.yaml(file);
        } else if file.path.ends_with(".cedar") {
            loader.policies(file);
        }
    }
    loader.finish()
}

#[derive(Default)]
struct Loader {
    edition: String,
    is_local: bool,
    /// Whether the vocabulary was compiled ahead.
    is_ahead: bool,
    vocabulary: Vocabulary,
    schema: Option<Schema>,
    lexicon_files: LexiconFiles,
    texts: Texts,
    personal_words: PersonalWords,
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
            Err(error) => {
                self.problem(file, Problem::new(Span::new(0, 0), phrase!("verbatim", said = error.to_string())))
            }
        }
    }

    /// Reads the schema itself, which a municipality's policies are checked against.
    fn schema(&mut self, file: &LawFile) {
        match Schema::from_cedarschema_str(&file.text) {
            Ok((schema, _)) => self.schema = Some(schema),
            Err(error) => {
                self.problem(file, Problem::new(Span::new(0, 0), phrase!("verbatim", said = error.to_string())))
            }
        }
    }

    fn yaml(&mut self, file: &LawFile) {
        // Texts and the lexicon are read when they are needed.
        let said = if file.local { None } else { kind(&file.text) };
        let is = |kind: &str| said == Some(kind);
        if is(TEXTS) || is(CITATIONS) {
            return self.texts.add(file, ahead::texts(file));
        }
        if is(lexicon_file::KIND) {
            return self.lexicon_files.add(file.text.clone());
        }
        // An example of a norm: shown by `explain`, run by the tests.
        if is("flows/v1") {
            return;
        }
        let roots = ahead::roots(file).unwrap_or_else(|| {
            let (documents, problems) = tree::parse(&file.text, 0);
            problems.into_iter().for_each(|problem| self.problem(file, problem));
            documents.into_iter().filter_map(|document| document.root).collect()
        });
        for root in &roots {
            let kind = root.get("taushet").map(|marker| marker.value.text().to_owned()).unwrap_or_default();
            match kind.as_str() {
                _ if file.local && !local::may_be(&kind) => {
                    let help = phrase!("local-kinds-help");
                    self.problem(file, Problem::new(root.span, phrase!("local-kind", kind)).with_help(help));
                }
                ENTITIES if file.local && !local::adds_systems_only(root) => {
                    let help = phrase!("local-systems-help");
                    self.problem(file, Problem::new(root.span, phrase!("local-systems")).with_help(help));
                }
                ENTITIES => {
                    if let Err(problems) = self.vocabulary.add_entities(root) {
                        problems.into_iter().for_each(|problem| self.problem(file, problem));
                    }
                }
                lexicon_file::KIND => match lexicon_file::read(root) {
                    Ok(read) if file.local && read.loosens() => {
                        let help = phrase!("local-words-help");
                        self.problem(file, Problem::new(root.span, phrase!("local-words")).with_help(help));
                    }
                    Ok(_) => self.lexicon_files.add_local(&file.text),
                    Err(problems) => problems.into_iter().for_each(|problem| self.problem(file, problem)),
                },
                TEXTS | CITATIONS => self.texts.add(file, None),
                FINDINGS => self.findings(file, root),
                PERSONAL_DATA => self.personal_words = PersonalWords::read(root),
                FORMATS => self.vocabulary.add_formats(root),
                other => self.problem(file, Problem::new(root.span, phrase!("law-kind", other))),
            }
        }
    }

    fn findings(&mut self, file: &LawFile, root: &tree::Node) {
        for entry in root.get("findings").and_then(|found| found.value.as_map()).unwrap_or_default() {
            let text = |key: &str| entry.value.get(key).map(|found| found.value.text().to_owned()).unwrap_or_default();
            let law = entry.value.get("law").map(|law| law.value.texts()).unwrap_or_default();
            self.texts.cite(entry.key(), law.clone());
            match Severity::from_str(&text("severity")) {
                Ok(severity) => self.findings.push(FindingRule {
                    id: entry.key().to_owned(),
                    severity,
                    group: text("group"),
                    law,
                    statutory: entry.value.get("statutory").is_some(),
                }),
                Err(error) => self.problem(file, Problem::new(entry.value.span, error)),
            }
        }
    }

    fn policies(&mut self, file: &LawFile) {
        // That Cedar reads the shipped policies is a test's.
        let shipped = law::shipped_as(&file.path, &file.text);
        if let Some(heads) = shipped.and_then(head::heads) {
            for (text, head) in heads {
                // A mistake here is a test's to find; it is told without a place.
                self.policy(file, norm(head, Cow::Borrowed(text), file, self.norms.len()), Span::new(0, 0));
            }
            return;
        }
        if self.is_of_another_edition(file) {
            return;
        }
        let set = match PolicySet::from_str(&file.text) {
            Ok(set) => set,
            Err(errors) => return errors.iter().for_each(|error| self.problem(file, local::cedar_problem(error))),
        };
        for policy in clause::in_order(&set) {
            // Cedar keeps a policy's own text, so that its place in the file can be found.
            let text = policy.to_string();
            let start = file.text.find(&text).unwrap_or(0);
            let place = Span::new(start, (start + text.len()).min(file.text.len()));
            if let Some(id) = self.policy(file, norm(Head::of(policy), Cow::Owned(text), file, self.norms.len()), place)
                && file.local
            {
                self.texts.add_rule(&id, local::texts(policy));
            }
        }
        if file.local
            && let Some(schema) = &self.schema
        {
            let invalid = local::validate(schema, &set, &file.text);
            invalid.into_iter().for_each(|problem| self.problem(file, problem));
        }
    }

    /// Takes in a policy of a file, or says what is wrong with it. Gives the id of one taken in.
    fn policy(&mut self, file: &LawFile, read: Result<Norm, Phrase>, place: Span) -> Option<String> {
        let problem = match read {
            Ok(norm) if norm.act.as_ref().is_some_and(|act| *act != self.edition) => return None,
            Ok(norm) if self.is_taken(&norm.id) => {
                Problem::new(place, phrase!("rule-id-taken", id = norm.id)).with_help(phrase!("rule-id-taken-help"))
            }
            Ok(norm) => match file.local.then(|| local::loosens(&norm, place)).flatten() {
                Some(problem) => problem,
                None => {
                    let id = norm.id.clone();
                    self.texts.cite(&id, norm.law.clone());
                    self.norms.push(norm);
                    return Some(id);
                }
            },
            Err(message) => Problem::new(place, message),
        };
        self.problem(file, problem);
        None
    }

    /// Whether every policy of a file belongs to an edition that is not asked for, so that Cedar need not read it.
    fn is_of_another_edition(&self, file: &LawFile) -> bool {
        let own = format!("@act(\"{}\")", self.edition);
        let n = |mark: &str| memmem::find_iter(file.text.as_bytes(), mark).count();
        let n_acts = n("@act(");
        n_acts > 0 && n_acts == n("@id(") && n(&own) == 0
    }

    /// Whether an id is that of a rule, a norm or a provision already.
    fn is_taken(&self, id: &str) -> bool {
        let is_slug = || self.norms.iter().any(|known| known.local && known.slugs.iter().any(|slug| slug == id));
        self.texts.is_rule(id) || self.is_local && is_slug()
    }

    fn finish(mut self) -> Result<Rulebook, RulebookError> {
        if (self.is_local || !self.is_ahead)
            && let Err(problems) = self.vocabulary.close()
        {
            self.law_problems("policies/entities", problems);
        }
        let known = Uids::new(self.vocabulary.kinds().chain(["Action"]));
        let (words, known_entities) = (OnceLock::new(), OnceLock::new());
        // That Cedar takes the shipped vocabulary is a test's; what is added to it is looked at before anything is asked.
        if let Some(uids) = known.as_ref().ok().filter(|_| self.is_local) {
            match Words::read(&self.lexicon_files.of(Reader::Message), &self.vocabulary, true) {
                Ok(read) => drop(words.set(read)),
                Err(problems) => self.law_problems("policies/lexicon", problems),
            }
            match entities(&self.vocabulary, None, uids) {
                Ok(entities) => drop(known_entities.set(Ok(entities))),
                Err(said) => self.entity_problem(said),
            }
        }
        let uids = known.map_err(|said| self.entity_problem(said)).ok();
        match uids {
            Some(uids) if self.problems.is_empty() => {
                let mut by_action: BTreeMap<Action, Vec<usize>> = BTreeMap::new();
                for (index, norm) in self.norms.iter().enumerate() {
                    norm.actions.iter().for_each(|action| by_action.entry(*action).or_default().push(index));
                }
                Ok(Rulebook {
                    vocabulary: self.vocabulary,
                    texts: self.texts,
                    personal_words: self.personal_words,
                    norms: self.norms,
                    findings: self.findings,
                    entities: known_entities,
                    uids,
                    lexicon_files: self.lexicon_files,
                    words,
                    routine_words: OnceLock::new(),
                    by_action,
                })
            }
            _ => Err(RulebookError { problems: self.problems }),
        }
    }

    fn entity_problem(&mut self, said: String) {
        self.law_problems("policies/entities", vec![Problem::new(Span::new(0, 0), phrase!("verbatim", said))]);
    }

    fn law_problems(&mut self, file: &str, problems: Vec<Problem>) {
        self.problems.extend(problems.into_iter().map(|problem| LawProblem { file: file.to_owned(), problem }));
    }
}
