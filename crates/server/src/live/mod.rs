//! Live streams: one task per open page, fed by shared topics, deciding again whenever rights move.

mod event;
mod stream;

pub use stream::{Watch, watch};
