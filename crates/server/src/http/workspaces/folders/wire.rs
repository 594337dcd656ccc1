//! Wire types of folders.

use model::id::FolderId;
use model::level::Level;
use model::name::Title;
use serde::{Deserialize, Serialize};

use crate::http::wire::present;

/// A folder of dashboards.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Folder {
    /// Id.
    pub id: String,
    /// As shown.
    pub name: String,
    /// The folder it lies in, if the caller sees it.
    pub parent: Option<String>,
    /// Its own workspace.
    pub workspace: String,
    /// The caller's level; null: only something in it opens.
    pub level: Option<Level>,
    /// Comes from a workspace above.
    pub inherited: bool,
    /// What this caller may do with it.
    pub can: Vec<&'static str>,
}

/// Body of `POST /workspaces/{id}/folders`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFolderBody {
    /// As shown.
    pub name: Title,
    /// The folder it is to lie in; the top when absent.
    pub parent: Option<FolderId>,
}

/// Body of `PATCH /folders/{id}`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FolderPatch {
    /// As shown.
    pub name: Option<Title>,
    /// The folder it is to lie in; null: the top.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<FolderId>)]
    pub parent: Option<Option<FolderId>>,
}
