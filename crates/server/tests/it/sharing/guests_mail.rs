//! Mails around shares for guests over a real conversation with a mail server: what is sent, what is not any more, what is refused, and that
//! nothing that was acknowledged is lost.

use serde_json::json;

use super::guest::{Browser, mail, path_of, recipient, secret_in, share};
use super::smtp::Smtp;
use crate::world::World;

const OPS: &str = "ops@united.example";

fn mailed(smtp: &Smtp, to: &str, nth: usize) -> String {
    smtp.until(|kept| {
        kept.mails
            .iter()
            .filter(|(at, _)| at == to)
            .nth(nth)
            .map(|(_, text)| text.clone())
    })
}

/// The plain part of a mail as people read it.
fn plain(mail: &str) -> String {
    mail.replace("=\r\n", "").replace("=3D", "=")
}

#[tokio::test]
async fn invitation_and_code_arrive_by_a_mail_server() {
    let smtp = Smtp::start(false);
    let world = World::start_with(&["--smtp", &smtp.url]);
    let made = share(
        &world,
        json!({ "addresses": [OPS], "title": "Delays", "message": "Bcc: all@evil.example\n\nHi" }),
    )
    .await;
    let sent = mailed(&smtp, OPS, 0);
    let (head, _) = sent.split_once("\r\n\r\n").unwrap();
    assert!(
        head.contains("List-Unsubscribe: <") && head.contains("/shared>"),
        "{head}"
    );
    assert!(!head.contains("evil.example"), "{head}");
    assert!(sent.contains("text/plain") && sent.contains("text/html"), "{sent}");
    let secret = secret_in(&plain(&sent));
    let mut browser = Browser::default();
    assert_eq!(browser.open(&world, &secret).await.status, 401);
    assert_eq!(browser.ask(&world, &secret, None).await.status, 202);
    let code = mailed(&smtp, OPS, 1);
    let plain = plain(&code);
    let (_, after) = plain.split_once("your code is:\r\n").unwrap();
    assert_eq!(browser.redeem(&world, &secret, None, &after[..6]).await.status, 201);
    assert_eq!(recipient(&world, &made, OPS).await["mail"]["state"], "sent");
    let (_, outbox) = world.get(&world.person("ada"), "/outbox").await;
    assert_eq!((&outbox["items"], &outbox["server"]), (&json!([]), &json!(true)));
}

#[tokio::test]
async fn a_mail_that_is_refused_is_shown_with_its_reason_and_sent_again() {
    let smtp = Smtp::start(false);
    smtp.set(|kept| {
        kept.refused.insert(OPS.to_owned());
    });
    let world = World::start_with(&["--smtp", &smtp.url]);
    let ada = world.person("ada");
    let made = share(&world, json!({ "addresses": [OPS] })).await;
    let failed = loop {
        let kept = recipient(&world, &made, OPS).await;
        if kept["state"] == "failed" {
            break kept;
        }
    };
    assert!(
        failed["mail"]["why"].as_str().unwrap().contains("no such mailbox"),
        "{failed}"
    );
    let (_, told) = world.get(&ada, &path_of(&made, "")).await;
    assert_eq!(told["recipients"]["failed"], 1);
    let item = loop {
        let (_, outbox) = world.get(&ada, "/outbox").await;
        let item = outbox["items"][0].clone();
        assert_eq!(item["to"], OPS, "{outbox}");
        if item["state"] == "failed" {
            break item;
        }
    };
    smtp.set(|kept| kept.refused.clear());
    let retry = format!("/outbox/{}/retry", item["id"].as_str().unwrap());
    assert_eq!(world.post(&ada, &retry, json!({})).await.0, 204);
    mailed(&smtp, OPS, 0);
    loop {
        let kept = recipient(&world, &made, OPS).await;
        if kept["mail"]["state"] == "sent" {
            assert_eq!(kept["state"], "invited");
            break;
        }
    }
}

#[tokio::test]
async fn a_share_that_ended_with_its_mails_queued_sends_none() {
    let smtp = Smtp::start(true);
    let world = World::start_with(&["--smtp", &smtp.url]);
    let ada = world.person("ada");
    let addresses: Vec<String> = (0..12).map(|n| format!("a{n}@united.example")).collect();
    let made = share(&world, json!({ "addresses": addresses })).await;
    // As many as are sent at once have been begun, and wait for the mail server; the others wait for them.
    smtp.until(|kept| (kept.begun >= 4).then_some(()));
    assert_eq!(world.delete(&ada, &path_of(&made, "")).await.0, 204);
    smtp.set(|kept| kept.stalls = false);
    let states = loop {
        let (_, list) = world.get(&ada, &path_of(&made, "/recipients")).await;
        let states: Vec<String> = list["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["mail"]["state"].as_str().unwrap().to_owned())
            .collect();
        if !states.iter().any(|state| state == "queued") {
            break states;
        }
    };
    let sent = states.iter().filter(|state| *state == "sent").count();
    assert!(sent <= 4, "{states:?}");
    assert_eq!(
        states.len() - sent,
        states.iter().filter(|state| *state == "failed").count()
    );
    assert_eq!(smtp.until(|kept| Some(kept.mails.len())), sent);
}

#[tokio::test]
async fn an_invitation_survives_the_end_of_the_process() {
    let smtp = Smtp::start(true);
    let mut world = World::start_with(&["--smtp", &smtp.url]);
    let made = share(&world, json!({ "addresses": [OPS] })).await;
    smtp.until(|kept| (kept.begun >= 1).then_some(()));
    // Begun and not done. It starts again without the mail server, and so keeps the mail in the outbox.
    world.crash_and_restart();
    let sent = mail(&world, "guest_invitation", OPS, 1).await;
    let secret = secret_in(sent["text"].as_str().unwrap());
    Browser::default().prove(&world, &secret, None, OPS).await;
    assert_eq!(recipient(&world, &made, OPS).await["mail"]["state"], "kept");
    assert_eq!(smtp.until(|kept| Some(kept.mails.len())), 0);
}
