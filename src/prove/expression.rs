//! Cedar expressions in their JSON form: built, and rewritten so that nothing asks for a hierarchy.
//!
//! Must not know any norm.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

use super::model::Kind;
use crate::vocabulary::{Field, Shape};

/// Not.
pub(super) fn not(body: Json) -> Json {
    json!({ "!": { "arg": body } })
}

/// Both.
pub(super) fn and(left: Json, right: Json) -> Json {
    json!({ "&&": { "left": left, "right": right } })
}

/// Either.
pub(super) fn or(left: Json, right: Json) -> Json {
    json!({ "||": { "left": left, "right": right } })
}

/// The second, where the first holds; true elsewhere. Cedar knows of a guarded access in this form only.
pub(super) fn implies(guard: Json, then: Json) -> Json {
    json!({ "if-then-else": { "if": guard, "then": then, "else": truth(true) } })
}

/// All of them; true when there are none.
pub(super) fn all(parts: impl IntoIterator<Item = Json>) -> Json {
    balanced(parts.into_iter().collect(), and).unwrap_or_else(|| truth(true))
}

/// Any of them; false when there are none.
pub(super) fn any(parts: impl IntoIterator<Item = Json>) -> Json {
    balanced(parts.into_iter().collect(), or).unwrap_or_else(|| truth(false))
}

/// Joined two and two: a long chain is too deep for those who walk it.
fn balanced(mut parts: Vec<Json>, join: fn(Json, Json) -> Json) -> Option<Json> {
    if parts.len() < 2 {
        return parts.pop();
    }
    let right = parts.split_off(parts.len() / 2);
    Some(join(balanced(parts, join)?, balanced(right, join)?))
}

/// `true` or `false`.
pub(super) fn truth(value: bool) -> Json {
    json!({ "Value": value })
}

/// A value of an enumeration.
pub(super) fn entity(kind: &str, id: &str) -> Json {
    json!({ "Value": { "__entity": { "type": kind, "id": id } } })
}

/// The same.
pub(super) fn equal(left: &Json, right: &Json) -> Json {
    json!({ "==": { "left": left, "right": right } })
}

/// A set holds a value.
pub(super) fn contains(set: &Json, value: &Json) -> Json {
    json!({ "contains": { "left": set, "right": value } })
}

/// `principal`, `resource` or `context`.
pub(super) fn variable(name: &str) -> Json {
    json!({ "Var": name })
}

/// An attribute, at a path from the context.
pub(super) fn access(path: &[&str]) -> Json {
    path.iter().fold(variable("context"), |left, attribute| json!({ ".": { "left": left, "attr": attribute } }))
}

/// Whether an attribute is there, at a path from the context; its record must be.
pub(super) fn has(path: &[&str]) -> Json {
    match path.split_last() {
        Some((attribute, record)) => json!({ "has": { "left": access(record), "attr": attribute } }),
        None => truth(true),
    }
}

/// A policy's scope as a condition; nothing when it takes everything.
pub(super) fn of_scope(name: &str, scope: &Json) -> Option<Json> {
    let literal = || Some(json!({ "Value": { "__entity": scope.get("entity")? } }));
    let within = |literal: Json| json!({ "in": { "left": variable(name), "right": literal } });
    match scope.get("op")?.as_str()? {
        "==" => Some(equal(&variable(name), &literal()?)),
        "in" => Some(within(literal()?)),
        // A type is that of every request about the action; what it is `in` is asked all the same.
        "is" => Some(within(json!({ "Value": { "__entity": scope.get("in")?.get("entity")? } }))),
        _ => None,
    }
}

/// Writes hierarchies out.
pub(super) struct Expander<'m> {
    /// Enumerations by name.
    pub(super) kinds: &'m BTreeMap<String, Kind>,
    /// The principal's type.
    pub(super) principal: String,
    /// The resource's type.
    pub(super) resource: String,
    /// The context's attributes.
    pub(super) context: &'m [Field],
}

impl Expander<'_> {
    /// The expression with every `in` written as the values that it holds for.
    ///
    /// # Errors
    /// Names an `in` between things whose type cannot be told.
    pub(super) fn expand(&self, expression: &Json) -> Result<Json, String> {
        match expression {
            Json::Array(parts) => {
                Ok(Json::Array(parts.iter().map(|part| self.expand(part)).collect::<Result<_, _>>()?))
            }
            Json::Object(node) => {
                if let Some(operands) = node.get("in") {
                    let left = self.expand(operands.get("left").unwrap_or(&Json::Null))?;
                    return self.within(&left, operands.get("right").unwrap_or(&Json::Null));
                }
                // What a value holds is no expression.
                if node.contains_key("Value") {
                    return Ok(expression.clone());
                }
                let parts = node.iter().map(|(key, part)| Ok((key.clone(), self.expand(part)?)));
                Ok(Json::Object(parts.collect::<Result<Map<_, _>, String>>()?))
            }
            other => Ok(other.clone()),
        }
    }

    fn within(&self, left: &Json, right: &Json) -> Result<Json, String> {
        if let Some(literal) = right.pointer("/Value/__entity") {
            return self.is_kind_of(left, literal);
        }
        if let Some(members) = right.get("Set").and_then(Json::as_array) {
            return Ok(any(members.iter().map(|member| self.within(left, member)).collect::<Result<Vec<_>, _>>()?));
        }
        let unknown = || format!("the type of `{right}` cannot be told");
        let shape = self.shape(right).ok_or_else(unknown)?;
        let (Shape::OneOf(name) | Shape::SetOf(name)) = &shape else { return Err(unknown()) };
        let kind = self.kinds.get(name).ok_or_else(unknown)?;
        // Both sides vary: the left is within the right for some value of the right.
        let cases = kind.within.keys().map(|id| {
            let value = entity(name, id);
            let is_it =
                if shape == Shape::OneOf(name.clone()) { equal(right, &value) } else { contains(right, &value) };
            Ok(and(is_it, self.is_kind_of(left, &json!({ "type": name, "id": id }))?))
        });
        Ok(any(cases.collect::<Result<Vec<_>, String>>()?))
    }

    /// Every value that is the literal or a kind of it.
    fn is_kind_of(&self, left: &Json, literal: &Json) -> Result<Json, String> {
        let text = |key: &str| literal.get(key).and_then(Json::as_str).unwrap_or_default();
        let (name, id) = (text("type"), text("id"));
        let kind = self.kinds.get(name).ok_or_else(|| format!("`{name}` is no enumeration"))?;
        let values: BTreeSet<&String> =
            kind.within.iter().filter(|(_, within)| within.contains(id)).map(|(value, _)| value).collect();
        Ok(any(values.into_iter().map(|value| equal(left, &entity(name, value)))))
    }

    fn shape(&self, expression: &Json) -> Option<Shape> {
        match expression.get("Var").and_then(Json::as_str) {
            Some("principal") => return Some(Shape::OneOf(self.principal.clone())),
            Some("resource") => return Some(Shape::OneOf(self.resource.clone())),
            Some("context") => return Some(Shape::Record(self.context.to_vec())),
            _ => {}
        }
        let step = expression.get(".")?;
        let Shape::Record(fields) = self.shape(step.get("left")?)? else { return None };
        let attribute = step.get("attr")?.as_str()?;
        fields.into_iter().find(|field| field.attribute == attribute).map(|field| field.shape)
    }
}
