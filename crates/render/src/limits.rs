//! What drawing may cost.

use std::time::Duration;

model::limits! {
    delivery {
        /// What a worker's script holds, the chart code itself (about 15 MB) included.
        DRAWING_BYTES: usize = 128 << 20, "bytes";
        /// How long one drawing takes.
        DRAWING_SECONDS: u64 = 5, "seconds";
        /// Finished drawings that are kept.
        DRAWINGS_BYTES: usize = 32 << 20, "bytes";
        /// Documents whose set pages are kept: what stays equal between documents is the fonts, and those are kept anyway.
        DOCUMENTS_KEPT: usize = 0, "documents";
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
