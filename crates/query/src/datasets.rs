//! Datasets in the engine: made known, forgotten, and how they stand. Rows come in through `load` and `ingest`.

use std::path::PathBuf;
use std::sync::Arc;

use model::column::Column;
use model::dataset::Dataset;
use model::id::DatasetId;
use tokio::sync::broadcast;

use crate::engine::Engine;
use crate::error::QueryError;
use crate::table::Table;

/// A dataset as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetState {
    /// Grows with every change of rows or columns.
    pub version: u64,
    /// Rows.
    pub row_count: u64,
    /// Rows with something that could not be read at the last upload.
    pub bad_rows: u64,
    /// Columns without labels; those of the declaration when there are no rows yet.
    pub columns: Vec<Column>,
}

impl DatasetState {
    async fn of(table: &Table) -> Self {
        let bad_rows = table.commit.lock().await.state.bad_rows;
        let snapshot = table.snapshot();
        Self {
            version: snapshot.version,
            row_count: snapshot.row_count(),
            bad_rows,
            columns: table.columns(&snapshot.schema),
        }
    }
}

impl Engine {
    /// Makes a dataset known: at the start, when it is made, and when its declaration changed. Its rows come back from disk.
    ///
    /// # Errors
    /// When its files cannot be read.
    pub async fn register(&self, dataset: &Dataset) -> Result<DatasetState, QueryError> {
        let shared = &self.shared;
        // A dataset that is registered again must not be written while it is read anew.
        let before = shared.tables.get(dataset.id).ok();
        let turn = match &before {
            Some(table) => Some(Arc::clone(&table.commit).lock_owned().await),
            None => None,
        };
        let (root, files, dataset) = (shared.folder.clone(), shared.files.clone(), dataset.clone());
        let table = shared
            .workers
            .block(move || Table::open(&root, &dataset, files))
            .await?;
        let state = DatasetState::of(&table).await;
        shared.tables.put(table);
        if let Some(mut turn) = turn {
            turn.retired = true;
        }
        Ok(state)
    }

    /// A dataset as it stands; `None` for one that is not known.
    pub async fn state(&self, id: DatasetId) -> Option<DatasetState> {
        let table = self.shared.tables.get(id).ok()?;
        Some(DatasetState::of(&table).await)
    }

    /// Says that the record of a dataset has so many columns now.
    pub fn recorded(&self, id: DatasetId, columns: usize) {
        if let Ok(table) = self.shared.tables.get(id) {
            table.record_has(columns);
        }
    }

    /// Forgets a dataset and deletes its files.
    pub async fn remove(&self, id: DatasetId) {
        let Some(table) = self.shared.tables.take(id) else {
            return;
        };
        table.commit.lock().await.retired = true;
        if let Err(error) = tokio::fs::remove_dir_all(&table.folder).await {
            tracing::error!(kind = ?error.kind(), "a removed dataset's files stay");
        }
        self.shared.tables.changed(id);
    }

    /// The version of a dataset's rows; 0 for one that is not known.
    #[must_use]
    pub fn version(&self, id: DatasetId) -> u64 {
        self.shared.tables.version(id)
    }

    /// Tells which dataset changed, after readers see the change.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<DatasetId> {
        self.shared.tables.changes()
    }

    /// The file that lists what could not be read at the last upload: line, column, reason, and what stands there.
    ///
    /// # Errors
    /// `Unavailable` for an unknown dataset.
    pub async fn bad_rows(&self, id: DatasetId) -> Result<Option<PathBuf>, QueryError> {
        let table = self.shared.tables.get(id)?;
        let commit = table.commit.lock().await;
        Ok(commit.state.bad_file.as_ref().map(|file| table.folder.join(file)))
    }
}
