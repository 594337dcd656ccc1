//! The clock of a dashboard, through HTTP: what is asked, what leaves as a file, what an open page is told. And what choices say of
//! themselves.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::world::{Who, World};

/// A dashboard of Ada's over the flights, with this setting of its time.
async fn dashboard(world: &World, ada: &Who, title: &str, time: Json) -> String {
    let place = json!({"x":0,"y":0,"w":6,"h":4});
    let document = json!({
        "version": 1,
        "time": time,
        "variables": [
            {"name":"carrier","type":"string","domain":{"choices":{"dataset":"airlines","value":"carrier","label":"name"}}},
            {"name":"least","type":"number","domain":{"range":{"min":3,"max":9}}}
        ],
        "widgets": [
            {"id":"years","kind":"bar","place":place,"question":{
                "dataset":"flights",
                "select":[{"column":"time_hour","grain":"year","as":"year"},{"count":"*","as":"n"}],
                "order":[{"by":"year"}]}},
            {"id":"all","kind":"table","place":place,"question":{
                "dataset":"flights","select":[{"column":"time_hour"},{"column":"flight"}]}}
        ]
    });
    let path = format!("/workspaces/{}/dashboards", world.id("workspaces", "port-authority"));
    let made = world.made(ada, &path, json!({"title":title,"document":document})).await;
    made["id"].as_str().unwrap().to_owned()
}

async fn years(world: &World, ada: &Who, id: &str, body: Json) -> Json {
    let mut asked = json!({"widget":"years"});
    asked.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
    world.post(ada, &format!("/dashboards/{id}/data"), asked).await.1
}

#[tokio::test]
async fn a_dashboard_is_cut_by_its_own_clock_or_its_viewers() {
    let world = World::start();
    let ada = world.person("ada");
    let fixed = dashboard(&world, &ada, "Fixed", json!({"zone":"America/New_York"})).await;
    let answer = years(&world, &ada, &fixed, json!({"time_zone":"Asia/Tokyo"})).await;
    assert_eq!(answer["rows"], json!([["2013-01-01T05:00:00Z", 336_776]]));
    assert_eq!(answer["columns"][0]["grain"], "year");
    assert_eq!(answer["columns"][0]["zone"], "America/New_York");
    let viewers = dashboard(&world, &ada, "Viewers", json!({"zone":"viewer"})).await;
    let answer = years(&world, &ada, &viewers, json!({"time_zone":"America/New_York"})).await;
    assert_eq!(answer["rows"], json!([["2013-01-01T05:00:00Z", 336_776]]));
    let answer = years(&world, &ada, &viewers, json!({})).await;
    assert_eq!(answer["columns"][0]["zone"], "UTC");
    assert_eq!(answer["rows"][0][1], 336_688);
    let plain = dashboard(&world, &ada, "Plain", json!({})).await;
    let answer = years(&world, &ada, &plain, json!({"time_zone":"America/New_York"})).await;
    assert_eq!(
        answer["columns"][0]["zone"], "UTC",
        "a document without a zone is read in UTC by everybody"
    );
    let wrong = years(&world, &ada, &viewers, json!({"time_zone":"Mars/Olympus"})).await;
    assert_eq!(wrong["errors"][0]["pointer"], "/time_zone");
    let path = format!("/workspaces/{}/dashboards", world.id("workspaces", "port-authority"));
    let body = json!({"title":"x","document":{"version":1,"time":{"zone":"Mars/Olympus"},"widgets":[]}});
    let (status, problem) = world.post(&ada, &path, body).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(problem["errors"][0]["pointer"], "/document/time/zone");
}

/// The text of a CSV and the name it is downloaded under.
async fn csv(world: &World, who: &Who, id: &str, widget: &str) -> (String, String) {
    let body = json!({"format":"csv","widget":widget});
    let made = world.made(who, &format!("/dashboards/{id}/exports"), body).await;
    let path = format!("/exports/{}", made["id"].as_str().unwrap());
    loop {
        let response = world.send(who, Method::GET, &path, None).await;
        match response.status() {
            StatusCode::ACCEPTED => {}
            StatusCode::OK => {
                let name = response.headers()["content-disposition"].to_str().unwrap().to_owned();
                return (response.text().await.unwrap(), name);
            }
            other => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn a_file_is_written_and_named_by_the_dashboards_clock_and_says_that_it_was_cut() {
    let world = World::start();
    let ada = world.person("ada");
    let id = dashboard(&world, &ada, "Files", json!({"zone":"America/New_York"})).await;
    let (text, name) = csv(&world, &ada, &id, "years").await;
    assert_eq!(text, "year,n\r\n2013-01-01T00:00:00-05:00,336776\r\n");
    assert!(name.contains("New York.csv") && !name.contains("first"), "{name}");
    let (text, name) = csv(&world, &ada, &id, "all").await;
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some("# Only the first 10000 rows: there are more than one answer holds.")
    );
    assert_eq!(lines.next(), Some("time_hour,flight"));
    assert_eq!(lines.count(), 10_000);
    assert!(name.contains("first 10000 rows.csv"), "{name}");
    let path = format!("/dashboards/{id}/data");
    let answer = world.post(&ada, &path, json!({"widget":"all"})).await.1;
    assert_eq!((&answer["truncated"], &answer["limit"]), (&json!(true), &json!(10_000)));
}

#[tokio::test]
async fn choices_say_what_is_taken_while_nobody_chooses() {
    let world = World::start();
    let ada = world.person("ada");
    let id = dashboard(&world, &ada, "Choices", json!({})).await;
    let choices = async |name: &str, variables: &str| {
        let path = format!("/dashboards/{id}/variables/{name}/choices?variables={variables}");
        world.get(&ada, &path).await
    };
    let (status, list) = choices("carrier", "%7B%7D").await;
    assert_eq!(status, 200);
    assert_eq!(list["taken"], list["items"][0]["value"]);
    // A value that left the data does not stand in the way of choosing another.
    let (status, again) = choices("carrier", "%7B%22carrier%22:%22gone%22%7D").await;
    assert_eq!((status, &again["taken"]), (StatusCode::OK, &list["taken"]));
    assert_eq!(choices("least", "%7B%7D").await.1["taken"], 3);
    // That of another variable does: it would be another list.
    assert_eq!(choices("carrier", "%7B%22least%22:99%7D").await.0, 400);
}
