//! Documents read lately, so that a dashboard that many have open is read once. Asks for no rights: the edition says what may be seen, and
//! nobody gets more of a document than it.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use access::edition::Edition;
use access::follower::Follower;
use model::dashboard::Dashboard;
use model::id::DashboardId;
use model::name::WidgetId;
use tokio::sync::Mutex as Lane;

/// Documents by dashboard and edition.
#[derive(Debug)]
pub(crate) struct Documents {
    kept: moka::sync::Cache<DashboardId, Arc<Editions>>,
    /// Counts what was forgotten. Held while something is kept or forgotten: what was read before a save is not kept after it.
    forgotten: Mutex<u64>,
    /// Whoever reads holds the lane of the document, so that all pages that were woken at once read it once.
    lanes: [Lane<()>; LANES],
}

type Editions = Mutex<HashMap<Which, Arc<Dashboard>>>;

/// Which edition of a dashboard.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Which {
    follower: Option<Follower>,
    pinned: Option<u32>,
    widgets: Option<BTreeSet<WidgetId>>,
}

impl Which {
    fn of(edition: &Edition) -> Self {
        Self {
            follower: edition.follower(),
            pinned: edition.pinned(),
            widgets: edition.widgets().cloned(),
        }
    }
}

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
        edition: &Edition,
        read: impl Future<Output = Result<Dashboard, E>>,
    ) -> Result<Arc<Dashboard>, E> {
        self.get_of(edition.dashboard(), &Which::of(edition), read).await
    }

    async fn get_of<E>(
        &self,
        id: DashboardId,
        which: &Which,
        read: impl Future<Output = Result<Dashboard, E>>,
    ) -> Result<Arc<Dashboard>, E> {
        if let Some(dashboard) = self.found(id, which) {
            return Ok(dashboard);
        }
        let lane = usize::try_from(id.number() % LANES as u128).unwrap_or(0);
        let _reading = match self.lanes.get(lane) {
            Some(lane) => Some(lane.lock().await),
            None => None,
        };
        if let Some(dashboard) = self.found(id, which) {
            return Ok(dashboard);
        }
        let before = *self.forgotten.lock().unwrap_or_else(PoisonError::into_inner);
        let mut dashboard = read.await?;
        if let Some(widgets) = &which.widgets {
            dashboard.document = dashboard.document.only(widgets);
        }
        Ok(self.keep(id, which, Arc::new(dashboard), before))
    }

    fn found(&self, id: DashboardId, which: &Which) -> Option<Arc<Dashboard>> {
        let editions = self.kept.get(&id)?;
        let editions = editions.lock().unwrap_or_else(PoisonError::into_inner);
        editions.get(which).cloned()
    }

    /// Keeps what was read, unless something was forgotten since. Editions of one revision with the same widgets are one document.
    fn keep(&self, id: DashboardId, which: &Which, read: Arc<Dashboard>, before: u64) -> Arc<Dashboard> {
        let forgotten = self.forgotten.lock().unwrap_or_else(PoisonError::into_inner);
        if *forgotten != before {
            return read;
        }
        let editions = self.kept.get_with(id, Arc::default);
        let mut editions = editions.lock().unwrap_or_else(PoisonError::into_inner);
        let mut alike = editions.iter().filter(|(kept, _)| kept.widgets == which.widgets);
        let same = alike.find_map(|(_, kept)| (kept.revision == read.revision).then(|| Arc::clone(kept)));
        let dashboard = same.unwrap_or(read);
        // Whoever it is approved for has one at a time by the terms there are, and the whole of it: what terms of before left goes.
        let parts = |of: &Which| (of.follower, of.widgets.is_some());
        editions.retain(|kept, _| parts(kept) != parts(which));
        editions.insert(which.clone(), Arc::clone(&dashboard));
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

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures::FutureExt as _;
    use model::Instant;
    use model::id::{UserId, WorkspaceId};
    use model::name::Title;
    use tokio::sync::oneshot;

    use super::*;

    const WHOLE: Which = Which {
        follower: None,
        pinned: None,
        widgets: None,
    };

    #[tokio::test]
    async fn terms_that_change_leave_nothing_behind() {
        let documents = Documents::default();
        let id = DashboardId::from_number(7);
        let part = |name: &str| Which {
            widgets: Some(BTreeSet::from([WidgetId::new(name).unwrap()])),
            ..WHOLE
        };
        for which in [WHOLE, part("a"), part("b"), part("c")] {
            let read = async { Ok::<_, Infallible>(document(id, 1)) };
            documents.get_of(id, &which, read).await.unwrap();
        }
        assert!(documents.found(id, &WHOLE).is_some());
        assert!(documents.found(id, &part("c")).is_some());
        assert!(documents.found(id, &part("a")).is_none());
        assert!(documents.found(id, &part("b")).is_none());
    }

    fn document(id: DashboardId, revision: u32) -> Dashboard {
        let now = Instant::from_timestamp(1_790_000_000, 0).unwrap();
        Dashboard {
            id,
            workspace: WorkspaceId::new(now),
            title: Title::new("T").unwrap(),
            tags: Vec::new(),
            document: serde_json::from_str(r#"{"version":1}"#).unwrap(),
            revision,
            created_at: now,
            updated_at: now,
            updated_by: UserId::new(now),
        }
    }

    #[tokio::test]
    async fn a_read_that_raced_with_a_save_is_not_kept() {
        let documents = Documents::default();
        let id = DashboardId::from_number(7);
        let (old, arrives) = oneshot::channel::<Dashboard>();
        let mut slow = Box::pin(documents.get_of(id, &WHOLE, async { Ok::<_, Infallible>(arrives.await.unwrap()) }));
        assert!((&mut slow).now_or_never().is_none(), "the store is still reading");
        documents.forget(id);
        old.send(document(id, 1)).unwrap();
        assert_eq!(
            slow.await.unwrap().revision,
            1,
            "who asked before the save may have what was before it"
        );
        let next = documents
            .get_of(id, &WHOLE, async { Ok::<_, Infallible>(document(id, 2)) })
            .await
            .unwrap();
        assert_eq!(next.revision, 2, "and nobody else");
        let kept = documents
            .get_of(id, &WHOLE, async { Ok::<_, Infallible>(document(id, 3)) })
            .await
            .unwrap();
        assert_eq!(kept.revision, 2, "what did not race is kept");
    }
}
