//! Longer ways through the API: first run, a dataset from a file with broken rows, a share from check to statistics, exports, crashes.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::world::{Who, World, start};

/// Fetches an export when it is ready.
async fn export(world: &World, who: &Who, dashboard: &str, body: Json) -> (String, Vec<u8>) {
    let path = format!("/dashboards/{dashboard}/exports");
    let (status, made) = world.post(who, &path, body).await;
    assert_eq!(status, 202, "{made}");
    loop {
        let response = world
            .send(
                who,
                Method::GET,
                &format!("/exports/{}", made["id"].as_str().unwrap()),
                None,
            )
            .await;
        match response.status() {
            StatusCode::ACCEPTED => {}
            StatusCode::OK => {
                let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
                return (kind, response.bytes().await.unwrap().to_vec());
            }
            other => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn setup_happens_once() {
    let folder = TempDir::new().unwrap();
    let (mut child, base) = start(folder.path(), "serve", &[]);
    let client = reqwest::Client::new();
    let setup = format!("{base}/api/v1/setup");
    assert_eq!(
        client.get(&setup).send().await.unwrap().json::<Json>().await.unwrap(),
        json!({ "needed": true })
    );
    let secret = std::fs::read_to_string(folder.path().join("setup-secret")).unwrap();
    let body = |secret: &str, password: &str| json!({ "secret": secret, "organisation": "Harbour", "name": "Ida", "email": "Ida@Harbour.example", "password": password });
    let send = async |body: Json| client.post(&setup).json(&body).send().await.unwrap();
    assert_eq!(
        send(body("abcdefghijklmnopqrstuvwxyz234567", "a long password"))
            .await
            .status(),
        401
    );
    assert_eq!(send(body(&secret, "short")).await.status(), 400);
    let made = send(body(&secret, "a long password")).await;
    assert_eq!(made.status(), 201);
    let cookie = made.headers()["set-cookie"]
        .to_str()
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let me = client
        .get(format!("{base}/api/v1/auth/me"))
        .header("cookie", &cookie)
        .send()
        .await
        .unwrap()
        .json::<Json>()
        .await
        .unwrap();
    assert_eq!(
        (&me["organisation"]["name"], &me["caller"]["user"]["email"]),
        (&json!("Harbour"), &json!("ida@harbour.example"))
    );
    assert_eq!(send(body(&secret, "a long password")).await.status(), 404);
    assert_eq!(client.get(&setup).send().await.unwrap().status(), 404);
    assert!(!folder.path().join("setup-secret").exists());
    let out = client
        .post(format!("{base}/api/v1/auth/logout"))
        .header("cookie", &cookie)
        .send()
        .await
        .unwrap();
    assert_eq!(out.status(), 204);
    let me = client
        .get(format!("{base}/api/v1/auth/me"))
        .header("cookie", &cookie)
        .send()
        .await
        .unwrap();
    assert_eq!(me.status(), 401);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test]
async fn a_file_with_broken_rows_loses_none_of_them() {
    let world = World::start();
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let (status, dataset) = world
        .post(
            &ada,
            &format!("/workspaces/{root}/datasets"),
            json!({ "name": "gates", "upload": true }),
        )
        .await;
    assert_eq!(status, 201, "{dataset}");
    let id = dataset["id"].as_str().unwrap();
    let mut csv = String::from("gate,seats,open\n");
    for number in 0..500 {
        csv.push_str(&format!("A{number},{number},true\n"));
    }
    csv.push_str("B1,10\nB2,twenty,true\nB3,30,true,more\nB4,40,false\n");
    let client = reqwest::Client::new();
    let Who::Bearer(token) = &ada else { unreachable!() };
    let upload = |csv: String| {
        let request = client.post(format!(
            "{}/api/v1/datasets/{id}/upload?format=csv&name=gates.csv",
            world.base
        ));
        request.bearer_auth(token).body(csv).send()
    };
    let uploaded = upload(csv).await.unwrap();
    assert_eq!(uploaded.status(), 201);
    let uploaded = uploaded.json::<Json>().await.unwrap();
    assert_eq!(
        (&uploaded["loaded"], &uploaded["bad_rows"]),
        (&json!(504), &json!(2)),
        "{uploaded}"
    );
    let bad = world
        .send(&ada, Method::GET, &format!("/datasets/{id}/bad-rows"), None)
        .await
        .text()
        .await
        .unwrap();
    assert_eq!(bad.lines().count(), 3, "{bad}");
    assert!(bad.contains("B3,30,true,more"), "{bad}");
    let seats = &uploaded["read"]["columns"][1];
    assert_eq!(seats["offers"][0]["cells"][0]["text"], "twenty", "{uploaded}");
    let (_, preview) = world.get(&ada, &format!("/datasets/{id}/preview")).await;
    assert_eq!(preview["row_count"], 100);
    let version = uploaded["dataset"]["version"].clone();
    let broken = client
        .post(format!("{}/api/v1/datasets/{id}/upload?format=parquet", world.base))
        .bearer_auth(token)
        .body("garbage");
    assert_eq!(broken.send().await.unwrap().status(), 400);
    let (_, after) = world.get(&ada, &format!("/datasets/{id}")).await;
    assert_eq!((&after["version"], &after["row_count"]), (&version, &json!(504)));
}

#[tokio::test]
async fn a_share_from_check_to_statistics() {
    let world = World::start();
    let otto = world.person("otto");
    let routes = world.id("dashboards", "routes");
    let body = json!({ "kind": "link", "title": "Routes" });
    let (status, check) = world
        .post(&otto, &format!("/dashboards/{routes}/shares/check"), body.clone())
        .await;
    assert_eq!(status, 200, "{check}");
    assert_eq!(check["obstacles"][0]["code"], "dataset_stays_inside", "{check}");
    assert!(check["obstacles"][0]["detail"].as_str().unwrap().contains("planes"));
    assert_eq!(
        world.post(&otto, &format!("/dashboards/{routes}/shares"), body).await.0,
        409
    );

    let delays = world.id("dashboards", "delays");
    let rows = json!([{ "dataset": "flights", "predicate": { "eq": ["carrier", "UA"] } }]);
    let narrow = json!({ "kind": "link", "title": "UA", "rows": rows });
    let (_, check) = world
        .post(&otto, &format!("/dashboards/{delays}/shares/check"), narrow)
        .await;
    assert_eq!(check["obstacles"], json!([]));
    let plain = json!({ "kind": "link", "title": "All" });
    let (_, all) = world
        .post(&otto, &format!("/dashboards/{delays}/shares/check"), plain)
        .await;
    assert!(
        check["opens"]["rows"].as_u64().unwrap() < all["opens"]["rows"].as_u64().unwrap(),
        "{check} {all}"
    );

    let twice = json!({ "kind": "link", "title": "Twice", "max_views": 2, "abilities": ["interact"] });
    let (_, made) = world.post(&otto, &format!("/dashboards/{delays}/shares"), twice).await;
    let secret = made["link"].as_str().unwrap().rsplit('/').next().unwrap();
    let id = made["share"]["id"].as_str().unwrap();
    let first = world.open(secret, None).await.unwrap();
    assert!(world.open(secret, None).await.is_ok());
    assert_eq!(world.open(secret, None).await.unwrap_err().0, 404);
    assert_eq!(
        world.get(&first, &format!("/dashboards/{delays}")).await.0,
        200,
        "who is in stays in"
    );
    let (_, share) = world.get(&otto, &format!("/shares/{id}")).await;
    assert_eq!((&share["views"], &share["reason"]), (&json!(2), &json!("used_up")));

    let (status, changed) = world
        .call(
            &otto,
            Method::PATCH,
            &format!("/shares/{id}"),
            Some(&json!({ "max_views": null, "title": "Open" })),
        )
        .await;
    assert_eq!(status, 200, "{changed}");
    assert!(world.open(secret, None).await.is_ok());
    let (_, rotated) = world.post(&otto, &format!("/shares/{id}/rotate"), json!({})).await;
    assert_eq!(world.open(secret, None).await.unwrap_err().0, 404);
    let fresh = rotated["link"].as_str().unwrap().rsplit('/').next().unwrap();
    assert!(world.open(fresh, None).await.is_ok());
    assert_eq!(
        world
            .call(&otto, Method::DELETE, &format!("/shares/{id}"), None)
            .await
            .0,
        204
    );
    assert_eq!(world.open(fresh, None).await.unwrap_err().0, 404);
    assert!(
        world
            .post(&otto, &format!("/shares/{id}/resume"), json!({}))
            .await
            .0
            .is_client_error(),
        "nothing comes back"
    );
}

#[tokio::test]
async fn papers_and_tables_are_made_under_the_makers_rows() {
    let world = World::start();
    let delays = world.id("dashboards", "delays");
    let (kind, pdf) = export(&world, &world.person("otto"), &delays, json!({ "format": "pdf" })).await;
    assert_eq!(kind, "application/pdf");
    assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 20_000, "{}", pdf.len());
    let only = json!({ "abilities": ["export_data"], "rows": [{ "dataset": "flights", "predicate": { "eq": ["carrier", "UA"] } }] });
    let (reader, _) = world.reader("ada", "delays", only).await;
    let (kind, csv) = export(&world, &reader, &delays, json!({ "format": "csv", "widget": "worst" })).await;
    assert!(kind.starts_with("text/csv"));
    let csv = String::from_utf8(csv).unwrap();
    assert!(
        csv.lines().count() > 5 && csv.lines().skip(1).all(|line| line.contains("UA")),
        "{csv}"
    );
    let refused = world
        .post(
            &reader,
            &format!("/dashboards/{delays}/exports"),
            json!({ "format": "pdf" }),
        )
        .await;
    assert_eq!(refused.0, 403);

    let otto = world.person("otto");
    let (_, made) = world
        .post(
            &otto,
            &format!("/dashboards/{delays}/exports"),
            json!({ "format": "csv", "widget": "worst" }),
        )
        .await;
    for other in [world.person("ada"), reader, world.person("vera")] {
        assert_eq!(
            world
                .get(&other, &format!("/exports/{}", made["id"].as_str().unwrap()))
                .await
                .0,
            404
        );
    }
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_crash() {
    let mut world = World::start();
    let ada = world.person("ada");
    let push = format!("/datasets/{}/rows", world.id("datasets", "readings"));
    let mut accepted = 0;
    for hour in 0..20 {
        let rows: Vec<_> = (0..50).map(|minute| json!({ "station": "JFK", "time": format!("2013-05-01T{hour:02}:{minute:02}:00Z"), "temp": 50.0 })).collect();
        let (status, answer) = world.post(&ada, &push, json!(rows)).await;
        assert_eq!(status, 200);
        accepted += answer["accepted"].as_u64().unwrap();
    }
    let delays = world.id("dashboards", "delays");
    let grant = format!("/dashboards/{delays}/grants/user:{}", world.id("users", "vera"));
    assert_eq!(
        world
            .call(&ada, Method::PUT, &grant, Some(&json!({ "level": "share" })))
            .await
            .0,
        200
    );
    world.crash_and_restart();
    let (_, dataset) = world
        .get(&ada, &format!("/datasets/{}", world.id("datasets", "readings")))
        .await;
    assert_eq!(dataset["row_count"].as_u64(), Some(accepted));
    let (status, opened) = world.get(&world.person("vera"), &format!("/dashboards/{delays}")).await;
    assert_eq!((status, &opened["level"]), (StatusCode::OK, &json!("share")));
}

#[tokio::test]
async fn each_airline_sees_its_own_rows_of_one_dashboard() {
    let world = World::start();
    let id = world.id("dashboards", "delays");
    let ask = async |key: &str, workspace: &str| {
        let body = json!({ "widget": "worst", "workspace": world.id("workspaces", workspace) });
        let (status, answer) = world
            .post(&world.person(key), &format!("/dashboards/{id}/data"), body)
            .await;
        assert_eq!(status, 200, "{key}: {answer}");
        let column = answer["columns"]
            .as_array()
            .unwrap()
            .iter()
            .position(|column| column["name"] == "carrier")
            .unwrap();
        let mut carriers: Vec<_> = answer["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row[column].as_str().unwrap().to_owned())
            .collect();
        carriers.sort();
        carriers.dedup();
        carriers
    };
    assert_eq!(ask("uma", "united").await, ["UA"]);
    assert_eq!(ask("gus", "jetblue").await, ["B6"]);
    assert_eq!(ask("ada", "united").await, ["UA"], "rules bind managers too");
    assert!(ask("ada", "port-authority").await.len() > 1);
    let above = format!(
        "/dashboards/{id}?workspace={}",
        world.id("workspaces", "port-authority")
    );
    assert_eq!(world.get(&world.person("uma"), &above).await.0, 404);
    let here = format!("/dashboards/{id}?workspace={}", world.id("workspaces", "united"));
    let (_, seen) = world.get(&world.person("uma"), &here).await;
    assert_eq!(seen["level"], "view");
    assert!(!seen["can"].as_array().unwrap().contains(&json!("save")));
}

#[tokio::test]
async fn lists_hold_exactly_what_opens() {
    let world = World::start();
    for key in ["ada", "otto", "vera", "uma", "gus"] {
        let who = world.person(key);
        let (_, workspaces) = world.get(&who, "/workspaces").await;
        for workspace in workspaces["items"].as_array().unwrap() {
            let workspace = workspace["id"].as_str().unwrap();
            let (status, list) = world.get(&who, &format!("/workspaces/{workspace}/dashboards")).await;
            if status == StatusCode::FORBIDDEN {
                continue;
            }
            let listed: Vec<_> = list["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["id"].as_str().unwrap())
                .collect();
            for (name, id) in world.demo["dashboards"].as_object().unwrap() {
                let id = id.as_str().unwrap();
                let (opens, _) = world
                    .get(&who, &format!("/dashboards/{id}?workspace={workspace}"))
                    .await;
                assert_eq!(opens == 200, listed.contains(&id), "{key} {name} in {workspace}");
            }
        }
    }
}
