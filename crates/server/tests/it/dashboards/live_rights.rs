//! Live streams follow every kind of change that decides who sees what: folders, policies, permissions, restriction, displayed data.

use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::stream::Stream;
use crate::world::World;

/// Opens a page, changes something as the manager, and expects the page to end.
async fn ends(world: &World, key: &str, dashboard: &str, method: Method, path: &str, body: Option<Json>) {
    let mut page = Stream::open(world, &world.person(key), dashboard, None).await;
    page.until("hello").await;
    let (status, answer) = world.call(&world.person("ada"), method, path, body.as_ref()).await;
    assert!(status.is_success(), "{path}: {status} {answer}");
    assert_eq!(page.until("ended").await["reason"], "access_lost", "{path}");
    assert!(page.next().await.is_none(), "the stream goes on after its end");
    let opened = world
        .get(
            &world.person(key),
            &format!("/dashboards/{}", world.id("dashboards", dashboard)),
        )
        .await;
    assert_eq!(opened.0, 404, "{path}");
}

#[tokio::test]
async fn folders_policies_groups_and_permissions_cut_open_pages() {
    let world = World::start();
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let block = format!(
        "/folders/{}/grants/{}",
        world.id("folders", "flights"),
        world.user("vera")
    );
    ends(
        &world,
        "vera",
        "delays",
        Method::PUT,
        &block,
        Some(json!({ "level": "block" })),
    )
    .await;
    assert_eq!(world.delete(&ada, &block).await.0, 204);

    // What only the folder gives is gone when the dashboard leaves it.
    let moved = format!("/dashboards/{}/folder", world.id("dashboards", "kennedy-desk"));
    ends(
        &world,
        "vera",
        "kennedy-desk",
        Method::PUT,
        &moved,
        Some(json!({ "folder": null })),
    )
    .await;

    let policies = format!("/workspaces/{root}/policies");
    let (_, list) = world.get(&ada, &policies).await;
    let policy = format!("/policies/{}", list["items"][0]["id"].as_str().unwrap());
    ends(&world, "nina", "routes", Method::DELETE, &policy, None).await;
    let closed = json!({ "name": "Closed", "tag": "area=operations", "principal": "all", "level": "block" });
    ends(&world, "vera", "delays", Method::POST, &policies, Some(closed)).await;

    let permissions = format!("/workspaces/{root}/permissions/{}", world.group("operations"));
    ends(&world, "vera", "station", Method::PUT, &permissions, Some(json!({}))).await;
    let group = format!("/groups/{}", world.id("groups", "planning"));
    ends(
        &world,
        "nina",
        "station",
        Method::PATCH,
        &group,
        Some(json!({ "rule": null })),
    )
    .await;
}

#[tokio::test]
async fn other_tags_give_and_take_while_pages_are_open() {
    let world = World::start();
    let otto = world.person("otto");
    let routes = world.id("dashboards", "routes");
    let (_, shown) = world.get(&otto, &format!("/dashboards/{routes}")).await;
    let mut page = Stream::open(&world, &world.person("nina"), "routes", None).await;
    page.until("hello").await;
    let body = json!({ "title": "Routes", "document": shown["document"], "tags": ["flights"] });
    let response = reqwest::Client::new()
        .put(format!("{}/api/v1/dashboards/{routes}", world.base))
        .bearer_auth(world.demo["users"]["otto"]["token"].as_str().unwrap())
        .header("if-match", "\"1\"")
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200, "{}", response.text().await.unwrap());
    assert_eq!(page.until("ended").await["reason"], "access_lost");
}

#[tokio::test]
async fn restricting_ends_the_pages_of_readers() {
    let world = World::start();
    let (reader, _) = world.reader("ada", "operations-now", json!({})).await;
    let mut page = Stream::open(&world, &reader, "operations-now", None).await;
    page.until("hello").await;
    let path = format!("/dashboards/{}/restricted", world.id("dashboards", "operations-now"));
    let body = json!({ "restricted": true, "end_shares": true });
    assert_eq!(world.put(&world.person("otto"), &path, body).await.0, 200);
    page.until("ended").await;
    assert!(page.next().await.is_none());
}

#[tokio::test]
async fn other_eyes_reach_open_pages_and_gone_eyes_refuse_every_widget() {
    let world = World::start();
    let ada = world.person("ada");
    let dashboard = world.id("dashboards", "operations-now");
    let mut page = Stream::open(&world, &world.person("vera"), "operations-now", None).await;
    page.until("hello").await;
    let display = format!("/dashboards/{dashboard}/display");
    let body = json!({ "as": world.user("nina"), "end_shares": true });
    assert_eq!(world.put(&ada, &display, body).await.0, 200);
    assert_eq!(
        page.until("changed").await["what"],
        "rights",
        "the banner follows even where the rows are the same"
    );
    page.until("hello").await;

    let nina = format!("/users/{}", world.id("users", "nina"));
    assert_eq!(world.patch(&ada, &nina, json!({ "status": "disabled" })).await.0, 200);
    assert_eq!(page.until("changed").await["what"], "rights");
    let hello = page.until("hello").await;
    for widget in hello["widgets"].as_array().unwrap() {
        let failed = page.until("failed").await;
        assert_eq!(&failed["widget"], widget);
        assert_eq!(failed["problem"]["code"], "conflict");
        assert_eq!(
            failed["problem"]["detail"],
            "the data identity of this dashboard is no longer valid"
        );
    }
    assert_eq!(world.patch(&ada, &nina, json!({ "status": "active" })).await.0, 200);
    assert_eq!(page.until("changed").await["what"], "rights");
    page.until("hello").await;
}
