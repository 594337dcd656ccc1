//! Questions are approved by whoever's rows they show: nobody reads another's rows by changing what a dashboard asks.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::stream::Stream;
use crate::world::{Who, World};

fn counting(id: &str, sql: &str) -> Json {
    json!({ "id": id, "kind": "table", "title": id, "place": { "x": 0, "y": 0, "w": 6, "h": 4 },
        "refresh": "live", "question": { "sql": sql } })
}

fn document(widgets: &[Json]) -> Json {
    json!({ "version": 1, "widgets": widgets })
}

const ALL: &str = "select count(*) as n from flights";
const ORIGINS: &str = "select distinct origin from flights order by origin";

/// A dashboard that Ada made in the root workspace, which Otto may edit and Vera open. Otto sees flights from Newark alone.
pub(super) struct Board {
    pub(super) world: World,
    id: String,
}

impl Board {
    pub(super) async fn new() -> Self {
        let mut world = World::start();
        let ada = world.person("ada");
        let root = world.id("workspaces", "port-authority");
        let rule = json!({ "dataset": "flights", "applies_to": world.user("otto"), "below": true,
            "predicate": { "eq": ["origin", "EWR"] } });
        world.made(&ada, &format!("/workspaces/{root}/row-rules"), rule).await;
        let body = json!({ "title": "Board", "document": document(&[counting("n", ALL)]) });
        let made = world.made(&ada, &format!("/workspaces/{root}/dashboards"), body).await;
        let id = made["id"].as_str().unwrap().to_owned();
        for (who, level) in [("otto", "edit"), ("vera", "view")] {
            let path = format!("/dashboards/{id}/grants/{}", world.user(who));
            assert!(world.put(&ada, &path, json!({ "level": level })).await.0.is_success());
        }
        world.demo["dashboards"]["board"] = json!(id);
        Self { world, id }
    }

    pub(super) fn who(&self, key: &str) -> Who {
        self.world.person(key)
    }

    pub(super) fn path(&self, rest: &str) -> String {
        format!("/dashboards/{}{rest}", self.id)
    }

    /// Saves over what is there now; the answer of the save.
    pub(super) async fn save(&self, who: &str, document: Json) -> Json {
        let who = self.who(who);
        let before = self.world.send(&who, Method::GET, &self.path(""), None).await;
        let tag = before.headers()["etag"].to_str().unwrap().to_owned();
        let Who::Bearer(token) = &who else { panic!("a token") };
        let saved = reqwest::Client::new()
            .put(format!("{}/api/v1{}", self.world.base, self.path("")))
            .bearer_auth(token)
            .header("if-match", tag)
            .json(&json!({ "title": "Board", "document": document }))
            .send()
            .await
            .unwrap();
        let status = saved.status();
        let saved: Json = saved.json().await.unwrap();
        assert_eq!(status, 200, "{saved}");
        saved
    }

    /// What a widget answers: its rows, or the status and the reason.
    pub(super) async fn rows(&self, who: &Who, widget: &str) -> Result<Json, (u16, Json)> {
        let (status, answer) = self
            .world
            .post(who, &self.path("/data"), json!({ "widget": widget }))
            .await;
        if status == 200 {
            Ok(answer["rows"].clone())
        } else {
            Err((status.as_u16(), answer["reason"].clone()))
        }
    }

    async fn display(&self, who: &str, eyes: &str) {
        let (status, body) = self
            .world
            .put(&self.who(who), &self.path("/display"), json!({ "as": eyes }))
            .await;
        assert_eq!(status, 200, "{body}");
    }

    /// The widgets and the revision that somebody gets.
    pub(super) async fn seen(&self, who: &Who, query: &str) -> (Vec<String>, u64) {
        let (status, found) = self.world.get(who, &self.path(query)).await;
        assert_eq!(status, 200, "{found}");
        let widgets = found["document"]["widgets"].as_array().unwrap();
        let ids = widgets.iter().map(|widget| widget["id"].as_str().unwrap().to_owned());
        (ids.collect(), found["revision"].as_u64().unwrap())
    }

