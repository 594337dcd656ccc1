//! What actions on dashboards are done to.

use model::display::Display;
use model::grant::Grant;
use model::id::{DashboardId, FolderId, WorkspaceId};
use model::level::GrantLevel;
use model::name::Tag;
use model::principal::Principal;

/// A dashboard as opened in a workspace: its own or one below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DashboardAt {
    /// Which dashboard.
    pub dashboard: DashboardId,
    /// Opened where.
    pub workspace: WorkspaceId,
}

/// A change of one principal's grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GrantChange {
    /// On what, opened where.
    pub at: DashboardAt,
    /// Whose grant.
    pub principal: Principal,
    /// The new level; `None` removes it.
    pub to: Option<GrantLevel>,
}

impl GrantChange {
    /// The grant as it would be kept.
    #[must_use]
    pub fn grant(&self) -> Option<Grant> {
        self.to.map(|level| Grant {
            dashboard: self.at.dashboard,
            workspace: self.at.workspace,
            principal: self.principal,
            level,
        })
    }
}

/// A dashboard and the folder it is to lie in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DashboardMove {
    /// Which, opened where.
    pub at: DashboardAt,
    /// The folder; `None`: the top.
    pub to: Option<FolderId>,
}

/// A dashboard and all tags it is to carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagChange {
    /// Which, opened where.
    pub at: DashboardAt,
    /// All of them.
    pub tags: Vec<Tag>,
}

/// A dashboard and whether it is to be restricted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestrictedChange {
    /// Which, opened where.
    pub at: DashboardAt,
    /// Cannot be shared to the outside.
    pub restricted: bool,
}

/// A dashboard and through whose eyes its data is to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DisplayChange {
    /// Which, opened where.
    pub at: DashboardAt,
    /// Whose eyes. "With my data" is the id of whoever asks.
    pub to: Display,
}
