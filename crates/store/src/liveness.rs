//! Whether the credentials behind an open stream still live. Narrow ports: they answer yes or no about ids that were found before.

use identity::caller::Via;
use model::Instant;
use model::id::ShareSessionId;

use crate::Store;
use crate::db::sql;
use crate::error::Result;

impl Store {
    /// Whether a session has not ended, or a token has not been removed.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn credential_lives(&self, via: Via, now: Instant) -> Result<bool> {
        let question = match via {
            Via::Session(id) => sql("SELECT id FROM sessions WHERE id = $1 AND expires_at > $2")
                .text(id)
                .instant(now),
            Via::Token { id, .. } => {
                let question = sql("SELECT id FROM tokens WHERE id = $1 AND (expires_at IS NULL OR expires_at > $2)");
                question.text(id).instant(now)
            }
        };
        Ok(self.db.one(question, |row| row.text("id")).await?.is_some())
    }

    /// Whether an opening of a share has neither expired nor been ended by a new link or password.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn share_session_lives(&self, session: ShareSessionId, now: Instant) -> Result<bool> {
        let question = sql("SELECT id FROM share_sessions WHERE id = $1 AND expires_at > $2");
        Ok(self
            .db
            .one(question.text(session).instant(now), |row| row.text("id"))
            .await?
            .is_some())
    }
}
