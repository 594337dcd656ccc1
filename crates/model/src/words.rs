//! Closed lists of words (levels, states, permissions…): `words!` declares one, and everything that must know all
//! its words is made from that declaration. Not for names that somebody chooses.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Visitor};

/// A value that is one of a closed list of words. Implemented by [`words!`](crate::words!) only.
pub trait Word: Copy + Sized + 'static {
    /// All values, in the order of their declaration.
    const ALL: &'static [Self];
    /// Their words, in the same order.
    const WORDS: &'static [&'static str];

    /// The word: as it is kept, sent and read.
    fn word(self) -> &'static str;
}

/// A text that is none of the words. Names the allowed ones, never the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownWord {
    /// What it could have been.
    pub allowed: &'static [&'static str],
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected ")?;
        for (index, word) in self.allowed.iter().enumerate() {
            let before = match index {
                0 => "",
                _ if index + 1 == self.allowed.len() => " or ",
                _ => ", ",
            };
            write!(f, "{before}{word}")?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownWord {}

/// Finds the value of a word.
///
/// # Errors
/// The text is none of the words.
pub fn read<W: Word>(text: &str) -> Result<W, UnknownWord> {
    let unknown = UnknownWord { allowed: W::WORDS };
    W::ALL.iter().copied().find(|w| w.word() == text).ok_or(unknown)
}

/// Reads a word with serde; the error is the one of a derived enum.
///
/// # Errors
/// Not a text, or none of the words.
pub fn deserialize<'de, W: Word, D: Deserializer<'de>>(deserializer: D) -> Result<W, D::Error> {
    struct OneOf<W>(PhantomData<W>);
    impl<W: Word> Visitor<'_> for OneOf<W> {
        type Value = W;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            UnknownWord { allowed: W::WORDS }
                .to_string()
                .strip_prefix("expected ")
                .map_or(Ok(()), |words| f.write_str(words))
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<W, E> {
            read(text).map_err(|_| E::unknown_variant(text, W::WORDS))
        }
    }
    deserializer.deserialize_str(OneOf(PhantomData))
}

/// Declares a closed list of words: the enum, `ALL`, `as_str`, `FromStr` (its error names the allowed words),
/// `Display`, both directions of serde and the description for the API (under another name: `enum Reach as "PolicyReach"`).
///
/// ```
/// model::words! {
///     /// How loud.
///     #[derive(Default)]
///     pub enum Loudness {
///         /// Hardly.
///         #[default]
///         Soft = "soft",
///         /// Very.
///         Loud = "loud",
///     }
/// }
/// assert_eq!("loud".parse(), Ok(Loudness::Loud));
/// assert_eq!("LOUD".parse::<Loudness>().unwrap_err().to_string(), "expected soft or loud");
/// ```
#[macro_export]
macro_rules! words {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $name:ident $(as $described:literal)? {
            $($(#[$about:meta])* $variant:ident = $word:literal,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visibility enum $name { $($(#[$about])* $variant,)+ }

        impl $name {
            /// All of them, in the order of their declaration.
            $visibility const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word: as it is kept, sent and read.
            #[must_use]
            $visibility const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl $crate::words::Word for $name {
            const ALL: &'static [Self] = Self::ALL;
            const WORDS: &'static [&'static str] = &[$($word,)+];
            fn word(self) -> &'static str {
                self.as_str()
            }
        }

        impl $crate::words::utoipa::PartialSchema for $name {
            fn schema() -> $crate::words::utoipa::openapi::RefOr<$crate::words::utoipa::openapi::Schema> {
                $crate::schema::words(<Self as $crate::words::Word>::WORDS)
            }
        }

        impl $crate::words::utoipa::ToSchema for $name {
            $(fn name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed($described)
            })?
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::words::UnknownWord;
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                $crate::words::read(text)
            }
        }

        impl $crate::words::serde::Serialize for $name {
            fn serialize<S: $crate::words::serde::Serializer>(&self, s: S) -> ::std::result::Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::words::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::words::serde::Deserializer<'de>>(d: D) -> ::std::result::Result<Self, D::Error> {
                $crate::words::deserialize(d)
            }
        }
    };
}

/// For what [`words!`](crate::words!) makes in other crates.
#[doc(hidden)]
pub use ::{serde, utoipa};

#[cfg(test)]
mod tests {
    use crate::permission::Permission;

    #[test]
    fn a_word_goes_out_and_comes_back() {
        for permission in Permission::ALL {
            assert_eq!(permission.as_str().parse(), Ok(*permission));
            let json = serde_json::to_string(permission).unwrap();
            assert_eq!(json, format!("\"{permission}\""));
            assert_eq!(serde_json::from_str::<Permission>(&json).unwrap(), *permission);
        }
    }

    #[test]
    fn other_words_are_told_what_is_allowed() {
        for bad in ["", "View", "view ", "views"] {
            assert!(bad.parse::<Permission>().is_err(), "{bad}");
        }
        let told = serde_json::from_str::<Permission>("\"views\"").unwrap_err().to_string();
        assert!(told.contains("`view`, `analyze`"), "{told}");
        let told = serde_json::from_str::<Permission>("7").unwrap_err().to_string();
        assert!(told.contains("expected view, analyze"), "{told}");
    }
}