    pub(super) async fn audit(&self, action: &str) -> Vec<Json> {
        let root = self.world.id("workspaces", "port-authority");
        let (_, page) = self
            .world
            .get(&self.who("ada"), &format!("/audit?workspace={root}&limit=1000"))
            .await;
        let items = page["items"].as_array().unwrap().iter();
        items.filter(|entry| entry["action"] == action).cloned().collect()
    }
}

#[tokio::test]
async fn an_editor_reads_nobodys_rows_through_a_displayed_identity() {
    let board = Board::new().await;
    let (ada, otto, vera) = (board.who("ada"), board.who("otto"), board.who("vera"));
    board.display("ada", "me").await;
    let whole = board.rows(&ada, "n").await.unwrap();
    assert_eq!(
        board.rows(&otto, "n").await.unwrap(),
        whole,
        "Ada approved this question"
    );

    let more = document(&[counting("n", ALL), counting("origins", ORIGINS)]);
    let saved = board.save("otto", more.clone()).await;
    assert_eq!(
        (&saved["waiting"]["display"], &saved["waiting"]["shown_revision"]),
        (&json!(true), &json!(1))
    );
    assert_eq!(
        board.seen(&otto, "").await.0,
        ["n", "origins"],
        "who edits gets what was saved last"
    );
    for (who, query) in [(&vera, ""), (&otto, "?edition=shown"), (&ada, "?edition=shown")] {
        assert_eq!(board.seen(who, query).await, (vec!["n".to_owned()], 1));
    }
    assert_eq!(
        board.rows(&otto, "origins").await,
        Err((409, json!("waits_for_approval")))
    );
    assert_eq!(
        board.rows(&vera, "origins").await.unwrap_err().0,
        400,
        "there is no such widget"
    );
    for who in [&otto, &vera] {
        assert_eq!(board.rows(who, "n").await.unwrap(), whole);
    }

    // The same widget, asked otherwise: what was approved goes on being answered.
    board.save("otto", document(&[counting("n", ORIGINS)])).await;
    for who in [&otto, &vera, &ada] {
        assert_eq!(board.rows(who, "n").await.unwrap(), whole);
    }
    // Who edits does not approve, and neither does who looks.
    let revision = json!({ "revision": 3 });
    for (who, status) in [(&otto, 403), (&vera, 403)] {
        let answer = board
            .world
            .post(who, &board.path("/display/approve"), revision.clone())
            .await;
        assert_eq!(answer.0, status, "{}", answer.1);
    }
    let (status, waiting) = board.world.get(&ada, &board.path("/display/waiting")).await;
    assert_eq!(status, 200);
    assert_eq!(
        (&waiting["revision"], &waiting["shown_revision"]),
        (&json!(3), &json!(1))
    );
    assert_eq!(
        waiting["changes"],
        json!([{ "what": "widget", "id": "n", "title": "n", "change": "changed",
            "before": { "sql": "select count(*) as n from flights" },
            "after": { "sql": "select distinct origin from flights order by origin" } }])
    );
    assert_eq!(board.world.get(&vera, &board.path("/display/waiting")).await.0, 403);

    let approved = board.world.post(&ada, &board.path("/display/approve"), revision).await;
    assert_eq!(approved.0, 200, "{}", approved.1);
    assert!(approved.1.get("waiting").is_none());
    assert_eq!(
        board.rows(&vera, "n").await.unwrap(),
        json!([["EWR"], ["JFK"], ["LGA"]])
    );
    assert_eq!(board.world.get(&ada, &board.path("/display/waiting")).await.0, 204);
    assert_eq!(board.audit("dashboard.approve").await[0]["details"]["revision"], 3);
    let unknown = board
        .world
        .post(&ada, &board.path("/display/approve"), json!({ "revision": 99 }))
        .await;
    assert_eq!(
        (unknown.0, &unknown.1["errors"][0]["pointer"]),
        (StatusCode::BAD_REQUEST, &json!("/revision"))
    );
}

