//! Sharing with guests: invited by mail, proven by a code, verified browsers, whole domains, what is shared with somebody, policies.

use serde_json::{Value as Json, json};

use super::guest::{Browser, invited, mail, mails, path_of, reader, reads, recipient, share};
use crate::stream::Stream;
use crate::world::{Who, World};

const OPS: &str = "ops@united.example";
const JANE: &str = "jane@united.example";

#[tokio::test]
async fn a_guest_is_invited_proves_the_address_and_reads() {
    let world = World::start();
    let made = share(
        &world,
        json!({ "addresses": [" Ops <OPS@United.example> "], "message": "Look at JFK.", "description": "UA operations" }),
    )
    .await;
    assert!(made.get("link").is_none(), "links are mailed and not shown: {made}");
    assert_eq!(
        (&made["recipients"][0]["address"], &made["recipients"][0]["name"]),
        (&json!(OPS), &json!("Ops"))
    );
    assert_eq!(made["share"]["kind"], "guests");
    assert_eq!(
        (&made["share"]["message"], &made["share"]["domains"]),
        (&json!("Look at JFK."), &json!([]))
    );
    let sent = mail(&world, "guest_invitation", OPS, 1).await;
    for said in ["Look at JFK.", "For guests", "/shared"] {
        assert!(sent["text"].as_str().unwrap().contains(said), "{said}: {sent}");
    }
    let secret = invited(&world, OPS, 1).await;

    let mut browser = Browser::default();
    let asked = browser.open(&world, &secret).await;
    assert_eq!((asked.status, &asked.body["ask"]), (401, &json!("code")));
    assert_eq!(
        asked.body["address"],
        "o\u{2022}\u{2022}\u{2022}@u\u{2022}\u{2022}\u{2022}.example"
    );
    let who = browser.prove(&world, &secret, None, OPS).await;
    assert_eq!(reads(&world, &who).await, 200);
    let again = browser.open(&world, &secret).await;
    assert_eq!(again.status, 201, "a verified browser is asked no more: {}", again.body);
    let kept = recipient(&world, &made, OPS).await;
    assert_eq!(
        (&kept["state"], &kept["mail"]["state"]),
        (&json!("verified"), &json!("kept"))
    );
    assert!(
        kept["views"].as_u64() >= Some(1) && kept["verified_at"].is_string(),
        "{kept}"
    );
    let (_, told) = world.get(&world.person("ada"), &path_of(&made, "")).await;
    assert_eq!(
        told["recipients"],
        json!({ "invited": 0, "verified": 1, "failed": 0, "removed": 0 })
    );
    let (_, links) = world.get(&world.person("ada"), "/shares?kind=guests").await;
    assert_eq!(links["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn adding_addresses_mails_only_the_new_ones() {
    let world = World::start();
    let ada = world.person("ada");
    let made = share(&world, json!({ "addresses": [OPS] })).await;
    mail(&world, "guest_invitation", OPS, 1).await;
    let more = json!({ "addresses": ["OPS@united.example", "Jane <jane@UNITED.example>", JANE] });
    let added = world.made(&ada, &path_of(&made, "/recipients"), more.clone()).await;
    assert_eq!(
        (&added["added"][0]["address"], &added["already"][0]["address"]),
        (&json!(JANE), &json!(OPS))
    );
    mail(&world, "guest_invitation", JANE, 1).await;
    assert_eq!(mails(&world, "guest_invitation", OPS).await.len(), 1);
    let added = world.made(&ada, &path_of(&made, "/recipients"), more).await;
    assert_eq!(added["added"], json!([]));
    for (body, pointer) in [
        (json!({ "addresses": ["nobody"] }), "/addresses/0"),
        (json!({ "addresses": [] }), "/addresses"),
        (
            json!({ "addresses": [JANE], "expires_at": "2013-01-01T00:00:00Z" }),
            "/expires_at",
        ),
    ] {
        let (status, told) = world.post(&ada, &path_of(&made, "/recipients"), body).await;
        assert_eq!(
            (status.as_u16(), &told["errors"][0]["pointer"]),
            (400, &json!(pointer)),
            "{told}"
        );
    }
    let path = format!("/dashboards/{}/shares", world.id("dashboards", "station"));
    for (body, pointer) in [
        (json!({ "kind": "guests" }), "/addresses"),
        (json!({ "kind": "guests", "addresses": ["a@b"] }), "/addresses/0"),
        (
            json!({ "kind": "guests", "addresses": [OPS], "password": "0123456789" }),
            "/password",
        ),
        (json!({ "kind": "guests", "domains": ["nowhere"] }), "/domains/0"),
        (
            json!({ "kind": "guests", "domains": ["a.example"], "domain_cap": 0 }),
            "/domain_cap",
        ),
    ] {
        let (status, told) = world.post(&ada, &path, body.clone()).await;
        assert_eq!(
            (status.as_u16(), &told["errors"][0]["pointer"]),
            (400, &json!(pointer)),
            "{body} {told}"
        );
    }
}

#[tokio::test]
async fn removing_one_cuts_only_that_one_mid_stream() {
    let world = World::start();
    let ada = world.person("ada");
    let made = share(&world, json!({ "addresses": [OPS, JANE] })).await;
    let (ops, jane) = (invited(&world, OPS, 1).await, invited(&world, JANE, 1).await);
    let (mut his, mut hers) = (Browser::default(), Browser::default());
    let he = his.prove(&world, &ops, None, OPS).await;
    let she = hers.prove(&world, &jane, None, JANE).await;
    let mut his_page = Stream::open(&world, &he, "station", None).await;
    let mut her_page = Stream::open(&world, &she, "station", None).await;
    his_page.until("hello").await;
    her_page.until("hello").await;
    let id = recipient(&world, &made, OPS).await["id"].as_str().unwrap().to_owned();
    let (status, _) = world.delete(&ada, &path_of(&made, &format!("/recipients/{id}"))).await;
    assert_eq!(status, 204);
    his_page.until("ended").await;
    assert_eq!(his_page.next().await, None, "nothing comes after the end");
    assert_eq!(reads(&world, &he).await, 401);
    assert_eq!(
        his.open(&world, &ops).await.status,
        404,
        "the own link opens nothing any more"
    );
    assert_eq!(reads(&world, &she).await, 200, "the others go on");
    assert_eq!(hers.open(&world, &jane).await.status, 201);
    assert_eq!(recipient(&world, &made, OPS).await["state"], "removed");
    let (status, _) = world.delete(&ada, &path_of(&made, &format!("/recipients/{id}"))).await;
    assert_eq!(status, 404);
    // Her page is alive: ending the share is what ends it.
    let (status, _) = world.delete(&ada, &path_of(&made, "")).await;
    assert_eq!(status, 204);
    her_page.until("ended").await;
    assert_eq!(reads(&world, &she).await, 404);
}

#[tokio::test]
async fn a_new_link_ends_the_old_one_and_a_removed_guest_can_be_invited_anew() {
    let world = World::start();
    let ada = world.person("ada");
    let made = share(&world, json!({ "addresses": [OPS] })).await;
    let first = invited(&world, OPS, 1).await;
    let mut browser = Browser::default();
    browser.prove(&world, &first, None, OPS).await;
    let id = recipient(&world, &made, OPS).await["id"].as_str().unwrap().to_owned();
    let again = path_of(&made, &format!("/recipients/{id}/resend"));
    let (status, told) = world.post(&ada, &again, json!({})).await;
    assert_eq!(status, 200, "{told}");
    let second = invited(&world, OPS, 2).await;
    assert_ne!(first, second);
    assert_eq!(browser.open(&world, &first).await.status, 404);
    assert_eq!(
        browser.open(&world, &second).await.status,
        201,
        "the browser is still verified"
    );
    let (status, _) = world.delete(&ada, &path_of(&made, &format!("/recipients/{id}"))).await;
    assert_eq!(status, 204);
    let (status, _) = world.post(&ada, &again, json!({})).await;
    assert_eq!(status, 404);
    let anew = json!({ "addresses": [OPS] });
    let added = world.made(&ada, &path_of(&made, "/recipients"), anew).await;
    assert_eq!(added["added"][0]["state"], "invited");
    let third = invited(&world, OPS, 3).await;
    assert_eq!(browser.open(&world, &third).await.status, 201);
    assert_eq!(browser.open(&world, &second).await.status, 404);
}

#[tokio::test]
async fn whoever_proves_an_address_at_a_domain_is_let_in_up_to_the_cap() {
    let world = World::start();
    let made = share(&world, json!({ "domains": ["United.example"], "domain_cap": 2 })).await;
    let secret = made["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let mut first = Browser::default();
    let asked = first.open(&world, &secret).await;
    assert_eq!((asked.status, &asked.body["ask"]), (401, &json!("code")));
    assert!(asked.body.get("address").is_none(), "the link is nobody's own");
    let who = first.prove(&world, &secret, Some(OPS), OPS).await;
    assert_eq!(reads(&world, &who).await, 200);
    assert_eq!(first.open(&world, &secret).await.status, 201);
    Browser::default().prove(&world, &secret, Some(JANE), JANE).await;
    let third = "third@united.example";
    let mut late = Browser::default();
    assert_eq!(late.ask(&world, &secret, Some(third)).await.status, 202);
    let code = super::guest::code(&world, third, 1).await;
    assert_eq!(
        late.redeem(&world, &secret, Some(third), &code).await.status,
        401,
        "there is no room"
    );
    assert_eq!(recipient(&world, &made, OPS).await["by_domain"], true);
    // Who was removed stays out, whatever the domain.
    let id = recipient(&world, &made, OPS).await["id"].as_str().unwrap().to_owned();
    world
        .delete(&world.person("ada"), &path_of(&made, &format!("/recipients/{id}")))
        .await;
    assert_eq!(first.open(&world, &secret).await.status, 401);
    // Leaving a domain out removes who came by it.
    let (status, told) = world
        .patch(
            &world.person("ada"),
            &path_of(&made, ""),
            json!({ "domains": ["delta.example"] }),
        )
        .await;
    assert_eq!(status, 200, "{told}");
    assert_eq!(told["recipients"]["verified"], 0, "{told}");
}

#[tokio::test]
async fn what_is_shared_with_somebody_opens_is_dropped_and_forgotten() {
    let world = World::start();
    let one = share(&world, json!({ "addresses": [OPS], "title": "One" })).await;
    let two = share(&world, json!({ "addresses": [OPS], "title": "Two" })).await;
    let secret = {
        mail(&world, "guest_invitation", OPS, 2).await;
        let all = mails(&world, "guest_invitation", OPS).await;
        let of = all
            .iter()
            .find(|mail| mail["subject"].as_str().unwrap().contains("One"))
            .unwrap();
        let (_, mail) = world
            .get(&world.person("ada"), &format!("/outbox/{}", of["id"].as_str().unwrap()))
            .await;
        super::guest::secret_in(mail["text"].as_str().unwrap())
    };
    let mut browser = Browser::default();
    assert_eq!(browser.get(&world, "/shared-with-me").await.status, 401);
    browser.prove(&world, &secret, None, OPS).await;
    let shared = browser.get(&world, "/shared-with-me").await.body;
    assert_eq!(shared["address"], OPS);
    let titles: Vec<_> = shared["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["title"].clone())
        .collect();
    assert_eq!(titles, ["Two", "One"]);
    let id = |at: usize| shared["items"][at]["id"].as_str().unwrap().to_owned();
    let opened = browser
        .post(&world, &format!("/shared-with-me/{}/open", id(0)), json!({}))
        .await;
    assert_eq!(opened.status, 201, "{}", opened.body);
    let who = reader(&opened.body);
    assert_eq!(reads(&world, &who).await, 200);
    assert_eq!(recipient(&world, &two, OPS).await["state"], "verified");
    let mut page = Stream::open(&world, &who, "station", None).await;
    page.until("hello").await;
    assert_eq!(browser.delete(&world, &format!("/shared-with-me/{}", id(0))).await, 204);
    page.until("ended").await;
    assert_eq!(reads(&world, &who).await, 401);
    assert_eq!(recipient(&world, &two, OPS).await["state"], "removed");
    assert_eq!(browser.delete(&world, &format!("/shared-with-me/{}", id(0))).await, 404);
    let shared = browser.get(&world, "/shared-with-me").await.body;
    assert_eq!(shared["items"].as_array().map(Vec::len), Some(1));
    // A page of another site can drop nothing.
    let foreign = world
        .http
        .delete(format!("{}/api/v1/shared-with-me/{}", world.base, id(1)));
    let cookie = format!("vitrine_guest={}", browser.jar["vitrine_guest"]);
    let foreign = foreign.header("cookie", cookie).header("sec-fetch-site", "cross-site");
    assert_eq!(foreign.send().await.unwrap().status(), 403);
    // Not you? The browser knows nothing any more.
    let old = browser.clone();
    assert_eq!(browser.delete(&world, "/shared-with-me").await, 204);
    assert!(browser.jar.is_empty());
    let mut old = old;
    assert_eq!(old.get(&world, "/shared-with-me").await.status, 401);
    assert_eq!(old.open(&world, &secret).await.status, 401);
    assert_eq!(recipient(&world, &one, OPS).await["state"], "verified");
}

#[tokio::test]
async fn what_is_somebody_elses_is_not_shared_with_me() {
    let world = World::start();
    let made = share(&world, json!({ "addresses": [OPS, JANE] })).await;
    let secret = invited(&world, OPS, 1).await;
    let mut browser = Browser::default();
    browser.prove(&world, &secret, None, OPS).await;
    let hers = recipient(&world, &made, JANE).await["id"].as_str().unwrap().to_owned();
    let unknown = "rcp_00000000000000000000000000";
    for id in [hers.as_str(), unknown] {
        assert_eq!(
            browser
                .post(&world, &format!("/shared-with-me/{id}/open"), json!({}))
                .await
                .status,
            404
        );
        assert_eq!(browser.delete(&world, &format!("/shared-with-me/{id}")).await, 404);
    }
    let jane = invited(&world, JANE, 1).await;
    assert_eq!(
        browser.open(&world, &jane).await.status,
        401,
        "a browser of one is none of the other"
    );
    assert_eq!(recipient(&world, &made, JANE).await["state"], "invited");
}

#[tokio::test]
async fn an_end_of_one_recipient_ends_what_they_have_open() {
    let world = World::start();
    let ada = world.person("ada");
    let made = share(&world, json!({ "addresses": [OPS, JANE] })).await;
    let secret = invited(&world, OPS, 1).await;
    let mut browser = Browser::default();
    let who = browser.prove(&world, &secret, None, OPS).await;
    let mut page = Stream::open(&world, &who, "station", None).await;
    page.until("hello").await;
    let id = recipient(&world, &made, OPS).await["id"].as_str().unwrap().to_owned();
    let path = path_of(&made, &format!("/recipients/{id}"));
    let soon = (server::clock::now() + chrono::TimeDelta::seconds(2)).to_rfc3339();
    let (status, told) = world.patch(&ada, &path, json!({ "expires_at": soon })).await;
    assert_eq!(status, 200, "{told}");
    page.until("ended").await;
    assert!(reads(&world, &who).await >= 400);
    assert_eq!(browser.open(&world, &secret).await.status, 404);
    let (status, told) = world.patch(&ada, &path, json!({ "expires_at": null })).await;
    assert_eq!((status.as_u16(), told.get("expires_at")), (200, None));
    assert_eq!(browser.open(&world, &secret).await.status, 201);
}

#[tokio::test]
async fn a_policy_says_which_domains_guests_may_have() {
    let world = World::start();
    let ada = world.person("ada");
    let made = share(&world, json!({ "addresses": [OPS, "x@delta.example"] })).await;
    let whole = share(&world, json!({ "addresses": ["y@delta.example"] })).await;
    let secret = invited(&world, "x@delta.example", 1).await;
    let mut browser = Browser::default();
    let who = browser.prove(&world, &secret, None, "x@delta.example").await;
    let mut page = Stream::open(&world, &who, "station", None).await;
    page.until("hello").await;
    let policy = format!("/workspaces/{}/share-policy", world.id("workspaces", "port-authority"));
    let wanted = json!({ "domains": ["United.example"] });
    let (status, told) = world.put(&ada, &policy, wanted).await;
    assert_eq!((status.as_u16(), &told["count"]), (409, &json!(2)), "{told}");
    let (status, told) = world
        .put(
            &ada,
            &policy,
            json!({ "domains": ["united.example"], "end_shares": true }),
        )
        .await;
    assert_eq!(status, 200, "{told}");
    page.until("ended").await;
    assert_eq!(reads(&world, &who).await, 401);
    assert_eq!(recipient(&world, &made, "x@delta.example").await["state"], "removed");
    assert_eq!(recipient(&world, &made, OPS).await["state"], "invited");
    let (_, ended) = world.get(&ada, &path_of(&whole, "")).await;
    assert_eq!((&ended["state"], &ended["reason"]), (&json!("ended"), &json!("policy")));

    let check = format!("/dashboards/{}/shares/check", world.id("dashboards", "station"));
    let body = json!({ "kind": "guests", "addresses": [OPS, "Z <z@delta.example>"], "domains": ["evil.example"] });
    let (_, found) = world.post(&ada, &check, body.clone()).await;
    let obstacles = found["obstacles"].as_array().unwrap();
    let details: Vec<_> = obstacles.iter().map(|one| one["detail"].as_str().unwrap()).collect();
    assert!(obstacles.iter().all(|one| one["code"] == "policy_domains"), "{found}");
    assert!(details.len() == 2 && details[0].contains("z@delta.example") && details[1].contains("evil.example"));
    let shares = format!("/dashboards/{}/shares", world.id("dashboards", "station"));
    assert_eq!(world.post(&ada, &shares, body).await.0, 409);
    let more = json!({ "addresses": ["z@delta.example"] });
    assert_eq!(world.post(&ada, &path_of(&made, "/recipients"), more).await.0, 409);
    let (status, _) = world
        .patch(&ada, &path_of(&made, ""), json!({ "domains": ["delta.example"] }))
        .await;
    assert_eq!(status, 409);
}

#[tokio::test]
async fn a_pasted_list_is_read() {
    let world = World::start();
    let text = "UA@X.example ; \"Doe, Jane\" <jane@united.example>\nua@x.example, nobody, vera@p0rt-authority.example";
    let found = world
        .made(&world.person("ada"), "/recipients/parse", json!({ "text": text }))
        .await;
    assert_eq!(found["addresses"][0]["given"], json!(["UA@X.example", "ua@x.example"]));
    assert_eq!(found["addresses"][1]["name"], "Doe, Jane");
    assert_eq!(found["refused"][0]["text"], "nobody");
    let vera = &found["addresses"][2];
    assert_eq!(vera["alike"], json!(["vera@port-authority.example"]), "{found}");
    let (status, _) = world
        .post(
            &world.person("gus"),
            "/recipients/parse",
            json!({ "text": "a@b.example" }),
        )
        .await;
    assert!(status == 403 || status == 201 || status == 200, "{status}");
    let (status, _) = world
        .post(&Who::Nobody, "/recipients/parse", json!({ "text": "" }))
        .await;
    assert_eq!(status, 401);
    let long = "x".repeat(200_001);
    let (status, _) = world
        .post(&world.person("ada"), "/recipients/parse", json!({ "text": long }))
        .await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn a_link_that_is_opened_elsewhere_is_told_to_the_sharer_once() {
    let world = World::start();
    let made = share(&world, json!({ "addresses": [OPS] })).await;
    let secret = invited(&world, OPS, 1).await;
    Browser::default().open(&world, &secret).await;
    assert_eq!(
        recipient(&world, &made, OPS).await.get("elsewhere_at"),
        None,
        "nobody has proven it yet"
    );
    Browser::default().prove(&world, &secret, None, OPS).await;
    for _ in 0..3 {
        let asked = Browser::default().open(&world, &secret).await;
        assert_eq!((asked.status, &asked.body["ask"]), (401, &json!("code")));
    }
    assert!(recipient(&world, &made, OPS).await["elsewhere_at"].is_string());
    let (_, ada) = world.get(&world.person("ada"), "/auth/me").await;
    let address = ada["caller"]["user"]["email"].as_str().unwrap().to_owned();
    let told = mail(&world, "guest_elsewhere", &address, 1).await;
    assert!(told["text"].as_str().unwrap().contains(OPS), "{told}");
    assert_eq!(mails(&world, "guest_elsewhere", &address).await.len(), 1);
    let root = world.id("workspaces", "port-authority");
    let (_, audit) = world
        .get(&world.person("ada"), &format!("/audit?workspace={root}&action=guests."))
        .await;
    let mut actions: Vec<&str> = audit["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["action"].as_str().unwrap())
        .collect();
    actions.sort_unstable();
    assert_eq!(
        actions,
        ["guests.elsewhere", "guests.invite", "guests.verify"],
        "{audit}"
    );
}

#[tokio::test]
async fn the_outbox_is_for_who_manages_the_root() {
    let world = World::start();
    share(&world, json!({ "addresses": [OPS] })).await;
    let sent = mail(&world, "guest_invitation", OPS, 1).await;
    let path = format!("/outbox/{}", sent["id"].as_str().unwrap());
    for who in ["vera", "otto", "uma", "gus"] {
        for path in ["/outbox", path.as_str()] {
            assert_eq!(world.get(&world.person(who), path).await.0, 403, "{who} {path}");
        }
    }
    let ada = world.person("ada");
    let (status, tested) = world.post(&ada, "/mail/test", json!({ "to": "a@b.example" })).await;
    assert_eq!((status.as_u16(), &tested["sent"]), (200, &json!(false)));
    assert_eq!(mails(&world, "test", "a@b.example").await.len(), 1);
    assert_eq!(
        world.post(&ada, &format!("{path}/retry"), json!({})).await.0,
        409,
        "there is no mail server"
    );
    assert_eq!(world.delete(&ada, &path).await.0, 204);
    assert_eq!(world.get(&ada, &path).await.0, 404);
    assert_eq!(world.delete(&ada, &path).await.0, 404);
    let (_, outbox) = world.get(&ada, "/outbox").await;
    assert_eq!(outbox["server"], false);
    let none: Vec<&Json> = outbox["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|mail| mail["to"] == OPS)
        .collect();
    assert!(none.is_empty());
}
