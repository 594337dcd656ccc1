//! The engine: a handle to what all questions share. Opened here; every other method stands in the file of what it does: `datasets`,
//! `answer`, `chosen`, `choices`, `check`, `opens`, and the folders `load` and `ingest`. What is seen of a dataset is decided by scopes.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::error::QueryError;
use crate::limits::Limits;
use crate::shared::Shared;

/// Answers questions. Clones are cheap and mean the same engine.
#[derive(Debug, Clone)]
pub struct Engine {
    pub(crate) shared: Arc<Shared>,
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
        let shared = Arc::new(Shared::open(&folder, limits)?);
        Ok(Self { shared })
    }

    /// Counters for tests, metrics and the benchmark.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        Statistics {
            queries: self.shared.queries.load(Ordering::Relaxed),
            kept_answers: self.shared.answers.entry_count(),
            held_bytes: self.shared.treasury.held(),
        }
    }
}
