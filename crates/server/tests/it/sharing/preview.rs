//! Looking at a share as its readers will: the reader's own page, for who may make or change it, for as long as they may.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::approvals::Board;
use crate::stream::Stream;
use crate::world::{Who, World};

const DRAFT: &str = "/shares/preview-session";

fn link() -> Json {
    json!({ "kind": "link", "title": "For Newark", "abilities": ["interact"],
        "rows": [{ "dataset": "flights", "predicate": { "eq": ["origin", "EWR"] } }] })
}

async fn look(world: &World, who: &Who, path: &str, body: Json) -> Who {
    let made = world.made(who, path, body).await;
    let session = made["session"].as_str().unwrap();
    assert_eq!(made["path"], json!(format!("/preview#{session}")));
    Who::Bearer(session.to_owned())
}

async fn share(board: &Board, who: &str, body: Json) -> (String, String) {
    let made = board.world.made(&board.who(who), &board.path("/shares"), body).await;
    let secret = made["link"].as_str().unwrap().rsplit('/').next().unwrap();
    (made["share"]["id"].as_str().unwrap().to_owned(), secret.to_owned())
}

async fn is_over(board: &Board, session: &Who) {
    let (status, _) = board.world.get(session, &board.path("")).await;
    assert!([401, 404].contains(&status.as_u16()), "{status}");
    let refused = board.rows(session, "n").await.unwrap_err();
    assert!([401, 404].contains(&refused.0), "{refused:?}");
}

#[tokio::test]
async fn a_draft_is_seen_as_its_readers_will_and_is_kept_nowhere() {
    let board = Board::new().await;
    let ada = board.who("ada");
    let draft = look(&board.world, &ada, &board.path(DRAFT), link()).await;
    let (_, listed) = board.world.get(&ada, &board.path("/shares")).await;
    assert_eq!(listed["items"], json!([]), "nothing was made");

    let (_, secret) = share(&board, "ada", link()).await;
    let reader = board.world.open(&secret, None).await.unwrap();
    assert_eq!(
        board.rows(&draft, "n").await.unwrap(),
        board.rows(&reader, "n").await.unwrap()
    );
    assert_ne!(
        board.rows(&draft, "n").await.unwrap(),
        board.rows(&ada, "n").await.unwrap()
    );
    let page = async |who: &Who| {
        let (status, mut page) = board.world.get(who, &board.path("")).await;
        assert_eq!(status, 200, "{page}");
        page["share"]["expires_at"].take();
        page
    };
    assert_eq!(
        page(&draft).await,
        page(&reader).await,
        "word for word what a reader gets"
    );

    let (_, me) = board.world.get(&draft, "/auth/me").await;
    assert_eq!(
        (&me["caller"]["kind"], &me["caller"]["share"]["title"]),
        (&json!("share"), &json!("For Newark"))
    );
    assert!(me["caller"]["share"]["preview_until"].is_string());
    let (_, me) = board.world.get(&reader, "/auth/me").await;
    assert_eq!(me["caller"]["share"]["preview_until"], json!(null));
}

#[tokio::test]
async fn a_look_counts_no_view_and_uses_none_up() {
    let board = Board::new().await;
    let ada = board.who("ada");
    let (id, secret) = share(
        &board,
        "ada",
        json!({ "kind": "link", "title": "Once", "max_views": 1 }),
    )
    .await;
    let of_share = format!("/shares/{id}/preview-session");
    let first = look(&board.world, &ada, &of_share, json!({})).await;
    let mut stream = Stream::open(&board.world, &first, "board", None).await;
    stream.settle().await;
    for _ in 0..3 {
        look(&board.world, &ada, &of_share, json!({})).await;
    }
    let (_, statistics) = board.world.get(&ada, &format!("/shares/{id}/statistics")).await;
    assert_eq!(
        (
            &statistics["views"],
            &statistics["watching"],
            &statistics["days"],
            &statistics["last_seen_at"]
        ),
        (&json!(0), &json!(0), &json!([]), &json!(null))
    );
    board
        .world
        .open(&secret, None)
        .await
        .expect("its one view is still there");
}

