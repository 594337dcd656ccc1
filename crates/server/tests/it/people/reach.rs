//! Who sees whom, what somebody reaches and who reaches a dashboard.

use reqwest::StatusCode;
use serde_json::json;

use super::users::items;
use crate::world::World;

#[tokio::test]
async fn who_sees_whom_is_managed_and_decides_what_dialogs_offer() {
    let world = World::start();
    let (ada, uma) = (world.person("ada"), world.person("uma"));
    let (scorecard, united) = (
        world.id("dashboards", "airline-scorecard"),
        world.id("workspaces", "united"),
    );
    let offered = format!("/dashboards/{scorecard}/grants/candidates?workspace={united}&q=gus");
    assert_eq!(items(&world.get(&uma, &offered).await.1).len(), 0);
    let path = format!("/users/{}/see", world.id("users", "uma"));
    assert_eq!(
        world
            .put(&ada, &format!("{path}/{}", world.user("gus")), json!({}))
            .await
            .0,
        204
    );
    let (_, seen) = world.get(&ada, &path).await;
    assert_eq!(
        items(&seen)[0],
        json!({ "principal": world.user("gus"), "name": "Gus Okafor" })
    );
    let (_, found) = world.get(&uma, &offered).await;
    assert_eq!(items(&found)[0]["has_access"], false, "{found}");
    let grant = format!(
        "/dashboards/{scorecard}/grants/{}?workspace={united}",
        world.user("gus")
    );
    let (status, entry) = world.put(&uma, &grant, json!({ "level": "view" })).await;
    assert_eq!(
        (status, &entry["why"]),
        (StatusCode::OK, &json!("no_access_to_workspace")),
        "{entry}"
    );
    assert_eq!(
        (&entry["repair"]["step"], &entry["repair"]["by_you"]),
        (&json!("give_access"), &json!(false))
    );
    assert_eq!(
        world.delete(&ada, &format!("{path}/{}", world.user("gus"))).await.0,
        204
    );
    assert_eq!(items(&world.get(&ada, &path).await.1).len(), 0);
    assert_eq!(world.get(&uma, &path).await.0, 403);
}

