//! Typed columns of datasets and answers.

use serde::{Deserialize, Serialize};

use crate::name::ColumnName;

crate::words! {
    /// The type of a column, as documents and answers name it.
    pub enum ColumnType {
        /// Text.
        String = "string",
        /// 64-bit integer.
        Int = "int",
        /// 64-bit floating point.
        Float = "float",
        /// Exact decimal; travels as text.
        Decimal = "decimal",
        /// Truth value.
        Bool = "bool",
        /// Calendar day.
        Date = "date",
        /// Time of day.
        Time = "time",
        /// Instant, microseconds, UTC.
        Timestamp = "timestamp",
        /// Length of time.
        Duration = "duration",
        /// Bytes; travel as base64.
        Bytes = "bytes",
        /// A list.
        List = "list",
        /// A record.
        Struct = "struct",
    }
}

/// A column of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
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
