//! Rows on their way in: as a call brings them, while they wait for their turn, and what the call is told. Only values.

use bytes::Bytes;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use model::column::Column;
use tokio::sync::oneshot;

use crate::error::QueryError;

/// The key by which a row is known; a second row with the same one is ignored.
pub(crate) const ROW_ID: &str = "row_id";

/// Rows as they come.
#[derive(Debug, Clone)]
pub enum NewRows {
    /// A JSON array of objects.
    Json(Bytes),
    /// One JSON object a line.
    Ndjson(Bytes),
}

impl NewRows {
    /// Bytes of the call.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Json(bytes) | Self::Ndjson(bytes) => bytes.len(),
        }
    }
}

/// What became of pushed rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// Rows that are now on disk.
    pub accepted: u64,
    /// Rows whose `row_id` was there already.
    pub duplicates: u64,
    /// The dataset's version after them.
    pub version: u64,
    /// All columns, until [`crate::Engine::recorded`] says that the record of the dataset has them, too.
    pub grown: Option<Vec<Column>>,
}

/// Rows that wait for their turn.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) batch: RecordBatch,
    /// The columns by which they were read.
    pub(crate) read_by: SchemaRef,
    /// `None`: the columns are others by now, and the rows are to be read again.
    pub(crate) reply: oneshot::Sender<Option<Result<Appended, QueryError>>>,
}
