//! Wire types of workspaces and the permissions held on them.

use model::id::WorkspaceId;
use model::name::Title;
use model::permission::Permission;
use serde::{Deserialize, Serialize};

use crate::http::wire::Named;

/// A workspace.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Workspace {
    /// Id.
    pub id: String,
    /// As shown.
    pub name: String,
    /// The workspace above, if the caller may see it.
    pub parent: Option<String>,
    /// From the root down to this one, as far as visible.
    pub path: Vec<Named>,
    /// What this caller may do here.
    pub can: Vec<&'static str>,
}

/// Body of `POST /workspaces`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWorkspaceBody {
    /// As shown.
    pub name: Title,
    /// Never changes.
    pub parent: WorkspaceId,
}

/// Body of `PATCH /workspaces/{id}`. A `parent` is refused: it never changes.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkspacePatch {
    /// As shown.
    pub name: Option<Title>,
    /// Settings that row rules refer to; they replace those before.
    #[schema(value_type = Option<std::collections::BTreeMap<String, String>>)]
    pub settings: Option<std::collections::BTreeMap<model::name::AttributeName, String>>,
}

/// What one principal holds on a workspace.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PermissionItem {
    /// `user:ID`, `group:ID` or `all`.
    pub principal: String,
    /// As shown.
    pub name: String,
    /// On this workspace only.
    pub here: Vec<Permission>,
    /// On this workspace and all below.
    pub below: Vec<Permission>,
}

/// Somebody to whom permissions may be given.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PrincipalItem {
    /// `user:ID`, `group:ID` or `all`.
    pub principal: String,
    /// As shown; `all` for all users.
    pub name: String,
    /// Of a user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// Body of `PUT /workspaces/{id}/permissions/{principal}`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PermissionsBody {
    /// On this workspace only.
    #[serde(default)]
    pub here: Vec<Permission>,
    /// On this workspace and all below.
    #[serde(default)]
    pub below: Vec<Permission>,
}
