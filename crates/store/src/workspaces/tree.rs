//! The tree of workspaces and the permissions held on it.

use std::collections::BTreeMap;

use access::action::{ChangePermissions, ChangeSettings, ManageWorkspace, PermissionChange, SettingsChange};
use access::change::Fact;
use access::proof::Granted;
use model::brand::Brand;
use model::id::WorkspaceId;
use model::name::Title;
use model::permission::{Permission, PermissionSet};
use model::share::ShareRules;
use model::workspace::{PermissionEntry, Workspace};
use serde_json::{Value as Json, json};

use super::brands::brand;
use crate::Store;
use crate::change::Audit;
use crate::db::{Row, sql};
use crate::error::{Clash, Result};
use crate::managers::keep_one;
use crate::permissions::{permission_set, permission_words};
use crate::principals::must_exist;

pub(crate) fn workspace(row: &Row<'_>) -> Result<Workspace> {
    Ok(Workspace {
        id: row.parsed("id")?,
        name: row.checked("name", Title::new)?,
        parent: row.parsed_or_null("parent")?,
        settings: row.json("settings")?,
        // What cannot be read may have narrowed: then nothing leaves.
        sharing: row.json("sharing").unwrap_or_else(|_| ShareRules::closed()),
        brand: brand(row),
    })
}

pub(crate) fn permission_entry(row: &Row<'_>) -> Result<PermissionEntry> {
    Ok(PermissionEntry {
        workspace: row.parsed("workspace")?,
        principal: row.parsed("principal")?,
        here: permission_set(row, "here")?,
        below: permission_set(row, "below")?,
    })
}

impl Store {
    /// Makes a workspace inside of the one the proof is for.
    ///
    /// # Errors
    /// `Stale`.
    pub async fn workspace_create(&self, proof: &Granted<'_, ManageWorkspace>, name: Title) -> Result<Workspace> {
        let mut change = self.change_facts(proof).await?;
        let made = Workspace {
            id: WorkspaceId::new(proof.op().now),
            name,
            parent: Some(*proof.on()),
            settings: BTreeMap::new(),
            sharing: ShareRules::default(),
            brand: Brand::default(),
        };
        let insert = sql("INSERT INTO workspaces (id, parent, name, settings) VALUES ($1, $2, $3, '{}')");
        change
            .tx
            .run(insert.text(made.id).text(proof.on()).text(&made.name))
            .await?;
        change.touch(Fact::Workspace(made.id));
        change
            .commit(Audit::of("workspace.create", made.id).at(made.id))
            .await?;
        Ok(made)
    }

    /// Renames a workspace.
    ///
    /// # Errors
    /// `NotFound`, `Stale`.
    pub async fn workspace_rename(&self, proof: &Granted<'_, ManageWorkspace>, name: &Title) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let question = sql("SELECT name FROM workspaces WHERE id = $1").text(proof.on());
        let before = change.tx.one(question, |row| row.text("name")).await?;
        let update = sql("UPDATE workspaces SET name = $2 WHERE id = $1");
        change.must(update.text(proof.on()).text(name)).await?;
        change.touch(Fact::Workspace(*proof.on()));
        change
            .commit(
                Audit::of("workspace.rename", proof.on())
                    .at(*proof.on())
                    .with(json!({ "before": before, "after": name })),
            )
            .await
    }

    /// Replaces the settings that row rules refer to.
    ///
    /// # Errors
    /// `NotFound`, `Stale`.
    pub async fn workspace_settings_put(&self, proof: &Granted<'_, ChangeSettings>) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let SettingsChange {
            workspace: id,
            settings,
        } = proof.on();
        let question = sql("SELECT settings FROM workspaces WHERE id = $1").text(id);
        let before = change.tx.one(question, |row| row.json::<Json>("settings")).await?;
        let update = sql("UPDATE workspaces SET settings = $2 WHERE id = $1");
        change.must(update.text(id).text(json!(settings))).await?;
        change.touch(Fact::Workspace(*id));
        let entry = Audit::of("workspace.settings", id).at(*id);
        change
            .commit(entry.with(json!({ "before": before, "after": settings })))
            .await
    }

    /// Deletes an empty workspace, with its policies and with what was granted in it on dashboards and folders from above.
    ///
    /// # Errors
    /// `Conflict(WorkspaceNotEmpty)`, also for the root; `NotFound`, `Stale`.
    pub async fn workspace_delete(&self, proof: &Granted<'_, ManageWorkspace>) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let id = *proof.on();
        let inside = sql(
            "SELECT id FROM workspaces WHERE parent = $1 OR (id = $1 AND parent IS NULL) \
             UNION ALL SELECT id FROM dashboards WHERE workspace = $1 UNION ALL SELECT id FROM datasets WHERE workspace = $1 \
             UNION ALL SELECT id FROM row_rules WHERE workspace = $1 UNION ALL SELECT id FROM folders WHERE workspace = $1 \
             UNION ALL SELECT id FROM shares WHERE workspace = $1 AND state <> 'ended' LIMIT 1",
        );
        if change.tx.any(inside.text(id)).await? {
            return Err(Clash::WorkspaceNotEmpty.into());
        }
        change.touch(Fact::Workspace(id));
        change.touch(Fact::Policies(id));
        let boards = sql("SELECT DISTINCT dashboard AS id FROM grants WHERE workspace = $1").text(id);
        change.touch_those(boards, Fact::Dashboard).await?;
        let folders = sql("SELECT DISTINCT folder AS id FROM folder_grants WHERE workspace = $1").text(id);
        change.touch_those(folders, Fact::Folder).await?;
        change
            .must(sql("DELETE FROM workspaces WHERE id = $1").text(id))
            .await?;
        change.commit(Audit::of("workspace.delete", id)).await
    }

    /// Sets what a principal holds on a workspace, as the proof says; two empty sets remove the entry.
    ///
    /// # Errors
    /// `NotFound` when the principal does not exist, `Conflict(LastManager)` on the root, `Stale`.
    pub async fn permissions_put(&self, proof: &Granted<'_, ChangePermissions>) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let PermissionChange {
            workspace: id,
            principal,
            here,
            below,
        } = *proof.on();
        let question =
            sql("SELECT workspace, principal, here, below FROM permissions WHERE workspace = $1 AND principal = $2");
        let before = change
            .tx
            .one(question.text(id).text(principal), permission_entry)
            .await?;
        if here.is_empty() && below.is_empty() {
            let delete = sql("DELETE FROM permissions WHERE workspace = $1 AND principal = $2");
            change.tx.run(delete.text(id).text(principal)).await?;
        } else {
            must_exist(&mut change, principal).await?;
            let put = sql(
                "INSERT INTO permissions (workspace, principal, here, below) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (workspace, principal) DO UPDATE SET here = excluded.here, below = excluded.below",
            );
            let put = put.text(id).text(principal).text(permission_words(here));
            change.tx.run(put.text(permission_words(below))).await?;
        }
        keep_one(&mut change.tx).await?;
        change.touch(Fact::Workspace(id));
        let words = |set: PermissionSet| set.iter().map(Permission::as_str).collect::<Vec<_>>();
        let details = json!({
            "principal": principal,
            "before": before.map(|entry| json!({ "here": words(entry.here), "below": words(entry.below) })),
            "after": { "here": words(here), "below": words(below) },
        });
        change
            .commit(Audit::of("permissions.put", id).at(id).with(details))
            .await
    }
}
