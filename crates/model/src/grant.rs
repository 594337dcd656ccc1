//! A grant: one principal, one dashboard, one level or a block. What it amounts to is decided in `access`.

use crate::id::{DashboardId, WorkspaceId};
use crate::level::GrantLevel;
use crate::principal::Principal;

/// A grant on a dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// On what.
    pub dashboard: DashboardId,
    /// In which workspace it was made: the dashboard's own or one below.
    pub workspace: WorkspaceId,
    /// To whom.
    pub principal: Principal,
    /// What.
    pub level: GrantLevel,
}
