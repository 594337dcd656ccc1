//! Ways in which the doors to shared data have failed elsewhere, tried against us: what is fetched, kept, made up, set up again. The
//! numbers only name the cases; docs/attacks.md lists all.

use reqwest::{Client, Method};
use serde_json::{Value as Json, json};
use server::http::routes;

use crate::world::{Who, World};

/// What stands in objects that are not shared.
const CANARY: &str = "canary-2b91";

/// The dashboard that is shared, beside objects with the canary in their names, and its reader.
async fn beside_canaries(world: &World) -> (Who, String) {
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let under = async |what: &str, body: Json| world.made(&ada, &format!("/workspaces/{root}/{what}"), body).await;
    under("folders", json!({ "name": format!("{CANARY} folder") })).await;
    let text = json!({ "version": 1, "widgets": [{ "id": "t", "kind": "text", "place": { "x": 0, "y": 0, "w": 4, "h": 2 },
        "options": { "text": CANARY } }] });
    under(
        "dashboards",
        json!({ "title": format!("{CANARY} board"), "document": text }),
    )
    .await;
    under(
        "datasets",
        json!({ "name": "canary_2b91", "label": CANARY, "upload": true }),
    )
    .await;
    world
        .made(&ada, "/groups", json!({ "name": format!("{CANARY} group") }))
        .await;
    let other = json!({ "kind": "link", "title": format!("{CANARY} link") });
    let delays = world.id("dashboards", "delays");
    world.made(&ada, &format!("/dashboards/{delays}/shares"), other).await;
    let all = json!({ "abilities": ["interact", "export_document", "export_data"] });
    world.reader("ada", "operations-now", all).await
}

/// Cases 10 and 11: whatever a reader can fetch, page and all, holds nothing of what is not shared with them.
#[tokio::test]
async fn case_10_nothing_that_is_not_shared_reaches_a_reader() {
    let world = World::start();
    let (reader, share) = beside_canaries(&world).await;
    let id = world.id("dashboards", "operations-now");
    let mut fetched = Vec::new();
    for route in routes::all().into_iter().filter(|route| route.method == Method::GET) {
        if route.path.ends_with("/live") {
            continue;
        }
        for object in [&id, &share] {
            let path = route.path.replace("{id}", object);
            let response = world.send(&reader, Method::GET, &path, None).await;
            let heads = format!("{:?}", response.headers());
            fetched.push((path, heads + &response.text().await.unwrap()));
        }
    }
    for page in [
        "/",
        "/shares",
        "/s/abcdefghijklmnopqrstuvwxyz234567",
        "/metrics",
        "/healthz",
        "/readyz",
    ] {
        let page_of = world.base.clone() + page;
        fetched.push((
            page.to_owned(),
            reqwest::get(page_of).await.unwrap().text().await.unwrap(),
        ));
    }
    assert!(fetched.len() > 60);
    for (path, text) in fetched {
        assert!(
            !text.contains(CANARY) && !text.contains("canary_2b91"),
            "{path}: {text}"
        );
    }
}

