//! One act on several shares: each is decided and done by itself, and what one refuses keeps the others from nothing.

use access::op::Op;
use model::Instant;
use model::id::ShareId;

use crate::app::App;
use crate::app::error::Error;
use crate::app::sharing::shares::ShareChange;

/// What is done to each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkAct {
    /// Does not open until it is resumed.
    Pause,
    /// Opens again.
    Resume,
    /// Never opens again.
    End,
    /// Ends at this moment, if it would not end earlier.
    Shorten(Instant),
}

impl App {
    /// Does the same to several shares, in their order; what came of each.
    pub async fn change_shares(&self, op: &Op, shares: &[ShareId], act: BulkAct) -> Vec<(ShareId, Result<(), Error>)> {
        let mut done = Vec::with_capacity(shares.len());
        for id in shares {
            let result = match act {
                BulkAct::Pause => self.pause_share(op, *id, true).await.map(|_| ()),
                BulkAct::Resume => self.pause_share(op, *id, false).await.map(|_| ()),
                BulkAct::End => self.end_share(op, *id).await,
                BulkAct::Shorten(to) => self.shorten_share(op, *id, to).await,
            };
            done.push((*id, result));
        }
        done
    }

    async fn shorten_share(&self, op: &Op, id: ShareId, to: Instant) -> Result<(), Error> {
        let mut terms = self.share(op, id).await?.share.terms;
        if terms.expires_at.is_some_and(|ends| ends <= to) {
            return Ok(());
        }
        terms.expires_at = Some(to);
        let change = ShareChange {
            terms: Some(terms),
            ..ShareChange::default()
        };
        self.change_share(op, id, &change).await.map(|_| ())
    }
}
