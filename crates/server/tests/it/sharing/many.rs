//! Shares as a whole list has them: one act on several, and what the readers of one did day by day.

mod take_over;

use reqwest::StatusCode;
use serde_json::{Value as Json, json};

use super::approvals::Board;
use crate::world::Who;

fn secret(made: &Json) -> String {
    made["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn one_act_is_done_to_each_share_that_one_may_change() {
    let board = Board::new().await;
    let (world, ada) = (&board.world, board.who("ada"));
    let mut ids = Vec::new();
    for title in ["One", "Other"] {
        let made = world
            .made(&ada, &board.path("/shares"), json!({ "kind": "link", "title": title }))
            .await;
        ids.push(made["share"]["id"].as_str().unwrap().to_owned());
    }
    let unknown = format!("shr_{}", "0".repeat(26));
    let all = json!([ids[0], unknown, ids[1]]);
    let act = async |who: &Who, body: Json| world.post(who, "/shares/bulk", body).await;
    let done = |told: &Json| {
        let results = told["results"].as_array().unwrap().iter();
        results.map(|result| result["done"] == true).collect::<Vec<_>>()
    };
    let state = async |index: usize| world.get(&ada, &format!("/shares/{}", ids[index])).await.1["state"].clone();

    let (status, told) = act(&ada, json!({ "ids": all, "do": "pause" })).await;
    assert_eq!(
        (status, done(&told)),
        (StatusCode::OK, vec![true, false, true]),
        "{told}"
    );
    assert!(
        told["results"][1]["detail"]
            .as_str()
            .unwrap()
            .starts_with("There is nothing here"),
        "{told}"
    );
    assert_eq!((state(0).await, state(1).await), (json!("paused"), json!("paused")));
    let (_, told) = act(&ada, json!({ "ids": all, "do": "resume" })).await;
    assert_eq!(done(&told), [true, false, true]);
    // Somebody who sees none of them changes none, and is told the same of all.
    let (status, told) = act(&board.who("vera"), json!({ "ids": all, "do": "end" })).await;
    assert_eq!(
        (status, done(&told)),
        (StatusCode::OK, vec![false, false, false]),
        "{told}"
    );
    assert_eq!(told["results"][0]["detail"], told["results"][1]["detail"]);
    assert_eq!(act(&Who::Nobody, json!({ "ids": all, "do": "end" })).await.0, 401);

    let share = world.get(&ada, &format!("/shares/{}", ids[0])).await.1;
    let made: model::Instant = share["created_at"].as_str().unwrap().parse().unwrap();
    let soon = (made + chrono::TimeDelta::days(2)).to_rfc3339();
    let (_, told) = act(&ada, json!({ "ids": [ids[0]], "do": "shorten", "expires_at": soon })).await;
    assert_eq!(done(&told), [true], "{told}");
    let later = (made + chrono::TimeDelta::days(9)).to_rfc3339();
    let (_, told) = act(&ada, json!({ "ids": [ids[0]], "do": "shorten", "expires_at": later })).await;
    assert_eq!(done(&told), [true], "{told}");
    let ends = world.get(&ada, &format!("/shares/{}", ids[0])).await.1["expires_at"].clone();
    let ends: model::Instant = ends.as_str().unwrap().parse().unwrap();
    assert_eq!((ends - made).num_days(), 2, "never later");
    let (_, told) = act(&ada, json!({ "ids": ids, "do": "end" })).await;
    assert_eq!(done(&told), [true, true], "{told}");
    assert_eq!(state(1).await, "ended");

    let many: Vec<&str> = std::iter::repeat_n(ids[0].as_str(), 101).collect();
    for (wrong, pointer) in [
        (json!({ "ids": many, "do": "pause" }), "/ids"),
        (json!({ "ids": [], "do": "shorten" }), "/expires_at"),
        (json!({ "ids": [], "do": "pause", "expires_at": soon }), "/expires_at"),
        (json!({ "ids": ["shr_1"], "do": "pause" }), "/ids/0"),
        (json!({ "ids": [], "do": "delete" }), "/do"),
    ] {
        let (status, told) = act(&ada, wrong).await;
        assert_eq!(
            (status.as_u16(), &told["errors"][0]["pointer"]),
            (400, &json!(pointer)),
            "{told}"
        );
    }
}

#[tokio::test]
async fn views_and_readers_are_told_by_day_to_who_sees_the_share() {
    let board = Board::new().await;
    let (world, ada) = (&board.world, board.who("ada"));
    let made = world
        .made(&ada, &board.path("/shares"), json!({ "kind": "link", "title": "Days" }))
        .await;
    let path = format!("/shares/{}/statistics", made["share"]["id"].as_str().unwrap());
    let (_, nothing) = world.get(&ada, &path).await;
    assert_eq!((&nothing["views"], &nothing["days"]), (&json!(0), &json!([])));
    for _ in 0..3 {
        world.open(&secret(&made), None).await.unwrap();
    }
    let (status, told) = world.get(&ada, &format!("{path}?by=day")).await;
    assert_eq!(status, 200, "{told}");
    let days = told["days"].as_array().unwrap();
    let sum = |of: &str| days.iter().map(|day| day[of].as_u64().unwrap()).sum::<u64>();
    assert_eq!(
        (told["views"].as_u64(), sum("views"), sum("readers")),
        (Some(3), 3, 3),
        "{told}"
    );
    let (status, _) = world.get(&board.who("vera"), &path).await;
    assert_eq!(status, 404);
    assert_eq!(world.get(&ada, &format!("{path}?by=hour")).await.0, 400);
}
