//! Shares that can still be changed.

use access::change::Fact;
use model::id::ShareId;
use model::share::{Share, ShareState};

use crate::change::Change;
use crate::db::sql;
use crate::error::{Clash, Result, StoreError};
use crate::sharing::record::{BY_ID, share};

/// The share that is to be changed, unless it has ended.
pub(super) async fn open_share(change: &mut Change<'_>, id: ShareId) -> Result<Share> {
    let kept = change
        .tx
        .one(sql(BY_ID).text(id), share)
        .await?
        .ok_or(StoreError::NotFound)?;
    match kept.state {
        ShareState::Ended(_) => Err(Clash::ShareState.into()),
        ShareState::Live | ShareState::Paused => {
            change.touch(Fact::Share(kept.id));
            Ok(kept)
        }
    }
}
