//! Whoever may not is told so before a byte of the body is read: every route that changes something, every caller whom the
//! matrix refuses, with bodies that nobody could read.

use std::collections::BTreeMap;
use std::time::Duration;

use reqwest::Method;
use server::http::route::Need;
use server::http::routes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::callers::{Objects, callers, give_uma_a_place};
use crate::world::{Who, World};

/// Columns of the matrix whose refusals do not depend on what a body says.
const REFUSED: [&str; 5] = ["nobody", "foreigner", "viewer", "reading", "link"];

/// What the committed matrix says: (path, method, caller) → status.
fn matrix() -> BTreeMap<(String, String, String), u16> {
    let text = include_str!("snapshots/it__callers__callers.snap");
    let mut lines = text.lines().skip_while(|line| !line.trim_start().starts_with("nobody"));
    let names: Vec<&str> = lines.next().unwrap().split_whitespace().collect();
    let mut found = BTreeMap::new();
    for line in lines {
        let mut words = line.split_whitespace();
        let (path, method) = (words.next().unwrap(), words.next().unwrap());
        for (name, status) in names.iter().zip(words) {
            let key = (path.to_owned(), method.to_owned(), (*name).to_owned());
            found.insert(key, status.parse().unwrap());
        }
    }
    found
}

/// One call that is to be refused.
struct Refusal {
    method: Method,
    path: String,
    who: Who,
    status: u16,
    told: String,
}

async fn refusals(world: &World) -> Vec<Refusal> {
    give_uma_a_place(world).await;
    let objects = Objects::fresh(world, 0, "").await;
    let callers = callers(world, &objects).await;
    let matrix = matrix();
    let mut all = Vec::new();
    for route in routes::all() {
        if route.method == Method::GET || matches!(route.need, Need::Open(_)) {
            continue;
        }
        for (name, who) in callers.iter().filter(|(name, _)| REFUSED.contains(name)) {
            let key = (route.path.to_owned(), route.method.to_string(), (*name).to_owned());
            let status = matrix[&key];
            // Who may have one format and not the other is let in to say which.
            let one_of_two = route.path.ends_with("/exports") && *name == "viewer";
            if [401, 403, 404].contains(&status) && !one_of_two {
                all.push(Refusal {
                    method: route.method.clone(),
                    path: objects.path(route.path, world),
                    who: who.clone(),
                    status,
                    told: format!("{name} {} {}", route.method, route.path),
                });
            }
        }
    }
    assert!(all.len() > 150, "{}", all.len());
    all
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_refused_like_right_ones() {
    let world = World::start();
    let client = reqwest::Client::new();
    let deep = "[".repeat(20_000);
    let bodies = [
        (Some("application/json"), "{"),
        (Some("application/json"), deep.as_str()),
        (Some("application/json"), r#"{"no_such_field":true}"#),
        (Some("application/x-www-form-urlencoded"), "a=b"),
        (None, "\u{0}"),
    ];
    for refusal in refusals(&world).await {
        for (kind, body) in bodies {
            let address = format!("{}/api/v1{}", world.base, refusal.path);
            let mut request = client.request(refusal.method.clone(), address);
            if let Who::Bearer(token) = &refusal.who {
                request = request.bearer_auth(token);
            }
            if let Some(kind) = kind {
                request = request.header("content-type", kind);
            }
            let status = request.body(body.to_owned()).send().await.unwrap().status().as_u16();
            let begin: String = body.chars().take(9).collect();
            assert_eq!(status, refusal.status, "{}: {kind:?} {begin}", refusal.told);
        }
    }
}

/// Sends the head of a request and a body that has begun and never ends; the status of the answer.
async fn status_before_the_body(world: &World, refusal: &Refusal, length: &str) -> u16 {
    let host = world.base.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let mut head = format!(
        "{} /api/v1{} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n{length}\r\n",
        refusal.method, refusal.path
    );
    if let Who::Bearer(token) = &refusal.who {
        head.push_str(&format!("authorization: Bearer {token}\r\n"));
    }
    head.push_str("\r\n");
    if length.starts_with("transfer") {
        head.push_str("2\r\n[[\r\n");
    }
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer)[9..].parse().unwrap()
}

#[tokio::test]
async fn bodies_that_never_end_are_not_waited_for() {
    let world = World::start();
    let endless = ["content-length: 1000000000000", "transfer-encoding: chunked"];
    let all = async {
        for refusal in refusals(&world).await {
            for length in endless {
                let status = status_before_the_body(&world, &refusal, length).await;
                assert_eq!(status, refusal.status, "{}: {length}", refusal.told);
            }
        }
    };
    // A guard against hanging, not a measure: who waits for such a body waits for ever.
    let guard = Duration::from_secs(300);
    tokio::time::timeout(guard, all)
        .await
        .expect("a route waits for the body");
}