#[tokio::test]
async fn layout_texts_and_what_was_approved_before_flow_at_once() {
    let board = Board::new().await;
    let vera = board.who("vera");
    board.display("ada", "me").await;
    let mut moved = counting("n", ALL);
    moved["place"]["x"] = json!(6);
    moved["title"] = json!("All flights");
    let text = json!({ "id": "t", "kind": "text", "place": { "x": 0, "y": 0, "w": 6, "h": 1 }, "options": { "text": "Hello" } });
    let saved = board.save("otto", document(&[moved, text])).await;
    assert!(saved.get("waiting").is_none(), "{saved}");
    assert_eq!(board.seen(&vera, "").await, (vec!["n".to_owned(), "t".to_owned()], 2));
    // Other questions wait, and going back to those of before needs nobody.
    board.save("otto", document(&[counting("o", ORIGINS)])).await;
    assert_eq!(board.seen(&vera, "").await.1, 2);
    let restored = board
        .world
        .post(&board.who("otto"), &board.path("/revisions/1/restore"), json!({}))
        .await;
    assert_eq!(restored.0, 200, "{}", restored.1);
    assert_eq!(board.seen(&vera, "").await, (vec!["n".to_owned()], 4));
    // What who shows their rows saves themselves is approved.
    board.save("ada", document(&[counting("a", ORIGINS)])).await;
    assert_eq!(board.seen(&vera, "").await, (vec!["a".to_owned()], 5));
}

#[tokio::test]
async fn a_share_follows_only_what_its_owner_approved_through_all_doors() {
    let board = Board::new().await;
    let (ada, otto) = (board.who("ada"), board.who("otto"));
    let abilities = json!({ "abilities": ["interact", "export_data", "export_document"] });
    let (reader, share) = board.world.reader("ada", "board", abilities).await;
    let whole = board.rows(&reader, "n").await.unwrap();
    let mut stream = Stream::open(&board.world, &reader, "board", None).await;
    assert_eq!(stream.settle().await, 1);

    let more = document(&[counting("n", ORIGINS), counting("extra", ORIGINS)]);
    let saved = board.save("otto", more).await;
    let expected = json!({ "shares": [{ "id": share, "name": "For a test" }], "more_shares": false, "display": false, "shown_revision": null });
    assert_eq!(saved["waiting"], expected);
    assert_eq!(board.seen(&reader, "").await, (vec!["n".to_owned()], 1));
    assert_eq!(
        board.seen(&reader, "?edition=latest").await,
        (vec!["n".to_owned()], 1),
        "a reader chooses no edition"
    );
    assert_eq!(board.rows(&reader, "n").await.unwrap(), whole);
    assert_eq!(board.rows(&reader, "extra").await.unwrap_err().0, 400);
    let export = json!({ "format": "csv", "widget": "extra" });
    assert_eq!(board.world.post(&reader, &board.path("/exports"), export).await.0, 400);
    let csv = export_of(&board, &reader, "n").await;
    assert!(
        csv.starts_with("n\r\n") || csv.starts_with("n\n"),
        "the approved question: {csv}"
    );
    // Otto's own page shows what he saved, in his own rows.
    assert_eq!(board.rows(&otto, "extra").await.unwrap(), json!([["EWR"]]));

    let (_, listed) = board.world.get(&ada, "/shares?waiting=true").await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&listed["items"][0]["id"], &listed["items"][0]["waiting"]),
        (&json!(share), &json!(true))
    );
    let (status, waiting) = board.world.get(&ada, &format!("/shares/{share}/waiting")).await;
    assert_eq!(status, 200);
    assert_eq!(
        (&waiting["revision"], &waiting["widgets"]),
        (&json!(2), &json!(["n", "extra"]))
    );
    assert_eq!(waiting["saved_by"]["id"], board.world.id("users", "otto"));
    // Seeing the share is not enough.
    let approve = format!("/shares/{share}/approve");
    let refused = board.world.post(&otto, &approve, json!({ "revision": 2 })).await;
    assert_eq!(
        (refused.0, &refused.1["reason"]),
        (StatusCode::FORBIDDEN, &json!("not_their_rows"))
    );
    let (status, approved) = board.world.post(&ada, &approve, json!({ "revision": 2 })).await;
    assert_eq!((status, &approved["waiting"]), (StatusCode::OK, &json!(false)));
    // The open page had heard nothing of the save, and follows the approval.
    let (event, what) = stream.next().await.unwrap();
    assert_eq!((event.as_str(), &what["what"]), ("changed", &json!("document")));
    assert_eq!(stream.settle().await, 2);
    assert_eq!(
        board.rows(&reader, "extra").await.unwrap(),
        json!([["EWR"], ["JFK"], ["LGA"]])
    );
    assert_eq!(board.world.get(&ada, &format!("/shares/{share}/waiting")).await.0, 204);
    assert_eq!(board.audit("share.approve").await[0]["object"], json!(share));
}

