//! What waits for a share's readers, and approving it.

use access::action::{ApproveShare, SeeShare, SeeShares};
use access::op::Op;
use model::id::ShareId;
use store::ShareRecord;

use crate::app::error::Error;
use crate::app::sharing::locks::{OutOfReach, unreached};
use crate::app::waiting::{Waiting, known_revision};
use crate::app::{App, gone};

/// What waits for a share.
#[derive(Debug)]
pub struct ShareWaiting {
    /// What would be asked otherwise.
    pub waiting: Waiting,
    /// What the share's locks would not reach.
    pub unreached: OutOfReach,
}

impl App {
    /// What waits for the readers of a share; `None`: they see what was saved last.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn share_waiting(&self, op: &Op, id: ShareId) -> Result<Option<ShareWaiting>, Error> {
        let may = self.gate.allow::<SeeShare>(op, id)?;
        let record = self.store.share_get(&may).await.map_err(gone)?;
        if !record.waiting {
            return Ok(None);
        }
        let at = self.gate.share_at(id).ok_or_else(Error::hidden)?;
        let sees = self.gate.allow::<SeeShares>(op, at)?;
        let latest = self.dashboard(self.gate.latest(&sees)).await?;
        let shown = self.gate.shown_by(&may).ok_or_else(Error::hidden)?;
        let shown = self.shown_now(shown).await?;
        let scope = self.gate.scope_of_share(&may);
        let unreached = unreached(&self.engine, &latest.document, &record.share.terms, &scope);
        Ok(Some(ShareWaiting {
            waiting: Waiting::between(shown.as_deref(), latest),
            unreached,
        }))
    }

    /// Approves the questions of a revision for a share. Pages of its readers follow at once.
    ///
    /// # Errors
    /// Not allowed; there is no such revision.
    pub async fn approve_share(&self, op: &Op, id: ShareId, revision: u32) -> Result<ShareRecord, Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ApproveShare>(op, id)?;
            let approvals = self.gate.approves_for_share(&may);
            let approved = self.store.approve_for_share(&may, &approvals, revision).await;
            approved.map(drop).map_err(known_revision)
        })
        .await?;
        self.share(op, id).await
    }
}
