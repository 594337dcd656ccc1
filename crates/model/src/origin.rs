//! Sites that somebody names: scheme, host and port of their pages, and nothing behind. Only the one form of an origin; whether a page
//! comes from it is the browser's to say.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::limits::ORIGIN_CHARACTERS;

/// The origin of a site's pages, such as `https://intranet.example`. `http` only for this very machine. One origin has one form, the one
/// that browsers compare: small letters, no port that goes without saying, no path. It has none of the characters that end a word of a
/// header, so it can stand in one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin(String);

const RULE: &str =
    "say the address of a site such as https://intranet.example, without a path; http is for localhost alone";

impl Origin {
    /// The text form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether pages of this host come from the machine they are read on.
fn is_here(host: &str) -> bool {
    host == "localhost" || host == "127.0.0.1"
}

/// A host name in small letters of ASCII.
fn host(text: &str) -> Option<String> {
    let host = idna::domain_to_ascii_strict(text).ok()?;
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    host.split('.').all(label).then_some(host)
}

impl FromStr for Origin {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text.chars().count() > ORIGIN_CHARACTERS {
            return Err(RULE);
        }
        let (scheme, rest) = text.split_once("://").ok_or(RULE)?;
        let scheme = scheme.to_ascii_lowercase();
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (name, port) = match rest.split_once(':') {
            Some((name, port)) => {
                let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
                let port = port.parse::<u16>().ok().filter(|port| digits && *port > 0);
                (name, Some(port.ok_or(RULE)?))
            }
            None => (rest, None),
        };
        let host = host(name).ok_or(RULE)?;
        let usual = match scheme.as_str() {
            "https" => 443,
            "http" if is_here(&host) => 80,
            _ => return Err(RULE),
        };
        Ok(Self(match port.filter(|port| *port != usual) {
            Some(port) => format!("{scheme}://{host}:{port}"),
            None => format!("{scheme}://{host}"),
        }))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_one_form() {
        for (said, form) in [
            ("https://intranet.example", "https://intranet.example"),
            (" HTTPS://Intranet.Example:443/ ", "https://intranet.example"),
            ("https://intranet.example:8443", "https://intranet.example:8443"),
            ("https://m\u{fc}nchen.example", "https://xn--mnchen-3ya.example"),
            ("https://10.0.0.7", "https://10.0.0.7"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://127.0.0.1:80", "http://127.0.0.1"),
        ] {
            assert_eq!(said.parse::<Origin>().as_ref().map(Origin::as_str), Ok(form), "{said}");
        }
    }

    #[test]
    fn what_is_no_site_or_would_end_a_word_of_a_header_is_refused() {
        for wrong in [
            "",
            "*",
            "https://",
            "https://*",
            "https://*.example.org",
            "https:",
            "intranet.example",
            "null",
            "'self'",
            "data://x",
            "http://intranet.example",
            "http://localhost.example",
            "ftp://localhost",
            "https://a.example/path",
            "https://a.example?x",
            "https://a.example#x",
            "https://me@a.example",
            "https://a.example:0",
            "https://a.example:+8",
            "https://a.example:99999",
            "https://a.example:",
            "https://a..example",
            "https://a.example;script-src",
            "https://a.example,https://b.example",
            "https://a.example https://b.example",
            "https://a.example\nx: y",
            "https://a\u{2028}.example",
            "https://[::1]",
            "https://a_b.example",
        ] {
            assert!(wrong.parse::<Origin>().is_err(), "{wrong:?}");
        }
        assert!(
            format!("https://{}.example", "a".repeat(300))
                .parse::<Origin>()
                .is_err()
        );
    }
}
