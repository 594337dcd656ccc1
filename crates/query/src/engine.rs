//! The engine: all datasets of this process and everything that is shared between questions. What it shows of them is decided by scopes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use datafusion::datasource::physical_plan::parquet::CachedParquetFileReaderFactory;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::{SessionState, SessionStateBuilder};
use datafusion::object_store::local::LocalFileSystem;
use datafusion::prelude::SessionConfig;
use model::column::Column;
use model::dataset::Dataset;
use model::id::DatasetId;
use model::question::Question;
use moka::sync::Cache;
use tokio::sync::{Semaphore, broadcast};

use crate::cache::{Answers, answers};
use crate::error::{QueryError, classify};
use crate::functions::Functions;
use crate::limits::Limits;
use crate::prepared::{Hash, Prepared, digest, prepare};
use crate::snapshot::{Files, Snapshot};
use crate::table::Table;
use crate::workers::Workers;

/// Where the data folder hangs in the store's own address space; no path of the machine can be written in it.
const STORE: &str = "vitrine://data";

/// Rows of a batch inside the engine.
const BATCH: usize = 8192;

/// Answers questions. Clones are cheap and mean the same engine.
#[derive(Debug, Clone)]
pub struct Engine {
    pub(crate) inner: Arc<Inner>,
}

/// What all clones share.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) limits: Limits,
    folder: PathBuf,
    files: Files,
    tables: RwLock<HashMap<DatasetId, Arc<Table>>>,
    pub(crate) state: SessionState,
    pub(crate) functions: Functions,
    pub(crate) answers: Answers,
    prepared: Cache<Hash, Arc<Prepared>>,
    pub(crate) running: Semaphore,
    pub(crate) workers: Workers,
    changes: broadcast::Sender<DatasetId>,
    pub(crate) queries: AtomicU64,
}

/// A dataset as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetState {
    /// Grows with every change of rows or columns.
    pub version: u64,
    /// Rows.
    pub row_count: u64,
    /// Rows that could not be read at the last upload.
    pub bad_rows: u64,
    /// Columns without labels; those of the declaration when there are no rows yet.
    pub columns: Vec<Column>,
}

/// Counters since the start, and what is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statistics {
    /// Questions that ran; answers from the cache do not count.
    pub queries: u64,
    /// Answers in the cache.
    pub kept_answers: u64,
    /// Bytes that running questions hold at the moment, of those that `Limits::memory` allows.
    pub held_bytes: usize,
}

impl Engine {
    /// Opens the engine on its data folder, which is made when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub async fn open(folder: &Path, limits: Limits) -> Result<Self, QueryError> {
        tokio::fs::create_dir_all(folder)
            .await
            .map_err(|error| QueryError::io(&error))?;
        let folder = tokio::fs::canonicalize(folder)
            .await
            .map_err(|error| QueryError::io(&error))?;
        let (state, files) = session(&folder, &limits)?;
        let inner = Inner {
            functions: Functions::of(&state),
            answers: answers(&limits),
            prepared: Cache::new(4096),
            running: Semaphore::new(limits.running),
            workers: Workers::start()?,
            changes: broadcast::channel(1024).0,
            queries: AtomicU64::new(0),
            tables: RwLock::default(),
            folder,
            files,
            state,
            limits,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Makes a dataset known: at the start, when it is made, and when its declaration changed. Its rows come back from disk.
    ///
    /// # Errors
    /// When its files cannot be read.
    pub async fn register(&self, dataset: &Dataset) -> Result<DatasetState, QueryError> {
        // A dataset that is registered again must not be written while it is read anew.
        let before = self.inner.table(dataset.id).ok();
        let turn = match &before {
            Some(table) => Some(Arc::clone(&table.commit).lock_owned().await),
            None => None,
        };
        let (root, files, dataset) = (self.inner.folder.clone(), self.inner.files.clone(), dataset.clone());
        let table = self
            .inner
            .workers
            .block(move || Table::open(&root, &dataset, files))
            .await?;
        let bad_rows = table.commit.lock().await.state.bad_rows;
        let snapshot = table.snapshot();
        let state = DatasetState {
            version: snapshot.version,
            row_count: snapshot.row_count(),
            bad_rows,
            columns: table.columns(&snapshot.schema),
        };
        self.inner.tables_mut().insert(table.id, Arc::new(table));
        if let Some(mut turn) = turn {
            turn.retired = true;
        }
        Ok(state)
    }

    /// A dataset as it stands; `None` for one that is not known.
    pub async fn state(&self, id: DatasetId) -> Option<DatasetState> {
        let table = self.inner.table(id).ok()?;
        let bad_rows = table.commit.lock().await.state.bad_rows;
        let snapshot = table.snapshot();
        Some(DatasetState {
            version: snapshot.version,
            row_count: snapshot.row_count(),
            bad_rows,
            columns: table.columns(&snapshot.schema),
        })
    }

    /// Forgets a dataset and deletes its files.
    pub async fn remove(&self, id: DatasetId) {
        let Some(table) = self.inner.tables_mut().remove(&id) else {
            return;
        };
        table.commit.lock().await.retired = true;
        if let Err(error) = tokio::fs::remove_dir_all(&table.folder).await {
            tracing::error!(kind = ?error.kind(), "a removed dataset's files stay");
        }
        self.inner.changed(id);
    }

    /// The version of a dataset's rows; 0 for one that is not known.
    #[must_use]
    pub fn version(&self, id: DatasetId) -> u64 {
        self.inner.version(id)
    }

    /// Tells which dataset changed, after readers see the change.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<DatasetId> {
        self.inner.changes.subscribe()
    }