#[tokio::test]
async fn choices_and_paper_follow_only_what_was_approved() {
    let board = Board::new().await;
    let picking = |column: &str, widgets: &[Json]| {
        let choices = json!({ "dataset": "flights", "value": column });
        json!({ "version": 1, "widgets": widgets,
            "variables": [{ "name": "pick", "type": "string", "domain": { "choices": choices } }] })
    };
    board.save("ada", picking("origin", &[counting("n", ALL)])).await;
    let abilities = json!({ "abilities": ["interact", "export_document"] });
    let (reader, share) = board.world.reader("ada", "board", abilities).await;
    let choices = async || {
        let (status, found) = board.world.get(&reader, &board.path("/variables/pick/choices")).await;
        assert_eq!(status, 200, "{found}");
        let items = found["items"].as_array().unwrap().iter();
        items
            .map(|item| item["value"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let paper = async || exported(&board, &reader, json!({ "format": "pdf" })).await.len();
    assert_eq!(choices().await, ["EWR", "JFK", "LGA"]);
    let before = paper().await;

    // So many tables that the paper is larger by far more than the time that it names.
    let tables: Vec<_> = (0..12)
        .map(|n| counting(&format!("t{n}"), &format!("select name, {n} as n from airlines")))
        .collect();
    board.save("otto", picking("carrier", &tables)).await;
    assert_eq!(choices().await, ["EWR", "JFK", "LGA"], "the variable that was approved");
    assert!(paper().await < before + 2_000, "the paper that was approved");
    let approve = format!("/shares/{share}/approve");
    assert_eq!(
        board
            .world
            .post(&board.who("ada"), &approve, json!({ "revision": 3 }))
            .await
            .0,
        200
    );
    assert!(choices().await.contains(&"UA".to_owned()));
    assert!(paper().await > before + 4_000);
}

/// The text of a CSV export of a widget.
async fn export_of(board: &Board, who: &Who, widget: &str) -> String {
    let csv = exported(board, who, json!({ "format": "csv", "widget": widget })).await;
    String::from_utf8(csv).unwrap()
}

/// What an export holds.
async fn exported(board: &Board, who: &Who, order: Json) -> Vec<u8> {
    let made = board.world.made(who, &board.path("/exports"), order).await;
    let path = format!("/exports/{}", made["id"].as_str().unwrap());
    loop {
        let response = board.world.send(who, Method::GET, &path, None).await;
        match response.status() {
            StatusCode::ACCEPTED => {}
            StatusCode::OK => return response.bytes().await.unwrap().to_vec(),
            other => panic!("{other}"),
        }
    }
}

/// Otto shows his own rows, saves a question for these, and takes his eyes away again: the link must not show Ada's rows for it.
#[tokio::test]
async fn taking_a_displayed_identity_away_launders_no_questions() {
    let board = Board::new().await;
    let (reader, _share) = board.world.reader("ada", "board", json!({})).await;
    let whole = board.rows(&reader, "n").await.unwrap();
    board.display("otto", "me").await;
    let newark = board.rows(&reader, "n").await.unwrap();
    assert_ne!(newark, whole, "Otto's rows, as he wants it");
    board
        .save("otto", document(&[counting("n", ALL), counting("origins", ORIGINS)]))
        .await;
    assert_eq!(
        board.rows(&reader, "origins").await.unwrap(),
        json!([["EWR"]]),
        "his question for his rows"
    );
    board.display("otto", "viewer").await;
    assert_eq!(
        board.rows(&reader, "origins").await.unwrap_err().0,
        400,
        "and not for hers"
    );
    assert_eq!(board.rows(&reader, "n").await.unwrap(), whole);
}

#[tokio::test]
async fn a_share_is_made_of_what_its_maker_has_seen() {
    let board = Board::new().await;
    let ada = board.who("ada");
    let body = |revision: Json| json!({ "kind": "link", "title": "L", "revision": revision });
    let (_, check) = board
        .world
        .post(&ada, &board.path("/shares/check"), body(Json::Null))
        .await;
    assert_eq!(check["revision"], 1);
    board.save("otto", document(&[counting("n", ORIGINS)])).await;
    let (status, answer) = board.world.post(&ada, &board.path("/shares"), body(json!(1))).await;
    assert_eq!(
        (status, &answer["code"]),
        (StatusCode::PRECONDITION_FAILED, &json!("conflict"))
    );
    let (status, _) = board.world.post(&ada, &board.path("/shares"), body(json!(2))).await;
    assert_eq!(status, 201);
}

/// Who chooses eyes shows what they looked at, and not what an editor saved a moment before; choosing the same eyes again shows nothing
/// new.
#[tokio::test]
async fn eyes_are_chosen_for_what_was_looked_at() {
    let board = Board::new().await;
    let (ada, vera) = (board.who("ada"), board.who("vera"));
    let choose = async |body: Json| board.world.put(&ada, &board.path("/display"), body).await;
    board.save("otto", document(&[counting("n", ORIGINS)])).await;
    let (status, answer) = choose(json!({ "as": "me", "revision": 1 })).await;
    assert_eq!((status, &answer["waiting"]["display"]), (StatusCode::OK, &json!(true)));
    let looked_at = board.rows(&vera, "n").await.unwrap();
    assert_eq!(
        looked_at.as_array().map(Vec::len),
        Some(1),
        "the count, not the list: {looked_at}"
    );
    for again in [json!({ "as": "me" }), json!({ "as": "me", "revision": 2 })] {
        assert_eq!(choose(again).await.0, 200);
        assert_eq!(board.rows(&vera, "n").await.unwrap(), looked_at);
    }
    for body in [
        json!({ "as": "me", "revision": 99 }),
        json!({ "as": "viewer", "revision": 99 }),
    ] {
        let (status, answer) = choose(body).await;
        assert_eq!(
            (status, &answer["errors"][0]["pointer"]),
            (StatusCode::BAD_REQUEST, &json!("/revision"))
        );
    }
    let approved = json!({ "revision": 2 });
    assert_eq!(
        board
            .world
            .post(&ada, &board.path("/display/approve"), approved)
            .await
            .0,
        200
    );
    assert_eq!(board.rows(&vera, "n").await.unwrap().as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn whoever_may_not_see_a_share_learns_only_that_some_wait() {
    let board = Board::new().await;
    let ada = board.who("ada");
    let root = board.world.id("workspaces", "port-authority");
    let (_reader, _share) = board.world.reader("ada", "board", json!({})).await;
    let path = format!("/workspaces/{root}/permissions/{}", board.world.user("otto"));
    let body = json!({ "here": ["view", "app", "analyze"], "below": [] });
    assert!(board.world.put(&ada, &path, body).await.0.is_success());
    let saved = board.save("otto", document(&[counting("n", ORIGINS)])).await;
    assert_eq!(
        (&saved["waiting"]["shares"], &saved["waiting"]["more_shares"]),
        (&json!([]), &json!(true))
    );
}
