//! Reading the audit, and noting what changed nothing. What changes something is written in `change`, in its transaction. No entry is
//! ever changed.

use access::action::ReadAudit;
use access::op::Op;
use access::proof::Granted;
use model::audit::AuditEntry;
use model::id::{AuditId, WorkspaceId};
use serde_json::Value as Json;

use crate::Store;
use crate::change::Audit;
use crate::db::{Row, sql};
use crate::error::Result;

/// Something that happened and changed nothing: a refused password, a file that left.
#[derive(Debug, Clone)]
pub struct Happening {
    /// Such as `session.refuse`.
    pub action: &'static str,
    /// Id of what it was done to; a word where there is none.
    pub object: String,
    /// Where; `None` for the organisation as a whole.
    pub workspace: Option<WorkspaceId>,
    /// Never secrets, and never what a stranger wrote.
    pub details: Json,
}

impl Store {
    /// Notes something that happened. A narrow port: it says what a caller did or tried, and lets nobody do anything.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn audit_note(&self, op: &Op, happening: Happening) -> Result<()> {
        let entry = Audit {
            action: happening.action,
            object: happening.object,
            workspace: happening.workspace,
            details: happening.details,
        };
        self.change_unproven(op).await?.commit(entry).await.map(|_| ())
    }

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
