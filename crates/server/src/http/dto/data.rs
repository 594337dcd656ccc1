//! Wire types of datasets and row rules.

use chrono::{DateTime, Utc};
use model::column::Column;
use model::dataset::Outside;
use model::name::{ColumnName, DatasetName, Title};
use model::predicate::Predicate;
use model::row_rule::AppliesTo;
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
    #[schema(value_type = Vec<Object>)]
    pub columns: Vec<Column>,
    /// `nobody`, `guests` or `anyone`.
    pub outside: &'static str,
    /// Grows with every change.
    pub version: u64,
    /// Rows, all of them, only for who manages it.
    pub row_count: Option<u64>,
    /// Rows that could not be read at the last upload.
    pub bad_rows: u64,
    /// Last change of its rows.
    pub updated_at: Option<DateTime<Utc>>,
    /// What this caller may do with it.
    pub can: Vec<&'static str>,
}

/// Body of `POST /workspaces/{id}/datasets`: `upload: true` or `ingest: {columns}`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDatasetBody {
    /// Name in documents: small letters, digits and _.
    #[schema(value_type = String)]
    pub name: DatasetName,
    /// As shown; the name when absent.
    #[schema(value_type = Option<String>)]
    pub label: Option<Title>,
    /// Its rows come from uploaded files.
    pub upload: Option<bool>,
    /// Its rows are pushed.
    pub ingest: Option<IngestBody>,
    /// How far its data may leave; `nobody` when absent.
    #[serde(default)]
    #[schema(value_type = String)]
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
    #[schema(value_type = Vec<Object>)]
    pub columns: Vec<Column>,
    /// Column that orders rows in time.
    #[schema(value_type = Option<String>)]
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
    #[schema(value_type = Option<String>)]
    pub label: Option<Title>,
    /// How far its data may leave.
    #[schema(value_type = Option<String>)]
    pub outside: Option<Outside>,
    /// Texts of some columns.
    pub columns: Option<Vec<ColumnPatch>>,
}

/// New texts of one column.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnPatch {
    /// Which column.
    #[schema(value_type = String)]
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
    /// Rows that were loaded.
    pub loaded: u64,
    /// Rows that could not be read.
    pub bad_rows: u64,
}

/// Answer of pushed rows.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Pushed {
    /// New rows, durable.
    pub accepted: u64,
    /// Rows whose `row_id` was there already.
    pub duplicates: u64,
}

/// Body of `POST /workspaces/{id}/row-rules`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRowRuleBody {
    /// Of which dataset.
    #[schema(value_type = String)]
    pub dataset: DatasetName,
    /// `workspace`, `all`, `user:ID` or `group:ID`.
    #[schema(value_type = String)]
    pub applies_to: AppliesTo,
    /// In all workspaces below too.
    #[serde(default)]
    pub below: bool,
    /// Not for who manages the workspace.
    #[serde(default)]
    pub unless_manage: bool,
    /// The rows that stay visible.
    #[schema(value_type = Object)]
    pub predicate: Predicate,
}

/// A row rule.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RowRule {
    /// Id.
    pub id: String,
    /// Where it was made.
    pub workspace: String,
    /// Of which dataset.
    pub dataset: String,
    /// Whom it binds.
    pub applies_to: String,
    /// In all workspaces below too.
    pub below: bool,
    /// Not for who manages the workspace.
    pub unless_manage: bool,
    /// The rows that stay visible.
    #[schema(value_type = Object)]
    pub predicate: Predicate,
}
