//! Shares end when their time is up, and open pages of theirs close.

use std::sync::Arc;
use std::time::Duration;

use access::op::Op;

use super::round::Round;
use crate::app::App;
use crate::app::error::Error;
use crate::limits::TICK_MILLISECONDS;

/// The round.
#[derive(Debug)]
pub(super) struct ShareEnds;

impl Round for ShareEnds {
    const WORK: &'static str = "share-ends";
    /// An ended share is cut within a second.
    const EVERY: Duration = Duration::from_millis(TICK_MILLISECONDS);

    async fn run(app: &Arc<App>, op: &Op) -> Result<(), Error> {
        if app.gate.lost_shares(op.now).is_empty() && app.gate.lost_stops().is_empty() {
            return Ok(());
        }
        let turn = app.turn().await;
        app.end_lost_shares(&turn, op.now).await?.decided().await;
        drop(turn);
        Ok(())
    }
}
