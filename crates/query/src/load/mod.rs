//! Files that become rows: `file` loads one; `csv`, `ndjson` and `parquet` read the formats, with what `options` says; `text` reads
//! encodings. `infer` decides how columns are read (`reading`, `digits`, `moments`, `names`), `columns` reads their cells, `sink` writes.
//! Rows that are pushed are `ingest`'s, which shares `cell`, `json` and `sink`.

pub(crate) mod cell;
mod columns;
mod csv;
pub(crate) mod digits;
mod file;
mod infer;
pub(crate) mod json;
mod moments;
mod names;
mod ndjson;
mod options;
mod parquet;
mod reading;
pub(crate) mod sink;
mod text;
mod written;

pub use file::{FileFormat, Ready, Staged};
pub use options::ReadOptions;
