//! What ends has ended.

use futures::StreamExt as _;
use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::selftest::ground::{Ground, Link, only};
use crate::selftest::installation::API;
use crate::selftest::report::Held;

pub(super) async fn streams(ground: &Ground<'_>) -> Held {
    let link = ground.link(json!({})).await?;
    let path = format!("{API}/dashboards/{}/live", ground.shown);
    let response = ground.to.send(link.reader(), Method::GET, &path, None).await;
    let response = response.map_err(|error| error.to_string())?;
    if response.status() != 200 {
        return Err(format!("an open page: {}", response.status()));
    }
    let mut bytes = response.bytes_stream();
    let mut text = String::new();
    while !text.contains("event: answer") {
        match bytes.next().await {
            Some(Ok(chunk)) => text.push_str(&String::from_utf8_lossy(&chunk)),
            _ => return Err("the page ended before it showed something".to_owned()),
        }
    }
    ground
        .change(Method::DELETE, &format!("/shares/{}", link.id), json!({}))
        .await?;
    // What was sent before the answer may still be on its way; what follows `ended` was not.
    let mut rest = String::new();
    while let Some(Ok(chunk)) = bytes.next().await {
        rest.push_str(&String::from_utf8_lossy(&chunk));
    }
    let Some((_, after)) = rest.split_once("event: ended") else {
        return Err("the page was not told that its share ended".to_owned());
    };
    if after.contains("event: answer") {
        return Err("data left after the end".to_owned());
    }
    refused(ground, &link).await
}

/// That a reader is refused now.
async fn refused(ground: &Ground<'_>, link: &Link) -> Held {
    let seen = ground.ask(link.reader(), json!({ "widget": "count" })).await?;
    if matches!(seen.status, 401 | 404) {
        Ok(())
    } else {
        Err(format!("a reader after the end: {}", seen.status))
    }
}

pub(super) async fn files(ground: &Ground<'_>) -> Held {
    let link = ground.link(only("north")).await?;
    let path = format!("/dashboards/{}/exports", ground.shown);
    let body = json!({ "format": "csv", "widget": "rows" });
    let begun = ground.to.see(link.reader(), Method::POST, &path, Some(&body)).await?;
    let id = begun.body.get("id").and_then(Json::as_str);
    let id = id.ok_or_else(|| format!("no file was begun: {} {}", begun.status, begun.body))?;
    ground
        .change(Method::DELETE, &format!("/shares/{}", link.id), json!({}))
        .await?;
    let seen = ground
        .to
        .see(link.reader(), Method::GET, &format!("/exports/{id}"), None)
        .await?;
    if matches!(seen.status, 401 | 404) {
        Ok(())
    } else {
        Err(format!("the file after the end: {}", seen.status))
    }
}

pub(super) async fn rotated(ground: &Ground<'_>) -> Held {
    let link = ground.link(json!({})).await?;
    ground
        .change(Method::POST, &format!("/shares/{}/rotate", link.id), json!({}))
        .await?;
    let seen = ground.open(&link.secret).await?;
    if seen.status != 404 {
        return Err(format!("the old secret: {}", seen.status));
    }
    refused(ground, &link).await
}

pub(super) async fn switched_off(ground: &Ground<'_>) -> Held {
    let link = ground.link(json!({})).await?;
    let switches = format!("/workspaces/{}/share-switches", ground.workspace);
    ground.change(Method::PUT, &switches, json!({ "link": false })).await?;
    let cut = refused(ground, &link).await;
    ground.change(Method::PUT, &switches, json!({ "link": true })).await?;
    cut?;
    refused(ground, &link).await
}
