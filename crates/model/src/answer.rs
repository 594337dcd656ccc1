//! The answer to a question, as it travels: typed columns and JSON rows.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::Instant;
use crate::column::ColumnType;
use crate::question::Grain;
use crate::zone::Zone;

/// What a question answered, for one scope.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Answer {
    /// Columns in order.
    pub columns: Vec<AnswerColumn>,
    /// Rows; 64-bit integers beyond 2^53 and decimals are texts, NaN and infinities null (with a note).
    #[schema(value_type = Vec<Vec<crate::schema::JsonValue>>)]
    pub rows: Vec<Vec<Json>>,
    /// How many rows are in `rows`.
    pub row_count: usize,
    /// Whether a limit of the server (not of the question) cut it: there are more rows than these.
    pub truncated: bool,
    /// The limit that cut it, in rows; absent when nothing was cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// When it was asked.
    #[schema(value_type = chrono::DateTime<chrono::Utc>)]
    pub as_of: Instant,
    /// When it changes by itself, without new rows, because it depends on the time it is asked at; absent when it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<chrono::DateTime<chrono::Utc>>)]
    pub until: Option<Instant>,
    /// The moment of the newest row it rests on, by the column its time range is of or, without one, the first moments it shows;
    /// absent when it has neither, and for SQL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<chrono::DateTime<chrono::Utc>>)]
    pub newest: Option<Instant>,
    /// Whether it came from the cache.
    pub cached: bool,
    /// Fingerprint of the scope it was asked under.
    pub fingerprint: String,
    /// What a reader should know about the values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Answer {
    /// How many values it holds: rows by columns.
    #[must_use]
    pub fn cells(&self) -> u64 {
        u64::try_from(self.rows.len().saturating_mul(self.columns.len())).unwrap_or(u64::MAX)
    }
}

/// A column of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AnswerColumn {
    /// Name in the question.
    pub name: String,
    /// Type.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// What people read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What its moments or days were cut to: each stands for a whole hour, day, week … that begins with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grain: Option<Grain>,
    /// The clock that its moments are meant on, and were cut by; only for moments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub zone: Option<Zone>,
}
