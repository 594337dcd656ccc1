//! Uploads: a file is received aside, read aside, decided on, noted in the record and the audit, and only then its rows are the dataset's.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use access::action::WriteDataset;
use access::op::Op;
use model::dataset::Dataset;
use model::id::DatasetId;
use model::intake::{ColumnChange, FileRead};
use model::name::ColumnName;
use query::{FileFormat, ReadOptions};

use crate::app::error::Error;
use crate::app::{App, gone};

/// A received file. It goes with this value: when the upload was loaded or refused, and when its sender went away.
#[derive(Debug)]
pub struct ReceivedFile(PathBuf);

impl ReceivedFile {
    /// Where it is written and read.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for ReceivedFile {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::debug!(%error, "an upload was not there to remove");
        }
    }
}

/// What is uploaded, and what was said of it.
#[derive(Debug)]
pub struct Upload {
    /// What the file is.
    pub format: FileFormat,
    /// The file.
    pub file: ReceivedFile,
    /// How it is to be read.
    pub options: ReadOptions,
    /// Leave the rows as they are when row rules or dashboards read a column that the file does not have, or has with another type.
    pub if_nothing_breaks: bool,
}

/// What became of an upload.
#[derive(Debug)]
pub struct Loaded {
    /// The dataset as it is now.
    pub dataset: Dataset,
    /// Whether the rows are the file's; only an upload that asked not to break anything can leave them.
    pub replaced: bool,
    /// Rows of the file.
    pub rows: u64,
    /// Rows with something that could not be read.
    pub bad_rows: u64,
    /// What was recognised.
    pub read: FileRead,
    /// Columns that are gone or have another type, and what reads them.
    pub changes: Vec<ColumnChange>,
    /// New columns that whoever sees the dataset sees.
    pub opens: Vec<ColumnName>,
    /// New columns that start hidden.
    pub start_hidden: Vec<ColumnName>,
}

impl App {
    /// A file for an upload, which nothing else writes. Made with its first byte.
    #[must_use]
    pub fn receive_file(&self, dataset: DatasetId, op: &Op) -> ReceivedFile {
        let folder = crate::data_folder::uploads(&self.config.data);
        ReceivedFile(folder.join(format!("{dataset}-{}", op.request)))
    }

    /// Replaces the rows of an upload dataset by those of a file. It must not be given up half way: run it where nobody drops it.
    ///
    /// # Errors
    /// Not allowed, not an upload dataset, nothing in the file can be read. Then nothing has changed.
    pub async fn upload(&self, op: &Op, id: DatasetId, upload: Upload) -> Result<Loaded, Error> {
        let before = self.dataset(op, id).await?;
        let _may = self.gate.allow::<WriteDataset>(op, id)?;
        let (format, path) = (upload.format, upload.file.path());
        let mut staged = self.engine.stage(id, format, path, upload.options, op.now).await?;
        let read = std::mem::take(&mut staged.read);
        let columns = std::mem::take(&mut staged.columns);
        let (rows, bad_rows) = (staged.rows, staged.bad_rows);
        let changes = self.column_changes(op, &before, &columns).await?;
        let breaks =
            |change: &ColumnChange| change.in_row_rules || !change.dashboards.is_empty() || change.more_dashboards;
        if upload.if_nothing_breaks && changes.iter().any(breaks) {
            return Ok(Loaded {
                dataset: before,
                replaced: false,
                rows,
                bad_rows,
                read,
                changes,
                opens: Vec::new(),
                start_hidden: Vec::new(),
            });
        }
        let ready = self.engine.ready(staged).await?;
        let version = ready.version;
        let ready = Mutex::new(Some(ready));
        let noted = self
            .change(op, || async {
                let may = self.gate.allow::<WriteDataset>(op, id)?;
                let noted = self
                    .store
                    .dataset_loaded(&may, columns.clone(), rows, bad_rows, version);
                let noted = noted.await.map_err(gone)?;
                // Noted: from here on it is decided. Open pages are woken after this, and find rows that go with the columns.
                let swapped = ready.lock().unwrap_or_else(PoisonError::into_inner).take();
                if let Some(ready) = swapped {
                    ready.swap().await?;
                }
                Ok(noted)
            })
            .await?;
        let was_there = |name: &ColumnName| before.columns.iter().any(|column| column.name == *name);
        let new = noted
            .dataset
            .columns
            .iter()
            .filter(|column| !column.hidden && !was_there(&column.name));
        // Of the first file every column is new: nobody has to be told.
        let opens = new
            .filter(|_| !before.columns.is_empty())
            .map(|column| column.name.clone());
        Ok(Loaded {
            opens: opens.collect(),
            dataset: noted.dataset,
            replaced: true,
            rows,
            bad_rows,
            read,
            changes,
            start_hidden: noted.start_hidden,
        })
    }
}
