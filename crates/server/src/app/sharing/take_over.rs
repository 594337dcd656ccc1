//! Making a share one's own when it ended because its owner lost access.

use access::action::TakeOverShare;
use access::op::Op;
use model::id::ShareId;
use store::{ShareRecord, StoreError};

use crate::app::error::Error;
use crate::app::sharing::shares::in_the_way;
use crate::app::{App, gone};

impl App {
    /// The caller becomes the owner of a share that ended because its owner lost access; it is paused until somebody resumes it.
    /// `revision` is what they have looked at of its dashboard.
    ///
    /// # Errors
    /// Not allowed; it did not end for that; its time is up; it shows another revision; the caller has not said that they may be shown.
    pub async fn take_over_share(&self, op: &Op, id: ShareId, revision: u32) -> Result<ShareRecord, Error> {
        self.change(op, || async {
            let may = self.gate.allow::<TakeOverShare>(op, id)?;
            if self
                .gate
                .share_to_take(&may)
                .is_none_or(|share| share.terms.has_expired(op.now))
            {
                return Err(Error::Conflict(
                    "Its time is up as well. Make a new one instead.".to_owned(),
                ));
            }
            // Its readers see who takes it over as the sharer.
            if let Some(missing) = self.gate.consent_missing(op) {
                return Err(in_the_way(&[missing]));
            }
            let taken = self.store.share_take_over(&may, revision).await;
            taken.map_err(|error| match error {
                StoreError::RevisionConflict { .. } => Error::Precondition(
                    "It shows another revision. Look at it again before you take it over.".to_owned(),
                ),
                other => gone(other),
            })?;
            Ok(())
        })
        .await?;
        self.share(op, id).await
    }
}
