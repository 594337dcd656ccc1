//! Grants on folders, changed all together or not at all.

use access::action::{ChangeFolderGrant, FolderGrantChange};
use access::change::Fact;
use access::proof::Granted;
use model::level::GrantLevel;
use serde_json::json;

use crate::Store;
use crate::change::{Audit, Change, of_one_generation};
use crate::db::sql;
use crate::error::{Result, StoreError};
use crate::principals::must_exist;
use crate::workspaces::folders::folder_grant;

impl Store {
    /// Changes or removes one grant on a folder.
    ///
    /// # Errors
    /// `NotFound` when the grant to remove, the folder or the principal is not there; `Stale`.
    pub async fn folder_grant_put(&self, proof: &Granted<'_, ChangeFolderGrant>) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let audit = apply(&mut change, proof.on()).await?;
        change.commit(audit).await
    }

    /// Changes several grants on folders at once. All proofs must be of the same operation and generation.
    ///
    /// # Errors
    /// `Stale`, also when the proofs differ in generation; `Invalid` for an empty list; `NotFound` as [`Self::folder_grant_put`].
    pub async fn folder_grants_patch(&self, proofs: &[Granted<'_, ChangeFolderGrant>]) -> Result<u64> {
        let (last, others) = of_one_generation(proofs)?;
        let mut change = self.change_facts(last).await?;
        for proof in others {
            let audit = apply(&mut change, proof.on()).await?;
            change.note(audit).await?;
        }
        let audit = apply(&mut change, last.on()).await?;
        change.commit(audit).await
    }
}

async fn apply(change: &mut Change<'_>, to: &FolderGrantChange) -> Result<Audit> {
    let key = |text| {
        let statement = sql(text).text(to.at.folder).text(to.at.workspace);
        statement.text(to.principal)
    };
    let question = key("SELECT folder, workspace, principal, level FROM folder_grants \
         WHERE folder = $1 AND workspace = $2 AND principal = $3");
    let before = change.tx.one(question, folder_grant).await?;
    match to.to {
        Some(level) => {
            must_exist(change, to.principal).await?;
            let folder = sql("SELECT id FROM folders WHERE id = $1").text(to.at.folder);
            if !change.tx.any(folder).await? {
                return Err(StoreError::NotFound);
            }
            let put = key(
                "INSERT INTO folder_grants (folder, workspace, principal, level) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (folder, workspace, principal) DO UPDATE SET level = excluded.level",
            );
            change.tx.run(put.text(level.as_str())).await?;
        }
        None => {
            let delete = key("DELETE FROM folder_grants WHERE folder = $1 AND workspace = $2 AND principal = $3");
            change.must(delete).await?;
        }
    }
    change.touch(Fact::Folder(to.at.folder));
    let details = json!({
        "principal": to.principal,
        "before": before.map(|grant| grant.level.as_str()),
        "after": to.to.map(GrantLevel::as_str),
    });
    Ok(Audit::of("folder_grant.change", to.at.folder)
        .at(to.at.workspace)
        .with(details))
}
