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
    fn take(&mut self, name: String, schema: Json) {
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
