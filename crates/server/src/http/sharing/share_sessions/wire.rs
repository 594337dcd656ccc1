//! Wire types of opening a share.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Body of `POST /share-sessions`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareSessionBody {
    /// From the link.
    pub secret: String,
    /// If it asks for one.
    pub password: Option<String>,
}

/// Answer of `POST /share-sessions`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ShareSession {
    /// Bearer of the session.
    pub session: String,
    /// What it opens.
    pub dashboard: String,
    /// When the session ends.
    pub expires_at: DateTime<Utc>,
}
