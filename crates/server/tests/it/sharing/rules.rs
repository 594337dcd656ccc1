//! What an organisation says of shares: obstacles with their place, what becomes of shares when it is tightened, switches that cut.

use reqwest::StatusCode;
use serde_json::{Value as Json, json};

use super::approvals::Board;
use crate::stream::Stream;
use crate::world::Who;

struct Rules {
    board: Board,
    ada: Who,
    root: String,
}

impl Rules {
    async fn new() -> Self {
        let board = Board::new().await;
        let (ada, root) = (board.who("ada"), board.world.id("workspaces", "port-authority"));
        Self { board, ada, root }
    }

    fn path(&self, what: &str) -> String {
        format!("/workspaces/{}/{what}", self.root)
    }

    async fn put(&self, what: &str, body: Json) -> (StatusCode, Json) {
        self.board.world.put(&self.ada, &self.path(what), body).await
    }

    async fn link(&self, mut terms: Json) -> Json {
        terms["kind"] = json!("link");
        terms["title"] = json!("Rules");
        self.board
            .world
            .made(&self.ada, &self.board.path("/shares"), terms)
            .await
    }

    async fn share(&self, made: &Json) -> Json {
        let path = format!("/shares/{}", made["share"]["id"].as_str().unwrap());
        self.board.world.get(&self.ada, &path).await.1
    }
}

