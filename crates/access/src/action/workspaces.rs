//! What actions on workspaces, their folders and policies are done to.

use std::collections::BTreeMap;

use model::folder::FolderGrant;
use model::id::{FolderId, PolicyId, WorkspaceId};
use model::level::GrantLevel;
use model::name::AttributeName;
use model::permission::PermissionSet;
use model::policy::PolicyRule;
use model::principal::Principal;

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
pub struct NewAt {
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

/// A folder and the folder it is to lie in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FolderMove {
    /// Which, seen where.
    pub at: FolderAt,
    /// The folder; `None`: the top.
    pub to: Option<FolderId>,
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

/// The settings that a workspace is to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsChange {
    /// Which.
    pub workspace: WorkspaceId,
    /// All of them.
    pub settings: BTreeMap<AttributeName, String>,
}
