//! What one question may cost. Rights are not here: a limit never decides what may be seen.

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
