//! What leaves as a file.

pub mod exports;
