//! Wire types of opening a share.

use chrono::{DateTime, Utc};
use model::origin::Origin;
use serde::{Deserialize, Serialize};

/// Body of `POST /share-sessions`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareSessionBody {
    /// From the link.
    pub secret: Option<String>,
    /// If it asks for one.
    pub password: Option<String>,
    /// Instead of a secret: what the site around an embed has signed for its reader.
    pub token: Option<String>,
    /// With a token: the site on whose page the embed stands, as the browser says it.
    #[schema(value_type = Option<String>)]
    pub origin: Option<Origin>,
    /// With a token: the session that it goes on from.
    pub renews: Option<String>,
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
