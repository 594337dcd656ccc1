//! Ways in which links have failed elsewhere, tried against us: addresses, secrets, pages. The numbers only name the cases.

use reqwest::Method;
use serde_json::json;
use server::http::routes;

use crate::world::World;

/// Case 1: a path variable that is no id finds nothing, least of all the first row.
#[tokio::test]
async fn case_01_patterns_and_odd_ids_are_like_unknown_ids() {
    let world = World::start();
    let ada = world.person("ada");
    let unknown = "dsh_00000000000000000000000000";
    let expected = world
        .visible(&ada, Method::GET, &format!("/dashboards/{unknown}"), None)
        .await;
    assert_eq!(expected.0, 404);
    let known = world.id("dashboards", "delays");
    let long = "d".repeat(4000);
    let upper = known.to_uppercase();
    let odd = [
        "{id}",
        ":id",
        "%3Aid",
        "*",
        "%2A",
        "null",
        "0",
        "dsh_",
        "%00",
        "ｄｓｈ",
        &long,
        &upper,
        &known[..29],
    ];
    for id in odd {
        let found = world
            .visible(&ada, Method::GET, &format!("/dashboards/{id}"), None)
            .await;
        assert_eq!(found, expected, "{id}");
    }
    for route in routes::all() {
        let is_guarded = route.path.contains('{') && route.takes.is_none() && route.method == Method::GET;
        if is_guarded {
            let (status, _) = world.visible(&ada, Method::GET, route.path, None).await;
            assert!(status == 404 || status == 400, "{} {status}", route.path);
        }
    }
}

/// Case 22: the scope lives on the server; the address of a share's page and its query change nothing.
#[tokio::test]
async fn case_22_nothing_in_the_address_widens_a_share() {
    let world = World::start();
    let lock = json!({ "variables": { "station": { "locked": "LGA" } }, "abilities": ["interact"] });
    let (reader, _) = world.reader("ada", "station", lock).await;
    let id = world.id("dashboards", "station");
    let (_, plain) = world
        .post(&reader, &format!("/dashboards/{id}/data"), json!({ "widget": "gusts" }))
        .await;
    for query in [
        "?station=JFK",
        "?v.station=JFK",
        "?v.station=JFK&v.station=EWR",
        "?s=e30",
        "?rows=[]",
        "?scope=all",
        "?%73tation=JFK",
    ] {
        let (status, answer) = world
            .post(
                &reader,
                &format!("/dashboards/{id}/data{query}"),
                json!({ "widget": "gusts" }),
            )
            .await;
        assert!(
            status == 200 && answer["rows"] == plain["rows"] || status == 400,
            "{query}"
        );
        let (status, _) = world.get(&reader, &format!("/dashboards/{id}{query}")).await;
        assert_eq!(status, 400, "{query}");
    }
}

/// Case 26: the secret is given once for a short session; it is in no header, log line or later answer.
#[tokio::test]
async fn case_26_a_secret_is_exchanged_and_then_seen_nowhere() {
    let world = World::start();
    let link = world.demo["shares"]["terminal-screens"]["link"]
        .as_str()
        .unwrap()
        .to_owned();
    let secret = link.rsplit('/').next().unwrap().to_owned();
    let page = reqwest::get(format!("{}/s/{secret}", world.base)).await.unwrap();
    assert_eq!(page.status(), 200);
    assert_eq!(page.headers()["referrer-policy"], "no-referrer");
    assert_eq!(page.headers()["cache-control"], "no-store");
    assert!(
        page.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("frame-ancestors")
    );
    assert!(!page.text().await.unwrap().contains(&secret));
    let reader = world.open(&secret, None).await.unwrap();
    let (_, shown) = world
        .get(
            &reader,
            &format!("/dashboards/{}", world.id("dashboards", "operations-now")),
        )
        .await;
    assert!(!shown.to_string().contains(&secret));
    let (_, shares) = world.get(&world.person("ada"), "/shares").await;
    assert!(!shares.to_string().contains(&secret));
    let metrics = reqwest::get(format!("{}/metrics", world.base))
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(!metrics.contains(&secret) && !metrics.contains("shr_"));
    for file in ["vitrine.db", "vitrine.db-wal"] {
        let bytes = std::fs::read(world.folder.path().join(file)).unwrap_or_default();
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "the secret is kept in {file}");
    }
}

/// Case 28: looking at a link's page opens nothing and counts nothing.
#[tokio::test]
async fn case_28_get_and_head_of_a_link_are_no_views() {
    let world = World::start();
    let ada = world.person("ada");
    let share = format!("/shares/{}", world.id("shares", "terminal-screens"));
    let link = world.demo["shares"]["terminal-screens"]["link"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    let page = format!("{}/s/{link}", world.base);
    let client = reqwest::Client::new();
    for method in [Method::GET, Method::HEAD, Method::GET] {
        client
            .request(method, &page)
            .header("purpose", "prefetch")
            .send()
            .await
            .unwrap();
    }
    assert_eq!(world.get(&ada, &share).await.1["views"], 0);
    world.open(&link, None).await.unwrap();
    let (_, after) = world.get(&ada, &share).await;
    assert_eq!(after["views"], 1);
    assert!(after["last_seen_at"].is_string());
}

/// Case 39: a copy carries no grants and no shares, and nobody copies questions they may not see.
#[tokio::test]
async fn case_39_copies_hand_over_nothing() {
    let world = World::start();
    let otto = world.person("otto");
    let id = world.id("dashboards", "delays");
    let (status, copy) = world
        .post(&otto, &format!("/dashboards/{id}/copy"), json!({ "title": "Mine" }))
        .await;
    assert_eq!(status, 201, "{copy}");
    assert_eq!(copy["private"], true);
    assert_eq!(copy["shared_outside"], false);
    let copied = copy["id"].as_str().unwrap();
    let (_, grants) = world.get(&otto, &format!("/dashboards/{copied}/grants")).await;
    assert_eq!(grants["users"].as_array().unwrap().len(), 1);
    assert_eq!(grants["groups"], json!([]));
    for key in ["vera", "uma", "gus"] {
        let (status, _) = world.get(&world.person(key), &format!("/dashboards/{copied}")).await;
        assert_eq!(status, 404, "{key}");
        let (status, _) = world
            .post(&world.person(key), &format!("/dashboards/{id}/copy"), json!({}))
            .await;
        assert!(status.is_client_error(), "{key}");
    }
}
