//! Entities of Cedar by type and id. Cedar parses a type's name each time it is asked for one, so each is kept.

use std::collections::{BTreeMap, HashSet};
use std::str::FromStr;
use std::sync::OnceLock;

use cedar_policy::pst::{
    self, ActionConstraint, Effect, EntityOrSlot, EntityType, PrincipalConstraint, ResourceConstraint, SlotId as Slot,
};
use cedar_policy::{Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicyId, PolicySet, SlotId, Template};

use crate::vocabulary::Vocabulary;

/// The entity types of the schema, parsed once.
#[derive(Debug, Default)]
pub(crate) struct Uids {
    types: BTreeMap<String, Type>,
}

#[derive(Debug)]
struct Type {
    name: EntityTypeName,
    /// As policies hold it, made when the first one does.
    in_policies: OnceLock<Option<EntityType>>,
}

impl Uids {
    /// Takes in the types that will be asked for.
    ///
    /// # Errors
    /// Names what is no type name. This indicates a mistake in the law's files.
    pub(crate) fn new<'k>(kinds: impl Iterator<Item = &'k str>) -> Result<Uids, String> {
        let parsed = kinds.map(|kind| {
            EntityTypeName::from_str(kind)
                .map(|name| (kind.to_owned(), Type { name, in_policies: OnceLock::new() }))
                .map_err(|error| format!("`{kind}`: {error}"))
        });
        Ok(Uids { types: parsed.collect::<Result<_, _>>()? })
    }

    /// The entity, when its type is known.
    pub(crate) fn get(&self, kind: &str, id: &str) -> Option<EntityUid> {
        let name = self.types.get(kind)?.name.clone();
        Some(EntityUid::from_type_name_and_id(name, EntityId::new(id)))
    }

    /// The type as policies hold it, when it is known.
    pub(super) fn in_policies(&self, kind: &str) -> Option<&EntityType> {
        let known = self.types.get(kind)?;
        known.in_policies.get_or_init(|| in_policies(&known.name)).as_ref()
    }
}

/// A type of entities as policies hold it. Cedar makes one of a name only by reading it as it reads policies, but takes one that
/// it knows into a policy where that has room for an entity.
fn in_policies(name: &EntityTypeName) -> Option<EntityType> {
    let (slot, template_id, id) = (EntityOrSlot::Slot(Slot::Principal), PolicyId::new("room"), PolicyId::new("filled"));
    let (action, resource) = (ActionConstraint::Any, ResourceConstraint::Any);
    let template = pst::Template::new("room", Effect::Permit, PrincipalConstraint::Eq(slot), action, resource);
    let mut set = PolicySet::new();
    set.add_template(Template::from_pst(template).ok()?).ok()?;
    let entity = EntityUid::from_type_name_and_id(name.clone(), EntityId::new(""));
    set.link(template_id, id.clone(), [(SlotId::principal(), entity)].into()).ok()?;
    let pst::Policy::Linked(linked) = set.policy(&id)?.to_pst().ok()? else { return None };
    match &linked.into_static_policy().ok()?.body().principal {
        PrincipalConstraint::Eq(EntityOrSlot::Entity(uid)) => Some(uid.ty.clone()),
        _ => None,
    }
}

/// Every value of the vocabulary that is a kind of something; a value that is none need not be told of. What `kinds` has
/// values of is told by it.
///
/// # Errors
/// What Cedar says is wrong, such as a value that is a kind of itself.
pub(super) fn entities(vocabulary: &Vocabulary, kinds: Option<&Vocabulary>, uids: &Uids) -> Result<Entities, String> {
    let mut all = Vec::new();
    for kind in vocabulary.kinds() {
        let told = kinds.filter(|kinds| !kinds.members(kind).is_empty()).unwrap_or(vocabulary);
        for member in told.members(kind) {
            let parents: HashSet<EntityUid> =
                member.parents.iter().filter_map(|parent| uids.get(kind, parent)).collect();
            let uid = uids.get(kind, &member.id).filter(|_| !parents.is_empty());
            all.extend(uid.map(|uid| Entity::new_no_attrs(uid, parents)));
        }
    }
    Entities::from_entities(all, None).map_err(|error| error.to_string())
}
