//! What another site says of its readers, and the tokens in which it says so: JWTs of one form. There is one algorithm and no choice of it:
//! HS256, with a key of ours that the header names. Looks at form, signature and time; which share the key belongs to, whether a token
//! was used before, and what its claims narrow, is for others.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::TimeDelta;
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use model::Instant;
use model::id::ShareKeyId;
use model::invalid::{self, Faults, Invalid};
use model::name::{AttributeName, VariableName};
use model::people::Attributes;
use rand::RngCore as _;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::Sha256;

use crate::limits::{
    HOST_CLOCK_SECONDS, HOST_JTI_CHARACTERS, HOST_SUB_CHARACTERS, HOST_TOKEN_BYTES, HOST_TOKEN_SECONDS,
};

/// What a site said of a reader whom it let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// Whom, by the site's own name for them.
    pub sub: String,
    /// What row rules of the share read of them.
    pub attributes: Attributes,
    /// The only values of some variables.
    pub variables: BTreeMap<VariableName, Json>,
    /// It vouches no longer than until then.
    pub until: Instant,
    /// The key that it signed with.
    pub key: ShareKeyId,
    /// The token's own name, which is taken once.
    pub jti: String,
}

/// The secret with which a site signs. It signs with the bytes of the text.
#[derive(Clone)]
pub struct HostSecret(String);

const PREFIX: &str = "vk_";

impl HostSecret {
    /// A fresh one with 256 random bits, as many as HS256 can use.
    #[must_use]
    pub fn fresh() -> Self {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(format!("{PREFIX}{}", BASE32_NOPAD.encode(&bytes).to_lowercase()))
    }

    /// One that was kept; `None` when it is no such text.
    #[must_use]
    pub fn kept(bytes: Vec<u8>) -> Option<Self> {
        let text = String::from_utf8(bytes).ok()?;
        text.starts_with(PREFIX).then_some(Self(text))
    }

    /// The text, for whom it is made for.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    fn mac(&self, signed: &str) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).ok()?;
        mac.update(signed.as_bytes());
        Some(mac)
    }
}

impl fmt::Debug for HostSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HostSecret(…)")
    }
}

/// A token as it came: it has the form of one, and nothing in it is believed yet.
#[derive(Debug)]
pub struct HostToken<'t> {
    key: ShareKeyId,
    signed: &'t str,
    payload: &'t str,
    signature: Vec<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    kid: String,
    typ: Option<String>,
}

impl<'t> HostToken<'t> {
    /// Reads the form. `None` for everything that is not three parts of at most 8 KiB with a header that says HS256 and names a key.
    #[must_use]
    pub fn received(text: &'t str) -> Option<Self> {
        if text.len() > HOST_TOKEN_BYTES {
            return None;
        }
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.').filter(|(_, payload)| !payload.contains('.'))?;
        let header: Header = invalid::parse(&decoded(header)?).ok()?;
        let typed = header.typ.is_none_or(|typ| typ.eq_ignore_ascii_case("JWT"));
        if header.alg != "HS256" || !typed {
            return None;
        }
        Some(Self {
            key: header.kid.parse().ok()?,
            signed,
            payload,
            signature: decoded(signature)?,
        })
    }

    /// The key that it says it is signed with.
    #[must_use]
    pub const fn key(&self) -> ShareKeyId {
        self.key
    }

    /// What was signed with this secret; `None` when it was signed with another. Compared in the same time wherever they differ.
    #[must_use]
    pub fn signed_with(&self, secret: &HostSecret) -> Option<Signed> {
        secret.mac(self.signed)?.verify_slice(&self.signature).ok()?;
        Some(Signed {
            key: self.key,
            claims: decoded(self.payload)?,
        })
    }
}

fn decoded(part: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(part.as_bytes()).ok()
}

