//! Folders: list, make, rename, move, delete. What is granted on them is in `grants`.

use access::action::{
    Ask, CreateFolder, DeleteFolder, FolderAt, FolderMove, ListDashboards, MoveFolder, NewAt, RenameFolder, SeeFolder,
};
use access::denied::Denied;
use access::op::Op;
use access::visible::FolderFacts;
use identity::caller::Caller;
use model::folder::Folder;
use model::id::{FolderId, WorkspaceId};
use model::invalid::Invalid;
use model::name::Title;

use crate::app::error::Error;
use crate::app::{App, gone};

/// One folder with what the gate says of it.
#[derive(Debug, Clone)]
pub struct ListedFolder {
    /// The folder.
    pub folder: Folder,
    /// What the caller has of it.
    pub access: FolderFacts,
    /// Where it is seen.
    pub at: FolderAt,
}

/// What changes of a folder; `None` stays.
#[derive(Debug, Clone, Default)]
pub struct FolderChange {
    /// A new name.
    pub name: Option<Title>,
    /// The folder it is to lie in; `Some(None)`: the top.
    pub parent: Option<Option<FolderId>>,
}

impl App {
    /// Where a folder is seen: in the given workspace, else its own.
    ///
    /// # Errors
    /// There is no such folder, or nobody is signed in.
    pub fn folder_at(&self, op: &Op, folder: FolderId, workspace: Option<WorkspaceId>) -> Result<FolderAt, Denied> {
        let workspace = workspace.or_else(|| self.gate.folder_home(folder));
        match workspace {
            Some(workspace) => Ok(FolderAt { folder, workspace }),
            None if op.caller == Caller::Nobody => Err(Denied::Nobody),
            None => Err(Denied::Hidden),
        }
    }

    /// The folders of a workspace that this caller sees, by name, inherited ones included.
    ///
    /// # Errors
    /// The workspace is not visible, or the caller does not use the application.
    pub async fn folders(&self, op: &Op, workspace: WorkspaceId) -> Result<Vec<ListedFolder>, Error> {
        let may = self.gate.allow::<ListDashboards>(op, workspace)?;
        let visible = self.gate.visible_folders(&may);
        let folders = self.store.folders_list(&visible).await?;
        let listed = folders.into_iter().filter_map(|folder| {
            let mut access = *visible.get(folder.id)?;
            access.parent = access.parent.filter(|parent| visible.contains(*parent));
            let at = FolderAt {
                folder: folder.id,
                workspace,
            };
            Some(ListedFolder { folder, access, at })
        });
        Ok(listed.collect())
    }

    /// One folder, as the list has it.
    ///
    /// # Errors
    /// Unknown or not visible.
    pub fn folder(&self, op: &Op, at: FolderAt) -> Result<ListedFolder, Error> {
        let may = self.gate.allow::<SeeFolder>(op, at)?;
        let folder = self.gate.folder(&may).ok_or_else(Error::hidden)?;
        let mut access = self.gate.folder_facts(op, at).ok_or_else(Error::hidden)?;
        access.parent = access
            .parent
            .filter(|parent| self.sees_folder(op, *parent, at.workspace));
        Ok(ListedFolder { folder, access, at })
    }

    fn sees_folder(&self, op: &Op, folder: FolderId, workspace: WorkspaceId) -> bool {
        let at = FolderAt { folder, workspace };
        self.gate.check(op, &Ask::SeeFolder(at)).is_ok()
    }

    /// Refuses a folder that the caller does not see as what it is: a mistake in the request.
    pub(crate) fn known_folder(
        &self,
        op: &Op,
        folder: Option<FolderId>,
        workspace: WorkspaceId,
        pointer: &str,
    ) -> Result<(), Error> {
        match folder {
            Some(folder) if !self.sees_folder(op, folder, workspace) => {
                Err(Invalid::at(pointer, "there is no such folder in this workspace").into())
            }
            _ => Ok(()),
        }
    }

    /// Makes a folder; its maker gets `edit` on it as an ordinary grant.
    ///
    /// # Errors
    /// Not allowed; no such folder around it; too deep.
    pub async fn create_folder(&self, op: &Op, place: NewAt, name: &Title) -> Result<ListedFolder, Error> {
        let top = NewAt { folder: None, ..place };
        let _may = self.gate.allow::<CreateFolder>(op, top)?;
        self.known_folder(op, place.folder, place.workspace, "/parent")?;
        let made = self
            .change(op, || async {
                let may = self.gate.allow::<CreateFolder>(op, place)?;
                self.store.folder_create(&may, name.clone()).await.map_err(gone)
            })
            .await?;
        let at = FolderAt {
            folder: made.id,
            workspace: made.workspace,
        };
        self.folder(op, at)
    }

    /// Renames and moves a folder.
    ///
    /// # Errors
    /// Not allowed; into itself; too deep; it would lift a block.
    pub async fn change_folder(&self, op: &Op, at: FolderAt, wanted: &FolderChange) -> Result<ListedFolder, Error> {
        // Both are decided before either is done.
        let _may = self.gate.allow::<RenameFolder>(op, at)?;
        if let Some(parent) = wanted.parent {
            self.known_folder(op, parent, at.workspace, "/parent")?;
            self.change(op, || async {
                let may = self.gate.allow::<MoveFolder>(op, FolderMove { at, to: parent })?;
                self.store.folder_move(&may).await.map_err(gone)?;
                Ok(())
            })
            .await?;
        }
        if let Some(name) = &wanted.name {
            self.change(op, || async {
                let may = self.gate.allow::<RenameFolder>(op, at)?;
                self.store.folder_rename(&may, name).await.map_err(gone)?;
                Ok(())
            })
            .await?;
        }
        self.folder(op, at)
    }

    /// Deletes an empty folder.
    ///
    /// # Errors
    /// Not allowed; there is still something in it.
    pub async fn delete_folder(&self, op: &Op, at: FolderAt) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<DeleteFolder>(op, at)?;
            self.store.folder_delete(&may).await.map_err(gone)?;
            Ok(())
        })
        .await
    }
}
