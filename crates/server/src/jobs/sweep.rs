//! Old jobs and old files of exports go.

use std::sync::Arc;
use std::time::Duration;

use access::op::Op;

use super::{KINDS, Round};
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
        for kind in KINDS {
            app.store.jobs_forget(kind.name, op.now - kind.kept).await?;
        }
        app.sweep_exports(op.now)
    }
}