/// Claims that the holder of a key has signed. From here on mistakes are told: whoever made them can put them right.
#[derive(Debug)]
pub struct Signed {
    key: ShareKeyId,
    claims: Vec<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    sub: String,
    exp: f64,
    iat: Option<f64>,
    nbf: Option<f64>,
    jti: String,
    #[serde(default)]
    attributes: BTreeMap<AttributeName, OneOrSeveral>,
    #[serde(default)]
    variables: BTreeMap<VariableName, Json>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a text, or a list of texts")]
enum OneOrSeveral {
    One(String),
    Several(BTreeSet<String>),
}

impl Signed {
    /// The claims, if they hold at this moment.
    ///
    /// # Errors
    /// Every fault at once, with the pointer of its claim.
    pub fn claims(&self, now: Instant) -> Result<Host, Invalid> {
        let claims: Claims = invalid::parse(&self.claims)?;
        let mut faults = Faults::default();
        for (pointer, text, most) in [
            ("/sub", &claims.sub, HOST_SUB_CHARACTERS),
            ("/jti", &claims.jti, HOST_JTI_CHARACTERS),
        ] {
            if text.is_empty() || text.chars().count() > most || text.chars().any(char::is_control) {
                faults.add(pointer, format!("1 to {most} characters in one line"));
            }
        }
        let until = moment(claims.exp);
        let clock = TimeDelta::seconds(HOST_CLOCK_SECONDS);
        let longest = TimeDelta::seconds(HOST_TOKEN_SECONDS);
        match until {
            None => faults.add("/exp", "a moment in seconds since 1970"),
            Some(until) if until <= now => faults.add("/exp", "this moment has passed"),
            Some(until) if until - now > longest => {
                faults.add("/exp", format!("at most {HOST_TOKEN_SECONDS} seconds from now"));
            }
            Some(_) => {}
        }
        for (pointer, said) in [("/iat", claims.iat), ("/nbf", claims.nbf)] {
            let Some(said) = said else { continue };
            match moment(said) {
                None => faults.add(pointer, "a moment in seconds since 1970"),
                Some(at) if at > now + clock => faults.add(pointer, "this moment has not come yet"),
                Some(at) if until.is_some_and(|until| until - at > longest) => {
                    faults.add(pointer, format!("at most {HOST_TOKEN_SECONDS} seconds before exp"));
                }
                Some(_) => {}
            }
        }
        let mut attributes = Attributes::new();
        for (name, values) in claims.attributes {
            let values = match values {
                OneOrSeveral::One(value) => BTreeSet::from([value]),
                OneOrSeveral::Several(values) => values,
            };
            if values.is_empty() {
                faults.add(format!("/attributes/{name}"), "at least one value");
            }
            attributes.insert(name, values);
        }
        faults.finish()?;
        Ok(Host {
            sub: claims.sub,
            attributes,
            variables: claims.variables,
            until: until.unwrap_or(now),
            key: self.key,
            jti: claims.jti,
        })
    }
}

/// A moment in seconds since 1970, of which parts of seconds are left out.
fn moment(seconds: f64) -> Option<Instant> {
    // Up to here every whole number has its own double.
    let known = (0.0..9_007_199_254_740_992.0).contains(&seconds);
    let whole = format!("{:.0}", seconds.trunc())
        .parse::<i64>()
        .ok()
        .filter(|_| known)?;
    Instant::from_timestamp(whole, 0)
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone as _, Utc};
    use serde_json::json;

    use super::*;

    fn now() -> Instant {
        Utc.with_ymd_and_hms(2026, 11, 30, 9, 0, 0).unwrap()
    }

    fn token(header: &Json, claims: &Json, secret: &HostSecret) -> String {
        let part = |json: &Json| BASE64URL_NOPAD.encode(json.to_string().as_bytes());
        let signed = format!("{}.{}", part(header), part(claims));
        let mac = secret.mac(&signed).unwrap().finalize().into_bytes();
        format!("{signed}.{}", BASE64URL_NOPAD.encode(&mac))
    }

    fn kid() -> ShareKeyId {
        ShareKeyId::from_number(7)
    }

    fn signed(claims: &Json) -> Signed {
        Signed {
            key: kid(),
            claims: claims.to_string().into_bytes(),
        }
    }

    fn header() -> Json {
        json!({ "alg": "HS256", "typ": "JWT", "kid": kid().to_string() })
    }

    fn claims() -> Json {
        json!({ "sub": "u1", "exp": now().timestamp() + 120, "iat": now().timestamp(), "jti": "a",
            "attributes": { "carrier": "UA", "seat": ["1", "2"] }, "variables": { "origin": "JFK" } })
    }

