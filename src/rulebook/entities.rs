//! The entities that policies of an action speak of: the vocabulary's, and of what texts may name those of its reader's words.

use cedar_policy::{Entities, EntityUid};

use super::head::Scope;
use super::{Action, Norm, Rulebook, Words, uids, words};
use crate::lexicon_file::Reader;
use crate::vocabulary::Vocabulary;

impl Rulebook {
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
            Scope::In(other, group) => kind == other && (id == group || self.is_kind_of(action, kind, id, group)),
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

    /// Whether a value is a kind of another, to policies of an action.
    pub(crate) fn is_kind_of(&self, action: Action, kind: &str, id: &str, other: &str) -> bool {
        self.speaks_of(action, kind).ancestors(kind, id).any(|kind_of| kind_of == other)
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
}
