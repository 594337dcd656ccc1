//! The proxies that are believed when they say where a request comes from. What they say is read at the edge.

use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;

/// Addresses and ranges; empty: nobody is believed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies(Vec<IpNet>);

impl Proxies {
    /// Whether this is one of them.
    #[must_use]
    pub fn include(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|range| range.contains(&address))
    }

    /// Whether nobody is believed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for Proxies {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let range = |part: &str| {
            let part = part.trim();
            let whole = part
                .parse::<IpAddr>()
                .map(|address| IpNet::from(address.to_canonical()));
            whole.or_else(|_| part.parse::<IpNet>())
        };
        let parts = text.split(',').filter(|part| !part.trim().is_empty());
        let ranges: Result<Vec<IpNet>, _> = parts.map(range).collect();
        let ranges = ranges.map_err(|_| "say addresses and ranges such as 10.0.0.0/8, fd00::/8, 192.0.2.7")?;
        if ranges.iter().any(|range| range.prefix_len() == 0) {
            return Err("everybody cannot be trusted: whoever comes could say to come from anywhere");
        }
        Ok(Self(ranges))
    }
}

super::by_text!(Proxies);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_ranges_are_read_and_everybody_is_refused() {
        let proxies: Proxies = "10.0.0.0/8, 192.0.2.7,fd00::/8".parse().unwrap();
        for (address, included) in [
            ("10.9.8.7", true),
            ("::ffff:10.9.8.7", true),
            ("192.0.2.7", true),
            ("192.0.2.8", false),
            ("fd00::1", true),
            ("2001:db8::1", false),
        ] {
            assert_eq!(proxies.include(address.parse().unwrap()), included, "{address}");
        }
        assert!("".parse::<Proxies>().unwrap().is_empty());
        for wrong in ["0.0.0.0/0", "::/0", "10.0.0.0/33", "proxy.example.org", "10.0.0.0/8;x"] {
            assert!(wrong.parse::<Proxies>().is_err(), "{wrong}");
        }
    }
}
