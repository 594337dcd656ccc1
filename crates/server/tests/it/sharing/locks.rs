//! Locked variables: what they do not reach is named before a link is made, and of a domain only what is left is shown.

use reqwest::StatusCode;
use serde_json::{Value as Json, json};

use super::approvals::Board;

fn by_origin() -> Json {
    json!({ "version": 1,
        "variables": [{ "name": "airport", "type": "string", "domain": { "values": ["EWR", "JFK", "LGA"] }, "default": "EWR" }],
        "widgets": [
            { "id": "read", "kind": "stat", "place": { "x": 0, "y": 0, "w": 3, "h": 2 }, "question": { "dataset": "flights",
                "select": [{ "count": "*" }], "where": { "eq": ["origin", { "var": "airport" }] } } },
            { "id": "free", "kind": "table", "title": "All airports", "place": { "x": 3, "y": 0, "w": 3, "h": 2 },
                "question": { "dataset": "flights", "select": [{ "column": "origin" }, { "count": "*" }] } },
            { "id": "other", "kind": "table", "place": { "x": 6, "y": 0, "w": 3, "h": 2 },
                "question": { "sql": "select count(*) as n from airlines" } } ] })
}

#[tokio::test]
async fn the_check_names_each_widget_that_a_lock_does_not_reach() {
    let board = Board::new().await;
    let ada = board.who("ada");
    board.save("ada", by_origin()).await;
    let lock = |more: Json| {
        let mut body = json!({ "kind": "link", "title": "Kennedy", "variables": { "airport": { "locked": "JFK" } } });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let (status, check) = board
        .world
        .post(&ada, &board.path("/shares/check"), lock(json!({})))
        .await;
    assert_eq!(status, 200, "{check}");
    let rule = json!({ "dataset": "flights", "predicate": { "eq": ["origin", "JFK"] } });
    assert_eq!(
        check["unreached"],
        json!([
            { "widget": "free", "title": "All airports", "variable": "airport", "rows": [rule] },
            { "widget": "other", "variable": "airport", "rows": [] },
        ])
    );
    // With the rule that is proposed it is reached.
    let (_, check) = board
        .world
        .post(&ada, &board.path("/shares/check"), lock(json!({ "rows": [rule] })))
        .await;
    assert_eq!(
        check["unreached"],
        json!([{ "widget": "other", "variable": "airport", "rows": [] }])
    );

    // The same before approving: a widget that was added later.
    let (reader, share) = board
        .world
        .reader("ada", "board", lock(json!({ "rows": [rule] })))
        .await;
    let mut later = by_origin();
    later["widgets"].as_array_mut().unwrap().push(
        json!({ "id": "late", "kind": "stat", "place": { "x": 9, "y": 0, "w": 3, "h": 2 },
        "question": { "dataset": "weather", "select": [{ "count": "*" }] } }),
    );
    board.save("otto", later).await;
    assert_eq!(board.rows(&reader, "late").await.unwrap_err().0, 400, "it waits");
    let (_, waiting) = board.world.get(&ada, &format!("/shares/{share}/waiting")).await;
    let late = json!({ "widget": "late", "variable": "airport",
        "rows": [{ "dataset": "weather", "predicate": { "eq": ["origin", "JFK"] } }] });
    assert!(waiting["unreached"].as_array().unwrap().contains(&late), "{waiting}");
}

/// A picker of another variable offers what the lock should keep from its reader.
#[tokio::test]
async fn the_check_names_choices_that_a_lock_does_not_reach() {
    let board = Board::new().await;
    let ada = board.who("ada");
    let picker = |name: &str, dataset: &str, value: &str, condition: Json| {
        let mut choices = json!({ "dataset": dataset, "value": value });
        if !condition.is_null() {
            choices["where"] = condition;
        }
        json!({ "name": name, "label": format!("The {name}"), "type": "string", "domain": { "choices": choices } })
    };
    let mut document = by_origin();
    document["variables"].as_array_mut().unwrap().extend([
        picker("dest", "flights", "dest", Json::Null),
        picker(
            "tail",
            "flights",
            "tailnum",
            json!({ "eq": ["origin", { "var": "airport" }] }),
        ),
        picker("airline", "airlines", "carrier", Json::Null),
    ]);
    board.save("ada", document).await;
    let check = async |more: Json| {
        let mut body = json!({ "kind": "link", "title": "L", "variables": { "airport": { "locked": "JFK" } } });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let (status, check) = board.world.post(&ada, &board.path("/shares/check"), body).await;
        assert_eq!(status, 200, "{check}");
        check["unreached_choices"].clone()
    };
    let rule = json!({ "dataset": "flights", "predicate": { "eq": ["origin", "JFK"] } });
    let named = json!([{ "picker": "dest", "label": "The dest", "variable": "airport", "rows": [rule] }]);
    assert_eq!(check(json!({})).await, named);
    assert_eq!(check(json!({ "rows": [rule] })).await, json!([]));
    // Whoever reads it chooses no destination; the tails are those of all destinations.
    let locked = json!({ "variables": { "airport": { "locked": "JFK" }, "dest": { "locked": "LAX" } } });
    let rule = json!({ "dataset": "flights", "predicate": { "eq": ["dest", "LAX"] } });
    let named = json!([{ "picker": "tail", "label": "The tail", "variable": "dest", "rows": [rule] }]);
    assert_eq!(check(locked).await, named);
}

#[tokio::test]
async fn a_lock_of_null_is_refused_at_its_place() {
    let board = Board::new().await;
    let ada = board.who("ada");
    board.save("ada", by_origin()).await;
    let body = json!({ "kind": "link", "title": "L", "variables": { "airport": { "locked": null } } });
    for path in ["/shares", "/shares/check"] {
        let (status, answer) = board.world.post(&ada, &board.path(path), body.clone()).await;
        assert_eq!(
            (status, &answer["errors"][0]["pointer"]),
            (StatusCode::BAD_REQUEST, &json!("/variables/airport/locked"))
        );
    }
    let (reader, share) = board
        .world
        .reader(
            "ada",
            "board",
            json!({ "abilities": ["interact"], "variables": { "airport": { "locked": "JFK" } } }),
        )
        .await;
    let patch = json!({ "variables": { "airport": { "locked": null } } });
    let (status, _) = board.world.patch(&ada, &format!("/shares/{share}"), patch).await;
    assert_eq!(status, 400);
    let other = json!({ "widget": "read", "variables": { "airport": "LGA" } });
    assert_eq!(
        board.world.post(&reader, &board.path("/data"), other).await.0,
        400,
        "the lock stands"
    );
}

#[tokio::test]
async fn a_reader_gets_of_a_domain_only_the_subset_that_is_left() {
    let board = Board::new().await;
    board.save("ada", by_origin()).await;
    let left = json!({ "abilities": ["interact"], "variables": { "airport": { "subset": ["JFK", "LGA"] } } });
    let (reader, _share) = board.world.reader("ada", "board", left).await;
    let (_, found) = board.world.get(&reader, &board.path("")).await;
    let variable = &found["document"]["variables"][0];
    assert_eq!(variable["domain"], json!({ "values": ["JFK", "LGA"] }));
    assert!(!found.to_string().contains("EWR"), "not even as a default: {found}");
    let (_, choices) = board
        .world
        .get(&reader, &board.path("/variables/airport/choices"))
        .await;
    assert!(!choices.to_string().contains("EWR"), "{choices}");
}
