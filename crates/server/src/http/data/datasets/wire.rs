//! Wire types of datasets.

use chrono::{DateTime, Utc};
use model::column::Column;
use model::dataset::Outside;
use model::intake::{ColumnChange, FileRead};
use model::name::{ColumnName, DatasetName, Title};
use serde::{Deserialize, Serialize};

/// A dataset.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Dataset {
    /// Id.
    pub id: String,
    /// Name in documents.
    pub name: String,
    /// As shown.
    pub label: String,
    /// Its own workspace.
    pub workspace: String,
    /// Comes from a workspace above the one asked for.
    pub inherited: bool,
    /// `files` or `ingest`.
    pub kind: &'static str,
    /// Visible columns; hidden ones too for who manages it.
    pub columns: Vec<Column>,
    /// `nobody`, `guests` or `anyone`.
    pub outside: Outside,
    /// Grows with every change.
    pub version: u64,
    /// Rows, all of them, only for who manages it.
    #[schema(required)]
    pub row_count: Option<u64>,
    /// Rows with something that could not be read at the last upload.
    pub bad_rows: u64,
    /// Last change of its rows.
    #[schema(required)]
    pub updated_at: Option<DateTime<Utc>>,
    /// What this caller may do with it.
    pub can: Vec<&'static str>,
}

/// Body of `POST /workspaces/{id}/datasets`: `upload: true` or `ingest: {columns}`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDatasetBody {
    /// Name in documents: small letters, digits and _.
    pub name: DatasetName,
    /// As shown; the name when absent.
    pub label: Option<Title>,
    /// Its rows come from uploaded files.
    pub upload: Option<bool>,
    /// Its rows are pushed.
    pub ingest: Option<IngestBody>,
    /// How far its data may leave; `nobody` when absent.
    #[serde(default)]
    pub outside: Outside,
    /// Without a row rule that resolves for the caller it shows nothing.
    #[serde(default)]
    pub tenant_bound: bool,
}

/// Columns of a dataset whose rows are pushed.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IngestBody {
    /// At least one.
    pub columns: Vec<Column>,
    /// Column that orders rows in time.
    pub time_column: Option<ColumnName>,
    /// Unknown columns are added instead of refused.
    #[serde(default)]
    pub grow: bool,
}

/// Body of `PATCH /datasets/{id}`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DatasetPatch {
    /// As shown.
    pub label: Option<Title>,
    /// How far its data may leave.
    pub outside: Option<Outside>,
    /// Texts of some columns.
    pub columns: Option<Vec<ColumnPatch>>,
    /// Shares that lose what they show may stop; without it they are a conflict.
    #[serde(default)]
    pub end_shares: bool,
}

/// New texts of one column.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnPatch {
    /// Which column.
    pub name: ColumnName,
    /// What people read instead of the name.
    pub label: Option<String>,
    /// Unit of its numbers.
    pub unit: Option<String>,
    /// What it means.
    pub description: Option<String>,
    /// In no scope at all.
    pub hidden: Option<bool>,
}

/// Answer of an upload.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Uploaded {
    /// The dataset as it is now.
    pub dataset: Dataset,
    /// Whether its rows are those of the file. Only with `if=nothing_breaks` they may be as before.
    pub replaced: bool,
    /// Rows of the file.
    pub loaded: u64,
    /// Rows with something that could not be read; `bad-rows` lists what.
    pub bad_rows: u64,
    /// What was recognised in the file, and what could not be kept as it is written there.
    pub read: FileRead,
    /// Columns that the dataset had before and that are gone or have another type.
    pub changes: Vec<ColumnChange>,
    /// New columns, which whoever sees the dataset sees; not of a first file.
    pub opens: Vec<String>,
    /// New columns that start hidden, because the dataset hides some.
    pub start_hidden: Vec<String>,
}

/// Answer of pushed rows.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Pushed {
    /// New rows, durable.
    pub accepted: u64,
    /// Rows whose `row_id` was there already.
    pub duplicates: u64,
}
