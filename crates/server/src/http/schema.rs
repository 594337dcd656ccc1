//! Descriptions of wire types, collected from the types themselves with all that they hold. Names are the types' own.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use utoipa::ToSchema;

/// Named descriptions, collected while routes are described.
#[derive(Debug, Default)]
pub struct Schemas {
    all: BTreeMap<String, Json>,
    /// Names that two different types bear.
    pub clashes: Vec<String>,
}

/// Describes a body: collects what it needs and gives its own description.
pub type Describe = fn(&mut Schemas) -> Json;

impl Schemas {
    fn take(&mut self, name: String, mut schema: Json) {
        absent_is_never_null(&mut schema);
        match self.all.get(&name) {
            Some(known) if *known != schema => self.clashes.push(name),
            _ => {
                self.all.insert(name, schema);
            }
        }
    }

    /// Notes a type and all types it holds; gives the reference to it.
    pub fn add<T: ToSchema>(&mut self) -> Json {
        let mut parts = Vec::new();
        T::schemas(&mut parts);
        for (name, schema) in parts {
            self.take(name, json!(schema));
        }
        let name = T::name().into_owned();
        let reference = reference(&name);
        self.take(name, json!(T::schema()));
        reference
    }

    /// All descriptions by name.
    #[must_use]
    pub fn into_json(self) -> Json {
        Json::Object(self.all.into_iter().collect())
    }
}

/// In an answer, a field that may be absent is never null: an `Option` is either left out (`skip_serializing_if`) or always there
/// (`#[schema(required)]`). What refuses unknown fields is a body, or part of one, and takes null for absent.
fn absent_is_never_null(schema: &mut Json) {
    let Some(object) = schema.as_object_mut() else { return };
    if object.get("additionalProperties") == Some(&Json::Bool(false)) {
        return;
    }
    let required = object.get("required").and_then(Json::as_array).cloned();
    let required = required.unwrap_or_default();
    if let Some(fields) = object.get_mut("properties").and_then(Json::as_object_mut) {
        for (name, field) in fields.iter_mut() {
            if !required.iter().any(|known| known == name.as_str()) {
                take_null_away(field);
            }
        }
    }
}

/// `T` of a description that says `T` or null; others stay.
fn take_null_away(field: &mut Json) {
    let other_than = |choices: Option<&Json>, null: &Json| match choices.and_then(Json::as_array).map(Vec::as_slice) {
        Some([one, other]) if other == null => Some(one.clone()),
        _ => None,
    };
    if let Some(one) = other_than(field.get("oneOf"), &json!({ "type": "null" })) {
        *field = one;
    } else if let Some(one) = other_than(field.get("type"), &json!("null"))
        && let Some(kind) = field.get_mut("type")
    {
        *kind = one;
    }
}

fn reference(name: &str) -> Json {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// One value.
pub fn one<T: ToSchema>(schemas: &mut Schemas) -> Json {
    schemas.add::<T>()
}

/// A list of values.
pub fn many<T: ToSchema>(schemas: &mut Schemas) -> Json {
    json!({ "type": "array", "items": schemas.add::<T>() })
}

/// A page of a list: `UserPage` of `User`, `AuditPage` of `AuditItem`, `DashboardPage` of `DashboardSummary`.
pub fn page<T: ToSchema>(schemas: &mut Schemas) -> Json {
    let item = schemas.add::<T>();
    let name = T::name();
    let short = name.strip_suffix("Item").or_else(|| name.strip_suffix("Summary"));
    let name = format!("{}Page", short.unwrap_or(&name));
    let schema = json!({
        "type": "object",
        "required": ["items", "next_cursor"],
        "properties": { "items": { "type": "array", "items": item }, "next_cursor": { "type": ["string", "null"] } }
    });
    let reference = reference(&name);
    schemas.take(name, schema);
    reference
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bodies_say_null_for_absent() {
        let fields = json!({
            "level": { "oneOf": [{ "$ref": "#/components/schemas/Level" }, { "type": "null" }] },
            "name": { "type": ["string", "null"], "description": "As shown." },
            "parent": { "type": ["string", "null"] }
        });
        let mut body = json!({ "required": ["parent"], "properties": fields, "additionalProperties": false });
        let mut answer = json!({ "required": ["parent"], "properties": fields });
        let before = body.clone();
        absent_is_never_null(&mut body);
        absent_is_never_null(&mut answer);
        assert_eq!(body, before);
        assert_eq!(
            answer["properties"],
            json!({
                "level": { "$ref": "#/components/schemas/Level" },
                "name": { "type": "string", "description": "As shown." },
                "parent": { "type": ["string", "null"] }
            })
        );
    }
}
