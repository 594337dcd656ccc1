//! The use cases: one file each. They ask the gate, hand proofs to store and query, and know nothing of HTTP.

pub mod ask;
pub(crate) mod bodies;
pub(crate) mod cells;
mod changes;
mod checking;
mod counting;
pub mod credentials;
pub mod dashboards;
pub mod data;
pub mod delivery;
mod documents;
pub mod error;
pub(crate) mod found;
pub(crate) mod mails;
pub(crate) mod node;
pub mod operations;
pub mod orders;
pub(crate) mod passwords;
pub mod people;
pub(crate) mod quotas;
mod reads;
pub mod sharing;
mod stopping;
pub mod turns;
pub mod waiting;
pub mod watching;
pub mod workspaces;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use access::edition::Edition;
use access::gate::Gate;
use access::op::Op;
use identity::secret::SecretKey;
use model::Instant;
use model::dashboard::Dashboard;
use query::Engine;
use query::live::Hub;
use store::{Store, StoreError};
use tokio::sync::Mutex;

use crate::settings::Config;
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
    /// Mails.
    pub post: deliver::Post,
    /// Key of all keyed hashes.
    pub key: SecretKey,
    /// One change of facts at a time in this process; other processes are caught by the generation.
    turn: Mutex<()>,
    /// Whose credentials were found lately.
    credentials: found::FoundCredentials,
    /// Hashing of passwords, and what was guessed wrong.
    pub(crate) passwords: passwords::Passwords,
    /// This node among all that use the database.
    pub(crate) node: node::Node,
    /// Room for the bodies of all requests together.
    pub(crate) bodies: bodies::Bodies,
    /// How much each caller may have done.
    pub(crate) quotas: quotas::Quotas,
    /// What the readers of shares were shown in this month.
    cells: cells::Cells,
    /// Documents read lately, by dashboard.
    documents: documents::Documents,
    /// Chart workers.
    pub(crate) drawer: Arc<render::Drawer>,
    /// What only use cases of data need.
    data: data::Data,
    /// What only use cases of dashboards need.
    dashboards: dashboards::Dashboards,
    /// What only use cases of sharing need.
    sharing: sharing::Sharing,
    /// What only use cases of delivery need.
    delivery: delivery::Delivery,
    /// What only use cases of operations need.
    operations: operations::Operations,
    /// Open live pages.
    pub(crate) watching: watching::Watching,
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
        let key = crate::data_folder::secret_key(&config.data)?;
        let store = Store::open(&config.database).await?;
        let gate = Gate::new(store.facts().await?);
        let engine = Engine::open(&config.data.join("datasets"), query::Limits::default()).await?;
        for dataset in store.datasets_all().await? {
            engine.register(&dataset).await?;
        }
        crate::data_folder::sweep_uploads(&config.data)?;
        let node = crate::data_folder::node_name(&config.data, now)?;
        let outbox = config.data.join("outbox");
        let app = Arc::new(Self {
            post: deliver::Post::open(config.smtp.as_deref(), &config.mail_from, outbox)?,
            hub: Hub::new(engine.clone(), Arc::new(crate::clock::now)),
            drawer: Arc::new(render::Drawer::new(crate::limits::DRAWING_WORKERS)?),
            delivery: delivery::Delivery::open(config.data.join("exports"))?,
            node: node::Node::of_name(node),
            config,
            store,
            gate,
            engine,
            key,
            turn: Mutex::new(()),
            credentials: found::FoundCredentials::default(),
            passwords: passwords::Passwords::default(),
            bodies: bodies::Bodies::default(),
            quotas: quotas::Quotas::default(),
            cells: cells::Cells::default(),
            documents: documents::Documents::default(),
            data: data::Data::default(),
            dashboards: dashboards::Dashboards::default(),
            sharing: sharing::Sharing::default(),
            operations: operations::Operations::default(),
            watching: watching::Watching::default(),
            asked: AtomicU64::new(0),
        });
        let turn = app.turn().await;
        app.end_lost_shares(&turn, now).await?.decided().await;
        drop(turn);
        Ok(app)
    }

    /// The dashboard in an edition that the gate gave.
    ///
    /// # Errors
    /// Gone in between; nothing was approved for these rows; the store failed.
    pub(crate) async fn dashboard(&self, edition: Edition) -> Result<Arc<Dashboard>, Error> {
        let read = self.store.dashboard_get(&edition);
        self.documents.get(&edition, read).await.map_err(|error| match error {
            StoreError::NotApproved => Error::NotApproved,
            other => gone(other),
        })
    }

    /// Notes in the audit what changed nothing. What happened is answered whether it could be noted or not.
    pub(crate) async fn note(&self, op: &Op, happening: store::Happening) {
        let action = happening.action;
        if let Err(error) = self.store.audit_note(op, happening).await {
            tracing::error!(%error, action, "the audit misses an entry");
        }
    }

    pub(crate) fn count_question(&self) {
        self.asked.fetch_add(1, Ordering::Relaxed);
    }
}

/// A missing record after a proof means that it went in between: the same answer as unknown.
pub(crate) fn gone(error: StoreError) -> Error {
    match error {
        StoreError::NotFound => Error::hidden(),
        other => other.into(),
    }
}
