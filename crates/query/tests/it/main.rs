//! Tests of the query engine through its public interface; scopes are made by the gate, as in the program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod answers;
mod bounds;
mod cache;
mod calendars;
mod files;
mod fuzz;
mod ingest;
mod intake;
mod live;
mod plans;
mod rules;
mod sql;
mod suite;
mod variables;
mod world;
