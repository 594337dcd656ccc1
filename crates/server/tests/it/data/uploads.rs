//! Uploads: what their answer says, what stays with a column, what is decided before rows are others, and what is left after a kill.

use reqwest::StatusCode;
use serde_json::{Value as Json, json};

use crate::world::{Who, World};

async fn upload(world: &World, who: &Who, id: &str, parameters: &str, text: &str) -> (StatusCode, Json) {
    let Who::Bearer(token) = who else { unreachable!() };
    let address = format!("{}/api/v1/datasets/{id}/upload?format=csv{parameters}", world.base);
    let request = reqwest::Client::new().post(address).bearer_auth(token);
    let answer = request.body(text.to_owned()).send().await.unwrap();
    (answer.status(), answer.json().await.unwrap())
}

async fn dataset(world: &World, who: &Who, name: &str) -> String {
    let path = format!("/workspaces/{}/datasets", world.id("workspaces", "port-authority"));
    let made = world.made(who, &path, json!({ "name": name, "upload": true })).await;
    made["id"].as_str().unwrap().to_owned()
}

fn column<'j>(dataset: &'j Json, name: &str) -> &'j Json {
    let columns = dataset["columns"].as_array().unwrap();
    columns.iter().find(|column| column["name"] == name).unwrap()
}

#[tokio::test]
async fn the_answer_says_what_stood_in_the_way_and_offers_the_change() {
    let world = World::start();
    let ada = world.person("ada");
    let id = dataset(&world, &ada, "posts").await;
    let text = "id;n\r\n6176900062392749367;1\r\n6126958807592969297;2\r\n6.12994E+18;3\r\n";
    let (status, told) = upload(&world, &ada, &id, "", text).await;
    assert_eq!(status, 201, "{told}");
    assert_eq!(
        (
            &told["loaded"],
            &told["bad_rows"],
            &told["replaced"],
            &told["read"]["separator"]
        ),
        (&json!(3), &json!(0), &json!(true), &json!(";"))
    );
    let read = &told["read"]["columns"][0];
    assert_eq!((&read["type"], &read["read_as"]), (&json!("string"), &json!("string")));
    let offer = read["offers"]
        .as_array()
        .unwrap()
        .iter()
        .find(|offer| offer["type"] == "int")
        .unwrap();
    assert_eq!((&offer["types"], &offer["empty"]), (&json!("id:int"), &json!(1)));
    assert_eq!(
        offer["cells"][0],
        json!({ "line": 4, "text": "6.12994E+18", "becomes": null })
    );

    let (status, told) = upload(&world, &ada, &id, "&types=id:int", text).await;
    assert_eq!(status, 201, "{told}");
    assert_eq!(
        (&told["bad_rows"], &told["read"]["columns"][0]["bad_cells"]),
        (&json!(1), &json!(1))
    );
    let (_, preview) = world.get(&ada, &format!("/datasets/{id}/preview")).await;
    assert_eq!(
        preview["rows"],
        json!([["6176900062392749367", 1], ["6126958807592969297", 2], [null, 3]])
    );
    let path = format!("/datasets/{id}/bad-rows");
    let list = world
        .send(&ada, reqwest::Method::GET, &path, None)
        .await
        .text()
        .await
        .unwrap();
    assert_eq!(
        list,
        "line,column,reason,raw\n4,id,expected a whole number,6.12994E+18\n"
    );
}

#[tokio::test]
async fn wrong_parameters_are_refused_with_their_name_and_change_nothing() {
    let world = World::start();
    let ada = world.person("ada");
    let id = dataset(&world, &ada, "posts").await;
    for (parameters, pointer) in [
        ("&types=id:roman", "/types"),
        ("&types=nobody:int", "/types"),
        ("&separator=xy", "/separator"),
        ("&encoding=klingon", "/encoding"),
        ("&header=99", "/header"),
        ("&if=maybe", ""),
    ] {
        let (status, problem) = upload(&world, &ada, &id, parameters, "id\n1\n").await;
        assert_eq!(
            (status.as_u16(), &problem["errors"][0]["pointer"]),
            (400, &json!(pointer)),
            "{parameters}"
        );
    }
    let (_, after) = world.get(&ada, &format!("/datasets/{id}")).await;
    assert_eq!((&after["version"], &after["columns"]), (&json!(0), &json!([])));
}

