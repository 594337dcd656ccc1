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
        /// From a document to whether its questions can be asked: it may have many.
        CHECK_SECONDS: u64 = 30, "seconds";
        /// What all running questions together hold for sorting, grouping and joining.
        QUESTIONS_BYTES: usize = 512 << 20, "bytes";
        /// What one of them may hold of it, so that one leaves room for others.
        QUESTION_BYTES: usize = 256 << 20, "bytes";
        /// What functions that can give more than they get may make at once, shared by all their calls in a question.
        FUNCTIONS_BYTES: usize = 64 << 20, "bytes";
        /// Calls of such functions in a question.
        FUNCTIONS_GROWING: usize = 100, "calls";
        /// What `string_agg` writes between two texts.
        SEPARATOR_BYTES: usize = 256, "bytes";
        /// A row of a dataset that is joined with every row of another.
        PAIRED_ROW_BYTES: usize = 8 << 10, "bytes";
        /// Columns of an answer in SQL.
        ANSWER_COLUMNS: usize = 1_000, "columns";
        /// Kept answers.
        CACHE_BYTES: u64 = 128 << 20, "bytes";
        /// How long an answer is kept that nobody asks for.
        CACHE_UNUSED_SECONDS: u64 = 3_600, "seconds";
        /// Questions that run at once; others wait.
        QUESTIONS_AT_ONCE: usize = 8, "questions";
        /// Questions of one user, or of all readers of one share, that run at once: others find a place beside them.
        QUESTIONS_OF_ONE: usize = 3, "questions";
        /// Questions of one user, or of all readers of one share, that wait; more are told to come back.
        QUESTIONS_WAITING: usize = 500, "questions";
        /// Stack of a thread that plans and answers a question: as deep as the deepest that is taken needs, several times over. Only
        /// what is used of it takes memory.
        QUESTION_STACK_BYTES: usize = 64 << 20, "bytes";
        /// Questions that are kept read, so that an answer from the cache costs no parsing.
        QUESTIONS_KEPT: u64 = 4_096, "questions";
        /// Nesting of a question in SQL: a deeper one would exhaust the parser's stack.
        SQL_DEPTH: usize = 64, "steps";
        /// Chains of operators in a question in SQL, such as `a + b + c`: each step is a step of recursion when it is planned.
        SQL_CHAIN: usize = 250, "steps";
        /// Steps of a path to a field, such as `a.b.c`.
        SQL_PATH: usize = 16, "steps";
        /// Datasets that a question in SQL reads, counting those behind names given by WITH wherever they are used.
        SQL_RELATIONS: usize = 64, "datasets";
        /// Parts of a question in SQL, counted in the same way.
        SQL_PARTS: usize = 20_000, "parts";
        /// Groupings of a question, as CUBE and ROLLUP multiply them.
        GROUPING_SETS: usize = 64, "groupings";
        /// Parts of all row rules together that hold for a dataset.
        RULES_PARTS: usize = 5_000, "parts";
        /// Values in the lists of all row rules together that hold for a dataset.
        RULES_VALUES: usize = 100_000, "values";
        /// How soon a live widget is asked again whose question reads the clock itself.
        CLOCK_SECONDS: i64 = 10, "seconds";
        /// Shortest time between two answers of a live widget, however often its data change.
        LIVE_MILLISECONDS: u64 = 250, "milliseconds";
    }
    data {
        /// Pushed rows that are kept in memory before they are written to a file.
        SEGMENT_ROWS: usize = 262_144, "rows";
        /// How often the rows of a call are read again because others brought columns meanwhile.
        READ_AGAIN: usize = 50, "times";
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
        ROW_GROUP_ROWS: usize = 65_536, "rows";
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
    /// Longest time to check a document, waiting included.
    pub check_time: Duration,
    /// Bytes that all running questions together may hold for sorting, grouping and joining.
    pub memory: usize,
    /// Bytes of it that one question may hold.
    pub question_memory: usize,
    /// Bytes of kept answers.
    pub cache_bytes: u64,
    /// Questions that run at once; others wait.
    pub running: usize,
    /// Questions of one user or share that run at once.
    pub running_of_one: usize,
    /// Questions of one user or share that wait; more are refused.
    pub waiting_of_one: usize,
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
            check_time: Duration::from_secs(CHECK_SECONDS),
            memory: QUESTIONS_BYTES,
            question_memory: QUESTION_BYTES,
            cache_bytes: CACHE_BYTES,
            running: QUESTIONS_AT_ONCE,
            running_of_one: QUESTIONS_OF_ONE,
            waiting_of_one: QUESTIONS_WAITING,
            segment_rows: SEGMENT_ROWS,
            append_bytes: APPEND_BYTES,
        }
    }
}
