//! Policies by tag, and requests for access.

use reqwest::StatusCode;
use serde_json::{Value as Json, json};

use crate::world::{Who, World};

fn items(list: &Json) -> &Vec<Json> {
    list["items"].as_array().unwrap_or_else(|| panic!("no list: {list}"))
}

async fn status(world: &World, who: &Who, dashboard: &str) -> StatusCode {
    world.get(who, &format!("/dashboards/{dashboard}")).await.0
}

#[tokio::test]
async fn a_policy_gives_and_blocks_by_tag() {
    let world = World::start();
    let (ada, nina) = (world.person("ada"), world.person("nina"));
    let root = world.id("workspaces", "port-authority");
    let policies = format!("/workspaces/{root}/policies");
    let (_, list) = world.get(&ada, &policies).await;
    let made = &items(&list)[0];
    assert_eq!(
        (&made["tag"], &made["meets"]),
        (&json!("area=planning"), &json!(2)),
        "{made}"
    );
    assert_eq!(made["principal_name"], "Planning");
    let (routes, delays) = (world.id("dashboards", "routes"), world.id("dashboards", "delays"));
    assert_eq!(status(&world, &nina, &routes).await, 200);
    assert_eq!(status(&world, &nina, &delays).await, 404);
    let path = format!("/policies/{}", made["id"].as_str().unwrap());
    let (changed, policy) = world
        .patch(&ada, &path, json!({ "tag": "area=operations", "level": "share" }))
        .await;
    assert_eq!((changed, &policy["name"]), (StatusCode::OK, &made["name"]), "{policy}");
    assert_eq!(status(&world, &nina, &routes).await, 404);
    let (_, opened) = world.get(&nina, &format!("/dashboards/{delays}")).await;
    assert_eq!(opened["level"], "share");
    let block =
        json!({ "name": "Closed", "tag": "area=operations", "principal": world.group("operations"), "level": "block" });
    let (made, blocked) = world.post(&ada, &policies, block).await;
    assert_eq!((made, &blocked["meets"]), (StatusCode::CREATED, &json!(2)), "{blocked}");
    assert_eq!(status(&world, &world.person("vera"), &delays).await, 404);
    assert_eq!(
        status(&world, &world.person("otto"), &delays).await,
        404,
        "the author too"
    );
    assert_eq!(status(&world, &ada, &delays).await, 200, "not who manages");
    let block = format!("/policies/{}", blocked["id"].as_str().unwrap());
    assert_eq!(world.delete(&ada, &block).await.0, 204);
    assert_eq!(status(&world, &world.person("vera"), &delays).await, 200);
    assert_eq!(world.delete(&ada, &block).await.0, 404);
}

#[tokio::test]
async fn who_gains_and_who_loses_is_told_before_it_is_done() {
    let world = World::start();
    let (ada, vera) = (world.person("ada"), world.person("vera"));
    let root = world.id("workspaces", "port-authority");
    let delays = world.id("dashboards", "delays");
    let names = |side: &Json| -> Vec<String> {
        let people = side["people"].as_array().unwrap().iter();
        people
            .map(|one| one["user"]["name"].as_str().unwrap().to_owned())
            .collect()
    };
    // A block on the group: it is said of whom it takes the dashboard, and nothing is changed.
    let block = json!({ "rule": { "name": "Closed", "tag": "area=operations", "principal": world.group("operations"),
        "level": "block" } });
    let (code, told) = world
        .post(&ada, &format!("/workspaces/{root}/policies/effects"), block)
        .await;
    assert_eq!(code, 200, "{told}");
    let losing = names(&told["lose"]);
    assert!(losing.iter().any(|name| name.starts_with("Vera")), "{told}");
    assert!(
        !losing.iter().any(|name| name.starts_with("Ada")),
        "not who manages: {told}"
    );
    assert_eq!(told["gain"]["count"], 0, "{told}");
    assert_eq!(status(&world, &vera, &delays).await, 200);
    // Of one grant the same; of taking it back nothing.
    let grants = json!({ "grants": [{ "principal": world.user("nina"), "level": "view" }] });
    let (_, told) = world.post(&ada, &format!("/dashboards/{delays}/effects"), grants).await;
    assert_eq!(
        (names(&told["gain"]).len(), &told["lose"]["count"]),
        (1, &json!(0)),
        "{told}"
    );
    assert_eq!(
        (
            &told["gain"]["people"][0]["before"],
            &told["gain"]["people"][0]["after"]
        ),
        (&Json::Null, &json!("view"))
    );
    let (code, told) = world
        .post(&ada, &format!("/dashboards/{delays}/effects"), json!({ "grants": [] }))
        .await;
    assert_eq!(
        (code, &told["gain"]["count"], &told["lose"]["count"]),
        (StatusCode::OK, &json!(0), &json!(0))
    );
    // Out of the group.
    let (vera_id, group) = (world.id("users", "vera"), world.group("tower").replace("group:", ""));
    let (_, told) = world
        .post(
            &ada,
            &format!("/groups/{group}/effects"),
            json!({ "remove": [vera_id] }),
        )
        .await;
    assert_eq!(names(&told["lose"]).len(), 1, "{told}");
    assert_eq!(status(&world, &vera, &delays).await, 200);
    // Whoever may not see the list is told nothing.
    let (code, _) = world
        .post(&vera, &format!("/dashboards/{delays}/effects"), json!({}))
        .await;
    assert_eq!(code, 403);
    let many: Vec<_> = (0..101).map(|_| json!({ "principal": "all", "level": null })).collect();
    let (code, told) = world
        .post(
            &ada,
            &format!("/dashboards/{delays}/effects"),
            json!({ "grants": many }),
        )
        .await;
    assert_eq!(
        (code, &told["errors"][0]["pointer"]),
        (StatusCode::BAD_REQUEST, &json!("/grants")),
        "{told}"
    );
}

