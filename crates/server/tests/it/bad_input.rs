//! Wrong input gets a clear problem with a pointer, and changes nothing.

use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::world::World;

/// The pointers of a refusal.
fn pointers(problem: &Json) -> Vec<&str> {
    let errors = problem["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    errors.iter().map(|error| error["pointer"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn mistakes_are_pointed_at() {
    let world = World::start();
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let delays = world.id("dashboards", "delays");
    let widget = |question: Json| {
        json!({ "title": "T", "document": { "version": 1, "widgets": [
            { "id": "w", "kind": "bar", "place": { "x": 0, "y": 0, "w": 4, "h": 4 }, "question": question }] } })
    };
    let dashboards = format!("/workspaces/{root}/dashboards");
    let cases: Vec<(String, Json, &str)> = vec![
        (
            dashboards.clone(),
            json!({ "title": "" , "document": { "version": 1 } }),
            "/title",
        ),
        (
            dashboards.clone(),
            json!({ "title": "T", "document": { "version": 1 }, "colour": 1 }),
            "/colour",
        ),
        (
            dashboards.clone(),
            json!({ "title": "T", "document": { "version": 7 } }),
            "/document/version",
        ),
        (
            dashboards.clone(),
            widget(json!({ "dataset": "nowhere", "select": [{ "count": "*" }] })),
            "/document/widgets/0/question/dataset",
        ),
        (
            dashboards.clone(),
            widget(json!({ "dataset": "flights", "select": [{ "avg": "nothing" }] })),
            "/document/widgets/0/question/select/0",
        ),
        (
            dashboards.clone(),
            widget(json!({ "sql": "select * from information_schema.tables" })),
            "/document/widgets/0/question/sql",
        ),
        (
            dashboards,
            widget(json!({ "sql": "drop table flights" })),
            "/document/widgets/0/question/sql",
        ),
        (
            format!("/dashboards/{delays}/data"),
            json!({ "widget": "none" }),
            "/widget",
        ),
        (
            format!("/dashboards/{delays}/data"),
            json!({ "widget": "worst", "variables": { "origin": ["LAX"] } }),
            "/variables/origin",
        ),
        (
            format!("/dashboards/{delays}/data"),
            json!({ "widget": "worst", "variables": { "nothing": 1 } }),
            "/variables/nothing",
        ),
        (
            format!("/dashboards/{delays}/shares"),
            json!({ "kind": "link", "expires_at": "2001-01-01T00:00:00Z" }),
            "/expires_at",
        ),
        (
            format!("/dashboards/{delays}/shares"),
            json!({ "kind": "link", "variables": { "origin": { "locked": 5 } } }),
            "/variables/origin/locked",
        ),
        (
            format!("/dashboards/{delays}/shares"),
            json!({ "kind": "link", "abilities": ["edit"] }),
            "/abilities/0",
        ),
        (
            format!("/dashboards/{delays}/exports"),
            json!({ "format": "csv" }),
            "/widget",
        ),
        (
            format!("/dashboards/{delays}/exports"),
            json!({ "format": "pdf", "time_zone": "Europe/Atlantis" }),
            "/time_zone",
        ),
        (
            format!("/dashboards/{delays}/exports"),
            json!({ "format": "pdf", "locale": "de_AT; x" }),
            "/locale",
        ),
        (
            "/tokens".to_owned(),
            json!({ "name": "T", "workspace": "wsp_00000000000000000000000000" }),
            "/workspace",
        ),
        (
            "/tokens".to_owned(),
            json!({ "name": "T", "expires_at": "2001-01-01T00:00:00Z" }),
            "/expires_at",
        ),
        (
            format!("/workspaces/{root}/row-rules"),
            json!({ "dataset": "flights", "applies_to": "everyone", "predicate": { "and": [] } }),
            "/applies_to",
        ),
        (
            format!("/workspaces/{root}/row-rules"),
            json!({ "dataset": "flights", "applies_to": "all", "predicate": { "eq": ["nothing", 1] } }),
            "/predicate",
        ),
        (
            format!("/workspaces/{root}/datasets"),
            json!({ "name": "Bad Name", "upload": true }),
            "/name",
        ),
        (
            format!("/datasets/{}/rows", world.id("datasets", "readings")),
            json!([{ "station": "JFK", "time": "2013-01-01T00:00:00Z" }, { "station": "JFK", "time": "yesterday" }]),
            "/1/time",
        ),
        (
            format!("/datasets/{}/rows", world.id("datasets", "readings")),
            json!([{ "station": "JFK", "altitude": 5 }]),
            "/0/altitude",
        ),
        (
            "/users".to_owned(),
            json!({ "name": "N", "email": "not an address" }),
            "/email",
        ),
    ];
    for (path, body, pointer) in cases {
        let (status, problem) = world.post(&ada, &path, body.clone()).await;
        assert_eq!(status, 400, "{path} {body}: {problem}");
        assert_eq!(problem["code"], "invalid");
        assert!(pointers(&problem).contains(&pointer), "{path} {body}: {problem}");
        assert!(!problem["request_id"].as_str().unwrap().is_empty());
    }
    let (_, readings) = world
        .get(&ada, &format!("/datasets/{}", world.id("datasets", "readings")))
        .await;
    assert_eq!(readings["row_count"], 0, "a refused call appends nothing");
}

#[tokio::test]
async fn a_stale_save_is_refused_and_keeps_the_other() {
    let world = World::start();
    let otto = world.person("otto");
    let path = format!("/dashboards/{}", world.id("dashboards", "station"));
    let response = world.send(&otto, Method::GET, &path, None).await;
    let tag = response.headers()["etag"].to_str().unwrap().to_owned();
    let current = response.json::<Json>().await.unwrap();
    let save = async |title: &str, tag: Option<&str>| {
        let crate::world::Who::Bearer(token) = &otto else {
            unreachable!()
        };
        let mut request = reqwest::Client::new()
            .put(format!("{}/api/v1{path}", world.base))
            .bearer_auth(token);
        if let Some(tag) = tag {
            request = request.header("if-match", tag);
        }
        let response = request
            .json(&json!({ "title": title, "document": current["document"] }))
            .send()
            .await
            .unwrap();
        (response.status().as_u16(), response.json::<Json>().await.unwrap())
    };
    assert_eq!(save("Blind", None).await.0, 400);
    let (status, saved) = save("First", Some(&tag)).await;
    assert_eq!((status, &saved["revision"]), (200, &json!(2)), "{saved}");
    let (status, problem) = save("Second", Some(&tag)).await;
    assert_eq!((status, &problem["code"]), (412, &json!("conflict")));
    assert_eq!(world.get(&otto, &path).await.1["title"], "First");
    let (_, revisions) = world.get(&otto, &format!("{path}/revisions")).await;
    assert_eq!(revisions["items"].as_array().unwrap().len(), 2);
    let (status, restored) = world
        .post(&otto, &format!("{path}/revisions/1/restore"), json!({}))
        .await;
    assert_eq!(
        (status, &restored["title"], &restored["revision"]),
        (reqwest::StatusCode::OK, &json!("Station"), &json!(3))
    );
}

#[tokio::test]
async fn bodies_that_are_too_large_or_no_json_are_refused() {
    let world = World::start();
    let crate::world::Who::Bearer(token) = world.person("ada") else {
        unreachable!()
    };
    let url = format!(
        "{}/api/v1/workspaces/{}/dashboards",
        world.base,
        world.id("workspaces", "port-authority")
    );
    let send = async |body: String, kind: &str| {
        let request = reqwest::Client::new()
            .post(&url)
            .bearer_auth(&token)
            .header("content-type", kind)
            .body(body);
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(send("{".to_owned(), "application/json").await, 400);
    assert_eq!(send("{} {}".to_owned(), "application/json").await, 400);
    assert_eq!(
        send("title=x".to_owned(), "application/x-www-form-urlencoded").await,
        400
    );
    assert_eq!(
        send(format!("\"{}\"", "x".repeat(6 << 20)), "application/json").await,
        413
    );
    assert_eq!(send("[".repeat(100_000), "application/json").await, 400);
}
