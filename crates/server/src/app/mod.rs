//! The use cases: one file each. They ask the gate, hand proofs to store and query, and know nothing of HTTP.

pub mod ask;
pub(crate) mod attempts;
pub mod credentials;
pub mod dashboards;
pub mod data;
pub mod delivery;
pub mod error;
pub mod operations;
pub(crate) mod passwords;
pub mod people;
pub mod sharing;
pub mod workspaces;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use access::gate::Gate;
use access::op::Op;
use identity::secret::SecretKey;
use model::Instant;
use model::dashboard::Dashboard;
use model::id::{DashboardId, DatasetId};
use query::Engine;
use query::live::Hub;
use render::Drawer;
use store::{Store, StoreError};
use tokio::sync::{Mutex, watch};

use crate::config::Config;
use error::Error;

/// The running program: every part wired once.
pub struct App {
    /// Settings.
    pub config: Config,
    /// What is kept.
    pub store: Store,
    /// The decision.
    pub gate: Gate,
    /// The data.
    pub engine: Engine,
    /// Live topics.
    pub hub: Hub,
    /// Chart workers.
    pub drawer: Arc<Drawer>,
    /// Mails.
    pub post: deliver::Post,
    /// Key of all keyed hashes.
    pub key: SecretKey,
    /// One change of facts at a time in this process; other processes are caught by the generation.
    turn: Mutex<()>,
    /// Counts changes of rights and documents; open streams decide again when it moves.
    pulse: watch::Sender<u64>,
    /// Credentials found lately, emptied on every change.
    found: credentials::FoundCredentials,
    /// Documents read lately, by dashboard.
    documents: moka::sync::Cache<DashboardId, Arc<Dashboard>>,
    /// Counts ends of credentials.
    credential_epoch: AtomicU64,
    /// Exports made lately.
    pub(crate) exports: delivery::exports::Exports,
    /// Limits of attempts.
    pub(crate) attempts: attempts::Attempts,
    /// Readers with an open stream, per share.
    pub(crate) watching: crate::live::Watching,
    /// Questions asked for data routes, for metrics.
    pub(crate) asked: AtomicU64,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl App {
    /// Opens store and data, loads the facts and registers every dataset.
    ///
    /// # Errors
    /// Something of the folder or the database cannot be opened; the sentence is for the administrator.
    pub async fn open(config: Config, now: Instant) -> anyhow::Result<Arc<Self>> {
        let key = crate::serve::secret_key(&config.data)?;
        let store = Store::open(&config.database).await?;
        let gate = Gate::new(store.facts().await?);
        let engine = Engine::open(&config.data.join("datasets"), query::Limits::default()).await?;
        for dataset in store.datasets_all().await? {
            engine.register(&dataset).await?;
        }
        let drawer = Arc::new(Drawer::new(2)?);
        let outbox = config.data.join("outbox");
        let app = Arc::new(Self {
            post: deliver::Post::open(config.smtp.as_deref(), &config.mail_from, outbox)?,
            hub: Hub::new(engine.clone(), Arc::new(crate::clock::now)),
            exports: delivery::exports::Exports::open(config.data.join("exports"))?,
            config,
            store,
            gate,
            engine,
            drawer,
            key,
            turn: Mutex::new(()),
            pulse: watch::Sender::new(0),
            found: credentials::FoundCredentials::default(),
            credential_epoch: AtomicU64::new(0),
            documents: moka::sync::Cache::new(10_000),
            attempts: attempts::Attempts::default(),
            watching: crate::live::Watching::default(),
            asked: AtomicU64::new(0),
        });
        app.end_lost_shares(now).await?;
        Ok(app)
    }

    /// Waits for the turn to change facts.
    pub(crate) async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// Takes the facts as they are kept now, so that the next decision rests on them: what changed since, or all of them when
    /// that cannot be told.
    ///
    /// # Errors
    /// The store failed.
    pub(crate) async fn reload(&self) -> Result<(), Error> {
        let patch = self.store.facts_since(self.gate.generation()).await?;
        let taken = patch.is_some_and(|patch| self.gate.apply(patch).is_ok());
        if !taken {
            self.gate.replace(self.store.facts().await?);
        }
        self.found.forget();
        Ok(())
    }

    /// Everything that follows a change of facts: decide on them, end shares that lost their ground, wake the streams.
    ///
    /// # Errors
    /// The store failed.
    pub(crate) async fn settle(&self, now: Instant) -> Result<(), Error> {
        self.reload().await?;
        self.end_lost_shares(now).await?;
        self.beat();
        Ok(())
    }

    /// Wakes open streams, so that they decide again.
    pub(crate) fn beat(&self) {
        self.pulse.send_modify(|beats| *beats += 1);
    }

    /// Moves with every change of rights or documents.
    pub(crate) fn pulse(&self) -> watch::Receiver<u64> {
        self.pulse.subscribe()
    }

    /// Ends shares whose time is up or whose owner lost the ground under them. Returns how many.
    ///
    /// # Errors
    /// The store failed.
    pub(crate) async fn end_lost_shares(&self, now: Instant) -> Result<usize, Error> {
        let lost = self.gate.lost_shares(now);
        if lost.is_empty() {
            return Ok(0);
        }
        let op = crate::jobs::op(now);
        self.store.shares_end_lost(&op, &lost).await?;
        self.reload().await?;
        Ok(lost.len())
    }

    /// The dashboard's current document.
    ///
    /// # Errors
    /// The store failed.
    pub(crate) async fn dashboard(
        &self,
        may: &access::proof::Granted<'_, access::action::Open>,
    ) -> Result<Arc<Dashboard>, Error> {
        let id = may.on().dashboard;
        if let Some(dashboard) = self.documents.get(&id) {
            return Ok(dashboard);
        }
        let dashboard = Arc::new(self.store.dashboard_get(may).await?);
        self.documents.insert(id, Arc::clone(&dashboard));
        Ok(dashboard)
    }

    /// Forgets a document that was saved or deleted, and wakes the streams that show it.
    pub(crate) fn document_changed(&self, id: DashboardId) {
        self.documents.invalidate(&id);
        self.beat();
    }

    /// Where uploads are kept until they are loaded.
    pub(crate) fn upload_path(&self, dataset: DatasetId, op: &Op) -> PathBuf {
        self.config
            .data
            .join("uploads")
            .join(format!("{dataset}-{}", op.request))
    }

    pub(crate) fn count_question(&self) {
        self.asked.fetch_add(1, Ordering::Relaxed);
    }
}

/// Decides and changes in one turn: when the facts moved on in between (another node), decides again.
macro_rules! change {
    ($app:expr, $op:expr, $body:expr) => {{
        let turn = $app.turn().await;
        let mut tries = 0;
        let result = loop {
            let result: Result<_, $crate::app::error::Error> = async { $body }.await;
            match result {
                Err($crate::app::error::Error::Store(store::StoreError::Stale)) if tries < 5 => {
                    tries += 1;
                    $app.reload().await?;
                }
                other => break other,
            }
        };
        if result.is_ok() {
            $app.settle($op.now).await?;
        }
        drop(turn);
        result
    }};
}
pub(crate) use change;

/// A missing record after a proof means that it went in between: the same answer as unknown.
pub(crate) fn gone(error: StoreError) -> Error {
    match error {
        StoreError::NotFound => Error::hidden(),
        other => other.into(),
    }
}
