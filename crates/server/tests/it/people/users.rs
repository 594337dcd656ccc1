//! People: invited, found, changed, deleted; groups without circles.

use reqwest::StatusCode;
use serde_json::{Value as Json, json};

use crate::world::{Who, World};

pub(super) fn items(list: &Json) -> &Vec<Json> {
    list["items"].as_array().unwrap_or_else(|| panic!("no list: {list}"))
}

fn secret_of(link: &Json) -> String {
    let link = link.as_str().unwrap();
    assert!(link.contains("/invite/"), "{link}");
    link.rsplit('/').next().unwrap().to_owned()
}

/// Redeems an invitation as a browser would: the status, the answer and the cookie of the session.
async fn redeem(world: &World, secret: &str, password: &str) -> (StatusCode, Json, Option<Who>) {
    let body = json!({ "secret": secret, "password": password });
    let response = world
        .send(&Who::Nobody, reqwest::Method::POST, "/invitations/redeem", Some(&body))
        .await;
    let status = response.status();
    let cookie = response
        .headers()
        .get("set-cookie")
        .and_then(|value| value.to_str().ok());
    let cookie = cookie
        .and_then(|text| text.split(';').next())
        .map(|pair| Who::Cookie(pair.to_owned()));
    (status, response.json().await.unwrap_or(Json::Null), cookie)
}

