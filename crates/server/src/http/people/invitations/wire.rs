//! Wire types of invitations.

use serde::{Deserialize, Serialize};

use crate::http::people::users::wire::LookAlike;

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
    /// Users with another address that looks like the one that is invited.
    pub look_alikes: Vec<LookAlike>,
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
