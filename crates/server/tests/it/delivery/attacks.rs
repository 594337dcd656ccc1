//! A file is had only as long as its maker may see what is in it.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::world::{Who, World};

async fn begin(world: &World, who: &Who) -> String {
    let path = format!("/dashboards/{}/exports", world.id("dashboards", "delays"));
    let (_, dashboard) = world
        .get(who, &format!("/dashboards/{}", world.id("dashboards", "delays")))
        .await;
    let widgets = dashboard["document"]["widgets"].as_array().unwrap();
    let asks =
        |widget: &&Json| ["table", "bar", "line", "stat", "area", "pie"].contains(&widget["kind"].as_str().unwrap());
    let widget = widgets.iter().find(asks).unwrap()["id"].clone();
    let made = world
        .made(who, &path, json!({ "format": "csv", "widget": widget }))
        .await;
    format!("/exports/{}", made["id"].as_str().unwrap())
}

/// The status, once the file was made.
async fn fetch(world: &World, who: &Who, path: &str) -> (StatusCode, Json) {
    loop {
        let (status, answer) = world.call(who, Method::GET, path, None).await;
        if status != StatusCode::ACCEPTED {
            return (status, answer);
        }
    }
}

async fn audited(world: &World, action: &str) -> Vec<Json> {
    let root = world.id("workspaces", "port-authority");
    let path = format!("/audit?workspace={root}&limit=1000");
    let (_, page) = world.get(&world.person("ada"), &path).await;
    let items = page["items"].as_array().unwrap().iter();
    items.filter(|entry| entry["action"] == action).cloned().collect()
}

#[tokio::test]
async fn an_export_is_deleted_when_its_maker_sees_other_rows() {
    let world = World::start();
    let (ada, otto) = (world.person("ada"), world.person("otto"));
    let mine = begin(&world, &ada).await;
    let path = begin(&world, &otto).await;
    assert_eq!(fetch(&world, &otto, &path).await.0, 200);
    assert_eq!(fetch(&world, &ada, &mine).await.0, 200);
    let root = world.id("workspaces", "port-authority");
    let rule =
        json!({ "dataset": "flights", "applies_to": world.user("otto"), "predicate": { "eq": ["origin", "EWR"] } });
    world.made(&ada, &format!("/workspaces/{root}/row-rules"), rule).await;
    let (status, problem) = fetch(&world, &otto, &path).await;
    assert_eq!((status, &problem["code"]), (StatusCode::GONE, &json!("not_found")));
    assert_eq!(fetch(&world, &otto, &path).await.0, 404, "it is not there any more");
    let left: Vec<_> = std::fs::read_dir(world.folder.path().join("exports"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(!left.iter().any(|name| path.ends_with(name.as_str())), "{left:?}");
    assert_eq!(fetch(&world, &ada, &mine).await.0, 200, "others keep theirs");
    assert_eq!(audited(&world, "export.order").await.len(), 2);
    assert_eq!(audited(&world, "export.download").await.len(), 3);
    let deleted = audited(&world, "export.delete").await;
    assert_eq!((deleted.len(), &deleted[0]["details"]["format"]), (1, &json!("csv")));
}

#[tokio::test]
async fn an_export_of_a_reader_is_deleted_when_the_share_is_narrowed() {
    let world = World::start();
    let ada = world.person("ada");
    let (_, dashboard) = world
        .get(&ada, &format!("/dashboards/{}", world.id("dashboards", "delays")))
        .await;
    let other = dashboard["document"]["widgets"].as_array().unwrap().last().unwrap()["id"].clone();
    for narrowed in [
        json!({ "rows": [{ "dataset": "flights", "predicate": { "eq": ["origin", "JFK"] } }] }),
        json!({ "variables": { "origin": { "locked": ["JFK"] } } }),
        json!({ "time": { "last_at_most": "7d" } }),
        json!({ "time": { "until_at_latest": "2026-01-01T00:00:00Z" } }),
        json!({ "widgets": [other] }),
        json!({ "pinned": 1 }),
    ] {
        let (reader, share) = world
            .reader("ada", "delays", json!({ "abilities": ["export_data"] }))
            .await;
        let path = begin(&world, &reader).await;
        assert_eq!(fetch(&world, &reader, &path).await.0, 200);
        // What does not narrow leaves the file.
        let renamed = json!({ "title": "Renamed", "max_views": 100 });
        assert_eq!(world.patch(&ada, &format!("/shares/{share}"), renamed).await.0, 200);
        assert_eq!(fetch(&world, &reader, &path).await.0, 200);
        let (status, answer) = world.patch(&ada, &format!("/shares/{share}"), narrowed.clone()).await;
        assert_eq!(status, 200, "{answer}");
        assert_eq!(fetch(&world, &reader, &path).await.0, 410, "{narrowed}");
    }
}
