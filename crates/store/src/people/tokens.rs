//! API tokens as their owners and administrators manage them. Looking one up by its hash is in `credentials`.

use access::action::{ManageOrganisation, ManageOwn};
use access::proof::Granted;
use model::Instant;
use model::id::{TokenId, UserId, WorkspaceId};
use model::name::Title;
use serde_json::json;

use crate::Store;
use crate::change::{Audit, Change};
use crate::credential_ends;
use crate::db::{Row, hex, micros, sql};
use crate::error::{Result, StoreError};

/// A token to be made.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// What its owner calls it.
    pub name: Title,
    /// Keyed hash of the secret; the secret itself is shown once and not kept.
    pub token_hash: [u8; 32],
    /// May only read.
    pub read_only: bool,
    /// Counts only in this workspace and below.
    pub workspace: Option<WorkspaceId>,
    /// Ends then.
    pub expires_at: Option<Instant>,
}

/// A token as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenSummary {
    /// Which.
    pub id: TokenId,
    /// Whose rights it has.
    pub user: UserId,
    /// What its owner calls it.
    pub name: Title,
    /// May only read.
    pub read_only: bool,
    /// Counts only in this workspace and below.
    pub workspace: Option<WorkspaceId>,
    /// When it was made.
    pub created_at: Instant,
    /// Ends then.
    pub expires_at: Option<Instant>,
}

fn token(row: &Row<'_>) -> Result<TokenSummary> {
    Ok(TokenSummary {
        id: row.parsed("id")?,
        user: row.parsed("user_id")?,
        name: row.checked("name", Title::new)?,
        read_only: row.flag("read_only")?,
        workspace: row.parsed_or_null("workspace")?,
        created_at: row.instant("created_at")?,
        expires_at: row.instant_or_null("expires_at")?,
    })
}

impl Store {
    /// Keeps a token of the user themselves.
    ///
    /// # Errors
    /// `Stale`, `Conflict(Reference)`.
    pub async fn token_create(&self, proof: &Granted<'_, ManageOwn>, new: NewToken) -> Result<TokenSummary> {
        insert(self.change(proof).await?, *proof.on(), new).await
    }

    /// Keeps a token that acts as somebody else.
    ///
    /// # Errors
    /// `Stale`, `Conflict(Reference)` when there is no such user.
    pub async fn token_create_for(
        &self,
        proof: &Granted<'_, ManageOrganisation>,
        user: UserId,
        new: NewToken,
    ) -> Result<TokenSummary> {
        insert(self.change(proof).await?, user, new).await
    }

    /// The user's own tokens, oldest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn token_list(&self, proof: &Granted<'_, ManageOwn>) -> Result<Vec<TokenSummary>> {
        let question = sql(
            "SELECT id, user_id, name, read_only, workspace, created_at, expires_at FROM tokens \
             WHERE user_id = $1 ORDER BY id",
        );
        self.db.all(question.text(proof.on()), token).await
    }

    /// The tokens of any user, oldest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn tokens_of(&self, _proof: &Granted<'_, ManageOrganisation>, user: UserId) -> Result<Vec<TokenSummary>> {
        let question = sql(
            "SELECT id, user_id, name, read_only, workspace, created_at, expires_at FROM tokens \
             WHERE user_id = $1 ORDER BY id",
        );
        self.db.all(question.text(user), token).await
    }

    /// Ends one of the user's own tokens.
    ///
    /// # Errors
    /// `NotFound`, also for other people's tokens; `Stale`.
    pub async fn token_delete(&self, proof: &Granted<'_, ManageOwn>, id: TokenId) -> Result<()> {
        let mut change = self.change(proof).await?;
        let delete = sql("DELETE FROM tokens WHERE id = $1 AND user_id = $2")
            .text(id)
            .text(proof.on());
        found(credential_ends::end(&mut change, delete).await?)?;
        change.commit(Audit::of("token.delete", id)).await.map(|_| ())
    }

    /// Ends a token of any user.
    ///
    /// # Errors
    /// `NotFound`, also for tokens of another user; `Stale`.
    pub async fn token_delete_of(
        &self,
        proof: &Granted<'_, ManageOrganisation>,
        user: UserId,
        id: TokenId,
    ) -> Result<()> {
        let mut change = self.change(proof).await?;
        let delete = sql("DELETE FROM tokens WHERE id = $1 AND user_id = $2")
            .text(id)
            .text(user);
        found(credential_ends::end(&mut change, delete).await?)?;
        let entry = Audit::of("token.delete", id).with(json!({ "user": user }));
        change.commit(entry).await.map(|_| ())
    }
}

const fn found(ended: u64) -> Result<()> {
    if ended == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}

async fn insert(mut change: Change<'_>, user: UserId, new: NewToken) -> Result<TokenSummary> {
    let now = change.op().now;
    let kept = TokenSummary {
        id: TokenId::new(now),
        user,
        name: new.name,
        read_only: new.read_only,
        workspace: new.workspace,
        created_at: micros(now),
        expires_at: new.expires_at.map(micros),
    };
    let insert = sql(
        "INSERT INTO tokens (id, user_id, name, token_hash, read_only, workspace, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let insert = insert
        .text(kept.id)
        .text(user)
        .text(&kept.name)
        .text(hex(&new.token_hash));
    let insert = insert.flag(kept.read_only).text_or_null(kept.workspace).instant(now);
    change.tx.run(insert.instant_or_null(kept.expires_at)).await?;
    let details = json!({ "user": user, "read_only": kept.read_only, "workspace": kept.workspace });
    change.commit(Audit::of("token.create", kept.id).with(details)).await?;
    Ok(kept)
}
