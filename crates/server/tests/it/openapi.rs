//! The committed API description is the one this program makes, says what every shape is, and keeps the names clients use.

use serde_json::Value as Json;

#[test]
fn the_committed_description_is_current() {
    let committed = std::fs::read_to_string("../../openapi/api.json").unwrap_or_default();
    let current = server::http::openapi::text();
    assert!(
        committed == current,
        "run `cargo run --bin vitrine -- openapi > openapi/api.json` and `npm run types` in web"
    );
}

#[test]
fn every_reference_resolves() {
    let document: serde_json::Value = serde_json::from_str(&server::http::openapi::text()).unwrap();
    let text = document.to_string();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut seen = 0;
    for part in text.split("#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name} is not described");
        seen += 1;
    }
    assert!(seen > 100, "{seen}");
}

/// Places of a schema that say nothing of what may stand there.
fn loose(at: &str, schema: &Json, found: &mut Vec<String>) {
    let nothing = Vec::new();
    let mut described = schema.get("$ref").is_some() || schema.get("enum").is_some();
    for several in ["oneOf", "anyOf", "allOf", "prefixItems"] {
        for (index, part) in schema[several].as_array().unwrap_or(&nothing).iter().enumerate() {
            described = true;
            loose(&format!("{at}/{several}/{index}"), part, found);
        }
    }
    let types: Vec<&str> = match &schema["type"] {
        Json::String(one) => vec![one],
        Json::Array(several) => several.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    };
    for kind in types {
        described |= match kind {
            "object" => {
                let properties = schema["properties"].as_object();
                for (name, part) in properties.into_iter().flatten() {
                    loose(&format!("{at}/{name}"), part, found);
                }
                let rest = schema.get("additionalProperties");
                if let Some(part) = rest.filter(|rest| rest.is_object()) {
                    loose(&format!("{at}/*"), part, found);
                }
                properties.is_some_and(|all| !all.is_empty()) || rest.is_some_and(|rest| *rest != Json::Bool(true))
            }
            "array" => {
                if let Some(items) = schema.get("items").filter(|items| items.is_object()) {
                    loose(&format!("{at}/[]"), items, found);
                }
                schema.get("items").is_some() || schema.get("prefixItems").is_some()
            }
            _ => true,
        };
    }
    if !described {
        found.push(at.to_owned());
    }
}

#[test]
fn no_shape_is_left_open() {
    let document: Json = serde_json::from_str(&server::http::openapi::text()).unwrap();
    let mut found = Vec::new();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        loose(name, schema, &mut found);
    }
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            for body in [&operation["requestBody"], &operation["responses"]["2XX"]] {
                if let Some(schema) = body.pointer("/content/application~1json/schema") {
                    loose(&format!("{method} {path}"), schema, &mut found);
                }
            }
        }
    }
    assert_eq!(found, [""; 0]);
    let mut bare = Vec::new();
    loose("bare", &serde_json::json!({ "type": "object" }), &mut bare);
    loose("any", &serde_json::json!({ "properties": {} }), &mut bare);
    assert_eq!(bare, ["bare", "any"], "the walk sees what it looks for");
}

/// A client written against an earlier description finds its paths, operations, schemas and fields.
#[test]
fn names_that_clients_use_stay() {
    let document: Json = serde_json::from_str(&server::http::openapi::text()).unwrap();
    let known: Json = serde_json::from_str(include_str!("openapi_names.json")).unwrap();
    let mut gone = Vec::new();
    for (operation, path) in known["operations"].as_object().unwrap() {
        let (method, path) = path.as_str().unwrap().split_once(' ').unwrap();
        if document["paths"][path][method]["operationId"] != **operation {
            gone.push(operation.clone());
        }
    }
    for (name, fields) in known["schemas"].as_object().unwrap() {
        let schema = &document["components"]["schemas"][name];
        for field in fields.as_array().unwrap() {
            if !has_field(&document, schema, field.as_str().unwrap()) {
                gone.push(format!("{name}.{field}"));
            }
        }
        if schema.is_null() {
            gone.push(name.clone());
        }
    }
    assert_eq!(gone, [""; 0]);
}

fn has_field(document: &Json, schema: &Json, field: &str) -> bool {
    let named = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next());
    let target = named.map_or(schema, |name| &document["components"]["schemas"][name]);
    let parts = target["allOf"].as_array();
    target["properties"].get(field).is_some()
        || parts.is_some_and(|parts| parts.iter().any(|part| has_field(document, part, field)))
}
