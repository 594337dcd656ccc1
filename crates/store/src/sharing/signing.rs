//! Rows of the keys with which a site signs. Who may add one is decided where it is added.

use model::Instant;
use model::id::{ShareId, ShareKeyId};

use crate::change::Change;
use crate::db::sql;
use crate::error::Result;

/// A key to be kept.
#[derive(Debug, Clone)]
pub struct NewShareKey {
    /// Its id.
    pub id: ShareKeyId,
    /// Its secret, sealed.
    pub sealed: String,
}

/// Keeps a key of a share.
pub(super) async fn keep(change: &mut Change<'_>, share: ShareId, key: &NewShareKey, now: Instant) -> Result<()> {
    let insert = sql("INSERT INTO share_signing_keys (id, share, sealed, created_at) VALUES ($1, $2, $3, $4)");
    let insert = insert.text(key.id).text(share).text(&key.sealed).instant(now);
    change.tx.run(insert).await.map(|_| ())
}
