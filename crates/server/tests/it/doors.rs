//! The doors: links, passwords and sessions tell nothing to who does not hold the key, and slow down who guesses.

use reqwest::StatusCode;
use serde_json::json;

use crate::world::{Who, World};

/// Unknown, paused and ended secrets are one answer; a password is guessed only so often.
#[tokio::test]
async fn a_closed_share_looks_like_no_share() {
    let world = World::start();
    let ada = world.person("ada");
    let answer = async |secret: &str| {
        let (status, mut answer) = world.open(secret, None).await.unwrap_err();
        answer.as_object_mut().unwrap().remove("request_id");
        (status, answer)
    };
    let unknown = answer("abcdefghijklmnopqrstuvwxyz234567").await;
    assert_eq!(unknown.0, StatusCode::NOT_FOUND);
    let secret = |key: &str| {
        world.demo["shares"][key]["link"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(answer(&secret("last-summer")).await, unknown);
    let share = world.id("shares", "terminal-screens");
    assert_eq!(
        world.post(&ada, &format!("/shares/{share}/pause"), json!({})).await.0,
        200
    );
    assert_eq!(answer(&secret("terminal-screens")).await, unknown);
    assert_eq!(
        world.post(&ada, &format!("/shares/{share}/resume"), json!({})).await.0,
        200
    );
    assert!(world.open(&secret("terminal-screens"), None).await.is_ok());

    let path = format!("/dashboards/{}/shares", world.id("dashboards", "delays"));
    let (_, made) = world
        .post(
            &ada,
            &path,
            json!({ "kind": "link", "title": "P", "password": "a good password" }),
        )
        .await;
    let link = made["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let (status, problem) = world.open(&link, None).await.unwrap_err();
    assert_eq!(
        (status, &problem["errors"][0]["pointer"]),
        (StatusCode::UNAUTHORIZED, &json!("/password"))
    );
    assert!(world.open(&link, Some("a good password")).await.is_ok());
    let mut last = StatusCode::UNAUTHORIZED;
    for _ in 0..14 {
        last = world.open(&link, Some("not this one")).await.unwrap_err().0;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

/// A session of a signed-in browser cannot be used by another site's page.
#[tokio::test]
async fn other_sites_cannot_use_a_session() {
    let world = World::start();
    let login =
        json!({ "email": world.demo["users"]["ada"]["email"], "password": world.demo["users"]["ada"]["password"] });
    let client = reqwest::Client::new();
    let signed_in = client
        .post(format!("{}/api/v1/auth/login", world.base))
        .json(&login)
        .send()
        .await
        .unwrap();
    assert_eq!(signed_in.status(), 200);
    let set = signed_in.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(
        set.contains("HttpOnly") && set.contains("SameSite=Lax") && !set.contains("Domain"),
        "{set}"
    );
    let cookie = set.split(';').next().unwrap().to_owned();
    let tokens = format!("{}/api/v1/tokens", world.base);
    let send = async |name: &'static str, value: &str| {
        let request = client
            .post(&tokens)
            .header("cookie", &cookie)
            .header(name, value)
            .json(&json!({ "name": "T" }));
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(send("sec-fetch-site", "cross-site").await, 403);
    assert_eq!(send("sec-fetch-site", "same-site").await, 403);
    assert_eq!(send("origin", "https://evil.example").await, 403);
    assert_eq!(send("origin", "null").await, 403);
    assert_eq!(send("x-nothing", "none").await, 403);
    assert_eq!(send("sec-fetch-site", "same-origin").await, 201);
    assert_eq!(send("origin", &world.base.clone()).await, 201);
    let foreign = client
        .post(format!("{}/api/v1/auth/login", world.base))
        .header("origin", "https://evil.example")
        .json(&login);
    assert_eq!(foreign.send().await.unwrap().status(), 403);
}

/// Guessing passwords is slowed down, and a wrong address is answered like a wrong password.
#[tokio::test]
async fn sign_in_tells_nothing_and_slows_down() {
    let world = World::start();
    let sign_in = async |email: &str| {
        let (status, mut answer) = world
            .post(
                &Who::Nobody,
                "/auth/login",
                json!({ "email": email, "password": "not the password" }),
            )
            .await;
        answer.as_object_mut().unwrap().remove("request_id");
        (status, answer)
    };
    let known = sign_in(world.demo["users"]["vera"]["email"].as_str().unwrap()).await;
    assert_eq!(known.0, StatusCode::UNAUTHORIZED);
    assert_eq!(sign_in("nobody@port-authority.example").await, known);
    let mut last = known;
    for _ in 0..14 {
        last = sign_in("gus@jetblue.example").await;
    }
    assert_eq!(last.0, StatusCode::TOO_MANY_REQUESTS);
}
