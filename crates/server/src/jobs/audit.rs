//! Entries of the audit get their place in its tree, and the tree is signed.

use std::sync::Arc;
use std::time::Duration;

use access::op::Op;

use super::round::Round;
use crate::app::App;
use crate::app::error::Error;
use crate::limits::AUDIT_SEALED_MILLISECONDS;

/// The round.
#[derive(Debug)]
pub(super) struct SealAudit;

impl Round for SealAudit {
    const WORK: &'static str = "seal-audit";
    const EVERY: Duration = Duration::from_millis(AUDIT_SEALED_MILLISECONDS);

    async fn run(app: &Arc<App>, _op: &Op) -> Result<(), Error> {
        app.seal_audit().await
    }
}
