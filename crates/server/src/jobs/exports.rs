//! Making the file of an export, with its maker's rights at the time it is made.

use std::sync::Arc;

use access::op::Op;

use super::job::Job;
use crate::app::App;
use crate::app::delivery::exports::{KIND, Order};
use crate::app::error::Error;

/// The job.
#[derive(Debug)]
pub(super) struct Export;

impl Job for Export {
    const KIND: &'static str = KIND;
    type Payload = Order;

    async fn run(app: &Arc<App>, op: &Op, id: &str, order: Order) -> Result<(), Error> {
        app.make_export(op, id, &order).await
    }
}
