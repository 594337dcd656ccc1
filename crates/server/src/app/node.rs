//! This node among all that use the database: its name in jobs, and a bell for who runs them.

use tokio::sync::Notify;

/// This node.
#[derive(Debug)]
pub(crate) struct Node {
    /// Its name, the same after a restart.
    pub(crate) name: String,
    /// Wakes who runs jobs.
    pub(crate) ordered: Notify,
}

impl Node {
    pub(crate) fn of_name(name: String) -> Self {
        Self {
            name,
            ordered: Notify::new(),
        }
    }
}
