//! Wire types of sign in, users, groups and tokens.

use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

use model::id::{GroupId, UserId, WorkspaceId};
use model::name::{Email, Title};
use model::people::{Attributes, GroupRule, UserStatus};
use serde::{Deserialize, Serialize};

/// Body of `POST /setup`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetupBody {
    /// The one-time secret that the server printed.
    pub secret: String,
    /// Name of the organisation.
    #[schema(value_type = String)]
    pub organisation: Title,
    /// Name of the first administrator.
    #[schema(value_type = String)]
    pub name: Title,
    /// Their address.
    #[schema(value_type = String)]
    pub email: Email,
    /// 10 to 200 characters.
    pub password: String,
}

/// Answer of `GET /setup`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SetupState {
    /// Nobody has set up this server yet.
    pub needed: bool,
}

/// Body of `POST /auth/login`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoginBody {
    /// Address.
    pub email: String,
    /// Password.
    pub password: String,
}

/// A user.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct User {
    /// Id.
    pub id: String,
    /// As shown.
    pub name: String,
    /// Address.
    pub email: String,
    /// `active` or `disabled`.
    pub status: String,
    /// For rules.
    #[schema(value_type = std::collections::BTreeMap<String, Vec<String>>)]
    pub attributes: Attributes,
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
            status: user.status.as_str().to_owned(),
            attributes: user.attributes.clone(),
            can,
        }
    }
}

/// Answer of sign in and setup.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SignedIn {
    /// Who is signed in.
    pub user: User,
}

/// Answer of `GET /auth/me`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Me {
    /// Who asks.
    pub caller: MeCaller,
    /// What the caller may do with the organisation.
    pub can: Vec<&'static str>,
    /// The organisation.
    pub organisation: OrganisationName,
}

/// The organisation's name.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OrganisationName {
    /// As shown.
    pub name: String,
}

/// Who asks.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MeCaller {
    /// `user` or `share`.
    pub kind: &'static str,
    /// For users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<User>,
    /// For readers of a share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<MeShare>,
}

/// The share whose reader asks.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MeShare {
    /// Id.
    pub id: String,
    /// What it opens.
    pub dashboard: String,
    /// As its owner named it.
    pub title: String,
    /// What the reader may do.
    pub abilities: Vec<&'static str>,
    /// When it ends.
    pub expires_at: Option<DateTime<Utc>>,
    /// Name of the owner.
    pub shared_by: String,
}

/// Body of `POST /users`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUserBody {
    /// Unique address.
    #[schema(value_type = String)]
    pub email: Email,
    /// As shown.
    #[schema(value_type = String)]
    pub name: Title,
    /// 10 to 200 characters.
    pub password: Option<String>,
    /// For rules.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, Vec<String>>)]
    pub attributes: Attributes,
}

/// Body of `PATCH /users/{id}`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserPatch {
    /// As shown.
    #[schema(value_type = Option<String>)]
    pub name: Option<Title>,
    /// For rules.
    #[schema(value_type = Option<std::collections::BTreeMap<String, Vec<String>>>)]
    pub attributes: Option<Attributes>,
    /// `active` or `disabled`.
    #[schema(value_type = Option<String>)]
    pub status: Option<UserStatus>,
    /// A new password.
    pub password: Option<String>,
}

/// A group.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Group {
    /// Id.
    pub id: String,
    /// As shown.
    pub name: String,
    /// Groups this one is inside of.
    pub parents: Vec<String>,
    /// Members named by hand; only for who manages the organisation.
    pub members: Vec<String>,
    /// Members computed from attributes.
    #[schema(value_type = Option<Object>)]
    pub rule: Option<GroupRule>,
    /// What this caller may do with it.
    pub can: Vec<&'static str>,
}

/// Body of `POST /groups`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGroupBody {
    /// As shown.
    #[schema(value_type = String)]
    pub name: Title,
    /// Groups it is inside of.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub parents: BTreeSet<GroupId>,
    /// `{attribute, contains}`.
    #[schema(value_type = Option<Object>)]
    pub rule: Option<GroupRule>,
}

/// Body of `PATCH /groups/{id}`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupPatch {
    /// As shown.
    #[schema(value_type = Option<String>)]
    pub name: Option<Title>,
    /// Groups it is inside of.
    #[schema(value_type = Option<Vec<String>>)]
    pub parents: Option<BTreeSet<GroupId>>,
    /// A new rule; null takes it away.
    #[serde(default, deserialize_with = "super::shares::present")]
    #[schema(value_type = Option<Object>)]
    pub rule: Option<Option<GroupRule>>,
}

/// Body of `POST /tokens`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTokenBody {
    /// What it is for.
    #[schema(value_type = String)]
    pub name: Title,
    /// As whom it acts; oneself when absent.
    #[schema(value_type = Option<String>)]
    pub user: Option<UserId>,
    /// May only read.
    #[serde(default)]
    pub read_only: bool,
    /// Counts only in this workspace and below; everywhere when absent.
    #[schema(value_type = Option<String>)]
    pub workspace: Option<WorkspaceId>,
    /// Ends then; never when absent.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Answer of `POST /tokens`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct NewToken {
    /// Id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// Shown this once.
    pub token: String,
}

/// A token of the list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Token {
    /// Id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// May only read.
    pub read_only: bool,
    /// Counts only in this workspace and below.
    pub workspace: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Ends then.
    pub expires_at: Option<DateTime<Utc>>,
}
