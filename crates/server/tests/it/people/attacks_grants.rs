//! Ways in which grants have failed elsewhere, tried against us. The numbers only name the cases.

use reqwest::Method;
use serde_json::{Value as Json, json};

use super::attacks::Two;
use crate::world::World;

/// Case 44: what a dashboard says of somebody's level is what they find, with everybody, nested groups, folders, tags and blocks mixed.
#[tokio::test]
async fn case_44_mixes_of_grants_decide_as_they_explain() {
    let world = World::start();
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let two = Two::make(&world).await;
    let board = &two.other;
    let grant = |principal: &str| format!("/dashboards/{board}/grants/{principal}");
    let folder = |principal: &str| format!("/folders/{}/grants/{principal}", two.other_folder);
    let (everybody, operations, tower) = ("all".to_owned(), world.group("operations"), world.group("tower"));
    let vera = world.user("vera");
    let steps: Vec<(Method, String, Option<Json>)> = vec![
        (Method::PUT, grant(&everybody), Some(json!({ "level": "view" }))),
        (Method::PUT, folder(&operations), Some(json!({ "level": "share" }))),
        (Method::PUT, grant(&tower), Some(json!({ "level": "block" }))),
        (Method::PUT, grant(&vera), Some(json!({ "level": "edit" }))),
        (Method::DELETE, grant(&tower), None),
        (Method::PUT, folder(&everybody), Some(json!({ "level": "block" }))),
        (Method::DELETE, folder(&everybody), None),
        (Method::DELETE, grant(&everybody), None),
        (Method::DELETE, folder(&operations), None),
        (Method::DELETE, grant(&vera), None),
    ];
    for (method, path, body) in steps {
        let (status, answer) = world.call(&ada, method, &path, body.as_ref()).await;
        assert!(status.is_success(), "{path}: {answer}");
        let (_, readers) = world.get(&ada, &format!("/dashboards/{board}/readers")).await;
        for key in ["otto", "vera", "uma", "nina"] {
            let (status, opened) = world
                .get(&world.person(key), &format!("/dashboards/{board}?workspace={root}"))
                .await;
            let found = if status == 200 {
                opened["level"].clone()
            } else {
                Json::Null
            };
            let (_, why) = world
                .get(
                    &ada,
                    &format!("/dashboards/{board}/explain?principal={}", world.user(key)),
                )
                .await;
            assert_eq!(why["level"], found, "{key} after {path}: {why}");
            let read = readers["items"]
                .as_array()
                .unwrap()
                .iter()
                .any(|reader| reader["user"]["id"] == world.id("users", key).as_str());
            assert_eq!(read, status == 200, "{key} after {path}");
        }
    }
}

/// Case 45: an entry that the dialog shows as working works, and one that does not is marked with its reason.
#[tokio::test]
async fn case_45_the_dialog_shows_what_holds() {
    let world = World::start();
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let two = Two::make(&world).await;
    for key in ["otto", "vera", "uma", "gus", "nina"] {
        let path = format!("/dashboards/{}/grants/{}", two.other, world.user(key));
        assert!(world.put(&ada, &path, json!({ "level": "view" })).await.0.is_success());
    }
    let blocked = format!("/folders/{}/grants/{}", two.other_folder, world.group("tower"));
    assert!(
        world
            .put(&ada, &blocked, json!({ "level": "block" }))
            .await
            .0
            .is_success()
    );
    let nina = format!("/users/{}", world.id("users", "nina"));
    assert_eq!(world.patch(&ada, &nina, json!({ "status": "disabled" })).await.0, 200);
    let (_, list) = world.get(&ada, &format!("/dashboards/{}/grants", two.other)).await;
    let why: Vec<_> = ["otto", "vera", "uma", "gus", "nina"]
        .map(|key| {
            let entry = list["users"]
                .as_array()
                .unwrap()
                .iter()
                .find(|entry| entry["id"] == world.id("users", key).as_str());
            let entry = entry.unwrap();
            (
                entry["works"].as_bool().unwrap(),
                entry["why"].clone(),
                entry["repair"]["step"].clone(),
            )
        })
        .into();
    assert_eq!(why[0], (true, Json::Null, Json::Null));
    assert_eq!(why[1], (false, json!("blocked"), json!("lift_block")));
    assert_eq!(why[2], (false, json!("no_access_to_workspace"), json!("give_access")));
    assert_eq!(why[3], why[2]);
    assert_eq!(why[4], (false, json!("disabled"), json!("enable")));
    for (key, (works, ..)) in ["otto", "vera", "uma", "gus"].iter().zip(&why) {
        let (status, _) = world
            .get(
                &world.person(key),
                &format!("/dashboards/{}?workspace={root}", two.other),
            )
            .await;
        assert_eq!(status == 200, *works, "{key}");
    }
    // Every option that the dialog offers can be chosen, and none that it does not.
    let otto = world.person("otto");
    let path = format!("/dashboards/{}/grants", two.mine);
    let (_, list) = world.get(&otto, &format!("{path}/candidates")).await;
    for candidate in list["items"].as_array().unwrap() {
        for option in candidate["levels"].as_array().unwrap() {
            let one = format!("{path}/{}", candidate["principal"].as_str().unwrap());
            let (status, answer) = world.put(&otto, &one, json!({ "level": option["level"] })).await;
            assert_eq!(status.is_success(), option["allowed"] == true, "{candidate}: {answer}");
            // Each is tried on the list as it was shown.
            if status.is_success() {
                assert_eq!(world.delete(&otto, &one).await.0, 204, "{candidate}");
            }
        }
    }
}