#[tokio::test]
async fn what_people_set_on_a_column_stays_and_new_columns_start_hidden() {
    let world = World::start();
    let ada = world.person("ada");
    let id = dataset(&world, &ada, "staff").await;
    upload(&world, &ada, &id, "", "name,salary\nAnn,1\n").await;
    let patch = json!({ "columns": [
        { "name": "salary", "hidden": true, "unit": "EUR" }, { "name": "name", "label": "Who" }
    ] });
    let (status, _) = world.patch(&ada, &format!("/datasets/{id}"), patch).await;
    assert_eq!(status, 200);
    let (_, told) = upload(&world, &ada, &id, "", "name,salary,wage\nAnn,1,2\n").await;
    assert_eq!(told["start_hidden"], json!(["wage"]), "{told}");
    let kept = &told["dataset"];
    assert_eq!(
        (&column(kept, "salary")["hidden"], &column(kept, "salary")["unit"]),
        (&json!(true), &json!("EUR"))
    );
    assert_eq!(column(kept, "name")["label"], "Who");
    let (_, preview) = world.get(&ada, &format!("/datasets/{id}/preview")).await;
    assert_eq!(preview["rows"], json!([["Ann"]]), "what is hidden is in no preview");
    // The hidden column is not in this file, and comes back with the next.
    upload(&world, &ada, &id, "", "name\nAnn\n").await;
    let (_, told) = upload(&world, &ada, &id, "", "name,salary\nAnn,1\n").await;
    assert_eq!(column(&told["dataset"], "salary")["hidden"], json!(true), "{told}");
}

#[tokio::test]
async fn an_upload_that_must_not_break_anything_says_what_it_would_break() {
    let world = World::start();
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let id = dataset(&world, &ada, "stock").await;
    upload(&world, &ada, &id, "", "site,parts,kg\nnorth,1,2\n").await;
    let document = json!({ "version": 1, "widgets": [{ "id": "a", "kind": "stat", "place": { "x": 0, "y": 0, "w": 6, "h": 4 },
        "question": { "dataset": "stock", "select": [{ "sum": "parts", "as": "n" }] } }] });
    let body = json!({ "title": "Stock of parts", "document": document });
    world.made(&ada, &format!("/workspaces/{root}/dashboards"), body).await;
    let rule =
        json!({ "dataset": "stock", "applies_to": "all", "below": true, "predicate": { "eq": ["site", "north"] } });
    world.made(&ada, &format!("/workspaces/{root}/row-rules"), rule).await;

    let without = "place,parts,kg\nnorth,many,2.5\n";
    let (status, told) = upload(&world, &ada, &id, "&if=nothing_breaks", without).await;
    assert_eq!(
        (status.as_u16(), &told["replaced"], &told["dataset"]["version"]),
        (200, &json!(false), &json!(1)),
        "{told}"
    );
    assert_eq!(
        told["changes"],
        json!([
            { "name": "site", "before": "string", "now": null, "in_row_rules": true, "dashboards": [] },
            { "name": "parts", "before": "int", "now": "string", "in_row_rules": false, "dashboards": ["Stock of parts"] },
            { "name": "kg", "before": "int", "now": "float", "in_row_rules": false, "dashboards": [] }
        ])
    );
    let (status, told) = upload(&world, &ada, &id, "", without).await;
    assert_eq!(
        (status.as_u16(), &told["replaced"], &told["dataset"]["version"]),
        (201, &json!(true), &json!(2))
    );
    let (status, told) = upload(&world, &ada, &id, "&if=nothing_breaks", without).await;
    assert_eq!((status.as_u16(), &told["changes"]), (201, &json!([])));
    let (_, told) = upload(&world, &ada, &id, "", "place,parts,kg,secret\nnorth,many,2.5,x\n").await;
    assert_eq!(
        (&told["opens"], &told["start_hidden"]),
        (&json!(["secret"]), &json!([])),
        "{told}"
    );
}

#[tokio::test]
async fn loads_are_in_the_audit() {
    let world = World::start();
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let id = dataset(&world, &ada, "audited").await;
    upload(&world, &ada, &id, "", "n\n1\n2\n").await;
    let (_, audit) = world.get(&ada, &format!("/audit?workspace={root}")).await;
    let entries = audit["items"].as_array().unwrap();
    let load = entries
        .iter()
        .find(|entry| entry["action"] == "dataset.load" && entry["object"] == json!(id));
    assert_eq!(load.unwrap()["details"]["rows"], 2, "{audit}");
}

#[tokio::test]
async fn an_upload_in_work_when_the_process_was_killed_is_swept() {
    let mut world = World::start();
    let ada = world.person("ada");
    let id = dataset(&world, &ada, "swept").await;
    upload(&world, &ada, &id, "", "n\n1\n").await;
    let uploads = world.folder.path().join("uploads");
    let staging = world.folder.path().join("datasets/staging");
    let count = |folder: &std::path::Path| std::fs::read_dir(folder).unwrap().count();
    assert_eq!(
        (count(&uploads), count(&staging)),
        (0, 0),
        "nothing is left of an upload that is done"
    );
    std::fs::write(uploads.join("half"), "n\n1").unwrap();
    std::fs::create_dir(staging.join("half")).unwrap();
    std::fs::write(staging.join("half/part"), "x").unwrap();
    let part = world.folder.path().join("datasets").join(&id).join("part-2.parquet");
    std::fs::write(&part, "x").unwrap();
    world.crash_and_restart();
    assert_eq!((count(&uploads), count(&staging)), (0, 0));
    assert!(!part.exists());
    let (_, after) = world.get(&ada, &format!("/datasets/{id}")).await;
    assert_eq!((&after["version"], &after["row_count"]), (&json!(1), &json!(1)));
}
