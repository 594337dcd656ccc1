//! Datasets, how their rows come in, and the rules about their rows.

pub mod datasets;
mod push_sums;
pub mod pushes;
pub mod uploads;
mod uses;

/// What only this area needs.
#[derive(Debug, Default)]
pub(crate) struct Data {
    /// Pushed rows that the store has not summed yet.
    pushes: push_sums::PushSums,
}