#[tokio::test]
async fn a_look_ends_at_once_with_the_right_that_it_took() {
    let board = Board::new().await;
    let (ada, world) = (board.who("ada"), &board.world);
    // Somebody who may share it, and loses that.
    let root = world.id("workspaces", "port-authority");
    let uma = format!("/workspaces/{root}/permissions/{}", world.user("uma"));
    let may = json!({ "here": ["view", "app", "sharing_see", "sharing_create", "sharing_edit"] });
    assert!(world.put(&ada, &uma, may.clone()).await.0.is_success());
    let grant = board.path(&format!("/grants/{}", world.user("uma")));
    assert!(
        world
            .put(&ada, &grant, json!({ "level": "share" }))
            .await
            .0
            .is_success()
    );
    let (id, _) = share(&board, "uma", link()).await;
    let of_share = format!("/shares/{id}/preview-session");

    for take in ["permission", "grant"] {
        let draft = look(world, &board.who("uma"), &board.path(DRAFT), link()).await;
        let kept = look(world, &board.who("uma"), &of_share, json!({})).await;
        let mut streams = Vec::new();
        for session in [&draft, &kept] {
            let mut stream = Stream::open(world, session, "board", None).await;
            stream.settle().await;
            streams.push(stream);
        }
        if take == "permission" {
            let less = json!({ "here": ["view", "app", "sharing_see"] });
            assert!(world.put(&ada, &uma, less).await.0.is_success());
        } else {
            assert!(world.put(&ada, &grant, json!({ "level": "view" })).await.0.is_success());
        }
        for session in [&draft, &kept] {
            is_over(&board, session).await;
        }
        for stream in &mut streams {
            assert_eq!(stream.until("ended").await["reason"], json!("preview_over"));
        }
        assert!(world.put(&ada, &uma, may.clone()).await.0.is_success());
    }
}

#[tokio::test]
async fn a_look_ends_with_what_its_maker_is_signed_in_with() {
    let board = Board::new().await;
    let (ada, world) = (board.who("ada"), &board.world);
    let made = world.made(&ada, "/tokens", json!({ "name": "For a while" })).await;
    let token = Who::Bearer(made["token"].as_str().unwrap().to_owned());
    let draft = look(world, &token, &board.path(DRAFT), link()).await;
    let mut stream = Stream::open(world, &draft, "board", None).await;
    stream.settle().await;
    let path = format!("/tokens/{}", made["id"].as_str().unwrap());
    assert!(world.delete(&ada, &path).await.0.is_success());
    is_over(&board, &draft).await;
    stream.until("ended").await;
}

#[tokio::test]
async fn a_look_opens_no_other_dashboard_and_does_nothing_else() {
    let board = Board::new().await;
    let (ada, world) = (board.who("ada"), &board.world);
    let (id, _) = share(&board, "ada", link()).await;
    let draft = look(world, &ada, &board.path(DRAFT), link()).await;
    let kept = look(world, &ada, &format!("/shares/{id}/preview-session"), json!({})).await;
    let other = world.id("dashboards", "delays");
    for session in [&draft, &kept] {
        for path in [
            format!("/dashboards/{other}"),
            format!("/shares/{id}"),
            board.path("/grants"),
        ] {
            assert_eq!(world.get(session, &path).await.0, 404, "{path}");
        }
        let (status, _) = world.post(session, &board.path(DRAFT), link()).await;
        assert_eq!(status, 404, "a look makes no further one");
        let (status, _) = world
            .post(
                session,
                &board.path("/exports"),
                json!({ "format": "csv", "widget": "n" }),
            )
            .await;
        assert_eq!(status, 403, "what readers may not, it may not");
    }
    // What bears a look is no link: it opens nothing that a link opens.
    let Who::Bearer(secret) = &draft else { unreachable!() };
    assert_eq!(world.open(secret, None).await.unwrap_err().0, 404);
}

#[tokio::test]
async fn who_may_not_make_or_change_a_share_looks_at_none() {
    let board = Board::new().await;
    let world = &board.world;
    let (id, _) = share(&board, "ada", link()).await;
    let of_share = format!("/shares/{id}/preview-session");
    for (who, status) in [(Who::Nobody, 401), (board.who("gus"), 404), (board.who("vera"), 403)] {
        assert_eq!(world.post(&who, &board.path(DRAFT), link()).await.0, status);
    }
    for (who, status) in [(Who::Nobody, 401), (board.who("gus"), 404), (board.who("vera"), 404)] {
        assert_eq!(world.post(&who, &of_share, json!({})).await.0, status);
    }
    let reading = json!({ "name": "reads", "read_only": true });
    let reading = world.made(&board.who("ada"), "/tokens", reading).await["token"]
        .as_str()
        .unwrap()
        .to_owned();
    for (path, body) in [(board.path(DRAFT), link()), (of_share, json!({}))] {
        assert_eq!(world.post(&Who::Bearer(reading.clone()), &path, body).await.0, 403);
    }
}

