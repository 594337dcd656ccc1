//! The actions a caller may ask for, by area, each with the kind of object it is done to and whether it changes something.
//! What they require is decided in `decide.rs`. A new action is one line of the list below; the compiler then asks for its decision.

mod dashboards;
mod people;
mod sharing;
mod workspaces;

use model::id::{DatasetId, RowRuleId, ShareId, UserId, WorkspaceId};

pub use dashboards::{DashboardAt, DashboardMove, DisplayChange, GrantChange, RestrictedChange, TagChange};
pub use people::Organisation;
pub use sharing::ShareRulesChange;
pub use workspaces::{
    FolderAt, FolderGrantChange, FolderMove, NewAt, PermissionChange, PolicyChange, ReachOf, SettingsChange,
};

/// Something a caller may be allowed to do to one object.
pub trait Action: Send + Sync + 'static {
    /// What it is done to.
    type On: std::fmt::Debug + Clone + PartialEq + Send + Sync + 'static;
    /// Its name, as proofs and the API description say it.
    const NAME: &'static str;
    /// Whether it changes something: a token that may only read is refused.
    const CHANGES: bool;
    /// The action as the gate decides on it, for one object.
    fn on(object: &Self::On) -> Ask;
}

macro_rules! actions {
    ($($area:ident { $($(#[$doc:meta])* $how:ident $name:ident on $object:ty;)* })*) => {
        /// Every action with its object: what the one decision function is asked.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Ask { $($($(#[$doc])* $name($object),)*)* }

        impl Ask {
            /// The names of all actions, by area.
            pub const NAMES: &'static [&'static str] = &[$($(stringify!($name)),*),*];

            /// Whether it changes something: a token that may only read is refused.
            #[must_use]
            pub const fn changes(&self) -> bool {
                match self { $($(Self::$name(_) => actions!(@$how),)*)* }
            }
        }

        $($($(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl Action for $name {
            type On = $object;
            const NAME: &'static str = stringify!($name);
            const CHANGES: bool = actions!(@$how);
            fn on(object: &Self::On) -> Ask {
                Ask::$name(object.clone())
            }
        })*)*
    };
    (@reads) => { false };
    (@changes) => { true };
}

actions! {
    people {
        /// Users, groups, tokens of others, workspaces under the root: needs `manage` on the root.
        changes ManageOrganisation on Organisation;
        /// See the names of all groups, to administer people: needs `manage` on any workspace. Dialogs offer candidates instead.
        reads SeePeople on Organisation;
        /// Who may see whom in dialogs: needs `manage` on the root.
        changes ManageSee on Organisation;
        /// The own tokens and sessions.
        changes ManageOwn on UserId;
    }
    workspaces {
        /// See that the workspace exists, its name and path.
        reads SeeWorkspace on WorkspaceId;
        /// Rename it, its permissions, its children: `manage`.
        changes ManageWorkspace on WorkspaceId;
        /// Change its settings: `manage`, and `manage` where the row rules stand that read what changes.
        changes ChangeSettings on SettingsChange;
        /// Change what one principal holds on it: `manage`; for what holds below too, `manage` there too.
        changes ChangePermissions on PermissionChange;
        /// See what a principal can open in it, and why: `manage`.
        reads SeeReach on ReachOf;
        /// Change its brand: `manage`.
        changes ChangeBrand on WorkspaceId;
        /// See its policies: `manage`.
        reads SeePolicies on WorkspaceId;
        /// Make, change or remove a policy: `manage`; for one that reaches below, `manage` there too.
        changes ChangePolicy on PolicyChange;
        /// Make a folder: `analyze`, and `edit` on the folder it is to lie in.
        changes CreateFolder on NewAt;
        /// See a folder: a level on it, or something in it that opens.
        reads SeeFolder on FolderAt;
        /// Rename a folder: `edit` and `analyze` in its own workspace.
        changes RenameFolder on FolderAt;
        /// Delete an empty folder: `edit` and `analyze` in its own workspace.
        changes DeleteFolder on FolderAt;
        /// Put a folder into another: `edit` on both, `analyze`; lifts no block and nobody above the mover.
        changes MoveFolder on FolderMove;
        /// See the grants of a folder: level `share`.
        reads SeeFolderGrants on FolderAt;
        /// Change one grant of a folder: by the rules of handing out.
        changes ChangeFolderGrant on FolderGrantChange;
    }
    dashboards {
        /// List dashboards in the application: `app`.
        reads ListDashboards on WorkspaceId;
        /// Make a dashboard: `analyze`.
        changes CreateDashboard on WorkspaceId;
        /// Make a dashboard in a folder: `analyze`, and `edit` on the folder.
        changes CreateDashboardIn on NewAt;
        /// Open a dashboard and ask its questions: any level; a share: while it is live.
        reads Open on DashboardAt;
        /// Change variables and the time range: users always, shares with `interact`.
        reads Interact on DashboardAt;
        /// Save its document: `edit` and `analyze` in its own workspace.
        changes Save on DashboardAt;
        /// Delete it: `edit` and `analyze` in its own workspace.
        changes DeleteDashboard on DashboardAt;
        /// Put it into a folder: `edit` on both; lifts no block.
        changes MoveDashboard on DashboardMove;
        /// Change its tags: as saving; lifts no block of a policy.
        changes ChangeTags on TagChange;
        /// Say whether it may be shared to the outside: `edit`.
        changes SetRestricted on RestrictedChange;
        /// Choose through whose eyes its data is seen: `edit`, and `run_as` for eyes that are not one's own.
        changes SetDisplay on DisplayChange;
        /// Approve questions for users who look through the displayed eyes: who could choose these eyes.
        changes ApproveDisplay on DashboardAt;
        /// Ask to be let in: any known user, whether it exists or not.
        changes RequestAccess on DashboardAt;
        /// See who asks to be let in: level `share`.
        reads SeeRequests on DashboardAt;
        /// Decline a request, or close it after giving a level: level `share`.
        changes AnswerRequest on DashboardAt;
        /// See its grants: level `share`.
        reads SeeGrants on DashboardAt;
        /// Change one grant: by the rules of handing out.
        changes ChangeGrant on GrantChange;
    }
    data {
        /// See datasets of the workspace with their columns: `analyze` or `manage`.
        reads SeeData on WorkspaceId;
        /// Make datasets and row rules: `manage`.
        changes ManageData on WorkspaceId;
        /// See a dataset, its columns and a preview under the own scope.
        reads ReadDataset on DatasetId;
        /// Upload to it, push rows, change its settings, delete it: `manage` in its own workspace.
        changes WriteDataset on DatasetId;
        /// Remove a row rule: `manage` in its workspace.
        changes ManageRowRule on RowRuleId;
    }
    sharing {
        /// See the shares of a dashboard: level `share` and `sharing_see`.
        reads SeeShares on DashboardAt;
        /// Make a share of it: level `share` and `sharing_create`.
        changes CreateShare on DashboardAt;
        /// See one share: as `SeeShares` on its dashboard.
        reads SeeShare on ShareId;
        /// Approve questions for a share: its owner, who manages its workspace, or who could choose the eyes that it shows.
        changes ApproveShare on ShareId;
        /// Change, pause, resume, rotate a share: `sharing_edit`.
        changes EditShare on ShareId;
        /// Take over a share that ended because its owner lost access: as making it, and `manage` where it opens.
        changes TakeOverShare on ShareId;
        /// Look at a share as its readers see it: `sharing_edit`, and being its owner or `manage`, as for its link.
        changes PreviewShare on ShareId;
        /// End a share: `sharing_end`.
        changes EndShare on ShareId;
        /// See what a workspace says of shares: `sharing_see`.
        reads SeeShareRules on WorkspaceId;
        /// Change what it says of them, and switch kinds off: `manage`.
        changes ChangeShareRules on ShareRulesChange;
    }
    delivery {
        /// PDF of it: permission or ability `export_document`.
        reads ExportDocument on DashboardAt;
        /// CSV of its widgets: permission or ability `export_data`.
        reads ExportData on DashboardAt;
    }
    operations {
        /// Read its audit: `audit`.
        reads ReadAudit on WorkspaceId;
        /// Read all of the audit, also of what is gone, and what proves it: `audit` in every workspace.
        reads ReadWholeAudit on Organisation;
    }
}

/// An action whose holder works on the dashboard itself, and sees what was saved last whether it was approved or not.
pub trait SeesLatest: Action<On = DashboardAt> {}

impl SeesLatest for Save {}
impl SeesLatest for SeeShares {}
impl SeesLatest for CreateShare {}
impl SeesLatest for ApproveDisplay {}
