//! Counting the cells that leave to the readers of a share: asked before anything is worked out for them, and taken before it leaves.

use access::action::{Open, SeeShare};
use access::op::Op;
use access::proof::Granted;
use model::id::ShareId;

use super::App;
use super::cells::{Key, counted, month, no_cells_left};
use super::error::Error;
use crate::limits::CELLS_KEPT_AT_ONCE;

impl App {
    /// What a share lets its readers have in a month, if it says so, and that there is something left of it. Asked before anything is worked
    /// out for them.
    ///
    /// # Errors
    /// There is nothing left; the store failed.
    pub(crate) async fn cells_left(&self, may: &Granted<'_, Open>) -> Result<Option<u64>, Error> {
        let most = self.gate.share_terms(may).and_then(|share| share.terms.cells_a_month);
        let op = may.op();
        if let (Some(most), Some(key)) = (most, counted(op)) {
            self.know_cells(key).await?;
            if !self.cells.has_left(key, most) {
                return Err(no_cells_left(op.now));
            }
        }
        Ok(most)
    }

    /// Counts cells that are about to leave. Who looks at a share as its readers will uses up nothing of theirs.
    ///
    /// # Errors
    /// They are more than there are left, and must not leave; the store failed.
    pub(crate) async fn count_cells(&self, op: &Op, most: Option<u64>, cells: u64) -> Result<(), Error> {
        let Some(key) = counted(op) else {
            return Ok(());
        };
        if most.is_some() {
            self.know_cells(key).await?;
        }
        if self.cells.take(key, most, cells) {
            Ok(())
        } else {
            Err(no_cells_left(op.now))
        }
    }

    async fn know_cells(&self, key: Key) -> Result<(), Error> {
        if !self.cells.is_known(key) {
            let kept = self.store.share_cells(key.0, key.1).await?;
            self.cells.learn(key, kept);
        }
        Ok(())
    }

    /// How many cells have left to the readers of a share in this month.
    ///
    /// # Errors
    /// Unknown or not visible.
    pub async fn share_cells(&self, op: &Op, id: ShareId) -> Result<u64, Error> {
        let _may = self.gate.allow::<SeeShare>(op, id)?;
        let month = month(op.now);
        let kept = self.store.share_cells(id, month).await?;
        Ok(kept.saturating_add(self.cells.fresh_of((id, month))))
    }

    /// Keeps what was counted since the last time.
    ///
    /// # Errors
    /// The store failed; what was not kept is kept the next time.
    pub(crate) async fn keep_cells(&self) -> Result<(), Error> {
        for some in self.cells.to_keep().chunks(CELLS_KEPT_AT_ONCE) {
            let in_all = self.store.share_cells_add(some).await?;
            self.cells.note_kept(some, in_all);
        }
        Ok(())
    }
}
