//! Loads a file into a dataset: everything is written aside first, then one rename makes it the dataset's rows. A load that fails
//! changes nothing. How a format is read is not here.

use std::path::Path;
use std::sync::Arc;

use model::Instant;
use model::column::Column;
use model::id::DatasetId;

use crate::engine::Engine;
use crate::error::QueryError;
use crate::ingest::Commit;
use crate::load::written::Targets;
use crate::load::{csv, ndjson, parquet};
use crate::snapshot::{PartFile, Snapshot};
use crate::state::{Part, State, sync_folder};
use crate::table::Table;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// Values between separators, names in the first line.
    Csv,
    /// Apache Parquet.
    Parquet,
    /// One JSON object a line.
    Ndjson,
}

/// A loaded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// Its columns with the types that were found.
    pub columns: Vec<Column>,
    /// Good rows.
    pub rows: u64,
    /// Rows that could not be read; listed in [`Engine::bad_rows`].
    pub bad_rows: u64,
    /// The dataset's new version.
    pub version: u64,
}

impl Engine {
    /// Replaces the rows of a dataset by those of a file. `from` is read and stays where it is. `now` is the time of the call.
    ///
    /// # Errors
    /// `Invalid` when the file cannot be read or no row of it is good; the dataset is then as before.
    pub async fn load_file(
        &self,
        id: DatasetId,
        format: FileFormat,
        from: &Path,
        now: Instant,
    ) -> Result<Loaded, QueryError> {
        tracing::debug!(dataset = %id, at = %now, "loading a file");
        let table = self.shared.tables.get(id)?;
        if table.ingest {
            return Err(QueryError::invalid("", "rows of this dataset are pushed, not uploaded"));
        }
        let mut commit = Arc::clone(&table.commit).lock_owned().await;
        if commit.retired {
            return Err(QueryError::Unavailable);
        }
        let from = from.to_owned();
        let loaded = self
            .shared
            .workers
            .block(move || load(&table, &mut commit, format, &from))
            .await?;
        self.shared.tables.changed(id);
        Ok(loaded)
    }
}

fn load(table: &Table, commit: &mut Commit, format: FileFormat, from: &Path) -> Result<Loaded, QueryError> {
    let before = table.snapshot();
    let version = before.version + 1;
    let part_name = format!("part-{version}.parquet");
    let bad_name = format!("bad-rows-{version}.csv");
    let targets = Targets {
        part: table.folder.join(&part_name),
        bad: table.folder.join(&bad_name),
    };
    let read = match format {
        FileFormat::Csv => csv::load(from, &targets),
        FileFormat::Parquet => parquet::load(from, &targets),
        FileFormat::Ndjson => ndjson::load(from, &targets),
    };
    let kept = read.and_then(|written| {
        if written.rows == 0 && written.bad_rows > 0 {
            return Err(QueryError::invalid("", "no row of the file can be read"));
        }
        let io = |error: std::io::Error| QueryError::io(&error);
        sync_folder(&table.folder).map_err(io)?;
        let below = format!("{}/{part_name}", table.location);
        let part = PartFile::open(targets.part.clone(), &below, written.rows).map_err(io)?;
        let state = State {
            version,
            parts: vec![Part {
                file: part_name,
                rows: written.rows,
            }],
            bad_rows: written.bad_rows,
            bad_file: (written.bad_rows > 0).then_some(bad_name),
            ..State::default()
        };
        state.write(&table.folder).map_err(io)?;
        Ok((written, part, state))
    });
    let (written, part, state) = match kept {
        Ok(kept) => kept,
        Err(error) => {
            remove(&targets.part);
            remove(&targets.bad);
            return Err(error);
        }
    };
    if written.bad_rows == 0 {
        remove(&targets.bad);
    }
    if let Some(old) = &commit.state.bad_file {
        remove(&table.folder.join(old));
    }
    commit.state = state;
    table.publish(Snapshot {
        version,
        schema: Arc::clone(&written.schema),
        parts: vec![Arc::new(part)],
        memory: Vec::new(),
        files: before.files.clone(),
    });
    before.parts.iter().for_each(|part| part.replace());
    Ok(Loaded {
        columns: table.columns(&written.schema),
        rows: written.rows,
        bad_rows: written.bad_rows,
        version,
    })
}

/// What stays is swept at the next start.
fn remove(path: &Path) {
    let _ = std::fs::remove_file(path);
}
