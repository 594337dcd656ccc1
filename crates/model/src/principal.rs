//! Who can be granted something: a user, a group, or all users. Shares are callers, never principals of grants.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::{BadId, GroupId, UserId};

/// Holder of permissions and grants. Text form: `user:usr_…`, `group:grp_…`, `all`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Principal {
    /// One user.
    User(UserId),
    /// A group, its child groups' members included.
    Group(GroupId),
    /// Every active user.
    All,
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(id) => write!(f, "user:{id}"),
            Self::Group(id) => write!(f, "group:{id}"),
            Self::All => f.write_str("all"),
        }
    }
}

impl FromStr for Principal {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        match text.split_once(':') {
            Some(("user", id)) => id.parse().map(Self::User),
            Some(("group", id)) => id.parse().map(Self::Group),
            None if text == "all" => Ok(Self::All),
            _ => Err(BadId),
        }
    }
}

impl Serialize for Principal {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Principal {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse()
            .map_err(|_| serde::de::Error::custom("a principal is user:ID, group:ID or all"))
    }
}
