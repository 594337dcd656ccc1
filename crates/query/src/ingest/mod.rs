//! Rows pushed by devices and programs: checked against the dataset's columns, durable before the call returns, seen by readers at
//! once. `append` takes a call, `rows` reads it, `commit` writes for all who wait; `turn` and `segment` are what is on disk.

mod append;
mod batches;
mod commit;
mod incoming;
mod row_ids;
mod rows;
mod segment;
mod turn;

pub use incoming::{Appended, NewRows};
pub(crate) use incoming::{Pending, ROW_ID};
pub(crate) use turn::{Commit, replay};
