//! Newer ways in which sharing has failed elsewhere, tried against us. The numbers only name the cases; docs/attacks.md lists all.

use reqwest::{Client, Method, StatusCode};
use serde_json::{Value as Json, json};
use tokio::net::TcpListener;

use crate::world::{Who, World};

/// What a reader is answered for one widget, sent with headers of their own making.
async fn answer(world: &World, who: &Who, headers: &[(&str, &str)]) -> Json {
    let Who::Bearer(session) = who else { panic!("a reader") };
    let url = format!(
        "{}/api/v1/dashboards/{}/data",
        world.base,
        world.id("dashboards", "delays")
    );
    let year = json!({ "from": "2013-01-01T00:00:00Z", "to": "2014-01-01T00:00:00Z" });
    let mut asked = Client::new()
        .post(url)
        .bearer_auth(session)
        .json(&json!({ "widget": "flights-by-airport", "time": year }));
    for (name, value) in headers {
        asked = asked.header(*name, *value);
    }
    let response = asked.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    response.json().await.unwrap()
}

/// Case 51: ids that callers make up name a call, and never what is kept for it: two readers with the same ones see their own rows.
#[tokio::test]
async fn case_51_an_id_that_a_caller_sends_is_the_key_of_nothing() {
    let world = World::start();
    let only = |airport: &str| json!({ "abilities": ["interact"], "rows": [{ "dataset": "flights", "predicate": { "eq": ["origin", airport] } }] });
    let (jfk, _) = world.reader("ada", "delays", only("JFK")).await;
    let (lga, _) = world.reader("ada", "delays", only("LGA")).await;
    let same = [
        ("x-request-id", "0192f0c1-0000-7000-8000-000000000001"),
        ("idempotency-key", "the-same"),
        ("x-dashboard-load-id", "the-same"),
        ("if-none-match", "\"the-same\""),
    ];
    for _ in 0..2 {
        for (reader, own) in [(&jfk, "JFK"), (&lga, "LGA")] {
            let answered = answer(&world, reader, &same).await;
            let rows = answered["rows"].as_array().unwrap();
            assert!(!rows.is_empty());
            assert!(rows.iter().all(|row| row[0] == own), "{own}: {answered}");
        }
    }
}

/// Case 52: what is printed fetches nothing: addresses in texts stay text.
#[tokio::test]
async fn case_52_printing_fetches_nothing() {
    let world = World::start();
    let ada = world.person("ada");
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let elsewhere = format!("http://{}/picture.png", listener.local_addr().unwrap());
    let text = format!(
        "![a picture]({elsewhere}) <img src=\"{elsewhere}\"> [a link]({elsewhere}) <svg><image href=\"{elsewhere}\"/></svg>"
    );
    let document = json!({ "version": 1, "widgets": [{ "id": "t", "kind": "text", "place": { "x": 0, "y": 0, "w": 8, "h": 4 },
        "options": { "text": text } }] });
    let root = world.id("workspaces", "port-authority");
    let body = json!({ "title": format!("Printed {elsewhere}"), "document": document });
    let made = world.made(&ada, &format!("/workspaces/{root}/dashboards"), body).await;
    let path = format!("/dashboards/{}/exports", made["id"].as_str().unwrap());
    let export = world.made(&ada, &path, json!({ "format": "pdf" })).await;
    let file = format!("/exports/{}", export["id"].as_str().unwrap());
    let printed = loop {
        let response = world.send(&ada, Method::GET, &file, None).await;
        if response.status() != StatusCode::ACCEPTED {
            break response;
        }
    };
    assert_eq!(printed.status(), StatusCode::OK);
    assert!(printed.bytes().await.unwrap().starts_with(b"%PDF"));
    // Whoever had connected would wait here.
    let asked = std::future::poll_fn(|cx| match listener.poll_accept(cx) {
        std::task::Poll::Ready(_) => std::task::Poll::Ready(true),
        std::task::Poll::Pending => std::task::Poll::Ready(false),
    });
    assert!(!asked.await, "something was fetched");
}
