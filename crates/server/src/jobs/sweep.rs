//! Old jobs and old files of exports go.

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
        app.sweep_exports(op.now)
    }
}
