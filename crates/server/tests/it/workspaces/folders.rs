//! Folders: what is granted on them holds for all in them; moving and copying lift nobody and no block.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::world::{Who, World};

fn id(made: &Json) -> String {
    made["id"]
        .as_str()
        .unwrap_or_else(|| panic!("no id in {made}"))
        .to_owned()
}

fn document() -> Json {
    json!({ "version": 1 })
}

/// Opens a dashboard: its status and the caller's level.
async fn opened(world: &World, who: &Who, dashboard: &str) -> (StatusCode, Json) {
    let (status, shown) = world.get(who, &format!("/dashboards/{dashboard}")).await;
    (status, shown["level"].clone())
}

fn ids(list: &Json) -> Vec<String> {
    list["items"].as_array().unwrap().iter().map(id).collect()
}

#[tokio::test]
async fn a_grant_on_a_folder_flows_to_all_in_it() {
    let world = World::start();
    let (otto, vera) = (world.person("otto"), world.person("vera"));
    let root = world.id("workspaces", "port-authority");
    let folders = format!("/workspaces/{root}/folders");
    let outer = id(&world.made(&otto, &folders, json!({ "name": "Night" })).await);
    let inner = world
        .made(&otto, &folders, json!({ "name": "Winter", "parent": outer }))
        .await;
    assert_eq!((&inner["parent"], &inner["level"]), (&json!(outer), &json!("edit")));
    let inner = id(&inner);
    let body = json!({ "title": "Deep", "document": document(), "folder": inner });
    let deep = world.made(&otto, &format!("/workspaces/{root}/dashboards"), body).await;
    assert_eq!((&deep["folder"], &deep["private"]), (&json!(inner), &json!(true)));
    let deep = id(&deep);
    assert_eq!(opened(&world, &vera, &deep).await.0, 404);
    let (status, _) = world.get(&vera, &format!("/folders/{inner}")).await;
    assert_eq!(status, 404, "a folder in which nothing opens is not seen");

    let grant = format!("/folders/{outer}/grants/{}", world.user("vera"));
    let (status, entry) = world.put(&otto, &grant, json!({ "level": "share" })).await;
    assert_eq!((status, &entry["works"]), (StatusCode::OK, &json!(true)), "{entry}");
    assert_eq!(opened(&world, &vera, &deep).await, (StatusCode::OK, json!("share")));
    let (_, list) = world.get(&vera, &folders).await;
    assert!(ids(&list).contains(&outer) && ids(&list).contains(&inner), "{list}");
    let (_, grants) = world.get(&otto, &format!("/dashboards/{deep}/grants")).await;
    let users = grants["users"].as_array().unwrap();
    let hers = users
        .iter()
        .find(|user| user["principal"] == world.user("vera").as_str())
        .unwrap();
    assert_eq!(
        (&hers["source"], &hers["origin"]["kind"]),
        (&json!("inherited"), &json!("folder")),
        "{hers}"
    );
    assert_eq!(
        (&hers["origin"]["id"], &hers["can_remove"]),
        (&json!(outer), &json!(false))
    );
    let (_, why) = world
        .get(
            &otto,
            &format!("/dashboards/{deep}/explain?principal={}", world.user("vera")),
        )
        .await;
    let step = why["steps"]
        .as_array()
        .unwrap()
        .iter()
        .find(|step| step["kind"] == "folder")
        .unwrap();
    assert_eq!(
        (&step["on"]["name"], &step["level"]),
        (&json!("Night"), &json!("share")),
        "{step}"
    );

    let (status, _) = world.put(&otto, &grant, json!({ "level": "block" })).await;
    assert_eq!(status, 200);
    assert_eq!(opened(&world, &vera, &deep).await.0, 404);
    assert_eq!(world.delete(&otto, &grant).await.0, 204);
    assert_eq!(opened(&world, &vera, &deep).await.0, 404);
}

