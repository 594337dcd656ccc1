//! Secrets that open something by being known: fresh ones, their shape, and the keyed hashes that are kept instead of them.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use rand::{Rng as _, RngCore};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::limits::SECRET_KEY_BYTES;

/// What a secret opens. Hashes of different purposes never match each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The first-run setup, once.
    Setup,
    /// A user's browser session (cookie).
    Session,
    /// An API token, `vt_…`.
    ApiToken,
    /// An invitation to set the own password, once, without a prefix.
    Invitation,
    /// The link of a share, without a prefix.
    ShareLink,
    /// One opening of a share, `vs_…`.
    ShareSession,
    /// A browser in which somebody proved an address (cookie).
    GuestBrowser,
    /// A browser that has asked for a code (cookie).
    CodeAsker,
    /// Six digits that prove an address.
    GuestCode,
    /// One look at a share as its readers will see it, `vp_…`.
    Preview,
}

impl Purpose {
    const fn prefix(self) -> &'static str {
        match self {
            Self::ApiToken => "vt_",
            Self::ShareSession => "vs_",
            Self::Preview => "vp_",
            Self::Setup
            | Self::Session
            | Self::Invitation
            | Self::ShareLink
            | Self::GuestBrowser
            | Self::CodeAsker
            | Self::GuestCode => "",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Session => "session",
            Self::ApiToken => "api token",
            Self::Invitation => "invitation",
            Self::ShareLink => "share link",
            Self::ShareSession => "share session",
            Self::GuestBrowser => "guest browser",
            Self::CodeAsker => "code asker",
            Self::GuestCode => "guest code",
            Self::Preview => "preview",
        }
    }
}

/// Random bytes in a secret: 160 bits, 32 characters of base32.
const BYTES: usize = 20;

/// Digits of a code, and how many codes there are.
const CODE_DIGITS: usize = 6;
const CODES: u32 = 1_000_000;

/// A secret in the open: shown once to whom it belongs, never kept, never in logs.
#[derive(Clone)]
pub struct Secret {
    text: String,
    purpose: Purpose,
}

impl Secret {
    /// A fresh one with 160 random bits.
    #[must_use]
    pub fn fresh(purpose: Purpose) -> Self {
        let mut bytes = [0; BYTES];
        rand::rng().fill_bytes(&mut bytes);
        let text = format!("{}{}", purpose.prefix(), BASE32_NOPAD.encode(&bytes).to_lowercase());
        Self { text, purpose }
    }

    /// Takes what a caller sent if it has the shape of such a secret. Says nothing about whether it opens anything.
    #[must_use]
    pub fn received(purpose: Purpose, text: &str) -> Option<Self> {
        let digits = text.strip_prefix(purpose.prefix())?;
        let known = |c: u8| c.is_ascii_lowercase() || (b'2'..=b'7').contains(&c);
        (digits.len() == BASE32_NOPAD.encode_len(BYTES) && digits.bytes().all(known)).then(|| Self {
            text: text.to_owned(),
            purpose,
        })
    }

    /// Six fresh digits, each number as likely as any other.
    #[must_use]
    pub fn fresh_code() -> Self {
        let code = rand::rng().random_range(0..CODES);
        Self {
            text: format!("{code:0CODE_DIGITS$}"),
            purpose: Purpose::GuestCode,
        }
    }

    /// Takes a code as somebody typed it; blanks between the digits are none of it.
    #[must_use]
    pub fn received_code(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        (digits.len() == CODE_DIGITS && digits.bytes().all(|c| c.is_ascii_digit())).then_some(Self {
            text: digits,
            purpose: Purpose::GuestCode,
        })
    }

    /// The text, for its owner.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// What it opens.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({}, …)", self.purpose.label())
    }
}

/// The server's key for hashes of secrets. Who has the database but not the key cannot even test a guess.
#[derive(Clone)]
pub struct SecretKey(Vec<u8>);

