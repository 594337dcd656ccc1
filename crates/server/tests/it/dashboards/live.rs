//! Live streams: answers arrive as rows are pushed, and every end of a right ends the stream.

use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::stream::Stream;
use crate::world::{Who, World};

pub(crate) fn reading(station: &str, time: &str, temp: f64) -> Json {
    json!([{ "station": station, "time": time, "temp": temp, "wind_speed": 10.0 }])
}

#[tokio::test]
async fn pushed_rows_reach_every_open_page() {
    let world = World::start();
    let ada = world.person("ada");
    let (reader, share) = world.reader("ada", "operations-now", json!({})).await;
    let push = format!("/datasets/{}/rows", world.id("datasets", "readings"));
    assert_eq!(
        world
            .post(&ada, &push, reading("JFK", "2013-02-01T00:00:00Z", 41.0))
            .await
            .0,
        200
    );
    let mut pages = Vec::new();
    for who in [&ada, &world.person("vera"), &reader] {
        let mut page = Stream::open(&world, who, "operations-now", None).await;
        assert_eq!(page.settle().await, 6);
        pages.push(page);
    }
    assert_eq!(world.get(&ada, &format!("/shares/{share}")).await.1["watching"], 1);
    assert_eq!(
        world
            .post(&ada, &push, reading("JFK", "2013-02-01T01:00:00Z", 77.25))
            .await
            .0,
        200
    );
    for page in &mut pages {
        loop {
            let answer = page.until("answer").await;
            if answer["widget"] == "temp-jfk" && answer["answer"].to_string().contains("77.25") {
                break;
            }
        }
    }
}

#[tokio::test]
async fn a_page_resumes_without_answers_it_has() {
    let world = World::start();
    let ada = world.person("ada");
    let mut page = Stream::open(&world, &ada, "operations-now", None).await;
    page.settle().await;
    let last = page.last_id.clone().unwrap();
    drop(page);
    let mut again = Stream::open(&world, &ada, "operations-now", Some(&last)).await;
    assert_eq!(again.until("hello").await["resumed"], true);
    let push = format!("/datasets/{}/rows", world.id("datasets", "readings"));
    assert_eq!(
        world
            .post(&ada, &push, reading("EWR", "2013-03-01T00:00:00Z", 20.5))
            .await
            .0,
        200
    );
    let (event, data) = again.next().await.unwrap();
    assert_eq!(event, "answer");
    assert!(
        data["answer"].to_string().contains("EWR") || data.to_string().contains("20.5"),
        "{data}"
    );
}

/// Opens a reader's page, does something, and expects the page to end with a reason.
async fn ends(world: &World, reader: &Who, reason: &str, act: impl AsyncFnOnce()) {
    let mut page = Stream::open(world, reader, "operations-now", None).await;
    page.settle().await;
    act().await;
    assert_eq!(page.until("ended").await["reason"], reason);
    assert!(page.next().await.is_none(), "the stream goes on after its end");
    let path = format!("/dashboards/{}", world.id("dashboards", "operations-now"));
    let (status, _) = world.get(reader, &path).await;
    assert!(status == 404 || status == 401, "{status}");
}

#[tokio::test]
async fn ending_and_pausing_a_share_ends_its_pages() {
    let world = World::start();
    let ada = world.person("ada");
    let (reader, share) = world.reader("ada", "operations-now", json!({})).await;
    ends(&world, &reader, "revoked", async || {
        assert_eq!(
            world
                .call(&ada, Method::DELETE, &format!("/shares/{share}"), None)
                .await
                .0,
            204
        );
    })
    .await;
    let (reader, share) = world.reader("ada", "operations-now", json!({})).await;
    ends(&world, &reader, "paused", async || {
        assert_eq!(
            world.post(&ada, &format!("/shares/{share}/pause"), json!({})).await.0,
            200
        );
    })
    .await;
}

