//! Wire types of sign in, users, invitations and tokens.

use chrono::{DateTime, Utc};
use model::id::{UserId, WorkspaceId};
use model::name::{Email, Title};
use model::people::{Attributes, UserStatus};
use model::principal::Principal;
use serde::{Deserialize, Serialize};

use crate::app::people::users::ListedUser;

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
    /// `active`, `disabled`, or `invited` while an invitation waits for them.
    pub status: String,
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
            status: user.status.as_str().to_owned(),
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
            status: listed.standing.as_str().to_owned(),
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
}

/// Body of `POST /users/{id}/invite`; may be absent.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteBody {
    /// Language of the mail: `en` (when absent) or `de`.
    pub language: Option<String>,
}

/// Answer of `POST /users/{id}/invite`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct NewInvitation {
    /// The link; shown this once.
    pub invitation: String,
    /// Whether a mail server took a mail with it.
    pub mailed: bool,
}

/// Whom an invitation is for.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Invitation {
    /// Where to.
    pub organisation: String,
    /// As shown.
    pub name: String,
    /// Their address.
    pub email: String,
}

/// Body of `POST /invitations/redeem`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RedeemBody {
    /// From the link.
    pub secret: String,
    /// 10 to 200 characters.
    pub password: String,
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
    #[schema(value_type = String)]
    pub principal: Principal,
    /// As shown.
    pub name: String,
}

/// Body of `PATCH /users/{id}`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserPatch {
    /// As shown.
    #[schema(value_type = Option<String>)]
    pub name: Option<Title>,
    /// A new address.
    #[schema(value_type = Option<String>)]
    pub email: Option<Email>,
    /// For rules.
    #[schema(value_type = Option<std::collections::BTreeMap<String, Vec<String>>>)]
    pub attributes: Option<Attributes>,
    /// `active` or `disabled`.
    #[schema(value_type = Option<String>)]
    pub status: Option<UserStatus>,
    /// A new password.
    pub password: Option<String>,
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