#[tokio::test]
async fn nobody_reads_more_through_a_look_at_somebody_elses_share() {
    let board = Board::new().await;
    let (ada, world) = (board.who("ada"), &board.world);
    // Otto sees Newark alone. He may change Ada's share, and is neither its owner nor a manager.
    let root = world.id("workspaces", "port-authority");
    let otto = format!("/workspaces/{root}/permissions/{}", world.user("otto"));
    let may = json!({ "here": ["view", "app", "analyze", "sharing_see", "sharing_create", "sharing_edit"] });
    assert!(world.put(&ada, &otto, may).await.0.is_success());
    let (id, _) = share(&board, "ada", json!({ "kind": "link", "title": "All" })).await;
    let (status, share) = world.get(&board.who("otto"), &format!("/shares/{id}")).await;
    assert_eq!(status, 200);
    let can: Vec<_> = share["can"]
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect();
    assert!(can.contains(&"edit") && !can.contains(&"preview"), "{can:?}");
    let (status, told) = world
        .post(&board.who("otto"), &format!("/shares/{id}/preview-session"), json!({}))
        .await;
    assert_eq!(status, 403, "{told}");
    // Of a share that he would make himself he sees his own rows.
    let body = json!({ "kind": "link", "title": "Mine" });
    let draft = look(world, &board.who("otto"), &board.path(DRAFT), body).await;
    let own = board.rows(&board.who("otto"), "n").await.unwrap();
    assert_eq!(board.rows(&draft, "n").await.unwrap(), own);
    assert_ne!(board.rows(&ada, "n").await.unwrap(), own);
}

#[tokio::test]
async fn what_could_not_be_made_cannot_be_looked_at() {
    let board = Board::new().await;
    let (ada, world) = (board.who("ada"), &board.world);
    let refused = async |body: Json, status: u16| {
        let (made, told) = world.post(&ada, &board.path("/shares"), body.clone()).await;
        let (looked, same) = world.post(&ada, &board.path(DRAFT), body).await;
        assert_eq!((made.as_u16(), looked.as_u16()), (status, status), "{told} {same}");
        assert_eq!((&told["detail"], &told["pointer"]), (&same["detail"], &same["pointer"]));
    };
    refused(json!({ "kind": "link", "title": "x", "widgets": ["none"] }), 400).await;
    refused(json!({ "kind": "link", "title": "x", "password": "short" }), 400).await;
    refused(json!({ "kind": "link", "title": "x", "revision": 9 }), 412).await;
    refused(json!({ "kind": "link", "title": "x", "planets": [] }), 400).await;
    // Bounded as the making is.
    let networks: Vec<_> = (0..10_000)
        .map(|n| format!("10.{}.{}.0/24", n / 250, n % 250))
        .collect();
    refused(json!({ "kind": "link", "title": "x", "networks": networks }), 400).await;

    let draft = look(world, &ada, &board.path(DRAFT), link()).await;
    let root = world.id("workspaces", "port-authority");
    let policy = json!({ "password_required": true, "end_shares": true });
    let (status, told) = world
        .put(&ada, &format!("/workspaces/{root}/share-policy"), policy)
        .await;
    assert!(status.is_success(), "{told}");
    refused(link(), 409).await;
    is_over(&board, &draft).await;
}

#[tokio::test]
async fn looks_are_told_in_the_audit() {
    let board = Board::new().await;
    let (ada, world) = (board.who("ada"), &board.world);
    let (id, _) = share(&board, "ada", link()).await;
    look(world, &ada, &format!("/shares/{id}/preview-session"), json!({})).await;
    let draft = look(world, &ada, &board.path(DRAFT), link()).await;
    let entries = board.audit("share.preview").await;
    assert_eq!(entries.len(), 2);
    assert!(entries.iter().any(|entry| entry["object"] == json!(id)));
    let text = serde_json::to_string(&entries).unwrap();
    let Who::Bearer(secret) = draft else { unreachable!() };
    assert!(!text.contains(&secret) && !text.contains("password"));
}

#[tokio::test]
async fn a_look_survives_a_power_cut_and_not_a_broken_secret() {
    let mut board = Board::new().await;
    let ada = board.who("ada");
    let draft = look(&board.world, &ada, &board.path(DRAFT), link()).await;
    board.world.crash_and_restart();
    assert!(board.rows(&draft, "n").await.is_ok());
    let Who::Bearer(secret) = &draft else { unreachable!() };
    let mut other = secret.clone();
    let last = if other.pop() == Some('a') { 'b' } else { 'a' };
    other.push(last);
    let (status, _) = board
        .world
        .call(&Who::Bearer(other), Method::GET, "/auth/me", None)
        .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}