#[tokio::test]
async fn a_new_link_ends_pages_of_the_old_one() {
    let world = World::start();
    let ada = world.person("ada");
    let (reader, share) = world.reader("ada", "operations-now", json!({})).await;
    ends(&world, &reader, "signed_out", async || {
        assert_eq!(
            world.post(&ada, &format!("/shares/{share}/rotate"), json!({})).await.0,
            200
        );
    })
    .await;
}

#[tokio::test]
async fn a_share_ends_on_time() {
    let world = World::start();
    let ends_at = chrono_in(3);
    let (reader, _) = world
        .reader("ada", "operations-now", json!({ "expires_at": ends_at }))
        .await;
    let mut page = Stream::open(&world, &reader, "operations-now", None).await;
    page.settle().await;
    assert_eq!(page.until("ended").await["reason"], "expired");
}

/// An instant in so many seconds, as text.
fn chrono_in(seconds: i64) -> String {
    (server::clock::now() + chrono::TimeDelta::seconds(seconds)).to_rfc3339()
}

#[tokio::test]
async fn a_share_ends_when_its_owner_loses_the_dashboard() {
    let world = World::start();
    let (ada, otto) = (world.person("ada"), format!("user:{}", world.id("users", "otto")));
    let dashboard = world.id("dashboards", "operations-now");
    let (reader, share) = world.reader("otto", "operations-now", json!({})).await;
    ends(&world, &reader, "owner_lost_access", async || {
        let group = format!(
            "/groups/{}/members/{}",
            world.id("groups", "operations"),
            world.id("users", "otto")
        );
        assert_eq!(world.call(&ada, Method::DELETE, &group, None).await.0, 204);
        let grant = format!("/dashboards/{dashboard}/grants/{otto}");
        assert_eq!(world.call(&ada, Method::DELETE, &grant, None).await.0, 204);
    })
    .await;
    let (_, share) = world.get(&ada, &format!("/shares/{share}")).await;
    assert_eq!(
        (&share["state"], &share["reason"]),
        (&json!("ended"), &json!("owner_lost_access"))
    );
}

#[tokio::test]
async fn a_user_who_loses_access_is_cut_and_one_who_keeps_it_stays() {
    let world = World::start();
    let ada = world.person("ada");
    let dashboard = world.id("dashboards", "operations-now");
    let mut vera = Stream::open(&world, &world.person("vera"), "operations-now", None).await;
    let mut own = Stream::open(&world, &ada, "operations-now", None).await;
    vera.settle().await;
    own.settle().await;
    let block = format!("/dashboards/{dashboard}/grants/user:{}", world.id("users", "vera"));
    assert_eq!(
        world
            .call(&ada, Method::PUT, &block, Some(&json!({ "level": "block" })))
            .await
            .0,
        200
    );
    assert_eq!(vera.until("ended").await["reason"], "access_lost");
    let push = format!("/datasets/{}/rows", world.id("datasets", "readings"));
    world
        .post(&ada, &push, reading("LGA", "2013-04-01T00:00:00Z", 55.5))
        .await;
    own.until("answer").await;
}

#[tokio::test]
async fn a_new_row_rule_reaches_open_pages() {
    let world = World::start();
    let ada = world.person("ada");
    let push = format!("/datasets/{}/rows", world.id("datasets", "readings"));
    world
        .post(&ada, &push, reading("LGA", "2013-04-01T00:00:00Z", 55.5))
        .await;
    let mut page = Stream::open(&world, &world.person("vera"), "operations-now", None).await;
    page.settle().await;
    let rule = json!({ "dataset": "readings", "applies_to": "workspace", "predicate": { "eq": ["station", "JFK"] } });
    let path = format!("/workspaces/{}/row-rules", world.id("workspaces", "port-authority"));
    assert_eq!(world.post(&ada, &path, rule).await.0, 201);
    assert_eq!(page.until("changed").await["what"], "rights");
    let widgets = page.settle().await;
    assert_eq!(widgets, 6);
}
