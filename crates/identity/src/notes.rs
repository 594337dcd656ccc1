//! Signed notes of the form C2SP signed-note, with Ed25519: a text, and who says so. What the text says is nobody's matter here.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use sha2::{Digest as _, Sha256};

/// Ed25519, among the kinds of signatures.
const KIND: u8 = 0x01;
const DASH: &str = "\u{2014} ";

/// A key that signs.
pub struct NoteSigner {
    pair: Ed25519KeyPair,
    verifier: VerifierKey,
}

/// The public half: who checks needs nothing else. Text form (`vkey`): `NAME+HASH+KEY`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key: [u8; 32],
}

/// The name or the bytes make no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key is NAME+HASH+KEY, as `vitrine audit key` prints it")]
pub struct BadKey;

/// Why a note says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadNote {
    /// It has another form.
    #[error("it is no signed note")]
    Form,
    /// The key has signed nothing of it.
    #[error("it is not signed with this key")]
    OtherKey,
    /// There is a signature of the key, over something else.
    #[error("its signature is wrong")]
    Signature,
}

impl NoteSigner {
    /// The key of 32 secret bytes.
    ///
    /// # Errors
    /// The name is empty, or has blanks or a `+` in it.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, BadKey> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| BadKey)?;
        let verifier = VerifierKey::new(name, pair.public_key().as_ref())?;
        Ok(Self { pair, verifier })
    }

    /// The public half.
    #[must_use]
    pub const fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The signed note of a text, which ends with the end of a line.
    #[must_use]
    pub fn sign(&self, text: &str) -> String {
        let mut signature = self.verifier.hash().to_vec();
        signature.extend_from_slice(self.pair.sign(text.as_bytes()).as_ref());
        let name = &self.verifier.name;
        format!("{text}\n{DASH}{name} {}\n", BASE64.encode(&signature))
    }
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteSigner({}, …)", self.verifier)
    }
}

impl VerifierKey {
    fn new(name: &str, key: &[u8]) -> Result<Self, BadKey> {
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+') {
            return Err(BadKey);
        }
        Ok(Self {
            name: name.to_owned(),
            key: key.try_into().map_err(|_| BadKey)?,
        })
    }

    /// Whose key it is.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Four bytes that tell keys of one name apart.
    fn hash(&self) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(self.name.as_bytes())
            .chain_update([b'\n', KIND])
            .chain_update(self.key)
            .finalize();
        let [a, b, c, d, ..]: [u8; 32] = hash.into();
        [a, b, c, d]
    }

    /// The text of a note, if this key signed it. Signatures of other keys beside it are passed over.
    ///
    /// # Errors
    /// It is no note, or not signed so.
    pub fn open<'n>(&self, note: &'n str) -> Result<&'n str, BadNote> {
        let (text, signatures) = parts(note).ok_or(BadNote::Form)?;
        let mut of_key = false;
        for line in signatures.split_terminator('\n') {
            let signature = line.strip_prefix(DASH).ok_or(BadNote::Form)?;
            let (name, signature) = signature.split_once(' ').ok_or(BadNote::Form)?;
            let signature = BASE64.decode(signature.as_bytes()).map_err(|_| BadNote::Form)?;
            let Some(signature) = signature.strip_prefix(&self.hash()).filter(|_| name == self.name) else {
                continue;
            };
            of_key = true;
            let key = UnparsedPublicKey::new(&ED25519, self.key);
            if key.verify(text.as_bytes(), signature).is_ok() {
                return Ok(text);
            }
        }
        Err(if of_key { BadNote::Signature } else { BadNote::OtherKey })
    }
}

/// The text with the end of its last line, and the lines of signatures.
fn parts(note: &str) -> Option<(&str, &str)> {
    let middle = note.rfind("\n\n")?;
    let text = note.get(..=middle)?;
    let signatures = note.get(middle + 2..)?;
    (signatures.ends_with('\n') && !note.contains('\r')).then_some((text, signatures))
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![KIND];
        key.extend_from_slice(&self.key);
        let (name, hash) = (&self.name, HEXLOWER.encode(&self.hash()));
        write!(f, "{name}+{hash}+{}", BASE64.encode(&key))
    }
}

impl FromStr for VerifierKey {
    type Err = BadKey;
    fn from_str(text: &str) -> Result<Self, BadKey> {
        // The key in base64 may have a `+` in it, name and hash have none.
        let mut parts = text.splitn(3, '+');
        let mut next = || parts.next().ok_or(BadKey);
        let (name, hash, key) = (next()?, next()?, next()?);
        let key = BASE64.decode(key.as_bytes()).map_err(|_| BadKey)?;
        let read = Self::new(name, key.strip_prefix(&[KIND]).ok_or(BadKey)?)?;
        if HEXLOWER.encode(&read.hash()) == hash {
            Ok(read)
        } else {
            Err(BadKey)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification of signed notes, in Go's package for them: its key and its signature.
    const VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\n\
        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn notes_of_others_are_read() {
        let key: VerifierKey = VKEY.parse().unwrap();
        assert_eq!((key.name(), key.to_string().as_str()), ("PeterNeumann", VKEY));
        let text = key.open(NOTE).unwrap();
        assert!(text.starts_with("If you think") && text.ends_with("problem is.\n"));
    }

    #[test]
    fn own_notes_open_and_changed_ones_do_not() {
        let signer = NoteSigner::new("vitrine/wsp_1", &[7; 32]).unwrap();
        let note = signer.sign("a\n1\nb\n");
        let key: VerifierKey = signer.verifier().to_string().parse().unwrap();
        assert_eq!(key.open(&note), Ok("a\n1\nb\n"));
        assert_eq!(key.open(&note.replacen('1', "2", 1)), Err(BadNote::Signature));
        let other = NoteSigner::new("vitrine/wsp_1", &[8; 32]).unwrap();
        assert_eq!(other.verifier().open(&note), Err(BadNote::OtherKey));
        let renamed = NoteSigner::new("vitrine/wsp_2", &[7; 32]).unwrap();
        assert_eq!(renamed.verifier().open(&note), Err(BadNote::OtherKey));
        let cosigned = format!("{note}{}", other.sign("a\n1\nb\n").rsplit_once("\n\n").unwrap().1);
        assert_eq!(key.open(&cosigned), Ok("a\n1\nb\n"));
        for bad in [
            "",
            "a\n",
            "a\n\n",
            "a\n\nb\n",
            note.trim_end(),
            &note.replace('\n', "\r\n"),
        ] {
            assert_eq!(key.open(bad), Err(BadNote::Form), "{bad:?}");
        }
    }

    #[test]
    fn keys_have_one_form() {
        for bad in ["", "a+b", "a b", "a+b+c"] {
            assert!(NoteSigner::new(bad, &[1; 32]).is_err() || !bad.contains(['+', ' ']) && !bad.is_empty());
            assert_eq!(bad.parse::<VerifierKey>(), Err(BadKey), "{bad}");
        }
        assert_eq!(VKEY.replace("c74f", "c74e").parse::<VerifierKey>(), Err(BadKey));
        assert!(!format!("{:?}", NoteSigner::new("a", &[7; 32]).unwrap()).contains("[7"));
    }
}
