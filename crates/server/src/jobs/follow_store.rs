//! Taking facts that another node changed, and hearing of credentials that it ended. Two indexed reads a round, and nothing else when
//! these are this node's own.

use std::sync::Arc;
use std::time::Duration;

use access::op::Op;

use super::round::Round;
use crate::app::App;
use crate::app::error::Error;
use crate::limits::TICK_MILLISECONDS;

/// The round.
#[derive(Debug)]
pub(super) struct FollowStore;

impl Round for FollowStore {
    const WORK: &'static str = "follow-store";
    const EVERY: Duration = Duration::from_millis(TICK_MILLISECONDS);

    async fn run(app: &Arc<App>, op: &Op) -> Result<(), Error> {
        app.follow_credential_ends().await?;
        if app.store.generation().await? > app.gate.generation() {
            // In turn: who is changing something here takes the facts themselves, and waits for the pages.
            let turn = app.turn().await;
            app.settle(&turn, op.now).await?.decided().await;
            drop(turn);
        }
        Ok(())
    }
}
