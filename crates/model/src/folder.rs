//! A folder of dashboards inside one workspace, and a grant on it. Folders nest; what they amount to is decided in `access`.

use serde::Serialize;

use crate::id::{FolderId, WorkspaceId};
use crate::level::GrantLevel;
use crate::name::Title;
use crate::principal::Principal;

/// A folder; survives rename and move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Folder {
    /// Never reused.
    pub id: FolderId,
    /// Its own workspace, that of all that lies in it.
    pub workspace: WorkspaceId,
    /// The folder it lies in, of the same workspace; `None`: at the top.
    pub parent: Option<FolderId>,
    /// What people call it; rights never depend on it, and several may have the same.
    pub name: Title,
}

/// A grant or block on a folder; holds for all below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FolderGrant {
    /// On what.
    pub folder: FolderId,
    /// In which workspace it was made: the folder's own or one below.
    pub workspace: WorkspaceId,
    /// To whom.
    pub principal: Principal,
    /// What.
    pub level: GrantLevel,
}
