//! The facts that decisions rest on, as plain lists read from the store. The gate indexes them into a snapshot.

use model::column::Column;
use model::dataset::Outside;
use model::grant::Grant;
use model::id::{DashboardId, DatasetId, UserId, WorkspaceId};
use model::name::DatasetName;
use model::people::{Group, User};
use model::row_rule::RowRule;
use model::share::Share;
use model::workspace::{PermissionEntry, Workspace};

/// Everything the gate needs to know.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Counts changes of facts; kept in the store.
    pub generation: u64,
    /// All users, disabled ones too.
    pub users: Vec<User>,
    /// All groups.
    pub groups: Vec<Group>,
    /// The tree.
    pub workspaces: Vec<Workspace>,
    /// Who holds which permissions where.
    pub permissions: Vec<PermissionEntry>,
    /// Dashboards and their own workspaces.
    pub dashboards: Vec<DashboardFact>,
    /// Grants on dashboards.
    pub grants: Vec<Grant>,
    /// Datasets.
    pub datasets: Vec<DatasetFact>,
    /// Row rules.
    pub row_rules: Vec<RowRule>,
    /// Shares, ended ones too.
    pub shares: Vec<Share>,
    /// Who may see whom beside what the rules give (candidates of the share dialog).
    pub see: Vec<(UserId, model::principal::Principal)>,
}

/// What decisions need of a dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DashboardFact {
    /// Which.
    pub id: DashboardId,
    /// Its own workspace.
    pub workspace: WorkspaceId,
}

/// What decisions and scopes need of a dataset.
#[derive(Debug, Clone, PartialEq)]
pub struct DatasetFact {
    /// Which.
    pub id: DatasetId,
    /// Its own workspace.
    pub workspace: WorkspaceId,
    /// Its name along the path.
    pub name: DatasetName,
    /// Visible columns and hidden ones.
    pub columns: Vec<Column>,
    /// How far its data may leave.
    pub outside: Outside,
    /// Nothing is seen without a row rule that resolves.
    pub tenant_bound: bool,
}
