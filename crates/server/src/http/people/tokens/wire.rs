//! Wire types of API tokens.

use chrono::{DateTime, Utc};
use model::id::{UserId, WorkspaceId};
use model::name::Title;
use serde::{Deserialize, Serialize};

/// Body of `POST /tokens`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTokenBody {
    /// What it is for.
    pub name: Title,
    /// As whom it acts; oneself when absent.
    pub user: Option<UserId>,
    /// May only read.
    #[serde(default)]
    pub read_only: bool,
    /// Counts only in this workspace and below; everywhere when absent.
    pub workspace: Option<WorkspaceId>,
    /// Ends then; never when absent.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Answer of `POST /tokens`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct NewToken {
    /// Id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// Shown this once.
    pub token: String,
}

/// A token of the list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Token {
    /// Id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// May only read.
    pub read_only: bool,
    /// Counts only in this workspace and below.
    pub workspace: Option<String>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Ends then.
    pub expires_at: Option<DateTime<Utc>>,
}
