//! Cells a month: what a share shows of data, all its readers together, however they ask.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use super::approvals::Board;
use crate::stream::Stream;
use crate::world::{Who, World};

/// A link of the board, whose one widget answers one cell: its readers, and its id.
async fn link(board: &Board, cells: u64, readers: usize) -> (Vec<Who>, String) {
    let body = json!({ "kind": "link", "title": "Cells", "cells_a_month": cells });
    let made = board.world.made(&board.who("ada"), &board.path("/shares"), body).await;
    assert_eq!(made["share"]["cells_a_month"], json!(cells));
    let secret = made["link"].as_str().unwrap().rsplit('/').next().unwrap();
    let mut opened = Vec::new();
    for _ in 0..readers {
        opened.push(board.world.open(secret, None).await.unwrap());
    }
    (opened, made["share"]["id"].as_str().unwrap().to_owned())
}

async fn counted(board: &Board, share: &str) -> Json {
    let path = format!("/shares/{share}/statistics");
    board.world.get(&board.who("ada"), &path).await.1["cells_this_month"].clone()
}

#[tokio::test]
async fn no_more_cells_leave_than_a_share_may_show_in_a_month() {
    let board = Board::new().await;
    let (readers, share) = link(&board, 3, 2).await;
    let used_up = Err((429, json!("cells")));
    // Whether it is worked out or was kept, and whoever asks.
    for reader in [&readers[0], &readers[1], &readers[0]] {
        assert!(board.rows(reader, "n").await.is_ok());
    }
    for reader in &readers {
        assert_eq!(board.rows(reader, "n").await, used_up);
    }
    assert_eq!(
        counted(&board, &share).await,
        json!(3),
        "what did not leave is not counted"
    );

    let sent = board
        .world
        .send(
            &readers[0],
            Method::POST,
            &board.path("/data"),
            Some(&json!({ "widget": "n" })),
        )
        .await;
    let wait: i64 = sent.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=31 * 86_400 + 1).contains(&wait), "{wait}");
    let told: Json = sent.json().await.unwrap();
    assert_eq!(
        told["detail"],
        json!("This share has shown as much as it may this month.")
    );

    // Who looks as its readers will sees what they would, and uses up nothing.
    let ada = board.who("ada");
    let path = format!("/shares/{share}/preview-session");
    let look = board.world.made(&ada, &path, json!({})).await;
    let look = Who::Bearer(look["session"].as_str().unwrap().to_owned());
    let path = format!("/shares/{share}");
    let (status, told) = board.world.patch(&ada, &path, json!({ "cells_a_month": 4 })).await;
    assert_eq!(status, 200, "{told}");
    for _ in 0..3 {
        assert!(board.rows(&look, "n").await.is_ok());
    }
    assert_eq!(counted(&board, &share).await, json!(3));
    // More of it holds at once; and users are not bounded by it.
    assert!(board.rows(&readers[1], "n").await.is_ok());
    assert_eq!(board.rows(&readers[1], "n").await, used_up);
    assert!(board.rows(&ada, "n").await.is_ok());
    let (status, _) = board.world.patch(&ada, &path, json!({ "cells_a_month": null })).await;
    assert_eq!(status, 200);
    assert!(board.rows(&readers[1], "n").await.is_ok());
    assert_eq!(
        counted(&board, &share).await,
        json!(5),
        "counted also where it is not bounded"
    );
}

#[tokio::test]
async fn open_pages_are_told_when_a_share_has_shown_as_much_as_it_may() {
    let board = Board::new().await;
    let (readers, share) = link(&board, 1, 2).await;
    let mut first = Stream::open(&board.world, &readers[0], "board", None).await;
    first.until("answer").await;
    let mut second = Stream::open(&board.world, &readers[1], "board", None).await;
    let failed = second.until("failed").await;
    assert_eq!(
        (&failed["widget"], &failed["problem"]["reason"]),
        (&json!("n"), &json!("cells"))
    );
    assert_eq!(counted(&board, &share).await, json!(1));
}

#[tokio::test]
async fn a_file_that_would_hold_more_is_not_made_and_that_is_told() {
    let world = World::start();
    let terms = json!({ "abilities": ["export_data", "interact"], "cells_a_month": 1 });
    let (reader, _) = world.reader("ada", "delays", terms).await;
    let year = json!({ "from": "2013-01-01T00:00:00Z", "to": "2014-01-01T00:00:00Z" });
    let body = json!({ "format": "csv", "widget": "flights-by-airport", "time": year });
    let path = format!("/dashboards/{}/exports", world.id("dashboards", "delays"));
    let made = world.made(&reader, &path, body).await;
    let path = format!("/exports/{}", made["id"].as_str().unwrap());
    let (status, told) = loop {
        let (status, told) = world.call(&reader, Method::GET, &path, None).await;
        if status != StatusCode::ACCEPTED {
            break (status, told);
        }
    };
    assert_eq!((status.as_u16(), &told["reason"]), (429, &json!("cells")), "{told}");
}

#[tokio::test]
async fn a_number_of_cells_is_whole_and_bounded() {
    let board = Board::new().await;
    for wrong in [json!(0), json!(1_000_000_000_001_u64)] {
        let body = json!({ "kind": "link", "title": "Cells", "cells_a_month": wrong });
        let (status, told) = board.world.post(&board.who("ada"), &board.path("/shares"), body).await;
        assert_eq!(
            (status.as_u16(), &told["errors"][0]["pointer"]),
            (400, &json!("/cells_a_month")),
            "{told}"
        );
    }
}
