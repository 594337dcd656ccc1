//! Limiters: how often something may be tried. They count per key, driven by the time of the operation, and forget by themselves.
//! The numbers are in `limits.rs`; who may do something at all is the gate's to say.

mod bucket;
mod guesses;
mod network;
mod taken;

pub(crate) use bucket::Buckets;
pub(crate) use guesses::{Guesses, Target};
pub(crate) use network::Network;
pub(crate) use taken::{Taken, Taking};

/// Too often; try again after so many seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMany(pub(crate) u64);

impl TooMany {
    /// Rounds up, so that a try at the told time is not refused again.
    fn after(wait: chrono::TimeDelta) -> Self {
        Self(u64::try_from(wait.num_seconds()).unwrap_or(0) + 1)
    }
}
