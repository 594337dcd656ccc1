//! Where something may lie: a folder holds what is of its own workspace.

use model::id::{FolderId, WorkspaceId};

use crate::change::Change;
use crate::db::sql;
use crate::error::{Result, StoreError};

/// Refuses a folder that is not one of this workspace, and so what would lie in it.
pub(crate) async fn must_be_of(
    change: &mut Change<'_>,
    folder: Option<FolderId>,
    workspace: WorkspaceId,
) -> Result<()> {
    let Some(folder) = folder else { return Ok(()) };
    let question = sql("SELECT id FROM folders WHERE id = $1 AND workspace = $2");
    if change.tx.any(question.text(folder).text(workspace)).await? {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}
