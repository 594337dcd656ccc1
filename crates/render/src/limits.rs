//! What drawing may cost.

model::limits! {
    delivery {
        /// What a worker's script holds, the chart code itself (about 15 MB) included.
        DRAWING_BYTES: usize = 128 << 20, "bytes";
        /// How long one drawing takes.
        DRAWING_SECONDS: u64 = 5, "seconds";
        /// Finished drawings that are kept.
        DRAWINGS_BYTES: usize = 32 << 20, "bytes";
        /// Rows that the description of a chart reads aloud.
        ROWS_READ_ALOUD: usize = 6, "rows";
    }
}
