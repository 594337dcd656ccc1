//! Guests who prove their address by a code. No mail is sent: only domains that nobody has are let in.

use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::selftest::ground::Ground;
use crate::selftest::installation::{As, Seen};
use crate::selftest::report::Held;

const DOMAIN: &str = "selftest.invalid";
const UNKNOWN: &str = "abcdefghijklmnopqrstuvwxyz234567";

async fn secret(ground: &Ground<'_>) -> Result<String, String> {
    let body = json!({ "kind": "guests", "title": "Selftest", "domains": [DOMAIN] });
    let made = ground.share(body).await?;
    let link = made.pointer("/link").and_then(Json::as_str);
    let link = link.ok_or("guests of a domain have no link")?;
    Ok(link.rsplit('/').next().unwrap_or_default().to_owned())
}

async fn stranger(ground: &Ground<'_>, path: &str, body: Json) -> Result<Seen, String> {
    ground.to.see(As::Stranger, Method::POST, path, Some(&body)).await
}

pub(super) async fn asked_alike(ground: &Ground<'_>) -> Held {
    let secret = secret(ground).await?;
    let ask = async |secret: &str, email: &str| {
        stranger(
            ground,
            "/share-sessions/code",
            json!({ "secret": secret, "email": email }),
        )
        .await
    };
    let unknown = ask(UNKNOWN, "somebody@elsewhere.invalid").await?;
    let closed = ask(&secret, "somebody@elsewhere.invalid").await?;
    if closed != unknown {
        return Err(format!(
            "an address that is not let in: {} {}",
            closed.status, closed.body
        ));
    }
    Ok(())
}

pub(super) async fn made_up_codes(ground: &Ground<'_>) -> Held {
    let secret = secret(ground).await?;
    let redeem = async |secret: &str, code: &str| {
        let body = json!({ "secret": secret, "email": format!("somebody@{DOMAIN}"), "code": code });
        stranger(ground, "/share-sessions/redeem", body).await
    };
    let unknown = redeem(UNKNOWN, "123456").await?;
    if unknown.is_success() {
        return Err("an unknown link opens with a made-up code".to_owned());
    }
    for code in ["123456", "000000", "999999"] {
        let seen = redeem(&secret, code).await?;
        // Who tries often is slowed down, whatever they try.
        if seen != unknown && seen.status != 429 {
            return Err(format!("the code {code}: {} {}", seen.status, seen.body));
        }
    }
    Ok(())
}
