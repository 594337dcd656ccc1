//! Loads a file into a dataset in three steps: `stage` reads it aside, `ready` puts it beside the dataset's files under the next version, and
//! `swap` makes it the dataset's rows. Whoever calls decides between them; what is dropped before the swap has changed nothing. A swap that was
//! decided (the record has its version) and then interrupted is made up at the next start. How a format is read is not here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::datatypes::SchemaRef;
use model::Instant;
use model::column::Column;
use model::id::DatasetId;
use model::intake::{FileRead, ReadNote, ReadNoteKind};
use tempfile::TempDir;
use tokio::sync::OwnedMutexGuard;

use crate::engine::Engine;
use crate::error::QueryError;
use crate::ingest::Commit;
use crate::load::columns::Chosen;
use crate::load::options::ReadOptions;
use crate::load::reading::Reading;
use crate::load::written::{Targets, Written};
use crate::load::{csv, ndjson, parquet};
use crate::shared::Shared;
use crate::snapshot::{PartFile, Snapshot};
use crate::state::{Part, State, sync_folder};
use crate::table::Table;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// Values between separators.
    Csv,
    /// Apache Parquet.
    Parquet,
    /// One JSON object a line.
    Ndjson,
}

/// A file that was read and lies aside: nothing of the dataset is another yet. Dropped, it is gone.
#[derive(Debug)]
pub struct Staged {
    id: DatasetId,
    folder: TempDir,
    schema: SchemaRef,
    types: Option<BTreeMap<String, String>>,
    /// Its columns with the types that were found.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: u64,
    /// Rows with something that could not be read; listed in [`Engine::bad_rows`] after the swap.
    pub bad_rows: u64,
    /// What was recognised, and what could not be kept as it was written.
    pub read: FileRead,
}

/// A file that needs one step to be the dataset's rows. Nobody else changes them meanwhile. Dropped, it is gone.
#[derive(Debug)]
pub struct Ready {
    shared: Arc<Shared>,
    table: Arc<Table>,
    commit: Option<OwnedMutexGuard<Commit>>,
    schema: SchemaRef,
    state: State,
    part: Option<PartFile>,
    /// Files to remove when it comes to nothing.
    files: Vec<PathBuf>,
    /// The dataset's version after the swap.
    pub version: u64,
}

impl Engine {
    /// Reads a file aside. `from` stays where it is; `now` is the time of the call.
    ///
    /// # Errors
    /// `Invalid` when the file or what is said of it cannot be read, or no row of it is good.
    pub async fn stage(
        &self,
        id: DatasetId,
        format: FileFormat,
        from: &Path,
        options: ReadOptions,
        now: Instant,
    ) -> Result<Staged, QueryError> {
        tracing::debug!(dataset = %id, at = %now, "reading a file");
        let table = self.shared.tables.get(id)?;
        if table.ingest {
            return Err(QueryError::invalid("", "rows of this dataset are pushed, not uploaded"));
        }
        let types = table.commit.lock().await.state.types.clone();
        let (from, staging) = (from.to_owned(), self.shared.staging.clone());
        let work = move || {
            let folder = TempDir::new_in(staging).map_err(|error| QueryError::io(&error))?;
            let targets = Targets {
                part: folder.path().join("part"),
                bad: folder.path().join("bad"),
            };
            let chosen = chosen(types, &options);
            let mut written = match format {
                FileFormat::Csv => csv::load(&from, &targets, &options, &chosen)?,
                FileFormat::Parquet => whatever_it_holds(|| parquet::load(&from, &targets, &options, &chosen))?,
                FileFormat::Ndjson => ndjson::load(&from, &targets, &options, &chosen)?,
            };
            if written.rows == 0 && written.bad_rows > 0 {
                return Err(QueryError::invalid("", "no row of the file can be read"));
            }
            let empty = (written.rows == 0).then_some(ReadNote {
                kind: ReadNoteKind::NoRows,
                count: 1,
                line: None,
            });
            written.read.notes.extend(empty);
            let said = chosen.into_iter().map(|(name, reading)| (name, reading.to_string()));
            Ok((folder, written, Some(said.collect())))
        };
        let (folder, written, types) = self.shared.workers.block(work).await?;
        let Written {
            schema,
            rows,
            bad_rows,
            read,
        } = written;
        Ok(Staged {
            id,
            folder,
            columns: table.columns(&schema),
            schema,
            types,
            rows,
            bad_rows,
            read,
        })
    }

    /// Puts a staged file beside the dataset's rows, under the next version, and holds the right to change them.
    ///
    /// # Errors
    /// `Unavailable` when the dataset is gone.
    pub async fn ready(&self, staged: Staged) -> Result<Ready, QueryError> {
        let (table, commit) = self.turn(staged.id).await?;
        let shared = Arc::clone(&self.shared);
        self.shared
            .workers
            .block(move || Ready::prepare(shared, table, commit, staged))
            .await
    }

