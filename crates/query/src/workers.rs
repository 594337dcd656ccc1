//! Threads for questions, apart from those that serve connections: a long question must not hold up a cached answer. Each question has
//! a thread of its own while it runs, with a stack that the deepest plan does not exhaust; the system shares the processors among them.

use std::future::Future;
use std::sync::mpsc;

use tokio::runtime::{Builder, Runtime};

use crate::error::QueryError;
use crate::limits::QUESTION_STACK_BYTES;
use crate::stop::Stop;

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
            .thread_stack_size(QUESTION_STACK_BYTES)
            .enable_all()
            .build()
            .map_err(|error| QueryError::io(&error))?;
        Ok(Self { runtime: Some(runtime) })
    }

    /// Runs a question on a thread of its own, until it is stopped.
    pub(crate) async fn run<T, F>(&self, stop: Stop, work: F) -> Result<T, QueryError>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, QueryError>> + Send + 'static,
    {
        let runtime = self.runtime.as_ref().ok_or(QueryError::Unavailable)?;
        let handle = runtime.handle().clone();
        self.block(move || {
            handle.block_on(async move {
                tokio::select! {
                    biased;
                    () = stop.stopped() => Err(QueryError::Timeout),
                    done = work => done,
                }
            })
        })
        .await
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
                tracing::error!(panicked = failed.is_panic(), "work on a question or a dataset failed");
                Err(QueryError::Internal)
            }
        }
    }

    /// Like [`Workers::block`], for callers that cannot wait in another way. For short work only.
    pub(crate) fn wait<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, QueryError> + Send + 'static,
    ) -> Result<T, QueryError> {
        let runtime = self.runtime.as_ref().ok_or(QueryError::Unavailable)?;
        let (sender, receiver) = mpsc::sync_channel(1);
        runtime.spawn_blocking(move || sender.send(work()));
        receiver.recv().unwrap_or(Err(QueryError::Internal))
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
