//! Wire types of users and whom they see.

use model::name::{Email, Title};
use model::people::{Attributes, UserStatus};
use model::principal::Principal;
use serde::{Deserialize, Serialize};

use crate::app::people::users::{ListedUser, Standing};

/// A user.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct User {
    /// Id.
    pub id: String,
    /// As shown.
    pub name: String,
    /// Address.
    pub email: String,
    /// `active`, `disabled`, or `invited` while an invitation waits for them.
    pub status: Standing,
    /// For rules.
    #[schema(value_type = std::collections::BTreeMap<String, Vec<String>>)]
    pub attributes: Attributes,
    /// Groups they are in, by hand or by rule; only for who manages the organisation.
    pub groups: Vec<UserGroup>,
    /// What this caller may do with the user.
    pub can: Vec<&'static str>,
}

impl User {
    /// The wire form.
    pub fn from(user: &model::people::User, can: Vec<&'static str>) -> Self {
        Self {
            id: user.id.to_string(),
            name: user.name.to_string(),
            email: user.email.to_string(),
            status: match user.status {
                UserStatus::Active => Standing::Active,
                UserStatus::Disabled => Standing::Disabled,
            },
            attributes: user.attributes.clone(),
            groups: Vec::new(),
            can,
        }
    }

    /// The wire form of a user of the list.
    pub fn listed(listed: &ListedUser, can: Vec<&'static str>) -> Self {
        let groups = listed.groups.iter().map(|membership| UserGroup {
            id: membership.group.to_string(),
            name: membership.name.to_string(),
            computed: membership.computed,
        });
        Self {
            status: listed.standing,
            groups: groups.collect(),
            ..Self::from(&listed.user, can)
        }
    }
}

/// A group that a user is in.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct UserGroup {
    /// Id.
    pub id: String,
    /// As shown.
    pub name: String,
    /// By the group's rule, not by hand.
    pub computed: bool,
}

/// Body of `POST /users`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUserBody {
    /// Unique address.
    pub email: Email,
    /// As shown.
    pub name: Title,
    /// 10 to 200 characters.
    pub password: Option<String>,
    /// Sends a link instead, by which they choose a password themselves.
    #[serde(default)]
    pub invite: bool,
    /// Language of the mail: `en` (when absent) or `de`.
    pub language: Option<String>,
    /// For rules.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, Vec<String>>)]
    pub attributes: Attributes,
}

/// Answer of `POST /users`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct NewUser {
    /// The user.
    pub user: User,
    /// The link of the invitation; shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation: Option<String>,
    /// Whether a mail server took a mail with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailed: Option<bool>,
    /// Users with another address that looks like this one.
    pub look_alikes: Vec<LookAlike>,
}

/// An address in its one form, and who could be taken for its owner.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LookAlikes {
    /// The address as it is kept.
    pub email: String,
    /// Users with another address that looks like it.
    pub items: Vec<LookAlike>,
}

/// A user with an address that looks like another one.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LookAlike {
    /// Id.
    pub id: String,
    /// As shown.
    pub name: String,
    /// Address.
    pub email: String,
}

impl LookAlike {
    /// The wire form.
    pub fn from(user: &model::people::User) -> Self {
        Self {
            id: user.id.to_string(),
            name: user.name.to_string(),
            email: user.email.to_string(),
        }
    }
}

/// What goes or ends with a user.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Leaves {
    /// Grants on dashboards and folders, and policies for them.
    pub grants: usize,
    /// Groups that name them by hand.
    pub groups: usize,
    /// Shares that have not ended.
    pub shares: usize,
    /// API tokens.
    pub tokens: usize,
}

/// A principal that a user sees by relation.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Seen {
    /// `user:ID`, `group:ID` or `all`.
    pub principal: Principal,
    /// As shown.
    pub name: String,
}

/// Body of `PATCH /users/{id}`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserPatch {
    /// As shown.
    pub name: Option<Title>,
    /// A new address.
    pub email: Option<Email>,
    /// For rules.
    #[schema(value_type = Option<std::collections::BTreeMap<String, Vec<String>>>)]
    pub attributes: Option<Attributes>,
    /// `active` or `disabled`.
    pub status: Option<UserStatus>,
    /// A new password; ends their browser sessions, and their API tokens unless told otherwise.
    pub password: Option<String>,
    /// Ends their API tokens; when absent: with a new password.
    pub revoke_tokens: Option<bool>,
}
