//! Which rows a reader gets.

use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::selftest::ground::{Ground, only};
use crate::selftest::installation::API;
use crate::selftest::report::Held;

/// The regions in an answer of the widget `rows`.
fn regions(answer: &Json) -> Vec<&str> {
    let rows = answer.get("rows").and_then(Json::as_array);
    rows.into_iter()
        .flatten()
        .filter_map(|row| row.get(0)?.as_str())
        .collect()
}

pub(super) async fn apart(ground: &Ground<'_>) -> Held {
    let (north, south) = (ground.link(only("north")).await?, ground.link(only("south")).await?);
    for round in 0..10 {
        let ask = async |whose: &'static str| {
            let link = if whose == "north" { &north } else { &south };
            let seen = ground.ask(link.reader(), json!({ "widget": "rows" })).await?;
            match regions(&seen.body).as_slice() {
                [] => Err(format!("no rows for {whose}: {} {}", seen.status, seen.body)),
                all if all.iter().all(|region| *region == whose) => Ok(()),
                all => Err(format!("round {round}: the reader of {whose} sees {all:?}")),
            }
        };
        let (one, other) = if round % 2 == 0 {
            ("north", "south")
        } else {
            ("south", "north")
        };
        let (one, other) = tokio::join!(ask(one), ask(other));
        one.and(other)?;
    }
    Ok(())
}

pub(super) async fn locks(ground: &Ground<'_>) -> Held {
    let lock = json!({ "abilities": ["interact"], "variables": { "region": { "locked": ["north"], "hidden": true } } });
    let link = ground.link(lock).await?;
    let seen = ground.ask(link.reader(), json!({ "widget": "rows" })).await?;
    if regions(&seen.body).iter().any(|region| *region != "north") || !seen.is_success() {
        return Err(format!("without a choice: {} {}", seen.status, seen.body));
    }
    for value in [
        json!("south"),
        json!(["south"]),
        json!(["north", "south"]),
        json!([]),
        json!({ "var": "region" }),
        json!("' or 1=1 --"),
    ] {
        let body = json!({ "widget": "rows", "variables": { "region": value } });
        let seen = ground.ask(link.reader(), body).await?;
        if seen.is_success() {
            return Err(format!("{value} was taken for a locked variable"));
        }
    }
    Ok(())
}

pub(super) async fn addresses(ground: &Ground<'_>) -> Held {
    let link = ground.link(only("north")).await?;
    for query in [
        "?region=south",
        "?v.region=south",
        "?rows=[]",
        "?scope=all",
        "?%74enant=south",
    ] {
        let path = format!("/dashboards/{}/data{query}", ground.shown);
        let body = json!({ "widget": "rows" });
        let seen = ground.to.see(link.reader(), Method::POST, &path, Some(&body)).await?;
        if regions(&seen.body).contains(&"south") {
            return Err(format!("{query} shows rows of the south"));
        }
    }
    Ok(())
}

pub(super) async fn choices(ground: &Ground<'_>) -> Held {
    let link = ground.link(only("north")).await?;
    let path = format!("/dashboards/{}/variables/region/choices", ground.shown);
    let seen = ground.to.see(link.reader(), Method::GET, &path, None).await?;
    let text = seen.body.to_string();
    if !seen.is_success() || text.contains("south") || !text.contains("north") {
        return Err(format!("{} {text}", seen.status));
    }
    let body = json!({ "widget": "rows", "variables": { "region": ["south"] } });
    let seen = ground.ask(link.reader(), body).await?;
    if regions(&seen.body).contains(&"south") || seen.body.to_string().contains("canary-south") {
        return Err("a value that is not offered shows its rows".to_owned());
    }
    Ok(())
}

pub(super) async fn cookies(ground: &Ground<'_>) -> Held {
    let link = ground.link(only("north")).await?;
    let path = format!("{API}/dashboards/{}/data", ground.shown);
    for _ in 0..2 {
        let body = json!({ "widget": "count" });
        let response = ground.to.send(link.reader(), Method::POST, &path, Some(&body)).await;
        let response = response.map_err(|error| error.to_string())?;
        if response.headers().contains_key("set-cookie") {
            return Err("an answer sets a cookie".to_owned());
        }
    }
    Ok(())
}
