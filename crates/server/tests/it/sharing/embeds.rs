//! Embeds over HTTP: what a site's tokens open and narrow, and ways in which signed embedding has failed elsewhere, tried against us.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use sha2::Sha256;

use crate::stream::Stream;
use crate::world::{Who, World};

const SITE: &str = "https://intranet.example";

/// An embed and what its site signs with.
struct Embed {
    share: String,
    kid: String,
    secret: String,
}

#[expect(clippy::disallowed_methods, reason = "the server of a test has the real clock")]
fn now() -> i64 {
    chrono::Utc::now().timestamp()
}

fn part(json: &Json) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

fn signed(header: &Json, claims: &Json, secret: &str) -> String {
    let text = format!("{}.{}", part(header), part(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

impl Embed {
    /// An embed of a person's, bound to one site.
    async fn made(world: &World, owner: &str, dashboard: &str, more: Json) -> Self {
        let mut body = json!({ "kind": "embed", "origins": [SITE] });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let path = format!("/dashboards/{}/shares", world.id("dashboards", dashboard));
        let made = world.made(&world.person(owner), &path, body).await;
        assert!(made.get("link").is_none(), "{made}");
        let text = |value: &Json| value.as_str().unwrap().to_owned();
        Self {
            share: text(&made["share"]["id"]),
            kid: text(&made["key"]["id"]),
            secret: text(&made["key"]["secret"]),
        }
    }

    fn header(&self) -> Json {
        json!({ "alg": "HS256", "typ": "JWT", "kid": self.kid })
    }

    /// A token with these claims beside those that every token needs.
    fn token(&self, more: &Json) -> String {
        let mut claims = json!({ "sub": "reader-1", "exp": now() + 120, "jti": fresh_jti() });
        claims
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        signed(&self.header(), &claims, &self.secret)
    }

    async fn opened(&self, world: &World, more: Json) -> Who {
        bearer(present(world, &self.token(&more)).await)
    }
}

fn fresh_jti() -> String {
    static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    format!("jti-{}", NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
}

async fn present(world: &World, token: &str) -> (StatusCode, Json) {
    world
        .post(&Who::Nobody, "/share-sessions", json!({ "token": token }))
        .await
}

fn bearer((status, answer): (StatusCode, Json)) -> Who {
    assert_eq!(status, 201, "{answer}");
    Who::Bearer(answer["session"].as_str().unwrap().to_owned())
}

/// Rows of a widget of the delays; `Err` is the status of a refusal.
async fn asked(world: &World, who: &Who, widget: &str, variables: Json) -> Result<Vec<Json>, (u16, Json)> {
    let path = format!("/dashboards/{}/data", world.id("dashboards", "delays"));
    let year = json!({ "from": "2013-01-01T00:00:00Z", "to": "2014-01-01T00:00:00Z" });
    let mut body = json!({ "widget": widget, "time": year });
    if variables != json!({}) {
        body["variables"] = variables;
    }
    let (status, answer) = world.post(who, &path, body).await;
    match answer["rows"].as_array() {
        Some(rows) if status == 200 => Ok(rows.clone()),
        _ => Err((status.as_u16(), answer)),
    }
}

fn airports(rows: &[Json]) -> Vec<&str> {
    rows.iter().map(|row| row[0].as_str().unwrap()).collect()
}

/// An embed whose readers see the airports that their site names.
async fn by_airport(world: &World) -> Embed {
    let rows = json!({ "abilities": ["interact"], "rows": [
        { "dataset": "flights", "predicate": { "in": ["origin", { "viewer": "airport" }] } },
    ] });
    Embed::made(world, "ada", "delays", rows).await
}

#[tokio::test]
async fn a_site_lets_its_readers_in_and_says_which_rows_they_see() {
    let world = World::start();
    let embed = by_airport(&world).await;
    let one = embed
        .opened(&world, json!({ "attributes": { "airport": "JFK" } }))
        .await;
    let two = embed
        .opened(
            &world,
            json!({ "sub": "reader-2", "attributes": { "airport": ["EWR", "LGA"] } }),
        )
        .await;
    // The same question in turns, so that a kept answer of the one would reach the other.
    for _ in 0..2 {
        let rows = asked(&world, &one, "flights-by-airport", json!({})).await.unwrap();
        assert_eq!(airports(&rows), ["JFK"]);
        let rows = asked(&world, &two, "flights-by-airport", json!({})).await.unwrap();
        assert_eq!(airports(&rows), ["EWR", "LGA"]);
    }
    // Nobody named an airport: no rows, and not the owner's.
    let none = embed.opened(&world, json!({})).await;
    assert_eq!(
        asked(&world, &none, "flights-by-airport", json!({})).await.unwrap(),
        Vec::<Json>::new()
    );
    let (_, me) = world.get(&one, "/auth/me").await;
    assert_eq!(me["caller"]["share"]["id"], json!(embed.share));
}

#[tokio::test]
async fn a_site_fixes_variables_and_its_reader_cannot_move_them() {
    let world = World::start();
    let embed = Embed::made(&world, "ada", "delays", json!({ "abilities": ["interact"] })).await;
    let reader = embed
        .opened(&world, json!({ "variables": { "origin": ["JFK"] } }))
        .await;
    let rows = asked(&world, &reader, "flights-by-airport", json!({})).await.unwrap();
    assert_eq!(airports(&rows), ["JFK"]);
    for value in [
        json!(["EWR"]),
        json!(["JFK", "EWR"]),
        json!([]),
        json!("EWR"),
        json!(null),
    ] {
        let refused = asked(&world, &reader, "flights-by-airport", json!({ "origin": value })).await;
        assert_eq!(refused.unwrap_err().0, 400, "{value}");
    }
    let id = world.id("dashboards", "delays");
    let (status, _) = world
        .get(&reader, &format!("/dashboards/{id}/variables/origin/choices"))
        .await;
    assert_eq!(status, 404);
    let (_, shown) = world.get(&reader, &format!("/dashboards/{id}")).await;
    assert_eq!(shown["document"]["variables"][0]["default"], json!(["JFK"]));
    // The owner fixes it otherwise: what the site said goes no longer together with that, so nothing is shown rather than more.
    let lock = json!({ "variables": { "origin": { "locked": ["EWR"] } } });
    let (status, _) = world
        .patch(&world.person("ada"), &format!("/shares/{}", embed.share), lock)
        .await;
    assert_eq!(status, 200);
    let refused = asked(&world, &reader, "flights-by-airport", json!({}))
        .await
        .unwrap_err();
    assert_eq!(refused.0, 409, "{}", refused.1);
}

/// Everything that the holder of the key can put right is told with its place; nothing of it opens anything.
#[tokio::test]
async fn a_claim_that_cannot_be_applied_is_refused_with_its_reason() {
    let world = World::start();
    let terms = json!({ "abilities": ["interact"], "widgets": ["worst"],
        "variables": { "origin": { "subset": ["JFK", "EWR"] } },
        "rows": [{ "dataset": "flights", "predicate": { "eq": ["hour", { "viewer": "hour" }] } }] });
    let embed = Embed::made(&world, "ada", "delays", terms).await;
    let at = now();
    for (claims, pointer) in [
        (json!({ "exp": at - 1 }), "/token/exp"),
        (json!({ "exp": at + 3_600 }), "/token/exp"),
        (json!({ "iat": at + 600 }), "/token/iat"),
        (json!({ "nbf": at + 600 }), "/token/nbf"),
        (json!({ "grade": "admin" }), "/token/grade"),
        (json!({ "filters": [] }), "/token/filters"),
        (json!({ "jti": "" }), "/token/jti"),
        (
            json!({ "attributes": { "carrier": "UA" } }),
            "/token/attributes/carrier",
        ),
        (json!({ "attributes": { "hour": "noon" } }), "/token/attributes/hour"),
        (json!({ "attributes": { "hour": [] } }), "/token/attributes/hour"),
        (json!({ "variables": { "carrier": "UA" } }), "/token/variables/carrier"),
        (
            json!({ "attributes": { "hour": "9" }, "variables": { "origin": ["LGA"] } }),
            "/token/variables/origin",
        ),
        (
            json!({ "attributes": { "hour": "9" }, "variables": { "origin": 7 } }),
            "/token/variables/origin",
        ),
    ] {
        let (status, answer) = present(&world, &embed.token(&claims)).await;
        assert_eq!(
            (status.as_u16(), answer["code"].as_str()),
            (400, Some("invalid")),
            "{claims}: {answer}"
        );
        assert_eq!(answer["errors"][0]["pointer"], pointer, "{claims}: {answer}");
        assert!(answer.get("session").is_none());
    }
    let foreign = json!({ "token": embed.token(&json!({})), "origin": "https://elsewhere.example" });
    let (status, answer) = world.post(&Who::Nobody, "/share-sessions", foreign).await;
    assert_eq!(
        (status.as_u16(), &answer["errors"][0]["pointer"]),
        (400, &json!("/origin"))
    );
    let good = json!({ "token": embed.token(&json!({ "attributes": { "hour": "9" } })), "origin": SITE });
    assert_eq!(world.post(&Who::Nobody, "/share-sessions", good).await.0, 201);
    let (_, listed) = world
        .get(&world.person("ada"), &format!("/shares/{}", embed.share))
        .await;
    assert_eq!(listed["views"], 1, "what was refused is no view");
}

/// A variable that nothing of what is shown reads would narrow nothing.
#[tokio::test]
async fn a_variable_that_nothing_reads_is_refused() {
    let world = World::start();
    let board = json!({ "title": "Unread", "document": { "version": 1, "variables": [
            { "name": "unread", "type": "string", "domain": { "values": ["a", "b"] } } ],
        "widgets": [{ "id": "n", "kind": "stat", "place": { "x": 0, "y": 0, "w": 3, "h": 2 },
            "question": { "dataset": "flights", "select": [{ "count": "*" }] } }] } });
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let board = world.made(&ada, &format!("/workspaces/{root}/dashboards"), board).await;
    let path = format!("/dashboards/{}/shares", board["id"].as_str().unwrap());
    let made = world
        .made(&ada, &path, json!({ "kind": "embed", "origins": [SITE] }))
        .await;
    let text = |value: &Json| value.as_str().unwrap().to_owned();
    let embed = Embed {
        share: text(&made["share"]["id"]),
        kid: text(&made["key"]["id"]),
        secret: text(&made["key"]["secret"]),
    };
    let (status, answer) = present(&world, &embed.token(&json!({ "variables": { "unread": "a" } }))).await;
    assert_eq!(
        (status.as_u16(), &answer["errors"][0]["pointer"]),
        (400, &json!("/token/variables/unread"))
    );
}

/// Who does not hold the key gets one answer, whatever is wrong, the same as for a link that does not exist.
#[tokio::test]
async fn strangers_get_one_answer() {
    let world = World::start();
    let embed = by_airport(&world).await;
    let other = by_airport(&world).await;
    let claims = json!({ "sub": "x", "exp": now() + 60, "jti": fresh_jti(), "attributes": { "airport": "JFK" } });
    let post = async |body: Json| {
        world
            .visible(&Who::Nobody, Method::POST, "/share-sessions", Some(&body))
            .await
    };
    let expected = post(json!({ "secret": "abcdefghijklmnopqrstuvwxyz234567" })).await;
    assert_eq!(expected.0, 404);
    let header = |alg: &str, kid: &str| json!({ "alg": alg, "typ": "JWT", "kid": kid });
    let good = signed(&embed.header(), &claims, &embed.secret);
    let (unsigned, signature) = good.rsplit_once('.').unwrap();
    let none = format!("{}.{}.", part(&header("none", &embed.kid)), part(&claims));
    let widened = json!({ "sub": "x", "exp": now() + 60, "jti": "y", "attributes": { "airport": ["JFK", "EWR"] } });
    let (_, paused) = world
        .post(
            &world.person("ada"),
            &format!("/shares/{}/pause", other.share),
            json!({}),
        )
        .await;
    assert_eq!(paused["state"], "paused");
    for token in [
        String::new(),
        "a.b.c".to_owned(),
        none,
        format!("{unsigned}."),
        signed(&header("RS256", &embed.kid), &claims, &embed.secret),
        signed(&header("HS512", &embed.kid), &claims, &embed.secret),
        signed(&json!({ "alg": "HS256" }), &claims, &embed.secret),
        signed(
            &header("HS256", "key_00000000000000000000000000"),
            &claims,
            &embed.secret,
        ),
        signed(&header("HS256", "'; DROP TABLE shares"), &claims, &embed.secret),
        // The key of another share, and another share's name on one's own.
        signed(&embed.header(), &claims, &other.secret),
        signed(&other.header(), &claims, &embed.secret),
        signed(&embed.header(), &claims, "vk_guess"),
        // Claims that were not signed.
        format!("{}.{}.{signature}", part(&embed.header()), part(&widened)),
        // Twice as long as any may be.
        signed(
            &embed.header(),
            &json!({ "sub": "x".repeat(12_000), "exp": now() + 60, "jti": "z" }),
            &embed.secret,
        ),
        // A share that does not open, with its own key and with mistakes that would be told.
        other.token(&json!({ "attributes": { "airport": "JFK" } })),
        other.token(&json!({ "exp": now() - 60, "unknown": true })),
    ] {
        assert_eq!(post(json!({ "token": token })).await, expected, "{token:.200}");
    }
    // The id of an embed, and the secret of its key, open nothing like a link's.
    for secret in [&embed.share, &embed.kid, &embed.secret] {
        assert_eq!(post(json!({ "secret": secret })).await, expected);
    }
    assert_eq!(post(json!({ "token": good })).await.0, 201);
}

#[tokio::test]
async fn a_token_opens_once_also_after_a_restart() {
    let mut world = World::start();
    let embed = by_airport(&world).await;
    let token = embed.token(&json!({ "exp": now() + 590, "attributes": { "airport": "JFK" } }));
    assert_eq!(present(&world, &token).await.0, 201);
    let again = present(&world, &token).await;
    assert_eq!(
        (again.0.as_u16(), &again.1["errors"][0]["pointer"]),
        (400, &json!("/token/jti"))
    );
    world.crash_and_restart();
    let again = present(&world, &token).await;
    assert_eq!(
        (again.0.as_u16(), &again.1["errors"][0]["pointer"]),
        (400, &json!("/token/jti"))
    );
    // Of many at once one is let in.
    let token = embed.token(&json!({}));
    let all = futures::future::join_all((0..12).map(|_| present(&world, &token))).await;
    assert_eq!(all.iter().filter(|(status, _)| *status == 201).count(), 1);
    let (_, listed) = world
        .get(&world.person("ada"), &format!("/shares/{}", embed.share))
        .await;
    assert_eq!(listed["views"], 2, "a token that is shown again is no view");
}

#[tokio::test]
async fn a_reader_who_goes_on_has_the_same_view() {
    let world = World::start();
    let embed = Embed::made(&world, "ada", "delays", json!({ "max_views": 1 })).await;
    let first = present(&world, &embed.token(&json!({}))).await;
    let Who::Bearer(held) = bearer(first) else { return };
    let renew = async |sub: &str, held: &str| {
        let body = json!({ "token": embed.token(&json!({ "sub": sub })), "renews": held });
        world.post(&Who::Nobody, "/share-sessions", body).await
    };
    let second = bearer(renew("reader-1", &held).await);
    assert!(
        asked(&world, &second, "flights", json!({}))
            .await
            .is_err_and(|refused| refused.0 == 403),
        "it may only look"
    );
    // Somebody else's session makes no view free, and neither does one that is none.
    for (sub, held) in [
        ("reader-2", held.as_str()),
        ("reader-1", "vs_abcdefghijklmnopqrstuvwxyz234567"),
    ] {
        assert_eq!(renew(sub, held).await.0, 404, "{sub}");
    }
}

/// The session ends with the token, and no later than the share says.
#[tokio::test]
async fn a_session_is_no_longer_than_its_token() {
    let world = World::start();
    let embed = by_airport(&world).await;
    let exp = now() + 45;
    let (_, answer) = present(&world, &embed.token(&json!({ "exp": exp }))).await;
    let ends = chrono::DateTime::parse_from_rfc3339(answer["expires_at"].as_str().unwrap()).unwrap();
    assert_eq!(ends.timestamp(), exp);
    let response = world
        .send(
            &Who::Nobody,
            Method::POST,
            "/share-sessions",
            Some(&json!({ "token": embed.token(&json!({})) })),
        )
        .await;
    assert!(
        response.headers().get("set-cookie").is_none(),
        "an embed keeps no cookie"
    );
}

#[tokio::test]
async fn keys_overlap_and_a_removed_one_cuts_whom_it_let_in() {
    let world = World::start();
    let ada = world.person("ada");
    let old = by_airport(&world).await;
    let keys = format!("/shares/{}/keys", old.share);
    let fresh = world.made(&ada, &keys, json!({})).await;
    let new = Embed {
        share: old.share.clone(),
        kid: fresh["id"].as_str().unwrap().to_owned(),
        secret: fresh["secret"].as_str().unwrap().to_owned(),
    };
    let airport = json!({ "attributes": { "airport": "JFK" } });
    let by_old = old.opened(&world, airport.clone()).await;
    let by_new = new.opened(&world, airport.clone()).await;
    let (_, listed) = world.get(&ada, &keys).await;
    let listed = listed["items"].as_array().unwrap();
    assert_eq!(listed.len(), 2);
    for key in listed {
        assert!(key["last_used_at"].is_string() && key.get("secret").is_none(), "{key}");
    }
    let mut cut = Stream::open(&world, &by_old, "delays", None).await;
    let mut stays = Stream::open(&world, &by_new, "delays", None).await;
    cut.until("hello").await;
    stays.until("hello").await;
    let late = old.token(&airport);
    assert_eq!(world.delete(&ada, &format!("{keys}/{}", old.kid)).await.0, 204);
    // The answer is there: not one more row for whom the key let in, and the page is over.
    while let Some((event, data)) = cut.next().await {
        assert_ne!(event, "answer", "{data}");
    }
    assert_eq!(
        asked(&world, &by_old, "flights-by-airport", json!({}))
            .await
            .unwrap_err()
            .0,
        401
    );
    assert_eq!(present(&world, &late).await.0, 404);
    let rows = asked(&world, &by_new, "flights-by-airport", json!({})).await.unwrap();
    assert_eq!(airports(&rows), ["JFK"]);
    assert_eq!(world.delete(&ada, &format!("{keys}/{}", old.kid)).await.0, 404);
    // As many as may be, and no more.
    for _ in 0..4 {
        world.made(&ada, &keys, json!({})).await;
    }
    assert_eq!(world.post(&ada, &keys, json!({})).await.0, 409);
}

#[tokio::test]
async fn keys_are_for_who_speaks_for_the_owner() {
    let world = World::start();
    let embed = by_airport(&world).await;
    let keys = format!("/shares/{}/keys", embed.share);
    for (person, expected) in [("vera", 404), ("mona", 404)] {
        if world.demo["users"].get(person).is_none() {
            continue;
        }
        let (status, _) = world.post(&world.person(person), &keys, json!({})).await;
        assert_eq!(status.as_u16(), expected, "{person}");
    }
    let reader = embed.opened(&world, json!({})).await;
    for (method, path) in [
        (Method::GET, keys.clone()),
        (Method::POST, keys.clone()),
        (Method::DELETE, format!("{keys}/{}", embed.kid)),
    ] {
        assert_eq!(world.call(&reader, method, &path, None).await.0, 404);
    }
    // Links have no keys, embeds no link.
    let ada = world.person("ada");
    let (_, link) = world.reader("ada", "delays", json!({})).await;
    assert_eq!(
        world.post(&ada, &format!("/shares/{link}/keys"), json!({})).await.0,
        409
    );
    assert_eq!(
        world
            .post(&ada, &format!("/shares/{}/rotate", embed.share), json!({}))
            .await
            .0,
        409
    );
}

/// Case 7 of the anchors: what an embed does not show is also refused by the API with its own session.
#[tokio::test]
async fn what_is_hidden_in_an_embed_is_refused_by_the_api() {
    let world = World::start();
    let terms = json!({ "abilities": ["interact"], "widgets": ["flights-by-airport"],
        "variables": { "origin": { "locked": ["JFK"], "hidden": true } } });
    let embed = Embed::made(&world, "ada", "delays", terms).await;
    let reader = embed.opened(&world, json!({})).await;
    let rows = asked(&world, &reader, "flights-by-airport", json!({})).await.unwrap();
    assert_eq!(airports(&rows), ["JFK"]);
    assert_eq!(asked(&world, &reader, "worst", json!({})).await.unwrap_err().0, 400);
    let moved = asked(&world, &reader, "flights-by-airport", json!({ "origin": ["EWR"] })).await;
    assert_eq!(moved.unwrap_err().0, 400);
    let id = world.id("dashboards", "delays");
    for format in [
        json!({ "format": "csv", "widget": "worst" }),
        json!({ "format": "pdf" }),
    ] {
        assert_eq!(
            world
                .post(&reader, &format!("/dashboards/{id}/exports"), format)
                .await
                .0,
            403
        );
    }
    let other = world.id("dashboards", "station");
    assert_eq!(world.get(&reader, &format!("/dashboards/{other}")).await.0, 404);
    // A site cannot fix what is hidden from it either.
    let (status, answer) = present(&world, &embed.token(&json!({ "variables": { "origin": ["JFK"] } }))).await;
    assert_eq!(
        (status.as_u16(), &answer["errors"][0]["message"]),
        (400, &json!("there is no such variable"))
    );
}

/// The page of an embed says which sites may show it, to the browser; of all other addresses it is the same page that nobody may show.
#[tokio::test]
async fn a_page_says_nothing_but_which_sites_may_show_it() {
    let world = World::start();
    let ada = world.person("ada");
    let two = json!({ "origins": [SITE, "http://localhost:4000"] });
    let embed = Embed::made(&world, "ada", "delays", two).await;
    let page = async |id: &str| {
        let response = reqwest::get(format!("{}/e/{id}", world.base)).await.unwrap();
        let headers = response.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        let framed = policy.split("; ").find(|part| part.starts_with("frame-ancestors"));
        let framed = framed.unwrap().to_owned();
        let same_origin_only = headers.contains_key("x-frame-options");
        (
            response.status().as_u16(),
            framed,
            same_origin_only,
            response.text().await.unwrap(),
        )
    };
    let shown = page(&embed.share).await;
    let framed = format!("frame-ancestors http://localhost:4000 {SITE}");
    assert_eq!((shown.0, shown.1.as_str(), shown.2), (200, framed.as_str(), false));
    assert!(!shown.3.contains(&embed.share) && !shown.3.contains("Delays"));
    let unknown = page("shr_00000000000000000000000000").await;
    assert_eq!((unknown.0, unknown.1.as_str()), (200, "frame-ancestors 'none'"));
    assert_eq!(unknown.3, shown.3);
    let (_, link) = world.reader("ada", "delays", json!({})).await;
    let (_, paused) = world
        .post(&ada, &format!("/shares/{}/pause", embed.share), json!({}))
        .await;
    assert_eq!(paused["state"], "paused");
    for id in [&link, &embed.share, "x", &embed.kid, "%00", "shr_%20"] {
        assert_eq!(page(id).await, unknown, "{id}");
    }
}

#[tokio::test]
async fn sites_are_of_one_form_and_changing_them_cuts_who_is_in() {
    let world = World::start();
    let ada = world.person("ada");
    let path = format!("/dashboards/{}/shares", world.id("dashboards", "delays"));
    let many: Vec<_> = (0..21).map(|number| format!("https://h{number}.example")).collect();
    for (body, pointer) in [
        (json!({ "kind": "embed" }), "/origins"),
        (json!({ "kind": "embed", "origins": [] }), "/origins"),
        (json!({ "kind": "embed", "origins": many }), "/origins"),
        (
            json!({ "kind": "embed", "origins": ["http://intranet.example"] }),
            "/origins/0",
        ),
        (json!({ "kind": "embed", "origins": [SITE, "*"] }), "/origins/1"),
        (
            json!({ "kind": "embed", "origins": ["https://a.example; script-src *"] }),
            "/origins/0",
        ),
        (
            json!({ "kind": "embed", "origins": [SITE], "password": "a long password" }),
            "/password",
        ),
        (json!({ "kind": "link", "origins": [SITE] }), "/origins"),
    ] {
        let (status, answer) = world.post(&ada, &path, body.clone()).await;
        assert_eq!(
            (status.as_u16(), &answer["errors"][0]["pointer"]),
            (400, &json!(pointer)),
            "{body}"
        );
    }
    let embed = by_airport(&world).await;
    let reader = embed
        .opened(&world, json!({ "attributes": { "airport": "JFK" } }))
        .await;
    let share = format!("/shares/{}", embed.share);
    let (status, changed) = world
        .patch(
            &ada,
            &share,
            json!({ "origins": ["HTTPS://Other.example:443/", "https://other.example"] }),
        )
        .await;
    assert_eq!(
        (status.as_u16(), &changed["origins"]),
        (200, &json!(["https://other.example"]))
    );
    assert_eq!(asked(&world, &reader, "flights", json!({})).await.unwrap_err().0, 401);
    let (_, link) = world.reader("ada", "delays", json!({})).await;
    let (status, _) = world
        .patch(&ada, &format!("/shares/{link}"), json!({ "origins": [SITE] }))
        .await;
    assert_eq!(status, 400);
}

/// The secret of a key is shown once: it is in no later answer, in no fact that is kept in the clear, and in no audit.
#[tokio::test]
async fn the_secret_of_a_key_is_shown_once_and_kept_sealed() {
    let world = World::start();
    let ada = world.person("ada");
    let embed = by_airport(&world).await;
    let reader = embed
        .opened(&world, json!({ "attributes": { "airport": "JFK" } }))
        .await;
    asked(&world, &reader, "flights", json!({})).await.unwrap();
    let root = world.id("workspaces", "port-authority");
    for path in [
        "/shares".to_owned(),
        format!("/shares/{}", embed.share),
        format!("/shares/{}/keys", embed.share),
        format!("/audit?workspace={root}"),
    ] {
        let (_, answer) = world.get(&ada, &path).await;
        assert!(!answer.to_string().contains(&embed.secret), "{path}");
    }
    let needle = embed.secret.as_bytes();
    let mut folders = vec![world.folder.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
                continue;
            }
            let bytes = std::fs::read(entry.path()).unwrap_or_default();
            let found = bytes.windows(needle.len()).any(|window| window == needle);
            assert!(!found, "{}", entry.path().display());
        }
    }
}
