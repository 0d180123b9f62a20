//! Invariants: what the law is held to, as data (`policies/invariants`).
//!
//! Comes in: the files. Goes out: [`Invariant`]s, each a Cedar policy that says where nothing is ever permitted (`forbid`) or
//! where it always is (`permit`), and [`Knowledge`], which says how facts count.
//! Must not know any norm.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use cedar_policy::{Effect, Policy, PolicyId, PolicySet};

use super::model::ModelError;
use crate::law::LawFile;
use crate::rulebook::{Action, Language, actions_of};
use crate::tree::{self, Node};

/// One invariant.
pub(super) struct Invariant {
    /// `@id`.
    pub(super) id: String,
    /// `@of`: only the norms with these ids; all of the action when empty.
    pub(super) of: Vec<String>,
    /// Never permitted where it matches; always, otherwise.
    pub(super) is_never: bool,
    /// The actions that it is about.
    pub(super) actions: Vec<Action>,
    /// The policy.
    pub(super) policy: Policy,
    sentences: [(Language, String); 3],
}

impl Invariant {
    /// The invariant in plain words: `@nb`, `@nn`, `@en`.
    pub(super) fn sentence(&self, language: Language) -> &str {
        self.sentences.iter().find(|(known, _)| *known == language).map_or("", |(_, sentence)| sentence)
    }
}

/// How facts count: `knowledge/v1`. Paths are those of a document's keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Knowledge {
    /// Facts that count against a disclosure when true.
    pub(super) against: BTreeSet<String>,
    /// By norm, the facts that count neither way: what is right depends on others.
    pub(super) neither: BTreeMap<String, Vec<String>>,
    /// By norm, its refinements (contract § 2.1): left out, they are not held against a flow.
    pub(super) refinements: BTreeMap<String, Vec<String>>,
    /// A text that reveals, for examples.
    pub(super) revealing: String,
}

/// Reads the files.
pub(super) fn read(files: &[LawFile]) -> Result<(Vec<Invariant>, Knowledge), ModelError> {
    let mut invariants = Vec::new();
    let mut knowledge = Knowledge::default();
    for file in files {
        let in_file = |error: String| ModelError(format!("{}: {error}", file.path));
        if file.path.ends_with(".cedar") {
            let set = PolicySet::from_str(&file.text).map_err(|error| in_file(error.to_string()))?;
            let mut policies: Vec<&Policy> = set.policies().collect();
            // Cedar numbers the policies of a text in their order.
            policies.sort_by_key(|policy| policy.id().to_string().trim_start_matches("policy").parse::<usize>().ok());
            for policy in policies {
                invariants.push(invariant(policy).map_err(in_file)?);
            }
        } else {
            let (documents, _) = tree::parse(&file.text, 0);
            for root in documents.iter().filter_map(|document| document.root.as_ref()) {
                let list = |key: &str| root.get(key).map(|found| found.value.texts()).unwrap_or_default();
                knowledge.against.extend(list("against"));
                knowledge.neither.extend(by_norm(root, "neither"));
                knowledge.refinements.extend(by_norm(root, "refinements"));
                knowledge.revealing.extend(root.get("example-text").map(|found| found.value.text()));
            }
        }
    }
    Ok((invariants, knowledge))
}

/// Lists of facts, each under the norm that they are facts of.
fn by_norm(root: &Node, key: &str) -> Vec<(String, Vec<String>)> {
    let norms = root.get(key).and_then(|norms| norms.value.as_map()).unwrap_or_default();
    norms.iter().map(|norm| (norm.key().to_owned(), norm.value.texts())).collect()
}

fn invariant(policy: &Policy) -> Result<Invariant, String> {
    let id = policy.annotation("id").filter(|id| !id.is_empty()).ok_or("an invariant has no @id")?;
    let sentence = |language: Language| {
        let text = policy.annotation(language.code()).filter(|text| !text.is_empty());
        text.map(|text| (language, text.to_owned())).ok_or_else(|| format!("`{id}` has no @{}", language.code()))
    };
    let of = policy.annotation("of").unwrap_or_default();
    Ok(Invariant {
        of: of.split(',').map(str::trim).filter(|slug| !slug.is_empty()).map(str::to_owned).collect(),
        is_never: policy.effect() == Effect::Forbid,
        actions: actions_of(policy),
        sentences: [sentence(Language::Nb)?, sentence(Language::Nn)?, sentence(Language::En)?],
        policy: policy.new_id(PolicyId::new(id)),
        id: id.to_owned(),
    })
}