#[tokio::test]
async fn lists_are_narrowed_to_a_folder_and_folders_are_renamed_moved_and_deleted() {
    let world = World::start();
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let list = |folder: String| format!("/workspaces/{root}/dashboards?folder={folder}");
    let weather = world.id("folders", "weather");
    let (_, inside) = world.get(&ada, &list(weather.clone())).await;
    let mut expected = vec![
        world.id("dashboards", "operations-now"),
        world.id("dashboards", "station"),
    ];
    let mut found = ids(&inside);
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    let (_, top) = world.get(&ada, &list("top".to_owned())).await;
    assert!(ids(&top).contains(&world.id("dashboards", "airline-scorecard")));
    assert!(
        top["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item["folder"].is_null())
    );
    assert_eq!(world.get(&ada, &list("elsewhere".to_owned())).await.0, 400);

    let (status, problem) = world.delete(&ada, &format!("/folders/{weather}")).await;
    assert_eq!(
        (status, &problem["reason"]),
        (StatusCode::CONFLICT, &json!("not_empty")),
        "{problem}"
    );
    let station = world.id("dashboards", "station");
    let flights = world.id("folders", "flights");
    let (status, moved) = world
        .put(
            &ada,
            &format!("/dashboards/{station}/folder"),
            json!({ "folder": flights }),
        )
        .await;
    assert_eq!((status, &moved["folder"]), (StatusCode::OK, &json!(flights)), "{moved}");
    let (status, moved) = world
        .put(
            &ada,
            &format!("/dashboards/{station}/folder"),
            json!({ "folder": null }),
        )
        .await;
    assert_eq!((status, &moved["folder"]), (StatusCode::OK, &json!(null)));
    assert_eq!(
        world
            .put(&ada, &format!("/dashboards/{station}/folder"), json!({}))
            .await
            .0,
        400
    );
    let nowhere = json!({ "folder": "fld_00000000000000000000000000" });
    let (status, problem) = world.put(&ada, &format!("/dashboards/{station}/folder"), nowhere).await;
    assert_eq!(
        (status, &problem["errors"][0]["pointer"]),
        (StatusCode::BAD_REQUEST, &json!("/folder"))
    );

    let planning = world.id("folders", "planning");
    let (status, problem) = world
        .patch(&ada, &format!("/folders/{flights}"), json!({ "parent": planning }))
        .await;
    assert_eq!(
        (status, &problem["reason"]),
        (StatusCode::CONFLICT, &json!("circle")),
        "{problem}"
    );
    let change = json!({ "name": "Meteorology", "parent": flights });
    let (status, changed) = world.patch(&ada, &format!("/folders/{weather}"), change).await;
    assert_eq!(status, 200, "{changed}");
    assert_eq!(
        (&changed["name"], &changed["parent"]),
        (&json!("Meteorology"), &json!(flights))
    );
    let back = json!({ "parent": null });
    assert_eq!(
        world.patch(&ada, &format!("/folders/{weather}"), back).await.1["parent"],
        json!(null)
    );
    let empty = world
        .made(&ada, &format!("/workspaces/{root}/folders"), json!({ "name": "Empty" }))
        .await;
    assert!(empty["can"].as_array().unwrap().contains(&json!("delete")), "{empty}");
    assert_eq!(world.delete(&ada, &format!("/folders/{}", id(&empty))).await.0, 204);
    assert_eq!(world.get(&ada, &format!("/folders/{}", id(&empty))).await.0, 404);
}

#[tokio::test]
async fn grants_of_a_folder_change_together_and_only_over_the_list_that_was_read() {
    let world = World::start();
    let ada = world.person("ada");
    let path = format!("/folders/{}/grants", world.id("folders", "weather"));
    let response = world.send(&ada, Method::GET, &path, None).await;
    let tag = response.headers()["etag"].to_str().unwrap().to_owned();
    let Who::Bearer(token) = &ada else { unreachable!() };
    let send = async |tag: &str, changes: Json| {
        let request = reqwest::Client::new().patch(format!("{}/api/v1{path}", world.base));
        let response = request.bearer_auth(token).header("if-match", tag).json(&changes).send();
        response.await.unwrap()
    };
    let group = world.group("tower");
    let nobody = "user:usr_00000000000000000000000000";
    let broken = json!([{ "principal": group, "level": "view" }, { "principal": nobody, "level": "view" }]);
    assert!(send(&tag, broken).await.status().is_client_error());
    let (_, list) = world.get(&ada, &path).await;
    assert!(!list.to_string().contains(&group), "all or none: {list}");
    // Something else changes: the list does not.
    let station = world.id("dashboards", "station");
    let other = format!("/dashboards/{station}/grants/{}", world.user("vera"));
    assert!(world.put(&ada, &other, json!({ "level": "view" })).await.0.is_success());
    let changes =
        json!([{ "principal": group, "level": "share" }, { "principal": world.user("vera"), "level": "view" }]);
    let changed = send(&tag, changes).await;
    assert_eq!(changed.status(), 200, "{}", changed.text().await.unwrap());
    let again = send(&tag, json!([{ "principal": group, "level": "view" }])).await;
    assert_eq!(again.status(), 412);
    let (_, list) = world.get(&ada, &path).await;
    let tower = list["groups"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["principal"] == group.as_str())
        .unwrap();
    assert_eq!(tower["level"], "share");
    let (_, offered) = world.get(&ada, &format!("{path}/candidates?q=ver")).await;
    assert_eq!(offered["items"], json!([]), "who is listed is not offered");
}

#[tokio::test]
async fn the_own_last_access_goes_only_after_a_word() {
    let world = World::start();
    let otto = world.person("otto");
    let root = world.id("workspaces", "port-authority");
    let path = format!("/workspaces/{root}/dashboards");
    let made = world
        .made(
            &otto,
            &path,
            json!({ "title": "Mine", "document": { "version": 1, "widgets": [] } }),
        )
        .await;
    let grant = format!(
        "/dashboards/{}/grants/{}",
        made["id"].as_str().unwrap(),
        world.user("otto")
    );
    let (status, problem) = world.delete(&otto, &grant).await;
    assert_eq!(
        (status, &problem["reason"]),
        (StatusCode::CONFLICT, &json!("own_last_access")),
        "{problem}"
    );
    assert_eq!(world.delete(&otto, &format!("{grant}?confirm=true")).await.0, 204);
    let own = format!("/dashboards/{}", made["id"].as_str().unwrap());
    assert_eq!(world.get(&otto, &own).await.0, 404);
}

#[tokio::test]
async fn a_dashboard_from_above_is_saved_as_a_copy_below() {
    let world = World::start();
    let (ada, uma) = (world.person("ada"), world.person("uma"));
    let (root, united) = (
        world.id("workspaces", "port-authority"),
        world.id("workspaces", "united"),
    );
    let scorecard = world.id("dashboards", "airline-scorecard");
    let here = format!("/dashboards/{scorecard}/copy?workspace={united}");
    let body = json!({ "workspace": united, "title": "Ours" });
    let (status, problem) = world.post(&uma, &here, body.clone()).await;
    assert_eq!(
        (status, &problem["permission"]),
        (StatusCode::FORBIDDEN, &json!("analyze")),
        "{problem}"
    );
    let permissions = format!("/workspaces/{united}/permissions/{}", world.user("uma"));
    let held = json!({ "here": ["view", "app", "analyze"] });
    assert_eq!(world.put(&ada, &permissions, held).await.0, 200);
    let (status, copy) = world.post(&uma, &here, body).await;
    assert_eq!(status, 201, "{copy}");
    assert_eq!(
        (&copy["home_workspace"], &copy["private"]),
        (&json!(united), &json!(true))
    );
    assert_eq!(
        (&copy["level"], &copy["display"]["as"]),
        (&json!("edit"), &json!("viewer"))
    );
    assert!(copy["document"]["widgets"][0]["question"].is_object(), "{copy}");
    let (_, grants) = world.get(&uma, &format!("/dashboards/{}/grants", id(&copy))).await;
    assert_eq!(
        (grants["users"].as_array().unwrap().len(), &grants["groups"]),
        (1, &json!([]))
    );
    let elsewhere = json!({ "workspace": root });
    assert!(world.post(&uma, &here, elsewhere).await.0.is_client_error());
}

#[tokio::test]
async fn moving_lifts_no_block_and_nobody() {
    let world = World::start();
    let (ada, otto, vera) = (world.person("ada"), world.person("otto"), world.person("vera"));
    let root = world.id("workspaces", "port-authority");
    let (planning, flights) = (world.id("folders", "planning"), world.id("folders", "flights"));
    let fleet = world.id("dashboards", "fleet");
    assert_eq!(opened(&world, &vera, &fleet).await.0, 404, "blocked in the folder");
    let (status, problem) = world
        .put(
            &otto,
            &format!("/dashboards/{fleet}/folder"),
            json!({ "folder": flights }),
        )
        .await;
    assert_eq!(
        (status, &problem["reason"]),
        (StatusCode::FORBIDDEN, &json!("lifts_block")),
        "{problem}"
    );
    let (status, _) = world
        .patch(&otto, &format!("/folders/{planning}"), json!({ "parent": null }))
        .await;
    assert!(status.is_success(), "the block goes with its folder");
    assert_eq!(opened(&world, &vera, &fleet).await.0, 404);
    // A viewer moves nothing and makes nothing.
    let station = world.id("dashboards", "station");
    let refused = world
        .put(
            &vera,
            &format!("/dashboards/{station}/folder"),
            json!({ "folder": null }),
        )
        .await;
    assert_eq!(refused.0, 403);
    let made = world
        .post(&vera, &format!("/workspaces/{root}/folders"), json!({ "name": "Mine" }))
        .await;
    assert_eq!(made.0, 403);
    let (status, _) = world
        .put(
            &ada,
            &format!("/dashboards/{fleet}/folder"),
            json!({ "folder": flights }),
        )
        .await;
    assert_eq!(status, 200, "whoever manages may lift a block");
    assert_eq!(opened(&world, &vera, &fleet).await, (StatusCode::OK, json!("view")));
}
