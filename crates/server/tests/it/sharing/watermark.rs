//! The watermark that a workspace asks for: what each reader's page says of its reader, that nobody takes it away below, and that it holds
//! at once for what is open and for what was made without.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::guest::{Browser, invited, path_of, share};
use crate::stream::Stream;
use crate::world::{Who, World};

const OPS: &str = "ops@united.example";

/// Says whether a workspace wants one; what holds there then.
async fn wanted(world: &World, workspace: &str, on: bool) -> Json {
    let path = format!("/workspaces/{}/share-policy", world.id("workspaces", workspace));
    let body = json!({ "watermark": on });
    let (status, told) = world.put(&world.person("ada"), &path, body).await;
    assert_eq!(status, 200, "{told}");
    assert_eq!(told["own"]["watermark"], json!(on));
    told["in_force"]["watermark"].clone()
}

/// What a page carries, without the day at its end.
async fn carried(world: &World, who: &Who, dashboard: &str) -> Option<String> {
    let path = format!("/dashboards/{}", world.id("dashboards", dashboard));
    let (status, page) = world.get(who, &path).await;
    assert_eq!(status, 200, "{page}");
    let mark = page["share"]["watermark"].as_str()?;
    let (who, day) = mark.rsplit_once(" · ").unwrap_or_else(|| panic!("no day in {mark}"));
    assert!(day.parse::<chrono::NaiveDate>().is_ok(), "{mark}");
    Some(who.to_owned())
}

#[tokio::test]
async fn a_link_says_who_shared_it_and_nobody_below_takes_that_away() {
    let world = World::start();
    let (reader, _) = world.reader("ada", "delays", json!({})).await;
    let (guest_of_united, _) = world
        .reader("uma", "airline-scorecard", json!({ "language": "de" }))
        .await;
    assert_eq!(carried(&world, &reader, "delays").await, None);
    assert_eq!(wanted(&world, "port-authority", true).await, json!(true));
    assert_eq!(
        carried(&world, &reader, "delays").await.as_deref(),
        Some("For a test · shared by Ada Lindqvist"),
        "at the next request of a session that was open"
    );
    assert_eq!(
        wanted(&world, "united", false).await,
        json!(true),
        "said above it holds below"
    );
    assert_eq!(
        carried(&world, &guest_of_united, "airline-scorecard").await.as_deref(),
        Some("For a test · geteilt von Uma Castellano")
    );
    // One's own pages say nothing.
    let (_, own) = world
        .get(
            &world.person("ada"),
            &format!("/dashboards/{}", world.id("dashboards", "delays")),
        )
        .await;
    assert_eq!(own.get("share"), None);
    // Said below it holds there alone.
    assert_eq!(wanted(&world, "port-authority", false).await, json!(false));
    assert_eq!(wanted(&world, "united", true).await, json!(true));
    assert_eq!(carried(&world, &reader, "delays").await, None);
    assert!(carried(&world, &guest_of_united, "airline-scorecard").await.is_some());
}

#[tokio::test]
async fn a_guest_sees_the_own_address_and_who_looks_ahead_their_own_name() {
    let world = World::start();
    let made = share(&world, json!({ "addresses": [OPS] })).await;
    let secret = invited(&world, OPS, 1).await;
    let guest = Browser::default().prove(&world, &secret, None, OPS).await;
    wanted(&world, "port-authority", true).await;
    assert_eq!(carried(&world, &guest, "station").await.as_deref(), Some(OPS));
    let path = path_of(&made, "/preview-session");
    let look = world.made(&world.person("ada"), &path, json!({})).await;
    let look = Who::Bearer(look["session"].as_str().unwrap().to_owned());
    assert_eq!(
        carried(&world, &look, "station").await.as_deref(),
        Some("Ada Lindqvist · preview · address of the guest")
    );
}

#[tokio::test]
async fn an_open_page_is_told_of_it_at_once() {
    let world = World::start();
    let (reader, _) = world.reader("ada", "delays", json!({})).await;
    let mut page = Stream::open(&world, &reader, "delays", None).await;
    page.until("hello").await;
    for on in [true, false] {
        wanted(&world, "port-authority", on).await;
        assert_eq!(page.until("changed").await["what"], "rights", "{on}");
    }
}

/// Orders a PDF; where it is had.
async fn paper(world: &World, who: &Who) -> String {
    let path = format!("/dashboards/{}/exports", world.id("dashboards", "delays"));
    let made = world.made(who, &path, json!({ "format": "pdf", "locale": "en" })).await;
    format!("/exports/{}", made["id"].as_str().unwrap())
}

/// The file once it is made, or the refusal.
async fn fetched(world: &World, who: &Who, path: &str) -> (StatusCode, Vec<u8>) {
    loop {
        let response = world.send(who, Method::GET, path, None).await;
        if response.status() != StatusCode::ACCEPTED {
            return (response.status(), response.bytes().await.unwrap().to_vec());
        }
    }
}

#[tokio::test]
async fn papers_made_without_it_are_over_and_new_ones_carry_it() {
    let world = World::start();
    let (reader, _) = world
        .reader("ada", "delays", json!({ "abilities": ["export_document"] }))
        .await;
    let before = paper(&world, &reader).await;
    assert_eq!(fetched(&world, &reader, &before).await.0, 200);
    wanted(&world, "port-authority", true).await;
    assert_eq!(
        fetched(&world, &reader, &before).await.0,
        StatusCode::GONE,
        "nothing leaves without it any more"
    );
    let after = paper(&world, &reader).await;
    let (status, file) = fetched(&world, &reader, &after).await;
    assert_eq!(status, 200);
    assert!(read(&file).contains("For a test · shared by Ada Lindqvist · "));
    // Ada's own paper says nothing of it.
    let ada = world.person("ada");
    let own = paper(&world, &ada).await;
    let (_, file) = fetched(&world, &ada, &own).await;
    assert!(!read(&file).contains("shared by"));
}

/// The words of a PDF that stand straight.
fn read(pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let out = std::process::Command::new("pdftotext")
        .args(["-raw", "-nodiag"])
        .arg(file.path())
        .arg("-")
        .output();
    let out = out.unwrap_or_else(|error| panic!("pdftotext is needed for this test: {error}"));
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).into_owned()
}
