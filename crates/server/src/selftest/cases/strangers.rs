//! Who holds nothing.

use reqwest::Method;
use serde_json::json;

use crate::http::route::Need;
use crate::http::routes;
use crate::selftest::ground::{CANARIES, Ground};
use crate::selftest::installation::As;
use crate::selftest::report::Held;

const UNKNOWN: &str = "dsh_00000000000000000000000000";

pub(super) async fn reach_nothing(ground: &Ground<'_>) -> Held {
    for route in routes::all() {
        if route.method != Method::GET || matches!(route.need, Need::Open(_)) {
            continue;
        }
        let path = route.path.replace("{id}", &ground.shown);
        let seen = ground.to.see(As::Stranger, Method::GET, &path, None).await?;
        if !matches!(seen.status, 400 | 401 | 404) {
            return Err(format!("GET {path} without credentials: {}", seen.status));
        }
    }
    Ok(())
}

pub(super) async fn odd_ids(ground: &Ground<'_>) -> Held {
    let get = async |id: &str| {
        let path = format!("/dashboards/{id}");
        ground.to.see(As::Administrator, Method::GET, &path, None).await
    };
    let unknown = get(UNKNOWN).await?;
    if unknown.status != 404 {
        return Err(format!("an unknown dashboard: {}", unknown.status));
    }
    let upper = ground.shown.to_uppercase();
    let long = "d".repeat(2_000);
    for id in [
        "{id}", ":id", "%3Aid", "*", "%2A", "null", "0", "dsh_", "%00", &upper, &long,
    ] {
        let seen = get(id).await?;
        if seen != unknown {
            return Err(format!("the id {id}: {} {}", seen.status, seen.body));
        }
    }
    Ok(())
}

pub(super) async fn odd_paths(ground: &Ground<'_>) -> Held {
    let id = &ground.shown;
    for path in [
        format!("/api/v1//dashboards/{id}"),
        format!("//api/v1/dashboards/{id}"),
        format!("/api/v1/%2e/dashboards/{id}"),
        format!("/api/v1/dashboards%2f{id}"),
        format!("/api/v1/dashboards;x=1/{id}"),
        format!("/API/v1/dashboards/{id}"),
        format!("/api/v1/dashboards/{id}/"),
        format!("/api/v1/dashboards/{id}."),
    ] {
        let response = ground.to.send(As::Stranger, Method::GET, &path, None).await;
        let text = match response {
            Ok(response) => response.text().await.unwrap_or_default(),
            Err(error) => return Err(format!("{path}: {error}")),
        };
        if text.contains("\"document\"") || CANARIES.iter().any(|canary| text.contains(canary)) {
            return Err(format!("{path} shows the dashboard to a stranger"));
        }
    }
    Ok(())
}

pub(super) async fn set_up_again(ground: &Ground<'_>) -> Held {
    let body = json!({ "secret": "x", "organisation": "Mine", "name": "Me", "email": "me@example.org",
        "password": "a-password-of-the-selftest-92" });
    let seen = ground.to.see(As::Stranger, Method::POST, "/setup", Some(&body)).await?;
    match seen.status {
        404 => Ok(()),
        status => Err(format!("POST /setup: {status}")),
    }
}

pub(super) async fn closed_alike(ground: &Ground<'_>) -> Held {
    let unknown = ground.open("abcdefghijklmnopqrstuvwxyz234567").await?;
    if unknown.status != 404 {
        return Err(format!("an unknown secret: {}", unknown.status));
    }
    let (paused, ended) = (ground.unopened(json!({})).await?, ground.unopened(json!({})).await?);
    let pause = format!("/shares/{}/pause", paused.id);
    ground.change(Method::POST, &pause, json!({})).await?;
    let end = format!("/shares/{}", ended.id);
    ground.change(Method::DELETE, &end, json!({})).await?;
    for (what, link) in [("a paused", paused), ("an ended", ended)] {
        let seen = ground.open(&link.secret).await?;
        if seen != unknown {
            return Err(format!("{what} link: {} {}", seen.status, seen.body));
        }
    }
    Ok(())
}

pub(super) async fn looking(ground: &Ground<'_>) -> Held {
    let link = ground.unopened(json!({})).await?;
    let page = format!("/s/{}", link.secret);
    for method in [Method::GET, Method::HEAD] {
        let response = ground.to.send(As::Stranger, method, &page, None).await;
        let response = response.map_err(|error| error.to_string())?;
        let header = |name: &str| {
            let value = response.headers().get(name).and_then(|value| value.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        if header("referrer-policy") != "no-referrer" || !header("cache-control").contains("no-store") {
            return Err("the page can be kept, or names itself to others".to_owned());
        }
        let policy = header("content-security-policy");
        let scripts = policy.split(';').find(|part| part.trim().starts_with("script-src"));
        if scripts.is_none_or(|scripts| scripts.contains("unsafe-inline") || scripts.contains('*')) {
            return Err(format!("scripts are not bound: {policy}"));
        }
        if response.text().await.unwrap_or_default().contains(&link.secret) {
            return Err("the page holds the secret of its link".to_owned());
        }
    }
    let share = format!("/shares/{}", link.id);
    let seen = ground.to.see(As::Administrator, Method::GET, &share, None).await?;
    match seen.body.get("views").and_then(serde_json::Value::as_u64) {
        Some(0) => Ok(()),
        views => Err(format!("views after looking: {views:?}")),
    }
}

pub(super) async fn made_up_host(ground: &Ground<'_>) -> Held {
    let path = format!("/dashboards/{}/shares", ground.shown);
    let link = ground.unopened(json!({})).await?;
    let rotate = format!("/shares/{}/rotate", link.id);
    let response = ground.to.with_host("selftest.invalid", &rotate).await?;
    // A proxy in front may refuse it before we see it.
    if response.contains("selftest.invalid") {
        return Err(format!("a link made at {path} leads to a host that the caller named"));
    }
    Ok(())
}

pub(super) async fn damaged_sessions(ground: &Ground<'_>) -> Held {
    let link = ground.link(json!({})).await?;
    let mut damaged = link.session.clone();
    let last = damaged.pop();
    damaged.push(if last == Some('a') { 'b' } else { 'a' });
    let (_, half) = link.session.split_at(link.session.len() / 2);
    for bearer in [damaged.as_str(), half, "vs_", "vt_", "null", &link.secret] {
        let seen = ground.ask(As::Bearer(bearer), json!({ "widget": "count" })).await?;
        if !matches!(seen.status, 401 | 404) {
            return Err(format!("a damaged session: {} {}", seen.status, seen.body));
        }
    }
    Ok(())
}