#[tokio::test]
async fn policies_are_checked_when_written_and_known_to_managers_only() {
    let world = World::start();
    let (ada, otto) = (world.person("ada"), world.person("otto"));
    let (root, united) = (
        world.id("workspaces", "port-authority"),
        world.id("workspaces", "united"),
    );
    let policies = format!("/workspaces/{root}/policies");
    let rule = |tag: &str, principal: &str| json!({ "name": "P", "tag": tag, "principal": principal, "level": "view" });
    for (body, pointer) in [
        (rule("planning", "all"), "/tag"),
        (rule("area=", "all"), "/tag"),
        (
            rule("area=planning", "user:usr_00000000000000000000000000"),
            "/principal",
        ),
        (
            json!({ "name": "P", "tag": "a=b", "principal": "all", "level": "own" }),
            "/level",
        ),
        (
            json!({ "name": "P", "tag": "a=b", "principal": "all", "level": "view", "reach": "up" }),
            "/reach",
        ),
    ] {
        let (status, problem) = world.post(&ada, &policies, body.clone()).await;
        assert_eq!(
            (status, &problem["errors"][0]["pointer"]),
            (StatusCode::BAD_REQUEST, &json!(pointer)),
            "{body}"
        );
    }
    assert_eq!(world.get(&otto, &policies).await.0, 403);
    assert_eq!(world.post(&otto, &policies, rule("a=b", "all")).await.0, 403);
    let id = items(&world.get(&ada, &policies).await.1)[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for id in [id.as_str(), "pol_00000000000000000000000000", "odd"] {
        assert_eq!(
            world
                .patch(&otto, &format!("/policies/{id}"), json!({ "level": "edit" }))
                .await
                .0,
            404
        );
        assert_eq!(world.delete(&otto, &format!("/policies/{id}")).await.0, 404);
    }
    // A manager of a workspace below sees what reaches it and changes only what was made there.
    let permissions = format!("/workspaces/{united}/permissions/{}", world.user("uma"));
    assert_eq!(
        world.put(&ada, &permissions, json!({ "here": ["manage"] })).await.0,
        200
    );
    let uma = world.person("uma");
    let (_, list) = world.get(&uma, &format!("/workspaces/{united}/policies")).await;
    assert_eq!(
        (&items(&list)[0]["inherited"], &items(&list)[0]["can"]),
        (&json!(true), &json!([])),
        "{list}"
    );
    assert!(items(&list)[0]["meets"].is_null());
    assert_eq!(
        world
            .patch(&uma, &format!("/policies/{id}"), json!({ "level": "edit" }))
            .await
            .0,
        404
    );
    let below = json!({ "name": "P", "tag": "a=b", "principal": "all", "level": "view", "reach": "here_and_below" });
    let (status, problem) = world.post(&uma, &format!("/workspaces/{united}/policies"), below).await;
    assert_eq!(status, 403, "{problem}");
}

#[tokio::test]
async fn asking_for_access_tells_nothing_and_whoever_shares_answers() {
    let world = World::start();
    let (otto, vera) = (world.person("otto"), world.person("vera"));
    let root = world.id("workspaces", "port-authority");
    let board = json!({ "title": "Mine alone", "document": { "version": 1 } });
    let mine = world
        .made(&otto, &format!("/workspaces/{root}/dashboards"), board)
        .await;
    let mine = mine["id"].as_str().unwrap().to_owned();
    assert_eq!(status(&world, &vera, &mine).await, 404);
    let ask = async |who: &Who, body: Json| {
        let response = world
            .send(who, reqwest::Method::POST, "/access-requests", Some(&body))
            .await;
        (response.status(), response.text().await.unwrap())
    };
    let taken = (StatusCode::ACCEPTED, "{}".to_owned());
    let station = world.id("dashboards", "station");
    for dashboard in [mine.as_str(), "dsh_00000000000000000000000000", station.as_str()] {
        let body = json!({ "dashboard": dashboard, "message": "Please, for the night shift" });
        assert_eq!(ask(&vera, body).await, taken, "{dashboard}");
    }
    assert_eq!(
        ask(&vera, json!({ "dashboard": mine, "message": "It is for the report" })).await,
        taken
    );
    assert_eq!(ask(&Who::Nobody, json!({ "dashboard": mine })).await.0, 401);
    assert_eq!(ask(&vera, json!({ "dashboard": "odd" })).await.0, 400);

    let (_, open) = world.get(&otto, "/access-requests").await;
    assert_eq!(
        items(&open).len(),
        1,
        "once, and nothing for what opens already: {open}"
    );
    let request = &items(&open)[0];
    assert_eq!(
        (&request["user"]["name"], &request["message"]),
        (&json!("Vera Santos"), &json!("It is for the report"))
    );
    assert_eq!(
        (&request["dashboard_title"], &request["workspace_name"]),
        (&json!("Mine alone"), &json!("Port Authority"))
    );
    assert_eq!(request["levels"], json!(["view", "share", "edit"]));
    for who in ["vera", "uma", "nina"] {
        assert_eq!(
            items(&world.get(&world.person(who), "/access-requests").await.1).len(),
            0,
            "{who}"
        );
    }
    assert_eq!(
        world.get(&vera, &format!("/dashboards/{mine}/access-requests")).await.0,
        404
    );
    let (_, of_one) = world.get(&otto, &format!("/dashboards/{mine}/access-requests")).await;
    assert_eq!(of_one["items"], open["items"]);
    let answer = format!("/access-requests/{}/answer", request["id"].as_str().unwrap());
    assert_eq!(world.post(&vera, &answer, json!({ "level": "edit" })).await.0, 404);
    assert_eq!(world.post(&otto, &answer, json!({})).await.0, 400);
    assert_eq!(world.post(&otto, &answer, json!({ "level": "share" })).await.0, 204);
    let (_, opened) = world.get(&vera, &format!("/dashboards/{mine}")).await;
    assert_eq!(opened["level"], "share");
    assert_eq!(
        world.post(&otto, &answer, json!({ "level": null })).await.0,
        404,
        "answered"
    );
    assert_eq!(items(&world.get(&otto, "/access-requests").await.1).len(), 0);

    let nina = world.person("nina");
    assert_eq!(ask(&nina, json!({ "dashboard": mine })).await, taken);
    let (_, open) = world.get(&vera, "/access-requests").await;
    assert_eq!(
        items(&open)[0]["levels"],
        json!(["view", "share"]),
        "nobody gives more than they have"
    );
    let answer = format!("/access-requests/{}/answer", items(&open)[0]["id"].as_str().unwrap());
    assert_eq!(world.post(&vera, &answer, json!({ "level": "edit" })).await.0, 403);
    assert_eq!(world.post(&vera, &answer, json!({ "level": null })).await.0, 204);
    assert_eq!(status(&world, &nina, &mine).await, 404);
}

#[tokio::test]
async fn asking_too_often_is_refused_for_all_dashboards_alike() {
    let world = World::start();
    let vera = world.person("vera");
    let unknown = json!({ "dashboard": "dsh_00000000000000000000000000" });
    let mut refused = 0;
    for _ in 0..15 {
        let (status, _) = world.post(&vera, "/access-requests", unknown.clone()).await;
        refused += usize::from(status == 429);
    }
    assert!(refused >= 4, "{refused}");
    let known = json!({ "dashboard": world.id("dashboards", "fleet") });
    assert_eq!(world.post(&vera, "/access-requests", known).await.0, 429);
}
