//! API tokens that may do less than their user: reading only, one workspace only, until a moment.

use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::world::{Who, World};

async fn token(world: &World, who: &Who, body: Json) -> Who {
    let (status, made) = world.post(who, "/tokens", body).await;
    assert_eq!(status, 201, "{made}");
    Who::Bearer(made["token"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_reading_token_changes_nothing_and_makes_no_wider_token() {
    let world = World::start();
    let ada = world.person("ada");
    let reading = token(&world, &ada, json!({ "name": "Wall", "read_only": true })).await;
    let (status, me) = world.get(&reading, "/auth/me").await;
    assert_eq!(status, 200, "{me}");
    assert_eq!(me["caller"]["user"]["id"], json!(world.id("users", "ada")));
    let delays = format!("/dashboards/{}", world.id("dashboards", "delays"));
    let (status, opened) = world.get(&reading, &delays).await;
    assert_eq!(status, 200);
    let can: Vec<&str> = opened["can"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Json::as_str)
        .collect();
    assert!(!can.contains(&"save") && !can.contains(&"edit"), "{can:?}");
    for (method, path, body) in [
        (Method::DELETE, delays.clone(), None),
        (
            Method::POST,
            format!("{delays}/shares"),
            Some(json!({ "kind": "link" })),
        ),
        (Method::POST, "/tokens".to_owned(), Some(json!({ "name": "Wider" }))),
        (
            Method::POST,
            "/users".to_owned(),
            Some(json!({ "name": "N", "email": "n@example.com" })),
        ),
    ] {
        let (status, answer) = world.call(&reading, method.clone(), &path, body.as_ref()).await;
        assert_eq!(status, 403, "{method} {path}: {answer}");
    }
}

#[tokio::test]
async fn a_token_of_one_workspace_knows_no_other() {
    let world = World::start();
    let ada = world.person("ada");
    let united = world.id("workspaces", "united");
    let narrow = token(&world, &ada, json!({ "name": "United", "workspace": united })).await;
    let (_, workspaces) = world.get(&narrow, "/workspaces").await;
    let seen: Vec<&str> = workspaces["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|w| w["id"].as_str())
        .collect();
    assert_eq!(seen, [united.as_str()]);
    let delays = world.id("dashboards", "delays");
    let root = world.id("workspaces", "port-authority");
    assert_eq!(
        world
            .get(&narrow, &format!("/dashboards/{delays}?workspace={root}"))
            .await
            .0,
        404
    );
    assert_eq!(world.post(&narrow, "/tokens", json!({ "name": "Wider" })).await.0, 403);
    let (_, listed) = world.get(&ada, "/tokens").await;
    let kept = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|t| t["name"] == "United")
        .unwrap();
    assert_eq!(
        (&kept["workspace"], &kept["read_only"]),
        (&json!(united), &json!(false))
    );
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "the server of a test has the real clock")]
async fn a_token_ends_at_its_moment() {
    let world = World::start();
    let ada = world.person("ada");
    let soon = chrono::Utc::now() + chrono::TimeDelta::seconds(5);
    let short = token(
        &world,
        &ada,
        json!({ "name": "Short", "expires_at": soon.to_rfc3339() }),
    )
    .await;
    assert_eq!(world.get(&short, "/auth/me").await.0, 200);
    while world.get(&short, "/auth/me").await.0 == 200 {
        assert!(chrono::Utc::now() < soon + chrono::TimeDelta::seconds(60), "it goes on");
    }
    assert_eq!(world.get(&short, "/auth/me").await.0, 401);
    assert!(chrono::Utc::now() >= soon, "it ended too early");
}
