//! Restricted dashboards stay inside; displayed data is one person's, named to all who look, and no other person's when they are gone.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::world::{Who, World};

async fn rows(world: &World, who: &Who, dashboard: &str, widget: &str) -> (StatusCode, Json) {
    let (status, answer) = world
        .post(
            who,
            &format!("/dashboards/{dashboard}/data"),
            json!({ "widget": widget }),
        )
        .await;
    if status == 200 {
        (status, answer["rows"].clone())
    } else {
        (status, answer)
    }
}

#[tokio::test]
async fn restricting_asks_before_it_ends_shares() {
    let world = World::start();
    let (ada, otto) = (world.person("ada"), world.person("otto"));
    let station = world.id("dashboards", "station");
    let (reader, share) = world.reader("ada", "station", json!({})).await;
    let path = format!("/dashboards/{station}/restricted");
    let (status, problem) = world.put(&otto, &path, json!({ "restricted": true })).await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::CONFLICT, &json!("conflict")),
        "{problem}"
    );
    assert_eq!(
        (&problem["count"], &problem["reason"]),
        (&json!(1), &json!("ends_shares"))
    );
    assert_eq!(world.get(&reader, &format!("/dashboards/{station}")).await.0, 200);
    let confirmed = json!({ "restricted": true, "end_shares": true });
    let (status, shown) = world.put(&otto, &path, confirmed).await;
    assert_eq!(
        (status, &shown["restricted"]),
        (StatusCode::OK, &json!(true)),
        "{shown}"
    );
    assert!(!shown["can"].as_array().unwrap().contains(&json!("create_share")));
    assert_eq!(world.get(&reader, &format!("/dashboards/{station}")).await.0, 404);
    let (_, ended) = world.get(&ada, &format!("/shares/{share}")).await;
    assert_eq!(ended["state"], "ended");
    for who in [&ada, &otto] {
        let (status, problem) = world
            .post(
                who,
                &format!("/dashboards/{station}/shares"),
                json!({ "kind": "link", "title": "L" }),
            )
            .await;
        assert_eq!(
            (status, &problem["reason"]),
            (StatusCode::FORBIDDEN, &json!("restricted")),
            "{problem}"
        );
    }
    let (_, check) = world
        .post(
            &ada,
            &format!("/dashboards/{station}/shares/check"),
            json!({ "kind": "link", "title": "L" }),
        )
        .await;
    assert_eq!(check["obstacles"][0]["code"], "restricted", "{check}");
    assert_eq!(check["obstacles"][0]["lift_by"]["kind"], "editor");
    let (status, shown) = world.put(&otto, &path, json!({ "restricted": false })).await;
    assert_eq!((status, &shown["restricted"]), (StatusCode::OK, &json!(false)));
    assert_eq!(
        world.get(&ada, &format!("/shares/{share}")).await.1["state"],
        "ended",
        "what ended stays ended"
    );
    let vera = world
        .put(&world.person("vera"), &path, json!({ "restricted": true }))
        .await;
    assert_eq!(vera.0, 403);
}

#[tokio::test]
async fn displayed_data_is_the_named_persons_and_levels_stay_the_viewers() {
    let world = World::start();
    let (ada, vera, nina) = (world.person("ada"), world.person("vera"), world.person("nina"));
    let desk = world.id("dashboards", "kennedy-desk");
    let (_, shown) = world.get(&vera, &format!("/dashboards/{desk}")).await;
    let named =
        json!({ "as": "user", "user": { "id": world.id("users", "nina"), "name": "Nina Park" }, "valid": true });
    assert_eq!(
        (&shown["display"], &shown["level"]),
        (&named, &json!("view")),
        "{shown}"
    );
    let (_, hers) = rows(&world, &vera, &desk, "by-airport").await;
    assert_eq!(hers.as_array().unwrap().len(), 1, "{hers}");
    assert_eq!(hers[0][0], "JFK");
    assert_eq!(
        rows(&world, &ada, &desk, "by-airport").await.1,
        hers,
        "a manager too looks through these eyes"
    );
    let (status, _) = rows(&world, &nina, &desk, "by-airport").await;
    assert_eq!(status, 404, "whose eyes they are need not see the dashboard");
    let (_, list) = world
        .get(
            &vera,
            &format!("/workspaces/{}/dashboards", world.id("workspaces", "port-authority")),
        )
        .await;
    let listed = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["id"] == desk.as_str())
        .unwrap();
    assert_eq!(listed["display"], named);

    let (status, own) = world
        .put(&ada, &format!("/dashboards/{desk}/display"), json!({ "as": "viewer" }))
        .await;
    assert_eq!(
        (status, &own["display"]),
        (StatusCode::OK, &json!({ "as": "viewer", "valid": true })),
        "{own}"
    );
    assert_eq!(
        rows(&world, &vera, &desk, "by-airport")
            .await
            .1
            .as_array()
            .unwrap()
            .len(),
        3
    );
    let (_, audit) = world
        .get(
            &ada,
            &format!("/audit?workspace={}", world.id("workspaces", "port-authority")),
        )
        .await;
    assert!(
        audit["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|entry| entry["action"] == "dashboard.display")
    );
}

