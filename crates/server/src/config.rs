//! Settings: flags beat environment beats `vitrine.toml`. Not for anything that people change while it runs.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde::Deserialize;

/// What can be set, before defaults.
#[derive(Debug, Clone, Default, Deserialize, clap::Args)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Address and port to listen on
    #[arg(long, env = "VITRINE_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// Folder for the database file, uploads, segments and secrets
    #[arg(long, env = "VITRINE_DATA")]
    pub data: Option<PathBuf>,
    /// Database: sqlite:PATH or postgres://USER@HOST/NAME; a SQLite file in the data folder when absent
    #[arg(long, env = "VITRINE_DATABASE", hide_env_values = true)]
    pub database: Option<String>,
    /// Address that people and links use, such as <https://dashboards.example.org>
    #[arg(long, env = "VITRINE_BASE_URL")]
    pub base_url: Option<String>,
    /// Mail server: `smtp://USER:PASSWORD@HOST:587?tls=required` or smtps://…; mails stay in the outbox folder when absent
    #[arg(long, env = "VITRINE_SMTP", hide_env_values = true)]
    pub smtp: Option<String>,
    /// Whom mails come from, such as "Dashboards <dashboards@example.org>"
    #[arg(long, env = "VITRINE_MAIL_FROM")]
    pub mail_from: Option<String>,
}

/// Every key with its meaning and default, for `vitrine config --explain`.
pub const KEYS: [(&str, &str, &str, &str); 6] = [
    (
        "listen",
        "VITRINE_LISTEN",
        "127.0.0.1:8080",
        "address and port to listen on",
    ),
    (
        "data",
        "VITRINE_DATA",
        "./vitrine-data",
        "folder for the database file, uploads, segments and secrets",
    ),
    (
        "database",
        "VITRINE_DATABASE",
        "sqlite:DATA/vitrine.db",
        "sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME",
    ),
    (
        "base_url",
        "VITRINE_BASE_URL",
        "http://LISTEN",
        "address that people and links use",
    ),
    (
        "smtp",
        "VITRINE_SMTP",
        "mails stay in DATA/outbox",
        "mail server: smtp://USER:PASSWORD@HOST:587?tls=required or smtps://…",
    ),
    (
        "mail_from",
        "VITRINE_MAIL_FROM",
        "vitrine@localhost",
        "whom mails come from",
    ),
];

/// Settings with defaults applied.
#[derive(Clone)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Data folder.
    pub data: PathBuf,
    /// Database address.
    pub database: String,
    /// Without a trailing slash.
    pub base_url: String,
    /// Mail server.
    pub smtp: Option<String>,
    /// Whom mails come from.
    pub mail_from: String,
}

impl Settings {
    /// Adds what `vitrine.toml` in the working folder says, then the defaults.
    ///
    /// # Errors
    /// The file cannot be read or holds something unknown.
    pub fn resolve(self) -> anyhow::Result<Config> {
        let file = Self::from_file(Path::new("vitrine.toml"))?;
        let listen = self
            .listen
            .or(file.listen)
            .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)));
        let data = self.data.or(file.data).unwrap_or_else(|| PathBuf::from("vitrine-data"));
        let database = self.database.or(file.database);
        let database = database.unwrap_or_else(|| format!("sqlite:{}", data.join("vitrine.db").display()));
        let base_url = self
            .base_url
            .or(file.base_url)
            .unwrap_or_else(|| format!("http://{listen}"));
        let base_url = base_url.trim_end_matches('/').to_owned();
        if !base_url.starts_with("http://") && !base_url.starts_with("https://") {
            bail!("base_url must begin with http:// or https://");
        }
        Ok(Config {
            listen,
            data,
            database,
            base_url,
            smtp: self.smtp.or(file.smtp),
            mail_from: self
                .mail_from
                .or(file.mail_from)
                .unwrap_or_else(|| "vitrine@localhost".to_owned()),
        })
    }

    fn from_file(path: &Path) -> anyhow::Result<Self> {
        match std::fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).with_context(|| format!("{} is not right", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }
}

/// Without the addresses that carry passwords.
impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("data", &self.data)
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
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
