//! All bounds of this crate: what a question may cost, what is kept, how often a live topic asks. Rights are not here: a limit
//! never decides what may be seen.

use std::time::Duration;

model::limits! {
    dashboards {
        /// Rows of one answer; more are cut, and the answer says so.
        ANSWER_ROWS: usize = 10_000, "rows";
        /// One answer in memory; more is refused as too large.
        ANSWER_BYTES: usize = 32 << 20, "bytes";
        /// From the question to the answer, waiting included.
        QUESTION_SECONDS: u64 = 10, "seconds";
        /// What all running questions together hold for sorting, grouping and joining.
        QUESTIONS_BYTES: usize = 512 << 20, "bytes";
        /// Kept answers.
        CACHE_BYTES: u64 = 128 << 20, "bytes";
        /// How long an answer is kept that nobody asks for.
        CACHE_UNUSED_SECONDS: u64 = 3_600, "seconds";
        /// Questions that run at once; others wait.
        QUESTIONS_AT_ONCE: usize = 8, "questions";
        /// Questions that are kept read, so that an answer from the cache costs no parsing.
        QUESTIONS_KEPT: u64 = 4_096, "questions";
        /// Nesting of a question in SQL: a deeper one would exhaust the parser's stack.
        SQL_DEPTH: usize = 64, "steps";
        /// Shortest time between two answers of a live widget, however often its data change.
        LIVE_MILLISECONDS: u64 = 250, "milliseconds";
    }
    data {
        /// Pushed rows that are kept in memory before they are written to a file.
        SEGMENT_ROWS: usize = 262_144, "rows";
        /// One call that brings rows.
        APPEND_BYTES: usize = 5 << 20, "bytes";
        /// Faulty rows that are told at once; more help nobody.
        FAULTS_TOLD: usize = 20, "rows";
        /// Columns of a dataset to which rows may add some: beyond them, keys are sent that should be values.
        DATASET_COLUMNS: usize = 500, "columns";
        /// Changes of datasets that wait for a live widget; with more it answers anew without knowing which they were.
        DATASET_CHANGES_WAITING: usize = 1_024, "changes";
        /// Rows of a batch, inside the engine and in files.
        BATCH_ROWS: usize = 8_192, "rows";
        /// Rows of a file that a question skips at once when statistics say so.
        ROW_GROUP_ROWS: usize = 262_144, "rows";
        /// What is kept of a faulty row or cell.
        FAULTY_ROW_CHARACTERS: usize = 2_000, "characters";
        /// Columns of a file: beyond them, rows and columns are likely mistaken for each other.
        FILE_COLUMNS: usize = 2_000, "columns";
        /// One row of a text file: it is held in memory while it is read.
        RECORD_BYTES: usize = 4 << 20, "bytes";
        /// Lines by which the dialect of a file of CSV is told.
        DIALECT_LINES: usize = 1_000, "lines";
        /// Text by which it is told.
        DIALECT_BYTES: usize = 256 << 10, "bytes";
        /// Lines above the names of columns that can be a title; more are rows.
        TITLE_LINES: usize = 20, "lines";
        /// Text that is read and decoded at once.
        TEXT_PIECE_BYTES: usize = 64 << 10, "bytes";
        /// Other types that are offered for a column; more would not help to choose.
        COLUMN_OFFERS: usize = 3, "types";
        /// Cells that are told of each thing that stood in the way of a column.
        CELLS_TOLD: usize = 3, "cells";
        /// What is told of such a cell.
        CELL_TOLD_CHARACTERS: usize = 60, "characters";
    }
}

/// Bounds of the engine; the defaults suit one small machine.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Most rows of one answer; more are cut and the answer says so.
    pub rows: usize,
    /// Most bytes of one answer in memory; more is refused as too large.
    pub answer_bytes: usize,
    /// Longest time from the call to the answer, waiting included.
    pub time: Duration,
    /// Bytes that all running questions together may hold for sorting, grouping and joining.
    pub memory: usize,
    /// Bytes of kept answers.
    pub cache_bytes: u64,
    /// Questions that run at once; others wait.
    pub running: usize,
    /// Rows of an ingest dataset kept in memory before they are written to Parquet.
    pub segment_rows: usize,
    /// Most bytes of one call that brings rows.
    pub append_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rows: ANSWER_ROWS,
            answer_bytes: ANSWER_BYTES,
            time: Duration::from_secs(QUESTION_SECONDS),
            memory: QUESTIONS_BYTES,
            cache_bytes: CACHE_BYTES,
            running: QUESTIONS_AT_ONCE,
            segment_rows: SEGMENT_ROWS,
            append_bytes: APPEND_BYTES,
        }
    }
}