/// Case 13: a session that is over, damaged or left out is refused; it never shows more than before.
#[tokio::test]
async fn case_13_a_session_that_is_over_shows_nothing() {
    let world = World::start();
    let only = json!({ "abilities": ["interact", "export_data"],
        "rows": [{ "dataset": "flights", "predicate": { "eq": ["carrier", "UA"] } }] });
    let (reader, share) = world.reader("ada", "delays", only).await;
    let id = world.id("dashboards", "delays");
    let export = json!({ "format": "csv", "widget": "worst" });
    let (status, begun) = world
        .post(&reader, &format!("/dashboards/{id}/exports"), export.clone())
        .await;
    assert_eq!(status, 202, "{begun}");
    let file = format!("/exports/{}", begun["id"].as_str().unwrap());
    let Who::Bearer(session) = &reader else {
        panic!("a bearer")
    };
    let mut damaged = session.clone();
    let last = damaged.pop().unwrap();
    damaged.push(if last == 'a' { 'b' } else { 'a' });
    world.delete(&world.person("ada"), &format!("/shares/{share}")).await;
    for who in [reader, Who::Bearer(damaged), Who::Bearer(String::new()), Who::Nobody] {
        for (method, path, body) in [
            (Method::GET, format!("/dashboards/{id}"), None),
            (
                Method::POST,
                format!("/dashboards/{id}/data"),
                Some(json!({ "widget": "worst" })),
            ),
            (Method::POST, format!("/dashboards/{id}/exports"), Some(export.clone())),
            (Method::GET, format!("/dashboards/{id}/live"), None),
            (Method::GET, file.clone(), None),
        ] {
            let (status, answer) = world.call(&who, method, &path, body.as_ref()).await;
            assert!(status == 401 || status == 404, "{path}: {status} {answer}");
            assert!(answer["rows"].is_null());
        }
    }
}

/// Case 16: a kept answer is data, and nothing of the call that it was made for.
#[tokio::test]
async fn case_16_a_kept_answer_carries_nothing_of_its_first_reader() {
    let world = World::start();
    let rows = json!({});
    let (first, _) = world.reader("ada", "operations-now", rows.clone()).await;
    let (second, _) = world.reader("ada", "operations-now", rows).await;
    let path = format!("/dashboards/{}/data", world.id("dashboards", "operations-now"));
    let (_, dashboard) = world.get(&first, path.trim_end_matches("/data")).await;
    let widget = dashboard["document"]["widgets"][0]["id"].clone();
    for who in [&first, &second, &first] {
        let response = world
            .send(who, Method::POST, &path, Some(&json!({ "widget": widget })))
            .await;
        for name in ["set-cookie", "authorization", "vary"] {
            let value = response
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap().to_lowercase());
            assert!(value.is_none_or(|value| value.contains("encoding")), "{name}");
        }
        let text = response.text().await.unwrap();
        let Who::Bearer(session) = &first else {
            panic!("a bearer")
        };
        assert!(!text.contains(session), "{text}");
    }
}

/// Case 23: what a share locks holds when the author takes the variable away, and a variable nobody declared is refused.
#[tokio::test]
async fn case_23_a_lock_outlives_its_variable() {
    let mut world = World::start();
    let ada = world.person("ada");
    let root = world.id("workspaces", "port-authority");
    let mut question = json!({ "dataset": "flights", "select": [{ "column": "origin" }, { "count": "*", "as": "n" }],
        "where": { "in": ["origin", { "var": "origin" }] } });
    let document = |variables: Json, question: &Json| {
        json!({ "version": 1, "variables": variables, "widgets": [{ "id": "w", "kind": "table",
            "place": { "x": 0, "y": 0, "w": 6, "h": 4 }, "question": question }] })
    };
    let origin = json!([{ "name": "origin", "type": "string", "many": true, "default": ["JFK", "LGA"],
        "domain": { "values": ["JFK", "LGA", "EWR"] } }]);
    let body = json!({ "title": "Locked", "document": document(origin, &question) });
    let made = world.made(&ada, &format!("/workspaces/{root}/dashboards"), body).await;
    world.demo["dashboards"]["locked"] = made["id"].clone();
    let lock = json!({ "abilities": ["interact"], "variables": { "origin": { "locked": ["JFK"], "hidden": true } } });
    let (reader, _) = world.reader("ada", "locked", lock).await;
    let path = format!("/dashboards/{}", world.id("dashboards", "locked"));
    let data = format!("{path}/data");
    let made_up = json!({ "widget": "w", "variables": { "made_up": "x" } });
    assert_eq!(world.post(&reader, &data, made_up).await.0, 400);
    let only_jfk = |answer: &Json| {
        let rows = answer["rows"].as_array().unwrap();
        assert!(!rows.is_empty() && rows.iter().all(|row| row[0] == "JFK"), "{answer}");
    };
    let (status, answer) = world.post(&reader, &data, json!({ "widget": "w" })).await;
    assert_eq!(status, 200, "{answer}");
    only_jfk(&answer);
    let response = world.send(&ada, Method::GET, &path, None).await;
    let tag = response.headers()["etag"].to_str().unwrap().to_owned();
    question.as_object_mut().unwrap().remove("where");
    let body = json!({ "title": "Locked", "document": document(json!([]), &question) });
    let Who::Bearer(token) = &ada else { panic!("a token") };
    let saved = Client::new()
        .put(format!("{}/api/v1{path}", world.base))
        .bearer_auth(token)
        .header("if-match", tag)
        .json(&body);
    let saved = saved.send().await.unwrap();
    let (status, told) = (saved.status(), saved.text().await.unwrap());
    assert!(status.is_success(), "{status} {told}");
    let (status, answer) = world.post(&reader, &data, json!({ "widget": "w" })).await;
    if status == 200 {
        only_jfk(&answer);
    } else {
        assert!(status.is_client_error(), "{status} {answer}");
    }
}

