//! The actions a caller may ask for, each with the kind of object it is done to. What they require is in `gate`.

use model::display::Display;
use model::folder::FolderGrant;
use model::grant::Grant;
use model::id::{DashboardId, DatasetId, FolderId, PolicyId, RowRuleId, ShareId, UserId, WorkspaceId};
use model::level::GrantLevel;
use model::name::Tag;
use model::permission::PermissionSet;
use model::policy::PolicyRule;
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

/// A folder as seen in a workspace: its own or one below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FolderAt {
    /// Which folder.
    pub folder: FolderId,
    /// Seen where.
    pub workspace: WorkspaceId,
}

/// A place for something new: a workspace and perhaps a folder of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The folder; `None`: at the top.
    pub folder: Option<FolderId>,
}

/// A change of one principal's grant on a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FolderGrantChange {
    /// On what, seen where.
    pub at: FolderAt,
    /// Whose grant.
    pub principal: Principal,
    /// The new level; `None` removes it.
    pub to: Option<GrantLevel>,
}

impl FolderGrantChange {
    /// The grant as it would be kept.
    #[must_use]
    pub fn grant(&self) -> Option<FolderGrant> {
        self.to.map(|level| FolderGrant {
            folder: self.at.folder,
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

/// A folder and the folder it is to lie in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FolderMove {
    /// Which, seen where.
    pub at: FolderAt,
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

/// A policy to be made, changed or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyChange {
    /// Where it is made.
    pub workspace: WorkspaceId,
    /// Which; `None`: a new one.
    pub policy: Option<PolicyId>,
    /// What it is to say; `None` removes it.
    pub to: Option<PolicyRule>,
}

/// What one principal is to hold on one workspace; empty sets remove the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PermissionChange {
    /// Where.
    pub workspace: WorkspaceId,
    /// Who.
    pub principal: Principal,
    /// On this workspace only.
    pub here: PermissionSet,
    /// On this workspace and all below.
    pub below: PermissionSet,
}

/// A principal and the workspace in which their reach is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReachOf {
    /// Whose.
    pub principal: Principal,
    /// Where.
    pub workspace: WorkspaceId,
}

/// The whole organisation; there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Organisation;

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident on $object:ty;)*) => {
        /// Every action with its object: what the one decision function is asked.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Ask { $($(#[$doc])* $name($object),)* }

        impl Ask {
            /// The names of all actions, in the order of this file.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];
        }

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
    /// See the names of all groups, to administer people: needs `manage` on any workspace. Dialogs offer candidates instead.
    SeePeople on Organisation;
    /// Who may see whom in dialogs: needs `manage` on the root.
    ManageSee on Organisation;
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
    /// Change what one principal holds on it: `manage`; for what holds below too, `manage` there too.
    ChangePermissions on PermissionChange;
    /// See what a principal can open in it, and why: `manage`.
    SeeReach on ReachOf;
    /// See its policies: `manage`.
    SeePolicies on WorkspaceId;
    /// Make, change or remove a policy: `manage`; for one that reaches below, `manage` there too.
    ChangePolicy on PolicyChange;
    /// Make a dashboard in a folder: `analyze`, and `edit` on the folder.
    CreateDashboardIn on Place;
    /// Make a folder: `analyze`, and `edit` on the folder it is to lie in.
    CreateFolder on Place;
    /// See a folder: a level on it, or something in it that opens.
    SeeFolder on FolderAt;
    /// Rename a folder: `edit` and `analyze` in its own workspace.
    RenameFolder on FolderAt;
    /// Delete an empty folder: `edit` and `analyze` in its own workspace.
    DeleteFolder on FolderAt;
    /// Put a folder into another: `edit` on both, `analyze`; lifts no block and nobody above the mover.
    MoveFolder on FolderMove;
    /// See the grants of a folder: level `share`.
    SeeFolderGrants on FolderAt;
    /// Change one grant of a folder: by the rules of handing out.
    ChangeFolderGrant on FolderGrantChange;
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
    /// Put it into a folder: `edit` on both; lifts no block.
    MoveDashboard on DashboardMove;
    /// Change its tags: as saving; lifts no block of a policy.
    ChangeTags on TagChange;
    /// Say whether it may be shared to the outside: `edit`.
    SetRestricted on RestrictedChange;
    /// Choose through whose eyes its data is seen: `edit`, and `run_as` for eyes that are not one's own.
    SetDisplay on DisplayChange;
    /// Ask to be let in: any known user, whether it exists or not.
    RequestAccess on DashboardAt;
    /// See who asks to be let in: level `share`.
    SeeRequests on DashboardAt;
    /// Decline a request, or close it after giving a level: level `share`.
    AnswerRequest on DashboardAt;
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
            | Self::SeeReach(_)
            | Self::SeePolicies(_)
            | Self::SeeFolder(_)
            | Self::SeeFolderGrants(_)
            | Self::SeeRequests(_)
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
            | Self::ManageSee(_)
            | Self::ManageOwn(_)
            | Self::ChangePermissions(_)
            | Self::ChangePolicy(_)
            | Self::CreateDashboardIn(_)
            | Self::CreateFolder(_)
            | Self::RenameFolder(_)
            | Self::DeleteFolder(_)
            | Self::MoveFolder(_)
            | Self::ChangeFolderGrant(_)
            | Self::MoveDashboard(_)
            | Self::ChangeTags(_)
            | Self::SetRestricted(_)
            | Self::SetDisplay(_)
            | Self::RequestAccess(_)
            | Self::AnswerRequest(_)
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
