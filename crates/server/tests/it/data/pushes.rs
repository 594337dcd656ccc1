//! Rows that are pushed: what they bring beside what was declared.

use serde_json::{Value as Json, json};
use tokio::io::AsyncWriteExt as _;

use crate::sockets::connect;
use crate::world::{Who, World};

fn hidden(dataset: &Json) -> Vec<(String, bool)> {
    let columns = dataset["columns"].as_array().unwrap();
    let one = |column: &Json| {
        (
            column["name"].as_str().unwrap().to_owned(),
            column["hidden"] == json!(true),
        )
    };
    columns.iter().map(one).collect()
}

#[tokio::test]
async fn columns_that_rows_bring_can_be_asked_for_and_start_hidden_beside_hidden_ones() {
    let world = World::start();
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let declared =
        json!({ "name": "meters", "ingest": { "grow": true, "columns": [{ "name": "v", "type": "float" }] } });
    let made = world
        .made(&ada, &format!("/workspaces/{root}/datasets"), declared)
        .await;
    let id = made["id"].as_str().unwrap().to_owned();
    let rows = format!("/datasets/{id}/rows");
    world.made(&ada, &rows, json!([{ "v": 1.5 }])).await;
    world.made(&ada, &rows, json!([{ "v": 2.5, "damp": 40 }])).await;
    let named = |name: &str, hidden: bool| (name.to_owned(), hidden);
    let (_, grown) = world.get(&ada, &format!("/datasets/{id}")).await;
    assert_eq!(hidden(&grown), [named("v", false), named("damp", false)]);

    let question = json!({ "sql": "select v, damp from meters order by v" });
    let widget =
        json!({ "id": "w", "kind": "table", "place": { "x": 0, "y": 0, "w": 6, "h": 4 }, "question": question });
    let document = json!({ "version": 1, "widgets": [widget] });
    let path = format!("/workspaces/{root}/dashboards");
    let dashboard = world
        .made(&ada, &path, json!({ "title": "Meters", "document": document }))
        .await;
    let data = format!("/dashboards/{}/data", dashboard["id"].as_str().unwrap());
    let answer = world
        .post(&ada, &data, json!({ "widget": "w", "variables": {} }))
        .await
        .1;
    assert_eq!(answer["rows"], json!([[1.5, null], [2.5, 40.0]]), "{answer}");

    let hides = json!({ "columns": [{ "name": "damp", "hidden": true }] });
    let (status, told) = world.patch(&ada, &format!("/datasets/{id}"), hides).await;
    assert!(status.is_success(), "{told}");
    world.made(&ada, &rows, json!([{ "v": 3.5, "inside": 20 }])).await;
    let (_, grown) = world.get(&ada, &format!("/datasets/{id}")).await;
    assert_eq!(
        hidden(&grown),
        [named("v", false), named("damp", true), named("inside", true)]
    );
    let (_, audit) = world.get(&ada, &format!("/audit?workspace={root}")).await;
    let told = audit["items"].as_array().unwrap().iter();
    let told = told.filter(|entry| entry["action"] == "dataset.grow" && entry["object"] == json!(id));
    let told: Vec<_> = told.map(|entry| entry["details"].clone()).collect();
    assert_eq!(
        told,
        [
            json!({ "columns": ["inside"], "start_hidden": ["inside"] }),
            json!({ "columns": ["damp"], "start_hidden": [] })
        ]
    );
}

/// Who goes before the answer leaves a row with all that belongs to it: its count in the audit, and its column in the record.
#[tokio::test]
async fn a_push_whose_caller_has_gone_is_done_to_its_end() {
    let world = World::start();
    let ada = world.person("ada");
    let Who::Bearer(token) = &ada else { unreachable!() };
    let root = world.id("workspaces", "port-authority");
    let declared =
        json!({ "name": "hasty", "ingest": { "grow": true, "columns": [{ "name": "v", "type": "float" }] } });
    let made = world
        .made(&ada, &format!("/workspaces/{root}/datasets"), declared)
        .await;
    let id = made["id"].as_str().unwrap();
    let host = world.base.strip_prefix("http://").unwrap();
    for n in 0..40 {
        let body = format!(r#"[{{"v":{n},"own{n}":{n}}}]"#);
        let head = format!(
            "POST /api/v1/datasets/{id}/rows HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        let mut socket = connect(&world).await;
        socket.write_all((head + &body).as_bytes()).await.unwrap();
        // Some are gone before they are read, some while they are written.
        for _ in 0..n * 10 {
            tokio::task::yield_now().await;
        }
        drop(socket);
    }
    // What came through is settled when a call that waits is answered and all counts agree.
    for _ in 0..50 {
        world
            .made(&ada, &format!("/datasets/{id}/rows"), json!([{ "v": 1000 }]))
            .await;
        let (_, dataset) = world.get(&ada, &format!("/datasets/{id}")).await;
        let rows = dataset["row_count"].as_u64().unwrap();
        let (_, preview) = world.get(&ada, &format!("/datasets/{id}/preview")).await;
        let columns = dataset["columns"].as_array().unwrap().len();
        let hasty: Vec<&Json> = preview["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row[0] != json!(1000.0))
            .collect();
        // Each hasty row brought a column of its own, and each of these is known.
        if hasty.len() + 1 == columns && rows >= hasty.len() as u64 {
            return;
        }
    }
    panic!("some row came without its column");
}
