//! The API description, made from the list of routes and the wire types. Committed as `openapi/api.json` and compared in a test.

use serde_json::{Map, Value as Json, json};

use super::cookies::SESSION_COOKIE;
use super::problem::Problem;
use super::route::{Need, Route};
use super::routes;
use super::schema::Schemas;

/// The description as text, with a newline at its end.
#[must_use]
pub fn text() -> String {
    let text = serde_json::to_string_pretty(&document()).unwrap_or_default();
    format!("{text}\n")
}

/// The paths of all routes, and the types they take and give.
fn describe() -> (Map<String, Json>, Schemas) {
    let mut schemas = Schemas::default();
    let mut paths = Map::new();
    schemas.add::<Problem>();
    for route in routes::all() {
        let operation = operation(&route, &mut schemas);
        let item = paths
            .entry(format!("/api/v1{}", route.path))
            .or_insert_with(|| json!({}));
        if let Some(item) = item.as_object_mut() {
            item.insert(route.method.as_str().to_lowercase(), operation);
        }
    }
    (paths, schemas)
}

fn document() -> Json {
    let (mut paths, schemas) = describe();
    paths.sort_keys();
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Vitrine", "version": env!("CARGO_PKG_VERSION"), "license": { "name": "MIT OR Apache-2.0" } },
        "paths": paths,
        "components": {
            "schemas": schemas.into_json(),
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": SESSION_COOKIE },
                "bearer": { "type": "http", "scheme": "bearer", "description": "An API token (vt_…) or a share session (vs_…)" }
            }
        }
    })
}

fn operation(route: &Route, schemas: &mut Schemas) -> Json {
    let body = |schema: Json| json!({ "application/json": { "schema": schema } });
    let problem = schemas.add::<Problem>();
    let mut operation = json!({
        "operationId": operation_id(route),
        "summary": route.does,
        "parameters": parameters(route.path),
        "responses": {
            "default": { "description": "Refused", "content": { "application/problem+json": { "schema": problem } } }
        }
    });
    let success = match route.gives {
        Some(describe) => json!({ "description": "Done", "content": body(describe(schemas)) }),
        None => json!({ "description": "Done" }),
    };
    if let Some(responses) = operation.get_mut("responses").and_then(Json::as_object_mut) {
        responses.insert("2XX".to_owned(), success);
    }
    if let Some(object) = operation.as_object_mut() {
        if let Some(describe) = route.takes {
            let content = body(describe(schemas));
            object.insert(
                "requestBody".to_owned(),
                json!({ "required": true, "content": content }),
            );
        }
        let credentials = json!([{ "session": [] }, { "bearer": [] }]);
        let (security, needs) = match &route.need {
            Need::Open(why) => (json!([]), format!("open: {why}")),
            Need::Somebody(what) => (credentials, format!("somebody: {what}")),
            Need::Proof(actions) => (credentials, format!("proof: {actions}")),
        };
        object.insert("security".to_owned(), security);
        object.insert("x-needs".to_owned(), needs.into());
    }
    operation
}

/// `get /dashboards/{id}/grants` → `get_dashboards_id_grants`.
fn operation_id(route: &Route) -> String {
    let words: Vec<_> = route
        .path
        .split(['/', '{', '}', '-'])
        .filter(|word| !word.is_empty())
        .collect();
    format!("{}_{}", route.method.as_str().to_lowercase(), words.join("_"))
}

fn parameters(path: &str) -> Vec<Json> {
    let names = path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    names
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_types_bear_one_name() {
        assert_eq!(describe().1.clashes, [""; 0]);
    }
}
