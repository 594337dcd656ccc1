//! What an organisation says of shares: which kinds there may be, how they have to look, and which are switched off. Said for a workspace, it
//! holds for all below it too, where it can only be tightened. What breaks it is found here; who may change it is decided in `access`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Instant;
use crate::invalid::{Faults, Invalid};
use crate::limits::{SHARE_DOMAINS, SHARE_LONGEST_DAYS_MOST, SHARE_NETWORKS};
use crate::name::EmailDomain;
use crate::network::Network;
use crate::share::{ShareKind, Terms};

/// What one workspace says of the shares in it and below. What is not said is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SharePolicy {
    /// The kinds that there may be; absent: all.
    #[serde(default)]
    #[schema(required)]
    pub kinds: Option<BTreeSet<ShareKind>>,
    /// A share lives at most so many days.
    #[serde(default)]
    #[schema(required)]
    pub longest_days: Option<u32>,
    /// A link has a password.
    #[serde(default)]
    pub password_required: bool,
    /// A share has an end.
    #[serde(default)]
    pub end_required: bool,
    /// How many days a new share lives unless its maker says otherwise.
    #[serde(default)]
    #[schema(required)]
    pub default_days: Option<u32>,
    /// A share opens from some of these networks only; none named: from everywhere.
    #[serde(default)]
    pub networks: Vec<Network>,
    /// Guests have an address at one of these domains; none named: at any.
    #[serde(default)]
    pub domains: BTreeSet<EmailDomain>,
    /// What its readers see says on every page who they are. Stands against no share.
    #[serde(default)]
    pub watermark: bool,
}

/// What one workspace says of shares, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareRules {
    /// How shares have to look.
    #[serde(default)]
    pub policy: SharePolicy,
    /// Kinds that are switched off: nothing of them opens.
    #[serde(default)]
    pub off: BTreeSet<ShareKind>,
}

impl ShareRules {
    /// Nothing may leave: what holds where rules cannot be read, such as those of a newer program.
    #[must_use]
    pub fn closed() -> Self {
        Self {
            policy: SharePolicy::default(),
            off: ShareKind::ALL.iter().copied().collect(),
        }
    }
}

/// What a share lacks by a policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breach {
    /// There may be none of its kind.
    Kind,
    /// It has no password.
    Password,
    /// It has no end.
    End,
    /// It lives longer than so many days.
    Life(u32),
    /// It opens from elsewhere than the networks of the policy.
    Networks,
    /// Guests may not have this address or domain, as it is shown.
    Domain(String),
}

impl Breach {
    /// Whether an earlier end would mend it.
    #[must_use]
    pub const fn is_of_time(&self) -> bool {
        matches!(self, Self::End | Self::Life(_))
    }

    /// Whether letting in fewer guests would mend it.
    #[must_use]
    pub const fn is_of_guests(&self) -> bool {
        matches!(self, Self::Domain(_))
    }
}

impl SharePolicy {
    /// Checks it before it is kept.
    ///
    /// # Errors
    /// Every fault at once, each with its pointer.
    pub fn check(&self) -> Result<(), Invalid> {
        let mut faults = Faults::default();
        for (pointer, days) in [
            ("/longest_days", self.longest_days),
            ("/default_days", self.default_days),
        ] {
            if days.is_some_and(|days| !(1..=SHARE_LONGEST_DAYS_MOST).contains(&days)) {
                faults.add(pointer, format!("a number from 1 to {SHARE_LONGEST_DAYS_MOST}"));
            }
        }
        if let (Some(default), Some(longest)) = (self.default_days, self.longest_days)
            && default > longest
        {
            faults.add("/default_days", "longer than shares may live");
        }
        if self.networks.len() > SHARE_NETWORKS {
            faults.add("/networks", format!("at most {SHARE_NETWORKS} networks"));
        }
        if self.domains.len() > SHARE_DOMAINS {
            faults.add("/domains", format!("at most {SHARE_DOMAINS} domains"));
        }
        for (index, network) in self.networks.iter().enumerate() {
            if network.is_everywhere() {
                faults.add(
                    format!("/networks/{index}"),
                    "name no network to let shares open from everywhere",
                );
            }
        }
        faults.finish()
    }