/// A server key is too short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the secret key has fewer than {} bytes", SECRET_KEY_BYTES)]
pub struct KeyTooShort;

impl SecretKey {
    /// Takes the bytes of the key file as they are.
    ///
    /// # Errors
    /// There are fewer than 32.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyTooShort> {
        if bytes.len() < SECRET_KEY_BYTES {
            return Err(KeyTooShort);
        }
        Ok(Self(bytes.to_vec()))
    }

    /// Fresh bytes for a new key file.
    #[must_use]
    pub fn fresh_bytes() -> [u8; SECRET_KEY_BYTES] {
        let mut bytes = [0; SECRET_KEY_BYTES];
        rand::rng().fill_bytes(&mut bytes);
        bytes
    }

    /// 32 secret bytes for another use, such as signing: the same for the same key and use, and they say nothing of the key.
    #[must_use]
    pub fn derive(&self, r#use: &str) -> [u8; 32] {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return SecretKey::fresh_bytes();
        };
        // No purpose of a secret begins like this, so that nothing derived is the hash of a secret.
        mac.update(b"derived\0");
        mac.update(r#use.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// A secret that can be made again from what it is for, so that it needs not be kept to be sent once more. Who has the database but
    /// not the key cannot make it.
    #[must_use]
    pub fn secret(&self, purpose: Purpose, about: &str) -> Secret {
        let bytes = self.derive(&format!("secret\0{}\0{about}", purpose.label()));
        let bytes = bytes.get(..BYTES).unwrap_or_default();
        let text = format!("{}{}", purpose.prefix(), BASE32_NOPAD.encode(bytes).to_lowercase());
        Secret { text, purpose }
    }

    /// What is kept of a secret that is too short to be one alone, such as a code: with what it is about, so that equal ones differ.
    #[must_use]
    pub fn hash_about(&self, secret: &Secret, about: &str) -> SecretHash {
        self.hash(&Secret {
            text: format!("{}\0{about}", secret.text),
            purpose: secret.purpose,
        })
    }

    /// What is kept of a secret: HMAC-SHA-256 over its purpose and text.
    #[must_use]
    pub fn hash(&self, secret: &Secret) -> SecretHash {
        // HMAC takes keys of every length, so that the other branch cannot happen; it would match nothing.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return SecretHash(SecretKey::fresh_bytes());
        };
        mac.update(secret.purpose.label().as_bytes());
        mac.update(&[0]);
        mac.update(secret.text.as_bytes());
        SecretHash(mac.finalize().into_bytes().into())
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

/// The keyed hash of a secret. Comparing takes the same time wherever two differ. Text form: 64 hexadecimal digits.
#[derive(Clone, Copy)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// The bytes to keep.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A hash as it was kept; `None` unless it has 32 bytes.
    #[must_use]
    pub fn kept(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl PartialEq for SecretHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for SecretHash {}

impl fmt::Display for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

/// The text is not a kept hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the hash of a secret")]
pub struct BadHash;

impl FromStr for SecretHash {
    type Err = BadHash;
    fn from_str(text: &str) -> Result<Self, BadHash> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| BadHash)?;
        Self::kept(&bytes).ok_or(BadHash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Purpose; 8] = [
        Purpose::Setup,
        Purpose::Session,
        Purpose::ApiToken,
        Purpose::Invitation,
        Purpose::ShareLink,
        Purpose::ShareSession,
        Purpose::GuestBrowser,
        Purpose::CodeAsker,
    ];

    #[test]
    fn fresh_secrets_differ_and_have_the_shape_they_are_received_in() {
        for purpose in ALL {
            let (a, b) = (Secret::fresh(purpose), Secret::fresh(purpose));
            assert_ne!(a.expose(), b.expose());
            assert!(a.expose().starts_with(purpose.prefix()) && a.expose().len() >= 26);
            assert_eq!(Secret::received(purpose, a.expose()).unwrap().expose(), a.expose());
            for bad in [
                "",
                "vt_",
                ":id",
                &a.expose()[1..],
                &a.expose().to_uppercase(),
                &format!("{}a", a.expose()),
                &format!(" {}", a.expose()),
            ] {
                assert!(Secret::received(purpose, bad).is_none(), "{bad}");
            }
            assert!(!format!("{a:?}").contains(&a.expose()[5..]));
        }
        let token = Secret::fresh(Purpose::ApiToken);
        assert!(Secret::received(Purpose::ShareSession, token.expose()).is_none());
    }

    #[test]
    fn hashes_depend_on_key_purpose_and_text() {
        let key = SecretKey::from_bytes(&[7; 32]).unwrap();
        let other = SecretKey::from_bytes(&SecretKey::fresh_bytes()).unwrap();
        let link = Secret::received(Purpose::ShareLink, "abcdefghijklmnopqrstuvwxyz234567").unwrap();
        let session = Secret::received(Purpose::Session, link.expose()).unwrap();
        assert_eq!(key.hash(&link), key.hash(&link.clone()));
        assert_ne!(key.hash(&link), other.hash(&link));
        assert_ne!(key.hash(&link), key.hash(&session));
        assert_ne!(key.hash(&link), key.hash(&Secret::fresh(Purpose::ShareLink)));
    }

    #[test]
    fn derived_keys_depend_on_key_and_use() {
        let key = SecretKey::from_bytes(&[7; 32]).unwrap();
        let other = SecretKey::from_bytes(&[8; 32]).unwrap();
        assert_eq!(key.derive("a"), key.clone().derive("a"));
        assert_ne!(key.derive("a"), key.derive("b"));
        assert_ne!(key.derive("a"), other.derive("a"));
    }

    #[test]
    fn codes_have_six_digits_and_differ_by_what_they_are_about() {
        for _ in 0..1_000 {
            let code = Secret::fresh_code();
            assert_eq!(code.expose().len(), CODE_DIGITS);
            let typed = format!(" {} {}", &code.expose()[..3], &code.expose()[3..]);
            assert_eq!(Secret::received_code(&typed).unwrap().expose(), code.expose());
        }
        for bad in ["", "12345", "1234567", "12345a", "\u{661}23456"] {
            assert!(Secret::received_code(bad).is_none(), "{bad}");
        }
        let key = SecretKey::from_bytes(&[7; 32]).unwrap();
        let code = Secret::received_code("123456").unwrap();
        assert_ne!(key.hash_about(&code, "a"), key.hash_about(&code, "b"));
        assert_ne!(key.hash_about(&code, "a"), key.hash(&code));
    }

    #[test]
    fn a_made_secret_is_received_like_a_fresh_one_and_depends_on_the_key() {
        let key = SecretKey::from_bytes(&[7; 32]).unwrap();
        let other = SecretKey::from_bytes(&[8; 32]).unwrap();
        let made = key.secret(Purpose::ShareLink, "rcp_1 0");
        assert!(Secret::received(Purpose::ShareLink, made.expose()).is_some());
        assert_eq!(made.expose(), key.secret(Purpose::ShareLink, "rcp_1 0").expose());
        for different in [
            other.secret(Purpose::ShareLink, "rcp_1 0"),
            key.secret(Purpose::ShareLink, "rcp_1 1"),
        ] {
            assert_ne!(made.expose(), different.expose());
        }
    }

    #[test]
    fn kept_hashes_return_and_keys_have_their_length() {
        let key = SecretKey::from_bytes(&[1; 40]).unwrap();
        let hash = key.hash(&Secret::fresh(Purpose::Session));
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(SecretHash::kept(hash.as_bytes()), Some(hash));
        assert_eq!("00".parse::<SecretHash>(), Err(BadHash));
        assert_eq!(SecretKey::from_bytes(&[1; 31]).unwrap_err(), KeyTooShort);
        assert_eq!(format!("{key:?} {hash:?}"), "SecretKey(…) SecretHash(…)");
    }
}
