//! Users and groups as they are kept. Passwords and sessions belong to `identity` and `store`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::Instant;
use crate::id::{GroupId, UserId};
use crate::name::{AttributeName, Email, Title};

/// Attributes of a user: set by administrators or the identity provider, never by the user.
pub type Attributes = BTreeMap<AttributeName, BTreeSet<String>>;

/// A person with an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct User {
    /// Never reused.
    pub id: UserId,
    /// Unique, case-folded.
    pub email: Email,
    /// What people call them; signing in goes by `email`.
    pub name: Title,
    /// For row rules and computed groups.
    pub attributes: Attributes,
    /// A disabled user has no rights at all.
    pub status: UserStatus,
    /// When the account was made.
    pub created_at: Instant,
    /// When they said that they may be shown as the sharer; without it their shares do not open.
    pub sharing_consent: Option<Instant>,
}

crate::words! {
    /// Whether an account works.
    pub enum UserStatus {
        /// May sign in.
        Active = "active",
        /// May not; grants stay listed and do nothing.
        Disabled = "disabled",
    }
}

/// A set of users. What it is granted holds for members of its child groups too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Never reused.
    pub id: GroupId,
    /// What people call it; rights never depend on it, and several may have the same.
    pub name: Title,
    /// Groups this one is inside of; the whole is acyclic.
    pub parents: BTreeSet<GroupId>,
    /// Members named by hand.
    pub members: BTreeSet<UserId>,
    /// Members computed from attributes, beside those named.
    pub rule: Option<GroupRule>,
}

/// `attribute contains value`: who carries it is a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupRule {
    /// Which attribute.
    pub attribute: AttributeName,
    /// One of its values.
    pub contains: String,
}

impl GroupRule {
    /// Whether a user with these attributes is a member.
    #[must_use]
    pub fn matches(&self, attributes: &Attributes) -> bool {
        attributes
            .get(&self.attribute)
            .is_some_and(|values| values.contains(&self.contains))
    }
}
