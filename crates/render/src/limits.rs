//! What drawing may cost, and how much of it is kept or read aloud.

use std::time::Duration;

model::limits! {
    delivery {
        /// What a worker's script holds, the chart code itself (about 15 MB) included.
        DRAWING_BYTES: usize = 128 << 20, "bytes";
        /// Stack of a worker's script; its thread has four times as much, for the script engine itself.
        DRAWING_STACK_BYTES: usize = 1 << 20, "bytes";
        /// How long one drawing takes.
        DRAWING_SECONDS: u64 = 5, "seconds";
        /// Finished drawings that are kept.
        DRAWINGS_BYTES: usize = 32 << 20, "bytes";
        /// Documents on paper whose parts are kept for later ones: only the fonts are worth keeping, and they are kept anyway.
        PAPER_KEPT: usize = 0, "documents";
        /// Drawings that one chart of many bars is dealt out to; how many bars are left is said.
        CHART_PARTS: usize = 60, "drawings";
        /// Columns that a table names when it has no room for them; the others are counted.
        COLUMNS_NAMED: usize = 6, "columns";
        /// Scripts and characters without a font that a document names; the others are counted.
        CHARACTERS_NAMED: usize = 24, "characters";
        /// Rows that the description of a chart reads aloud.
        ROWS_READ_ALOUD: usize = 6, "rows";
    }
}

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
            memory_bytes: DRAWING_BYTES,
            time: Duration::from_secs(DRAWING_SECONDS),
            cache_bytes: DRAWINGS_BYTES,
        }
    }
}
