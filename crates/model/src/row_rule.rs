//! Row rules: which rows of a dataset a caller sees. They bind everybody, managers too, unless a rule says otherwise.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::{BadId, GroupId, RowRuleId, UserId, WorkspaceId};
use crate::name::DatasetName;
use crate::predicate::Predicate;

/// A rule on one dataset.
#[derive(Debug, Clone, PartialEq)]
pub struct RowRule {
    /// Never reused.
    pub id: RowRuleId,
    /// Where it was made and holds.
    pub workspace: WorkspaceId,
    /// Of which dataset, by its name along the path.
    pub dataset: DatasetName,
    /// Whom it binds.
    pub applies_to: AppliesTo,
    /// Holds in all workspaces below too.
    pub below: bool,
    /// Does not bind who manages the workspace.
    pub unless_manage: bool,
    /// The rows that stay visible.
    pub predicate: Predicate,
}

/// Whom a rule binds. Text form: `workspace`, `user:usr_…`, `group:grp_…`, `all`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AppliesTo {
    /// Every caller in the workspace, shares included.
    Workspace,
    /// One user.
    User(UserId),
    /// Members of a group, child groups included.
    Group(GroupId),
    /// All users.
    All,
}

impl fmt::Display for AppliesTo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Workspace => f.write_str("workspace"),
            Self::User(id) => write!(f, "user:{id}"),
            Self::Group(id) => write!(f, "group:{id}"),
            Self::All => f.write_str("all"),
        }
    }
}

impl FromStr for AppliesTo {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        match text.split_once(':') {
            Some(("user", id)) => id.parse().map(Self::User),
            Some(("group", id)) => id.parse().map(Self::Group),
            None if text == "workspace" => Ok(Self::Workspace),
            None if text == "all" => Ok(Self::All),
            _ => Err(BadId),
        }
    }
}

impl Serialize for AppliesTo {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AppliesTo {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse()
            .map_err(|_| serde::de::Error::custom("applies_to is workspace, all, user:ID or group:ID"))
    }
}
