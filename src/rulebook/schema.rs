//! The schema of the policies: its JSON form, which is kept beside it, and whether the law's policies keep to it.

use std::str::FromStr;

use cedar_policy::{PolicyId, PolicySet, Schema, SchemaFragment, ValidationMode, Validator};

use crate::law::LawFile;

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
