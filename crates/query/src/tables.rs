//! The datasets that this process knows, and word of their changes. Who may see them is not here: a scope names them by id.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};

use model::id::DatasetId;
use tokio::sync::broadcast;

use crate::error::QueryError;
use crate::limits::DATASET_CHANGES_WAITING;
use crate::snapshot::Snapshot;
use crate::table::Table;

/// All datasets.
#[derive(Debug)]
pub(crate) struct Tables {
    known: RwLock<HashMap<DatasetId, Arc<Table>>>,
    changes: broadcast::Sender<DatasetId>,
}

impl Tables {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self {
            known: RwLock::default(),
            changes: broadcast::Sender::new(DATASET_CHANGES_WAITING),
        }
    }

    /// A dataset.
    ///
    /// # Errors
    /// `Unavailable` for one that is not known.
    pub(crate) fn get(&self, id: DatasetId) -> Result<Arc<Table>, QueryError> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&id).cloned().ok_or(QueryError::Unavailable)
    }

    /// Makes a dataset known, in place of the one with its id.
    pub(crate) fn put(&self, table: Table) {
        self.write().insert(table.id, Arc::new(table));
    }

    /// Forgets a dataset.
    pub(crate) fn take(&self, id: DatasetId) -> Option<Arc<Table>> {
        self.write().remove(&id)
    }

    /// The rows of a dataset as they are now; `None` for one that is not known.
    pub(crate) fn snapshot(&self, id: DatasetId) -> Option<Arc<Snapshot>> {
        self.get(id).ok().map(|table| table.snapshot())
    }

    /// The version of a dataset's rows; 0 for one that is not known.
    pub(crate) fn version(&self, id: DatasetId) -> u64 {
        self.snapshot(id).map_or(0, |snapshot| snapshot.version)
    }

    /// Says that a dataset changed; nobody listening is fine.
    pub(crate) fn changed(&self, id: DatasetId) {
        let _ = self.changes.send(id);
    }

    /// Hears of every change from now on.
    pub(crate) fn changes(&self) -> broadcast::Receiver<DatasetId> {
        self.changes.subscribe()
    }

    fn write(&self) -> RwLockWriteGuard<'_, HashMap<DatasetId, Arc<Table>>> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}
