//! Credentials of others: what a reset, a manager of the root, and disabling end.

use serde_json::{Value as Json, json};

use crate::world::{Who, World};

const PASSWORD: &str = "correct horse battery";

/// Vera with a password, signed in, and with a token of her own.
async fn vera(world: &World) -> (String, Who, Who) {
    let ada = world.person("ada");
    let id = world.id("users", "vera");
    let body = json!({ "password": PASSWORD, "revoke_tokens": false });
    let (status, answer) = world.patch(&ada, &format!("/users/{id}"), body).await;
    assert_eq!(status, 200, "{answer}");
    let (_, user) = world.get(&ada, &format!("/users/{id}")).await;
    let token = Who::Bearer(
        world
            .made(&world.person("vera"), "/tokens", json!({ "name": "Hers" }))
            .await["token"]
            .as_str()
            .unwrap()
            .to_owned(),
    );
    let login = json!({ "email": user["email"], "password": PASSWORD });
    let signed_in = world
        .send(&Who::Nobody, reqwest::Method::POST, "/auth/login", Some(&login))
        .await;
    let cookie = signed_in.headers()["set-cookie"].to_str().unwrap();
    let cookie = Who::Cookie(cookie.split(';').next().unwrap().to_owned());
    (id, token, cookie)
}

async fn is_in(world: &World, who: &Who) -> bool {
    world.get(who, "/auth/me").await.1["caller"]["kind"] == "user"
}

