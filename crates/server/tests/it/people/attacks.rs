//! Ways in which rights among people have failed elsewhere, tried against us. The numbers only name the cases.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use server::http::route::Need;
use server::http::routes;

use crate::world::{Who, World};

fn id(made: &Json) -> String {
    made["id"]
        .as_str()
        .unwrap_or_else(|| panic!("no id in {made}"))
        .to_owned()
}

/// Otto's own dashboard in his own folder, and somebody else's beside it.
pub(super) struct Two {
    pub(super) mine: String,
    pub(super) folder: String,
    pub(super) other: String,
    pub(super) other_folder: String,
}

impl Two {
    pub(super) async fn make(world: &World) -> Self {
        let root = world.id("workspaces", "port-authority");
        let (otto, ada) = (world.person("otto"), world.person("ada"));
        let folders = format!("/workspaces/{root}/folders");
        let boards = format!("/workspaces/{root}/dashboards");
        let board = |folder: &str| json!({ "title": "T", "document": { "version": 1 }, "folder": folder });
        let folder = id(&world.made(&otto, &folders, json!({ "name": "His" })).await);
        let other_folder = id(&world.made(&ada, &folders, json!({ "name": "Hers" })).await);
        Self {
            mine: id(&world.made(&otto, &boards, board(&folder)).await),
            other: id(&world.made(&ada, &boards, board(&other_folder)).await),
            folder,
            other_folder,
        }
    }
}

/// Case 3: nobody does anything to an object without a grant on it, and nobody is told anything of it.
#[tokio::test]
async fn case_03_what_is_not_granted_is_missing_on_every_route() {
    let world = World::start();
    let two = Two::make(&world).await;
    for key in ["otto", "vera", "uma", "gus", "nina"] {
        let who = world.person(key);
        for route in routes::all()
            .into_iter()
            .filter(|route| matches!(route.need, Need::Proof(_)))
        {
            let (real, missing) = if route.path.starts_with("/dashboards/{id}") {
                (&two.other, "dsh_00000000000000000000000000")
            } else if route.path.starts_with("/folders/{id}") {
                (&two.other_folder, "fld_00000000000000000000000000")
            } else {
                continue;
            };
            let path = |id: &str| {
                let path = route
                    .path
                    .replace("{id}", id)
                    .replace("{principal}", &world.user("vera"));
                path.replace("{name}", "n").replace("{n}", "1")
            };
            for body in [None, Some(json!({ "level": "edit" })), Some(json!([]))] {
                let found = world
                    .visible(&who, route.method.clone(), &path(real), body.as_ref())
                    .await;
                let expected = world
                    .visible(&who, route.method.clone(), &path(missing), body.as_ref())
                    .await;
                assert_eq!(found, expected, "{key} {} {}", route.method, route.path);
                assert!(
                    found.0 == 404 || found.0 == 400,
                    "{key} {} {}: {}",
                    route.method,
                    route.path,
                    found.0
                );
            }
        }
    }
}

/// Case 4: full rights on one folder or dashboard give none on another, however the other is named.
#[tokio::test]
async fn case_04_full_rights_on_one_object_reach_no_other() {
    let world = World::start();
    let two = Two::make(&world).await;
    let otto = world.person("otto");
    let own = format!("/folders/{}/grants/{}", two.folder, world.user("vera"));
    assert!(world.put(&otto, &own, json!({ "level": "edit" })).await.0.is_success());
    let other = &two.other_folder;
    for folder in [
        other.clone(),
        other.to_uppercase(),
        format!("{other}%20"),
        format!("{}/../{other}", two.folder),
    ] {
        let path = format!("/folders/{folder}/grants");
        for (method, body) in [(Method::PUT, Some(json!({ "level": "edit" }))), (Method::DELETE, None)] {
            let one = format!("{path}/{}", world.user("otto"));
            let (status, _) = world.call(&otto, method, &one, body.as_ref()).await;
            assert!(status.is_client_error(), "{one}: {status}");
        }
        let all = json!([{ "principal": world.user("otto"), "level": "edit" }]);
        assert!(world.patch(&otto, &path, all).await.0.is_client_error());
        assert!(world.get(&otto, &path).await.0.is_client_error());
    }
    // Neither moving one's own there nor taking theirs here works.
    let there = json!({ "folder": other });
    let (status, problem) = world
        .put(&otto, &format!("/dashboards/{}/folder", two.mine), there)
        .await;
    assert_eq!(
        (status, &problem["errors"][0]["pointer"]),
        (StatusCode::BAD_REQUEST, &json!("/folder"))
    );
    let here = json!({ "folder": two.folder });
    assert_eq!(
        world
            .put(&otto, &format!("/dashboards/{}/folder", two.other), here)
            .await
            .0,
        404
    );
    let nested = json!({ "parent": other });
    assert_eq!(
        world.patch(&otto, &format!("/folders/{}", two.folder), nested).await.0,
        400
    );
}

