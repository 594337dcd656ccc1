//! Takes the rows of one call, or of all calls that wait: they share one write and one wait for the disk. How rows are read and kept is
//! not here.

use std::sync::{Arc, PoisonError};

use model::Instant;
use model::id::DatasetId;
use tokio::sync::oneshot;

use crate::engine::Engine;
use crate::error::QueryError;
use crate::ingest::incoming::{Appended, NewRows, Pending};
use crate::ingest::{commit, rows};
use crate::limits::READ_AGAIN;
use crate::table::Table;

impl Engine {
    /// Adds rows. When it returns, they survive the loss of the process and of the machine's power. `now` is the time of the call.
    ///
    /// # Errors
    /// `Invalid` with pointers such as `/3/temp`; then no row of the call was taken. `TooLarge` beyond the limit of bytes.
    pub async fn append(&self, id: DatasetId, rows: NewRows, now: Instant) -> Result<Appended, QueryError> {
        tracing::trace!(dataset = %id, at = %now, "adding rows");
        let table = self.shared.tables.get(id)?;
        if !table.ingest {
            return Err(QueryError::invalid("", "rows of this dataset are uploaded, not pushed"));
        }
        if rows.len() > self.shared.limits.append_bytes {
            return Err(QueryError::TooLarge);
        }
        let rows = Arc::new(rows);
        for _ in 0..READ_AGAIN {
            if let Some(done) = self.append_once(&table, &rows).await? {
                return done;
            }
        }
        Err(QueryError::Busy)
    }

    /// Reads the rows by the columns of now, and waits for their turn; `None` when the columns were others then.
    async fn append_once(
        &self,
        table: &Arc<Table>,
        rows: &Arc<NewRows>,
    ) -> Result<Option<Result<Appended, QueryError>>, QueryError> {
        let read_by = Arc::clone(&table.snapshot().schema);
        let (schema, rows, grow) = (Arc::clone(&read_by), Arc::clone(rows), table.grow);
        let batch = self
            .shared
            .workers
            .block(move || rows::read(&rows, &schema, grow))
            .await?;
        let (reply, answer) = oneshot::channel();
        table
            .pending
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Pending { batch, read_by, reply });
        // Whoever gets the turn first commits for all who wait.
        let mut turn = Arc::clone(&table.commit).lock_owned().await;
        let group = std::mem::take(&mut *table.pending.lock().unwrap_or_else(PoisonError::into_inner));
        if group.is_empty() {
            drop(turn);
        } else {
            let (shared, table) = (Arc::clone(&self.shared), Arc::clone(table));
            let work = move || {
                let changed = commit::together(&table, &mut turn, group, shared.limits.segment_rows);
                drop(turn);
                if changed {
                    shared.tables.changed(table.id);
                }
                Ok(())
            };
            self.shared.workers.block(work).await?;
        }
        Ok(answer.await.unwrap_or(Some(Err(QueryError::Unavailable))))
    }
}
