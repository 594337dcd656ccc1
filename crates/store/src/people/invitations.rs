//! Invitations: a link by which a user whom an administrator made sets their own password. It opens nothing else.

use access::action::ManageOrganisation;
use access::op::Op;
use access::proof::Granted;
use model::Instant;
use model::id::UserId;
use model::people::UserStatus;
use serde_json::json;

use crate::Store;
use crate::change::Audit;
use crate::db::{Row, hex, sql};
use crate::error::{Clash, Result, StoreError};
use crate::people::users::set_password;

/// An invitation as it is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvitationRecord {
    /// Who is invited.
    pub user: UserId,
    /// When it was made.
    pub created_at: Instant,
    /// Opens nothing from then on.
    pub expires_at: Instant,
}

impl Store {
    /// Invites a user to set a password until `expires`. Invitations they have already stay good; those that have expired go.
    ///
    /// # Errors
    /// `NotFound`, `Conflict(Disabled)`, `Stale`.
    pub async fn invitation_create(
        &self,
        proof: &Granted<'_, ManageOrganisation>,
        user: UserId,
        secret_hash: &[u8; 32],
        expires: Instant,
    ) -> Result<()> {
        let now = proof.op().now;
        let mut change = self.change(proof).await?;
        let question = sql("SELECT status FROM users WHERE id = $1").text(user);
        match change.tx.one(question, |row| row.parsed("status")).await? {
            Some(UserStatus::Active) => {}
            Some(UserStatus::Disabled) => return Err(Clash::Disabled.into()),
            None => return Err(StoreError::NotFound),
        }
        let old = sql("DELETE FROM invitations WHERE expires_at <= $1").instant(now);
        change.tx.run(old).await?;
        let insert =
            sql("INSERT INTO invitations (secret_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)");
        let insert = insert.text(hex(secret_hash)).text(user);
        change.tx.run(insert.instant(now).instant(expires)).await?;
        let entry = Audit::of("user.invite", user).with(json!({ "expires_at": expires }));
        change.commit(entry).await.map(|_| ())
    }

    /// The invitations that are still good, newest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn invitations_list(&self, proof: &Granted<'_, ManageOrganisation>) -> Result<Vec<InvitationRecord>> {
        let question = sql(
            "SELECT user_id, created_at, expires_at FROM invitations WHERE expires_at > $1 ORDER BY created_at DESC, user_id",
        );
        let read = |row: &Row<'_>| {
            Ok(InvitationRecord {
                user: row.parsed("user_id")?,
                created_at: row.instant("created_at")?,
                expires_at: row.instant("expires_at")?,
            })
        };
        self.db.all(question.instant(proof.op().now), read).await
    }

    /// Takes back all invitations of a user.
    ///
    /// # Errors
    /// `NotFound` when there is none, `Stale`.
    pub async fn invitations_withdraw(&self, proof: &Granted<'_, ManageOrganisation>, user: UserId) -> Result<()> {
        let mut change = self.change(proof).await?;
        change
            .must(sql("DELETE FROM invitations WHERE user_id = $1").text(user))
            .await?;
        change.commit(Audit::of("user.uninvite", user)).await.map(|_| ())
    }

    /// Whom the invitation of this hash invites, unless it has expired or the user is disabled. A narrow port: its reader is no
    /// caller yet.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn invitation_find(&self, secret_hash: &[u8; 32], now: Instant) -> Result<Option<UserId>> {
        let question = sql(FIND).text(hex(secret_hash)).instant(now);
        self.db.one(question, |row| row.parsed("user_id")).await
    }

    /// Sets the password of who is invited, and uses up all their invitations. A narrow port: the secret is what lets its reader in.
    ///
    /// # Errors
    /// `NotFound` when there is no such invitation (any more).
    pub async fn invitation_redeem(&self, op: &Op, secret_hash: &[u8; 32], password_hash: &str) -> Result<UserId> {
        let mut change = self.change_unproven(op).await?;
        let question = sql(FIND).text(hex(secret_hash)).instant(op.now);
        let user: Option<UserId> = change.tx.one(question, |row| row.parsed("user_id")).await?;
        let user = user.ok_or(StoreError::NotFound)?;
        // Deleting is what two readers of one link race for; the password is set by who gets there first.
        let mine = sql("DELETE FROM invitations WHERE secret_hash = $1").text(hex(secret_hash));
        change.must(mine).await?;
        set_password(&mut change, user, password_hash).await?;
        let entry = Audit::of("invitation.redeem", user);
        change.commit_as(&format!("user:{user}"), entry).await?;
        Ok(user)
    }
}

const FIND: &str = "SELECT i.user_id FROM invitations i JOIN users u ON u.id = i.user_id \
     WHERE i.secret_hash = $1 AND i.expires_at > $2 AND u.status = 'active'";