/// Case 5: lists, exports, streams, reach and requests decide like opening does.
#[tokio::test]
async fn case_05_every_way_to_a_dashboard_decides_alike() {
    let world = World::start();
    let root = world.id("workspaces", "port-authority");
    for key in ["ada", "otto", "vera", "uma", "gus", "nina"] {
        let who = world.person(key);
        let (_, list) = world.get(&who, &format!("/workspaces/{root}/dashboards")).await;
        for (name, dashboard) in world.demo["dashboards"].as_object().unwrap() {
            let dashboard = dashboard.as_str().unwrap();
            let opens = world
                .get(&who, &format!("/dashboards/{dashboard}?workspace={root}"))
                .await
                .0
                == 200;
            let listed = list["items"]
                .as_array()
                .is_some_and(|items| items.iter().any(|item| item["id"] == dashboard));
            assert_eq!(listed, opens, "{key} {name}: list");
            let stream = world
                .send(
                    &who,
                    Method::GET,
                    &format!("/dashboards/{dashboard}/live?workspace={root}"),
                    None,
                )
                .await;
            assert_eq!(stream.status() == 200, opens, "{key} {name}: stream");
            let asked = json!({ "widget": "no-such", "workspace": root });
            let (status, _) = world.post(&who, &format!("/dashboards/{dashboard}/data"), asked).await;
            assert_eq!(status == 404, !opens, "{key} {name}: data {status}");
            let export = json!({ "format": "pdf", "workspace": root });
            let (status, _) = world
                .post(&who, &format!("/dashboards/{dashboard}/exports"), export)
                .await;
            // Where the body says it is opened is not read: who may export nowhere is refused before, knowing it or not.
            let elsewhere = world.get(&who, &format!("/dashboards/{dashboard}")).await.0 == 200;
            let refused = status == 404 || (elsewhere && status == 403);
            assert!(opens || refused, "{key} {name}: export {status}");
            let (status, _) = world
                .get(
                    &who,
                    &format!("/dashboards/{dashboard}/access-requests?workspace={root}"),
                )
                .await;
            assert!(opens || status == 404, "{key} {name}: requests {status}");
        }
    }
}

/// Case 6: names are only names, whatever they say.
#[tokio::test]
async fn case_06_names_never_enter_a_decision() {
    let world = World::start();
    let (ada, vera) = (world.person("ada"), world.person("vera"));
    let root = world.id("workspaces", "port-authority");
    let two = Two::make(&world).await;
    let before = world.get(&vera, &format!("/workspaces/{root}/dashboards")).await.1;
    for (number, name) in [
        "*",
        "all",
        "me",
        "0",
        "null",
        "../",
        "manage",
        "user:*",
        "area=planning",
    ]
    .iter()
    .enumerate()
    {
        let email = format!("odd{number}@o.example");
        let user = world
            .made(&ada, "/users", json!({ "name": name, "email": email }))
            .await;
        let group = world.made(&ada, "/groups", json!({ "name": name })).await;
        world
            .made(&ada, &format!("/workspaces/{root}/folders"), json!({ "name": name }))
            .await;
        let rule = json!({ "name": name, "tag": format!("odd=tag{number}"), "principal": format!("group:{}", id(&group)), "level": "view" });
        world.made(&ada, &format!("/workspaces/{root}/policies"), rule).await;
        for principal in [format!("user:{}", id(&user["user"])), format!("group:{}", id(&group))] {
            let path = format!("/dashboards/{}/grants/{principal}", two.other);
            assert!(
                world.put(&ada, &path, json!({ "level": "view" })).await.0.is_success(),
                "{name}"
            );
        }
        for path in [
            format!("/dashboards/{}/grants/{name}", two.other),
            format!("/users/{name}"),
            format!("/folders/{name}"),
        ] {
            let (status, _) = world.get(&vera, &path).await;
            assert!(status.is_client_error() || status == 200, "{path}: {status}");
        }
    }
    assert_eq!(
        world.get(&vera, &format!("/workspaces/{root}/dashboards")).await.1,
        before
    );
    assert_eq!(world.get(&vera, &format!("/dashboards/{}", two.other)).await.0, 404);
}

/// Case 7: no spelling of a path leads around its guard.
#[tokio::test]
async fn case_07_no_spelling_of_a_path_is_less_guarded() {
    let world = World::start();
    let vera = world.person("vera");
    let fleet = world.id("dashboards", "fleet");
    let Who::Bearer(token) = &vera else { unreachable!() };
    let client = reqwest::Client::new();
    let guarded = [
        format!("users/{}", world.id("users", "ada")),
        format!("dashboards/{fleet}"),
        format!("dashboards/{fleet}/grants"),
        format!("dashboards/{fleet}/readers"),
        format!("folders/{}", world.id("folders", "planning")),
        format!("workspaces/{}/policies", world.id("workspaces", "port-authority")),
    ];
    for path in &guarded {
        let canonical = client
            .get(format!("{}/api/v1/{path}", world.base))
            .bearer_auth(token)
            .send()
            .await
            .unwrap();
        let canonical = canonical.status();
        assert!(canonical.is_client_error(), "{path}");
        let spellings = [
            format!("/api/v1//{path}"),
            format!("//api/v1/{path}"),
            format!("/api/v1/./{path}"),
            format!("/api/v1/%2e/{path}"),
            format!("/api/v1/{}", path.replacen('/', "%2f", 1)),
            format!("/api/v1/{}", path.replacen('/', "//", 1)),
            format!("/api/v1/{path};x=1"),
            format!("/api/v1/{path}."),
            format!("/api/v1/{path}/"),
            format!("/API/V1/{path}"),
            format!("/api/v1/{}", path.to_uppercase()),
        ];
        for spelling in spellings {
            let response = client
                .get(format!("{}{spelling}", world.base))
                .bearer_auth(token)
                .send()
                .await
                .unwrap();
            let status = response.status();
            let page = response
                .headers()
                .get("content-type")
                .is_some_and(|kind| kind.to_str().is_ok_and(|kind| kind.starts_with("text/html")));
            assert!(status == canonical || status == 404 || page, "{spelling}: {status}");
        }
    }
}

