//! Workspaces and the permissions held on them.

use access::action::{
    Ask, ChangePermissions, ChangeSettings, ManageWorkspace, PermissionChange, SeeWorkspace, SettingsChange,
};
use access::denied::Denied;
use access::op::Op;
use access::roster::NamedPrincipal;
use identity::caller::Caller;
use model::id::WorkspaceId;
use model::name::Title;
use model::principal::Principal;
use model::workspace::{PermissionEntry, Workspace};

use crate::app::error::Error;
use crate::app::{App, gone};

impl App {
    /// The workspaces this caller may see.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub fn workspaces(&self, op: &Op) -> Result<Vec<Workspace>, Error> {
        if op.caller == Caller::Nobody {
            return Err(Denied::Nobody.into());
        }
        let visible = self.gate.visible_workspaces(op);
        Ok(visible.ids().filter_map(|id| self.gate.workspace(id)).collect())
    }

    /// One workspace.
    ///
    /// # Errors
    /// Unknown or not visible.
    pub fn workspace(&self, op: &Op, id: WorkspaceId) -> Result<Workspace, Error> {
        let _may = self.gate.allow::<SeeWorkspace>(op, id)?;
        self.gate.workspace(id).ok_or_else(Error::hidden)
    }

    /// The workspaces from the root down to this one, as far as the caller may see them.
    pub fn workspace_path(&self, op: &Op, id: WorkspaceId) -> Vec<Workspace> {
        let mut path = Vec::new();
        let mut next = Some(id);
        while let Some(workspace) = next.and_then(|id| self.gate.workspace(id)) {
            next = workspace.parent;
            if self.gate.allow::<SeeWorkspace>(op, workspace.id).is_ok() {
                path.push(workspace);
            }
        }
        path.reverse();
        path
    }

    /// Makes a workspace under `parent`.
    ///
    /// # Errors
    /// Not allowed, or the name is taken among its siblings.
    pub async fn create_workspace(&self, op: &Op, parent: WorkspaceId, name: &Title) -> Result<Workspace, Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ManageWorkspace>(op, parent)?;
            Ok(self.store.workspace_create(&may, name.clone()).await?)
        })
        .await
    }

    /// Renames a workspace.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn rename_workspace(&self, op: &Op, id: WorkspaceId, name: &Title) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ManageWorkspace>(op, id)?;
            self.store.workspace_rename(&may, name).await.map_err(gone)?;
            Ok(())
        })
        .await
    }

    /// Refuses settings that the caller may not change, before anything else is changed with them.
    ///
    /// # Errors
    /// Not allowed, or a row rule reads one of them that stands in a workspace which the caller does not manage.
    pub fn may_change_settings(&self, op: &Op, change: &SettingsChange) -> Result<(), Error> {
        Ok(self.gate.check(op, &Ask::ChangeSettings(change.clone()))?)
    }

    /// Replaces the settings that row rules refer to.
    ///
    /// # Errors
    /// As [`Self::may_change_settings`].
    pub async fn put_workspace_settings(&self, op: &Op, change: &SettingsChange) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ChangeSettings>(op, change.clone())?;
            self.store.workspace_settings_put(&may).await.map_err(gone)?;
            Ok(())
        })
        .await
    }

    /// Deletes an empty workspace.
    ///
    /// # Errors
    /// Not allowed; it has children, dashboards or data.
    pub async fn delete_workspace(&self, op: &Op, id: WorkspaceId) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ManageWorkspace>(op, id)?;
            self.store.workspace_delete(&may).await.map_err(gone)?;
            Ok(())
        })
        .await
    }

    /// Who holds which permissions on this workspace.
    ///
    /// # Errors
    /// Not allowed.
    pub fn permissions(&self, op: &Op, id: WorkspaceId) -> Result<Vec<PermissionEntry>, Error> {
        let may = self.gate.allow::<ManageWorkspace>(op, id)?;
        Ok(self.gate.permission_entries(&may))
    }

    /// To whom permissions may be given: by name, those after one of them.
    ///
    /// # Errors
    /// Not allowed.
    pub fn permission_candidates(
        &self,
        op: &Op,
        id: WorkspaceId,
        q: &str,
        after: Option<Principal>,
        limit: usize,
    ) -> Result<Vec<NamedPrincipal>, Error> {
        let may = self.gate.allow::<ManageWorkspace>(op, id)?;
        Ok(self.gate.principals(&may, q, after, limit))
    }

    /// Sets what one principal holds; two empty sets remove the entry.
    ///
    /// # Errors
    /// Not allowed, unknown principal, or it would leave the organisation without a manager.
    pub async fn put_permissions(&self, op: &Op, wanted: PermissionChange) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ChangePermissions>(op, wanted)?;
            self.store.permissions_put(&may).await.map_err(gone)?;
            Ok(())
        })
        .await
    }
}
