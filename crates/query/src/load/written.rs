//! Where the reader of a format writes, and what it says of it afterwards: the same for all formats.

use std::path::PathBuf;

use datafusion::arrow::datatypes::SchemaRef;

/// Where a load writes.
pub(crate) struct Targets {
    /// The Parquet file of good rows.
    pub(crate) part: PathBuf,
    /// The list of bad ones.
    pub(crate) bad: PathBuf,
}

/// What a load wrote.
pub(crate) struct Written {
    pub(crate) schema: SchemaRef,
    pub(crate) rows: u64,
    pub(crate) bad_rows: u64,
}