    #[test]
    fn a_token_says_who_what_and_until_when() {
        let secret = HostSecret::fresh();
        let text = token(&header(), &claims(), &secret);
        let received = HostToken::received(&text).unwrap();
        assert_eq!(received.key(), kid());
        let host = received.signed_with(&secret).unwrap().claims(now()).unwrap();
        assert_eq!((host.jti.as_str(), host.sub.as_str(), host.key), ("a", "u1", kid()));
        assert_eq!(host.until, now() + TimeDelta::seconds(120));
        assert_eq!(json!(host.attributes), json!({ "carrier": ["UA"], "seat": ["1", "2"] }));
        assert_eq!(json!(host.variables), json!({ "origin": "JFK" }));
        let kept = serde_json::to_string(&host).unwrap();
        assert_eq!(serde_json::from_str::<Host>(&kept).unwrap(), host);
        let again = HostSecret::kept(secret.expose().as_bytes().to_vec()).unwrap();
        assert!(received.signed_with(&again).is_some());
    }

    #[test]
    fn another_algorithm_key_or_form_is_nothing() {
        let secret = HostSecret::fresh();
        let good = token(&header(), &claims(), &secret);
        assert!(
            HostToken::received(&good)
                .unwrap()
                .signed_with(&HostSecret::fresh())
                .is_none()
        );
        for (name, value) in [
            ("alg", json!("none")),
            ("alg", json!("RS256")),
            ("alg", json!("hs256")),
            ("alg", json!(null)),
            ("kid", json!("1")),
            ("typ", json!("JOSE")),
            ("crit", json!(["exp"])),
            ("jku", json!("https://a.example")),
        ] {
            let mut header = header();
            header[name] = value;
            assert!(
                HostToken::received(&token(&header, &claims(), &secret)).is_none(),
                "{header}"
            );
        }
        let unsigned = good.rsplit_once('.').unwrap().0;
        let long = format!("{good}{}", "A".repeat(HOST_TOKEN_BYTES));
        for wrong in ["", "..", unsigned, &format!("{good}."), &format!("{good}="), &long] {
            assert!(HostToken::received(wrong).is_none(), "{wrong}");
        }
        let empty = HostToken::received(&format!("{unsigned}.")).and_then(|token| token.signed_with(&secret));
        assert!(empty.is_none());
        // One letter of the claims.
        let (head, rest) = good.split_once('.').unwrap();
        let other = format!("{head}.{}{}", if rest.starts_with('A') { 'B' } else { 'A' }, &rest[1..]);
        let other = HostToken::received(&other).and_then(|token| token.signed_with(&secret));
        assert!(other.is_none());
    }

    #[test]
    fn claims_hold_for_a_short_time_and_all_of_them_are_known() {
        let at = now().timestamp();
        for (name, value, pointer) in [
            ("exp", json!(at), "/exp"),
            ("exp", json!(at + 601), "/exp"),
            ("exp", json!(1e300), "/exp"),
            ("exp", json!("soon"), "/exp"),
            ("iat", json!(at + 61), "/iat"),
            ("iat", json!(at - 481), "/iat"),
            ("nbf", json!(at + 61), "/nbf"),
            ("sub", json!(""), "/sub"),
            ("sub", json!("x".repeat(HOST_SUB_CHARACTERS + 1)), "/sub"),
            ("jti", json!(""), "/jti"),
            ("jti", json!("x".repeat(HOST_JTI_CHARACTERS + 1)), "/jti"),
            ("grade", json!("admin"), "/grade"),
            ("attributes", json!({ "carrier": [] }), "/attributes/carrier"),
            ("attributes", json!({ "carrier": 7 }), "/attributes/carrier"),
            ("attributes", json!({ "Carrier": "UA" }), "/attributes"),
            ("variables", json!([]), "/variables"),
        ] {
            let mut claims = claims();
            claims[name] = value;
            let refused = signed(&claims).claims(now()).unwrap_err();
            assert!(refused.faults[0].pointer.starts_with(pointer), "{claims}: {refused}");
        }
        for (name, value) in [
            ("exp", json!(at + 600)),
            ("exp", json!(1_796_029_260.5)),
            ("nbf", json!(at + 60)),
        ] {
            let mut claims = json!({ "sub": "u", "exp": at + 60, "jti": "a" });
            claims[name] = value;
            assert!(signed(&claims).claims(now()).is_ok(), "{claims}");
        }
    }
}
