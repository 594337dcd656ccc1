//! Wire types of who reaches what.

use model::level::Level;
use model::permission::Permission;
use model::predicate::Predicate;
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
    /// Workspaces in which they hold something, as far as the caller may ask; this one first, if they do here.
    pub workspaces: Vec<String>,
    /// Where the next page begins; null on the last.
    #[schema(required)]
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
    /// Datasets of the dashboard of which they see some rows only.
    pub rows: Vec<SomeRows>,
}

/// A dataset of which somebody sees some rows only.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SomeRows {
    /// Which, by its name.
    pub dataset: String,
    /// Which rows: for who sees all of them, or manages the workspace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub predicate: Option<Predicate>,
}

/// Who can see a dashboard: one page; and why those who are searched for cannot.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = ReaderPage)]
pub struct Readers {
    /// For whom it opens.
    pub items: Vec<ReaderItem>,
    /// Where the next page begins; null on the last.
    #[schema(required)]
    pub next_cursor: Option<String>,
    /// The first few for whom it does not, where `q` names somebody.
    pub cannot: Vec<ShutOut>,
}

/// A user for whom a dashboard does not open.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ShutOut {
    /// Who.
    pub user: Named,
    /// Address.
    pub email: String,
    /// Every path, with what stops it.
    pub paths: Vec<Step>,
}