async fn ids(world: &World, path: &str) -> Vec<String> {
    let (status, page) = world.get(&world.person("ada"), path).await;
    assert_eq!(status, 200, "{page}");
    let items = page["items"].as_array().unwrap().iter();
    items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_password_reset_revokes_tokens_unless_told_otherwise() {
    let world = World::start();
    let ada = world.person("ada");
    let (id, token, cookie) = vera(&world).await;
    assert!(is_in(&world, &token).await && is_in(&world, &cookie).await);
    let path = format!("/users/{id}");
    let keeping = json!({ "password": "another password", "revoke_tokens": false });
    assert_eq!(world.patch(&ada, &path, keeping).await.0, 200);
    assert!(
        is_in(&world, &token).await && !is_in(&world, &cookie).await,
        "tokens were kept on purpose"
    );
    assert_eq!(
        world
            .patch(&ada, &path, json!({ "password": "a third password" }))
            .await
            .0,
        200
    );
    assert!(!is_in(&world, &token).await);
    assert_eq!(ids(&world, &format!("{path}/tokens")).await, [""; 0]);
}

#[tokio::test]
async fn managers_of_the_root_list_and_end_anybodys_credentials() {
    let world = World::start();
    let ada = world.person("ada");
    let (id, token, cookie) = vera(&world).await;
    let path = format!("/users/{id}");
    let tokens = ids(&world, &format!("{path}/tokens")).await;
    let sessions = ids(&world, &format!("{path}/sessions")).await;
    assert_eq!((tokens.len(), sessions.len()), (2, 1), "the demo's token, and hers");
    for who in ["otto", "vera", "uma"] {
        let who = world.person(who);
        for list in ["tokens", "sessions"] {
            let (status, _) = world.get(&who, &format!("{path}/{list}")).await;
            assert_eq!(status, 403);
            let (status, _) = world.delete(&who, &format!("{path}/{list}/{}", tokens[0])).await;
            assert!(status.is_client_error());
        }
    }
    // Named under somebody else they are not found.
    let otto = world.id("users", "otto");
    assert_eq!(
        world
            .delete(&ada, &format!("/users/{otto}/tokens/{}", tokens[1]))
            .await
            .0,
        404
    );
    assert_eq!(world.delete(&ada, &format!("{path}/tokens/{}", tokens[1])).await.0, 204);
    assert!(!is_in(&world, &token).await && is_in(&world, &cookie).await);
    assert_eq!(
        world.delete(&ada, &format!("{path}/sessions/{}", sessions[0])).await.0,
        204
    );
    assert!(!is_in(&world, &cookie).await);
}

#[tokio::test]
async fn disabling_and_enabling_revives_nothing() {
    let world = World::start();
    let ada = world.person("ada");
    let (id, token, cookie) = vera(&world).await;
    let path = format!("/users/{id}");
    let invited = world.made(&ada, &format!("{path}/invite"), json!({})).await;
    let secret = invited["invitation"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    for status in ["disabled", "active"] {
        assert_eq!(world.patch(&ada, &path, json!({ "status": status })).await.0, 200);
        for who in [&token, &cookie, &world.person("vera")] {
            assert!(!is_in(&world, who).await, "{status}");
        }
        assert_eq!(world.get(&Who::Nobody, &format!("/invitations/{secret}")).await.0, 404);
    }
    assert_eq!(ids(&world, &format!("{path}/tokens")).await, [""; 0]);
}

#[tokio::test]
async fn an_invitation_is_withdrawn() {
    let world = World::start();
    let ada = world.person("ada");
    let invited = json!({ "name": "New", "email": "new@port-authority.example", "invite": true });
    let made = world.made(&ada, "/users", invited).await;
    let secret = made["invitation"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    let path = format!("/users/{}/invitation", made["user"]["id"].as_str().unwrap());
    assert_eq!(world.get(&Who::Nobody, &format!("/invitations/{secret}")).await.0, 200);
    assert_eq!(world.delete(&world.person("otto"), &path).await.0, 403);
    assert_eq!(world.delete(&ada, &path).await.0, 204);
    assert_eq!(world.get(&Who::Nobody, &format!("/invitations/{secret}")).await.0, 404);
    assert_eq!(world.delete(&ada, &path).await.0, 404, "there is none any more");
}

async fn audited(world: &World, action: &str) -> Vec<Json> {
    let root = world.id("workspaces", "port-authority");
    let (_, page) = world
        .get(&world.person("ada"), &format!("/audit?workspace={root}&limit=1000"))
        .await;
    let items = page["items"].as_array().unwrap().iter();
    items.filter(|entry| entry["action"] == action).cloned().collect()
}

#[tokio::test]
async fn what_was_refused_is_in_the_audit_without_what_was_typed() {
    let world = World::start();
    let (id, ..) = vera(&world).await;
    let (_, user) = world.get(&world.person("ada"), &format!("/users/{id}")).await;
    for email in [user["email"].as_str().unwrap(), "my-secret@elsewhere.example"] {
        let login = json!({ "email": email, "password": "a wrong password" });
        assert_eq!(world.post(&Who::Nobody, "/auth/login", login).await.0, 401);
    }
    let refused = audited(&world, "session.refuse").await;
    let objects: Vec<_> = refused.iter().map(|entry| entry["object"].as_str().unwrap()).collect();
    assert_eq!(objects, ["unknown", id.as_str()], "the newest first");
    let text = json!(refused).to_string();
    assert!(
        !text.contains("my-secret") && !text.contains("wrong password"),
        "{text}"
    );
    assert_eq!(refused[0]["details"]["from"], "127.0.0.1");

    let body = json!({ "kind": "link", "title": "L", "password": "a good password" });
    let path = format!("/dashboards/{}/shares", world.id("dashboards", "delays"));
    let made = world.made(&world.person("ada"), &path, body).await;
    let secret = made["link"].as_str().unwrap().rsplit('/').next().unwrap();
    assert!(world.open(secret, Some("a wrong password")).await.is_err());
    assert!(world.open(secret, Some("a good password")).await.is_ok());
    let refused = audited(&world, "share.refuse").await;
    assert_eq!((refused.len(), &refused[0]["object"]), (1, &made["share"]["id"]));
}

#[tokio::test]
async fn a_manager_below_finds_whom_they_may_know_and_nobody_else() {
    let world = World::start();
    let (ada, uma) = (world.person("ada"), world.person("uma"));
    let united = world.id("workspaces", "united");
    let path = format!("/workspaces/{united}/permissions/{}", world.user("uma"));
    assert!(
        world
            .put(&ada, &path, json!({ "here": ["manage"], "below": ["manage"] }))
            .await
            .0
            .is_success()
    );
    let names = async |who: &Who, path: &str| -> Vec<String> {
        let (status, page) = world.get(who, path).await;
        assert_eq!(status, 200, "{page}");
        let items = page["items"].as_array().unwrap().iter();
        items
            .filter_map(|item| item["name"].as_str().map(str::to_owned))
            .collect()
    };
    let candidates = format!("/workspaces/{united}/permissions/candidates");
    assert!(
        names(&ada, &candidates).await.contains(&"Gus Okafor".to_owned()),
        "who manages the root finds all"
    );
    let found = names(&uma, &candidates).await;
    assert!(found.contains(&"United staff".to_owned()), "{found:?}");
    for foreign in ["Gus Okafor", "Nina Park", "Operations", "Planning"] {
        assert!(!found.contains(&foreign.to_owned()), "{foreign} in {found:?}");
    }
    assert_eq!(names(&uma, "/groups").await, ["United staff"]);
    // Somebody whom she does not know is answered like somebody who does not exist.
    let scorecard = world.id("dashboards", "airline-scorecard");
    let explain = |who: &str| format!("/dashboards/{scorecard}/explain?workspace={united}&principal={who}");
    let reach = |who: &str| format!("/workspaces/{united}/reach?principal={who}");
    let nobody = "user:usr_00000000000000000000000000";
    for path in [
        explain(&world.user("gus")),
        explain(nobody),
        reach(&world.user("gus")),
        reach(nobody),
    ] {
        assert_eq!(world.get(&uma, &path).await.0, 404, "{path}");
    }
    for path in [explain(&world.group("united-staff")), reach(&world.user("uma"))] {
        assert_eq!(world.get(&uma, &path).await.0, 200, "{path}");
    }
    // The SEE relation opens exactly what it says.
    let see = format!("/users/{}/see/{}", world.id("users", "uma"), world.user("gus"));
    assert_eq!(world.put(&ada, &see, json!({})).await.0, 204);
    assert!(names(&uma, &candidates).await.contains(&"Gus Okafor".to_owned()));
    assert_eq!(world.get(&uma, &explain(&world.user("gus"))).await.0, 200);
}