    /// Counters for tests, metrics and the benchmark.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        Statistics {
            queries: self.inner.queries.load(Ordering::Relaxed),
            kept_answers: self.inner.answers.entry_count(),
            held_bytes: self.inner.state.runtime_env().memory_pool.reserved(),
        }
    }

    /// The file that lists the rows that could not be read at the last upload.
    ///
    /// # Errors
    /// `Unavailable` for an unknown dataset.
    pub async fn bad_rows(&self, id: DatasetId) -> Result<Option<PathBuf>, QueryError> {
        let table = self.inner.table(id)?;
        let commit = table.commit.lock().await;
        Ok(commit.state.bad_file.as_ref().map(|file| table.folder.join(file)))
    }
}

impl Inner {
    pub(crate) fn table(&self, id: DatasetId) -> Result<Arc<Table>, QueryError> {
        let tables = self.tables.read().unwrap_or_else(PoisonError::into_inner);
        tables.get(&id).cloned().ok_or(QueryError::Unavailable)
    }

    fn tables_mut(&self) -> std::sync::RwLockWriteGuard<'_, HashMap<DatasetId, Arc<Table>>> {
        self.tables.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn snapshot(&self, id: DatasetId) -> Option<Arc<Snapshot>> {
        self.table(id).ok().map(|table| table.snapshot())
    }

    pub(crate) fn version(&self, id: DatasetId) -> u64 {
        self.snapshot(id).map_or(0, |snapshot| snapshot.version)
    }

    /// Says that a dataset changed; nobody listening is fine.
    pub(crate) fn changed(&self, id: DatasetId) {
        let _ = self.changes.send(id);
    }

    /// The question, read once.
    pub(crate) fn prepared(&self, question: &Question) -> Result<Arc<Prepared>, QueryError> {
        let hash = digest(question);
        if let Some(known) = self.prepared.get(&hash) {
            return Ok(known);
        }
        let fresh = Arc::new(prepare(question, hash)?);
        self.prepared.insert(hash, Arc::clone(&fresh));
        Ok(fresh)
    }
}

fn session(folder: &Path, limits: &Limits) -> Result<(SessionState, Files), QueryError> {
    let failed = |error| classify(&error, "");
    let runtime: RuntimeEnv = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(FairSpillPool::new(limits.memory)))
        // What does not fit into memory is too large for a widget.
        .with_disk_manager_builder(DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled))
        .build()
        .map_err(failed)?;
    let url = ObjectStoreUrl::parse(STORE).map_err(failed)?;
    let store = LocalFileSystem::new_with_prefix(folder).map_err(|_| QueryError::Internal)?;
    let store = Arc::new(store);
    runtime.register_object_store(url.as_ref(), Arc::clone(&store) as _);
    let footers = runtime.cache_manager.get_file_metadata_cache();
    let files = Files {
        url,
        reader: Arc::new(CachedParquetFileReaderFactory::new(store, footers)),
    };
    let mut config = SessionConfig::new()
        // One partition: equal data give equal answers to the last digit, so that live views can tell that nothing changed;
        // the other cores answer other questions.
        .with_target_partitions(1)
        .with_batch_size(BATCH)
        .with_information_schema(false)
        .with_create_default_catalog_and_schema(false)
        .with_collect_statistics(false);
    let options = config.options_mut();
    options.execution.parquet.pushdown_filters = true;
    options.execution.parquet.reorder_filters = true;
    options.execution.enable_recursive_ctes = false;
    options.execution.time_zone = None;
    let state = SessionStateBuilder::new()
        .with_default_features()
        .with_config(config)
        .with_runtime_env(Arc::new(runtime))
        .build();
    Ok((state, files))
}
