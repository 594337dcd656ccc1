//! Drawing, printing and CSV with the real chart bundle.

mod csv;
mod data;
mod paper;
mod svg;
mod worker;
