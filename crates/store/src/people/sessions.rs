//! Browser sessions as administrators see and end them. Looking one up by its hash is in `credentials`.

use access::action::ManageOrganisation;
use access::proof::Granted;
use model::Instant;
use model::id::{SessionId, UserId};
use serde_json::json;

use crate::Store;
use crate::change::Audit;
use crate::credential_ends;
use crate::db::{Row, sql};
use crate::error::{Result, StoreError};

/// A browser session as it is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionSummary {
    /// Which.
    pub id: SessionId,
    /// When they signed in.
    pub created_at: Instant,
    /// Ends then.
    pub expires_at: Instant,
}

impl Store {
    /// The sessions of a user that have not expired, newest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn sessions_of(
        &self,
        proof: &Granted<'_, ManageOrganisation>,
        user: UserId,
    ) -> Result<Vec<SessionSummary>> {
        let question = sql(
            "SELECT id, created_at, expires_at FROM sessions WHERE user_id = $1 AND expires_at > $2 ORDER BY id DESC",
        );
        let read = |row: &Row<'_>| {
            Ok(SessionSummary {
                id: row.parsed("id")?,
                created_at: row.instant("created_at")?,
                expires_at: row.instant("expires_at")?,
            })
        };
        self.db.all(question.text(user).instant(proof.op().now), read).await
    }

    /// Ends a session of a user.
    ///
    /// # Errors
    /// `NotFound`, also for sessions of another user; `Stale`.
    pub async fn session_delete_of(
        &self,
        proof: &Granted<'_, ManageOrganisation>,
        user: UserId,
        id: SessionId,
    ) -> Result<()> {
        let mut change = self.change(proof).await?;
        let delete = sql("DELETE FROM sessions WHERE id = $1 AND user_id = $2");
        if credential_ends::end(&mut change, delete.text(id).text(user)).await? == 0 {
            return Err(StoreError::NotFound);
        }
        let entry = Audit::of("session.delete", id).with(json!({ "user": user }));
        change.commit(entry).await.map(|_| ())
    }
}
