//! Wire types of requests for access.

use chrono::{DateTime, Utc};
use model::id::{DashboardId, WorkspaceId};
use model::level::Level;
use model::name::Note;
use serde::{Deserialize, Serialize};

use crate::http::wire::nullable;

/// Body of `POST /access-requests`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccessRequestBody {
    /// For what; nobody is told whether it exists.
    pub dashboard: DashboardId,
    /// Where it would be opened.
    pub workspace: Option<WorkspaceId>,
    /// For whoever answers; up to 500 characters.
    pub message: Option<Note>,
}

/// The request was taken; nothing more is told.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Taken {}

/// A request for access that waits for an answer.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AccessRequest {
    /// Id.
    pub id: String,
    /// For what.
    pub dashboard: String,
    /// As shown.
    pub dashboard_title: String,
    /// Where it would be opened.
    pub workspace: String,
    /// As shown.
    pub workspace_name: String,
    /// Who asks.
    pub user: Asker,
    /// What they say.
    pub message: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Levels that this caller may give.
    pub levels: Vec<Level>,
}

/// Who asks to be let in.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Asker {
    /// Id.
    pub id: String,
    /// As shown.
    pub name: String,
    /// Address.
    pub email: String,
}

/// Body of `POST /access-requests/{id}/answer`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerBody {
    /// The level to give; null declines.
    #[serde(deserialize_with = "nullable")]
    pub level: Option<Level>,
}
