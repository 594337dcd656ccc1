//! What all questions of this process share: the datasets, the engine's session, kept answers, threads, counters. What is done with
//! it stands elsewhere: `plan.rs`, and the methods of [`crate::Engine`] in the files of what they do.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use datafusion::execution::SessionState;
use model::question::Question;
use moka::sync::Cache;
use tokio::sync::Semaphore;

use crate::cache::{Answers, answers};
use crate::error::QueryError;
use crate::functions::Functions;
use crate::limits::{Limits, QUESTIONS_KEPT};
use crate::prepared::{Hash, Prepared, digest, prepare};
use crate::session::session;
use crate::snapshot::Files;
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
    /// Permits to run a question.
    pub(crate) running: Semaphore,
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
        let (state, files) = session(folder, &limits)?;
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
            running: Semaphore::new(limits.running),
            workers: Workers::start()?,
            queries: AtomicU64::new(0),
            tables: Tables::new(),
            folder: folder.to_owned(),
            files,
            state,
            limits,
        })
    }

    /// The question, read once.
    ///
    /// # Errors
    /// `Invalid` when SQL is not one SELECT statement.
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
