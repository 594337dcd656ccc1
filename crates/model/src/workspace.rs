//! A workspace and the permissions held on it. The tree's shape is fixed: a parent never changes.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::brand::Brand;
use crate::id::WorkspaceId;
use crate::name::{AttributeName, Title};
use crate::permission::PermissionSet;
use crate::principal::Principal;
use crate::share::ShareRules;

/// A node of the organisation's tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Workspace {
    /// Never reused.
    pub id: WorkspaceId,
    /// What people call it; rights never depend on it, and several may have the same.
    pub name: Title,
    /// `None` for the root, which is the organisation.
    pub parent: Option<WorkspaceId>,
    /// Settings that row rules refer to as `{"workspace": …}`; inherited downwards.
    pub settings: BTreeMap<AttributeName, String>,
    /// What it says of shares, here and below.
    pub sharing: ShareRules,
    /// What it says of its brand, here and below.
    pub brand: Brand,
}

/// What one principal holds on one workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PermissionEntry {
    /// Where.
    pub workspace: WorkspaceId,
    /// Who.
    pub principal: Principal,
    /// Holds on this workspace only.
    pub here: PermissionSet,
    /// Holds on this workspace and all below.
    pub below: PermissionSet,
}
