//! Whether the credentials behind an open stream still live. Narrow ports: they answer yes or no about ids that were found before.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;

use identity::caller::Credential;
use model::Instant;

use crate::Store;
use crate::db::{Sql, list, sql};
use crate::error::Result;
use crate::preview_life::LIVING_PREVIEWS;

impl Store {
    /// Those of these credentials that have neither expired nor been ended. Those of users live only while the user is active.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn living(&self, credentials: &[Credential], now: Instant) -> Result<BTreeSet<Credential>> {
        let (mut sessions, mut tokens, mut openings) = (Vec::new(), Vec::new(), Vec::new());
        for credential in credentials {
            match credential {
                Credential::Session(id) => sessions.push(*id),
                Credential::Token(id) => tokens.push(*id),
                Credential::ShareSession(id) => openings.push(*id),
            }
        }
        let mut living = BTreeSet::new();
        let question = sql("SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id \
             WHERE s.id IN {in $1} AND s.expires_at > $2 AND u.status = 'active'");
        living.extend(self.found(question, &sessions, now).await?.map(Credential::Session));
        let question = sql("SELECT t.id FROM tokens t JOIN users u ON u.id = t.user_id \
             WHERE t.id IN {in $1} AND (t.expires_at IS NULL OR t.expires_at > $2) AND u.status = 'active'");
        living.extend(self.found(question, &tokens, now).await?.map(Credential::Token));
        let question = sql("SELECT id FROM share_sessions WHERE id IN {in $1} AND expires_at > $2");
        living.extend(
            self.found(question, &openings, now)
                .await?
                .map(Credential::ShareSession),
        );
        // A look through readers' eyes is kept apart from their sessions, and bears the same kind of id.
        openings.retain(|id| !living.contains(&Credential::ShareSession(*id)));
        let previews = self.found(sql(LIVING_PREVIEWS), &openings, now).await?;
        living.extend(previews.map(Credential::ShareSession));
        Ok(living)
    }

    /// The ids among these that a question finds. Without ids it is not asked.
    async fn found<Id>(&self, question: Sql, ids: &[Id], now: Instant) -> Result<std::vec::IntoIter<Id>>
    where
        Id: Display + FromStr + Send + Unpin,
    {
        if ids.is_empty() {
            return Ok(Vec::new().into_iter());
        }
        let question = question.text(list(ids)).instant(now);
        Ok(self.db.all(question, |row| row.parsed("id")).await?.into_iter())
    }
}
