//! All bounds of this crate: what a question may cost, what is kept, how often a live topic asks. Rights are not here: a limit
//! never decides what may be seen.

use std::time::Duration;

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
            rows: 10_000,
            answer_bytes: 32 << 20,
            time: Duration::from_secs(10),
            memory: 512 << 20,
            cache_bytes: 128 << 20,
            running: 8,
            segment_rows: 262_144,
            append_bytes: 5 << 20,
        }
    }
}

// Questions.

/// Rows of a batch inside the engine and in files that are read or written: the engine's own measure.
pub(crate) const BATCH_ROWS: usize = 8192;
/// Nesting of SQL that is still read; deeper text would exhaust the parser's stack.
pub(crate) const SQL_DEPTH: usize = 64;
/// Questions that are kept read, so that an answer from the cache costs no parsing. A few hundred bytes each.
pub(crate) const KEPT_QUESTIONS: u64 = 4096;
/// How long an answer is kept that nobody asks for.
pub(crate) const KEPT_UNUSED: Duration = Duration::from_secs(3600);

// Live topics.

/// Changes of datasets that may wait for a slow topic; with more of them it asks again without knowing which they were.
pub(crate) const WAITING_CHANGES: usize = 1024;
/// Shortest time between two asks of a live topic, however often its datasets change.
pub(crate) const TOPIC_PAUSE: Duration = Duration::from_millis(250);

// Rows that come in.

/// Columns of a dataset that grows; beyond them, devices send keys that should have been values.
pub(crate) const MOST_COLUMNS: usize = 500;
/// Faults of one call that are told; people mend them before they read more.
pub(crate) const MOST_FAULTS: usize = 20;
/// Rows of a Parquet row group: what a reader can skip at once when statistics say so.
pub(crate) const ROW_GROUP_ROWS: usize = 1 << 18;
/// Characters of an unreadable row that stand in the list of bad rows.
pub(crate) const BAD_ROW_CHARACTERS: usize = 2000;
