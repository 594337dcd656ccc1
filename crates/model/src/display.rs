//! Displaying data: through whose eyes the data of a dashboard is seen. Levels and blocks stay the viewer's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::{BadId, UserId};

/// The setting as it is kept. Text form: `viewer`, `user:usr_…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Display {
    /// Everybody sees their own rows.
    #[default]
    Viewer,
    /// Everybody sees this user's rows.
    User(UserId),
}

impl Display {
    /// Whose rows everybody sees; `None`: their own.
    #[must_use]
    pub const fn identity(self) -> Option<UserId> {
        match self {
            Self::Viewer => None,
            Self::User(id) => Some(id),
        }
    }
}

impl fmt::Display for Display {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Viewer => f.write_str("viewer"),
            Self::User(id) => write!(f, "user:{id}"),
        }
    }
}

impl FromStr for Display {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        match text.split_once(':') {
            None if text == "viewer" => Ok(Self::Viewer),
            Some(("user", id)) => id.parse().map(Self::User),
            _ => Err(BadId),
        }
    }
}

impl Serialize for Display {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Display {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse()
            .map_err(|_| serde::de::Error::custom("display is viewer or user:ID"))
    }
}

/// The setting as it is asked for: beside the kept forms, `me` is whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisplayChoice {
    /// The rows of whoever asks.
    Me,
    /// As kept.
    Is(Display),
}

impl DisplayChoice {
    /// What is kept when this user chooses it: the id, never the word.
    #[must_use]
    pub const fn by(self, user: UserId) -> Display {
        match self {
            Self::Me => Display::User(user),
            Self::Is(display) => display,
        }
    }
}

impl<'de> Deserialize<'de> for DisplayChoice {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        if text == "me" {
            return Ok(Self::Me);
        }
        text.parse()
            .map(Self::Is)
            .map_err(|_| serde::de::Error::custom("display is viewer, me or user:ID"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invalid::parse;

    #[test]
    fn words_and_ids() {
        let ada = UserId::from_number(7);
        for display in [Display::Viewer, Display::User(ada)] {
            assert_eq!(display.to_string().parse(), Ok(display));
        }
        let choice = |text: &str| parse::<DisplayChoice>(format!("\"{text}\"").as_bytes());
        assert_eq!(choice("me").unwrap().by(ada), Display::User(ada));
        assert_eq!(choice("viewer").unwrap().by(ada), Display::Viewer);
        for bad in ["Me", "user:", "user:me", "", "all", "usr_0"] {
            assert!(choice(bad).is_err(), "{bad}");
        }
    }
}
