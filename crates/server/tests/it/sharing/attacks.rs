//! Ways in which sharing has failed elsewhere, tried against us. The numbers only name the cases.

use reqwest::Method;
use serde_json::{Value as Json, json};
use server::http::routes;

use crate::world::{Who, World};

fn rows(answer: &Json) -> Vec<Vec<Json>> {
    let rows = answer["rows"]
        .as_array()
        .unwrap_or_else(|| panic!("no rows in {answer}"));
    rows.iter().map(|row| row.as_array().unwrap().clone()).collect()
}

/// Case 2: a reader of a share changes nothing, on any route.
#[tokio::test]
async fn case_02_a_reader_of_a_share_changes_nothing() {
    let world = World::start();
    let abilities = json!({ "abilities": ["interact", "export_document", "export_data"] });
    let (reader, share) = world.reader("ada", "delays", abilities).await;
    let dashboard = world.id("dashboards", "delays");
    let before = world
        .get(&world.person("ada"), &format!("/dashboards/{dashboard}"))
        .await
        .1;
    for route in routes::all().into_iter().filter(|route| route.method != Method::GET) {
        let may = [
            "/dashboards/{id}/data",
            "/dashboards/{id}/exports",
            "/share-sessions",
            "/auth/login",
            "/auth/logout",
            // A guest's own, by a cookie that a reader has none of: there is nothing to forget.
            "/shared-with-me",
        ];
        if may.contains(&route.path) {
            continue;
        }
        let id = if route.path.starts_with("/shares") {
            &share
        } else {
            &dashboard
        };
        let path = route
            .path
            .replace("{id}", id)
            .replace("{principal}", "all")
            .replace("{n}", "1");
        for body in [
            json!({}),
            json!([]),
            json!({ "level": "edit" }),
            json!({ "title": "Mine", "document": { "version": 1 } }),
        ] {
            let (status, _) = world.call(&reader, route.method.clone(), &path, Some(&body)).await;
            assert!(status.is_client_error(), "{} {path}: {status}", route.method);
        }
        let (status, _) = world.call(&reader, route.method.clone(), &path, None).await;
        assert!(status.is_client_error(), "{} {path}: {status}", route.method);
    }
    let after = world
        .get(&world.person("ada"), &format!("/dashboards/{dashboard}"))
        .await
        .1;
    assert_eq!(before, after);
    let (_, share) = world.get(&world.person("ada"), &format!("/shares/{share}")).await;
    assert_eq!(share["state"], "live");
}

/// Case 4: full rights on one dashboard give none on another.
#[tokio::test]
async fn case_04_rights_on_one_dashboard_do_not_reach_another() {
    let world = World::start();
    let (ada, vera) = (world.person("ada"), world.person("vera"));
    let root = world.id("workspaces", "port-authority");
    let path = format!("/workspaces/{root}/dashboards");
    let (_, mine) = world
        .post(&ada, &path, json!({ "title": "Hers", "document": { "version": 1 } }))
        .await;
    let hers = mine["id"].as_str().unwrap();
    let vera_id = world.id("users", "vera");
    let put = format!("/dashboards/{hers}/grants/user:{vera_id}");
    assert!(
        world
            .call(&ada, Method::PUT, &put, Some(&json!({ "level": "edit" })))
            .await
            .0
            .is_success()
    );
    let other = world.id("dashboards", "delays");
    for id in [
        other.clone(),
        other.to_uppercase(),
        format!("{other}%20"),
        format!("{hers}/../{other}"),
    ] {
        for principal in [format!("user:{vera_id}"), "all".to_owned()] {
            let path = format!("/dashboards/{id}/grants/{principal}");
            let (put, _) = world
                .call(&vera, Method::PUT, &path, Some(&json!({ "level": "edit" })))
                .await;
            let (delete, _) = world.call(&vera, Method::DELETE, &path, None).await;
            assert!(
                put.is_client_error() && delete.is_client_error(),
                "{path} {put} {delete}"
            );
        }
    }
    let (_, list) = world.get(&ada, &format!("/dashboards/{other}/grants")).await;
    assert!(
        list["all"].is_null() && !list["users"].to_string().contains(&vera_id),
        "{list}"
    );
}

