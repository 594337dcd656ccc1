//! Shares that nobody opens any more end.

use std::sync::Arc;
use std::time::Duration;

use access::op::Op;
use model::share::EndReason;

use super::round::Round;
use crate::app::App;
use crate::app::error::Error;
use crate::limits::SWEEP_SECONDS;

/// The round.
#[derive(Debug)]
pub(super) struct IdleShares;

impl Round for IdleShares {
    const WORK: &'static str = "idle-shares";
    const EVERY: Duration = Duration::from_secs(SWEEP_SECONDS);

    async fn run(app: &Arc<App>, op: &Op) -> Result<(), Error> {
        let idle = app.store.shares_idle(op.now).await?;
        if idle.is_empty() {
            return Ok(());
        }
        let turn = app.turn().await;
        let ended: Vec<_> = idle.into_iter().map(|share| (share, EndReason::Expired)).collect();
        app.store.shares_end_lost(op, &ended).await?;
        app.settle(&turn, op.now).await?.decided().await;
        drop(turn);
        Ok(())
    }
}
