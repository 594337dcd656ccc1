//! Threads for questions, apart from those that serve connections: a long question must not hold up a cached answer.

use std::future::Future;

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use crate::error::QueryError;

/// A runtime of its own.
#[derive(Debug)]
pub(crate) struct Workers {
    runtime: Option<Runtime>,
}

impl Workers {
    pub(crate) fn start() -> Result<Self, QueryError> {
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        let runtime = Builder::new_multi_thread()
            .worker_threads(threads)
            .thread_name("query")
            .enable_all()
            .build()
            .map_err(|error| QueryError::io(&error))?;
        Ok(Self { runtime: Some(runtime) })
    }

    /// Runs a future there; dropping the returned future stops it.
    pub(crate) async fn run<T, F>(&self, work: F) -> Result<T, QueryError>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, QueryError>> + Send + 'static,
    {
        let runtime = self.runtime.as_ref().ok_or(QueryError::Unavailable)?;
        let mut task = Stopping(runtime.spawn(work));
        match (&mut task.0).await {
            Ok(result) => result,
            Err(failed) => {
                tracing::error!(panicked = failed.is_panic(), "a question's task failed");
                Err(QueryError::Internal)
            }
        }
    }

    /// Runs blocking work there; it goes on when nobody waits any more.
    pub(crate) async fn block<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, QueryError> + Send + 'static,
    ) -> Result<T, QueryError> {
        let runtime = self.runtime.as_ref().ok_or(QueryError::Unavailable)?;
        match runtime.spawn_blocking(work).await {
            Ok(result) => result,
            Err(failed) => {
                tracing::error!(panicked = failed.is_panic(), "work on a dataset failed");
                Err(QueryError::Internal)
            }
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        // Waiting here would block the thread that drops the engine, which may itself be a runtime's.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

struct Stopping<T>(JoinHandle<T>);

impl<T> Drop for Stopping<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
