//! Exports outlive the process: finished ones are found again, and one that was being made is made.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::world::{Who, World};

async fn begin(world: &World, who: &Who, body: Json) -> String {
    let path = format!("/dashboards/{}/exports", world.id("dashboards", "delays"));
    let made = world.made(who, &path, body).await;
    format!("/exports/{}", made["id"].as_str().unwrap())
}

/// The file, once it is there.
async fn fetch(world: &World, who: &Who, path: &str) -> Vec<u8> {
    loop {
        let response = world.send(who, Method::GET, path, None).await;
        match response.status() {
            StatusCode::ACCEPTED => {}
            StatusCode::OK => {
                let told = response.content_length();
                let bytes = response.bytes().await.unwrap().to_vec();
                assert_eq!(told, Some(bytes.len() as u64));
                return bytes;
            }
            other => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn exports_survive_a_kill() {
    let mut world = World::start();
    let ada = world.person("ada");
    let pdf = json!({ "format": "pdf" });
    let done = begin(&world, &ada, pdf.clone()).await;
    let before = fetch(&world, &ada, &done).await;
    assert!(before.starts_with(b"%PDF"));
    let under_way = begin(&world, &ada, pdf).await;
    world.crash_and_restart();
    assert_eq!(
        fetch(&world, &ada, &done).await,
        before,
        "found again, and not made anew"
    );
    assert!(fetch(&world, &ada, &under_way).await.starts_with(b"%PDF"));
    for path in [&done, &under_way] {
        assert_eq!(world.get(&world.person("vera"), path).await.0, 404, "somebody else's");
        assert_eq!(world.get(&Who::Nobody, path).await.0, 401);
    }
}