#[tokio::test]
async fn reach_and_readers_are_two_sides_of_what_opens() {
    let world = World::start();
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    for key in ["vera", "nina", "otto", "uma"] {
        let (status, reach) = world
            .get(&ada, &format!("/workspaces/{root}/reach?principal={}", world.user(key)))
            .await;
        assert_eq!(status, 200, "{reach}");
        let reached: Vec<_> = items(&reach)
            .iter()
            .map(|item| item["dashboard"].as_str().unwrap())
            .collect();
        for (name, dashboard) in world.demo["dashboards"].as_object().unwrap() {
            let dashboard = dashboard.as_str().unwrap();
            let opens = world
                .get(&world.person(key), &format!("/dashboards/{dashboard}?workspace={root}"))
                .await;
            assert_eq!(opens.0 == 200, reached.contains(&dashboard), "{key} {name}");
            let (_, readers) = world.get(&ada, &format!("/dashboards/{dashboard}/readers")).await;
            let hers = items(&readers)
                .iter()
                .find(|reader| reader["user"]["id"] == world.id("users", key).as_str());
            assert_eq!(hers.is_some(), opens.0 == 200, "{key} {name}");
            if let Some(reader) = hers {
                assert_eq!(reader["level"], opens.1["level"], "{key} {name}");
                assert!(
                    reader["paths"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .any(|path| path["effect"] == "gives")
                );
            }
        }
    }
    let nina = format!("/workspaces/{root}/reach?principal={}", world.user("nina"));
    let (_, reach) = world.get(&ada, &nina).await;
    let fleet = items(&reach).iter().find(|item| item["title"] == "Fleet").unwrap();
    let policy = fleet["paths"]
        .as_array()
        .unwrap()
        .iter()
        .find(|path| path["kind"] == "policy")
        .unwrap();
    assert_eq!(
        (&policy["on"]["kind"], &policy["to"]),
        (&json!("policy"), &json!(world.group("planning")))
    );
    assert_eq!(
        (&policy["through"], &policy["name"]),
        (&json!(["Planning"]), &json!("Planning"))
    );
    assert!(reach["permissions"].as_array().unwrap().contains(&json!("app")));
    let (_, narrowed) = world.get(&ada, &format!("{nina}&q=flee")).await;
    assert_eq!(items(&narrowed).len(), 1);
    let mut path = format!("{nina}&limit=1");
    let mut paged = Vec::new();
    loop {
        let (_, page) = world.get(&ada, &path).await;
        paged.extend(items(&page).clone());
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("{nina}&limit=1&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(&paged, items(&reach));
    let unknown = format!("/workspaces/{root}/reach?principal=user:usr_00000000000000000000000000");
    assert_eq!(world.get(&ada, &unknown).await.0, 404);
    assert_eq!(world.get(&world.person("otto"), &nina).await.0, 403);
    let station = world.id("dashboards", "station");
    let (_, found) = world.get(&ada, &format!("/dashboards/{station}/readers?q=vera")).await;
    assert_eq!(items(&found).len(), 1);
    assert_eq!(
        world
            .get(&world.person("vera"), &format!("/dashboards/{station}/readers"))
            .await
            .0,
        403
    );
}

#[tokio::test]
async fn who_manages_a_workspace_finds_whom_to_let_in() {
    let world = World::start();
    let (ada, uma) = (world.person("ada"), world.person("uma"));
    let united = world.id("workspaces", "united");
    let path = format!("/workspaces/{united}/permissions/candidates");
    let (status, _) = world.get(&uma, &path).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "who sees a workspace is told the reason");
    assert_eq!(world.get(&world.person("gus"), &path).await.0, StatusCode::NOT_FOUND);
    let manage = format!("/workspaces/{united}/permissions/{}", world.user("uma"));
    let (status, _) = world.put(&ada, &manage, json!({ "here": ["manage"] })).await;
    assert_eq!(status, 200);
    assert_eq!(
        world.get(&uma, "/users").await.0,
        StatusCode::FORBIDDEN,
        "only the root lists users"
    );
    // Vera is no member there, and Uma sees her by no relation: only who manages the root finds everybody.
    let (_, found) = world.get(&uma, &format!("{path}?q=vera")).await;
    assert_eq!(found["items"], json!([]));
    let (_, found) = world.get(&ada, &format!("{path}?q=vera")).await;
    let vera =
        json!({ "principal": world.user("vera"), "name": "Vera Santos", "email": "vera@port-authority.example" });
    assert_eq!(found["items"], json!([vera]));
    let mut all = Vec::new();
    let mut next = String::new();
    loop {
        let (_, page) = world.get(&uma, &format!("{path}?limit=3{next}")).await;
        all.extend(
            items(&page)
                .iter()
                .map(|item| item["principal"].as_str().unwrap().to_owned()),
        );
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        next = format!("&cursor={cursor}");
    }
    let (_, whole) = world.get(&uma, &format!("{path}?limit=50")).await;
    let whole: Vec<_> = items(&whole)
        .iter()
        .map(|item| item["principal"].as_str().unwrap())
        .collect();
    assert_eq!(all, whole);
    assert!(all.contains(&"all".to_owned()) && !all.contains(&world.group("tower")));
    let let_in = format!("/workspaces/{united}/permissions/{}", world.user("vera"));
    assert_eq!(world.put(&uma, &let_in, json!({ "here": ["view"] })).await.0, 200);
}

#[tokio::test]
async fn readers_come_with_their_rows_and_those_who_cannot_with_the_reason() {
    let world = World::start();
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let delays = world.id("dashboards", "delays");
    let rule = json!({ "dataset": "flights", "applies_to": world.user("vera"), "below": true,
        "predicate": { "eq": ["origin", "JFK"] } });
    world.made(&ada, &format!("/workspaces/{root}/row-rules"), rule).await;
    let (_, found) = world.get(&ada, &format!("/dashboards/{delays}/readers?q=vera")).await;
    let vera = &items(&found)[0];
    assert_eq!(
        vera["rows"],
        json!([{ "dataset": "flights", "predicate": { "eq": ["origin", "JFK"] } }]),
        "{found}"
    );
    assert_eq!(found["cannot"], json!([]));
    // Nina belongs to the workspace and has nothing on it; Gus does not even belong.
    for name in ["nina", "gus"] {
        let (_, found) = world.get(&ada, &format!("/dashboards/{delays}/readers?q={name}")).await;
        assert_eq!(items(&found).len(), 0, "{found}");
        assert_eq!(
            found["cannot"][0]["user"]["id"],
            world.id("users", name).as_str(),
            "{found}"
        );
    }
    let (_, found) = world.get(&ada, &format!("/dashboards/{delays}/readers?q=gus")).await;
    let paths = found["cannot"][0]["paths"].as_array().unwrap();
    assert!(paths.iter().any(|path| path["kind"] == "missing_view"), "{found}");
    // Who sees some rows only learns that others do too, and not which.
    let share = format!("/dashboards/{delays}/grants/{}", world.user("vera"));
    assert!(
        world
            .put(&ada, &share, json!({ "level": "share" }))
            .await
            .0
            .is_success()
    );
    let (_, found) = world
        .get(&world.person("vera"), &format!("/dashboards/{delays}/readers?q=vera"))
        .await;
    assert_eq!(items(&found)[0]["rows"], json!([{ "dataset": "flights" }]), "{found}");
    // Where somebody has something is told with what they reach.
    let reach = format!("/workspaces/{root}/reach?principal={}", world.user("gus"));
    let (_, reach) = world.get(&ada, &reach).await;
    assert_eq!(items(&reach).len(), 0);
    assert!(!reach["workspaces"].as_array().unwrap().is_empty(), "{reach}");
}
