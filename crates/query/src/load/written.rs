//! Where the reader of a format writes, and what it says of it afterwards: the same for all formats.

use std::collections::BTreeMap;
use std::path::PathBuf;

use datafusion::arrow::datatypes::SchemaRef;
use model::intake::{FileRead, ReadNote, ReadNoteKind};

/// Where a load writes.
pub(crate) struct Targets {
    /// The Parquet file of rows.
    pub(crate) part: PathBuf,
    /// The list of what could not be read.
    pub(crate) bad: PathBuf,
}

/// What a load wrote.
pub(crate) struct Written {
    pub(crate) schema: SchemaRef,
    pub(crate) rows: u64,
    /// Rows with something that could not be read.
    pub(crate) bad_rows: u64,
    /// What was recognised.
    pub(crate) read: FileRead,
}

/// Notes while a file is read: how often each holds, and where first.
#[derive(Debug, Default)]
pub(crate) struct Notes(BTreeMap<ReadNoteKind, (u64, Option<u64>)>);

impl Notes {
    /// Holds so often more; `line` is told of the first.
    pub(crate) fn add(&mut self, kind: ReadNoteKind, count: u64, line: Option<u64>) {
        if count > 0 {
            self.0.entry(kind).or_insert((0, line)).0 += count;
        }
    }

    /// All of them.
    pub(crate) fn into_list(self) -> Vec<ReadNote> {
        let note = |(kind, (count, line))| ReadNote { kind, count, line };
        self.0.into_iter().map(note).collect()
    }
}
