//! Reading the audit. Entries are written by the store, in the transaction of each change.

use access::action::ReadAudit;
use access::op::Op;
use model::audit::AuditEntry;
use model::id::{AuditId, WorkspaceId};

use crate::app::App;
use crate::app::error::Error;

impl App {
    /// Entries of a workspace, newest first.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn audit(
        &self,
        op: &Op,
        workspace: WorkspaceId,
        after: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, Error> {
        let may = self.gate.allow::<ReadAudit>(op, workspace)?;
        Ok(self.store.audit_list(&may, after, limit).await?)
    }
}
