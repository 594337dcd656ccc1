//! Looking up and keeping credentials of users: passwords, browser sessions, API tokens. Narrow ports: they run before there is a
//! caller, so no proof exists; each answers for one exact hash or address and never lists.

use access::op::Op;
use model::Instant;
use model::id::{SessionId, TokenId, UserId, WorkspaceId};
use model::name::Email;
use model::people::UserStatus;

use crate::Store;
use crate::change::Audit;
use crate::credential_ends;
use crate::db::{Row, hex, sql};
use crate::error::Result;

/// A live API token, as a caller is made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenRecord {
    /// Which.
    pub id: TokenId,
    /// Whose rights it has.
    pub user: UserId,
    /// May only read.
    pub read_only: bool,
    /// Counts only in this workspace and below.
    pub workspace: Option<WorkspaceId>,
}

impl Store {
    /// The user of this address with the hash of their password. `None` also for users without a password.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn password_hash_of(&self, email: &Email) -> Result<Option<(UserId, String, UserStatus)>> {
        let question =
            sql("SELECT id, password_hash, status FROM users WHERE email = $1 AND password_hash IS NOT NULL");
        let read = |row: &Row<'_>| Ok((row.parsed("id")?, row.text("password_hash")?, row.parsed("status")?));
        self.db.one(question.text(email), read).await
    }

    /// Keeps a browser session of a user who has just shown who they are.
    ///
    /// # Errors
    /// `Conflict(Reference)` when the user is gone.
    pub async fn session_create(
        &self,
        op: &Op,
        user: UserId,
        token_hash: &[u8; 32],
        expires: Instant,
    ) -> Result<SessionId> {
        let mut change = self.change_unproven(op).await?;
        let id = SessionId::new(op.now);
        let session =
            sql("INSERT INTO sessions (id, user_id, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)");
        let session = session.text(id).text(user).text(hex(token_hash));
        change.tx.run(session.instant(op.now).instant(expires)).await?;
        let entry = Audit::of("session.start", id);
        change.commit_as(&format!("user:{user}"), entry).await?;
        Ok(id)
    }

    /// The session of this hash, unless it has expired or its user is disabled.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn session_find(&self, token_hash: &[u8; 32], now: Instant) -> Result<Option<(SessionId, UserId)>> {
        let question = sql(
            "SELECT s.id, s.user_id FROM sessions s JOIN users u ON u.id = s.user_id \
             WHERE s.token_hash = $1 AND s.expires_at > $2 AND u.status = 'active'",
        );
        let read = |row: &Row<'_>| Ok((row.parsed("id")?, row.parsed("user_id")?));
        self.db.one(question.text(hex(token_hash)).instant(now), read).await
    }

    /// Ends the session of this hash, and says which it was. One that is not there is ended already.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn session_end(&self, op: &Op, token_hash: &[u8; 32]) -> Result<Option<SessionId>> {
        let mut change = self.change_unproven(op).await?;
        let hash = hex(token_hash);
        let question = sql("SELECT id, user_id FROM sessions WHERE token_hash = $1").text(&hash);
        let read = |row: &Row<'_>| Ok((row.parsed::<SessionId>("id")?, row.parsed::<UserId>("user_id")?));
        let Some((id, user)) = change.tx.one(question, read).await? else {
            return Ok(None);
        };
        let end = sql("DELETE FROM sessions WHERE token_hash = $1").text(&hash);
        credential_ends::end(&mut change, end).await?;
        let entry = Audit::of("session.end", id);
        change.commit_as(&format!("user:{user}"), entry).await?;
        Ok(Some(id))
    }

    /// The API token of this hash, unless it has expired or its user is disabled.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn token_find(&self, token_hash: &[u8; 32], now: Instant) -> Result<Option<TokenRecord>> {
        let question = sql(
            "SELECT t.id, t.user_id, t.read_only, t.workspace FROM tokens t JOIN users u ON u.id = t.user_id \
             WHERE t.token_hash = $1 AND (t.expires_at IS NULL OR t.expires_at > $2) AND u.status = 'active'",
        );
        let read = |row: &Row<'_>| {
            Ok(TokenRecord {
                id: row.parsed("id")?,
                user: row.parsed("user_id")?,
                read_only: row.flag("read_only")?,
                workspace: row.parsed_or_null("workspace")?,
            })
        };
        self.db.one(question.text(hex(token_hash)).instant(now), read).await
    }
}