    /// The right to change a dataset's rows. One that is registered anew meanwhile is looked for again.
    async fn turn(&self, id: DatasetId) -> Result<(Arc<Table>, OwnedMutexGuard<Commit>), QueryError> {
        loop {
            let table = self.shared.tables.get(id)?;
            let commit = Arc::clone(&table.commit).lock_owned().await;
            if !commit.retired {
                return Ok((table, commit));
            }
        }
    }
}

/// Reads a file with a library that panics on some that are damaged: one of these cannot be read, and that is all.
fn whatever_it_holds(read: impl FnOnce() -> Result<Written, QueryError>) -> Result<Written, QueryError> {
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read));
    read.unwrap_or_else(|_| Err(parquet::unreadable()))
}

/// Readings chosen before, with those that are said now.
fn chosen(types: BTreeMap<String, String>, options: &ReadOptions) -> Chosen {
    let before = types
        .into_iter()
        .filter_map(|(name, text)| Some((name, Reading::parse(&text).ok()??)));
    let mut chosen: Chosen = before.collect();
    for (name, said) in &options.types {
        match said {
            Some(reading) => chosen.insert(name.clone(), reading.clone()),
            None => chosen.remove(name),
        };
    }
    chosen
}

impl Ready {
    fn prepare(
        shared: Arc<Shared>,
        table: Arc<Table>,
        commit: OwnedMutexGuard<Commit>,
        staged: Staged,
    ) -> Result<Self, QueryError> {
        let io = |error: std::io::Error| QueryError::io(&error);
        let version = table.snapshot().version + 1;
        let part_name = format!("part-{version}.parquet");
        let bad_name = format!("bad-cells-{version}.csv");
        let state = State {
            version,
            parts: vec![Part {
                file: part_name.clone(),
                rows: staged.rows,
            }],
            bad_rows: staged.bad_rows,
            bad_file: (staged.bad_rows > 0).then(|| bad_name.clone()),
            types: staged.types.unwrap_or_else(|| commit.state.types.clone()),
            ..State::default()
        };
        let mut ready = Self {
            shared,
            commit: Some(commit),
            schema: staged.schema,
            state,
            part: None,
            files: Vec::new(),
            version,
            table,
        };
        let folder = ready.table.folder.clone();
        let part = folder.join(&part_name);
        ready.files.push(part.clone());
        std::fs::rename(staged.folder.path().join("part"), &part).map_err(io)?;
        if staged.bad_rows > 0 {
            let bad = folder.join(&bad_name);
            ready.files.push(bad.clone());
            std::fs::rename(staged.folder.path().join("bad"), bad).map_err(io)?;
        }
        let below = format!("{}/{part_name}", ready.table.location);
        ready.part = Some(PartFile::open(part, &below, staged.rows).map_err(io)?);
        ready.files.push(State::waiting(&folder, version));
        ready.state.write_waiting(&folder).map_err(io)?;
        sync_folder(&folder).map_err(io)?;
        Ok(ready)
    }

    /// Makes the file the dataset's rows. From here on it is decided: what fails now is made up at the next start.
    ///
    /// # Errors
    /// When the machine fails.
    pub async fn swap(mut self) -> Result<(), QueryError> {
        self.files.clear();
        let shared = Arc::clone(&self.shared);
        let id = self.table.id;
        shared.workers.block(move || self.finish()).await?;
        shared.tables.changed(id);
        Ok(())
    }

    fn finish(mut self) -> Result<(), QueryError> {
        let (Some(mut commit), Some(part)) = (self.commit.take(), self.part.take()) else {
            return Err(QueryError::Internal);
        };
        let folder = &self.table.folder;
        State::take_waiting(folder, self.version).map_err(|error| QueryError::io(&error))?;
        if let Some(old) = &commit.state.bad_file {
            // What stays is swept at the next start.
            let _ = std::fs::remove_file(folder.join(old));
        }
        commit.state = std::mem::take(&mut self.state);
        let before = self.table.snapshot();
        self.table.publish(Snapshot {
            version: self.version,
            schema: Arc::clone(&self.schema),
            parts: vec![Arc::new(part)],
            memory: Vec::new(),
            files: before.files.clone(),
        });
        before.parts.iter().for_each(|part| part.replace());
        Ok(())
    }
}

impl Drop for Ready {
    fn drop(&mut self) {
        for file in &self.files {
            // What stays is swept at the next start.
            let _ = std::fs::remove_file(file);
        }
    }
}
