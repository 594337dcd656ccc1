//! Guessing passwords and secrets takes longer than it is worth, and locks nobody out. Only failures count:
//!
//! - of one network for one account or link: then this network waits, for this account or link;
//! - of one network for anything: then this network waits, for anything;
//! - of all networks for one account or link: then each network that it was never opened from gets few tries, and others as before.
//!
//! So a stranger makes nobody wait but who shares a network with them, and a botnet gets few tries an address.

use std::net::IpAddr;

use chrono::TimeDelta;
use model::Instant;

use super::network::Network;
use super::{Buckets, TooMany};
use crate::limits::{
    FAILURE_OF_NETWORK_SECONDS, FAILURE_OF_TARGET_SECONDS, FAILURE_SECONDS, FAILURES, FAILURES_KEPT,
    FAILURES_OF_NETWORK, FAILURES_OF_TARGET, FAILURES_UNDER_ATTACK, NETWORK_KNOWN_DAYS,
};

/// What is guessed at: an account, a link, the setup. Known or not, it is counted alike, so that waiting tells nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Target(String);

impl Target {
    /// `kind` keeps names of different kinds apart.
    pub(crate) fn new(kind: &'static str, name: impl std::fmt::Display) -> Self {
        Self(format!("{kind} {name}"))
    }
}

/// Counts failures.
#[derive(Debug)]
pub(crate) struct Guesses {
    of_network_for_target: Buckets<(Network, Target)>,
    of_network: Buckets<Network>,
    of_target: Buckets<Target>,
    /// Until when a target counts as opened from a network.
    known: moka::sync::Cache<(Network, Target), Instant>,
}

impl Default for Guesses {
    fn default() -> Self {
        let buckets = |size, seconds| (size, TimeDelta::seconds(seconds), FAILURES_KEPT);
        let (size, leak, keys) = buckets(FAILURES, FAILURE_SECONDS);
        let of_network_for_target = Buckets::new(size, leak, keys);
        let (size, leak, keys) = buckets(FAILURES_OF_NETWORK, FAILURE_OF_NETWORK_SECONDS);
        let of_network = Buckets::new(size, leak, keys);
        let (size, leak, keys) = buckets(FAILURES_OF_TARGET, FAILURE_OF_TARGET_SECONDS);
        Self {
            of_network_for_target,
            of_network,
            of_target: Buckets::new(size, leak, keys),
            known: moka::sync::Cache::builder()
                .max_capacity(FAILURES_KEPT)
                .time_to_live(TimeDelta::days(NETWORK_KNOWN_DAYS).to_std().unwrap_or_default())
                .build(),
        }
    }
}

impl Guesses {
    /// Whether this network may try now. Without a target only the network counts: for secrets that cannot be told apart.
    ///
    /// # Errors
    /// It has failed too often.
    pub(crate) fn check(&self, now: Instant, from: Option<IpAddr>, target: Option<&Target>) -> Result<(), TooMany> {
        let network = Network::from(from);
        self.of_network.check(&network, now)?;
        let Some(target) = target else { return Ok(()) };
        let pair = (network, target.clone());
        let attacked = self.of_target.check(target, now).is_err();
        let known = || self.known.get(&pair).is_some_and(|until| now < until);
        let tries = if attacked && !known() {
            FAILURES_UNDER_ATTACK
        } else {
            FAILURES
        };
        self.of_network_for_target.check_for(&pair, now, tries)
    }

    /// Counts a wrong password or secret.
    pub(crate) fn failed(&self, now: Instant, from: Option<IpAddr>, target: Option<&Target>) {
        let network = Network::from(from);
        self.of_network.add(network, now);
        if let Some(target) = target {
            self.of_network_for_target.add((network, target.clone()), now);
            self.of_target.add(target.clone(), now);
        }
    }

    /// Notes a right password: this network's failures for it were slips.
    pub(crate) fn passed(&self, now: Instant, from: Option<IpAddr>, target: &Target) {
        let pair = (Network::from(from), target.clone());
        self.of_network_for_target.clear(&pair);
        self.known.insert(pair, now + TimeDelta::days(NETWORK_KNOWN_DAYS));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_timestamp(1_790_000_000 + seconds, 0).unwrap()
    }

    fn address(n: u8) -> Option<IpAddr> {
        Some(IpAddr::from([192, 0, 2, n]))
    }

    fn vera() -> Target {
        Target::new("account", "vera@example.org")
    }

    #[test]
    fn failures_of_one_network_make_only_it_wait_and_only_for_this_account() {
        let guesses = Guesses::default();
        for _ in 0..FAILURES {
            guesses.check(at(0), address(1), Some(&vera())).unwrap();
            guesses.failed(at(0), address(1), Some(&vera()));
        }
        assert!(guesses.check(at(0), address(1), Some(&vera())).is_err());
        guesses.check(at(0), address(2), Some(&vera())).unwrap();
        guesses
            .check(at(0), address(1), Some(&Target::new("account", "gus@example.org")))
            .unwrap();
        guesses.check(at(FAILURE_SECONDS), address(1), Some(&vera())).unwrap();
    }

    #[test]
    fn a_network_that_fails_at_everything_waits_for_everything() {
        let guesses = Guesses::default();
        for n in 0..FAILURES_OF_NETWORK {
            guesses.failed(at(0), address(1), Some(&Target::new("account", n)));
        }
        assert!(guesses.check(at(0), address(1), Some(&vera())).is_err());
        assert!(guesses.check(at(0), address(1), None).is_err());
        guesses.check(at(0), address(2), None).unwrap();
    }

    #[test]
    fn right_passwords_do_not_count() {
        let guesses = Guesses::default();
        for _ in 0..1_000 {
            guesses.check(at(0), address(1), Some(&vera())).unwrap();
            guesses.passed(at(0), address(1), &vera());
        }
    }

    #[test]
    fn an_account_under_attack_opens_from_clean_networks() {
        let guesses = Guesses::default();
        guesses.passed(at(0), address(250), &vera());
        let tries = |network: u8, now: Instant| {
            let mut tries = 0;
            while guesses.check(now, address(network), Some(&vera())).is_ok() && tries < 100 {
                guesses.failed(now, address(network), Some(&vera()));
                tries += 1;
            }
            tries
        };
        assert_eq!(tries(1, at(0)), FAILURES);
        for network in 2..100 {
            tries(network, at(0));
        }
        assert_eq!(
            tries(100, at(0)),
            FAILURES_UNDER_ATTACK,
            "each address more gets few tries"
        );
        assert_eq!(
            tries(250, at(0)),
            FAILURES,
            "one that it was opened from gets all of them"
        );
        guesses.check(at(0), address(251), Some(&vera())).unwrap();
        let later = at(i64::from(FAILURES_OF_TARGET) * FAILURE_OF_TARGET_SECONDS);
        assert_eq!(tries(101, later), FAILURES, "and it is forgotten");
    }
}