/// Case 9: no value of time or variable reaches beyond what a share locks.
#[tokio::test]
async fn case_09_locked_time_and_variables_hold_on_every_route() {
    let world = World::start();
    let locks = json!({ "abilities": ["interact"], "variables": { "origin": { "locked": ["JFK"], "hidden": true } },
        "rows": [{ "dataset": "flights", "predicate": { "ge": ["time_hour", "2013-06-01T00:00:00Z"] } }] });
    let (reader, _) = world.reader("ada", "delays", locks).await;
    let id = world.id("dashboards", "delays");
    let path = format!("/dashboards/{id}/data");
    let (status, answer) = world.post(&reader, &path, json!({ "widget": "worst" })).await;
    assert_eq!(status, 200, "{answer}");
    let columns = answer["columns"].as_array().unwrap();
    let at = |name: &str| columns.iter().position(|column| column["name"] == name).unwrap();
    let times = [
        json!(null),
        json!({ "from": "1970-01-01T00:00:00Z" }),
        json!({ "from": "0001-01-01T00:00:00Z", "to": "9999-12-31T00:00:00Z" }),
        json!({ "to": "2013-06-02T00:00:00Z" }),
        json!({ "from": "2014-01-01T00:00:00Z", "to": "2013-01-01T00:00:00Z" }),
        json!({}),
    ];
    for time in times {
        let (status, answer) = world
            .post(&reader, &path, json!({ "widget": "worst", "time": time }))
            .await;
        assert_eq!(status, 200, "{time}: {answer}");
        for row in rows(&answer) {
            assert!(
                row[at("time_hour")].as_str().unwrap() >= "2013-06-01",
                "{time}: {row:?}"
            );
            assert_eq!(row[at("origin")], "JFK", "{time}");
        }
    }
    for value in [
        json!("EWR"),
        json!(["EWR"]),
        json!([]),
        json!(["JFK", "EWR"]),
        json!(0),
        json!({ "var": "origin" }),
        json!("' or 1=1 --"),
    ] {
        let (status, answer) = world
            .post(
                &reader,
                &path,
                json!({ "widget": "worst", "variables": { "origin": value } }),
            )
            .await;
        assert_eq!(status, 400, "{value}: {answer}");
    }
    for odd in [
        json!({ "from": -1 }),
        json!({ "from": ["2013-01-01T00:00:00Z"] }),
        json!({ "last": "0d" }),
        json!({ "from": "now" }),
    ] {
        assert_eq!(
            world
                .post(&reader, &path, json!({ "widget": "worst", "time": odd }))
                .await
                .0,
            400,
            "{odd}"
        );
    }
    let choices = world
        .get(&reader, &format!("/dashboards/{id}/variables/origin/choices"))
        .await;
    assert_eq!(choices.0, 404);
}

