//! Wire types of guests: asking for a code, giving it, and what is shared with somebody.

use chrono::{DateTime, Utc};
use model::name::Email;
use serde::{Deserialize, Serialize};

/// Body of `POST /share-sessions/code`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeBody {
    /// From the link.
    pub secret: String,
    /// The own address; left out where the link is one's own.
    pub email: Option<Email>,
}

/// Body of `POST /share-sessions/redeem`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RedeemCodeBody {
    /// From the link.
    pub secret: String,
    /// As it was given when the code was asked for.
    pub email: Option<Email>,
    /// Six digits.
    pub code: String,
}

/// What is shared with whoever proved an address in this browser.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SharedWithMe {
    /// The address.
    pub address: String,
    /// What opens.
    pub items: Vec<SharedWithMeItem>,
}

/// Something that is shared with somebody.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SharedWithMeItem {
    /// As whom they are let in.
    pub id: String,
    /// Of the share.
    pub title: String,
    /// Who shares it.
    pub shared_by: String,
    /// The name of the workspace it opens in.
    pub workspace: String,
    /// Ends for them then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
    /// When they last looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen: Option<DateTime<Utc>>,
}
