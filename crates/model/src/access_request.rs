//! A request for access: a known user asks whoever may share a dashboard to let them in. It gives nothing by itself.

use serde::Serialize;

use crate::Instant;
use crate::id::{AccessRequestId, DashboardId, UserId, WorkspaceId};
use crate::level::Level;
use crate::name::Note;

/// A request as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccessRequest {
    /// Never reused.
    pub id: AccessRequestId,
    /// For what.
    pub dashboard: DashboardId,
    /// Opened where.
    pub workspace: WorkspaceId,
    /// Who asks.
    pub user: UserId,
    /// What they say.
    pub message: Note,
    /// When.
    pub created_at: Instant,
    /// What became of it.
    pub state: RequestState,
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum RequestState {
    /// Nobody answered yet.
    Open,
    /// Somebody gave a level.
    Given {
        /// Which.
        level: Level,
        /// Who.
        by: UserId,
        /// When.
        at: Instant,
    },
    /// Somebody said no.
    Declined {
        /// Who.
        by: UserId,
        /// When.
        at: Instant,
    },
}

impl RequestState {
    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Given { .. } => "given",
            Self::Declined { .. } => "declined",
        }
    }
}
