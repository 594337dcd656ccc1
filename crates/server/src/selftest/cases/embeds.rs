//! Embeds, whose site signs for each reader.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use reqwest::Method;
use serde_json::{Value as Json, json};
use sha2::Sha256;

use crate::clock;
use crate::selftest::ground::{Ground, NORTH};
use crate::selftest::installation::{As, Seen};
use crate::selftest::report::Held;

/// An embed that shows its readers the region that their site says, and its key.
struct Embed {
    id: String,
    kid: String,
    secret: String,
}

impl Embed {
    async fn new(ground: &Ground<'_>) -> Result<Self, String> {
        let region = json!({ "eq": ["region", { "viewer": "region" }] });
        let body = json!({ "kind": "embed", "title": "Selftest", "origins": ["https://selftest.invalid"],
            "rows": [{ "dataset": "selftest_rows", "predicate": region }] });
        let made = ground.share(body).await?;
        let text = |pointer: &str| {
            let text = made.pointer(pointer).and_then(Json::as_str);
            text.map(str::to_owned)
                .ok_or_else(|| format!("an embed was made without {pointer}"))
        };
        Ok(Self {
            id: text("/share/id")?,
            kid: text("/key/id")?,
            secret: text("/key/secret")?,
        })
    }

    fn signed(&self, header: &Json, claims: &Json) -> Result<String, String> {
        let part = |json: &Json| URL_SAFE_NO_PAD.encode(json.to_string());
        let text = format!("{}.{}", part(header), part(claims));
        let mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes());
        let mut mac = mac.map_err(|error| error.to_string())?;
        mac.update(text.as_bytes());
        Ok(format!(
            "{text}.{}",
            URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
        ))
    }

    fn header(&self) -> Json {
        json!({ "alg": "HS256", "typ": "JWT", "kid": self.kid })
    }
}

fn claims(seconds: i64, jti: &str) -> Json {
    json!({ "sub": "selftest", "exp": clock::now().timestamp() + seconds, "jti": jti,
        "attributes": { "region": "north" } })
}

async fn present(ground: &Ground<'_>, token: &str) -> Result<Seen, String> {
    let body = json!({ "token": token });
    ground
        .to
        .see(As::Stranger, Method::POST, "/share-sessions", Some(&body))
        .await
}

pub(super) async fn rows(ground: &Ground<'_>) -> Held {
    let embed = Embed::new(ground).await?;
    let token = embed.signed(&embed.header(), &claims(120, "selftest-rows"))?;
    let opened = present(ground, &token).await?;
    let session = opened.body.get("session").and_then(Json::as_str);
    let session = session.ok_or_else(|| format!("a token opens nothing: {} {}", opened.status, opened.body))?;
    let seen = ground.ask(As::Bearer(session), json!({ "widget": "rows" })).await?;
    let text = seen.body.to_string();
    if !text.contains(NORTH) || text.contains("canary-south") {
        return Err(format!("a reader of the north sees {text}"));
    }
    if present(ground, &token).await?.is_success() {
        return Err("a token opens twice".to_owned());
    }
    Ok(())
}

pub(super) async fn tokens(ground: &Ground<'_>) -> Held {
    let (embed, other) = (Embed::new(ground).await?, Embed::new(ground).await?);
    let unsigned = embed.signed(
        &json!({ "alg": "none", "typ": "JWT", "kid": embed.kid }),
        &claims(120, "a"),
    )?;
    let bare = format!("{}.", unsigned.rsplit_once('.').map_or("", |(text, _)| text));
    let foreign = other.signed(&embed.header(), &claims(120, "b"))?;
    let late = embed.signed(&embed.header(), &claims(-3_600, "c"))?;
    let long = embed.signed(&embed.header(), &claims(315_360_000, "d"))?;
    let endless = json!({ "sub": "selftest", "jti": "e", "attributes": { "region": "north" } });
    let endless = embed.signed(&embed.header(), &endless)?;
    for (what, token) in [
        ("without a signature", bare),
        ("of another algorithm", unsigned),
        ("signed with another embed's key", foreign),
        ("whose time is up", late),
        ("for ten years", long),
        ("without an end", endless),
    ] {
        if present(ground, &token).await?.is_success() {
            return Err(format!("a token {what} opens {}", embed.id));
        }
    }
    Ok(())
}