/// Case 12: what a reader gets of a dashboard has no questions, no hidden variables, no owner's e-mail, no tags.
#[tokio::test]
async fn case_12_the_public_view_holds_only_what_it_lists() {
    let world = World::start();
    let locks = json!({ "abilities": ["interact"], "variables": { "origin": { "locked": ["JFK"], "hidden": true } } });
    for key in ["delays", "station", "airline-scorecard", "operations-now"] {
        let more = if key == "delays" { locks.clone() } else { json!({}) };
        let (reader, _) = world.reader("ada", key, more).await;
        let (status, shown) = world
            .get(&reader, &format!("/dashboards/{}", world.id("dashboards", key)))
            .await;
        assert_eq!(status, 200);
        let mut keys: Vec<_> = shown.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        assert_eq!(
            keys,
            [
                "can",
                "display",
                "document",
                "fixed",
                "folder",
                "home_workspace",
                "id",
                "level",
                "outside",
                "private",
                "restricted",
                "revision",
                "share",
                "shared_outside",
                "tags",
                "title",
                "workspace"
            ],
        );
        assert_eq!(
            shown["outside"],
            json!([]),
            "what else leads outside is not for readers"
        );
        let text = shown.to_string();
        for secret in ["\"question\"", "select", "where", "@port-authority", "\"dataset\""] {
            assert!(!text.contains(secret), "{key}: {secret} in {text}");
        }
        if key == "delays" {
            assert_eq!(shown["document"]["variables"], json!([]));
            assert_eq!(shown["fixed"]["variables"], json!({}));
            assert!(
                shown["document"]["widgets"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .all(|widget| !widget["reads"].to_string().contains("origin"))
            );
        }
    }
}

/// Case 14: a reader of one dashboard reaches no other, and no widget of another.
#[tokio::test]
async fn case_14_a_share_opens_one_dashboard() {
    let world = World::start();
    let (reader, share) = world
        .reader(
            "ada",
            "operations-now",
            json!({ "abilities": ["interact", "export_data", "export_document"] }),
        )
        .await;
    let missing = world
        .visible(&reader, Method::GET, "/dashboards/dsh_00000000000000000000000000", None)
        .await;
    for key in ["delays", "station", "routes", "airline-scorecard"] {
        let id = world.id("dashboards", key);
        assert_eq!(
            world
                .visible(&reader, Method::GET, &format!("/dashboards/{id}"), None)
                .await,
            missing
        );
        for path in [format!("/dashboards/{id}/data"), format!("/dashboards/{id}/exports")] {
            let body = json!({ "widget": "flights", "format": "csv" });
            let body = if path.ends_with("data") {
                json!({ "widget": "flights" })
            } else {
                body
            };
            assert_eq!(world.post(&reader, &path, body).await.0, 404, "{path}");
        }
        assert_eq!(world.get(&reader, &format!("/dashboards/{id}/live")).await.0, 404);
    }
    let own = world.id("dashboards", "operations-now");
    assert_eq!(
        world
            .post(
                &reader,
                &format!("/dashboards/{own}/data"),
                json!({ "widget": "worst" })
            )
            .await
            .0,
        400
    );
    let other = format!("/dashboards/{own}?workspace={}", world.id("workspaces", "united"));
    assert_eq!(world.get(&reader, &other).await.0, 404);
    for path in [
        "/workspaces",
        "/users",
        "/groups",
        "/tokens",
        "/shares",
        "/datasets/dst_00000000000000000000000000",
    ] {
        let (status, answer) = world.get(&reader, path).await;
        let empty = answer["items"].as_array().is_some_and(Vec::is_empty);
        assert!(status == 404 || status == 403 || empty, "{path}: {status} {answer}");
    }
    assert_eq!(world.get(&reader, &format!("/shares/{share}")).await.0, 404);
}

/// Case 15: readers with different rows never see each other's, cold or warm, in any order, at once.
#[tokio::test]
async fn case_15_answers_are_kept_apart_by_scope() {
    let world = World::start();
    let of = |carrier: &str| json!({ "rows": [{ "dataset": "flights", "predicate": { "eq": ["carrier", carrier] } }] });
    let mut readers = Vec::new();
    for carrier in ["UA", "B6", "DL", "AA"] {
        readers.push((carrier, world.reader("ada", "delays", of(carrier)).await.0));
    }
    let path = format!("/dashboards/{}/data", world.id("dashboards", "delays"));
    for round in 0..60 {
        let asked = readers.iter().map(async |(carrier, reader)| {
            let (status, answer) = world.post(reader, &path, json!({ "widget": "worst" })).await;
            assert_eq!(status, 200, "{answer}");
            let column = answer["columns"]
                .as_array()
                .unwrap()
                .iter()
                .position(|column| column["name"] == "carrier")
                .unwrap();
            for row in rows(&answer) {
                assert_eq!(row[column], *carrier, "round {round}");
            }
        });
        futures::future::join_all(asked).await;
    }
    let (_, all) = world
        .post(&world.person("ada"), &path, json!({ "widget": "worst" }))
        .await;
    assert!(rows(&all).len() > 1);
}

/// Case 17: choices, counts and totals hold only what the scope holds.
#[tokio::test]
async fn case_17_choices_hold_only_values_in_scope() {
    let world = World::start();
    let rows = json!([{ "dataset": "airlines", "predicate": { "eq": ["carrier", "UA"] } }, { "dataset": "flights", "predicate": { "eq": ["carrier", "UA"] } }]);
    let (reader, _) = world
        .reader(
            "ada",
            "airline-scorecard",
            json!({ "abilities": ["interact"], "rows": rows }),
        )
        .await;
    let id = world.id("dashboards", "airline-scorecard");
    let path = format!("/dashboards/{id}/variables/carrier/choices");
    assert_eq!(
        world.get(&world.person("ada"), &path).await.1["items"]
            .as_array()
            .unwrap()
            .len(),
        16
    );
    let (status, choices) = world.get(&reader, &path).await;
    assert_eq!(status, 200);
    let values: Vec<_> = choices["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|choice| choice["value"].clone())
        .collect();
    assert_eq!(values, [json!("UA")]);
    let (status, answer) = world
        .post(
            &reader,
            &format!("/dashboards/{id}/data"),
            json!({ "widget": "destinations", "variables": { "carrier": "B6" } }),
        )
        .await;
    assert_eq!(status, 400, "{answer}");
    assert!(!answer.to_string().contains("B6"), "{answer}");
}

/// Case 18: no engine text, no SQL, no path and no value of a row leaves with an error.
#[tokio::test]
async fn case_18_errors_say_nothing_of_the_engine() {
    let world = World::start();
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let question = |sql: &str| json!({ "version": 1, "widgets": [{ "id": "w", "kind": "table", "place": { "x": 0, "y": 0, "w": 4, "h": 4 }, "question": { "sql": sql } }] });
    let failing = [
        "select cast(carrier as int) as n from flights",
        "select 1 / (flight - flight) as n from flights",
        "select to_timestamp(carrier) as t from flights",
    ];
    for sql in failing {
        let made = world
            .post(
                &ada,
                &format!("/workspaces/{root}/dashboards"),
                json!({ "title": "Fails", "document": question(sql) }),
            )
            .await;
        assert_eq!(made.0, 201, "{}", made.1);
        let id = made.1["id"].as_str().unwrap();
        let share = world
            .post(
                &ada,
                &format!("/dashboards/{id}/shares"),
                json!({ "kind": "link", "title": "L" }),
            )
            .await
            .1;
        let reader = world
            .open(share["link"].as_str().unwrap().rsplit('/').next().unwrap(), None)
            .await
            .unwrap();
        let (status, answer) = world
            .post(&reader, &format!("/dashboards/{id}/data"), json!({ "widget": "w" }))
            .await;
        assert!(status.is_client_error(), "{sql}: {status} {answer}");
        let text = answer.to_string().to_lowercase();
        for word in [
            "arrow",
            "datafusion",
            "parquet",
            "select",
            "flights",
            "carrier",
            "cast",
            "'ua'",
            "/tmp",
            "optimizer",
        ] {
            assert!(!text.contains(word), "{sql}: {word} in {text}");
        }
    }
}

/// Case 21: a locked value is used, never the default of the dashboard.
#[tokio::test]
async fn case_21_the_lock_beats_the_default() {
    let world = World::start();
    let (reader, _) = world
        .reader(
            "ada",
            "station",
            json!({ "variables": { "station": { "locked": "LGA" } } }),
        )
        .await;
    let id = world.id("dashboards", "station");
    let (_, shown) = world.get(&reader, &format!("/dashboards/{id}")).await;
    assert_eq!(shown["fixed"]["variables"]["station"]["value"], "LGA");
    let ask =
        async |who: &Who, body: Json| world.post(who, &format!("/dashboards/{id}/data"), body).await.1["rows"].clone();
    let locked = ask(&reader, json!({ "widget": "gusts" })).await;
    let ada = world.person("ada");
    assert_eq!(
        locked,
        ask(&ada, json!({ "widget": "gusts", "variables": { "station": "LGA" } })).await
    );
    assert_ne!(locked, ask(&ada, json!({ "widget": "gusts" })).await);
}
