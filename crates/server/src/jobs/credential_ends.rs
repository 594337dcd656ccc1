//! Open pages end whose credential has expired or was ended by another node. What is ended on this node is cut at once, without it.

use std::sync::Arc;
use std::time::Duration;

use access::op::Op;

use super::Round;
use crate::app::App;
use crate::app::error::Error;
use crate::limits::HEARTBEAT_SECONDS;

/// The round.
#[derive(Debug)]
pub(super) struct CredentialEnds;

impl Round for CredentialEnds {
    const WORK: &'static str = "credential-ends";
    const EVERY: Duration = Duration::from_secs(HEARTBEAT_SECONDS);

    async fn run(app: &Arc<App>, op: &Op) -> Result<(), Error> {
        app.look_after_credentials(op.now).await;
        Ok(())
    }
}
