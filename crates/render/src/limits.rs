//! All bounds of this crate: what a drawing may cost, what is kept of finished work, how much is read aloud.

use std::time::Duration;

/// What one drawing may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes a worker's script may hold, the chart code itself (about 15 MB) included.
    pub memory_bytes: usize,
    /// How long one drawing may take.
    pub time: Duration,
    /// Bytes of finished drawings kept.
    pub cache_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory_bytes: 128 << 20,
            time: Duration::from_secs(5),
            cache_bytes: 32 << 20,
        }
    }
}

// Workers.

/// Bytes of stack that scripts may use.
pub(crate) const SCRIPT_STACK: usize = 1024 * 1024;
/// Bytes of stack of a worker's thread: the script engine itself needs some below its scripts.
pub(crate) const THREAD_STACK: usize = 4 * SCRIPT_STACK;

// Paper.

/// Documents whose typeset parts are kept for later ones: none. The fonts, which all documents share, are kept anyway;
/// everything else would only hold memory.
pub(crate) const KEPT_DOCUMENTS: usize = 0;
/// Rows of a chart that its alternative text tells; who listens to more wants the table.
pub(crate) const TOLD_ROWS: usize = 6;
