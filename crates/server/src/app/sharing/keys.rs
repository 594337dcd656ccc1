//! The keys with which a site signs for the readers of an embed: list, add, remove. Several at a time, so that a new one is in use before
//! the old one goes. Their secrets are shown once and kept sealed.

use access::action::{EditShare, SeeShare};
use access::op::Op;
use identity::host::HostSecret;
use model::Instant;
use model::id::{ShareId, ShareKeyId};
use model::share::ShareKind;
use store::{NewShareKey, ShareKey};

use crate::app::error::Error;
use crate::app::watching::Ground;
use crate::app::{App, gone};

/// A fresh key, and its secret for whom it is made for.
#[derive(Debug)]
pub struct FreshKey {
    /// Its id; tokens name it.
    pub id: ShareKeyId,
    /// Shown this once.
    pub secret: HostSecret,
    /// As it is kept.
    pub(in crate::app::sharing) kept: NewShareKey,
}

/// Makes a key.
///
/// # Errors
/// It cannot be sealed.
pub(in crate::app::sharing) fn fresh(app: &App, now: Instant) -> Result<FreshKey, Error> {
    let id = ShareKeyId::new(now);
    let secret = HostSecret::fresh();
    let sealed = app.key.seal(&id.to_string(), secret.expose().as_bytes());
    let sealed = sealed.ok_or_else(|| Error::Internal("a secret cannot be sealed".to_owned()))?;
    let kept = NewShareKey { id, sealed };
    Ok(FreshKey { id, secret, kept })
}

impl App {
    /// The keys of a share; none for shares that have no such.
    ///
    /// # Errors
    /// Unknown or not visible.
    pub async fn share_keys(&self, op: &Op, id: ShareId) -> Result<Vec<ShareKey>, Error> {
        let may = self.gate.allow::<SeeShare>(op, id)?;
        Ok(self.store.share_keys(&may).await?)
    }

    /// Adds a key to an embed. Those before go on.
    ///
    /// # Errors
    /// Not allowed, ended, another kind of share, or as many keys as may be.
    pub async fn add_share_key(&self, op: &Op, id: ShareId) -> Result<FreshKey, Error> {
        self.gate.speaks_for_owner(op, id)?;
        let key = fresh(self, op.now)?;
        self.change(op, || async {
            self.gate.speaks_for_owner(op, id)?;
            let may = self.gate.allow::<EditShare>(op, id)?;
            let share = self.gate.share_to_edit(&may).ok_or_else(Error::hidden)?;
            if !share.audience.kind().is_some_and(ShareKind::has_keys) {
                return Err(Error::Conflict("Only embeds have keys.".to_owned()));
            }
            self.store.share_key_add(&may, &key.kept).await.map_err(gone)
        })
        .await?;
        Ok(key)
    }

    /// Removes a key. Whom it let in is out before this answers.
    ///
    /// # Errors
    /// Not allowed, ended, or the share has no such key.
    pub async fn remove_share_key(&self, op: &Op, id: ShareId, key: ShareKeyId) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<EditShare>(op, id)?;
            self.store.share_key_remove(&may, key).await.map_err(gone)
        })
        .await?;
        self.credentials_ended(Ground::ReadersOf(id)).await;
        Ok(())
    }
}
