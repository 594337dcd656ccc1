//! Readers of a link: what they may do, and what they get.

use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::http::routes;
use crate::selftest::ground::{CANARIES, Ground, NORTH, only};
use crate::selftest::installation::As;
use crate::selftest::report::Held;

/// What readers send: they ask, take files, open links and leave.
const THEIRS: &[&str] = &["/dashboards/{id}/data", "/dashboards/{id}/exports"];

/// Below these, routes are for strangers too and look at other credentials.
const OPEN: &[&str] = &[
    "/share-sessions",
    "/auth/",
    "/setup",
    "/invitations/",
    "/shared-with-me",
];

pub(super) async fn change_nothing(ground: &Ground<'_>) -> Held {
    let link = ground.link(only("north")).await?;
    let path_of = |route: &str| {
        let id = if route.starts_with("/shares") {
            &link.id
        } else {
            &ground.shown
        };
        route
            .replace("{id}", id)
            .replace("{principal}", "all")
            .replace("{n}", "1")
    };
    for route in routes::all() {
        let open = OPEN.iter().any(|open| route.path.starts_with(open));
        if route.method == Method::GET || open || THEIRS.contains(&route.path) {
            continue;
        }
        let path = path_of(route.path);
        for body in [
            json!({}),
            json!({ "level": "edit" }),
            json!({ "title": "Mine", "document": { "version": 1 } }),
        ] {
            let seen = ground
                .to
                .see(link.reader(), route.method.clone(), &path, Some(&body))
                .await?;
            if !(400..500).contains(&seen.status) {
                return Err(format!("{} {path} as a reader: {}", route.method, seen.status));
            }
        }
    }
    Ok(())
}

pub(super) async fn other_dashboards(ground: &Ground<'_>) -> Held {
    let link = ground.link(only("north")).await?;
    let get = async |id: &str| {
        let path = format!("/dashboards/{id}");
        ground.to.see(link.reader(), Method::GET, &path, None).await
    };
    let unknown = get("dsh_00000000000000000000000000").await?;
    let hidden = get(&ground.hidden).await?;
    if hidden != unknown || hidden.status != 404 {
        return Err(format!("another dashboard: {} {}", hidden.status, hidden.body));
    }
    for (path, body) in [
        ("data", json!({ "widget": "rows" })),
        ("exports", json!({ "format": "csv", "widget": "rows" })),
    ] {
        let path = format!("/dashboards/{}/{path}", ground.hidden);
        let seen = ground.to.see(link.reader(), Method::POST, &path, Some(&body)).await?;
        if seen.status != 404 {
            return Err(format!("{path} of another dashboard: {}", seen.status));
        }
    }
    Ok(())
}

pub(super) async fn no_questions(ground: &Ground<'_>) -> Held {
    let link = ground.link(only("north")).await?;
    let path = format!("/dashboards/{}", ground.shown);
    let seen = ground.to.see(link.reader(), Method::GET, &path, None).await?;
    let text = seen.body.to_string();
    for word in ["\"question\"", "\"sql\"", "\"dataset\"", "selftest_rows", "select cast"] {
        if text.contains(word) {
            return Err(format!("{word} is in what a reader gets"));
        }
    }
    if seen.is_success() {
        Ok(())
    } else {
        Err(format!("{path} as its reader: {}", seen.status))
    }
}

pub(super) async fn canaries(ground: &Ground<'_>) -> Held {
    let link = ground.link(only("north")).await?;
    let mut fetched = Vec::new();
    for widget in ["rows", "count", "other", "broken"] {
        let seen = ground.ask(link.reader(), json!({ "widget": widget })).await?;
        fetched.push((widget.to_owned(), seen.body));
    }
    let own = fetched.iter().any(|(_, body)| body.to_string().contains(NORTH));
    if !own {
        return Err(format!("the reader sees nothing of what is theirs: {fetched:?}"));
    }
    for route in routes::all().into_iter().filter(|route| route.method == Method::GET) {
        // An open page does not end.
        if route.path.ends_with("/live") {
            continue;
        }
        let path = route.path.replace("{id}", &ground.shown).replace("{name}", "region");
        let seen = ground.to.see(link.reader(), Method::GET, &path, None).await?;
        fetched.push((path, seen.body));
    }
    for (path, body) in fetched {
        let text = body.to_string();
        if let Some(canary) = CANARIES.iter().find(|canary| text.contains(**canary)) {
            return Err(format!("{path} as a reader holds {canary}"));
        }
    }
    Ok(())
}

pub(super) async fn errors(ground: &Ground<'_>) -> Held {
    let link = ground.link(json!({})).await?;
    let seen = ground.ask(link.reader(), json!({ "widget": "broken" })).await?;
    if !(400..500).contains(&seen.status) {
        return Err(format!("a question that fails: {}", seen.status));
    }
    let text = seen.body.to_string().to_lowercase();
    for word in [
        "canary",
        "selftest_rows",
        "select",
        "cast",
        "arrow",
        "datafusion",
        "parquet",
        "word",
    ] {
        if text.contains(word) {
            return Err(format!("{word} is in the error: {text}"));
        }
    }
    Ok(())
}

pub(super) async fn left_out(ground: &Ground<'_>) -> Held {
    let link = ground.link(json!({ "widgets": ["count"] })).await?;
    let path = format!("/dashboards/{}", ground.shown);
    let shown = ground.to.see(link.reader(), Method::GET, &path, None).await?;
    let widgets = shown
        .body
        .pointer("/document/widgets")
        .and_then(Json::as_array)
        .map_or(0, Vec::len);
    if widgets != 1 {
        return Err(format!("a link to one widget shows {widgets}"));
    }
    let count = ground.ask(link.reader(), json!({ "widget": "count" })).await?;
    let unknown = ground.ask(link.reader(), json!({ "widget": "no-such-widget" })).await?;
    let other = ground.ask(link.reader(), json!({ "widget": "other" })).await?;
    if !count.is_success() || other.is_success() || other.status != unknown.status {
        let (count, other, unknown) = (count.status, other.status, unknown.status);
        return Err(format!(
            "the one: {count}; one that is left out: {other}; one that is unknown: {unknown}"
        ));
    }
    Ok(())
}

pub(super) async fn copies(ground: &Ground<'_>) -> Held {
    let _link = ground.unopened(json!({})).await?;
    let path = format!("/dashboards/{}/copy", ground.shown);
    let copy = ground
        .change(Method::POST, &path, json!({ "title": "Selftest copy" }))
        .await?;
    let id = copy.get("id").and_then(Json::as_str).ok_or("a copy without an id")?;
    let shares = ground
        .to
        .see(
            As::Administrator,
            Method::GET,
            &format!("/dashboards/{id}/shares"),
            None,
        )
        .await?;
    ground
        .change(Method::DELETE, &format!("/dashboards/{id}"), json!({}))
        .await?;
    let none = shares
        .body
        .get("items")
        .and_then(Json::as_array)
        .is_some_and(Vec::is_empty);
    if none && copy.get("private") == Some(&Json::Bool(true)) {
        Ok(())
    } else {
        Err(format!(
            "the copy: private {:?}, shares {}",
            copy.get("private"),
            shares.body
        ))
    }
}
