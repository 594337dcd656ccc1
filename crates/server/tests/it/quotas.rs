//! What one caller may have of the server, and that nobody else pays for it.

use futures::future::{join_all, select_all};
use reqwest::{Client, Method};
use serde_json::{Value as Json, json};
use server::limits::{OPENINGS, OWN_STREAMS_OF_CALLER, QUESTIONS_OF_CALLER, UPLOADS_OF_CALLER};
use tokio::io::AsyncWriteExt as _;

use crate::sockets;
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

/// Asks until it is refused; how often it was answered. Others are served all the same.
async fn until_refused(world: &World, ask: impl AsyncFn() -> reqwest::Response, reason: &str) -> u32 {
    let mut answered = 0;
    loop {
        for answer in join_all((0..20).map(|_| ask())).await {
            if answer.status() != 429 {
                assert!(answer.status().is_success(), "{}", answer.status());
                answered += 1;
                continue;
            }
            let wait = answer.headers()["retry-after"].to_str().unwrap();
            assert!(wait.parse::<u64>().unwrap() >= 1, "{wait}");
            let problem: Json = answer.json().await.unwrap();
            assert_eq!(
                (&problem["code"], &problem["reason"]),
                (&json!("too_many"), &json!(reason))
            );
            return answered;
        }
        // A part that never ends is none.
        assert!(answered < 40_000, "{answered} {reason}");
        assert_eq!(
            world
                .http
                .get(format!("{}/healthz", world.base))
                .send()
                .await
                .unwrap()
                .status(),
            200
        );
    }
}

#[tokio::test]
async fn questions_of_one_caller_have_a_part_and_those_of_others_theirs() {
    let world = World::start();
    let (vera, ada) = (world.person("vera"), world.person("ada"));
    let path = format!(
        "/dashboards/{}/variables/origin/choices",
        world.id("dashboards", "delays")
    );
    let ask = async || world.send(&vera, Method::GET, &path, None).await;
    assert!(until_refused(&world, ask, "questions").await >= QUESTIONS_OF_CALLER);
    assert_eq!(world.get(&ada, &path).await.0, 200);
}

#[tokio::test]
async fn openings_of_a_link_have_a_part_and_other_links_theirs() {
    let world = World::start();
    let (first, second) = (link(&world).await, link(&world).await);
    let open = async |secret: &str| {
        let url = format!("{}/api/v1/share-sessions", world.base);
        let request = world.http.post(url).json(&json!({ "secret": secret }));
        request.send().await.unwrap()
    };
    assert!(until_refused(&world, async || open(&first).await, "openings").await >= OPENINGS);
    assert_eq!(open(&second).await.status(), 201);
}

async fn link(world: &World) -> String {
    let path = format!("/dashboards/{}/shares", world.id("dashboards", "delays"));
    let made = world
        .made(&world.person("ada"), &path, json!({ "kind": "link", "title": "L" }))
        .await;
    made["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn uploads_of_one_caller_are_only_so_many_at_once() {
    let world = World::start();
    let ada = world.person("ada");
    let Who::Bearer(token) = &ada else { panic!("a token") };
    let path = format!("/workspaces/{}/datasets", world.id("workspaces", "port-authority"));
    let made = world.made(&ada, &path, json!({ "name": "many", "upload": true })).await;
    let head = format!(
        "POST /api/v1/datasets/{}/upload?format=csv HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {token}\r\n\
         transfer-encoding: chunked\r\n\r\n4\r\nn\n1\n\r\n",
        made["id"].as_str().unwrap()
    );
    let whole = format!("{head}0\r\n\r\n");
    // One more than may be, which all send their head and first rows, and then nothing until they are let go.
    let mut held = Vec::new();
    for _ in 0..=UPLOADS_OF_CALLER {
        let mut socket = sockets::connect(&world).await;
        socket.write_all(head.as_bytes()).await.unwrap();
        held.push(socket);
    }
    let answers = held.iter_mut().map(|socket| Box::pin(sockets::rest(socket)));
    let (refused, which, others) = select_all(answers).await;
    drop(others);
    held.remove(which);
    assert_eq!(sockets::status(&refused), 429, "{refused}");
    assert_eq!(sockets::problem(&refused)["reason"], "uploads");
    for mut socket in held {
        socket.write_all(b"0\r\n\r\n").await.unwrap();
        assert_eq!(sockets::status(&sockets::rest(&mut socket).await), 201);
    }
    assert_eq!(sockets::status(&sockets::say(&world, &whole).await), 201);
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
