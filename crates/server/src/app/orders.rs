//! Orders: work that goes on without its caller is kept in the store, and done by `jobs`. What a kind of work is, is not known here.

use store::NewJob;

use super::App;
use super::error::Error;

impl App {
    /// The name of this node in orders: for work whose result lies in this node's folder.
    #[must_use]
    pub fn node(&self) -> &str {
        &self.node.name
    }

    /// Orders a job. When this returns it will be done, even if the process ends now.
    ///
    /// # Errors
    /// The store failed.
    pub async fn order(&self, job: &NewJob) -> Result<(), Error> {
        self.store.job_order(job).await?;
        self.ordered();
        Ok(())
    }

    /// Says that a job was ordered together with a change: who runs jobs looks now.
    pub(crate) fn ordered(&self) {
        self.node.ordered.notify_one();
    }
}
