//! Every few seconds, what the readers of shares were shown is kept: more than that is not forgotten when the process is killed.

use std::sync::Arc;
use std::time::Duration;

use access::op::Op;

use super::round::Round;
use crate::app::App;
use crate::app::error::Error;

/// The round.
#[derive(Debug)]
pub(super) struct ShareCells;

impl Round for ShareCells {
    const WORK: &'static str = "share-cells";
    const EVERY: Duration = Duration::from_secs(5);

    async fn run(app: &Arc<App>, _op: &Op) -> Result<(), Error> {
        app.keep_cells().await
    }
}
