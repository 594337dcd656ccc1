//! Settings that row rules read: nobody sets themselves into another workspace's rows.

use serde_json::{Value as Json, json};

use crate::world::World;

#[tokio::test]
async fn a_setting_that_a_rule_reads_is_changed_only_where_the_rule_is_managed() {
    let world = World::start();
    let (ada, uma) = (world.person("ada"), world.person("uma"));
    let united = world.id("workspaces", "united");
    let rule = json!({ "dataset": "flights", "applies_to": "workspace", "below": true,
        "predicate": { "eq": ["carrier", { "workspace": "carrier" }] } });
    let airlines = world.id("workspaces", "airlines");
    world
        .made(&ada, &format!("/workspaces/{airlines}/row-rules"), rule)
        .await;
    let manages = json!({ "here": ["manage"], "below": ["manage"] });
    let path = format!("/workspaces/{united}/permissions/{}", world.user("uma"));
    assert!(world.put(&ada, &path, manages).await.0.is_success());

    let settings = |more: Json| {
        let mut all = json!({ "carrier": "UA" });
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "name": "United Airlines", "settings": all })
    };
    let at = format!("/workspaces/{united}");
    for other in [
        settings(json!({ "carrier": "B6" })),
        json!({ "name": "New name", "settings": {} }),
    ] {
        let (status, answer) = world.patch(&uma, &at, other.clone()).await;
        assert_eq!(
            (status.as_u16(), &answer["reason"]),
            (403, &json!("read_by_rule")),
            "{other}"
        );
    }
    let (_, kept) = world.get(&ada, &at).await;
    assert_eq!(kept["name"], "United", "nothing of it was changed");
    // A child of hers would add its own value to those along the path.
    let child = world
        .made(&uma, "/workspaces", json!({ "name": "Child", "parent": united }))
        .await;
    let child = format!("/workspaces/{}", child["id"].as_str().unwrap());
    let (status, _) = world
        .patch(&uma, &child, json!({ "settings": { "carrier": "B6" } }))
        .await;
    assert_eq!(status, 403);
    // What no rule reads is hers, and who manages the rule's workspace changes all.
    let (status, answer) = world.patch(&uma, &at, settings(json!({ "colour": "blue" }))).await;
    assert_eq!(status, 200, "{answer}");
    let (status, answer) = world.patch(&ada, &at, settings(json!({ "carrier": "DL" }))).await;
    assert_eq!(status, 200, "{answer}");
}
