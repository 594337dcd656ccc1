//! Documents read lately, so that a dashboard that many have open is read once. Asks for no rights.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use model::dashboard::Dashboard;
use model::id::DashboardId;
use tokio::sync::Mutex;

/// Documents by dashboard.
#[derive(Debug)]
pub(crate) struct Documents {
    kept: moka::sync::Cache<DashboardId, Arc<Dashboard>>,
    /// Counts what was forgotten: a document that was read before that and is kept after it may be an old one.
    forgotten: AtomicU64,
    /// Whoever reads holds the lane of the document, so that all pages that were woken at once read it once.
    lanes: [Mutex<()>; LANES],
}

const LANES: usize = 16;

impl Default for Documents {
    fn default() -> Self {
        Self {
            kept: moka::sync::Cache::new(crate::limits::DOCUMENTS_KEPT),
            forgotten: AtomicU64::new(0),
            lanes: std::array::from_fn(|_| Mutex::new(())),
        }
    }
}

impl Documents {
    /// The document, read if it is not kept.
    ///
    /// # Errors
    /// Those of `read`.
    pub(crate) async fn get<E>(
        &self,
        id: DashboardId,
        read: impl Future<Output = Result<Dashboard, E>>,
    ) -> Result<Arc<Dashboard>, E> {
        if let Some(dashboard) = self.kept.get(&id) {
            return Ok(dashboard);
        }
        let lane = usize::try_from(id.number() % LANES as u128).unwrap_or(0);
        let _reading = match self.lanes.get(lane) {
            Some(lane) => Some(lane.lock().await),
            None => None,
        };
        if let Some(dashboard) = self.kept.get(&id) {
            return Ok(dashboard);
        }
        let before = self.forgotten.load(Ordering::SeqCst);
        let dashboard = Arc::new(read.await?);
        self.kept.insert(id, Arc::clone(&dashboard));
        if self.forgotten.load(Ordering::SeqCst) != before {
            self.kept.invalidate(&id);
        }
        Ok(dashboard)
    }

    /// Forgets one that was saved or deleted.
    pub(crate) fn forget(&self, id: DashboardId) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        self.kept.invalidate(&id);
    }

    /// Forgets all.
    pub(crate) fn forget_all(&self) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        self.kept.invalidate_all();
    }
}