fn secret(made: &Json) -> String {
    made["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_a_policy_forbids_is_an_obstacle_with_its_place() {
    let rules = Rules::new().await;
    let world = &rules.board.world;
    let before = rules.link(json!({})).await;
    let policy = json!({ "longest_days": 7, "password_required": true, "networks": ["127.0.0.0/8"],
        "end_shares": true });
    let (status, told) = rules.put("share-policy", policy).await;
    assert_eq!(status, 200, "{told}");
    let body = json!({ "kind": "link", "title": "T" });
    let (_, check) = world
        .post(&rules.ada, &rules.board.path("/shares/check"), body.clone())
        .await;
    let found = check["obstacles"].as_array().unwrap();
    let codes: Vec<_> = found
        .iter()
        .map(|obstacle| obstacle["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["policy_password", "policy_life", "policy_networks"], "{check}");
    assert!(
        found.iter().all(|obstacle| obstacle["on"]["name"] == "Port Authority"),
        "{check}"
    );
    assert!(
        found
            .iter()
            .all(|obstacle| obstacle["lift_by"]["permission"] == "manage"),
        "{check}"
    );
    let (status, _) = world.post(&rules.ada, &rules.board.path("/shares"), body).await;
    assert_eq!(status, 409);
    let made: model::Instant = before["share"]["created_at"].as_str().unwrap().parse().unwrap();
    let soon = (made + chrono::TimeDelta::days(3)).to_rfc3339();
    let fine = json!({ "password": "a long enough one", "expires_at": soon, "networks": ["127.0.0.1/32"] });
    let made = rules.link(fine).await;
    // Nor can a share be changed so that it breaks it.
    let path = format!("/shares/{}", made["share"]["id"].as_str().unwrap());
    for change in [
        json!({ "expires_at": null }),
        json!({ "password": null }),
        json!({ "networks": [] }),
    ] {
        let (status, told) = world.patch(&rules.ada, &path, change.clone()).await;
        assert_eq!(status, 409, "{change}: {told}");
    }
    let (status, _) = world.patch(&rules.ada, &path, json!({ "title": "Another" })).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn tightening_asks_first_and_then_ends_or_shortens() {
    let rules = Rules::new().await;
    let (endless, locked) = (
        rules.link(json!({})).await,
        rules.link(json!({ "password": "a long enough one" })).await,
    );
    let reader = rules.board.world.open(&secret(&endless), None).await.unwrap();
    let (status, told) = rules.put("share-policy", json!({ "longest_days": 30 })).await;
    assert_eq!(status, 409, "{told}");
    let named = told["shares"].as_array().unwrap().iter();
    let shortened = named.filter(|share| share["name"] == "Rules" && share["becomes"] == "ends_earlier");
    assert_eq!(
        shortened.filter(|share| share["ends_at"].is_string()).count(),
        2,
        "{told}"
    );
    assert_eq!(
        rules.share(&endless).await["expires_at"],
        Json::Null,
        "nothing has changed"
    );
    let (status, told) = rules
        .put("share-policy", json!({ "longest_days": 30, "end_shares": true }))
        .await;
    assert_eq!(status, 200, "{told}");
    assert_eq!(told["in_force"]["longest_days"], 30);
    for made in [&endless, &locked] {
        let share = rules.share(made).await;
        let moment = |text: &Json| text.as_str().unwrap().parse::<model::Instant>().unwrap();
        let life = moment(&share["expires_at"]) - moment(&share["created_at"]);
        assert_eq!((life.num_days(), &share["state"]), (30, &json!("live")));
    }
    assert!(rules.board.rows(&reader, "n").await.is_ok());
    let mut page = Stream::open(&rules.board.world, &reader, "board", None).await;
    page.until("hello").await;
    let stricter = json!({ "longest_days": 30, "password_required": true, "end_shares": true });
    assert_eq!(rules.put("share-policy", stricter).await.0, 200);
    assert_eq!(page.until("ended").await["reason"], "policy");
    let share = rules.share(&endless).await;
    assert_eq!((&share["state"], &share["reason"]), (&json!("ended"), &json!("policy")));
    assert_eq!(rules.share(&locked).await["state"], "live");
}

#[tokio::test]
async fn a_switch_cuts_everything_and_gives_nothing_back_by_itself() {
    let rules = Rules::new().await;
    let world = &rules.board.world;
    let made = rules.link(json!({})).await;
    let reader = world.open(&secret(&made), None).await.unwrap();
    let mut page = Stream::open(world, &reader, "board", None).await;
    page.until("hello").await;
    let (_, before) = world.get(&rules.ada, &rules.path("share-switches")).await;
    assert_eq!(
        (&before["in_force"]["link"], before["live"]["link"].as_u64() >= Some(1)),
        (&json!(true), true)
    );
    let (status, told) = rules.put("share-switches", json!({ "link": false })).await;
    assert_eq!(status, 200, "{told}");
    assert_eq!(told["off_at"][0]["workspace"]["name"], "Port Authority");
    page.until("ended").await;
    assert_eq!(rules.board.rows(&reader, "n").await.unwrap_err().0, 404);
    let (status, mut refused) = world.open(&secret(&made), None).await.unwrap_err();
    let (_, mut unknown) = world.open("no-such-secret", None).await.unwrap_err();
    for answer in [&mut refused, &mut unknown] {
        answer.as_object_mut().unwrap().remove("request_id");
    }
    assert_eq!((status, refused), (StatusCode::NOT_FOUND, unknown));
    assert_eq!(rules.share(&made).await["state"], "paused");
    // While it is off nothing is made or resumed.
    let path = format!("/shares/{}", made["share"]["id"].as_str().unwrap());
    assert_eq!(
        world.post(&rules.ada, &format!("{path}/resume"), json!({})).await.0,
        409
    );
    let body = json!({ "kind": "link", "title": "T" });
    assert_eq!(world.post(&rules.ada, &rules.board.path("/shares"), body).await.0, 409);
    assert_eq!(rules.put("share-switches", json!({ "link": true })).await.0, 200);
    assert_eq!(rules.share(&made).await["state"], "paused", "each is resumed by itself");
    assert_eq!(rules.board.rows(&reader, "n").await.unwrap_err().0, 404);
    assert_eq!(
        world.post(&rules.ada, &format!("{path}/resume"), json!({})).await.0,
        200
    );
    assert!(rules.board.rows(&reader, "n").await.is_ok());
}

#[tokio::test]
async fn rules_are_seen_by_who_sees_shares_and_changed_by_managers() {
    let rules = Rules::new().await;
    let world = &rules.board.world;
    let (otto, vera) = (rules.board.who("otto"), rules.board.who("vera"));
    for what in ["share-policy", "share-switches"] {
        let (status, seen) = world.get(&otto, &rules.path(what)).await;
        assert_eq!((status, &seen["can"]), (StatusCode::OK, &json!([])), "{seen}");
        assert_eq!(world.put(&otto, &rules.path(what), json!({})).await.0, 403);
        let (status, _) = world.get(&vera, &rules.path(what)).await;
        assert!(status.is_client_error(), "without sharing_see nothing of it shows");
        assert_eq!(world.get(&Who::Nobody, &rules.path(what)).await.0, 401);
    }
    for (what, wrong, pointer) in [
        ("share-policy", json!({ "longest_days": 0 }), "/longest_days"),
        ("share-policy", json!({ "networks": ["0.0.0.0/0"] }), "/networks/0"),
        (
            "share-policy",
            json!({ "longest_days": 7, "default_days": 30 }),
            "/default_days",
        ),
    ] {
        let (status, told) = rules.put(what, wrong).await;
        assert_eq!(
            (status.as_u16(), &told["errors"][0]["pointer"]),
            (400, &json!(pointer)),
            "{told}"
        );
    }
    assert_eq!(rules.put("share-switches", json!({ "pigeon": false })).await.0, 400);
}

#[tokio::test]
async fn who_may_not_switch_counts_the_shares_that_they_see() {
    let rules = Rules::new().await;
    let (world, vera) = (&rules.board.world, rules.board.who("vera"));
    let permissions = rules.path(&format!("permissions/{}", world.user("vera")));
    let may = json!({ "here": ["sharing_see"], "below": [] });
    let (status, told) = world.put(&rules.ada, &permissions, may).await;
    assert!(status.is_success(), "{told}");
    let live = async |who: &Who| {
        let (_, seen) = world.get(who, &rules.path("share-switches")).await;
        seen["live"]["link"].as_u64().unwrap()
    };
    let before = (live(&rules.ada).await, live(&vera).await);
    rules.link(json!({})).await;
    assert_eq!((live(&rules.ada).await, live(&vera).await), (before.0 + 1, before.1));
}
