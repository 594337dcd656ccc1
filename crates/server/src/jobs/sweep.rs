//! What has served its time goes: old jobs, files of exports, mails that no server took, sessions and openings that have expired.

use std::sync::Arc;
use std::time::Duration;

use access::op::Op;

use super::round::Round;
use crate::app::App;
use crate::app::error::Error;
use crate::limits::SWEEP_SECONDS;

/// The round.
#[derive(Debug)]
pub(super) struct Sweep;

impl Round for Sweep {
    const WORK: &'static str = "sweep";
    const EVERY: Duration = Duration::from_secs(SWEEP_SECONDS);

    async fn run(app: &Arc<App>, op: &Op) -> Result<(), Error> {
        app.store.jobs_forget(op.now).await?;
        app.store.credentials_forget_expired(op.now).await?;
        app.store
            .guest_codes_forget(op.now - chrono::TimeDelta::hours(1))
            .await?;
        app.sweep_outbox(op.now)?;
        app.sweep_exports(op.now)
    }
}
