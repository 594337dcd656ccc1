//! The proxies that are believed when they say where a request comes from. What they say is read at the edge.

use std::net::IpAddr;
use std::str::FromStr;

use model::network::Network;

/// Addresses and ranges; empty: nobody is believed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies(Vec<Network>);

impl Proxies {
    /// Whether this is one of them.
    #[must_use]
    pub fn include(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.includes(address))
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
        let parts = text.split(',').filter(|part| !part.trim().is_empty());
        let networks: Vec<Network> = parts.map(str::parse).collect::<Result<_, _>>()?;
        if networks.iter().any(Network::is_everywhere) {
            return Err("everybody cannot be trusted: whoever comes could say to come from anywhere");
        }
        Ok(Self(networks))
    }
}

super::by_text!(Proxies);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_ranges_are_read_and_everybody_is_refused() {
        let proxies: Proxies = "10.0.0.0/8, 192.0.2.7,fd00::/8".parse().unwrap();
        for (address, included) in [("10.9.8.7", true), ("192.0.2.8", false), ("fd00::1", true)] {
            assert_eq!(proxies.include(address.parse().unwrap()), included, "{address}");
        }
        assert!("".parse::<Proxies>().unwrap().is_empty());
        for wrong in ["0.0.0.0/0", "::/0", "10.0.0.0/33", "proxy.example.org", "10.0.0.0/8;x"] {
            assert!(wrong.parse::<Proxies>().is_err(), "{wrong}");
        }
    }
}