    /// What a share lacks that began to live at this moment.
    #[must_use]
    pub fn breaches(&self, kind: ShareKind, has_password: bool, terms: &Terms, began: Instant) -> Vec<Breach> {
        let mut found = Vec::new();
        if self.kinds.as_ref().is_some_and(|kinds| !kinds.contains(&kind)) {
            found.push(Breach::Kind);
        }
        if self.password_required && kind.asks_password() && !has_password {
            found.push(Breach::Password);
        }
        match (self.longest(began), terms.expires_at) {
            (Some((days, latest)), end) if end.is_none_or(|end| end > latest) => found.push(Breach::Life(days)),
            (None, None) if self.end_required => found.push(Breach::End),
            _ => {}
        }
        let inside = |network: &Network| self.networks.iter().any(|outer| network.lies_in(outer));
        if !self.networks.is_empty() && (terms.networks.is_empty() || !terms.networks.iter().all(inside)) {
            found.push(Breach::Networks);
        }
        found
    }

    /// Those of these guests that there may not be: each a domain, and as what it is told.
    #[must_use]
    pub fn breaches_of_guests(&self, guests: &[(EmailDomain, String)]) -> Vec<Breach> {
        let outside = guests.iter().filter(|(domain, _)| !self.lets_guests_of(domain));
        outside.map(|(_, told)| Breach::Domain(told.clone())).collect()
    }

    /// Whether guests may have an address at this domain.
    #[must_use]
    pub fn lets_guests_of(&self, domain: &EmailDomain) -> bool {
        self.domains.is_empty() || self.domains.contains(domain)
    }

    /// The latest end of a share that began to live at this moment, and after how many days that is.
    #[must_use]
    pub fn longest(&self, began: Instant) -> Option<(u32, Instant)> {
        let days = self.longest_days?;
        let latest = began.checked_add_signed(chrono::TimeDelta::days(i64::from(days)))?;
        Some((days, latest))
    }

    /// What holds where this is said above and the other below: the stricter of the two in everything.
    #[must_use]
    pub fn tightened_by(&self, below: &Self) -> Self {
        let kinds = match (&self.kinds, &below.kinds) {
            (Some(above), Some(below)) => Some(above & below),
            (above, below) => above.clone().or_else(|| below.clone()),
        };
        let longest_days = [self.longest_days, below.longest_days].into_iter().flatten().min();
        let default_days = below.default_days.or(self.default_days);
        let networks = both(&self.networks, &below.networks);
        let domains = match (self.domains.is_empty(), below.domains.is_empty()) {
            (false, false) => &self.domains & &below.domains,
            _ => &self.domains | &below.domains,
        };
        // Where no domain is left there are no guests; said of none, it would be all.
        let no_guests = domains.is_empty() && !(self.domains.is_empty() && below.domains.is_empty());
        let all = || ShareKind::ALL.iter().copied().collect::<BTreeSet<_>>();
        let kinds = if no_guests {
            let mut kinds = kinds.unwrap_or_else(all);
            kinds.remove(&ShareKind::Guests);
            Some(kinds)
        } else {
            kinds
        };
        Self {
            // From no network at all nothing opens, and nothing of any kind may be made.
            kinds: if networks.is_none() {
                Some(BTreeSet::new())
            } else {
                kinds
            },
            domains,
            longest_days,
            password_required: self.password_required || below.password_required,
            end_required: self.end_required || below.end_required,
            default_days: default_days.map(|days| longest_days.map_or(days, |longest| days.min(longest))),
            networks: networks.unwrap_or_default(),
            watermark: self.watermark || below.watermark,
        }
    }
}

