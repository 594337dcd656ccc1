//! What the page of a link holds before its scripts run: what its reader would see, drawn; nothing else, for nobody else, and without
//! being counted.

use reqwest::StatusCode;
use serde_json::{Value as Json, json};

use super::approvals::Board;
use crate::world::World;

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36";
const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1";
const ROBOT: &str = "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)";

/// What a browser gets that asks for the page of a link.
struct Page {
    html: String,
    policy: String,
    cookies: usize,
}

async fn page(world: &World, secret: &str, headers: &[(&str, &str)]) -> Page {
    let mut request = world.http.get(format!("{}/s/{secret}", world.base));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let header = |name: &str| {
        response
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    assert_eq!(header("cache-control").as_deref(), Some("no-store"));
    Page {
        policy: header("content-security-policy").unwrap(),
        cookies: response.headers().get_all("set-cookie").iter().count(),
        html: response.text().await.unwrap(),
    }
}

/// The page as it is once everything on it was drawn in time. A busy machine takes several turns.
async fn drawn(world: &World, secret: &str, headers: &[(&str, &str)]) -> Page {
    for _ in 0..100 {
        let page = page(world, secret, headers).await;
        if page.html.contains("id=\"painted\"") && !page.html.contains("Widget_sk") {
            return page;
        }
    }
    panic!("it was never drawn");
}

async fn browser(world: &World, secret: &str) -> Page {
    drawn(
        world,
        secret,
        &[("user-agent", BROWSER), ("accept-language", "en-GB,en")],
    )
    .await
}

/// The page that says nothing: that of a secret which nobody made.
async fn plain(world: &World) -> String {
    page(world, "no-such-secret", &[("user-agent", BROWSER)]).await.html
}

/// Makes a link of a dashboard of the demo: its secret and its id.
async fn link(world: &World, dashboard: &str, mut terms: Json) -> (String, String) {
    terms["kind"] = json!("link");
    terms["title"] = json!("Seen <b>early</b> & \"quoted\"");
    let path = format!("/dashboards/{}/shares", world.id("dashboards", dashboard));
    let made = world.made(&world.person("ada"), &path, terms).await;
    made_of(&made)
}

fn made_of(made: &Json) -> (String, String) {
    let secret = made["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    (secret, made["share"]["id"].as_str().unwrap().to_owned())
}

async fn views(world: &World, share: &str) -> Json {
    let (status, share) = world.get(&world.person("ada"), &format!("/shares/{share}")).await;
    assert_eq!(status, 200, "{share}");
    share["views"].clone()
}

#[tokio::test]
async fn it_holds_title_layout_and_drawings_and_is_counted_as_nothing() {
    let world = World::start();
    let (secret, share) = link(&world, "delays", json!({})).await;
    let before = views(&world, &share).await;
    let page = browser(&world, &secret).await;
    let html = &page.html;
    assert!(
        html.contains("Seen &lt;b&gt;early&lt;/b&gt; &amp; &quot;quoted&quot;"),
        "the title, as text"
    );
    assert!(
        html.contains("<svg") && html.contains("var(--data-1)"),
        "charts, in the colours of the page"
    );
    assert!(
        html.contains("stat_value") && html.contains("table_table"),
        "numbers and tables as HTML"
    );
    assert!(html.contains("--x:1;--y:1"), "where they stand");
    assert!(
        html.contains("<noscript>") && html.contains("This page is not live"),
        "that it is not live"
    );
    assert!(html.contains("As of "));
    assert!(html.contains("<meta name=\"robots\" content=\"noindex\""));
    assert!(
        html.contains("<title>Vitrine</title>"),
        "previews are told no title: {html}"
    );
    assert!(!html.contains("og:title"));
    assert!(
        !html.contains("<style") && !html.contains("onload="),
        "nothing that the policy refuses"
    );
    assert_eq!(html.matches("<script").count(), 1, "that of the page itself");
    assert!(page.policy.contains("script-src 'self'") && !page.policy.contains("script-src 'self' 'unsafe"));
    assert_eq!(page.cookies, 0);
    assert_eq!(views(&world, &share).await, before, "no view");
    assert!(world.open(&secret, None).await.is_ok());
    assert_ne!(views(&world, &share).await, before, "opening it is one");
}

#[tokio::test]
async fn it_speaks_the_language_of_the_share_and_fits_the_device() {
    let world = World::start();
    let (secret, _) = link(&world, "delays", json!({})).await;
    let german = drawn(
        &world,
        &secret,
        &[("user-agent", BROWSER), ("accept-language", "fr,de-AT;q=0.8,en;q=0.5")],
    )
    .await;
    assert!(german.html.contains("<html lang=\"de\"") && german.html.contains("Geteilt von"));
    let (said, _) = link(&world, "delays", json!({ "language": "de" })).await;
    let told = drawn(&world, &said, &[("user-agent", BROWSER), ("accept-language", "en")]).await;
    assert!(told.html.contains("<html lang=\"de\"") && told.html.contains("Diese Seite ist nicht live"));
    let small = drawn(&world, &secret, &[("user-agent", PHONE), ("accept-language", "en")]).await;
    assert!(small.html.contains("viewBox=\"0 0 332 "), "as wide as a phone");
    let wide = browser(&world, &secret).await;
    assert!(!wide.html.contains("viewBox=\"0 0 332 "));
}

#[tokio::test]
async fn what_does_not_open_so_is_the_same_page_for_all() {
    let world = World::start();
    let ada = world.person("ada");
    let plain = plain(&world).await;
    assert!(!plain.contains("id=\"painted\""));
    let (ended, id) = link(&world, "delays", json!({})).await;
    browser(&world, &ended).await;
    let (status, _) = world.delete(&ada, &format!("/shares/{id}")).await;
    assert!(status.is_success());
    let (paused, id) = link(&world, "delays", json!({})).await;
    browser(&world, &paused).await;
    world.made(&ada, &format!("/shares/{id}/pause"), json!({})).await;
    let (guarded, _) = link(
        &world,
        "delays",
        json!({ "password": "seven more runways", "link_preview": true }),
    )
    .await;
    let (elsewhere, _) = link(
        &world,
        "delays",
        json!({ "networks": ["192.0.2.0/24"], "link_preview": true }),
    )
    .await;
    let (later, _) = link(&world, "delays", json!({ "starts_at": "2100-01-01T00:00:00Z" })).await;
    // Whoever reads it without being counted would have more views than it has.
    let (counted, _) = link(&world, "delays", json!({ "max_views": 3 })).await;
    let (used, _) = link(&world, "delays", json!({ "max_views": 1 })).await;
    assert!(world.open(&used, None).await.is_ok());
    let cases = [
        ("ended", &ended),
        ("paused", &paused),
        ("password", &guarded),
        ("network", &elsewhere),
        ("not begun", &later),
        ("counted", &counted),
        ("used up", &used),
    ];
    for (what, secret) in cases {
        for headers in [
            [("user-agent", BROWSER), ("accept-language", "de")],
            [("user-agent", ROBOT), ("accept-language", "en")],
        ] {
            assert_eq!(page(&world, secret, &headers).await.html, plain, "{what}");
        }
    }
    let chosen = page(
        &world,
        &format!("{}?carrier=UA", link(&world, "delays", json!({})).await.0),
        &[("user-agent", BROWSER)],
    )
    .await;
    assert_eq!(chosen.html, plain, "what is drawn is what it begins with");
}

#[tokio::test]
async fn it_holds_what_its_reader_may_know_and_no_more() {
    let world = World::start();
    let ada = world.person("ada");
    let (_, opened) = world
        .get(&ada, &format!("/dashboards/{}", world.id("dashboards", "delays")))
        .await;
    let widgets = opened["document"]["widgets"].as_array().unwrap();
    let titled: Vec<(&str, &str)> = widgets
        .iter()
        .filter_map(|w| Some((w["id"].as_str()?, w["title"].as_str()?)))
        .collect();
    let (shown, title) = titled[0];
    let (secret, _) = link(&world, "delays", json!({ "widgets": [shown] })).await;
    let html = browser(&world, &secret).await.html;
    assert!(html.contains(&format!("id=\"w-{shown}\"")) && html.contains(title));
    for (id, other) in &titled[1..] {
        assert!(!html.contains(&format!("\"w-{id}\"")), "{id}");
        assert!(!html.contains(&format!(">{other}<")), "{other}");
    }
}

/// A hidden variable, its value and the control that sets it.
#[tokio::test]
async fn it_tells_nothing_of_what_is_hidden() {
    let board = Board::new().await;
    let (world, ada) = (&board.world, board.who("ada"));
    let document = json!({ "version": 1,
        "variables": [{ "name": "secret_origin", "label": "Secret label", "type": "string", "domain": { "values": ["EWR", "JFK"] }, "default": "EWR" }],
        "widgets": [
            { "id": "n", "kind": "stat", "title": "Flights", "place": { "x": 0, "y": 0, "w": 3, "h": 2 },
              "question": { "dataset": "flights", "select": [{ "count": "*" }], "where": { "eq": ["origin", { "var": "secret_origin" }] } } },
            { "id": "pick", "kind": "dropdown", "title": "Secret picker", "place": { "x": 3, "y": 0, "w": 3, "h": 1 }, "options": { "variable": "secret_origin" } },
            { "id": "t", "kind": "text", "title": "Words", "place": { "x": 0, "y": 2, "w": 3, "h": 2 },
              "options": { "markdown": "# Hi\n<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>" } },
        ] });
    board.save("ada", document).await;
    let hidden = json!({ "kind": "link", "title": "Hidden", "variables": { "secret_origin": { "locked": "JFK", "hidden": true } } });
    let made = world.made(&ada, &board.path("/shares"), hidden).await;
    let html = browser(world, &made_of(&made).0).await.html;
    for word in ["secret_origin", "Secret label", "Secret picker", "JFK", "EWR"] {
        assert!(!html.contains(word), "{word}");
    }
    assert!(
        html.contains("Flights") && html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "as text"
    );
    assert_eq!(html.matches("<script").count(), 1);
    assert!(!html.contains("<img") && !html.contains("=\"javascript:"));
}

#[tokio::test]
async fn previews_show_the_title_only_where_the_share_allows_and_never_a_drawing() {
    let world = World::start();
    let (quiet, id) = link(&world, "delays", json!({})).await;
    let asked = [("user-agent", ROBOT)];
    assert_eq!(page(&world, &quiet, &asked).await.html, plain(&world).await);
    let patched = world
        .patch(
            &world.person("ada"),
            &format!("/shares/{id}"),
            json!({ "link_preview": true }),
        )
        .await;
    assert_eq!(patched.0, 200, "{}", patched.1);
    assert_eq!(patched.1["link_preview"], json!(true));
    let before = views(&world, &id).await;
    let html = page(&world, &quiet, &asked).await.html;
    assert!(
        html.contains("<title>Seen &lt;b&gt;early&lt;/b&gt; &amp; &quot;quoted&quot;</title>"),
        "{html}"
    );
    assert!(html.contains("<meta property=\"og:title\" content=\"Seen &lt;b&gt;") && html.contains("og:site_name"));
    assert!(!html.contains("id=\"painted\""), "robots are shown no data");
    assert_eq!(views(&world, &id).await, before);
    assert!(
        browser(&world, &quiet)
            .await
            .html
            .contains("<meta property=\"og:title\"")
    );
}

#[tokio::test]
async fn it_changes_with_the_share_at_once() {
    let world = World::start();
    let ada = world.person("ada");
    let (secret, id) = link(&world, "delays", json!({})).await;
    let whole = browser(&world, &secret).await.html;
    let rows = json!({ "rows": [{ "dataset": "flights", "predicate": { "eq": ["origin", "JFK"] } }] });
    let (status, told) = world.patch(&ada, &format!("/shares/{id}"), rows).await;
    assert_eq!(status, 200, "{told}");
    let cut = browser(&world, &secret).await.html;
    assert_ne!(whole, cut, "other rows are another drawing");
    let (status, _) = world.patch(&ada, &format!("/shares/{id}"), json!({ "rows": [] })).await;
    assert_eq!(status, 200);
    let again = browser(&world, &secret).await.html;
    assert!(again.matches("<svg").count() == whole.matches("<svg").count());
}

#[tokio::test]
async fn files_are_sent_packed_and_not_twice() {
    let world = World::start();
    let html = plain(&world).await;
    let at = html
        .split("src=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap();
    let get = |accepts: &'static str, tag: Option<String>| {
        let mut request = world
            .http
            .get(format!("{}{at}", world.base))
            .header("accept-encoding", accepts);
        if let Some(tag) = tag {
            request = request.header("if-none-match", tag);
        }
        request.send()
    };
    let plain = get("identity", None).await.unwrap();
    assert_eq!(plain.headers().get("content-encoding"), None);
    let tag = plain.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(plain.headers()["content-type"], "text/javascript");
    assert_eq!(
        get("identity", Some(tag)).await.unwrap().status(),
        StatusCode::NOT_MODIFIED
    );
}

#[tokio::test]
async fn nothing_is_drawn_where_a_watermark_is_wanted() {
    let world = World::start();
    let (secret, _) = link(&world, "delays", json!({ "link_preview": true })).await;
    browser(&world, &secret).await;
    let path = format!("/workspaces/{}/share-policy", world.id("workspaces", "port-authority"));
    let (status, told) = world
        .put(&world.person("ada"), &path, json!({ "watermark": true }))
        .await;
    assert_eq!(status, 200, "{told}");
    let headers = [("user-agent", BROWSER), ("accept-language", "en-GB,en")];
    assert_eq!(
        page(&world, &secret, &headers).await.html,
        plain(&world).await,
        "also what was drawn before"
    );
    // A preview shows no data, and so goes on.
    let told = page(&world, &secret, &[("user-agent", ROBOT)]).await.html;
    assert!(told.contains("og:title") && !told.contains("id=\"painted\""));
}
