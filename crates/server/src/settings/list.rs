//! The list of settings, and what must hold of their values. How flags, environment and file are read is in the module above.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::bail;

use super::{from_file, settings};

settings! {
    "address and port to listen on"
        listen "VITRINE_LISTEN": SocketAddr = SocketAddr::from(([127, 0, 0, 1], 8080)), "127.0.0.1:8080";
    "folder for the database file, uploads, segments and secrets"
        data "VITRINE_DATA": PathBuf = PathBuf::from("vitrine-data"), "./vitrine-data";
    "database: sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME"
        database "VITRINE_DATABASE": String = format!("sqlite:{}", data.join("vitrine.db").display()),
        "sqlite:DATA/vitrine.db";
    "address that people and links use, such as https://dashboards.example.org"
        base_url "VITRINE_BASE_URL": String = format!("http://{listen}"), "http://LISTEN";
    "mail server: smtp://USER:PASSWORD@HOST:587?tls=required or smtps://…"
        smtp "VITRINE_SMTP": String, "mails stay in DATA/outbox";
    "whom mails come from, such as Dashboards <dashboards@example.org>"
        mail_from "VITRINE_MAIL_FROM": String = "vitrine@localhost".to_owned(), "vitrine@localhost";
}

impl Settings {
    /// Adds what `vitrine.toml` in the working folder says, then the defaults.
    ///
    /// # Errors
    /// The file cannot be read or holds something unknown; a value is not right.
    pub fn resolve(self) -> anyhow::Result<Config> {
        let file = from_file(Path::new("vitrine.toml"))?;
        let mut config = self.or(file).with_defaults();
        config.base_url.truncate(config.base_url.trim_end_matches('/').len());
        if !config.base_url.starts_with("http://") && !config.base_url.starts_with("https://") {
            bail!("base_url must begin with http:// or https://");
        }
        Ok(config)
    }
}

impl Config {
    /// Whether people reach the server over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
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
        assert_eq!(config.base_url, "http://127.0.0.1:8080");
        assert!(
            Settings {
                base_url: Some("ftp://x".into()),
                ..Settings::default()
            }
            .resolve()
            .is_err()
        );
    }
}
