//! What is written beside a dataset's files: which of them are its rows. Replacing this small file is the moment of every change;
//! files that it does not name were left by interrupted work.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use model::column::ColumnType;
use serde::{Deserialize, Serialize};

const NAME: &str = "state.json";

/// Contents of `state.json`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct State {
    /// Version of the rows in `parts`; frames of the segment add one each.
    pub(crate) version: u64,
    /// Parquet files, oldest rows first.
    pub(crate) parts: Vec<Part>,
    /// Columns, for datasets whose files do not tell them (ingest).
    #[serde(default)]
    pub(crate) columns: Vec<KeptColumn>,
    /// Number of the segment that holds the newest rows.
    #[serde(default)]
    pub(crate) segment: u64,
    /// How columns are read from text files, where somebody said so; it holds for the next upload too.
    #[serde(default)]
    pub(crate) types: BTreeMap<String, String>,
    /// Rows with something that could not be read at the last upload.
    #[serde(default)]
    pub(crate) bad_rows: u64,
    /// The file that lists them.
    #[serde(default)]
    pub(crate) bad_file: Option<String>,
}

/// One Parquet file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Part {
    pub(crate) file: String,
    pub(crate) rows: u64,
}

/// A column's name and type.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeptColumn {
    pub(crate) name: String,
    pub(crate) kind: ColumnType,
}

impl State {
    /// Reads it; `None` when the folder has none yet.
    pub(crate) fn read(folder: &Path) -> io::Result<Option<Self>> {
        match fs::read(folder.join(NAME)) {
            Ok(text) => serde_json::from_slice(&text).map(Some).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Reads it, after making up what was decided and not done: where the record has a later version whose state waits here, that holds.
    pub(crate) fn read_decided(folder: &Path, decided: u64) -> io::Result<Option<Self>> {
        let kept = Self::read(folder)?;
        let behind = kept.as_ref().is_none_or(|kept| kept.version < decided);
        if behind && Self::waiting(folder, decided).exists() {
            tracing::info!("an upload that was decided and interrupted is made up");
            Self::take_waiting(folder, decided)?;
            return Self::read(folder);
        }
        Ok(kept)
    }

    /// Replaces it in one step; what it names must be on disk already.
    pub(crate) fn write(&self, folder: &Path) -> io::Result<()> {
        self.write_waiting(folder)?;
        Self::take_waiting(folder, self.version)
    }

    /// Where the state of a version waits until it holds.
    pub(crate) fn waiting(folder: &Path, version: u64) -> PathBuf {
        folder.join(format!("state-{version}.json"))
    }

    /// Writes it durably beside the one that holds.
    pub(crate) fn write_waiting(&self, folder: &Path) -> io::Result<()> {
        let mut file = File::create(Self::waiting(folder, self.version))?;
        file.write_all(&serde_json::to_vec_pretty(self).map_err(io::Error::other)?)?;
        file.sync_all()
    }

    /// Lets the waiting state of this version hold, in one step.
    pub(crate) fn take_waiting(folder: &Path, version: u64) -> io::Result<()> {
        fs::rename(Self::waiting(folder, version), folder.join(NAME))?;
        sync_folder(folder)
    }

    /// Removes what interrupted work left behind.
    pub(crate) fn sweep(&self, folder: &Path) -> io::Result<()> {
        let segment = segment_name(self.segment);
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let named = name == NAME
                || name == segment
                || self.bad_file.as_deref() == Some(name.as_str())
                || self.parts.iter().any(|part| part.file == name);
            if !named && entry.file_type()?.is_file() {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

/// The file of a segment.
pub(crate) fn segment_name(number: u64) -> String {
    format!("segment-{number}.log")
}

/// Makes renames and new names in a folder durable.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
