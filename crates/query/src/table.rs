//! One dataset while the program runs: its current snapshot for readers, and the turn that writers take.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use datafusion::arrow::datatypes::{Schema, SchemaRef};
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use model::column::Column;
use model::dataset::{Dataset, Origin};
use model::id::DatasetId;
use model::name::ColumnName;

use crate::error::QueryError;
use crate::ingest::{Commit, Pending, ROW_ID, replay};
use crate::snapshot::{Files, PartFile, Snapshot};
use crate::state::State;
use crate::types::{canonical_schema, kind_of, schema_of};

/// A dataset of the engine.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) id: DatasetId,
    /// Its own folder.
    pub(crate) folder: PathBuf,
    /// Its folder's path below the data folder, as the object store sees it.
    pub(crate) location: String,
    /// Whether rows are pushed, and whether unknown columns are then added.
    pub(crate) ingest: bool,
    pub(crate) grow: bool,
    /// Whether `row_id` is shown as a column of the dataset; it is kept in any case.
    pub(crate) shows_row_id: bool,
    /// How many columns the record of the dataset has; rows may have brought more.
    recorded: AtomicUsize,
    current: RwLock<Arc<Snapshot>>,
    /// Taken by one writer at a time.
    pub(crate) commit: Arc<tokio::sync::Mutex<Commit>>,
    /// Rows that wait for the next commit.
    pub(crate) pending: Mutex<Vec<Pending>>,
}

impl Table {
    /// Opens the folder of a dataset, makes it when it is new, and brings its rows back.
    pub(crate) fn open(root: &std::path::Path, dataset: &Dataset, files: Files) -> Result<Self, QueryError> {
        let io = |error: std::io::Error| QueryError::io(&error);
        let location = dataset.id.to_string();
        let folder = root.join(&location);
        fs::create_dir_all(&folder).map_err(io)?;
        crate::state::sync_folder(root).map_err(io)?;
        let state = State::read_decided(&folder, dataset.version)
            .map_err(io)?
            .unwrap_or_else(|| State {
                version: dataset.version,
                ..State::default()
            });
        state.sweep(&folder).map_err(io)?;
        let mut parts = Vec::with_capacity(state.parts.len());
        for part in &state.parts {
            let below = format!("{location}/{}", part.file);
            parts.push(Arc::new(
                PartFile::open(folder.join(&part.file), &below, part.rows).map_err(io)?,
            ));
        }
        let (ingest, grow) = match dataset.origin {
            Origin::Files => (false, false),
            Origin::Ingest { grow, .. } => (true, grow),
        };
        let schema = if ingest {
            ingest_schema(&state, dataset)
        } else {
            file_schema(&parts, dataset)?
        };
        let snapshot = Snapshot {
            version: state.version.max(dataset.version),
            schema,
            parts,
            memory: Vec::new(),
            files,
        };
        let mut commit = Commit::new(state);
        let snapshot = if ingest {
            replay(&folder, &mut commit, snapshot)?
        } else {
            snapshot
        };
        Ok(Self {
            id: dataset.id,
            folder,
            location,
            ingest,
            grow,
            shows_row_id: dataset.columns.iter().any(|column| column.name.as_str() == ROW_ID),
            recorded: AtomicUsize::new(dataset.columns.len()),
            current: RwLock::new(Arc::new(snapshot)),
            commit: Arc::new(tokio::sync::Mutex::new(commit)),
            pending: Mutex::new(Vec::new()),
        })
    }

    /// The rows as they are now.
    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Shows other rows to all later readers.
    pub(crate) fn publish(&self, snapshot: Snapshot) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
    }

    /// All columns, where rows have brought some that the record does not have yet.
    pub(crate) fn grown(&self, schema: &Schema) -> Option<Vec<Column>> {
        if !self.grow {
            return None;
        }
        let columns = self.columns(schema);
        (columns.len() > self.recorded.load(Ordering::Acquire)).then_some(columns)
    }

    /// Says that the record has so many columns now.
    pub(crate) fn record_has(&self, columns: usize) {
        self.recorded.fetch_max(columns, Ordering::AcqRel);
    }

    /// Columns as the dataset has them, without labels.
    pub(crate) fn columns(&self, schema: &Schema) -> Vec<Column> {
        let shown = |name: &str| name != ROW_ID || !self.ingest || self.shows_row_id;
        schema
            .fields()
            .iter()
            .filter(|field| shown(field.name()))
            .filter_map(|field| {
                let name = ColumnName::new(field.name()).ok()?;
                Some(Column::new(name, kind_of(field.data_type())))
            })
            .collect()
    }
}

fn file_schema(parts: &[Arc<PartFile>], dataset: &Dataset) -> Result<SchemaRef, QueryError> {
    let Some(part) = parts.last() else {
        return Ok(schema_of(&dataset.columns));
    };
    let file = fs::File::open(part.path()).map_err(|error| QueryError::io(&error))?;
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|_| {
        tracing::error!("a dataset's own file cannot be read");
        QueryError::Internal
    })?;
    Ok(canonical_schema(reader.schema()))
}

/// Declared columns, those that were added since, and the id of rows.
fn ingest_schema(state: &State, dataset: &Dataset) -> SchemaRef {
    let mut columns = dataset.columns.clone();
    let mut add = |name: &str, kind| {
        if let Ok(name) = ColumnName::new(name)
            && !columns.iter().any(|column| column.name == name)
        {
            columns.push(Column::new(name, kind));
        }
    };
    for kept in &state.columns {
        add(&kept.name, kept.kind);
    }
    add(ROW_ID, model::column::ColumnType::String);
    // What is kept on disk decides the type of a column that was declared anew.
    for column in &mut columns {
        if let Some(kept) = state.columns.iter().find(|kept| kept.name == column.name.as_str()) {
            column.kind = kept.kind;
        }
    }
    schema_of(&columns)
}
