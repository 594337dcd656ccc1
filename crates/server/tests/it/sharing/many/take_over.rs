//! Shares that ended because their owner lost access: found, and taken over by who manages; and what lists tell of shares.

use serde_json::{Value as Json, json};

use crate::sharing::approvals::Board;
use crate::world::Who;

/// The board with a link that Uma made, who lost her level since.
struct Left {
    board: Board,
    ada: Who,
    uma: Who,
    share: String,
    secret: String,
}

impl Left {
    async fn new() -> Self {
        let board = Board::new().await;
        let (ada, uma) = (board.who("ada"), board.who("uma"));
        crate::callers::give_uma_a_place(&board.world).await;
        let grant = board.path(&format!("/grants/{}", board.world.user("uma")));
        let share = json!({ "level": "share" });
        assert!(board.world.put(&ada, &grant, share).await.0.is_success());
        let terms = json!({ "kind": "link", "title": "Left behind" });
        let made = board.world.made(&uma, &board.path("/shares"), terms).await;
        let text = |text: &Json| text.as_str().unwrap().to_owned();
        let secret = text(&made["link"]).rsplit('/').next().unwrap().to_owned();
        let share = text(&made["share"]["id"]);
        let opened = board.world.open(&secret, None).await;
        assert!(opened.is_ok(), "{:?}", opened.err());
        assert!(board.world.delete(&ada, &grant).await.0.is_success());
        Self {
            board,
            ada,
            uma,
            share,
            secret,
        }
    }

    async fn take(&self, who: &Who, revision: u32) -> (u16, Json) {
        let path = format!("/shares/{}/take-over", self.share);
        let (status, told) = self.board.world.post(who, &path, json!({ "revision": revision })).await;
        (status.as_u16(), told)
    }
}

#[tokio::test]
async fn a_share_without_an_owner_is_taken_over_and_opens_only_when_resumed() {
    let left = Left::new().await;
    let world = &left.board.world;
    let (_, list) = world.get(&left.ada, "/shares?unowned=true").await;
    let found = list["items"].as_array().unwrap();
    assert_eq!(found.len(), 1, "{list}");
    assert_eq!(
        (&found[0]["id"], &found[0]["reason"]),
        (&json!(left.share), &json!("owner_lost_access"))
    );
    assert!(
        found[0]["can"].as_array().unwrap().contains(&json!("take_over")),
        "{list}"
    );
    // Who lost it does not see it, who may only edit the dashboard does not manage.
    assert_eq!(left.take(&left.uma, 1).await.0, 404);
    let (status, told) = left.take(&left.board.who("otto"), 1).await;
    assert!(status == 403 || status == 404, "{told}");
    let (status, told) = left.take(&left.ada, 7).await;
    assert!(status == 412 || status == 404, "another revision than it shows: {told}");
    let (status, told) = left.take(&left.ada, 1).await;
    assert_eq!((status, &told["state"]), (200, &json!("paused")), "{told}");
    assert_eq!(told["owner"]["name"], "Ada Lindqvist");
    assert_eq!(told["waiting"], false, "what was looked at is approved");
    assert!(
        world.open(&left.secret, None).await.is_err(),
        "nothing revives by itself"
    );
    assert_eq!(left.take(&left.ada, 1).await.0, 403, "once");
    let path = format!("/shares/{}/resume", left.share);
    assert_eq!(world.post(&left.ada, &path, json!({})).await.0, 200);
    let reader = world.open(&left.secret, None).await.unwrap();
    assert!(left.board.rows(&reader, "n").await.is_ok());
    let (_, audit) = world.get(&left.ada, &format!("/audit?object={}", left.share)).await;
    let entry = audit["items"].as_array().unwrap().iter();
    let entry = entry
        .clone()
        .find(|entry| entry["action"] == "share.take_over")
        .unwrap();
    assert_eq!(entry["details"]["before"]["owner"], json!(world.id("users", "uma")));
    assert_eq!(entry["details"]["after"]["owner"], json!(world.id("users", "ada")));
    assert_eq!(
        (&entry["actor_name"], &entry["object_name"]),
        (&json!("Ada Lindqvist"), &json!("Left behind"))
    );
}

