//! Rows pushed by devices and programs: checked against the dataset's columns, durable before the call returns, seen by readers at once.
//! Calls that come together share one write and one wait for the disk.

mod commit;
mod rows;
mod segment;

use std::sync::{Arc, PoisonError};

use bytes::Bytes;
use datafusion::arrow::array::RecordBatch;
use model::Instant;
use model::column::Column;
use model::id::DatasetId;
use tokio::sync::oneshot;

use crate::engine::Engine;
use crate::error::QueryError;

pub(crate) use commit::{Commit, replay};

/// The key by which a row is known; a second row with the same one is ignored.
pub(crate) const ROW_ID: &str = "row_id";

/// Rows as they come.
#[derive(Debug, Clone)]
pub enum NewRows {
    /// A JSON array of objects.
    Json(Bytes),
    /// One JSON object a line.
    Ndjson(Bytes),
}

impl NewRows {
    fn len(&self) -> usize {
        match self {
            Self::Json(bytes) | Self::Ndjson(bytes) => bytes.len(),
        }
    }
}

/// What became of pushed rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// Rows that are now on disk.
    pub accepted: u64,
    /// Rows whose `row_id` was there already.
    pub duplicates: u64,
    /// The dataset's version after them.
    pub version: u64,
    /// All columns, when this call added some.
    pub grown: Option<Vec<Column>>,
}

/// Rows that wait for their turn.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) batch: RecordBatch,
    pub(crate) reply: oneshot::Sender<Result<Appended, QueryError>>,
}

impl Engine {
    /// Adds rows. When it returns, they survive the loss of the process and of the machine's power. `now` is the time of the call.
    ///
    /// # Errors
    /// `Invalid` with pointers such as `/3/temp`; then no row of the call was taken. `TooLarge` beyond the limit of bytes.
    pub async fn append(&self, id: DatasetId, rows: NewRows, now: Instant) -> Result<Appended, QueryError> {
        tracing::trace!(dataset = %id, at = %now, "adding rows");
        let table = self.inner.table(id)?;
        if !table.ingest {
            return Err(QueryError::invalid("", "rows of this dataset are uploaded, not pushed"));
        }
        if rows.len() > self.inner.limits.append_bytes {
            return Err(QueryError::TooLarge);
        }
        let schema = Arc::clone(&table.snapshot().schema);
        let grow = table.grow;
        let batch = self
            .inner
            .workers
            .block(move || rows::read(&rows, &schema, grow))
            .await?;
        let (reply, answer) = oneshot::channel();
        table
            .pending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Pending { batch, reply });
        // Whoever gets the turn first commits for all who wait.
        let mut turn = Arc::clone(&table.commit).lock_owned().await;
        let group = std::mem::take(&mut *table.pending.lock().unwrap_or_else(PoisonError::into_inner));
        if group.is_empty() {
            drop(turn);
        } else {
            let engine = self.clone();
            let work = move || {
                let changed = commit::together(&table, &mut turn, group, engine.inner.limits.segment_rows);
                drop(turn);
                if changed {
                    engine.inner.changed(table.id);
                }
                Ok(())
            };
            self.inner.workers.block(work).await?;
        }
        answer.await.unwrap_or(Err(QueryError::Unavailable))
    }
}
