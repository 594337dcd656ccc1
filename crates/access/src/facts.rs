//! The facts that decisions rest on, as plain lists read from the store. The gate indexes them into a snapshot. Changes of them are
//! in `change`.

use model::column::Column;
use model::dataset::Outside;
use model::display::Display;
use model::folder::{Folder, FolderGrant};
use model::grant::Grant;
use model::id::{DashboardId, DatasetId, FolderId, UserId, WorkspaceId};
use model::name::{DatasetName, Tag};
use model::people::{Group, User};
use model::policy::Policy;
use model::principal::Principal;
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
    /// Folders.
    pub folders: Vec<Folder>,
    /// Grants on folders.
    pub folder_grants: Vec<FolderGrant>,
    /// Policies.
    pub policies: Vec<Policy>,
    /// Dashboards, their places and settings.
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
    pub see: Vec<(UserId, Principal)>,
}

/// What decisions need of a dashboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DashboardFact {
    /// Which.
    pub id: DashboardId,
    /// Its own workspace.
    pub workspace: WorkspaceId,
    /// The folder it lies in; `None`: at the top.
    pub folder: Option<FolderId>,
    /// Its tags; policies select by them.
    pub tags: Vec<Tag>,
    /// Cannot be shared to the outside.
    pub restricted: bool,
    /// Through whose eyes its data is seen.
    pub display: Display,
}

impl DashboardFact {
    /// A dashboard at the top of its workspace, with nothing set.
    #[must_use]
    pub const fn new(id: DashboardId, workspace: WorkspaceId) -> Self {
        Self {
            id,
            workspace,
            folder: None,
            tags: Vec::new(),
            restricted: false,
            display: Display::Viewer,
        }
    }
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

/// A workspace with all permissions held on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceFacts {
    /// The workspace.
    pub workspace: Workspace,
    /// All entries on it.
    pub permissions: Vec<PermissionEntry>,
}

/// A dashboard with all grants on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DashboardGrants {
    /// The dashboard.
    pub fact: DashboardFact,
    /// All grants on it, wherever they were made.
    pub grants: Vec<Grant>,
}

/// A folder with all grants on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderGrants {
    /// The folder.
    pub folder: Folder,
    /// All grants on it, wherever they were made.
    pub grants: Vec<FolderGrant>,
}
