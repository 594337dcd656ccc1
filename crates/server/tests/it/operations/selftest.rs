//! `vitrine selftest --attacks`: everything holds against this program, nothing of it is left behind, and it notices what does not hold.

use std::process::Output;

use reqwest::{Client, Method};
use serde_json::Value as Json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::world::{Who, World};

async fn selftest(world: &World, at: &str) -> Output {
    let Who::Bearer(token) = world.person("ada") else {
        panic!("a token")
    };
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_vitrine"));
    let file = world.folder.path().join("selftest-token");
    std::fs::write(&file, token).unwrap();
    command.args(["selftest", "--attacks", at, "--token-file"]).arg(file);
    command.output().await.unwrap()
}

async fn everything(world: &World) -> (Json, Json) {
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let (_, workspaces) = world.get(&ada, "/workspaces").await;
    let (_, datasets) = world.get(&ada, &format!("/workspaces/{root}/datasets")).await;
    (workspaces, datasets)
}

#[tokio::test]
async fn all_cases_hold_and_nothing_is_left_behind() {
    let world = World::start();
    let before = everything(&world).await;
    let output = selftest(&world, &world.base).await;
    let said = String::from_utf8(output.stdout).unwrap();
    let complained = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}{complained}");
    assert!(!said.contains("FAILED") && said.lines().count() > 20, "{said}");
    assert_eq!(everything(&world).await, before);
    let (_, live) = world.get(&world.person("ada"), "/shares?state=live&q=Selftest").await;
    assert_eq!(live["items"], serde_json::json!([]));
}

/// A proxy that hands everything on and lets rows of others through: what stands for `north` it shows as `south`, and every answer sets a
/// cookie.
async fn leaky(base: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let client = Client::new();
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(hand_on(stream, client.clone(), base.clone()));
        }
    });
    address
}

async fn hand_on(mut stream: TcpStream, client: Client, base: String) {
    let mut received = Vec::new();
    let (head, body) = loop {
        if stream.read_buf(&mut received).await.unwrap_or(0) == 0 {
            return;
        }
        let text = String::from_utf8_lossy(&received).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = |line: &str| {
            line.to_lowercase()
                .strip_prefix("content-length: ")?
                .parse::<usize>()
                .ok()
        };
        if body.len() >= head.lines().find_map(length).unwrap_or(0) {
            break (head.to_owned(), body.to_owned());
        }
    };
    let mut lines = head.lines();
    let mut first = lines.next().unwrap().split(' ');
    let (method, path) = (first.next().unwrap(), first.next().unwrap());
    let mut request = client.request(Method::from_bytes(method.as_bytes()).unwrap(), format!("{base}{path}"));
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        if ["authorization", "content-type"].contains(&name.to_lowercase().as_str()) {
            request = request.header(name, value);
        }
    }
    let Ok(answer) = request.body(body).send().await else {
        return;
    };
    let head = format!(
        "HTTP/1.1 {}\r\nconnection: close\r\nset-cookie: a=b\r\n\r\n",
        answer.status()
    );
    let _sent = stream.write_all(head.as_bytes()).await;
    let mut answer = answer;
    while let Ok(Some(chunk)) = answer.chunk().await {
        let text = String::from_utf8_lossy(&chunk).replace("\"north\"", "\"south\"");
        if stream.write_all(text.as_bytes()).await.is_err() {
            return;
        }
    }
}

#[tokio::test]
async fn what_does_not_hold_is_named() {
    let world = World::start();
    let output = selftest(&world, &leaky(world.base.clone()).await).await;
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{said}");
    for failed in [
        "Readers with different rows",
        "An answer carries no cookie",
        "Choices hold only",
    ] {
        assert!(said.contains(&format!("FAILED  {failed}")), "{failed} in {said}");
    }
    assert!(said.contains("held    A stranger reaches nothing"), "{said}");
}
