//! A dataset as it is kept: a named table. Its rows live with its source and are read in `query`.

use serde::{Deserialize, Serialize};

use crate::Instant;
use crate::column::Column;
use crate::id::{DatasetId, WorkspaceId};
use crate::name::{ColumnName, DatasetName, Title};

/// A named, typed table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dataset {
    /// Never reused.
    pub id: DatasetId,
    /// Where it lives; inherited by all workspaces below.
    pub workspace: WorkspaceId,
    /// Unique along the path of workspaces.
    pub name: DatasetName,
    /// What people read.
    pub label: Title,
    /// Where its rows come from.
    pub origin: Origin,
    /// Columns; empty until the first upload of a file.
    pub columns: Vec<Column>,
    /// How far its data may leave.
    pub outside: Outside,
    /// Without a row rule that resolves for the caller it shows nothing.
    pub tenant_bound: bool,
    /// Grows with every change of its rows or columns.
    pub version: u64,
    /// Rows, as far as known.
    pub row_count: Option<u64>,
    /// Rows that could not be read at the last upload.
    pub bad_rows: u64,
    /// Last change of its rows.
    pub updated_at: Option<Instant>,
}

/// Where a dataset's rows come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Origin {
    /// Uploaded files, kept as Parquet.
    Files,
    /// Rows pushed by devices and programs.
    Ingest {
        /// Column that orders rows in time.
        time_column: Option<ColumnName>,
        /// Unknown columns are added instead of refused.
        grow: bool,
    },
}

impl Origin {
    /// The word of the API.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Ingest { .. } => "ingest",
        }
    }
}

crate::words! {
    /// How far data may leave the organisation.
    #[derive(Default)]
    pub enum Outside {
        /// Not at all.
        #[default]
        Nobody = "nobody",
        /// To verified guests.
        Guests = "guests",
        /// To whoever holds a share.
        Anyone = "anyone",
    }
}
