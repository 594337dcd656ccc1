//! Limits of attempts at passwords and secrets.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::Clock as _;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::error::Error;

/// Limits of attempts by address and by account or share, so that guessing takes longer than it is worth.
#[derive(Debug)]
pub(crate) struct Attempts {
    by_address: DefaultKeyedRateLimiter<IpAddr>,
    by_target: DefaultKeyedRateLimiter<String>,
}

impl Default for Attempts {
    fn default() -> Self {
        let quota = |per_minute, burst| {
            Quota::per_minute(NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN))
                .allow_burst(NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN))
        };
        Self {
            by_address: RateLimiter::keyed(quota(30, 60)),
            by_target: RateLimiter::keyed(quota(6, 10)),
        }
    }
}

impl Attempts {
    /// Counts one attempt.
    ///
    /// # Errors
    /// Too many, with the seconds to wait.
    pub(crate) fn count(&self, from: Option<IpAddr>, target: &str) -> Result<(), Error> {
        let clock = governor::clock::DefaultClock::default();
        let refuse = |wait: Duration| Error::TooMany(wait.as_secs() + 1);
        if let Some(address) = from {
            self.by_address
                .check_key(&address)
                .map_err(|not_until| refuse(not_until.wait_time_from(clock.now())))?;
        }
        let target = target.to_owned();
        self.by_target
            .check_key(&target)
            .map_err(|not_until| refuse(not_until.wait_time_from(clock.now())))
    }
}
