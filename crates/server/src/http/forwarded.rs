//! Where a request comes from when proxies pass it on: what they say counts only where they are trusted, from the nearest one on. What is
//! done with the address is not known here.

use std::net::{IpAddr, SocketAddr};
use std::sync::Once;

use http::{HeaderMap, HeaderName, header};

use crate::limits::PROXIES_PASSED;
use crate::settings::Proxies;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address of who sent the request: the last one in the row of those that passed it on which is no trusted proxy.
///
/// When the two headers say different things, the proxy has set only one of them, and the other is whatever the sender made up: then
/// neither is believed, and the request counts as the proxy's own.
pub(super) fn reader(headers: &HeaderMap, peer: IpAddr, trusted: &Proxies) -> IpAddr {
    let peer = peer.to_canonical();
    let is_passed_on = headers.contains_key(&X_FORWARDED_FOR) || headers.contains_key(header::FORWARDED);
    if !is_passed_on {
        return peer;
    }
    if !trusted.include(peer) {
        say_once(peer, trusted);
        return peer;
    }
    let row = |name: &HeaderName, read: fn(&str) -> Option<IpAddr>| {
        headers
            .contains_key(name)
            .then(|| last_untrusted(&entries(headers, name), read, peer, trusted))
    };
    match (row(&X_FORWARDED_FOR, address), row(&header::FORWARDED, sender)) {
        (Some(one), Some(other)) if one != other => peer,
        (Some(reader), _) | (None, Some(reader)) => reader,
        (None, None) => peer,
    }
}

/// The entries of a header that may stand in several lines, nearest proxy first.
fn entries(headers: &HeaderMap, name: &HeaderName) -> Vec<String> {
    let lines = headers.get_all(name).iter().filter_map(|line| line.to_str().ok());
    let mut entries: Vec<String> = lines.flat_map(split).map(|entry| entry.trim().to_owned()).collect();
    entries.reverse();
    entries.truncate(PROXIES_PASSED);
    entries
}

/// Splits at commas outside of quotes.
fn split(line: &str) -> Vec<&str> {
    let mut quoted = false;
    line.split(|c: char| {
        quoted ^= c == '"';
        c == ',' && !quoted
    })
    .collect()
}

/// Goes from the nearest to the farthest as long as each is trusted. What cannot be read ends the way: the last trusted one counts.
fn last_untrusted(entries: &[String], read: fn(&str) -> Option<IpAddr>, peer: IpAddr, trusted: &Proxies) -> IpAddr {
    let mut last = peer;
    for entry in entries {
        let Some(address) = read(entry) else { break };
        last = address;
        if !trusted.include(address) {
            break;
        }
    }
    last
}

/// An address as proxies write it: alone, or with a port behind it.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(text);
    let address = bare.parse::<IpAddr>().ok();
    let address = address.or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()));
    address.map(|address| address.to_canonical())
}

/// The `for` of an element of `Forwarded` (RFC 7239).
fn sender(element: &str) -> Option<IpAddr> {
    let value = element.split(';').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then_some(value)
    })?;
    address(value.trim().trim_matches('"'))
}

/// Who runs the server behind a proxy and has not said so sees everybody come from one address.
fn say_once(peer: IpAddr, trusted: &Proxies) {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        let who = if trusted.is_empty() { "nobody is" } else { "it is not" };
        tracing::warn!(
            "{peer} passes on a request and says where it comes from, but {who} among the trusted proxies: it counts as coming \
             from {peer} itself. If that is your proxy, name it with --trusted-proxies"
        );
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, lines: &[(&str, &str)]) -> String {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        }
        let trusted = "10.0.0.0/8,fd00::/8".parse().unwrap();
        reader(&headers, peer.parse().unwrap(), &trusted).to_string()
    }

    const XFF: &str = "x-forwarded-for";

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(from("192.0.2.1", &[(XFF, "198.51.100.7")]), "192.0.2.1");
        assert_eq!(from("10.0.0.1", &[(XFF, "198.51.100.7")]), "198.51.100.7");
        assert_eq!(from("::ffff:10.0.0.1", &[(XFF, "198.51.100.7")]), "198.51.100.7");
        assert_eq!(from("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(from("192.0.2.1", &[("forwarded", "for=198.51.100.7")]), "192.0.2.1");
    }

    #[test]
    fn what_the_sender_made_up_stands_left_of_what_the_proxy_saw() {
        assert_eq!(from("10.0.0.1", &[(XFF, "203.0.113.9, 198.51.100.7")]), "198.51.100.7");
        assert_eq!(
            from("10.0.0.1", &[(XFF, "203.0.113.9"), (XFF, "198.51.100.7")]),
            "198.51.100.7"
        );
        assert_eq!(
            from("10.0.0.1", &[(XFF, "203.0.113.9, 198.51.100.7, 10.0.0.2")]),
            "198.51.100.7"
        );
        // A made-up proxy does not help either.
        assert_eq!(
            from("10.0.0.1", &[(XFF, "203.0.113.9, 10.9.9.9, 198.51.100.7")]),
            "198.51.100.7"
        );
    }

    #[test]
    fn what_cannot_be_read_counts_as_the_proxy_that_said_it() {
        for made_up in ["", "unknown", "_hidden", "evil", "1.2.3", "1.2.3.4.5", "198.51.100.7 x"] {
            assert_eq!(from("10.0.0.1", &[(XFF, made_up)]), "10.0.0.1", "{made_up}");
        }
        assert_eq!(
            from("10.0.0.1", &[(XFF, "198.51.100.7, unknown, 10.0.0.2")]),
            "10.0.0.2"
        );
    }

    #[test]
    fn both_ways_of_writing_are_read_and_must_not_differ() {
        for (element, expected) in [
            ("for=198.51.100.7", "198.51.100.7"),
            ("For=\"198.51.100.7:4711\";proto=https;by=10.0.0.1", "198.51.100.7"),
            ("proto=https; for=\"[2001:db8::1]:4711\"", "2001:db8::1"),
            ("for=\"[2001:db8::1]\"", "2001:db8::1"),
            ("for=203.0.113.9, for=198.51.100.7", "198.51.100.7"),
            ("for=\"a,b\", for=198.51.100.7", "198.51.100.7"),
            ("for=_gazonk", "10.0.0.1"),
            ("by=198.51.100.7", "10.0.0.1"),
        ] {
            assert_eq!(from("10.0.0.1", &[("forwarded", element)]), expected, "{element}");
        }
        let both = |other| from("10.0.0.1", &[(XFF, "198.51.100.7"), ("forwarded", other)]);
        assert_eq!(both("for=198.51.100.7"), "198.51.100.7");
        assert_eq!(both("for=203.0.113.9"), "10.0.0.1", "one of them is made up");
        assert_eq!(from("10.0.0.1", &[(XFF, "[2001:db8::1]:4711")]), "2001:db8::1");
        assert_eq!(from("10.0.0.1", &[(XFF, "198.51.100.7:4711")]), "198.51.100.7");
    }

    #[test]
    fn a_row_without_end_is_not_followed() {
        let row = ["10.0.0.2"; 10_000].join(",");
        assert_eq!(from("10.0.0.1", &[(XFF, &row)]), "10.0.0.2");
    }
}
