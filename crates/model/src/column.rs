//! Typed columns of datasets and answers.

use serde::{Deserialize, Serialize};

use crate::name::ColumnName;

/// The type of a column, as documents and answers name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    /// Text.
    String,
    /// 64-bit integer.
    Int,
    /// 64-bit floating point.
    Float,
    /// Exact decimal; travels as text.
    Decimal,
    /// Truth value.
    Bool,
    /// Calendar day.
    Date,
    /// Time of day.
    Time,
    /// Instant, microseconds, UTC.
    Timestamp,
    /// Length of time.
    Duration,
    /// Bytes; travel as base64.
    Bytes,
    /// A list.
    List,
    /// A record.
    Struct,
}

/// A column of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its name in questions.
    pub name: ColumnName,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// What people read instead of the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Unit of its numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What it means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// In no scope at all: absent from every catalog, question and preview.
    #[serde(default)]
    pub hidden: bool,
}

impl Column {
    /// A plain visible column.
    #[must_use]
    pub const fn new(name: ColumnName, kind: ColumnType) -> Self {
        Self {
            name,
            kind,
            label: None,
            unit: None,
            description: None,
            hidden: false,
        }
    }
}
