//! Reading the audit. It is written in `change`, in the transaction of what it tells of, and never changed.

use access::action::ReadAudit;
use access::proof::Granted;
use model::audit::AuditEntry;
use model::id::AuditId;

use crate::Store;
use crate::db::{Row, sql};
use crate::error::Result;

impl Store {
    /// Entries of exactly this workspace, newest first; of the root also those of the organisation as a whole.
    /// `after` is the last entry of the page before.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn audit_list(
        &self,
        proof: &Granted<'_, ReadAudit>,
        after: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>> {
        let question = sql(
            "SELECT id, at, actor, action, object, workspace, details, request FROM audit \
             WHERE (workspace = $1 OR (workspace IS NULL AND EXISTS (SELECT 1 FROM workspaces WHERE id = $1 AND parent IS NULL))) \
             AND ($2 IS NULL OR id < $2) ORDER BY id DESC LIMIT $3",
        );
        let question = question.text(proof.on()).text_or_null(after).number(limit);
        self.db.all(question, entry).await
    }
}

fn entry(row: &Row<'_>) -> Result<AuditEntry> {
    Ok(AuditEntry {
        id: row.parsed("id")?,
        at: row.instant("at")?,
        actor: row.text("actor")?,
        action: row.text("action")?,
        object: row.text("object")?,
        workspace: row.parsed_or_null("workspace")?,
        details: row.json("details")?,
        request: row.parsed("request")?,
    })
}
