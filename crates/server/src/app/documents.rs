//! Documents read lately, so that a dashboard that many have open is read once. Asks for no rights: the edition says what may be seen.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use access::edition::{Edition, Follower};
use model::dashboard::Dashboard;
use model::id::DashboardId;
use tokio::sync::Mutex as Lane;

/// Documents by dashboard and by whom they were approved for.
#[derive(Debug)]
pub(crate) struct Documents {
    kept: moka::sync::Cache<DashboardId, Arc<Editions>>,
    /// Counts what was forgotten. Held while something is kept or forgotten: what was read before a save is not kept after it.
    forgotten: Mutex<u64>,
    /// Whoever reads holds the lane of the document, so that all pages that were woken at once read it once.
    lanes: [Lane<()>; LANES],
}

type Editions = Mutex<HashMap<Option<Follower>, Arc<Dashboard>>>;

const LANES: usize = 16;

impl Default for Documents {
    fn default() -> Self {
        Self {
            kept: moka::sync::Cache::new(crate::limits::DOCUMENTS_KEPT),
            forgotten: Mutex::new(0),
            lanes: std::array::from_fn(|_| Lane::new(())),
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
        edition: Edition,
        read: impl Future<Output = Result<Dashboard, E>>,
    ) -> Result<Arc<Dashboard>, E> {
        if let Some(dashboard) = self.found(edition) {
            return Ok(dashboard);
        }
        let lane = usize::try_from(edition.dashboard().number() % LANES as u128).unwrap_or(0);
        let _reading = match self.lanes.get(lane) {
            Some(lane) => Some(lane.lock().await),
            None => None,
        };
        if let Some(dashboard) = self.found(edition) {
            return Ok(dashboard);
        }
        let before = *self.forgotten.lock().unwrap_or_else(PoisonError::into_inner);
        let dashboard = Arc::new(read.await?);
        Ok(self.keep(edition, dashboard, before))
    }

    fn found(&self, edition: Edition) -> Option<Arc<Dashboard>> {
        let editions = self.kept.get(&edition.dashboard())?;
        let editions = editions.lock().unwrap_or_else(PoisonError::into_inner);
        editions.get(&edition.follower()).cloned()
    }

    /// Keeps what was read, unless something was forgotten since. Editions of one revision are one document.
    fn keep(&self, edition: Edition, read: Arc<Dashboard>, before: u64) -> Arc<Dashboard> {
        let forgotten = self.forgotten.lock().unwrap_or_else(PoisonError::into_inner);
        if *forgotten != before {
            return read;
        }
        let editions = self.kept.get_with(edition.dashboard(), Arc::default);
        let mut editions = editions.lock().unwrap_or_else(PoisonError::into_inner);
        let same = editions.values().find(|kept| kept.revision == read.revision).cloned();
        let dashboard = same.unwrap_or(read);
        editions.insert(edition.follower(), Arc::clone(&dashboard));
        dashboard
    }

    /// Forgets one that was saved, approved or deleted.
    pub(crate) fn forget(&self, id: DashboardId) {
        let mut forgotten = self.forgotten.lock().unwrap_or_else(PoisonError::into_inner);
        *forgotten += 1;
        self.kept.invalidate(&id);
    }

    /// Forgets all.
    pub(crate) fn forget_all(&self) {
        let mut forgotten = self.forgotten.lock().unwrap_or_else(PoisonError::into_inner);
        *forgotten += 1;
        self.kept.invalidate_all();
    }
}
