//! The sums of pushed rows reach the store, and the audit tells the hours that are over.

use std::sync::Arc;
use std::time::Duration;

use access::op::Op;

use super::round::Round;
use crate::app::App;
use crate::app::error::Error;
use crate::limits::PUSHES_NOTED_SECONDS;

/// The round.
#[derive(Debug)]
pub(super) struct PushSums;

impl Round for PushSums {
    const WORK: &'static str = "push-sums";
    const EVERY: Duration = Duration::from_secs(PUSHES_NOTED_SECONDS);

    async fn run(app: &Arc<App>, op: &Op) -> Result<(), Error> {
        app.note_pushes(op).await
    }
}
