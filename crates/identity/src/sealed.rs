//! Secrets that the server itself has to know again, such as what another site signs with: kept under the server's key, readable and
//! changeable by nobody who has the database alone. What only has to be compared is kept as a hash, in `secret`.

use data_encoding::BASE64;
use rand::RngCore as _;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::secret::SecretKey;

/// What is derived from the server's key for this, and for nothing else.
const USE: &str = "sealed secrets";

impl SecretKey {
    /// The secret as it is kept: a fresh nonce, and what ChaCha20-Poly1305 makes of it. `about` says whose it is; it is not kept, and has to
    /// be the same at opening, so that nobody puts one in the place of another. `None` when the system has no such cipher.
    #[must_use]
    pub fn seal(&self, about: &str, secret: &[u8]) -> Option<String> {
        let mut nonce = [0; NONCE_LEN];
        rand::rng().fill_bytes(&mut nonce);
        let mut sealed = secret.to_vec();
        let aad = Aad::from(about.as_bytes());
        self.cipher()?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed)
            .ok()?;
        Some(BASE64.encode(&[nonce.as_slice(), &sealed].concat()))
    }

    /// The secret that was kept about this; `None` when it is another's, was changed, or was sealed under another key.
    #[must_use]
    pub fn unseal(&self, about: &str, kept: &str) -> Option<Vec<u8>> {
        let bytes = BASE64.decode(kept.as_bytes()).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>()?;
        let mut sealed = sealed.to_vec();
        let aad = Aad::from(about.as_bytes());
        let plain = self
            .cipher()?
            .open_in_place(Nonce::assume_unique_for_key(*nonce), aad, &mut sealed)
            .ok()?;
        Some(plain.to_vec())
    }

    fn cipher(&self) -> Option<LessSafeKey> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &self.derive(USE)).ok()?;
        Some(LessSafeKey::new(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_the_same_key_and_owner_alone() {
        let key = SecretKey::from_bytes(&[7; 32]).unwrap();
        let other = SecretKey::from_bytes(&[8; 32]).unwrap();
        let kept = key.seal("key_1", b"shh").unwrap();
        assert_eq!(key.unseal("key_1", &kept).unwrap(), b"shh");
        assert_ne!(key.seal("key_1", b"shh").unwrap(), kept, "no two are alike");
        assert!(!kept.contains("shh"));
        assert_eq!(key.unseal("key_2", &kept), None);
        assert_eq!(other.unseal("key_1", &kept), None);
        let mut bytes = BASE64.decode(kept.as_bytes()).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        for wrong in [BASE64.encode(&bytes), String::new(), "AAAA".to_owned(), "?".to_owned()] {
            assert_eq!(key.unseal("key_1", &wrong), None);
        }
    }
}
