//! Whether the credentials behind an open stream still live, and which shares have gone quiet. Narrow ports: they answer yes or no about ids that were found before.

use chrono::TimeDelta;
use identity::caller::Via;
use model::Instant;
use model::id::{ShareId, ShareSessionId};
use model::share::Terms;

use crate::Store;
use crate::db::{Row, sql};
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

impl Store {
    /// Live shares that nobody has opened for as many days as their terms allow.
    ///
    /// # Errors
    /// `Unavailable`, `Damaged`.
    pub async fn shares_idle(&self, now: Instant) -> Result<Vec<ShareId>> {
        let question = sql("SELECT id, terms, created_at, last_seen_at FROM shares WHERE state = 'live'");
        let read = |row: &Row<'_>| {
            let terms: Terms = row.json("terms")?;
            let seen = row.instant_or_null("last_seen_at")?;
            let since = seen.map_or_else(|| row.instant("created_at"), Ok)?;
            let is_idle = terms
                .idle_days
                .is_some_and(|days| since + TimeDelta::days(i64::from(days)) <= now);
            is_idle.then(|| row.parsed("id")).transpose()
        };
        Ok(self.db.all(question, read).await?.into_iter().flatten().collect())
    }
}