/// The networks that lie in both; `None`: there are none.
fn both(above: &[Network], below: &[Network]) -> Option<Vec<Network>> {
    if above.is_empty() || below.is_empty() {
        return Some([above, below].concat());
    }
    let narrower = |one: &Network| {
        below
            .iter()
            .filter_map(move |other| one.narrower(other))
            .collect::<Vec<_>>()
    };
    let found: BTreeSet<Network> = above.iter().flat_map(narrower).collect();
    (!found.is_empty()).then(|| found.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use serde_json::json;

    use super::*;

    fn policy(json: serde_json::Value) -> SharePolicy {
        serde_json::from_value(json).unwrap()
    }

    fn now() -> Instant {
        Instant::from_timestamp(1_795_000_000, 0).unwrap()
    }

    #[test]
    fn each_rule_is_broken_alone() {
        let fine = Terms {
            expires_at: Some(now() + TimeDelta::days(7)),
            networks: vec!["10.1.0.0/16".parse().unwrap()],
            ..Terms::default()
        };
        let all = policy(
            json!({ "kinds": ["link"], "longest_days": 7, "password_required": true, "end_required": true,
            "networks": ["10.0.0.0/8"] }),
        );
        let link = ShareKind::Link;
        assert_eq!(all.breaches(link, true, &fine, now()), []);
        assert_eq!(
            SharePolicy::default().breaches(link, false, &Terms::default(), now()),
            []
        );
        assert_eq!(all.breaches(link, false, &fine, now()), [Breach::Password]);
        let long = Terms {
            expires_at: Some(now() + TimeDelta::days(8)),
            ..fine.clone()
        };
        assert_eq!(all.breaches(link, true, &long, now()), [Breach::Life(7)]);
        let endless = Terms {
            expires_at: None,
            ..fine.clone()
        };
        assert_eq!(all.breaches(link, true, &endless, now()), [Breach::Life(7)]);
        assert_eq!(
            policy(json!({ "end_required": true })).breaches(link, true, &endless, now()),
            [Breach::End]
        );
        for networks in [vec![], vec!["10.0.0.0/8", "11.0.0.0/8"], vec!["0.0.0.0/0"]] {
            let networks = networks.iter().map(|network| network.parse().unwrap()).collect();
            let elsewhere = Terms {
                networks,
                ..fine.clone()
            };
            assert_eq!(all.breaches(link, true, &elsewhere, now()), [Breach::Networks]);
        }
        assert_eq!(
            policy(json!({ "kinds": [] })).breaches(link, true, &fine, now()),
            [Breach::Kind]
        );
    }

    #[test]
    fn guests_outside_of_the_domains_are_named() {
        let united = policy(json!({ "domains": ["united.example"] }));
        let guest = |domain: &str, told: &str| (EmailDomain::new(domain).unwrap(), told.to_owned());
        let guests = [
            guest("united.example", "a@united.example"),
            guest("delta.example", "b@delta.example"),
        ];
        assert_eq!(
            united.breaches_of_guests(&guests),
            [Breach::Domain("b@delta.example".to_owned())]
        );
        assert_eq!(SharePolicy::default().breaches_of_guests(&guests), []);
    }

    #[test]
    fn below_it_can_only_be_tightened() {
        let above =
            policy(json!({ "longest_days": 30, "default_days": 14, "networks": ["10.0.0.0/8", "192.0.2.0/24"] }));
        let below =
            policy(json!({ "longest_days": 90, "password_required": true, "networks": ["10.1.0.0/16", "11.0.0.0/8"] }));
        let both = above.tightened_by(&below);
        assert_eq!(
            both,
            policy(
                json!({ "longest_days": 30, "default_days": 14, "password_required": true, "networks": ["10.1.0.0/16"] })
            )
        );
        let apart = above.tightened_by(&policy(json!({ "networks": ["203.0.113.0/24"] })));
        assert_eq!(apart.kinds, Some(BTreeSet::new()), "nothing opens from nowhere");
        let united = policy(json!({ "domains": ["united.example", "delta.example"] }));
        let fewer = united.tightened_by(&policy(json!({ "domains": ["United.example"] })));
        assert_eq!(fewer, policy(json!({ "domains": ["united.example"] })));
        let none = united.tightened_by(&policy(json!({ "domains": ["other.example"] })));
        assert!(none.kinds.is_some_and(|kinds| !kinds.contains(&ShareKind::Guests)));
        let shorter = above.tightened_by(&policy(json!({ "longest_days": 7 })));
        assert_eq!((shorter.longest_days, shorter.default_days), (Some(7), Some(7)));
    }

    #[test]
    fn a_watermark_is_taken_away_by_nobody_below_and_stands_against_no_share() {
        let (marked, silent) = (policy(json!({ "watermark": true })), SharePolicy::default());
        for (above, below) in [(&marked, &silent), (&silent, &marked), (&marked, &marked)] {
            assert!(above.tightened_by(below).watermark);
        }
        assert!(!silent.tightened_by(&silent).watermark);
        assert_eq!(marked.breaches(ShareKind::Link, false, &Terms::default(), now()), []);
    }

    #[test]
    fn what_cannot_hold_is_refused() {
        let pointers = |policy: &SharePolicy| {
            let faults = policy.check().unwrap_err().faults;
            faults.into_iter().map(|fault| fault.pointer).collect::<Vec<_>>()
        };
        let wrong = policy(json!({ "longest_days": 0, "default_days": 9999, "networks": ["0.0.0.0/0"] }));
        assert_eq!(
            pointers(&wrong),
            ["/longest_days", "/default_days", "/default_days", "/networks/0"]
        );
        assert!(
            policy(json!({ "longest_days": 30, "default_days": 30 }))
                .check()
                .is_ok()
        );
    }
}
