//! Folders of dashboards: making, renaming, moving and deleting them. What is granted on them is in `folder_grants`.

use access::action::{CreateFolder, DeleteFolder, MoveFolder, RenameFolder};
use access::change::Fact;
use access::proof::Granted;
use access::visible::Visible;
use model::folder::{Folder, FolderGrant};
use model::id::FolderId;
use model::level::Level;
use model::limits::FOLDER_DEPTH;
use model::name::Title;
use model::principal::Principal;
use serde_json::json;

use crate::Store;
use crate::change::{Audit, Change, maker};
use crate::db::{Row, list, sql};
use crate::error::{Clash, Result, StoreError};
use crate::places::must_be_of;

pub(crate) fn folder(row: &Row<'_>) -> Result<Folder> {
    Ok(Folder {
        id: row.parsed("id")?,
        workspace: row.parsed("workspace")?,
        parent: row.parsed_or_null("parent")?,
        name: row.checked("name", Title::new)?,
    })
}

pub(crate) fn folder_grant(row: &Row<'_>) -> Result<FolderGrant> {
    Ok(FolderGrant {
        folder: row.parsed("folder")?,
        workspace: row.parsed("workspace")?,
        principal: row.parsed("principal")?,
        level: row.parsed("level")?,
    })
}

impl Store {
    /// Makes a folder; its maker gets `edit` on it as an ordinary grant with it.
    ///
    /// # Errors
    /// `NeedsUser`; `NotFound` when the folder it is to lie in is not one of the workspace; `Conflict(FolderDepth)`, `Stale`.
    pub async fn folder_create(&self, proof: &Granted<'_, CreateFolder>, name: Title) -> Result<Folder> {
        let user = maker(proof.op())?;
        let mut change = self.change_facts(proof).await?;
        let made = Folder {
            id: FolderId::new(proof.op().now),
            workspace: proof.on().workspace,
            parent: proof.on().folder,
            name,
        };
        let insert = sql("INSERT INTO folders (id, workspace, parent, name) VALUES ($1, $2, $3, $4)");
        let insert = insert.text(made.id).text(made.workspace).text_or_null(made.parent);
        change.tx.run(insert.text(&made.name)).await?;
        lies_well(&mut change, &made).await?;
        let grant = sql("INSERT INTO folder_grants (folder, workspace, principal, level) VALUES ($1, $2, $3, $4)");
        let grant = grant.text(made.id).text(made.workspace).text(Principal::User(user));
        change.tx.run(grant.text(Level::Edit.as_str())).await?;
        change.touch(Fact::Folder(made.id));
        let details = json!({ "name": made.name, "parent": made.parent });
        change
            .commit(Audit::of("folder.create", made.id).at(made.workspace).with(details))
            .await?;
        Ok(made)
    }

