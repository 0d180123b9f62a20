//! Entities of Cedar by type and id. Cedar parses a type's name each time it is asked for one, so each is kept.

use std::collections::{BTreeMap, HashSet};
use std::str::FromStr;

use cedar_policy::{Entities, Entity, EntityId, EntityTypeName, EntityUid};

use crate::vocabulary::Vocabulary;

/// The entity types of the schema, parsed once.
#[derive(Debug, Default)]
pub(crate) struct Uids {
    names: BTreeMap<String, EntityTypeName>,
}

impl Uids {
    /// Takes in the types that will be asked for.
    ///
    /// # Errors
    /// Names what is no type name. This indicates a mistake in the law's files.
    pub(crate) fn new<'k>(kinds: impl Iterator<Item = &'k str>) -> Result<Uids, String> {
        let parsed = kinds.map(|kind| {
            EntityTypeName::from_str(kind)
                .map(|name| (kind.to_owned(), name))
                .map_err(|error| format!("`{kind}`: {error}"))
        });
        Ok(Uids { names: parsed.collect::<Result<_, _>>()? })
    }

    /// The entity, when its type is known.
    pub(crate) fn get(&self, kind: &str, id: &str) -> Option<EntityUid> {
        let name = self.names.get(kind)?;
        Some(EntityUid::from_type_name_and_id(name.clone(), EntityId::new(id)))
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
