//! Whether the credentials behind an open stream still live. Narrow ports: they answer yes or no about ids that were found before.

use identity::caller::Via;
use model::Instant;

use crate::Store;
use crate::db::sql;
use crate::error::Result;

impl Store {
    /// Whether a session has not ended, or a token has not been removed, and its user is active.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn credential_lives(&self, via: Via, now: Instant) -> Result<bool> {
        let question = match via {
            Via::Session(id) => sql("SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id \
                 WHERE s.id = $1 AND s.expires_at > $2 AND u.status = 'active'")
            .text(id)
            .instant(now),
            Via::Token { id, .. } => sql("SELECT t.id FROM tokens t JOIN users u ON u.id = t.user_id \
                 WHERE t.id = $1 AND (t.expires_at IS NULL OR t.expires_at > $2) AND u.status = 'active'")
            .text(id)
            .instant(now),
        };
        Ok(self.db.one(question, |row| row.text("id")).await?.is_some())
    }
}
