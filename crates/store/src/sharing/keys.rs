//! Keys with which a site signs for its readers: several at a time, so that a new one is in use before the old one goes. Their secrets are
//! sealed by whoever hands them in; nothing here can read them.

use access::action::{EditShare, SeeShare};
use access::proof::Granted;
use model::Instant;
use model::id::{ShareId, ShareKeyId};
use serde_json::json;

use crate::Store;
use crate::change::Audit;
use crate::credential_ends;
use crate::db::{Row, micros, sql};
use crate::error::{Clash, Result, StoreError};
use crate::limits::SIGNING_KEYS;
use crate::sharing::open::open_share;
use crate::sharing::signing::{NewShareKey, keep};

/// A key as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareKey {
    /// Which; tokens name it.
    pub id: ShareKeyId,
    /// When it was made.
    pub created_at: Instant,
    /// When it let somebody in last.
    pub last_used_at: Option<Instant>,
}

impl Store {
    /// The keys of a share, the oldest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn share_keys(&self, proof: &Granted<'_, SeeShare>) -> Result<Vec<ShareKey>> {
        let question =
            sql("SELECT id, created_at, last_used_at FROM share_signing_keys WHERE share = $1 ORDER BY created_at, id");
        let read = |row: &Row<'_>| {
            Ok(ShareKey {
                id: row.parsed("id")?,
                created_at: row.instant("created_at")?,
                last_used_at: row.instant_or_null("last_used_at")?,
            })
        };
        self.db.all(question.text(proof.on()), read).await
    }

    /// Adds a key; those before go on.
    ///
    /// # Errors
    /// `Conflict(SigningKeys)` when there are as many as may be, `Conflict(ShareState)` when the share has ended, `NotFound`, `Stale`.
    pub async fn share_key_add(&self, proof: &Granted<'_, EditShare>, key: &NewShareKey) -> Result<()> {
        let mut change = self.change_facts(proof).await?;
        let kept = open_share(&mut change, *proof.on()).await?;
        let question = sql("SELECT COUNT(*) AS n FROM share_signing_keys WHERE share = $1").text(kept.id);
        let count = change.tx.one(question, |row| row.number::<u64>("n")).await?;
        if count.unwrap_or_default() >= SIGNING_KEYS {
            return Err(Clash::SigningKeys.into());
        }
        keep(&mut change, kept.id, key, micros(proof.op().now)).await?;
        let entry = Audit::of("share.key_add", kept.id).at(kept.workspace);
        change.commit(entry.with(json!({ "key": key.id }))).await.map(|_| ())
    }

    /// Takes a key away; whom it let in is out.
    ///
    /// # Errors
    /// `NotFound` when the share has no such key, `Conflict(ShareState)` when it has ended, `Stale`.
    pub async fn share_key_remove(&self, proof: &Granted<'_, EditShare>, key: ShareKeyId) -> Result<()> {
        let mut change = self.change_facts(proof).await?;
        let kept = open_share(&mut change, *proof.on()).await?;
        let delete = sql("DELETE FROM share_signing_keys WHERE id = $1 AND share = $2");
        if change.tx.run(delete.text(key).text(kept.id)).await? == 0 {
            return Err(StoreError::NotFound);
        }
        let sessions = sql("DELETE FROM share_sessions WHERE signed_by = $1").text(key);
        credential_ends::end(&mut change, sessions).await?;
        let entry = Audit::of("share.key_remove", kept.id).at(kept.workspace);
        change.commit(entry.with(json!({ "key": key }))).await.map(|_| ())
    }

    /// The share that a key belongs to, whatever its state, and the sealed secret. A narrow port: who signs is no caller yet.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn share_key_find(&self, key: ShareKeyId) -> Result<Option<(ShareId, String)>> {
        let question = sql("SELECT share, sealed FROM share_signing_keys WHERE id = $1").text(key);
        let read = |row: &Row<'_>| Ok((row.parsed("share")?, row.text("sealed")?));
        self.db.one(question, read).await
    }
}
