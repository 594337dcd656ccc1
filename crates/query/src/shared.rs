//! What all questions of this process share: the datasets, the engine's session, kept answers, threads, counters. What is done with
//! it stands elsewhere: `plan.rs`, and the methods of [`crate::Engine`] in the files of what they do.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::execution::{SessionState, TaskContext};
use model::question::Question;
use moka::sync::Cache;

use crate::cache::{Answers, answers};
use crate::error::QueryError;
use crate::functions::Functions;
use crate::limits::{Limits, QUESTIONS_KEPT};
use crate::prepared::{Hash, Prepared, digest, prepare};
use crate::purse::{Purse, Treasury};
use crate::queue::Queue;
use crate::session::session;
use crate::snapshot::Files;
use crate::stop::Stop;
use crate::tables::Tables;
use crate::workers::Workers;

/// What all clones of an engine share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) limits: Limits,
    /// The data folder; each dataset has a folder of its own in it.
    pub(crate) folder: PathBuf,
    /// Where files are read to before they become rows.
    pub(crate) staging: PathBuf,
    /// How files of the data folder are read.
    pub(crate) files: Files,
    pub(crate) tables: Tables,
    /// The engine without any table; each call gets its own catalog.
    pub(crate) state: SessionState,
    pub(crate) functions: Functions,
    pub(crate) answers: Answers,
    prepared: Cache<Hash, Arc<Prepared>>,
    /// Places to run a question.
    pub(crate) queue: Arc<Queue>,
    /// What running questions hold.
    pub(crate) treasury: Arc<Treasury>,
    pub(crate) workers: Workers,
    /// Questions that ran.
    pub(crate) queries: AtomicU64,
}

impl Shared {
    /// Opens the data folder, which must exist. No dataset is known yet.
    ///
    /// # Errors
    /// When the folder cannot be used or no thread can be started.
    pub(crate) fn open(folder: &Path, limits: Limits) -> Result<Self, QueryError> {
        let (state, files) = session(folder)?;
        let staging = folder.join("staging");
        // What lies there was in work when the process ended.
        match std::fs::remove_dir_all(&staging) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(QueryError::io(&error)),
            _ => std::fs::create_dir(&staging).map_err(|error| QueryError::io(&error))?,
        }
        Ok(Self {
            staging,
            functions: Functions::of(&state),
            answers: answers(&limits),
            prepared: Cache::new(QUESTIONS_KEPT),
            queue: Queue::new(&limits),
            treasury: Treasury::new(limits.memory),
            workers: Workers::start()?,
            queries: AtomicU64::new(0),
            tables: Tables::new(),
            folder: folder.to_owned(),
            files,
            state,
            limits,
        })
    }

    /// The question, read once, away from those who serve connections.
    ///
    /// # Errors
    /// `Invalid` when SQL is not one SELECT statement.
    pub(crate) async fn prepared(&self, question: &Question) -> Result<Arc<Prepared>, QueryError> {
        let hash = digest(question);
        if let Some(known) = self.prepared.get(&hash) {
            return Ok(known);
        }
        let question = question.clone();
        let fresh = self.workers.block(move || prepare(&question, hash)).await?;
        Ok(self.keep(hash, fresh))
    }

    /// Like [`Shared::prepared`], for callers that cannot wait in another way.
    ///
    /// # Errors
    /// As [`Shared::prepared`].
    pub(crate) fn prepared_now(&self, question: &Question) -> Result<Arc<Prepared>, QueryError> {
        let hash = digest(question);
        if let Some(known) = self.prepared.get(&hash) {
            return Ok(known);
        }
        let question = question.clone();
        let fresh = self.workers.wait(move || prepare(&question, hash))?;
        Ok(self.keep(hash, fresh))
    }

    fn keep(&self, hash: Hash, fresh: Prepared) -> Arc<Prepared> {
        let fresh = Arc::new(fresh);
        self.prepared.insert(hash, Arc::clone(&fresh));
        fresh
    }

    /// What a question runs in: the engine's own surroundings with a memory of its own.
    pub(crate) fn surroundings(&self, stop: &Stop) -> Arc<TaskContext> {
        let purse = Purse::new(&self.treasury, self.limits.question_memory, stop);
        let mut runtime = RuntimeEnv::clone(self.state.runtime_env());
        runtime.memory_pool = Arc::new(purse);
        Arc::new(TaskContext::from(&self.state).with_runtime(Arc::new(runtime)))
    }
}
