//! Wire types of who reaches what.

use model::level::Level;
use model::permission::Permission;
use serde::Serialize;

use crate::http::wire::Named;
use crate::http::wire::explain::Step;

/// What one principal reaches in a workspace: one page.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Reach {
    /// Dashboards that open.
    pub items: Vec<ReachedItem>,
    /// What the principal holds in the workspace, from wherever it comes.
    pub permissions: Vec<Permission>,
    /// Where the next page begins; null on the last.
    pub next_cursor: Option<String>,
}

/// A dashboard that opens for the principal.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ReachedItem {
    /// Id.
    pub dashboard: String,
    /// As shown.
    pub title: String,
    /// Its own workspace.
    pub home: String,
    /// With which level.
    pub level: Level,
    /// Comes from a workspace above.
    pub inherited: bool,
    /// Every path that gives it or limits it.
    pub paths: Vec<Step>,
}

/// A user who can open a dashboard.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ReaderItem {
    /// Who.
    pub user: Named,
    /// Address.
    pub email: String,
    /// With which level.
    pub level: Level,
    /// Every path that gives it or limits it.
    pub paths: Vec<Step>,
}
