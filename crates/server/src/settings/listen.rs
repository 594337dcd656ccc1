//! Where the server listens, as it is written: an address, a name of this machine, or every address. Which address people use is the
//! base URL's to say.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use tokio::net::{TcpListener, lookup_host};

const RULE: &str = "say an address and a port, such as 127.0.0.1:8080, localhost:8080, or :8080 for every address";

/// Where to listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listen {
    host: Host,
    port: u16,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Host {
    /// Every address of this machine.
    Every,
    Address(IpAddr),
    /// Looked up when listening begins.
    Name(String),
}

impl Default for Listen {
    fn default() -> Self {
        Self {
            host: Host::Address(Ipv4Addr::LOCALHOST.into()),
            port: 8080,
        }
    }
}

impl FromStr for Listen {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(address) = text.parse::<SocketAddr>() {
            return Ok(Self {
                host: Host::Address(address.ip()),
                port: address.port(),
            });
        }
        let (host, port) = text.rsplit_once(':').ok_or(RULE)?;
        let port = port.parse().map_err(|_| RULE)?;
        let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
        let host = match host {
            "" => Host::Every,
            name if is_name(name) => Host::Name(name.to_owned()),
            _ => return Err(RULE),
        };
        Ok(Self { host, port })
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.host {
            Host::Every => write!(f, ":{}", self.port),
            Host::Address(address) => SocketAddr::new(*address, self.port).fmt(f),
            Host::Name(name) => write!(f, "{name}:{}", self.port),
        }
    }
}

impl Listen {
    /// Whether it listens on every address, so that none of them is the server's own.
    #[must_use]
    pub fn is_everywhere(&self) -> bool {
        match &self.host {
            Host::Every => true,
            Host::Address(address) => address.is_unspecified(),
            Host::Name(_) => false,
        }
    }

    /// The address that this machine itself reaches it by, without a scheme.
    #[must_use]
    pub fn from_here(&self) -> String {
        if self.is_everywhere() {
            format!("localhost:{}", self.port)
        } else {
            self.to_string()
        }
    }

    /// Begins to listen: on one address, or on each that the name has.
    ///
    /// # Errors
    /// An address is taken or not this machine's, the name has none.
    pub async fn bind(&self) -> io::Result<Vec<TcpListener>> {
        match &self.host {
            Host::Address(address) => Ok(vec![TcpListener::bind((*address, self.port)).await?]),
            Host::Every => {
                // Takes IPv4 in as well, but where IPv6 is switched off.
                let both = TcpListener::bind((Ipv6Addr::UNSPECIFIED, self.port)).await;
                let bound = match both {
                    Err(error) if error.kind() != io::ErrorKind::AddrInUse => {
                        TcpListener::bind((Ipv4Addr::UNSPECIFIED, self.port)).await
                    }
                    bound => bound,
                };
                Ok(vec![bound?])
            }
            Host::Name(name) => {
                let mut bound: Vec<TcpListener> = Vec::new();
                let mut missing = None;
                for mut address in lookup_host((name.as_str(), self.port)).await? {
                    // All of them on one port, also where any port will do.
                    if let (0, Some(first)) = (self.port, bound.first()) {
                        address.set_port(first.local_addr()?.port());
                    }
                    match TcpListener::bind(address).await {
                        Ok(listener) => bound.push(listener),
                        // `localhost` has an IPv6 address in many files where the machine has none.
                        Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => missing = Some(error),
                        Err(error) => return Err(error),
                    }
                }
                match missing {
                    Some(error) if bound.is_empty() => Err(error),
                    _ if bound.is_empty() => Err(io::ErrorKind::AddrNotAvailable.into()),
                    _ => Ok(bound),
                }
            }
        }
    }
}

super::by_text!(Listen);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_names_and_every_address_are_taken_and_nothing_else() {
        for (text, everywhere, here) in [
            ("127.0.0.1:8080", false, "127.0.0.1:8080"),
            ("[::1]:8080", false, "[::1]:8080"),
            ("localhost:8080", false, "localhost:8080"),
            (":8080", true, "localhost:8080"),
            ("0.0.0.0:8080", true, "localhost:8080"),
            ("[::]:8080", true, "localhost:8080"),
        ] {
            let listen: Listen = text.parse().unwrap();
            assert_eq!(listen.to_string(), text);
            assert_eq!(
                (listen.is_everywhere(), listen.from_here().as_str()),
                (everywhere, here)
            );
        }
        for wrong in [
            "",
            "8080",
            "localhost",
            "localhost:",
            "localhost:http",
            "a b:1",
            "::1:8080",
            "x/y:1",
            ":70000",
        ] {
            assert_eq!(wrong.parse::<Listen>(), Err(RULE), "{wrong}");
        }
    }

    #[tokio::test]
    async fn every_address_of_a_name_is_listened_on() {
        for text in ["localhost:0", ":0"] {
            let bound = text.parse::<Listen>().unwrap().bind().await.unwrap();
            let ports: std::collections::BTreeSet<u16> = bound
                .iter()
                .map(|listener| listener.local_addr().unwrap().port())
                .collect();
            assert_eq!(ports.len(), 1, "{text}: one port");
        }
        let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let text = format!("localhost:{}", taken.local_addr().unwrap().port());
        assert!(
            text.parse::<Listen>().unwrap().bind().await.is_err(),
            "half of a name is not enough"
        );
    }
}
