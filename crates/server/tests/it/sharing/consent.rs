//! Being shown as the sharer: nobody shares before they have said that they may be shown, by whatever route; taking it back ends what they
//! share before the answer.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::approvals::Board;
use crate::stream::Stream;
use crate::world::Who;

const CONSENT: &str = "/auth/me/sharing-consent";

/// Somebody new who may share the board, and has never been asked.
async fn newcomer(board: &Board) -> Who {
    let (ada, world) = (board.who("ada"), &board.world);
    let body = json!({ "name": "Nina New", "email": "nina.new@port-authority.example" });
    let nina = world.made(&ada, "/users", body).await["user"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let root = world.id("workspaces", "port-authority");
    let path = format!("/workspaces/{root}/permissions/user:{nina}");
    let may = json!({ "here": ["view", "app", "sharing_see", "sharing_create", "sharing_edit", "sharing_end"] });
    assert!(world.put(&ada, &path, may).await.0.is_success());
    let grant = board.path(&format!("/grants/user:{nina}"));
    assert!(
        world
            .put(&ada, &grant, json!({ "level": "share" }))
            .await
            .0
            .is_success()
    );
    let token = world.made(&ada, "/tokens", json!({ "name": "N", "user": nina })).await;
    Who::Bearer(token["token"].as_str().unwrap().to_owned())
}

fn link(title: &str) -> Json {
    json!({ "kind": "link", "title": title })
}

fn secret(made: &Json) -> String {
    made["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_first_share_needs_the_word_of_its_maker() {
    let board = Board::new().await;
    let (world, nina) = (&board.world, newcomer(&board).await);
    let (_, asked) = world.get(&nina, CONSENT).await;
    assert_eq!(
        (&asked["given_at"], &asked["name"], &asked["email"], &asked["shares"]),
        (
            &json!(null),
            &json!("Nina New"),
            &json!("nina.new@port-authority.example"),
            &json!(0)
        )
    );
    let (_, check) = world.post(&nina, &board.path("/shares/check"), link("x")).await;
    let obstacle = &check["obstacles"][0];
    assert_eq!(
        (&obstacle["code"], &obstacle["on"]["kind"], &obstacle["lift_by"]["kind"]),
        (&json!("consent_missing"), &json!("caller"), &json!("caller"))
    );
    let (status, told) = world.post(&nina, &board.path("/shares"), link("x")).await;
    assert_eq!(status, 409, "{told}");
    let (_, listed) = world.get(&nina, &board.path("/shares")).await;
    assert_eq!(listed["items"], json!([]), "declining shares nothing");
    // Who looks at a draft is shown to nobody.
    let (status, _) = world
        .post(&nina, &board.path("/shares/preview-session"), link("x"))
        .await;
    assert_eq!(status, 201);

    let told_before = board.audit("sharing_consent.give").await.len();
    let (status, given) = world.call(&nina, Method::PUT, CONSENT, None).await;
    assert_eq!(status, 200);
    assert!(given["given_at"].is_string());
    let (_, again) = world.call(&nina, Method::PUT, CONSENT, None).await;
    assert_eq!(again["given_at"], given["given_at"], "said once");
    let made = world.made(&nina, &board.path("/shares"), link("x")).await;
    world.open(&secret(&made), None).await.unwrap();
    assert_eq!(board.audit("sharing_consent.give").await.len(), told_before + 1);
}

#[tokio::test]
async fn taking_the_word_back_ends_what_is_shared_before_the_answer() {
    let board = Board::new().await;
    let (world, nina) = (&board.world, newcomer(&board).await);
    world.call(&nina, Method::PUT, CONSENT, None).await;
    let first = world.made(&nina, &board.path("/shares"), link("First")).await;
    let paused = world.made(&nina, &board.path("/shares"), link("Paused")).await;
    let path = format!("/shares/{}/pause", paused["share"]["id"].as_str().unwrap());
    assert!(world.call(&nina, Method::POST, &path, None).await.0.is_success());
    let others = world
        .made(&board.who("ada"), &board.path("/shares"), link("Ada's"))
        .await;
    let reader = world.open(&secret(&first), None).await.unwrap();
    let mut stream = Stream::open(world, &reader, "board", None).await;
    stream.settle().await;

    let (_, asked) = world.get(&nina, CONSENT).await;
    assert_eq!(asked["shares"], json!(2));
    let named: Vec<_> = asked["named"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert_eq!(named, [&json!("First"), &json!("Paused")]);

    let (status, told) = world.delete(&nina, CONSENT).await;
    assert_eq!(status, 409, "it is asked before: {told}");
    assert!(board.rows(&reader, "n").await.is_ok());
    let (status, _) = world.delete(&nina, &format!("{CONSENT}?end_shares=true")).await;
    assert_eq!(status, 204);

    assert_eq!(board.rows(&reader, "n").await.unwrap_err().0, 404);
    assert_eq!(stream.until("ended").await["reason"], json!("consent_withdrawn"));
    assert_eq!(
        world.open(&secret(&first), None).await.unwrap_err().0,
        StatusCode::NOT_FOUND
    );
    for share in [&first, &paused] {
        let (_, ended) = world
            .get(&nina, &format!("/shares/{}", share["share"]["id"].as_str().unwrap()))
            .await;
        assert_eq!(
            (&ended["state"], &ended["reason"]),
            (&json!("ended"), &json!("consent_withdrawn"))
        );
    }
    world
        .open(&secret(&others), None)
        .await
        .expect("other people's shares go on");
    // Nothing comes back with the word.
    world.call(&nina, Method::PUT, CONSENT, None).await;
    assert_eq!(
        world.open(&secret(&first), None).await.unwrap_err().0,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn nobody_gives_or_takes_the_word_of_somebody_else() {
    let board = Board::new().await;
    let world = &board.world;
    assert_eq!(world.get(&Who::Nobody, CONSENT).await.0, 401);
    let (reader, _) = world.reader("ada", "board", json!({})).await;
    for method in [Method::GET, Method::PUT, Method::DELETE] {
        let (status, _) = world.call(&reader, method, CONSENT, None).await;
        assert_eq!(status, 404, "the reader of a share has no word");
    }
    let narrow = json!({ "name": "narrow", "workspace": world.id("workspaces", "delta") });
    let narrow = world.made(&board.who("ada"), "/tokens", narrow).await["token"]
        .as_str()
        .unwrap()
        .to_owned();
    let narrow = Who::Bearer(narrow);
    assert_eq!(
        world
            .call(&narrow, Method::DELETE, &format!("{CONSENT}?end_shares=true"), None)
            .await
            .0,
        403
    );
    let reading = json!({ "name": "reads", "read_only": true });
    let reading = world.made(&board.who("ada"), "/tokens", reading).await["token"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        world.call(&Who::Bearer(reading), Method::PUT, CONSENT, None).await.0,
        403
    );
    let (_, asked) = world.get(&board.who("ada"), CONSENT).await;
    assert!(asked["given_at"].is_string());
}
