//! The list of settings, and what must hold of their values. How flags, environment and file are read is in the module above.

use std::path::{Path, PathBuf};

use super::base_url::BaseUrl;
use super::listen::Listen;
use super::proxies::Proxies;
use super::{from_file, settings};

settings! {
    "address and port to listen on, such as localhost:8080; :8080 is every address"
        listen "VITRINE_LISTEN": Listen = Listen::default(), "127.0.0.1:8080";
    "folder for the database file, uploads, segments and secrets"
        data "VITRINE_DATA": PathBuf = PathBuf::from("vitrine-data"), "./vitrine-data";
    "database: sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME"
        database "VITRINE_DATABASE": String = format!("sqlite:{}", data.join("vitrine.db").display()),
        "sqlite:DATA/vitrine.db";
    "address that people and links use, such as https://dashboards.example.org, perhaps with a path"
        base_url "VITRINE_BASE_URL": BaseUrl = BaseUrl::of(&listen), "http://LISTEN";
    "proxies that are believed when they say where a request comes from, such as 10.0.0.0/8,192.0.2.7"
        trusted_proxies "VITRINE_TRUSTED_PROXIES": Proxies = Proxies::default(), "nobody";
    "connections at once; fewer where the system allows fewer open files"
        connections "VITRINE_CONNECTIONS": u32 = 20_000, "20000";
    "connections at once from one network (an IPv4 address, 64 bits of an IPv6 one), trusted proxies apart"
        connections_per_network "VITRINE_CONNECTIONS_PER_NETWORK": u32 = 2_000, "2000";
    "mail server: smtp://USER:PASSWORD@HOST:587?tls=required or smtps://…"
        smtp "VITRINE_SMTP": String, "mails stay in DATA/outbox";
    "whom mails come from, such as Dashboards <dashboards@example.org>"
        mail_from "VITRINE_MAIL_FROM": String = "vitrine@localhost".to_owned(), "vitrine@localhost";
}

impl Settings {
    /// Adds what `vitrine.toml` in the working folder says, then the defaults.
    ///
    /// # Errors
    /// The file cannot be read or holds something unknown or wrong.
    pub fn resolve(self) -> anyhow::Result<Config> {
        let file = from_file(Path::new("vitrine.toml"))?;
        Ok(self.or(file).with_defaults())
    }
}

impl Config {
    /// Whether people reach the server over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.base_url.is_https()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_follow_from_each_other() {
        let config = Settings {
            data: Some("/tmp/x".into()),
            ..Settings::default()
        }
        .resolve()
        .unwrap();
        assert_eq!(config.database, "sqlite:/tmp/x/vitrine.db");
        assert_eq!(config.base_url.to_string(), "http://127.0.0.1:8080");
        assert!(config.trusted_proxies.is_empty(), "nobody is believed");
        let file: Settings = toml::from_str("listen = \":80\"\ntrusted_proxies = \"10.0.0.0/8\"").unwrap();
        assert!(file.with_defaults().base_url.is_guessed());
        assert!(toml::from_str::<Settings>("base_url = \"http://0.0.0.0\"").is_err());
    }
}
