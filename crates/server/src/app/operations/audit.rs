//! Reading the audit, and what proves it. Entries are written by the store, in the transaction of each change.

use access::action::{Organisation, ReadAudit, ReadWholeAudit};
use access::denied::{Denied, Reason};
use access::op::Op;
use identity::caller::Caller;
use model::audit::AuditEntry;
use model::audit::tree::Hash;
use model::id::{AuditId, WorkspaceId};
use model::permission::Permission;
use store::{AuditFilter, AuditReach, KeptCheckpoint, SealedEntry};

use super::audit_log::AuditLog;
use crate::app::App;
use crate::app::error::Error;

/// What shows that the log was only continued between two checkpoints.
#[derive(Debug)]
pub struct Continued {
    /// Entries of the older one.
    pub from: u64,
    /// Entries of the newer one.
    pub to: u64,
    /// The hashes that lead from one root to the other.
    pub path: Vec<Hash>,
}

impl App {
    /// Entries of a workspace, or of all of them, newest first; and where the next page goes on.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn audit(
        &self,
        op: &Op,
        workspace: Option<WorkspaceId>,
        filter: &AuditFilter,
        after: Option<AuditId>,
        limit: u32,
    ) -> Result<(Vec<AuditEntry>, Option<AuditId>), Error> {
        let store = &self.store;
        let page = if let Some(workspace) = workspace {
            let may = self.gate.allow::<ReadAudit>(op, workspace)?;
            store
                .audit_search(AuditReach::Workspace(&may), filter, after, limit)
                .await
        } else {
            let may = self.gate.allow::<ReadWholeAudit>(op, Organisation)?;
            store.audit_search(AuditReach::Whole(&may), filter, after, limit).await
        };
        Ok(page?)
    }

    /// The log with its key.
    ///
    /// # Errors
    /// The organisation is not set up.
    pub(crate) fn audit_log(&self) -> Result<AuditLog<'_>, Error> {
        let root = self.gate.root().ok_or_else(Error::hidden)?;
        AuditLog::new(&self.store, &self.key, root, &self.operations.checkpoint)
    }

    /// Seals what is new, and signs it from time to time.
    ///
    /// # Errors
    /// The store failed; the next round tries again.
    pub(crate) async fn seal_audit(&self) -> Result<(), Error> {
        match self.audit_log() {
            Ok(log) => log.round().await,
            // Not set up yet: there is nothing.
            Err(_) => Ok(()),
        }
    }

    /// Checkpoints tell how many entries there are in all, and nothing else: they are for everybody who may read some of them.
    ///
    /// # Errors
    /// The caller may read the audit nowhere.
    pub fn reads_audit(&self, op: &Op) -> Result<(), Error> {
        if !matches!(op.caller, Caller::User { .. }) {
            return Err(Error::hidden());
        }
        let visible = self.gate.visible_workspaces(op);
        let mut ids = visible.ids();
        if ids.any(|id| self.gate.allow::<ReadAudit>(op, id).is_ok()) {
            return Ok(());
        }
        Err(Denied::Forbidden(Reason::MissingPermission(Permission::Audit)).into())
    }

    /// Signed checkpoints over fewer than `before` entries, the newest first: the last of each day. And the key. The first page begins
    /// with one over all that is sealed, but for entries of the last second.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn audit_checkpoints(
        &self,
        op: &Op,
        before: Option<u64>,
        limit: u32,
    ) -> Result<(Vec<KeptCheckpoint>, String), Error> {
        self.reads_audit(op)?;
        let log = self.audit_log()?;
        if before.is_none() {
            log.checkpoint(0).await?;
        }
        let kept = self.store.audit_checkpoints(before, limit).await?;
        Ok((kept, log.key().to_string()))
    }

    /// What shows that the log of `from` entries was continued to that of `to`.
    ///
    /// # Errors
    /// Not allowed. `None` where there are not so many entries, or `from` is not before `to`.
    pub async fn audit_continued(&self, op: &Op, from: u64, to: u64) -> Result<Option<Continued>, Error> {
        self.reads_audit(op)?;
        if from > to || to > self.store.audit_size().await? {
            return Ok(None);
        }
        let path = self.store.audit_consistency(from, to).await?;
        Ok(Some(Continued { from, to, path }))
    }

    /// Whether the caller may see this entry. One of a workspace that is gone is for who reads the whole audit.
    ///
    /// # Errors
    /// Unknown, not allowed.
    pub async fn reads_entry(&self, op: &Op, id: AuditId) -> Result<(), Error> {
        if !matches!(op.caller, Caller::User { .. }) {
            return Err(Error::hidden());
        }
        let place = self.store.audit_place(id).await?.ok_or_else(Error::hidden)?;
        if self.gate.allow::<ReadWholeAudit>(op, Organisation).is_ok() {
            return Ok(());
        }
        // Of the organisation as a whole: as in the list, with the first workspace.
        let place = place.or_else(|| self.gate.root()).ok_or_else(Error::hidden)?;
        // An entry that may not be seen is no other than one that does not exist.
        let may = self.gate.allow::<ReadAudit>(op, place);
        may.map(|_| ()).map_err(|_| Error::hidden())
    }

    /// The file that proves one entry and shows no other. An entry that is not sealed yet is sealed first.
    ///
    /// # Errors
    /// Unknown, not allowed.
    pub async fn audit_proof(&self, op: &Op, id: AuditId) -> Result<String, Error> {
        self.reads_entry(op, id).await?;
        let _place = self.quotas.export(op)?;
        let log = self.audit_log()?;
        log.seal().await?;
        let entry = self.sealed_entry(op, id).await?;
        log.proof(&entry).await
    }

    async fn sealed_entry(&self, op: &Op, id: AuditId) -> Result<SealedEntry, Error> {
        if let Ok(may) = self.gate.allow::<ReadWholeAudit>(op, Organisation) {
            return Ok(self.store.audit_entry(AuditReach::Whole(&may), id).await?);
        }
        let place = self.store.audit_place(id).await?.ok_or_else(Error::hidden)?;
        let place = place.or_else(|| self.gate.root()).ok_or_else(Error::hidden)?;
        let may = self.gate.allow::<ReadAudit>(op, place)?;
        Ok(self.store.audit_entry(AuditReach::Workspace(&may), id).await?)
    }
}
