//! Datasets and the rules about their rows.

pub mod datasets;
