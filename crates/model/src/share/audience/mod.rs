//! Whom a share lets in. One list of kinds: a new kind is a line of it and a file beside this one that says what only that kind
//! has. How readers of a kind prove that they belong to it is the server's, in its own list of what can be presented.

mod embed;
mod guests;
mod kind;
mod link;
mod newer;
#[cfg(feature = "throwaway")]
pub mod throwaway;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;

pub use embed::EmbedAudience;
pub use guests::GuestsAudience;
pub use kind::AudienceKind;
pub use link::LinkAudience;
pub use newer::NewerAudience;

use crate::dataset::Outside;

macro_rules! audiences {
    ($($(#[$doc:meta])* $name:ident($type:ty) = $word:literal,)*) => {
        crate::words! {
            /// A kind of audience that this program knows.
            pub enum ShareKind { $($(#[$doc])* $name = $word,)* }
        }

        impl ShareKind {
            /// Whether data with this setting may be shown to an audience of this kind.
            #[must_use]
            pub fn may_see(self, outside: Outside) -> bool {
                match self { $(Self::$name => <$type as AudienceKind>::may_see(outside),)* }
            }

            /// Whether a reader of such an audience can be asked for a password.
            #[must_use]
            pub fn asks_password(self) -> bool {
                match self { $(Self::$name => <$type as AudienceKind>::asks_password(),)* }
            }

            /// Whether such an audience is let in with keys of a site.
            #[must_use]
            pub fn has_keys(self) -> bool {
                match self { $(Self::$name => <$type as AudienceKind>::has_keys(),)* }
            }

            /// The audience from its own fields; `None` when they have another form than this program writes.
            fn with(self, fields: Json) -> Option<Audience> {
                match self { $(Self::$name => serde_json::from_value(fields).ok().map(Audience::$name),)* }
            }
        }

        /// Whom a share lets in, with what only that kind of audience has.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Audience {
            $($(#[$doc])* $name($type),)*
            /// Written by a newer program.
            Newer(NewerAudience),
        }

        impl Audience {
            /// Its kind; `None` when a newer program wrote it.
            #[must_use]
            pub const fn kind(&self) -> Option<ShareKind> {
                match self {
                    $(Self::$name(_) => Some(ShareKind::$name),)*
                    Self::Newer(_) => None,
                }
            }

            /// Whether a reader is asked for a password.
            #[must_use]
            pub fn has_password(&self) -> bool {
                match self {
                    $(Self::$name(audience) => audience.has_password(),)*
                    Self::Newer(_) => false,
                }
            }

            /// Whether it lets in whoever comes along. One of a newer program lets in nobody here.
            #[must_use]
            pub fn opens_to_anyone(&self) -> bool {
                match self {
                    $(Self::$name(audience) => audience.opens_to_anyone(),)*
                    Self::Newer(_) => false,
                }
            }

            /// What only this kind has, as it is kept. A newer program's is not known here and never written back.
            #[must_use]
            pub fn fields(&self) -> Json {
                match self {
                    $(Self::$name(audience) => serde_json::to_value(audience).unwrap_or_default(),)*
                    Self::Newer(_) => Json::Null,
                }
            }
        }
    };
}

#[cfg(not(feature = "throwaway"))]
audiences! {
    /// Whoever holds the link.
    Link(LinkAudience) = "link",
    /// Known addresses, each proven by its reader.
    Guests(GuestsAudience) = "guests",
    /// Whom another site vouches for, on its own pages.
    Embed(EmbedAudience) = "embed",
}

// The same list with one more line, for the test that adds a kind.
#[cfg(feature = "throwaway")]
audiences! {
    /// Whoever holds the link.
    Link(LinkAudience) = "link",
    /// Known addresses, each proven by its reader.
    Guests(GuestsAudience) = "guests",
    /// Whom another site vouches for, on its own pages.
    Embed(EmbedAudience) = "embed",
    /// Whoever knows the street.
    Neighbours(throwaway::NeighboursAudience) = "neighbours",
}

/// An audience written whole: its word, and beside it what only its kind has.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    kind: String,
    fields: Json,
}

impl Serialize for Audience {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, fields) = (self.word().to_owned(), self.fields());
        Written { kind, fields }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Audience {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Written::deserialize(deserializer).map(|written| Self::read(&written.kind, written.fields))
    }
}

impl Audience {
    /// The audience as it was kept: its word and its own fields. A kind or fields that are not known here were written by a newer
    /// program.
    #[must_use]
    pub fn read(word: &str, fields: Json) -> Self {
        let known = word.parse().ok().and_then(|kind: ShareKind| kind.with(fields));
        known.unwrap_or_else(|| Self::newer(word))
    }

    /// The audience of a share that this program does not understand.
    #[must_use]
    pub fn newer(word: &str) -> Self {
        Self::Newer(NewerAudience { kind: word.to_owned() })
    }

    /// The word of the API.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Newer(newer) => &newer.kind,
            known => known.kind().map_or("", ShareKind::as_str),
        }
    }

    /// Whether this program knows whom the share lets in. One it does not know never opens.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.kind().is_some()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_kind_is_read_as_it_was_kept() {
        let link = Audience::Link(LinkAudience { has_password: true });
        assert_eq!(Audience::read("link", link.fields()), link);
        assert_eq!(link.fields(), json!({ "has_password": true }));
        let written = serde_json::to_string(&link).unwrap();
        assert_eq!(serde_json::from_str::<Audience>(&written).unwrap(), link);
    }

    #[test]
    fn what_a_newer_program_wrote_keeps_its_word_and_is_not_guessed_at() {
        let planets = Audience::read("planets", json!({ "named": ["Mars"] }));
        assert_eq!(
            (planets.word(), planets.kind(), planets.is_known()),
            ("planets", None, false)
        );
        let guests = Audience::read("guests", json!({ "addresses": ["ops@united.example"] }));
        assert_eq!((guests.word(), guests.kind()), ("guests", None));
        // A link with a condition that this program cannot check must not open as one without it.
        let link = Audience::read("link", json!({ "has_password": false, "networks": ["10.0.0.0/8"] }));
        assert_eq!((link.word(), link.is_known()), ("link", false));
    }
}
