//! Entities of Cedar by type and id. Cedar parses a type's name each time it is asked for one, so each is kept.

use std::collections::BTreeMap;
use std::str::FromStr;

use cedar_policy::{EntityId, EntityTypeName, EntityUid};

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
