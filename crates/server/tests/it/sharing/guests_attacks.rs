//! Attacks on guests and their codes, as they have worked elsewhere: guessing, another browser, twins, dumps, strangers, links passed on.

use futures::StreamExt as _;
use serde_json::{Value as Json, json};

use super::guest::{Browser, code, invited, path_of, reads, recipient, share};
use crate::world::World;

const OPS: &str = "ops@united.example";
const JANE: &str = "jane@united.example";

fn domain_secret(made: &Json) -> String {
    made["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

fn other(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

#[tokio::test]
async fn ten_thousand_guesses_from_as_many_networks_find_nothing() {
    let world = World::start_with(&["--trusted-proxies", "127.0.0.1"]);
    let made = share(&world, json!({ "addresses": [OPS], "domains": ["united.example"] })).await;
    let (secret, own) = (domain_secret(&made), invited(&world, OPS, 1).await);
    let mut askers = Vec::new();
    for n in 0..30 {
        let mut browser = Browser::at(&format!("198.51.100.{n}"));
        assert_eq!(browser.ask(&world, &secret, Some(OPS)).await.status, 202);
        askers.push(browser.jar);
    }
    let world_of = &world;
    let tries = (0..10_000_u32).map(|n| {
        let mut browser = Browser {
            jar: askers[n as usize % askers.len()].clone(),
            from: Some(format!("203.{}.{}.{}", n % 200, n / 200, n % 250)),
        };
        let (secret, code) = (secret.clone(), format!("{:06}", n * 97 % 1_000_000));
        async move { browser.redeem(world_of, &secret, Some(OPS), &code).await.status }
    });
    let answers: Vec<u16> = futures::stream::iter(tries).buffer_unordered(32).collect().await;
    assert!(answers.iter().all(|status| *status == 401 || *status == 429));
    // Few codes were sent, whoever asked; after so many tries none of them opens anything.
    let sent = super::guest::mails(&world, "guest_code", OPS).await;
    assert!((1..=10).contains(&sent.len()), "{}", sent.len());
    for mail in &sent {
        let code = &mail["subject"].as_str().unwrap()[..6];
        for jar in &askers {
            let mut browser = Browser {
                jar: jar.clone(),
                from: Some("192.0.2.9".to_owned()),
            };
            assert_ne!(browser.redeem(&world, &secret, Some(OPS), code).await.status, 201);
        }
    }
    // And whoever is invited gets in by their own link meanwhile.
    let mut browser = Browser::at("192.0.2.77");
    let who = browser.prove_after_of(&world, &own, None, OPS).await;
    assert_eq!(reads(&world, &who).await, 200);
}

#[tokio::test]
async fn five_tries_are_all_that_a_code_has_and_then_a_new_one_counts() {
    let world = World::start_with(&["--trusted-proxies", "127.0.0.1"]);
    share(&world, json!({ "addresses": [OPS] })).await;
    let secret = invited(&world, OPS, 1).await;
    let mut browser = Browser::at("192.0.2.1");
    browser.ask(&world, &secret, None).await;
    let right = code(&world, OPS, 1).await;
    for n in 1..=5 {
        browser.from = Some(format!("192.0.2.{n}"));
        let refused = browser.redeem(&world, &secret, None, &other(&right)).await;
        assert_eq!((refused.status, &refused.body["ask"]), (401, &json!("code")));
    }
    assert_eq!(
        browser.redeem(&world, &secret, None, &right).await.status,
        401,
        "its tries are up"
    );
    browser.from = Some("192.0.2.9".to_owned());
    browser.prove(&world, &secret, None, OPS).await;
    let again = Browser {
        from: browser.from.clone(),
        ..browser.clone()
    }
    .redeem(&world, &secret, None, &right)
    .await;
    assert_eq!(again.status, 401, "a used code opens nothing");
}

#[tokio::test]
async fn a_code_counts_in_the_browser_that_asked_and_nowhere_else() {
    let world = World::start();
    let made = share(&world, json!({ "addresses": [OPS, JANE] })).await;
    let (ops, jane) = (invited(&world, OPS, 1).await, invited(&world, JANE, 1).await);
    let mut asking = Browser::default();
    asking.ask(&world, &ops, None).await;
    let right = code(&world, OPS, 1).await;
    // Without its cookie, with that of another asking, with the link of another.
    let mut bare = Browser::default();
    assert_eq!(bare.redeem(&world, &ops, None, &right).await.status, 401);
    let mut stranger = Browser::default();
    stranger.ask(&world, &jane, None).await;
    assert_eq!(stranger.redeem(&world, &ops, None, &right).await.status, 401);
    assert_eq!(stranger.redeem(&world, &jane, None, &right).await.status, 401);
    assert_eq!(asking.redeem(&world, &jane, None, &right).await.status, 401);
    assert_eq!(asking.redeem(&world, &ops, Some(JANE), &right).await.status, 401);
    assert_eq!(recipient(&world, &made, OPS).await["state"], "invited");
    assert_eq!(
        asking
            .redeem(&world, &ops, None, &format!(" {} {}", &right[..3], &right[3..]))
            .await
            .status,
        201
    );
}

#[tokio::test]
async fn whoever_asks_for_a_code_is_answered_alike() {
    let world = World::start();
    let ada = world.person("ada");
    let made = share(&world, json!({ "addresses": [OPS], "domains": ["united.example"] })).await;
    let over = share(&world, json!({ "addresses": [JANE], "domains": ["united.example"] })).await;
    let secret = domain_secret(&made);
    world.delete(&ada, &path_of(&over, "")).await;
    let mut seen = Vec::new();
    for (what, secret, email) in [
        ("invited", secret.as_str(), Some(OPS)),
        ("by domain", &secret, Some("new@united.example")),
        ("not invited", &secret, Some("eve@evil.example")),
        ("nobody named", &secret, None),
        ("ended", &domain_secret(&over), Some(JANE)),
        ("unknown", "abcdefghijklmnopqrstuvwxyz234567", Some(OPS)),
        ("no secret at all", "x", Some(OPS)),
    ] {
        let mut browser = Browser::default();
        let asked = browser.ask(&world, secret, email).await;
        let names: Vec<String> = asked.headers.keys().map(ToString::to_string).collect();
        let cookie = asked.headers["set-cookie"].to_str().unwrap().len();
        let tried = browser.redeem(&world, secret, email, "000000").await;
        let mut told = tried.body.clone();
        told.as_object_mut().unwrap().remove("request_id");
        let tried_names: Vec<String> = tried.headers.keys().map(ToString::to_string).collect();
        seen.push((
            what,
            asked.status,
            asked.body,
            names,
            cookie,
            tried.status,
            told,
            tried_names,
        ));
    }
    let first = (
        &seen[0].1, &seen[0].2, &seen[0].3, &seen[0].4, &seen[0].5, &seen[0].6, &seen[0].7,
    );
    assert_eq!((*first.0, *first.4), (202, 401));
    for one in &seen {
        assert_eq!(
            (&one.1, &one.2, &one.3, &one.4, &one.5, &one.6, &one.7),
            first,
            "{}",
            one.0
        );
    }
    // And only those who may be let in were sent one.
    code(&world, OPS, 1).await;
    code(&world, "new@united.example", 1).await;
    for nobody in ["eve@evil.example", JANE] {
        assert!(
            super::guest::mails(&world, "guest_code", nobody).await.is_empty(),
            "{nobody}"
        );
    }
}

#[tokio::test]
async fn the_database_holds_neither_codes_nor_secrets() {
    let world = World::start();
    share(&world, json!({ "addresses": [OPS] })).await;
    let secret = invited(&world, OPS, 1).await;
    let mut browser = Browser::default();
    browser.ask(&world, &secret, None).await;
    let right = code(&world, OPS, 1).await;
    let asker = browser.jar["vitrine_code"].clone();
    let session = browser.redeem(&world, &secret, None, &right).await;
    assert_eq!(session.status, 201);
    let guest = browser.jar["vitrine_guest"].clone();
    let session = session.body["session"].as_str().unwrap().to_owned();
    for file in ["vitrine.db", "vitrine.db-wal"] {
        let bytes = std::fs::read(world.folder.path().join(file)).unwrap_or_default();
        for (what, text) in [
            ("secret", &secret),
            ("asker", &asker),
            ("guest", &guest),
            ("session", &session),
        ] {
            let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(!found, "the {what} is kept in {file}");
        }
        // Six digits may stand anywhere by chance, but not as a text of their own.
        let quoted = format!("\"{right}\"");
        let found = bytes.windows(quoted.len()).any(|window| window == quoted.as_bytes());
        assert!(!found, "the code is kept in {file}");
    }
}

#[tokio::test]
async fn twins_of_an_address_are_one_guest() {
    let world = World::start();
    let twins = [
        "Ops@B\u{fc}cher.example",
        "ops@bu\u{308}cher.example",
        "OPS@XN--BCHER-KVA.example",
        " Ops <ops@xn--bcher-kva.example>",
    ];
    let made = share(&world, json!({ "addresses": twins })).await;
    let all = made["recipients"].as_array().unwrap();
    assert_eq!(
        (all.len(), &all[0]["address"]),
        (1, &json!("ops@xn--bcher-kva.example"))
    );
    assert_eq!(all[0]["shown"], "ops@b\u{fc}cher.example");
    // Another mailbox, alike as it looks, is another guest: it is not let in by the first one's address.
    let secret = invited(&world, "ops@xn--bcher-kva.example", 1).await;
    let mut browser = Browser::default();
    browser
        .ask(&world, &secret, Some("ops+tag@xn--bcher-kva.example"))
        .await;
    browser.ask(&world, &secret, Some("0ps@xn--bcher-kva.example")).await;
    browser
        .prove(
            &world,
            &secret,
            Some("OPS@b\u{fc}cher.example"),
            "ops@xn--bcher-kva.example",
        )
        .await;
    for twin in ["ops+tag@xn--bcher-kva.example", "0ps@xn--bcher-kva.example"] {
        assert!(super::guest::mails(&world, "guest_code", twin).await.is_empty());
    }
}

#[tokio::test]
async fn a_stranger_uses_up_nobodys_codes() {
    let world = World::start_with(&["--trusted-proxies", "127.0.0.1"]);
    let made = share(&world, json!({ "addresses": [OPS], "domains": ["united.example"] })).await;
    let (secret, own) = (domain_secret(&made), invited(&world, OPS, 1).await);
    // Somebody who works there has proven their address, and comes back when the browser has forgotten it.
    let mut hers = Browser::at("192.0.2.50");
    hers.prove(&world, &secret, Some(JANE), JANE).await;
    hers.delete(&world, "/shared-with-me").await;
    let mut other_browser = Browser::at("192.0.2.50");
    other_browser.prove(&world, &secret, Some(JANE), JANE).await;
    // A stranger in a few networks asks for all the codes that there are, and tries them up.
    let mut asked = 0;
    for network in 1..=8 {
        for _ in 0..20 {
            let mut stranger = Browser::at(&format!("198.51.100.{network}"));
            for victim in [JANE, OPS] {
                asked += u32::from(stranger.ask(&world, &secret, Some(victim)).await.status == 202);
                stranger.redeem(&world, &secret, Some(victim), "000000").await;
            }
        }
    }
    assert!(asked >= 80, "{asked}");
    // Each is sent few codes by strangers, however many ask.
    let of = |address: &'static str| super::guest::mails(&world, "guest_code", address);
    let (janes, his) = (of(JANE).await.len(), of(OPS).await.len());
    assert!(janes <= 12 && his <= 10, "{janes} {his}");
    // She asks from where she was known, he with his own link: both get in.
    let mut back = Browser::at("192.0.2.50");
    back.prove_after_of(&world, &secret, Some(JANE), JANE).await;
    let mut his_browser = Browser::at("203.0.113.5");
    his_browser.prove_after_of(&world, &own, None, OPS).await;
    // And a colleague of theirs, whom nobody plays with, from a network of their own.
    let third = "third@united.example";
    Browser::at("203.0.113.6")
        .prove(&world, &secret, Some(third), third)
        .await;
}

#[tokio::test]
async fn a_link_that_was_passed_on_opens_nothing() {
    let world = World::start();
    let made = share(&world, json!({ "addresses": [OPS] })).await;
    let secret = invited(&world, OPS, 1).await;
    let mut browser = Browser::default();
    browser.prove(&world, &secret, None, OPS).await;
    let mut thief = Browser::default();
    assert_eq!(thief.open(&world, &secret).await.status, 401);
    // Naming oneself does not send the code elsewhere.
    thief.ask(&world, &secret, Some("thief@evil.example")).await;
    thief.ask(&world, &secret, None).await;
    let right = code(&world, OPS, 2).await;
    assert!(
        super::guest::mails(&world, "guest_code", "thief@evil.example")
            .await
            .is_empty()
    );
    // What the owner of the address reads out of the mail opens in the browser that asked, and there alone.
    assert_eq!(browser.redeem(&world, &secret, None, &right).await.status, 401);
    assert!(recipient(&world, &made, OPS).await["elsewhere_at"].is_string());
    // With a made-up cookie nobody is verified.
    for cookie in [
        "",
        "x",
        "abcdefghijklmnopqrstuvwxyz234567",
        thief.jar["vitrine_code"].as_str(),
    ] {
        let mut forged = Browser::default();
        forged.jar.insert("vitrine_guest".to_owned(), cookie.to_owned());
        assert_eq!(forged.open(&world, &secret).await.status, 401);
    }
}