#[tokio::test]
async fn an_invited_user_chooses_a_password_once() {
    let world = World::start();
    let ada = world.person("ada");
    let new = json!({ "name": "Ines", "email": "Ines@Port-Authority.example", "invite": true, "language": "de" });
    let (status, made) = world.post(&ada, "/users", new).await;
    assert_eq!(
        (status, &made["mailed"]),
        (StatusCode::CREATED, &json!(false)),
        "{made}"
    );
    assert_eq!(
        (&made["user"]["status"], &made["user"]["email"]),
        (&json!("invited"), &json!("ines@port-authority.example"))
    );
    let id = made["user"]["id"].as_str().unwrap();
    let secret = secret_of(&made["invitation"]);
    let outbox = world.folder.path().join("outbox");
    let mails: Vec<_> = std::fs::read_dir(outbox).unwrap().flatten().collect();
    assert_eq!(mails.len(), 1);
    let mail = std::fs::read_to_string(mails[0].path()).unwrap();
    assert!(mail.contains("ines@port-authority.example"), "{mail}");

    let (status, shown) = world.get(&Who::Nobody, &format!("/invitations/{secret}")).await;
    assert_eq!(status, 200, "{shown}");
    assert_eq!(
        shown,
        json!({ "organisation": "Port Authority", "name": "Ines", "email": "ines@port-authority.example" })
    );
    let (status, problem, _) = redeem(&world, &secret, "short").await;
    assert_eq!(
        (status, &problem["errors"][0]["pointer"]),
        (StatusCode::BAD_REQUEST, &json!("/password"))
    );
    let (status, signed_in, cookie) = redeem(&world, &secret, "ines chooses well").await;
    assert_eq!(
        (status, &signed_in["user"]["id"]),
        (StatusCode::OK, &json!(id)),
        "{signed_in}"
    );
    let (_, me) = world.get(&cookie.unwrap(), "/auth/me").await;
    assert_eq!(me["caller"]["user"]["name"], "Ines");
    let (_, after) = world.get(&ada, &format!("/users/{id}")).await;
    assert_eq!(after["status"], "active");

    let unknown = "abcdefghijklmnopqrstuvwxyz234567";
    let mut refused = Vec::new();
    for secret in [secret.as_str(), unknown, "odd"] {
        let (status, mut problem) = world.get(&Who::Nobody, &format!("/invitations/{secret}")).await;
        problem.as_object_mut().unwrap().remove("request_id");
        let (again, _, cookie) = redeem(&world, secret, "ines chooses well").await;
        assert!(cookie.is_none());
        refused.push((status, problem, again));
    }
    assert_eq!(
        (refused[0].0, refused[0].2),
        (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
    );
    assert!(refused.iter().all(|one| *one == refused[0]), "{refused:?}");
    let login = json!({ "email": "ines@port-authority.example", "password": "ines chooses well" });
    assert_eq!(world.post(&Who::Nobody, "/auth/login", login).await.0, 200);
}

#[tokio::test]
async fn invitations_end_with_the_account_and_with_the_address() {
    let world = World::start();
    let ada = world.person("ada");
    let made = world
        .made(
            &ada,
            "/users",
            json!({ "name": "Ivo", "email": "ivo@o.example", "invite": true }),
        )
        .await;
    let (id, first) = (
        made["user"]["id"].as_str().unwrap().to_owned(),
        secret_of(&made["invitation"]),
    );
    let (status, again) = world
        .call(&ada, reqwest::Method::POST, &format!("/users/{id}/invite"), None)
        .await;
    assert_eq!(status, 200, "{again}");
    let second = secret_of(&again["invitation"]);
    assert_ne!(first, second);
    let path = format!("/users/{id}");
    let (status, changed) = world.patch(&ada, &path, json!({ "email": "ivo@new.example" })).await;
    assert_eq!((status, &changed["email"]), (StatusCode::OK, &json!("ivo@new.example")));
    for secret in [&first, &second] {
        assert_eq!(
            redeem(&world, secret, "a good long one").await.0,
            404,
            "it was sent to another address"
        );
    }
    let taken = world
        .patch(&ada, &path, json!({ "email": "vera@port-authority.example" }))
        .await;
    assert_eq!(
        (taken.0, &taken.1["reason"]),
        (StatusCode::CONFLICT, &json!("email_taken"))
    );
    let third = secret_of(&world.made(&ada, &format!("{path}/invite"), json!({})).await["invitation"]);
    assert_eq!(world.patch(&ada, &path, json!({ "status": "disabled" })).await.0, 200);
    assert_eq!(redeem(&world, &third, "a good long one").await.0, 404);
    assert_eq!(world.post(&ada, &format!("{path}/invite"), json!({})).await.0, 409);
    let (_, disabled) = world.get(&ada, "/users?status=disabled").await;
    assert_eq!(items(&disabled).len(), 1, "{disabled}");
    let both = json!({ "name": "X", "email": "x@o.example", "invite": true, "password": "a good long one" });
    assert_eq!(world.post(&ada, "/users", both).await.0, 400);
}

#[tokio::test]
async fn users_are_found_in_pages_with_their_groups() {
    let world = World::start();
    let ada = world.person("ada");
    let (_, found) = world.get(&ada, "/users?q=uma").await;
    assert_eq!(items(&found).len(), 1, "{found}");
    let group = json!([{ "id": world.id("groups", "united-staff"), "name": "United staff", "computed": true }]);
    assert_eq!(items(&found)[0]["groups"], group);
    let (_, all) = world.get(&ada, "/users").await;
    let mut paged = Vec::new();
    let mut path = "/users?limit=2".to_owned();
    loop {
        let (_, page) = world.get(&ada, &path).await;
        assert!(items(&page).len() <= 2);
        paged.extend(items(&page).clone());
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/users?limit=2&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(&paged, items(&all));
    assert_eq!(world.get(&ada, "/users?status=sleeping").await.0, 400);
    assert_eq!(world.get(&world.person("otto"), "/users").await.0, 403);
}

#[tokio::test]
async fn a_deleted_user_leaves_nothing_that_works() {
    let world = World::start();
    let ada = world.person("ada");
    let otto = format!("/users/{}", world.id("users", "otto"));
    let (reader, share) = world.reader("otto", "station", json!({})).await;
    let (status, leaves) = world.get(&ada, &format!("{otto}/leaves")).await;
    assert_eq!(status, 200, "{leaves}");
    assert!(leaves["grants"].as_u64().unwrap() >= 9, "{leaves}");
    assert_eq!((&leaves["groups"], &leaves["tokens"]), (&json!(1), &json!(1)));
    assert_eq!(leaves["shares"], 2, "{leaves}");
    assert_eq!(world.delete(&ada, &otto).await.0, 204);
    assert_eq!(world.get(&ada, &otto).await.0, 404);
    assert_eq!(world.get(&world.person("otto"), "/auth/me").await.0, 401);
    let station = world.id("dashboards", "station");
    assert_eq!(world.get(&reader, &format!("/dashboards/{station}")).await.0, 404);
    let (_, ended) = world.get(&ada, &format!("/shares/{share}")).await;
    assert_eq!(ended["state"], "ended", "{ended}");
    let (_, grants) = world.get(&ada, &format!("/dashboards/{station}/grants")).await;
    assert!(!grants.to_string().contains(&world.id("users", "otto")), "{grants}");
    let above = format!("/workspaces/{}", world.id("workspaces", "airlines"));
    let (status, problem) = world.delete(&ada, &above).await;
    assert_eq!(
        (status, &problem["reason"]),
        (StatusCode::CONFLICT, &json!("not_empty")),
        "{problem}"
    );
    let own = format!("/users/{}", world.id("users", "ada"));
    let (status, problem) = world.delete(&ada, &own).await;
    assert_eq!(
        (status, &problem["reason"]),
        (StatusCode::CONFLICT, &json!("last_manager")),
        "{problem}"
    );
    let (status, problem) = world.patch(&ada, &own, json!({ "status": "disabled" })).await;
    assert_eq!(
        (status, &problem["reason"]),
        (StatusCode::CONFLICT, &json!("last_manager")),
        "{problem}"
    );
    let permissions = format!(
        "/workspaces/{}/permissions/{}",
        world.id("workspaces", "port-authority"),
        world.user("ada")
    );
    let (status, problem) = world.put(&ada, &permissions, json!({ "here": ["view"] })).await;
    assert_eq!(
        (status, &problem["reason"]),
        (StatusCode::CONFLICT, &json!("last_manager")),
        "{problem}"
    );
}

#[tokio::test]
async fn groups_show_their_people_and_form_no_circle() {
    let world = World::start();
    let ada = world.person("ada");
    let (operations, tower) = (world.id("groups", "operations"), world.id("groups", "tower"));
    let (status, shown) = world.get(&ada, &format!("/groups/{operations}")).await;
    assert_eq!(status, 200, "{shown}");
    assert_eq!(shown["direct"][0]["name"], "Otto Brenner");
    assert_eq!(
        (&shown["children"][0]["name"], &shown["members"]),
        (&json!("Tower"), &json!(1))
    );
    let (_, staff) = world
        .get(&ada, &format!("/groups/{}", world.id("groups", "united-staff")))
        .await;
    assert_eq!(
        (&staff["computed"][0]["name"], &staff["direct"]),
        (&json!("Uma Castellano"), &json!([]))
    );
    let night = world
        .made(&ada, "/groups", json!({ "name": "Night", "parents": [tower] }))
        .await;
    assert_eq!(night["parents"], json!([{ "id": tower, "name": "Tower" }]));
    let path = format!("/groups/{operations}");
    let (status, problem) = world.patch(&ada, &path, json!({ "parents": [night["id"]] })).await;
    assert_eq!(status, 409, "{problem}");
    let way = "Operations → Night → Tower → Operations";
    assert!(problem["detail"].as_str().unwrap().contains(way), "{problem}");
    assert_eq!(
        world.patch(&ada, &path, json!({ "parents": [operations] })).await.0,
        409
    );
    let (_, found) = world.get(&ada, "/groups?q=tow").await;
    assert_eq!(items(&found).len(), 1);
    assert_eq!(world.get(&world.person("vera"), "/groups").await.0, 403);
    let manage = format!(
        "/workspaces/{}/permissions/{}",
        world.id("workspaces", "united"),
        world.user("uma")
    );
    let (status, _) = world.put(&ada, &manage, json!({ "here": ["manage"] })).await;
    assert_eq!(status, 200);
    let (_, hidden) = world.get(&world.person("uma"), "/groups").await;
    assert!(!items(&hidden).is_empty());
    assert!(
        items(&hidden)
            .iter()
            .all(|group| group["members"].is_null() && group["rule"].is_null())
    );
}

#[tokio::test]
async fn permissions_that_are_written_back_as_read_change_nothing() {
    let world = World::start();
    let ada = world.person("ada");
    let path = format!("/workspaces/{}/permissions", world.id("workspaces", "port-authority"));
    let (_, before) = world.get(&ada, &path).await;
    assert!(items(&before).len() > 2, "{before}");
    for entry in items(&before) {
        let body = json!({ "here": entry["here"], "below": entry["below"] });
        let one = format!("{path}/{}", entry["principal"].as_str().unwrap());
        let (status, kept) = world.put(&ada, &one, body).await;
        assert_eq!((status, &kept), (StatusCode::OK, entry));
    }
    assert_eq!(world.get(&ada, &path).await.1, before);
}

#[tokio::test]
async fn a_workspace_with_others_below_is_not_deleted() {
    let world = World::start();
    let ada = world.person("ada");
    let airlines = format!("/workspaces/{}", world.id("workspaces", "airlines"));
    let (status, problem) = world.delete(&ada, &airlines).await;
    assert_eq!(
        (status, &problem["reason"]),
        (StatusCode::CONFLICT, &json!("not_empty")),
        "{problem}"
    );
    assert_eq!(world.get(&ada, &airlines).await.0, 200);
    let moved = json!({ "parent": world.id("workspaces", "delta") });
    let (status, _) = world.patch(&ada, &airlines, moved).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "a workspace never moves");
}

/// However an address is written, it is one user; what looks like another one's is shown to who invites.
#[tokio::test]
async fn an_address_has_one_form_and_look_alikes_are_shown() {
    let world = World::start();
    let ada = world.person("ada");
    let new = |name: &str, email: &str| json!({ "name": name, "email": email, "password": "a good password" });
    let made = world
        .made(&ada, "/users", new("Paul", "Paul@B\u{fc}cher.example"))
        .await;
    assert_eq!(made["user"]["email"], "paul@xn--bcher-kva.example");
    assert_eq!(made["look_alikes"], json!([]));
    for written in [
        "paul@bu\u{308}cher.example",
        "PAUL@XN--BCHER-KVA.EXAMPLE",
        " paul@B\u{dc}CHER.example ",
    ] {
        let (status, problem) = world.post(&ada, "/users", new("Other", written)).await;
        assert_eq!(
            (status.as_u16(), &problem["reason"]),
            (409, &json!("email_taken")),
            "{written}"
        );
        let login = json!({ "email": written, "password": "a good password" });
        assert_eq!(world.post(&Who::Nobody, "/auth/login", login).await.0, 200, "{written}");
    }
    for hidden in [
        "pa\u{200b}ul@b\u{fc}cher.example",
        "paul@exam\u{ad}ple.org",
        "\u{202e}paul@example.org",
    ] {
        let (status, problem) = world.post(&ada, "/users", new("Other", hidden)).await;
        assert_eq!(
            (status.as_u16(), &problem["errors"][0]["pointer"]),
            (400, &json!("/email"))
        );
    }
    let alike = "pau1@b\u{fc}cher.example";
    let (status, found) = world
        .get(&ada, "/users/look-alikes?email=pau1@b%C3%BCcher.example")
        .await;
    assert_eq!(
        (status.as_u16(), &found["email"]),
        (200, &json!("pau1@xn--bcher-kva.example"))
    );
    let paul = json!([{ "id": made["user"]["id"], "name": "Paul", "email": "paul@xn--bcher-kva.example" }]);
    assert_eq!(found["items"], paul);
    let body = json!({ "name": "Other", "email": alike, "invite": true });
    let other = world.made(&ada, "/users", body).await;
    assert_eq!(other["look_alikes"], paul);
    let again = format!("/users/{}/invite", other["user"]["id"].as_str().unwrap());
    let (_, again) = world.post(&ada, &again, json!({})).await;
    assert_eq!(again["look_alikes"], paul);
    let (status, _) = world
        .get(&world.person("vera"), "/users/look-alikes?email=a@b.example")
        .await;
    assert_eq!(status, 403, "only who may invite is shown whom there is");
}
