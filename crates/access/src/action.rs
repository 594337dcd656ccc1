//! The actions a caller may ask for, each with the kind of object it is done to. What they require is in `gate`.

use model::grant::Grant;
use model::id::{DashboardId, DatasetId, RowRuleId, ShareId, UserId, WorkspaceId};
use model::level::GrantLevel;
use model::principal::Principal;

/// Something a caller may be allowed to do to one object.
pub trait Action: Send + Sync + 'static {
    /// What it is done to.
    type On: std::fmt::Debug + Clone + PartialEq + Send + Sync + 'static;
    /// The action as the gate decides on it, for one object.
    fn on(object: &Self::On) -> Ask;
}

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

/// The whole organisation; there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Organisation;

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident on $object:ty;)*) => {
        /// Every action with its object: what the one decision function is asked.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Ask { $($(#[$doc])* $name($object),)* }

        $($(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl Action for $name {
            type On = $object;
            fn on(object: &Self::On) -> Ask {
                Ask::$name(object.clone())
            }
        })*
    };
}

actions! {
    /// Users, groups, tokens of others, workspaces under the root: needs `manage` on the root.
    ManageOrganisation on Organisation;
    /// See the names of users and groups (for dialogs and administration): any signed-in user with `app` or `manage` somewhere.
    SeePeople on Organisation;
    /// The own tokens and sessions.
    ManageOwn on UserId;
    /// See that the workspace exists, its name and path.
    SeeWorkspace on WorkspaceId;
    /// List dashboards in the application: `app`.
    ListDashboards on WorkspaceId;
    /// Make a dashboard: `analyze`.
    CreateDashboard on WorkspaceId;
    /// Rename it, its permissions, its children: `manage`.
    ManageWorkspace on WorkspaceId;
    /// See datasets of the workspace with their columns: `analyze` or `manage`.
    SeeData on WorkspaceId;
    /// Make datasets and row rules: `manage`.
    ManageData on WorkspaceId;
    /// Read its audit: `audit`.
    ReadAudit on WorkspaceId;
    /// See a dataset, its columns and a preview under the own scope.
    ReadDataset on DatasetId;
    /// Upload to it, push rows, change its settings, delete it: `manage` in its own workspace.
    WriteDataset on DatasetId;
    /// Remove a row rule: `manage` in its workspace.
    ManageRowRule on RowRuleId;
    /// Open a dashboard and ask its questions: any level; a share: while it is live.
    Open on DashboardAt;
    /// Save its document: `edit` and `analyze` in its own workspace.
    Save on DashboardAt;
    /// Delete it: `edit` and `analyze` in its own workspace.
    DeleteDashboard on DashboardAt;
    /// See its grants: level `share`.
    SeeGrants on DashboardAt;
    /// Change one grant: by the rules of handing out.
    ChangeGrant on GrantChange;
    /// PDF of it: permission or ability `export_document`.
    ExportDocument on DashboardAt;
    /// CSV of its widgets: permission or ability `export_data`.
    ExportData on DashboardAt;
    /// Change variables and the time range: users always, shares with `interact`.
    Interact on DashboardAt;
    /// See the shares of a dashboard: level `share` and `sharing_see`.
    SeeShares on DashboardAt;
    /// Make a share of it: level `share` and `sharing_create`.
    CreateShare on DashboardAt;
    /// See one share: as `SeeShares` on its dashboard.
    SeeShare on ShareId;
    /// Change, pause, resume, rotate a share: `sharing_edit`.
    EditShare on ShareId;
    /// End a share: `sharing_end`.
    EndShare on ShareId;
}

impl Ask {
    /// Whether it changes something: a token that may only read is refused.
    #[must_use]
    pub const fn changes(&self) -> bool {
        match self {
            Self::SeePeople(_)
            | Self::SeeWorkspace(_)
            | Self::ListDashboards(_)
            | Self::SeeData(_)
            | Self::ReadAudit(_)
            | Self::ReadDataset(_)
            | Self::Open(_)
            | Self::SeeGrants(_)
            | Self::ExportDocument(_)
            | Self::ExportData(_)
            | Self::Interact(_)
            | Self::SeeShares(_)
            | Self::SeeShare(_) => false,
            Self::ManageOrganisation(_)
            | Self::ManageOwn(_)
            | Self::CreateDashboard(_)
            | Self::ManageWorkspace(_)
            | Self::ManageData(_)
            | Self::WriteDataset(_)
            | Self::ManageRowRule(_)
            | Self::Save(_)
            | Self::DeleteDashboard(_)
            | Self::ChangeGrant(_)
            | Self::CreateShare(_)
            | Self::EditShare(_)
            | Self::EndShare(_) => true,
        }
    }
}
