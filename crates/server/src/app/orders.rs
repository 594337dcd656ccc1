//! Orders: work that goes on without its caller is kept in the store, and done by `jobs`. What a kind of work is, is not known here.

use tokio::sync::Notify;

use super::App;
use super::error::Error;
use store::NewJob;

/// The node's part in the jobs of all nodes.
#[derive(Debug)]
pub(crate) struct Orders {
    /// The name of this node, the same after a restart.
    pub(crate) node: String,
    /// Wakes who runs jobs.
    pub(crate) ordered: Notify,
}

impl Orders {
    pub(crate) fn of_node(node: String) -> Self {
        Self {
            node,
            ordered: Notify::new(),
        }
    }
}

impl App {
    /// The name of this node in orders: for work whose result lies in this node's folder.
    #[must_use]
    pub fn node(&self) -> &str {
        &self.orders.node
    }

    /// Orders a job. When this returns it will be done, even if the process ends now.
    ///
    /// # Errors
    /// The store failed.
    pub async fn order(&self, job: &NewJob) -> Result<(), Error> {
        self.store.job_order(job).await?;
        self.orders.ordered.notify_one();
        Ok(())
    }
}
