//! Once a minute, the recipients of shares who look are counted, all together.

use std::sync::Arc;
use std::time::Duration;

use access::op::Op;

use super::round::Round;
use crate::app::App;
use crate::app::error::Error;

/// The round.
#[derive(Debug)]
pub(super) struct GuestMinutes;

impl Round for GuestMinutes {
    const WORK: &'static str = "guest-minutes";
    const EVERY: Duration = Duration::from_mins(1);

    async fn run(app: &Arc<App>, op: &Op) -> Result<(), Error> {
        app.count_minutes(op.now).await
    }
}
