//! How many connections there are, in all and from one network. Nothing is read of a connection that finds no place.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::limiter::Network;
use crate::settings::Proxies;

/// Places for connections.
#[derive(Debug)]
pub(super) struct Sockets {
    places: Arc<Semaphore>,
    /// Networks with an open connection, so never more entries than places.
    networks: Networks,
    per_network: u32,
    proxies: Proxies,
}

/// Open connections of each network.
type Networks = Arc<Mutex<HashMap<Network, u32>>>;

/// One connection's place; free again when this is dropped.
#[derive(Debug)]
pub(super) struct Socket {
    _place: OwnedSemaphorePermit,
    counted: Option<(Network, Networks)>,
}

/// Why there is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Full {
    /// For nobody.
    All,
    /// For this network.
    Network,
}

impl Sockets {
    /// So many places, and so many of them for each network. Proxies bring everybody's connections: for them only the sum counts.
    pub(super) fn new(places: u32, per_network: u32, proxies: Proxies) -> Self {
        let places = usize::try_from(places).unwrap_or(usize::MAX);
        Self {
            places: Arc::new(Semaphore::new(places.min(Semaphore::MAX_PERMITS))),
            networks: Arc::default(),
            per_network,
            proxies,
        }
    }

    /// A place for a connection.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn take(&self, from: IpAddr) -> Result<Socket, Full> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Full::All)?;
        if self.proxies.include(from) {
            return Ok(Socket {
                _place: place,
                counted: None,
            });
        }
        let network = Network::from(Some(from));
        let mut networks = self.networks.lock().unwrap_or_else(PoisonError::into_inner);
        let open = networks.entry(network).or_default();
        if *open >= self.per_network {
            return Err(Full::Network);
        }
        *open += 1;
        drop(networks);
        Ok(Socket {
            _place: place,
            counted: Some((network, Arc::clone(&self.networks))),
        })
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let Some((network, networks)) = &self.counted else {
            return;
        };
        let mut networks = networks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = networks.get_mut(network) {
            *open = open.saturating_sub(1);
            if *open == 0 {
                networks.remove(network);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_network_takes_no_more_than_its_part_and_leaves_the_rest_to_others() {
        let sockets = Sockets::new(4, 2, Proxies::default());
        let (one, other) = (address("192.0.2.1"), address("192.0.2.2"));
        let first = sockets.take(one).unwrap();
        let _second = sockets.take(one).unwrap();
        assert_eq!(sockets.take(one).unwrap_err(), Full::Network);
        let _others = (sockets.take(other).unwrap(), sockets.take(other).unwrap());
        assert_eq!(sockets.take(address("192.0.2.3")).unwrap_err(), Full::All);
        drop(first);
        assert!(sockets.take(one).is_ok(), "a place is free again");
    }

    #[test]
    fn what_is_counted_is_forgotten() {
        let sockets = Sockets::new(10, 5, Proxies::default());
        let open: Vec<_> = (0..5)
            .map(|n| sockets.take(IpAddr::from([192, 0, 2, n])).unwrap())
            .collect();
        assert_eq!(sockets.networks.lock().unwrap().len(), 5);
        drop(open);
        assert!(sockets.networks.lock().unwrap().is_empty());
    }

    #[test]
    fn proxies_bring_everybody() {
        let sockets = Sockets::new(4, 1, "10.0.0.0/8".parse().unwrap());
        let open: Vec<_> = (0..4).map(|_| sockets.take(address("10.0.0.1")).unwrap()).collect();
        assert_eq!(sockets.take(address("10.0.0.1")).unwrap_err(), Full::All);
        drop(open);
    }
}
