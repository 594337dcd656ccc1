//! Drawing, printing and CSV with the real chart bundle.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod csv;
mod data;
mod paper;
mod paper_whole;
mod svg;
mod worker;
