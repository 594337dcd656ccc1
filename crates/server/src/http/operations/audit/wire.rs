//! Wire types of the audit.

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
    /// Name of the caller as it is now, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor_name: Option<String>,
    /// What was done.
    pub action: String,
    /// To what.
    pub object: String,
    /// Its name as it is now, of users, groups, workspaces and shares that there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_name: Option<String>,
    /// Where.
    #[schema(required)]
    pub workspace: Option<String>,
    /// The address that the call came from; absent where it came from inside, and in entries from before it was noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What else is worth knowing.
    #[schema(value_type = JsonValue)]
    pub details: Json,
    /// The call it came with.
    pub request_id: String,
    /// Its place in the tree; absent in the first second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u64>,
}

/// A signed checkpoint of the audit.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AuditCheckpoint {
    /// Entries it is about.
    pub size: u64,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The signed text (C2SP tlog-checkpoint): keep it elsewhere to be able to show later that nothing before it was changed.
    pub note: String,
    /// The key to verify with. Checkpoints from before a loss of the key are signed with another one.
    pub key: String,
}

/// What shows that the audit was only continued between two checkpoints (RFC 6962, 2.1.2).
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AuditConsistency {
    /// Entries of the older one.
    pub from: u64,
    /// Entries of the newer one.
    pub to: u64,
    /// Hashes in base64, from below.
    pub path: Vec<String>,
}
