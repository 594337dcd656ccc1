//! An audit entry: who did what to which object, when. Written in the transaction of the change it tells of.

use serde::Serialize;
use serde_json::Value as Json;

use crate::Instant;
use crate::id::{AuditId, RequestId, WorkspaceId};

/// One entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuditEntry {
    /// Its own id.
    pub id: AuditId,
    /// When.
    pub at: Instant,
    /// Kind of the caller (`user`, `share`, `job`, `nobody`) and id.
    pub actor: String,
    /// What was done, such as `grant.change`.
    pub action: String,
    /// Id of what it was done to.
    pub object: String,
    /// Where; `None` for the organisation as a whole.
    pub workspace: Option<WorkspaceId>,
    /// What else is worth knowing: levels before and after, never secrets.
    pub details: Json,
    /// The call it came with.
    pub request: RequestId,
}
