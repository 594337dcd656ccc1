//! Whom a change wakes, and that what it ends has ended when it is answered.

use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value as Json, json};

use super::live::reading;
use crate::stream::Stream;
use crate::world::{Who, World};

/// Readers of one share at once.
const READERS: usize = 40;

/// How often pages were woken since the server started.
async fn woken(world: &World) -> u64 {
    let metrics = reqwest::get(format!("{}/metrics", world.base)).await.unwrap();
    let text = metrics.text().await.unwrap();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("vitrine_live_woken_total "));
    line.unwrap().parse().unwrap()
}

async fn push(world: &World, hour: u32, temp: f64) {
    let path = format!("/datasets/{}/rows", world.id("datasets", "readings"));
    let rows = reading("JFK", &format!("2013-05-01T{hour:02}:00:00Z"), temp);
    assert_eq!(world.post(&world.person("ada"), &path, rows).await.0, 200);
}

#[tokio::test]
async fn what_a_change_ends_has_ended_when_it_is_answered() {
    let world = World::start();
    let ada = world.person("ada");
    let (reader, share) = world.reader("ada", "operations-now", json!({})).await;
    push(&world, 0, 40.0).await;
    let mut pages = join_all((0..READERS).map(|_| Stream::open(&world, &reader, "operations-now", None))).await;
    join_all(pages.iter_mut().map(Stream::settle)).await;
    let path = format!("/shares/{share}");
    assert_eq!(world.get(&ada, &path).await.1["watching"], READERS);

    // Answers are on their way to every page while the share ends.
    push(&world, 1, 41.0).await;
    assert_eq!(world.delete(&ada, &path).await.0, 204);
    assert_eq!(
        world.get(&ada, &path).await.1["watching"],
        0,
        "all were cut before the answer"
    );
    push(&world, 2, 98.75).await;
    for page in &mut pages {
        let mut last = String::new();
        while let Some((event, data)) = page.next().await {
            assert!(
                !data.to_string().contains("98.75"),
                "sent after the end: {event} {data}"
            );
            last = event;
        }
        assert_eq!(last, "ended");
    }
}

#[tokio::test]
async fn a_change_wakes_the_pages_that_it_touches_and_no_other() {
    let world = World::start();
    let ada = world.person("ada");
    let (reader, _) = world.reader("ada", "operations-now", json!({})).await;
    let mut pages = Vec::new();
    for who in [&ada, &world.person("vera"), &reader] {
        let mut page = Stream::open(&world, who, "operations-now", None).await;
        page.until("hello").await;
        pages.push(page);
    }
    let spare = world.made(&ada, "/tokens", json!({ "name": "Spare" })).await;
    let spare = (
        format!("/tokens/{}", spare["id"].as_str().unwrap()),
        spare["token"].as_str().unwrap().to_owned(),
    );
    let uma = world.user("uma");
    let delays = format!("/dashboards/{}", world.id("dashboards", "delays"));
    let here = format!("/dashboards/{}", world.id("dashboards", "operations-now"));
    let grant = |level: &str| Some(json!({ "level": level }));
    let sign_in =
        json!({ "email": world.demo["users"]["otto"]["email"], "password": world.demo["users"]["otto"]["password"] });

    // Elsewhere: another dashboard, somebody else's session, a share of another dashboard, a credential that opened none of the pages.
    let before = woken(&world).await;
    let elsewhere = format!("{delays}/grants/{uma}");
    assert_eq!(
        world
            .call(&ada, Method::PUT, &elsewhere, grant("share").as_ref())
            .await
            .0,
        200
    );
    assert_eq!(
        world
            .call(&ada, Method::PUT, &elsewhere, grant("view").as_ref())
            .await
            .0,
        200
    );
    let cookie = world
        .send(&Who::Nobody, Method::POST, "/auth/login", Some(&sign_in))
        .await;
    let cookie = cookie.headers()["set-cookie"]
        .to_str()
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let out = world
        .send(&Who::Cookie(cookie), Method::POST, "/auth/logout", None)
        .await;
    assert!(out.status().is_success(), "{}", out.status());
    let (_, other) = world.reader("ada", "delays", json!({})).await;
    assert_eq!(world.delete(&ada, &format!("/shares/{other}")).await.0, 204);
    assert_eq!(world.delete(&ada, &spare.0).await.0, 204);
    assert_eq!(
        woken(&world).await,
        before,
        "pages were woken by what does not concern them"
    );

    // Here: all three rest on the dashboard, and go on as they were.
    let grants = format!("{here}/grants/{uma}");
    assert_eq!(
        world.call(&ada, Method::PUT, &grants, grant("view").as_ref()).await.0,
        200
    );
    assert_eq!(woken(&world).await, before + 3);
    push(&world, 3, 61.5).await;
    for page in &mut pages {
        let shows = |answer: &Json| answer.to_string().contains("61.5");
        while !shows(&page.until("answer").await) {}
    }
}

#[tokio::test]
async fn a_token_that_is_removed_ends_its_own_pages_only() {
    let world = World::start();
    let ada = world.person("ada");
    let made = world.made(&ada, "/tokens", json!({ "name": "Wall" })).await;
    let wall = Who::Bearer(made["token"].as_str().unwrap().to_owned());
    let mut page = Stream::open(&world, &wall, "operations-now", None).await;
    let mut own = Stream::open(&world, &ada, "operations-now", None).await;
    page.until("hello").await;
    own.until("hello").await;
    let before = woken(&world).await;
    let path = format!("/tokens/{}", made["id"].as_str().unwrap());
    assert_eq!(world.delete(&ada, &path).await.0, 204);
    assert_eq!(woken(&world).await, before + 1);
    assert_eq!(page.until("ended").await["reason"], "signed_out");
    push(&world, 4, 62.5).await;
    own.until("answer").await;
}