/// Case 8: an invitation is for whom it was made, whoever else is signed in and whatever else is sent.
#[tokio::test]
async fn case_08_an_invitation_is_tied_to_its_user() {
    let world = World::start();
    let ada = world.person("ada");
    let invited = world
        .made(
            &ada,
            "/users",
            json!({ "name": "A", "email": "a@x.example", "invite": true }),
        )
        .await;
    let secret = invited["invitation"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    for more in [
        json!({ "email": "b@x.example" }),
        json!({ "user": world.id("users", "ada") }),
        json!({ "name": "B" }),
    ] {
        let mut body = json!({ "secret": secret, "password": "a good long one" });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        assert_eq!(
            world.post(&Who::Nobody, "/invitations/redeem", body).await.0,
            400,
            "{more}"
        );
    }
    // Only administrators make and see invitations; everybody else learns nothing about them.
    let path = format!("/users/{}/invite", invited["user"]["id"].as_str().unwrap());
    for key in ["otto", "vera", "uma"] {
        assert_eq!(world.post(&world.person(key), &path, json!({})).await.0, 403, "{key}");
    }
    // Vera's session takes part in nothing: who redeems is who was invited.
    let body = json!({ "secret": secret, "password": "a good long one" });
    let (status, signed_in) = world
        .post(&world.person("vera"), "/invitations/redeem", body.clone())
        .await;
    assert_eq!(
        (status, &signed_in["user"]["email"]),
        (StatusCode::OK, &json!("a@x.example"))
    );
    assert_eq!(
        world.post(&Who::Nobody, "/invitations/redeem", body).await.0,
        404,
        "once"
    );
    let (_, audit) = world
        .get(
            &ada,
            &format!("/audit?workspace={}", world.id("workspaces", "port-authority")),
        )
        .await;
    assert!(!audit.to_string().contains(&secret));
    for file in ["vitrine.db", "vitrine.db-wal"] {
        let bytes = std::fs::read(world.folder.path().join(file)).unwrap_or_default();
        assert!(
            !bytes.windows(secret.len()).any(|window| window == secret.as_bytes()),
            "kept in {file}"
        );
    }
}

/// Case 40: neither copying nor importing over an id of somebody else makes it one's own.
#[tokio::test]
async fn case_40_reusing_what_is_foreign_gives_nothing_on_it() {
    let world = World::start();
    let two = Two::make(&world).await;
    let otto = world.person("otto");
    let root = world.id("workspaces", "port-authority");
    let boards = format!("/workspaces/{root}/dashboards");
    let with_id = json!({ "id": two.other, "title": "T", "document": { "version": 1 } });
    assert_eq!(world.post(&otto, &boards, with_id).await.0, 400);
    assert_eq!(
        world
            .post(&otto, &format!("/dashboards/{}/copy", two.other), json!({}))
            .await
            .0,
        404
    );
    let into = json!({ "title": "T", "document": { "version": 1 }, "folder": two.other_folder });
    assert_eq!(
        world.post(&otto, &boards, into).await.0,
        400,
        "a foreign folder is no place for one's own"
    );
    let copied = world
        .post(
            &otto,
            &format!("/dashboards/{}/copy", two.mine),
            json!({ "folder": two.other_folder }),
        )
        .await;
    assert_eq!(copied.0, 400);
    // Tags of one's own lift nobody: a policy that blocks by tag goes on blocking.
    let ada = world.person("ada");
    let rule = json!({ "name": "Closed", "tag": "closed=yes", "principal": world.user("vera"), "level": "block" });
    world.made(&ada, &format!("/workspaces/{root}/policies"), rule).await;
    let tagged = json!({ "title": "T", "document": { "version": 1 }, "tags": ["closed=yes"] });
    let tagged = id(&world.made(&otto, &boards, tagged).await);
    let untag = json!({ "title": "T", "document": { "version": 1 }, "tags": [] });
    let Who::Bearer(token) = &otto else { unreachable!() };
    let response = reqwest::Client::new()
        .put(format!("{}/api/v1/dashboards/{tagged}", world.base))
        .bearer_auth(token)
        .header("if-match", "\"1\"")
        .json(&untag)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 403);
    assert_eq!(response.json::<Json>().await.unwrap()["reason"], "lifts_block");
}
