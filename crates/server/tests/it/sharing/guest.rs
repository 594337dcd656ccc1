//! A guest of the tests: a browser with its cookies, and what the outbox holds for an address. Asserts nothing but that it is there.

use std::collections::BTreeMap;

use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::{Value as Json, json};

use crate::world::{Who, World};

/// A browser with its own cookies.
#[derive(Debug, Default, Clone)]
pub(super) struct Browser {
    pub(super) jar: BTreeMap<String, String>,
    /// Where it is, if a proxy that is believed says so.
    pub(super) from: Option<String>,
}

/// An answer with all that a caller sees of it.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Json,
}

impl Browser {
    pub(super) fn at(from: &str) -> Self {
        Self {
            from: Some(from.to_owned()),
            ..Self::default()
        }
    }

    pub(super) async fn send(&mut self, world: &World, method: Method, path: &str, body: Option<&Json>) -> Answered {
        let mut request = world.http.request(method, format!("{}/api/v1{path}", world.base));
        request = request.header("sec-fetch-site", "same-origin");
        let cookies: Vec<_> = self.jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        if let Some(from) = &self.from {
            request = request.header("x-forwarded-for", from);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        for set in headers.get_all("set-cookie") {
            let text = set.to_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            assert!(text.contains("HttpOnly") && text.contains("SameSite=Lax"), "{text}");
            if text.contains("Max-Age=0") {
                self.jar.remove(name);
            } else {
                self.jar.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = response.bytes().await.unwrap();
        let body = serde_json::from_slice(&bytes).unwrap_or(Json::Null);
        Answered { status, headers, body }
    }

    pub(super) async fn post(&mut self, world: &World, path: &str, body: Json) -> Answered {
        self.send(world, Method::POST, path, Some(&body)).await
    }

    pub(super) async fn get(&mut self, world: &World, path: &str) -> Answered {
        self.send(world, Method::GET, path, None).await
    }

    pub(super) async fn delete(&mut self, world: &World, path: &str) -> u16 {
        self.send(world, Method::DELETE, path, None).await.status
    }

    pub(super) async fn open(&mut self, world: &World, secret: &str) -> Answered {
        self.post(world, "/share-sessions", json!({ "secret": secret })).await
    }

    pub(super) async fn ask(&mut self, world: &World, secret: &str, email: Option<&str>) -> Answered {
        let body = json!({ "secret": secret, "email": email });
        self.post(world, "/share-sessions/code", body).await
    }

    pub(super) async fn redeem(&mut self, world: &World, secret: &str, email: Option<&str>, code: &str) -> Answered {
        let body = json!({ "secret": secret, "email": email, "code": code });
        self.post(world, "/share-sessions/redeem", body).await
    }

    /// Asks for a code and gives the one that was mailed; the reader.
    pub(super) async fn prove(&mut self, world: &World, secret: &str, email: Option<&str>, to: &str) -> Who {
        let before = mails(world, "guest_code", to).await.len();
        assert_eq!(self.ask(world, secret, email).await.status, 202);
        let code = code(world, to, before + 1).await;
        let answer = self.redeem(world, secret, email, &code).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        reader(&answer.body)
    }
}

/// The reader of an opened share.
pub(super) fn reader(session: &Json) -> Who {
    Who::Bearer(session["session"].as_str().unwrap().to_owned())
}

/// What lies in the outbox of one kind for an address, the latest first.
pub(super) async fn mails(world: &World, kind: &str, to: &str) -> Vec<Json> {
    let (status, outbox) = world.get(&world.person("ada"), "/outbox").await;
    assert_eq!(status, 200, "{outbox}");
    let items = outbox["items"].as_array().unwrap().iter();
    let of = items.filter(|mail| mail["kind"] == kind && mail["to"] == to && mail["state"] == "kept");
    of.cloned().collect()
}

/// The text of the latest of so many mails, once they are there.
pub(super) async fn mail(world: &World, kind: &str, to: &str, count: usize) -> Json {
    loop {
        let found = mails(world, kind, to).await;
        if found.len() >= count {
            let path = format!("/outbox/{}", found[0]["id"].as_str().unwrap());
            let (status, mail) = world.get(&world.person("ada"), &path).await;
            assert_eq!(status, 200, "{mail}");
            return mail;
        }
    }
}

/// The code of the latest of so many mails.
pub(super) async fn code(world: &World, to: &str, count: usize) -> String {
    let mail = mail(world, "guest_code", to, count).await;
    let code = mail["subject"].as_str().unwrap()[..6].to_owned();
    assert!(code.bytes().all(|digit| digit.is_ascii_digit()), "{mail}");
    code
}

/// The own link's secret, out of the latest of so many invitations.
pub(super) async fn invited(world: &World, to: &str, count: usize) -> String {
    secret_in(
        mail(world, "guest_invitation", to, count).await["text"]
            .as_str()
            .unwrap(),
    )
}

/// The secret of the link in a text.
pub(super) fn secret_in(text: &str) -> String {
    let (_, rest) = text.split_once("/s/").unwrap_or_else(|| panic!("no link in {text}"));
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// Shares a dashboard with guests as Ada.
pub(super) async fn share(world: &World, more: Json) -> Json {
    let mut body = json!({ "kind": "guests", "title": "For guests" });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let path = format!("/dashboards/{}/shares", world.id("dashboards", "station"));
    world.made(&world.person("ada"), &path, body).await
}

/// The path of a share's recipients, or of one.
pub(super) fn path_of(made: &Json, rest: &str) -> String {
    format!("/shares/{}{rest}", made["share"]["id"].as_str().unwrap())
}

/// Whether this reader gets data.
pub(super) async fn reads(world: &World, who: &Who) -> u16 {
    let path = format!("/dashboards/{}/data", world.id("dashboards", "station"));
    let (status, _) = world.post(who, &path, json!({ "widget": "gusts" })).await;
    status.as_u16()
}

/// A recipient of a share as Ada sees them.
pub(super) async fn recipient(world: &World, made: &Json, address: &str) -> Json {
    let (status, list) = world.get(&world.person("ada"), &path_of(made, "/recipients")).await;
    assert_eq!(status, 200, "{list}");
    let items = list["items"].as_array().unwrap();
    let found = items.iter().find(|one| one["address"] == address);
    found.unwrap_or_else(|| panic!("no {address} in {list}")).clone()
}

impl Browser {
    /// As `prove`, where others have been sent codes meanwhile: the one for this very asking is the one that counts.
    pub(super) async fn prove_after_of(&mut self, world: &World, secret: &str, email: Option<&str>, to: &str) -> Who {
        let before: Vec<Json> = mails(world, "guest_code", to).await;
        assert_eq!(self.ask(world, secret, email).await.status, 202);
        loop {
            let now = mails(world, "guest_code", to).await;
            let new = now
                .iter()
                .find(|mail| !before.iter().any(|old| old["id"] == mail["id"]));
            if let Some(new) = new {
                let code = new["subject"].as_str().unwrap()[..6].to_owned();
                let answer = self.redeem(world, secret, email, &code).await;
                assert_eq!(answer.status, 201, "{}", answer.body);
                return reader(&answer.body);
            }
        }
    }
}
