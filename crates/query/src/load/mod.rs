//! Files that become rows: `file` loads one, `csv`, `ndjson` and `parquet` read the formats, `infer` finds the types of texts, `cell`
//! fits single values, `sink` writes. Rows that are pushed are `ingest`'s, which shares `cell` and `sink`.

pub(crate) mod cell;
mod csv;
mod file;
mod infer;
mod ndjson;
mod parquet;
pub(crate) mod sink;
mod written;

pub use file::{FileFormat, Loaded};
