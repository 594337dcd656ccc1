//! Wire types of the keys of embeds.

use chrono::{DateTime, Utc};
use serde::Serialize;

/// A key with which a site signs for its readers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ShareKey {
    /// The `kid` of the tokens that it signs.
    pub id: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it let somebody in last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A fresh key.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct FreshShareKey {
    /// The `kid` of the tokens that it signs.
    pub id: String,
    /// What it signs with (HS256, the bytes of this text). Shown this once.
    pub secret: String,
}

impl From<&crate::app::sharing::keys::FreshKey> for FreshShareKey {
    fn from(key: &crate::app::sharing::keys::FreshKey) -> Self {
        Self {
            id: key.id.to_string(),
            secret: key.secret.expose().to_owned(),
        }
    }
}
