//! Passwords: the rule for new ones, their argon2id hashes, and a check of equal cost when there is no account. Keeps nothing.

use std::fmt;

use argon2::Argon2;
use argon2::password_hash::phc;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use crate::limits::{PASSWORD_LONGEST, PASSWORD_SHORTEST};

/// A hash that no password is known to match, with the parameters of fresh ones (a test compares them).
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlzIQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A new password that keeps the rule. Not shown in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Takes a password of 10 to 200 characters.
    ///
    /// # Errors
    /// The rule, as a sentence for the writer.
    pub fn new(text: &str) -> Result<Self, &'static str> {
        if (PASSWORD_SHORTEST..=PASSWORD_LONGEST).contains(&text.chars().count()) {
            Ok(Self(text.to_owned()))
        } else {
            Err("a password has 10 to 200 characters")
        }
    }

    /// Its hash with a fresh salt. Takes tens of milliseconds and 19 MiB on purpose: call it off the async threads.
    ///
    /// # Errors
    /// The system gave no random salt.
    pub fn hash(&self) -> Result<PasswordHash, HashFailed> {
        let hash = Argon2::default()
            .hash_password(self.0.as_bytes())
            .map_err(|_| HashFailed)?;
        Ok(PasswordHash(hash.to_string()))
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A password could not be hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the password could not be hashed")]
pub struct HashFailed;

/// A kept hash, in the PHC text form that names its own parameters.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// A hash as it was kept.
    #[must_use]
    pub const fn kept(text: String) -> Self {
        Self(text)
    }

    /// The text to keep.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// Whether the password matches. `None` stands for an unknown account or one without a password: the answer is no, at
/// the same cost. Call it off the async threads.
#[must_use]
pub fn verify(password: &str, kept: Option<&PasswordHash>) -> bool {
    let fits = password.chars().count() <= PASSWORD_LONGEST;
    let password = if fits { password } else { "" };
    let matches = matches(password, kept.map_or(NOBODY, PasswordHash::as_str));
    matches && fits && kept.is_some()
}

fn matches(password: &str, hash: &str) -> bool {
    phc::PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_matches() {
        let password = Password::new("correct horse").unwrap();
        let hash = PasswordHash::kept(password.hash().unwrap().as_str().to_owned());
        assert!(verify("correct horse", Some(&hash)));
        for wrong in ["correct hors", "Correct horse", "", &"x".repeat(5000)] {
            assert!(!verify(wrong, Some(&hash)));
        }
        assert!(!verify("correct horse", None) && !verify("", None));
        assert!(!verify("correct horse", Some(&PasswordHash::kept("broken".to_owned()))));
        assert_ne!(password.hash().unwrap(), password.hash().unwrap(), "salts differ");
    }

    #[test]
    fn the_check_without_an_account_costs_the_same() {
        let fresh = Password::new("0123456789").unwrap().hash().unwrap();
        let (fresh, nobody) = (
            phc::PasswordHash::new(fresh.as_str()).unwrap(),
            phc::PasswordHash::new(NOBODY).unwrap(),
        );
        assert_eq!(fresh.algorithm, nobody.algorithm);
        assert_eq!(fresh.version, nobody.version);
        assert_eq!(fresh.params.to_string(), nobody.params.to_string());
        assert_eq!(fresh.hash.unwrap().len(), nobody.hash.unwrap().len());
    }

    #[test]
    fn the_rule_counts_characters() {
        for bad in ["", "ninechars", &"x".repeat(201)] {
            assert!(Password::new(bad).is_err());
        }
        assert!(Password::new("äöüäöüäöüä").is_ok() && Password::new(&"ä".repeat(200)).is_ok());
        assert_eq!(format!("{:?}", Password::new("0123456789").unwrap()), "Password(…)");
    }
}
