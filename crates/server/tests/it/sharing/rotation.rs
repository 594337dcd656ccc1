//! A link for a wall: a rotation of dashboards, each decided on its own; the limits that a share says; the only time that it shows.

use reqwest::StatusCode;
use serde_json::{Value as Json, json};

use super::approvals::Board;
use crate::stream::Stream;
use crate::world::Who;

fn counting() -> Json {
    json!({ "version": 1, "widgets": [{ "id": "n", "kind": "stat", "refresh": "live", "place": { "x": 0, "y": 0, "w": 6, "h": 4 },
        "question": { "dataset": "flights", "select": [{ "count": "*" }] } }] })
}

fn secret(made: &Json) -> String {
    made["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

/// A board of Ada's with a share that turns to a second one; a third one takes no turns.
struct Wall {
    board: Board,
    second: String,
    third: String,
    share: String,
    reader: Who,
}

impl Wall {
    async fn new() -> Self {
        let mut board = Board::new().await;
        let ada = board.who("ada");
        let mut ids = Vec::new();
        for title in ["Second", "Third"] {
            let root = board.world.id("workspaces", "port-authority");
            let body = json!({ "title": title, "document": counting() });
            let made = board
                .world
                .made(&ada, &format!("/workspaces/{root}/dashboards"), body)
                .await;
            let id = made["id"].as_str().unwrap().to_owned();
            board.world.demo["dashboards"][title] = json!(id);
            ids.push(id);
        }
        let [second, third] = <[String; 2]>::try_from(ids).unwrap();
        let wanted = json!({ "kind": "link", "title": "Wall", "rotation": [{ "dashboard": second, "seconds": 20 }] });
        let (_, check) = board
            .world
            .post(&ada, &board.path("/shares/check"), wanted.clone())
            .await;
        assert_eq!(check["obstacles"], json!([]), "{check}");
        let made = board.world.made(&ada, &board.path("/shares"), wanted).await;
        let reader = board.world.open(&secret(&made), None).await.unwrap();
        Self {
            second,
            third,
            share: made["share"]["id"].as_str().unwrap().to_owned(),
            reader,
            board,
        }
    }

    /// The titles that take turns for the reader now.
    async fn turns(&self) -> Vec<String> {
        let (status, me) = self.board.world.get(&self.reader, "/auth/me").await;
        assert_eq!(status, 200, "{me}");
        let turns = me["caller"]["share"]["rotation"].as_array().unwrap().iter();
        turns.map(|turn| turn["title"].as_str().unwrap().to_owned()).collect()
    }

    async fn asks(&self, dashboard: &str) -> StatusCode {
        let path = format!("/dashboards/{dashboard}/data");
        self.board
            .world
            .post(&self.reader, &path, json!({ "widget": "n" }))
            .await
            .0
    }

    async fn change(&self, patch: Json) -> (StatusCode, Json) {
        let ada = self.board.who("ada");
        self.board
            .world
            .patch(&ada, &format!("/shares/{}", self.share), patch)
            .await
    }
}

#[tokio::test]
async fn a_reader_sees_the_rotation_and_nothing_beside_it() {
    let wall = Wall::new().await;
    assert_eq!(wall.turns().await, ["Board", "Second"]);
    assert_eq!(wall.asks(&wall.second).await, 200);
    let (status, found) = wall
        .board
        .world
        .get(&wall.reader, &format!("/dashboards/{}", wall.second))
        .await;
    assert_eq!((status.as_u16(), &found["title"]), (200, &json!("Second")));
    assert_eq!(wall.asks(&wall.third).await, 404);
    let (status, _) = wall
        .board
        .world
        .get(&wall.reader, &format!("/dashboards/{}", wall.third))
        .await;
    assert_eq!(status, 404);
    // It is shared outside now, for who sees shares.
    let ada = wall.board.who("ada");
    let (_, second) = wall
        .board
        .world
        .get(&ada, &format!("/dashboards/{}", wall.second))
        .await;
    assert_eq!(second["shared_outside"], json!(true));
    let (_, listed) = wall
        .board
        .world
        .get(&ada, &format!("/dashboards/{}/shares", wall.second))
        .await;
    assert_eq!(listed["items"][0]["id"], json!(wall.share));
}

#[tokio::test]
async fn one_that_is_taken_out_is_cut_while_the_others_go_on() {
    let wall = Wall::new().await;
    let mut own = Stream::open(&wall.board.world, &wall.reader, "board", None).await;
    own.until("hello").await;
    let mut page = Stream::open(&wall.board.world, &wall.reader, "Second", None).await;
    page.until("answer").await;
    let (status, told) = wall.change(json!({ "rotation": [] })).await;
    assert_eq!(status, 200, "{told}");
    page.until("ended").await;
    assert_eq!(wall.asks(&wall.second).await, 404);
    assert_eq!(wall.turns().await, [""; 0]);
    assert!(wall.board.rows(&wall.reader, "n").await.is_ok(), "its own goes on");
    own.until("answer").await;
}

#[tokio::test]
async fn one_that_is_restricted_is_taken_out_and_does_not_come_back_by_itself() {
    let wall = Wall::new().await;
    let ada = wall.board.who("ada");
    let mut page = Stream::open(&wall.board.world, &wall.reader, "Second", None).await;
    page.until("answer").await;
    let restrict = format!("/dashboards/{}/restricted", wall.second);
    let (status, told) = wall
        .board
        .world
        .put(&ada, &restrict, json!({ "restricted": true }))
        .await;
    assert_eq!(status, 200, "{told}");
    page.until("ended").await;
    assert_eq!(wall.asks(&wall.second).await, 404);
    assert!(wall.turns().await.is_empty(), "the own one alone takes no turns");
    let (_, share) = wall.board.world.get(&ada, &format!("/shares/{}", wall.share)).await;
    assert_eq!(share["state"], "live");
    assert_eq!(share["rotation"], json!([]));
    let told = wall.board.audit("share.turn_lost").await;
    assert_eq!(
        (&told[0]["details"]["dashboard"], &told[0]["details"]["why"]),
        (&json!(wall.second), &json!("restricted"))
    );
    let (status, _) = wall
        .board
        .world
        .put(&ada, &restrict, json!({ "restricted": false }))
        .await;
    assert_eq!(status, 200);
    assert!(wall.turns().await.is_empty(), "nothing comes back by itself");
    assert_eq!(wall.asks(&wall.second).await, 404);
    let again = json!({ "rotation": [{ "dashboard": wall.second, "seconds": 20 }] });
    assert_eq!(wall.change(again).await.0, 200);
    assert_eq!(wall.turns().await, ["Board", "Second"]);
    let (status, _) = wall
        .board
        .world
        .delete(&ada, &format!("/dashboards/{}", wall.second))
        .await;
    assert!(status.is_success());
    assert!(wall.turns().await.is_empty());
}

#[tokio::test]
async fn a_rule_on_what_nothing_reads_is_a_slip_and_a_revision_that_is_not_there_pins_nothing() {
    let wall = Wall::new().await;
    let (world, ada) = (&wall.board.world, wall.board.who("ada"));
    let rule = |dataset: &str| json!([{ "dataset": dataset, "predicate": { "eq": ["origin", "JFK"] } }]);
    for (terms, pointer) in [
        (json!({ "rows": rule("flight") }), "/rows/0/dataset"),
        (json!({ "pinned": 99_999 }), "/pinned"),
        (json!({ "description": "d".repeat(2_001) }), "/description"),
    ] {
        let mut body = json!({ "kind": "link", "title": "Slip" });
        body.as_object_mut().unwrap().extend(terms.as_object().unwrap().clone());
        let (status, told) = world.post(&ada, &wall.board.path("/shares"), body).await;
        assert_eq!(
            (status.as_u16(), &told["errors"][0]["pointer"]),
            (400, &json!(pointer)),
            "{told}"
        );
    }
    let (status, told) = wall.change(json!({ "rows": rule("flight") })).await;
    assert_eq!(
        (status.as_u16(), &told["errors"][0]["pointer"]),
        (400, &json!("/rows/0/dataset"))
    );
    assert_eq!(wall.change(json!({ "rows": rule("flights") })).await.0, 200);
}

#[tokio::test]
async fn data_taken_from_one_that_takes_turns_asks_and_stops_the_share() {
    let wall = Wall::new().await;
    let (world, ada) = (&wall.board.world, wall.board.who("ada"));
    let flights = world.id("datasets", "flights");
    let path = format!("/datasets/{flights}");
    let (status, asked) = world.patch(&ada, &path, json!({ "outside": "nobody" })).await;
    assert_eq!(
        (status.as_u16(), &asked["reason"]),
        (409, &json!("stops_shares")),
        "{asked}"
    );
    let (status, _) = world
        .patch(&ada, &path, json!({ "outside": "nobody", "end_shares": true }))
        .await;
    assert_eq!(status, 200);
    assert_eq!(wall.asks(&wall.second).await, 404);
    let (status, _) = world.patch(&ada, &path, json!({ "outside": "anyone" })).await;
    assert_eq!(status, 200);
    assert_eq!(wall.asks(&wall.second).await, 404, "it stays paused");
}

#[tokio::test]
async fn nobody_puts_a_dashboard_on_a_wall_that_is_not_theirs_to_share() {
    let wall = Wall::new().await;
    let (world, ada) = (&wall.board.world, wall.board.who("ada"));
    let otto = wall.board.who("otto");
    for unknown in [wall.third.as_str(), "dsh_00000000000000000000000000"] {
        let wanted = json!({ "kind": "link", "rotation": [{ "dashboard": unknown }] });
        let (status, check) = world
            .post(&otto, &wall.board.path("/shares/check"), wanted.clone())
            .await;
        if status == 200 {
            let codes: Vec<_> = check["obstacles"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| &one["code"])
                .collect();
            assert!(codes.contains(&&json!("unknown_dashboard")), "{check}");
        }
        assert!(
            world
                .post(&otto, &wall.board.path("/shares"), wanted)
                .await
                .0
                .is_client_error()
        );
    }
    let path = format!("/dashboards/{}/restricted", wall.third);
    assert_eq!(world.put(&ada, &path, json!({ "restricted": true })).await.0, 200);
    let (status, told) = wall.change(json!({ "rotation": [{ "dashboard": wall.third }] })).await;
    assert_eq!(status, 409, "{told}");
    assert!(told["detail"].as_str().unwrap().contains("Third"), "{told}");
    assert_eq!(wall.turns().await, ["Board", "Second"], "nothing changed");
    let twice = json!([{ "dashboard": wall.second }, { "dashboard": wall.second }]);
    let (status, told) = wall.change(json!({ "rotation": twice })).await;
    assert_eq!(
        (status.as_u16(), &told["errors"][0]["pointer"]),
        (400, &json!("/rotation/1")),
        "{told}"
    );
}

#[tokio::test]
async fn questions_that_nobody_approved_are_not_asked_in_turn() {
    let wall = Wall::new().await;
    let (world, ada, otto) = (&wall.board.world, wall.board.who("ada"), wall.board.who("otto"));
    let grant = format!("/dashboards/{}/grants/{}", wall.second, world.user("otto"));
    assert!(world.put(&ada, &grant, json!({ "level": "edit" })).await.0.is_success());
    let path = format!("/dashboards/{}", wall.second);
    let before = world.send(&otto, reqwest::Method::GET, &path, None).await;
    let tag = before.headers()["etag"].to_str().unwrap().to_owned();
    let Who::Bearer(token) = &otto else { panic!("a token") };
    let mut document = counting();
    document["widgets"][0]["question"] = json!({ "sql": "select origin, count(*) as n from flights group by origin" });
    let saved = reqwest::Client::new()
        .put(format!("{}/api/v1{path}", world.base))
        .bearer_auth(token)
        .header("if-match", tag)
        .json(&json!({ "title": "Second", "document": document }))
        .send()
        .await
        .unwrap();
    assert_eq!(saved.status(), 200);
    let (_, shown) = world.get(&wall.reader, &path).await;
    assert_eq!(shown["revision"], json!(1), "what Ada has seen");
}

#[tokio::test]
async fn a_share_is_asked_as_often_as_it_says() {
    let board = Board::new().await;
    let ada = board.who("ada");
    let wanted = json!({ "kind": "link", "requests_a_minute": 1 });
    let made = board.world.made(&ada, &board.path("/shares"), wanted).await;
    let mut refused = None;
    // Another minute may begin between two of them.
    for _ in 0..3 {
        let reader = board.world.open(&secret(&made), None).await.unwrap();
        let path = board.path("/data");
        let body = json!({ "widget": "n" });
        let answer = board
            .world
            .send(&reader, reqwest::Method::POST, &path, Some(&body))
            .await;
        if answer.status() == 429 {
            refused = Some(answer);
        }
    }
    let refused = refused.expect("one of three in two minutes at most");
    let wait: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait));
    let answer = board.rows(&ada, "n").await;
    assert!(answer.is_ok(), "others are not bounded by it");
}

