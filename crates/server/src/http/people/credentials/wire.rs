//! Wire types of the credentials of any user.

use chrono::{DateTime, Utc};
use serde::Serialize;

/// A browser session of the list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Session {
    /// Id.
    pub id: String,
    /// When they signed in.
    pub created_at: DateTime<Utc>,
    /// Ends then.
    pub expires_at: DateTime<Utc>,
}
