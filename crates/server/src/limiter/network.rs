//! The network of a caller: what one person has at least, and a stranger cannot have much of. An IPv4 address, or the 64 bits of an
//! IPv6 address that a provider hands out at once.

use std::net::{IpAddr, Ipv4Addr};

/// Where a call comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Network {
    /// From inside of the program.
    Here,
    /// One IPv4 address.
    Four(Ipv4Addr),
    /// The first 64 bits of an IPv6 address.
    Six([u16; 4]),
}

impl std::fmt::Display for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Here => f.write_str("here"),
            Self::Four(address) => write!(f, "{address}"),
            Self::Six([a, b, c, d]) => write!(f, "{a:x}:{b:x}:{c:x}:{d:x}::"),
        }
    }
}

impl From<Option<IpAddr>> for Network {
    fn from(address: Option<IpAddr>) -> Self {
        match address.map(|address| address.to_canonical()) {
            None => Self::Here,
            Some(IpAddr::V4(address)) => Self::Four(address),
            Some(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                Self::Six([a, b, c, d])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        Network::from(Some(text.parse().unwrap()))
    }

    #[test]
    fn neighbours_in_64_bits_are_one_network() {
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }
}