#[tokio::test]
async fn the_only_time_of_a_share_is_what_its_page_opens_with() {
    let board = Board::new().await;
    let ada = board.who("ada");
    let time = json!({ "from_at_earliest": "2026-01-01T00:00:00Z", "until_at_latest": "2026-02-01T00:00:00Z" });
    let wanted = json!({ "kind": "link", "time": time, "time_zone": "America/New_York" });
    let made = board.world.made(&ada, &board.path("/shares"), wanted).await;
    let reader = board.world.open(&secret(&made), None).await.unwrap();
    let (_, found) = board.world.get(&reader, &board.path("")).await;
    assert_eq!(
        found["document"]["time"]["default"],
        json!({ "from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z" })
    );
    assert_eq!(found["fixed"]["time_until_at_latest"], "2026-02-01T00:00:00Z");
    assert_eq!(found["share"]["time_zone"], "America/New_York");
    let (status, told) = board
        .world
        .post(
            &ada,
            &board.path("/shares/check"),
            json!({ "kind": "link", "time_zone": "Mars/Olympus" }),
        )
        .await;
    assert!(status.is_client_error(), "{told}");
    let turned = json!({ "from_at_earliest": "2026-02-01T00:00:00Z", "until_at_latest": "2026-01-01T00:00:00Z" });
    let (status, told) = board
        .world
        .post(
            &ada,
            &board.path("/shares/check"),
            json!({ "kind": "link", "time": turned }),
        )
        .await;
    assert_eq!(
        (status.as_u16(), &told["errors"][0]["pointer"]),
        (400, &json!("/time/until_at_latest")),
        "{told}"
    );
}
