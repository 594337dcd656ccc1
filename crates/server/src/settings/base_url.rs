//! The address that people and links use, perhaps with a path. Where the server listens is another setting.

use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

use super::listen::Listen;

/// An address such as `https://dashboards.example.org/charts`, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme, host and port, as browsers name an origin.
    origin: String,
    /// Empty, or begins with a slash and does not end with one.
    path: String,
    /// Nobody set it, and where the server listens does not tell it.
    guessed: bool,
}

impl BaseUrl {
    /// What holds when nothing is set: where the server listens, as far as that is an address at all.
    pub(super) fn of(listen: &Listen) -> Self {
        Self {
            origin: format!("http://{}", listen.from_here()),
            path: String::new(),
            guessed: listen.is_everywhere(),
        }
    }

    /// Scheme, host and port, as browsers name an origin.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The path that the server stands at: empty, or such as `/charts`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether people reach the server over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https:")
    }

    /// Whether links lead to this machine only because nobody said where they should lead.
    #[must_use]
    pub const fn is_guessed(&self) -> bool {
        self.guessed
    }
}

impl FromStr for BaseUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).map_err(|_| "say an address such as https://dashboards.example.org")?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("it must begin with http:// or https://");
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            return Err("it has a host, perhaps a port and a path, and nothing else");
        }
        let leads_nowhere = match url.host() {
            Some(Host::Ipv4(address)) => address.is_unspecified(),
            Some(Host::Ipv6(address)) => address.is_unspecified(),
            Some(Host::Domain(_)) => false,
            None => true,
        };
        if leads_nowhere {
            return Err("0.0.0.0 and [::] are no addresses that a link can lead to: say the one that people use");
        }
        let path = url.path().trim_end_matches('/');
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
        if !path
            .split('/')
            .skip(1)
            .all(|part| !part.is_empty() && part.chars().all(is_plain))
        {
            return Err("its path has letters, digits, '-', '.', '_' and '~' between slashes");
        }
        Ok(Self {
            origin: url.origin().ascii_serialization(),
            path: path.to_owned(),
            guessed: false,
        })
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.path)
    }
}

super::by_text!(BaseUrl);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_form() {
        for (text, origin, path) in [
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080", ""),
            (
                "https://Dashboards.Example.org:443/",
                "https://dashboards.example.org",
                "",
            ),
            (
                "https://example.org/team/charts//",
                "https://example.org",
                "/team/charts",
            ),
            ("http://[::1]:8080/x", "http://[::1]:8080", "/x"),
        ] {
            let base: BaseUrl = text.parse().unwrap();
            assert_eq!((base.origin(), base.path()), (origin, path));
            assert_eq!(base.to_string(), format!("{origin}{path}"));
        }
        for wrong in [
            "ftp://example.org",
            "example.org",
            "https://",
            "http://0.0.0.0:8080",
            "http://[::]:8080",
            "http://0:8080",
            "https://me@example.org",
            "https://example.org/?a=b",
            "https://example.org/#a",
            "https://example.org/a b",
            "https://example.org/a//b",
            "https://example.org/%22",
        ] {
            assert!(wrong.parse::<BaseUrl>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_address_never_stands_in_a_link() {
        for listen in ["0.0.0.0:8080", "[::]:8080", ":8080"] {
            let base = BaseUrl::of(&listen.parse().unwrap());
            assert!(base.is_guessed());
            assert_eq!(base.to_string(), "http://localhost:8080");
        }
        let base = BaseUrl::of(&"192.0.2.7:80".parse().unwrap());
        assert!(!base.is_guessed() && base.to_string() == "http://192.0.2.7:80");
    }
}
