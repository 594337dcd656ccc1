//! Tests of the store: one contract for both databases, a database that is killed while it writes, and what opening refuses.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unreachable,
    clippy::needless_pass_by_value,
    reason = "a test that meets what it does not expect stops"
)]

mod contract;
mod kill;
mod log_files;
mod mirror;
mod open;
mod postgres;
mod raw;
mod send;
mod world;
