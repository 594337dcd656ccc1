//! Data that is taken away from live shares: who takes it is asked first, and readers see an end instead of broken widgets.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::approvals::Board;
use crate::stream::Stream;
use crate::world::Who;

struct Blocked {
    board: Board,
    ada: Who,
    root: String,
    flights: String,
    made: Json,
}

impl Blocked {
    async fn new() -> Self {
        let board = Board::new().await;
        let (ada, root) = (board.who("ada"), board.world.id("workspaces", "port-authority"));
        let (_, page) = board.world.get(&ada, &format!("/workspaces/{root}/datasets")).await;
        let mut all = page["items"].as_array().unwrap().iter();
        let flights = all.find(|dataset| dataset["name"] == "flights").unwrap()["id"].clone();
        let link = json!({ "kind": "link", "title": "Blocked" });
        let made = board.world.made(&ada, &board.path("/shares"), link).await;
        Self {
            ada,
            root,
            flights: format!("/datasets/{}", flights.as_str().unwrap()),
            made,
            board,
        }
    }

    fn path(&self) -> String {
        format!("/shares/{}", self.made["share"]["id"].as_str().unwrap())
    }

    fn secret(&self) -> String {
        self.made["link"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned()
    }

    async fn share(&self) -> Json {
        self.board.world.get(&self.ada, &self.path()).await.1
    }

    async fn resume(&self) -> (StatusCode, Json) {
        let path = format!("{}/resume", self.path());
        self.board.world.post(&self.ada, &path, json!({})).await
    }

    async fn data(&self, body: Json) -> (StatusCode, Json) {
        self.board.world.patch(&self.ada, &self.flights, body).await
    }
}

/// It was asked for, names the share, and changed nothing.
fn asks(answer: (StatusCode, Json)) {
    let (status, told) = answer;
    assert_eq!(
        (status, &told["reason"]),
        (StatusCode::CONFLICT, &json!("stops_shares")),
        "{told}"
    );
    let named = told["shares"].as_array().unwrap();
    assert!(named.iter().any(|share| share["name"] == "Blocked"), "{told}");
    assert!(told["count"].as_u64().unwrap() >= 1);
}

#[tokio::test]
async fn data_that_may_not_leave_any_more_stops_shares_and_gives_nothing_back_by_itself() {
    let it = Blocked::new().await;
    let world = &it.board.world;
    let reader = world.open(&it.secret(), None).await.unwrap();
    let mut page = Stream::open(world, &reader, "board", None).await;
    page.until("hello").await;
    asks(it.data(json!({ "outside": "nobody" })).await);
    assert_eq!(it.share().await["state"], "live");
    assert!(it.board.rows(&reader, "n").await.is_ok(), "nothing has changed");

    let (status, told) = it.data(json!({ "outside": "nobody", "end_shares": true })).await;
    assert_eq!(status, 200, "{told}");
    // Cut before the answer: its reader is told of an end and is shown no broken widget.
    page.until("ended").await;
    assert_eq!(it.board.rows(&reader, "n").await.unwrap_err().0, 404);
    let (status, mut refused) = world.open(&it.secret(), None).await.unwrap_err();
    let (_, mut unknown) = world.open("no-such-secret", None).await.unwrap_err();
    for answer in [&mut refused, &mut unknown] {
        answer.as_object_mut().unwrap().remove("request_id");
    }
    assert_eq!(
        (status, refused),
        (StatusCode::NOT_FOUND, unknown),
        "strangers get one answer"
    );
    let share = it.share().await;
    assert_eq!(
        (&share["state"], &share["blocked_by"]["name"]),
        (&json!("paused"), &json!("Flights"))
    );
    let (status, told) = it.resume().await;
    assert_eq!(status, 409, "{told}");

    let (status, _) = it.data(json!({ "outside": "anyone" })).await;
    assert_eq!(status, 200, "giving asks nothing");
    let share = it.share().await;
    assert_eq!((&share["state"], &share["blocked_by"]), (&json!("paused"), &Json::Null));
    assert_eq!(it.board.rows(&reader, "n").await.unwrap_err().0, 404);
    assert_eq!(it.resume().await.0, 200);
    assert!(it.board.rows(&reader, "n").await.is_ok());
}

#[tokio::test]
async fn a_hidden_column_stops_those_that_show_it_alone() {
    let it = Blocked::new().await;
    let hide = |name: &str, end: bool| json!({ "columns": [{ "name": name, "hidden": true }], "end_shares": end });
    // No widget of the board reads it; other links of the demo may.
    let (_, told) = it.data(hide("air_time", false)).await;
    let named = told["shares"].as_array().cloned().unwrap_or_default();
    assert!(named.iter().all(|share| share["name"] != "Blocked"), "{told}");
    let by_carrier = json!({ "version": 1, "widgets": [{ "id": "n", "kind": "bar", "title": "n",
        "place": { "x": 0, "y": 0, "w": 6, "h": 4 },
        "question": { "dataset": "flights", "select": [{ "column": "carrier" }, { "count": "*", "as": "n" }] } }] });
    it.board.save("ada", by_carrier).await;
    asks(it.data(hide("carrier", false)).await);
    assert_eq!(it.data(hide("carrier", true)).await.0, 200);
    assert_eq!(it.share().await["blocked_by"]["name"], "Flights");
    let show = json!({ "columns": [{ "name": "carrier", "hidden": false }] });
    assert_eq!(it.data(show).await.0, 200);
    assert_eq!(it.share().await["blocked_by"], Json::Null);
}

#[tokio::test]
async fn a_rule_that_leaves_no_row_asks_and_one_that_narrows_does_not() {
    let it = Blocked::new().await;
    let world = &it.board.world;
    let rules = format!("/workspaces/{}/row-rules", it.root);
    let rule = |predicate: Json, end: bool| json!({ "dataset": "flights", "applies_to": "workspace", "below": true, "predicate": predicate, "end_shares": end });
    let narrows = json!({ "eq": ["origin", "JFK"] });
    assert_eq!(world.post(&it.ada, &rules, rule(narrows, false)).await.0, 201);
    // Nobody has this attribute: it resolves for nobody.
    let nothing = json!({ "in": ["carrier", { "viewer": "nobody_has_this" }] });
    asks(world.post(&it.ada, &rules, rule(nothing.clone(), false)).await);
    let (status, made) = world.post(&it.ada, &rules, rule(nothing, true)).await;
    assert_eq!(status, 201, "{made}");
    assert_eq!(it.share().await["blocked_by"]["name"], "Flights");
    let path = format!("/row-rules/{}", made["id"].as_str().unwrap());
    assert_eq!(world.delete(&it.ada, &path).await.0, 204);
    let share = it.share().await;
    assert_eq!((&share["state"], &share["blocked_by"]), (&json!("paused"), &Json::Null));
}

#[tokio::test]
async fn deleting_a_dataset_asks_and_its_shares_stay_blocked() {
    let it = Blocked::new().await;
    let world = &it.board.world;
    asks(world.delete(&it.ada, &it.flights).await);
    let answer = world
        .send(
            &it.ada,
            Method::DELETE,
            &format!("{}?end_shares=true", it.flights),
            None,
        )
        .await;
    assert_eq!(answer.status(), 204);
    let share = it.share().await;
    assert_eq!(
        (&share["state"], &share["blocked_by"]["name"]),
        (&json!("paused"), &json!("Flights"))
    );
    assert_eq!(it.resume().await.0, 409);
}

#[tokio::test]
async fn what_the_caller_can_lift_themselves_is_said_with_the_obstacle() {
    let it = Blocked::new().await;
    let world = &it.board.world;
    let inside = json!({ "outside": "nobody", "end_shares": true });
    assert_eq!(it.data(inside).await.0, 200);
    let body = json!({ "kind": "link", "title": "T" });
    let (_, told) = world.post(&it.ada, &it.board.path("/shares/check"), body).await;
    let obstacle = &told["obstacles"][0];
    assert_eq!(obstacle["code"], "dataset_stays_inside", "{obstacle}");
    assert_eq!(
        (&obstacle["remedy"]["act"], &obstacle["remedy"]["outside"]),
        (&json!("outside"), &json!("anyone")),
        "{obstacle}"
    );
}