#[tokio::test]
async fn one_whose_time_is_up_too_and_one_that_was_ended_are_not_taken_over() {
    let left = Left::new().await;
    let world = &left.board.world;
    let made = world
        .made(
            &left.ada,
            &left.board.path("/shares"),
            json!({ "kind": "link", "title": "Ended" }),
        )
        .await;
    let id = made["share"]["id"].as_str().unwrap();
    assert!(world.delete(&left.ada, &format!("/shares/{id}")).await.0.is_success());
    let (status, told) = world
        .post(&left.ada, &format!("/shares/{id}/take-over"), json!({ "revision": 1 }))
        .await;
    assert_eq!(
        (status.as_u16(), &told["reason"]),
        (403, &json!("wrong_state")),
        "{told}"
    );
}

#[tokio::test]
async fn shares_are_found_by_owner_place_and_openness() {
    let left = Left::new().await;
    let world = &left.board.world;
    let locked = json!({ "kind": "link", "title": "Locked", "password": "a long enough one" });
    world.made(&left.ada, &left.board.path("/shares"), locked).await;
    let inside = json!({ "kind": "link", "title": "Inside", "networks": ["10.0.0.0/8"] });
    world.made(&left.ada, &left.board.path("/shares"), inside).await;
    let open = json!({ "kind": "link", "title": "Open" });
    world.made(&left.ada, &left.board.path("/shares"), open).await;
    let titles = async |query: String| {
        let (status, list) = world.get(&left.ada, &format!("/shares?q=&limit=500&{query}")).await;
        assert_eq!(status, 200, "{list}");
        let items = list["items"].as_array().unwrap().clone();
        items
            .iter()
            .filter(|item| item["dashboard_title"] == "Board")
            .map(|item| item["title"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        titles(format!("owner={}", world.id("users", "uma"))).await,
        ["Left behind"]
    );
    assert_eq!(titles("to_anyone=true&state=live".to_owned()).await, ["Open"]);
    let united = world.id("workspaces", "united");
    assert_eq!(titles(format!("workspace={united}")).await, [""; 0]);
    let root = world.id("workspaces", "port-authority");
    assert_eq!(
        titles(format!("workspace={root}&state=live")).await,
        ["Open", "Inside", "Locked"]
    );
    let now = "2099-01-01T00:00:00Z";
    assert_eq!(titles(format!("seen_since={now}")).await, [""; 0]);
    assert_eq!(
        titles(format!("seen_before={now}&state=live")).await,
        ["Open", "Inside", "Locked"],
        "what was never opened was not opened lately"
    );
}

#[tokio::test]
async fn a_dashboard_with_an_open_share_is_never_called_private() {
    let board = Board::new().await;
    let (world, ada) = (&board.world, board.who("ada"));
    let root = world.id("workspaces", "port-authority");
    let body = json!({ "title": "Mine alone", "document": { "version": 1, "widgets": [] } });
    let made = world.made(&ada, &format!("/workspaces/{root}/dashboards"), body).await;
    let path = format!("/dashboards/{}", made["id"].as_str().unwrap());
    assert_eq!((&made["private"], &made["outside"]), (&json!(true), &json!([])));
    let share = world
        .made(&ada, &format!("{path}/shares"), json!({ "kind": "link", "title": "L" }))
        .await;
    let (_, shown) = world.get(&ada, &path).await;
    assert_eq!(
        (&shown["private"], &shown["shared_outside"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(shown["outside"], json!([{ "kind": "link", "live": 1, "paused": 0 }]));
    let (_, tab) = world
        .get(&ada, &format!("/workspaces/{root}/dashboards?tab=private&limit=500"))
        .await;
    assert!(
        tab["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item["title"] != "Mine alone"),
        "{tab}"
    );
    let id = share["share"]["id"].as_str().unwrap();
    assert!(world.delete(&ada, &format!("/shares/{id}")).await.0.is_success());
    let (_, shown) = world.get(&ada, &path).await;
    assert_eq!((&shown["private"], &shown["outside"]), (&json!(true), &json!([])));
}