/// Case 27: whoever has the database has nothing that opens something.
#[tokio::test]
async fn case_27_the_database_holds_nothing_that_opens() {
    let world = World::start();
    let ada = world.person("ada");
    let (reader, _) = world.reader("ada", "delays", json!({ "password": null })).await;
    let token = world.made(&ada, "/tokens", json!({ "name": "Dump" })).await;
    let invited = world.id("users", "vera");
    let (_, invitation) = world.post(&ada, &format!("/users/{invited}/invite"), json!({})).await;
    let Who::Bearer(session) = reader else {
        panic!("a bearer")
    };
    let mut issued = vec![session, token["token"].as_str().unwrap().to_owned()];
    issued.extend(
        invitation["link"]
            .as_str()
            .map(|link| link.rsplit('/').next().unwrap().to_owned()),
    );
    for (_, share) in world.demo["shares"].as_object().unwrap() {
        issued.push(share["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned());
    }
    for (_, person) in world.demo["users"].as_object().unwrap() {
        issued.push(person["token"].as_str().unwrap().to_owned());
    }
    assert!(issued.len() > 8);
    for file in ["vitrine.db", "vitrine.db-wal"] {
        let bytes = std::fs::read(world.folder.path().join(file)).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        for secret in &issued {
            // Without its prefix too.
            let bare = secret.rsplit('_').next().unwrap();
            assert!(!text.contains(bare), "{file} holds {secret}");
        }
    }
}

/// Case 30: nothing that a caller sends becomes the address of a redirect or of a link.
#[tokio::test]
async fn case_30_no_address_is_made_of_what_was_sent() {
    let world = World::start();
    let never = reqwest::redirect::Policy::none();
    let client = Client::builder().redirect(never).build().unwrap();
    for path in [
        "//evil.example",
        "/\\evil.example",
        "/login?next=//evil.example",
        "/s/..%2f..%2fevil.example",
        "/d/x?next=https://evil.example",
        "/%2f%2fevil.example",
    ] {
        let seen = client
            .get(format!("{}{path}", world.base))
            .header("host", "evil.example");
        let seen = seen.header("x-forwarded-host", "evil.example").send().await.unwrap();
        assert!(!seen.status().is_redirection(), "{path}: {}", seen.status());
        assert!(!seen.text().await.unwrap().contains("evil.example"), "{path}");
    }
    let Who::Bearer(token) = world.person("ada") else {
        panic!("a token")
    };
    let shares = format!(
        "{}/api/v1/dashboards/{}/shares",
        world.base,
        world.id("dashboards", "delays")
    );
    let made = client.post(shares).bearer_auth(token).header("host", "evil.example");
    let made = made
        .header("x-forwarded-host", "evil.example")
        .json(&json!({ "kind": "link", "title": "T" }));
    let made: Json = made.send().await.unwrap().json().await.unwrap();
    assert!(made["link"].as_str().unwrap().starts_with(&world.base), "{made}");
}

/// Case 34: a name in a request is never a path.
#[tokio::test]
async fn case_34_no_file_is_named_by_a_request() {
    let world = World::start();
    let ada = world.person("ada");
    let exports = format!("/dashboards/{}/exports", world.id("dashboards", "delays"));
    for format in ["../../etc/passwd", "csv/../../x", "", "CSV\u{0}"] {
        let body = json!({ "format": format, "widget": "worst" });
        assert_eq!(world.post(&ada, &exports, body).await.0, 400, "{format}");
    }
    let root = world.id("workspaces", "port-authority");
    for name in ["../x", "a/b", "..", "con.txt", "x\u{0}"] {
        let body = json!({ "name": name, "upload": true });
        assert_eq!(
            world.post(&ada, &format!("/workspaces/{root}/datasets"), body).await.0,
            400,
            "{name}"
        );
    }
    for path in [
        "/assets/../vitrine.db",
        "/assets/%2e%2e/vitrine.db",
        "/..%2fvitrine.db",
        "/assets/..%5cvitrine.db",
    ] {
        let text = reqwest::get(world.base.clone() + path)
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap();
        assert!(!text.starts_with(b"SQLite"), "{path}");
    }
}

/// Case 38: markup in a name is a text, whoever looks.
#[tokio::test]
async fn case_38_markup_in_names_stays_text() {
    let world = World::start();
    let ada = world.person("ada");
    let id = world.id("dashboards", "operations-now");
    for title in [
        "<img src=x onerror=alert(1)>",
        "</script><script>alert(1)</script>",
        "{{7*7}}",
        "=cmd|' /C calc'!A0",
    ] {
        let body = json!({ "kind": "link", "title": title });
        let made = world.made(&ada, &format!("/dashboards/{id}/shares"), body).await;
        assert_eq!(made["share"]["title"], title, "it is kept as it was written");
        let secret = made["link"].as_str().unwrap().rsplit('/').next().unwrap();
        let page = reqwest::get(format!("{}/s/{secret}", world.base)).await.unwrap();
        let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
        let scripts = policy
            .split(';')
            .find(|part| part.trim().starts_with("script-src"))
            .unwrap();
        assert_eq!(scripts.trim(), "script-src 'self'");
        let html = page.text().await.unwrap();
        assert!(
            !html.contains("<img src=x") && !html.contains("<script>alert"),
            "{title}"
        );
        let reader = world.open(secret, None).await.unwrap();
        let answer = world
            .send(&reader, Method::GET, &format!("/dashboards/{id}"), None)
            .await;
        assert_eq!(answer.headers()["content-type"], "application/json");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    }
}

/// Case 43: a reader gets what a widget draws, and no route to the rows under it.
#[tokio::test]
async fn case_43_no_rows_under_the_numbers() {
    let world = World::start();
    let all = json!({ "abilities": ["interact", "export_document", "export_data"] });
    let (reader, _) = world.reader("ada", "delays", all).await;
    let flights = world.id("datasets", "flights");
    for path in ["preview", "bad-rows"] {
        assert_eq!(
            world.get(&reader, &format!("/datasets/{flights}/{path}")).await.0,
            404,
            "{path}"
        );
    }
    let root = world.id("workspaces", "port-authority");
    let question = json!({ "question": { "dataset": "flights", "select": [{ "column": "tailnum" }] } });
    assert_eq!(
        world
            .post(&reader, &format!("/workspaces/{root}/preview"), question.clone())
            .await
            .0,
        404
    );
    let mut body = question;
    body["widget"] = json!("worst");
    let data = format!("/dashboards/{}/data", world.id("dashboards", "delays"));
    assert_eq!(
        world.post(&reader, &data, body).await.0,
        400,
        "a question is no field of a reader"
    );
}