#[tokio::test]
async fn eyes_that_are_gone_answer_nothing_and_nobody_falls_back() {
    let world = World::start();
    let (ada, vera) = (world.person("ada"), world.person("vera"));
    let desk = world.id("dashboards", "kennedy-desk");
    let nina = format!("/users/{}", world.id("users", "nina"));
    assert_eq!(world.patch(&ada, &nina, json!({ "status": "disabled" })).await.0, 200);
    for who in [&ada, &vera] {
        let (status, problem) = rows(&world, who, &desk, "by-airport").await;
        assert_eq!(
            (status, &problem["code"]),
            (StatusCode::CONFLICT, &json!("conflict")),
            "{problem}"
        );
        assert_eq!(
            problem["detail"],
            "the data identity of this dashboard is no longer valid"
        );
    }
    let (_, shown) = world.get(&vera, &format!("/dashboards/{desk}")).await;
    assert_eq!(
        (&shown["display"]["valid"], &shown["display"]["as"]),
        (&json!(false), &json!("user"))
    );
    let (status, _) = world
        .post(
            &ada,
            &format!("/dashboards/{desk}/exports"),
            json!({ "format": "csv", "widget": "by-airport" }),
        )
        .await;
    assert_eq!(status, 409);
    assert_eq!(world.patch(&ada, &nina, json!({ "status": "active" })).await.0, 200);
    assert_eq!(rows(&world, &vera, &desk, "by-airport").await.0, 200);
    let group = format!("/groups/{}", world.id("groups", "planning"));
    assert_eq!(world.patch(&ada, &group, json!({ "rule": null })).await.0, 200);
    let (status, _) = rows(&world, &vera, &desk, "by-airport").await;
    assert_eq!(status, 409, "who lost access to the workspace shows nothing either");
}

#[tokio::test]
async fn only_who_may_run_as_chooses_other_eyes_and_only_they_let_them_out() {
    let world = World::start();
    let (ada, otto) = (world.person("ada"), world.person("otto"));
    let delays = world.id("dashboards", "delays");
    let path = format!("/dashboards/{delays}/display");
    let (status, problem) = world.put(&otto, &path, json!({ "as": world.user("nina") })).await;
    assert_eq!(
        (status, &problem["permission"]),
        (StatusCode::FORBIDDEN, &json!("run_as")),
        "{problem}"
    );
    let (_, mine) = world.get(&otto, &format!("{path}/candidates")).await;
    assert_eq!(
        mine["items"],
        json!([{ "id": world.id("users", "otto"), "name": "Otto Brenner" }])
    );
    let (_, all) = world.get(&ada, &format!("{path}/candidates?q=park")).await;
    assert_eq!(
        all["items"],
        json!([{ "id": world.id("users", "nina"), "name": "Nina Park" }])
    );
    let (_, foreign) = world.get(&ada, &format!("{path}/candidates?q=gus")).await;
    assert_eq!(
        foreign["items"],
        json!([]),
        "who has no access to the workspace has no eyes in it"
    );

    let (status, shown) = world.put(&otto, &path, json!({ "as": "me" })).await;
    assert_eq!(status, 200, "{shown}");
    assert_eq!(shown["display"]["user"]["id"], world.id("users", "otto"));
    let (status, _) = world.put(&otto, &path, json!({ "as": "viewer" })).await;
    assert_eq!(status, 200);

    let (reader, share) = world.reader("otto", "delays", json!({})).await;
    let (status, problem) = world.put(&ada, &path, json!({ "as": world.user("nina") })).await;
    assert_eq!(
        (status, &problem["reason"]),
        (StatusCode::CONFLICT, &json!("ends_shares")),
        "{problem}"
    );
    assert_eq!(
        problem["shares"][0]["id"], share,
        "who may see shares is told which: {problem}"
    );
    let confirmed = json!({ "as": world.user("nina"), "end_shares": true });
    assert_eq!(world.put(&ada, &path, confirmed).await.0, 200);
    assert_eq!(world.get(&reader, &format!("/dashboards/{delays}")).await.0, 404);
    let (_, ended) = world.get(&ada, &format!("/shares/{share}")).await;
    assert_eq!(
        (&ended["state"], &ended["reason"]),
        (&json!("ended"), &json!("owner_lost_access"))
    );
    let (status, problem) = world
        .post(
            &otto,
            &format!("/dashboards/{delays}/shares"),
            json!({ "kind": "link", "title": "L" }),
        )
        .await;
    assert_eq!(
        (status, &problem["reason"]),
        (StatusCode::FORBIDDEN, &json!("foreign_identity")),
        "{problem}"
    );
    let (copied, copy) = world
        .call(
            &otto,
            Method::POST,
            &format!("/dashboards/{delays}/copy"),
            Some(&json!({})),
        )
        .await;
    assert_eq!(
        (copied, &copy["display"]["as"]),
        (StatusCode::CREATED, &json!("viewer")),
        "copying resets it"
    );
    let unknown = json!({ "as": "user:usr_00000000000000000000000000" });
    assert!(world.put(&ada, &path, unknown).await.0.is_client_error());
}
