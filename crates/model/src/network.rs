//! Networks that somebody names: one address, or a range of them. Only whether an address lies in one; where a request comes from is found
//! out at the edge.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A range of addresses, such as `10.0.0.0/8` or `2001:db8::/32`; a single address is a range of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Network(IpNet);

impl Network {
    /// Whether an address lies in it. An address of IPv4 that is written as one of IPv6 is one of IPv4.
    #[must_use]
    pub fn includes(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }

    /// Whether every address of it is one of the other's.
    #[must_use]
    pub fn lies_in(&self, outer: &Self) -> bool {
        outer.0.contains(&self.0)
    }

    /// The one of two that lies in the other; networks never meet otherwise.
    #[must_use]
    pub fn narrower(&self, other: &Self) -> Option<Self> {
        if self.lies_in(other) {
            Some(*self)
        } else {
            other.lies_in(self).then_some(*other)
        }
    }

    /// Whether it is all addresses there are.
    #[must_use]
    pub fn is_everywhere(&self) -> bool {
        self.0.prefix_len() == 0
    }
}

impl FromStr for Network {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let range = match text.parse::<IpAddr>() {
            Ok(address) => IpNet::from(address.to_canonical()),
            Err(_) => text
                .parse()
                .map_err(|_| "say an address or a range such as 192.0.2.7, 10.0.0.0/8, fd00::/8")?,
        };
        match range {
            IpNet::V6(inside) if inside.addr().to_ipv4_mapped().is_some() => {
                Err("write addresses of IPv4 as such: 10.0.0.0/8")
            }
            // Ends in zeros, so that one range has one form.
            range => Ok(Self(range.trunc())),
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Network {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Network {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_lies_in_the_ranges_that_hold_it() {
        for (network, address, included) in [
            ("10.0.0.0/8", "10.9.8.7", true),
            ("10.0.0.0/8", "::ffff:10.9.8.7", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("192.0.2.7", "192.0.2.7", true),
            ("192.0.2.7", "192.0.2.8", false),
            ("::ffff:192.0.2.7", "192.0.2.7", true),
            ("2001:db8::/32", "2001:db8:1::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("10.0.0.0/8", "2001:db8::1", false),
            // Everywhere in IPv4 is nowhere in IPv6.
            ("0.0.0.0/0", "2001:db8::1", false),
        ] {
            let network: Network = network.parse().unwrap();
            assert_eq!(
                network.includes(address.parse().unwrap()),
                included,
                "{network} {address}"
            );
        }
    }

    #[test]
    fn a_range_has_one_form() {
        for (said, form) in [
            (" 10.1.2.3/8 ", "10.0.0.0/8"),
            ("192.0.2.7", "192.0.2.7/32"),
            ("FD00::/8", "fd00::/8"),
        ] {
            assert_eq!(said.parse::<Network>().unwrap().to_string(), form);
        }
        for wrong in [
            "",
            "10.0.0.0/33",
            "example.org",
            "10.0.0",
            "::ffff:10.0.0.0/104",
            "10.0.0.0/8,",
        ] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
