//! Wire type of the audit.

use chrono::{DateTime, Utc};
use model::schema::JsonValue;
use serde::Serialize;
use serde_json::Value as Json;

/// An audit entry.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AuditItem {
    /// Id.
    pub id: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Kind and id of the caller.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub object: String,
    /// Where.
    pub workspace: Option<String>,
    /// What else is worth knowing.
    #[schema(value_type = JsonValue)]
    pub details: Json,
    /// The call it came with.
    pub request_id: String,
}
