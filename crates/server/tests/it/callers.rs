//! Every route × every kind of caller, as one committed matrix. A route answers who it is not for with 401, 403 or 404 and nothing else.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use server::http::route::Need;
use server::http::routes;

use crate::world::{PNG, Who, World};

/// Objects of the demo that stand for path variables, fresh for every call that would use them up.
pub(crate) struct Objects {
    dashboard: String,
    workspace: String,
    user: String,
    group: String,
    dataset: String,
    rule: String,
    token: String,
    /// A token of the user.
    of_user: String,
    share: String,
    /// A share for guests, and one of them.
    guests: String,
    recipient: String,
    /// A mail that lies in the outbox, or is about to.
    mail: String,
    export: String,
    folder: String,
    policy: String,
    request: String,
    invitation: String,
}

const DOCUMENT: &str = r#"{"version":1,"widgets":[{"id":"n","kind":"stat","place":{"x":0,"y":0,"w":3,"h":2},
    "question":{"dataset":"flights","select":[{"count":"*"}]}}]}"#;

fn document() -> Json {
    serde_json::from_str(DOCUMENT).unwrap()
}

impl Objects {
    /// Made by the manager in the root workspace; the other callers of the matrix get their levels on the dashboard.
    /// Of what the template of a route does not name only the id has the right form; an empty one names all.
    pub(crate) async fn fresh(world: &World, number: usize, template: &str) -> Self {
        let wants = |prefix: &str| template.is_empty() || template.starts_with(prefix);
        let none = |prefix: &str| format!("{prefix}_00000000000000000000000000");
        let ada = world.person("ada");
        let root = world.id("workspaces", "port-authority");
        let made = async |path: String, body: Json| {
            let (status, made) = world.post(&ada, &path, body).await;
            assert!(status.is_success(), "{path}: {made}");
            made
        };
        let id = |made: &Json| made["id"].as_str().unwrap().to_owned();
        let board = json!({ "title": format!("Matrix {number}"), "document": document() });
        let dashboard = id(&made(format!("/workspaces/{root}/dashboards"), board).await);
        for (key, level) in [("vera", "view"), ("uma", "share"), ("otto", "edit")] {
            let principal = format!("user:{}", world.id("users", key));
            let path = format!("/dashboards/{dashboard}/grants/{principal}");
            let (status, _) = world
                .call(&ada, Method::PUT, &path, Some(&json!({ "level": level })))
                .await;
            assert!(status.is_success());
        }
        let workspace = id(&made(
            "/workspaces".to_owned(),
            json!({ "name": format!("W{number}"), "parent": root }),
        )
        .await);
        let email = format!("m{number}@port-authority.example");
        let invited = json!({ "name": "M", "email": email, "invite": true });
        let invited = made("/users".to_owned(), invited).await;
        let user = id(&invited["user"]);
        let invitation = invited["invitation"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned();
        let group = if wants("/groups") {
            id(&made("/groups".to_owned(), json!({ "name": "G" })).await)
        } else {
            none("grp")
        };
        let (mut dataset, mut rule) = (none("dst"), none("rul"));
        if wants("/datasets") || wants("/row-rules") {
            let columns = json!([{ "name": "a", "type": "int" }]);
            let new = json!({ "name": format!("m{number}"), "ingest": { "columns": columns } });
            dataset = id(&made(format!("/workspaces/{root}/datasets"), new).await);
            let new = json!({ "dataset": format!("m{number}"), "applies_to": "all", "predicate": { "gt": ["a", 0] } });
            rule = id(&made(format!("/workspaces/{root}/row-rules"), new).await);
        }
        let token = if wants("/tokens") {
            id(&made("/tokens".to_owned(), json!({ "name": "T" })).await)
        } else {
            none("tok")
        };
        let share = json!({ "kind": "link", "title": "S", "abilities": ["interact"] });
        let share = id(&made(format!("/dashboards/{dashboard}/shares"), share).await["share"]);
        let (mut guests, mut recipient) = (none("shr"), none("rcp"));
        if wants("/shares") || wants("/outbox") {
            let new = json!({ "kind": "guests", "title": "G", "addresses": [format!("g{number}@guests.example")] });
            let made = made(format!("/dashboards/{dashboard}/shares"), new).await;
            recipient = id(&made["recipients"][0]);
            guests = id(&made["share"]);
        }
        let mail = format!("invite-{recipient}-1");
        let export = if wants("/exports") {
            let new = json!({ "format": "csv", "widget": "n" });
            id(&made(format!("/dashboards/{dashboard}/exports"), new).await)
        } else {
            none("exp")
        };
        let mut folder = none("fld");
        if wants("/folders") {
            folder = id(&made(format!("/workspaces/{root}/folders"), json!({ "name": "F" })).await);
            for (key, level) in [("vera", "view"), ("uma", "share"), ("otto", "edit")] {
                let path = format!("/folders/{folder}/grants/{}", world.user(key));
                assert!(world.put(&ada, &path, json!({ "level": level })).await.0.is_success());
            }
        }
        let policy = if wants("/policies") {
            let new = json!({ "name": "P", "tag": "matrix=none", "principal": "all", "level": "view" });
            id(&made(format!("/workspaces/{root}/policies"), new).await)
        } else {
            none("pol")
        };
        let asker = json!({ "name": "A", "user": user });
        let asker = made("/tokens".to_owned(), asker).await;
        let of_user = id(&asker);
        let mut request = none("arq");
        if wants("/access-requests") {
            let asker = Who::Bearer(asker["token"].as_str().unwrap().to_owned());
            let new = json!({ "dashboard": dashboard });
            world.made(&asker, "/access-requests", new).await;
            let (_, requests) = world
                .get(&ada, &format!("/dashboards/{dashboard}/access-requests"))
                .await;
            request = id(&requests["items"][0]);
        }
        Self {
            dashboard,
            folder,
            policy,
            request,
            invitation,
            workspace,
            user,
            group,
            dataset,
            rule,
            token,
            of_user,
            share,
            guests,
            recipient,
            mail,
            export,
        }
    }

    pub(crate) fn path(&self, template: &str, world: &World) -> String {
        let id = if template.starts_with("/dashboards") {
            &self.dashboard
        } else if template.starts_with("/workspaces/{id}/permissions") || template == "/workspaces/{id}" {
            &self.workspace
        } else if template.starts_with("/users") {
            &self.user
        } else if template.starts_with("/groups") {
            &self.group
        } else if template.starts_with("/datasets") {
            &self.dataset
        } else if template.starts_with("/row-rules") {
            &self.rule
        } else if template.starts_with("/tokens") {
            &self.token
        } else if template.starts_with("/shares/{id}/recipients") {
            &self.guests
        } else if template.starts_with("/outbox") {
            &self.mail
        } else if template.starts_with("/shares") {
            &self.share
        } else if template.starts_with("/exports") {
            &self.export
        } else if template.starts_with("/folders") {
            &self.folder
        } else if template.starts_with("/policies") {
            &self.policy
        } else if template.starts_with("/access-requests") {
            &self.request
        } else {
            return self.fill(template, &world.id("workspaces", "port-authority"), world);
        };
        self.fill(template, id, world)
    }

    fn fill(&self, template: &str, id: &str, world: &World) -> String {
        let path = template
            .replace("{id}", id)
            .replace("{user_id}", &self.user)
            .replace("{principal}", &format!("user:{}", self.user))
            .replace("{secret}", &self.invitation)
            .replace("{token}", &self.of_user)
            .replace("{rid}", &self.recipient)
            .replace("{session}", "ses_00000000000000000000000000")
            .replace("{name}", "none")
            .replace("{kid}", "key_00000000000000000000000000")
            .replace("{n}", "1");
        match template {
            "/audit" | "/audit/export" => format!("{path}?workspace={}", world.id("workspaces", "port-authority")),
            "/audit/entries/{id}/proof" => "/audit/entries/aud_00000000000000000000000000/proof".to_owned(),
            "/audit/consistency" => format!("{path}?from=0&to=1"),
            t if t.ends_with("/explain") || t.ends_with("/reach") => {
                format!("{path}?principal=user:{}", world.id("users", "vera"))
            }
            "/users/look-alikes" => format!("{path}?email=a@o.example"),
            t if t.ends_with("/upload") => format!("{path}?format=csv"),
            _ => path,
        }
    }
}

/// A body that is right for whoever may send it.
pub(crate) fn body(method: &Method, template: &str, number: usize) -> Option<Json> {
    let post = *method == Method::POST;
    Some(match template {
        "/setup" if post => {
            json!({ "secret": "x", "organisation": "O", "name": "N", "email": "n@o.example", "password": "0123456789" })
        }
        "/auth/login" => json!({ "email": "nobody@o.example", "password": "wrong password" }),
        "/workspaces" if post => json!({ "name": "N", "parent": "wsp_00000000000000000000000000" }),
        "/tokens" if post => json!({ "name": "T" }),
        "/access-requests" if post => json!({ "dashboard": "dsh_00000000000000000000000000" }),
        "/access-requests/{id}/answer" => json!({ "level": null }),
        "/invitations/redeem" => json!({ "secret": "unknown", "password": "0123456789" }),
        "/workspaces/{id}/folders" if post => json!({ "name": "N" }),
        "/folders/{id}" if *method == Method::PATCH => json!({ "name": "N", "parent": null }),
        "/folders/{id}/grants" if *method == Method::PATCH => json!([]),
        "/folders/{id}/grants/{principal}" if *method == Method::PUT => json!({ "level": "view" }),
        "/workspaces/{id}/policies" if post => {
            json!({ "name": "N", "tag": "matrix=none", "principal": "all", "level": "view" })
        }
        "/policies/{id}" if *method == Method::PATCH => json!({ "name": "N" }),
        "/dashboards/{id}/folder" => json!({ "folder": null }),
        "/dashboards/{id}/restricted" => json!({ "restricted": true, "end_shares": true }),
        "/dashboards/{id}/display" => json!({ "as": "me", "end_shares": true }),
        "/dashboards/{id}/display/approve" | "/shares/{id}/approve" | "/shares/{id}/take-over" => {
            json!({ "revision": 1 })
        }
        "/users" if post => json!({ "name": "N", "email": format!("n{number}@o.example") }),
        "/users/{id}" if *method == Method::PATCH => json!({ "name": "N" }),
        "/groups" if post => json!({ "name": "N" }),
        "/groups/{id}" if *method == Method::PATCH => json!({ "name": "N" }),
        "/workspaces/{id}" if *method == Method::PATCH => json!({ "name": format!("N{number}") }),
        "/workspaces/{id}/permissions/{principal}" => json!({ "here": ["view"] }),
        "/workspaces/{id}/datasets" if post => json!({ "name": format!("d{number}"), "upload": true }),
        "/datasets/{id}" if *method == Method::PATCH => json!({ "label": "L" }),
        "/datasets/{id}/rows" => json!([{ "a": 1 }]),
        "/workspaces/{id}/row-rules" if post => {
            json!({ "dataset": "flights", "applies_to": "all", "predicate": { "gt": ["dep_delay", -1000] } })
        }
        "/workspaces/{id}/dashboards" if post => json!({ "title": "T", "document": document() }),
        "/workspaces/{id}/preview" => json!({ "document": document(), "widget": "n" }),
        "/workspaces/{id}/check-document" => json!({ "document": document() }),
        "/dashboards/{id}" if *method == Method::PUT => json!({ "title": "T", "document": document() }),
        "/dashboards/{id}/copy" => json!({}),
        "/dashboards/{id}/effects" | "/folders/{id}/effects" | "/groups/{id}/effects" => json!({}),
        "/workspaces/{id}/policies/effects" => json!({
            "rule": { "name": "N", "tag": "matrix=none", "principal": "all", "level": "view" }
        }),
        "/dashboards/{id}/data" => json!({ "widget": "n" }),
        "/dashboards/{id}/grants" if *method == Method::PATCH => json!([]),
        "/dashboards/{id}/grants/{principal}" if *method == Method::PUT => json!({ "level": "view" }),
        "/dashboards/{id}/shares" | "/dashboards/{id}/shares/check" | "/dashboards/{id}/shares/preview-session"
            if post =>
        {
            json!({ "kind": "link", "title": "S" })
        }
        "/shares/{id}/preview-session" => json!({}),
        "/dashboards/{id}/exports" => json!({ "format": "csv", "widget": "n" }),
        "/shares/{id}" if *method == Method::PATCH => json!({ "title": "S" }),
        "/shares/bulk" => json!({ "ids": [], "do": "pause" }),
        "/workspaces/{id}/brand" if *method == Method::PUT => json!({ "accent": "#0a4d8c" }),
        "/workspaces/{id}/share-policy" | "/workspaces/{id}/share-switches" if *method == Method::PUT => json!({}),
        "/share-sessions" | "/share-sessions/code" => json!({ "secret": "unknown" }),
        "/share-sessions/redeem" => json!({ "secret": "unknown", "code": "000000" }),
        "/recipients/parse" => json!({ "text": "a@b.example" }),
        "/shares/{id}/recipients" if post => json!({ "addresses": [format!("h{number}@guests.example")] }),
        "/shares/{id}/recipients/{rid}" if *method == Method::PATCH => json!({ "expires_at": null }),
        "/mail/test" => json!({ "to": "a@b.example" }),
        _ => return None,
    })
}

/// The columns of the matrix, weakest first.
pub(crate) async fn callers(world: &World, objects: &Objects) -> Vec<(&'static str, Who)> {
    let ada = world.person("ada");
    let rotated = world
        .call(&ada, Method::POST, &format!("/shares/{}/rotate", objects.share), None)
        .await
        .1;
    let secret = rotated["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    vec![
        ("nobody", Who::Nobody),
        ("foreigner", world.person("gus")),
        ("viewer", world.person("vera")),
        ("sharer", world.person("uma")),
        ("editor", world.person("otto")),
        ("manager", ada),
        ("reading", narrowed(world, json!({ "read_only": true })).await),
        (
            "elsewhere",
            narrowed(world, json!({ "workspace": world.id("workspaces", "delta") })).await,
        ),
        ("link", world.open(&secret, None).await.unwrap()),
    ]
}

/// The manager with a token that may do less.
async fn narrowed(world: &World, how: Json) -> Who {
    let mut body = json!({ "name": "narrowed" });
    body.as_object_mut().unwrap().extend(how.as_object().unwrap().clone());
    let (status, made) = world.post(&world.person("ada"), "/tokens", body).await;
    assert_eq!(status, 201, "{made}");
    Who::Bearer(made["token"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn every_route_answers_every_caller_as_the_matrix_says() {
    let world = World::start();
    give_uma_a_place(&world).await;
    let mut rows: BTreeMap<String, String> = BTreeMap::new();
    let mut number = 0;
    let mut leaks = Vec::new();
    let shared = Objects::fresh(&world, number, "").await;
    let names = [
        "nobody",
        "foreigner",
        "viewer",
        "sharer",
        "editor",
        "manager",
        "reading",
        "elsewhere",
        "link",
    ];
    for route in routes::all() {
        let mut cells = Vec::new();
        for (column, expected) in names.iter().enumerate() {
            number += 1;
            // Whoever is refused uses nothing up, and reading never does; but a file lasts only until its maker sees other rows.
            let lasts = route.method == Method::GET && route.path != "/exports/{id}";
            let uses_up = !lasts && column >= 3;
            let fresh = if uses_up {
                Some(Objects::fresh(&world, number, route.path).await)
            } else {
                None
            };
            let objects = fresh.as_ref().unwrap_or(&shared);
            let (name, who) = callers(&world, objects).await.swap_remove(column);
            assert_eq!(name, *expected);
            let path = objects.path(route.path, &world);
            let status = send(&world, &who, &route.method, route.path, &path, number).await;
            assert!(status < 500, "{name} {} {path}: {status}", route.method);
            if !matches!(route.need, Need::Open(_)) && name == "nobody" && status != 401 {
                leaks.push(format!("{} {}: {status}", route.method, route.path));
            }
            cells.push(status.to_string());
        }
        let need = match route.need {
            Need::Open(_) => "open".to_owned(),
            Need::Somebody(what) => what.to_owned(),
            Need::Proof(actions) => actions,
        };
        rows.insert(
            format!("{:<46}{:<8}", route.path, route.method.as_str()),
            format!("{}  {need}", cells.join("  ")),
        );
    }
    let mut table = format!("{:<54}{}\n", "", names.join(" "));
    for (route, cells) in rows {
        writeln!(table, "{route}{cells}").unwrap();
    }
    assert_eq!(leaks, [""; 0], "nobody got another answer than 401");
    insta::assert_snapshot!("callers", table);
}

/// Uma belongs to United; the matrix wants somebody who may share in the root without saving.
pub(crate) async fn give_uma_a_place(world: &World) {
    let path = format!(
        "/workspaces/{}/permissions/user:{}",
        world.id("workspaces", "port-authority"),
        world.id("users", "uma")
    );
    let body = json!({ "here": ["view", "app", "sharing_see", "sharing_create"] });
    assert!(
        world
            .call(&world.person("ada"), Method::PUT, &path, Some(&body))
            .await
            .0
            .is_success()
    );
}

async fn send(world: &World, who: &Who, method: &Method, template: &str, path: &str, number: usize) -> u16 {
    let client = reqwest::Client::new();
    let mut request = client.request(method.clone(), format!("{}/api/v1{path}", world.base));
    if let Who::Bearer(token) = who {
        request = request.bearer_auth(token);
    }
    if template.ends_with("/upload") {
        request = request.header("content-type", "text/csv").body("a\n1\n");
    } else if template.ends_with("/brand/logo") {
        request = request.body(PNG);
    } else if let Some(body) = body(method, template, number) {
        request = request.json(&body);
    }
    if template == "/dashboards/{id}" {
        request = request.header("if-match", "\"1\"");
    }
    // Live streams never end: the head is enough. A file is waited for.
    loop {
        let status = request.try_clone().unwrap().send().await.unwrap().status();
        if template != "/exports/{id}" || status != StatusCode::ACCEPTED {
            return status.as_u16();
        }
    }
}

#[test]
fn open_routes_may_only_become_fewer() {
    let open: Vec<String> = routes::all()
        .iter()
        .filter(|route| matches!(route.need, Need::Open(_)))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(
        open,
        [
            "GET /setup",
            "POST /setup",
            "POST /auth/login",
            "POST /auth/logout",
            "GET /invitations/{secret}",
            "POST /invitations/redeem",
            "POST /share-sessions",
            // Guests: nobody is a caller before a share is open. Each names a cookie or a code as the credential.
            "POST /share-sessions/code",
            "POST /share-sessions/redeem",
            "GET /shared-with-me",
            "DELETE /shared-with-me",
            "POST /shared-with-me/{rid}/open",
            "DELETE /shared-with-me/{rid}"
        ]
    );
}