    /// The visible folders by name, whatever they lie in.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn folders_list(&self, visible: &Visible<FolderId>) -> Result<Vec<Folder>> {
        let question = sql("SELECT id, workspace, parent, name FROM folders WHERE id IN {in $1} ORDER BY name, id");
        self.db.all(question.text(list(visible.ids())), folder).await
    }

    /// Renames a folder.
    ///
    /// # Errors
    /// `NotFound`, `Stale`.
    pub async fn folder_rename(&self, proof: &Granted<'_, RenameFolder>, name: &Title) -> Result<Folder> {
        let mut change = self.change_facts(proof).await?;
        let mut kept = kept(&mut change, proof.on().folder).await?;
        let details = json!({ "before": kept.name, "after": name });
        let update = sql("UPDATE folders SET name = $2 WHERE id = $1");
        change.tx.run(update.text(kept.id).text(name)).await?;
        kept.name = name.clone();
        change.touch(Fact::Folder(kept.id));
        change
            .commit(Audit::of("folder.rename", kept.id).at(kept.workspace).with(details))
            .await?;
        Ok(kept)
    }

    /// Puts a folder with all that lies in it into another one of its workspace, or to the top.
    ///
    /// # Errors
    /// `NotFound` when the target is not a folder of the workspace; `Conflict(FolderCycle | FolderDepth)`; `Stale`.
    pub async fn folder_move(&self, proof: &Granted<'_, MoveFolder>) -> Result<Folder> {
        let mut change = self.change_facts(proof).await?;
        let mut kept = kept(&mut change, proof.on().at.folder).await?;
        let details = json!({ "before": kept.parent, "after": proof.on().to });
        kept.parent = proof.on().to;
        if kept.parent == Some(kept.id) {
            return Err(Clash::FolderCycle.into());
        }
        let update = sql("UPDATE folders SET parent = $2 WHERE id = $1");
        change.tx.run(update.text(kept.id).text_or_null(kept.parent)).await?;
        lies_well(&mut change, &kept).await?;
        change.touch(Fact::Folder(kept.id));
        change
            .commit(Audit::of("folder.move", kept.id).at(kept.workspace).with(details))
            .await?;
        Ok(kept)
    }

    /// Deletes an empty folder with the grants on it.
    ///
    /// # Errors
    /// `Conflict(FolderNotEmpty)`, `NotFound`, `Stale`.
    pub async fn folder_delete(&self, proof: &Granted<'_, DeleteFolder>) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let kept = kept(&mut change, proof.on().folder).await?;
        let inside = sql(
            "SELECT id FROM folders WHERE parent = $1 UNION ALL SELECT id FROM dashboards WHERE folder = $1 LIMIT 1",
        );
        if change.tx.any(inside.text(kept.id)).await? {
            return Err(Clash::FolderNotEmpty.into());
        }
        change
            .tx
            .run(sql("DELETE FROM folders WHERE id = $1").text(kept.id))
            .await?;
        change.touch(Fact::Folder(kept.id));
        let details = json!({ "name": kept.name });
        change
            .commit(Audit::of("folder.delete", kept.id).at(kept.workspace).with(details))
            .await
    }
}

async fn kept(change: &mut Change<'_>, id: FolderId) -> Result<Folder> {
    let question = sql("SELECT id, workspace, parent, name FROM folders WHERE id = $1").text(id);
    change.tx.one(question, folder).await?.ok_or(StoreError::NotFound)
}

/// Refuses a place inside of itself, in another workspace, or too deep for what lies in the folder. Looks at what is kept already.
async fn lies_well(change: &mut Change<'_>, placed: &Folder) -> Result<()> {
    must_be_of(change, placed.parent, placed.workspace).await?;
    // The steps are counted, so that a circle ends the walk instead of going on in it.
    let above = sql(
        "WITH RECURSIVE up (id, parent, step) AS (SELECT id, parent, 1 FROM folders WHERE id = $1 \
         UNION ALL SELECT f.id, f.parent, u.step + 1 FROM folders f JOIN up u ON f.id = u.parent WHERE u.step <= $2) \
         SELECT id, CAST(step AS BIGINT) AS step FROM up",
    );
    let read = |row: &Row<'_>| Ok((row.parsed::<FolderId>("id")?, row.number::<usize>("step")?));
    let above = change.tx.all(above.text(placed.id).number(FOLDER_DEPTH), read).await?;
    if above.iter().any(|(id, step)| *step > 1 && *id == placed.id) {
        return Err(Clash::FolderCycle.into());
    }
    let below = sql(
        "WITH RECURSIVE down (id, step) AS (SELECT id, 1 FROM folders WHERE id = $1 \
         UNION ALL SELECT f.id, d.step + 1 FROM folders f JOIN down d ON f.parent = d.id WHERE d.step <= $2) \
         SELECT CAST(MAX(step) AS BIGINT) AS step FROM down",
    );
    let read = |row: &Row<'_>| row.number::<usize>("step");
    let height = change.tx.one(below.text(placed.id).number(FOLDER_DEPTH), read).await?;
    // Both count the folder itself.
    if above.len() + height.unwrap_or(1) - 1 > FOLDER_DEPTH {
        return Err(Clash::FolderDepth.into());
    }
    Ok(())
}
