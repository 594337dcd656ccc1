//! What one caller may have of the server, and that nobody else pays for it.

use reqwest::{Client, Method};
use serde_json::{Value as Json, json};
use server::limits::OWN_STREAMS_OF_CALLER;

use crate::world::{Who, World};

#[tokio::test]
async fn pages_with_a_time_of_their_own_are_only_so_many() {
    let world = World::start();
    let (vera, ada) = (world.person("vera"), world.person("ada"));
    let dashboard = world.id("dashboards", "delays");
    let live = |n: u32| {
        let state =
            json!({ "time": { "from": format!("2013-01-01T00:00:{:02}Z", n % 60), "to": "2013-02-01T00:00:00Z" } });
        format!("/dashboards/{dashboard}/live?state={}", urlencoded(&state))
    };
    let mut open = Vec::new();
    for n in 0..OWN_STREAMS_OF_CALLER {
        let stream = world.send(&vera, Method::GET, &live(n), None).await;
        assert_eq!(stream.status(), 200);
        open.push(stream);
    }
    let refused = world.send(&vera, Method::GET, &live(59), None).await;
    assert_eq!(refused.status(), 429);
    assert!(refused.headers().contains_key("retry-after"));
    let problem: Json = refused.json().await.unwrap();
    assert_eq!(
        (&problem["code"], &problem["reason"]),
        (&json!("too_many"), &json!("streams"))
    );
    let plain = format!("/dashboards/{dashboard}/live");
    assert_eq!(
        world.send(&vera, Method::GET, &plain, None).await.status(),
        200,
        "the plain page opens"
    );
    assert_eq!(
        world.send(&ada, Method::GET, &live(1), None).await.status(),
        200,
        "others have theirs"
    );
    open.clear();
    while world.send(&vera, Method::GET, &live(2), None).await.status() != 200 {}
}

fn urlencoded(json: &Json) -> String {
    json.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn views(world: &World, share: &str) -> u64 {
    let (_, share) = world.get(&world.person("ada"), &format!("/shares/{share}")).await;
    let statistics = share.get("statistics").unwrap_or(&share);
    statistics["views"].as_u64().unwrap_or_else(|| panic!("{share}"))
}

/// Somebody who opens a link again keeps their session, and one view is one view; who only tries uses nothing up.
#[tokio::test]
async fn a_reader_who_comes_back_writes_nothing_and_a_stranger_uses_up_no_views() {
    let world = World::start();
    let path = format!("/dashboards/{}/shares", world.id("dashboards", "delays"));
    let share = json!({ "kind": "link", "title": "P", "password": "a good password", "max_views": 5 });
    let made = world.made(&world.person("ada"), &path, share).await;
    let secret = made["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let id = made["share"]["id"].as_str().unwrap().to_owned();
    for password in [None, Some("not this one"), Some("nor this one")] {
        assert!(world.open(&secret, password).await.is_err());
    }
    assert_eq!(views(&world, &id).await, 0);
    let reader = Client::builder().cookie_store(true).build().unwrap();
    let open = async || {
        let body = json!({ "secret": secret, "password": "a good password" });
        let url = format!("{}/api/v1/share-sessions", world.base);
        let answer = reader.post(url).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 201);
        answer.json::<Json>().await.unwrap()["session"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let first = open().await;
    for _ in 0..20 {
        assert_eq!(open().await, first, "the same session");
    }
    assert_eq!(views(&world, &id).await, 1);
    assert_eq!(world.get(&Who::Bearer(first), "/auth/me").await.0, 200);
    // Somebody else's browser is another reader.
    assert!(world.open(&secret, Some("a good password")).await.is_ok());
    assert_eq!(views(&world, &id).await, 2);
}
