//! Settings: what can be set when the program starts, by flag, environment or `vitrine.toml`. Not for anything that people change
//! while it runs. Every setting is one entry of `list.rs`; this file has the macro that makes everything else of that list.

mod base_url;
mod list;
mod listen;
mod proxies;
#[cfg(test)]
pub mod throwaway;

use std::path::Path;

use anyhow::Context as _;
use serde::Deserialize;

pub use base_url::BaseUrl;
pub use list::{Config, KEYS, Settings};
pub use listen::Listen;
pub use proxies::Proxies;

/// Reads a setting from a file as from the command line: by its text.
macro_rules! by_text {
    ($setting:ty) => {
        impl<'de> serde::Deserialize<'de> for $setting {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = String::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
use by_text;

/// One setting, as documentation and `vitrine config --explain` tell it.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its key in `vitrine.toml`, such as `base_url`.
    pub name: &'static str,
    /// Its environment variable, such as `VITRINE_BASE_URL`.
    pub environment: &'static str,
    /// What holds when nothing is set, in words.
    pub default: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

impl Key {
    /// Its flag, such as `--base-url`.
    #[must_use]
    pub fn flag(&self) -> String {
        format!("--{}", self.name.replace('_', "-"))
    }
}

/// Makes of one list: `Settings` (what was given, by flag or environment or file), `Config` (with defaults) and `KEYS`.
///
/// An entry is `"what it means" name "VITRINE_NAME": Type = default, "the default in words";`. A default may use the settings above
/// it. Without a default the setting may be absent, and `Config` has an `Option`.
macro_rules! settings {
    (@kept $type:ty, $default:expr) => { $type };
    (@kept $type:ty) => { Option<$type> };
    (@value $given:expr, $default:expr) => { match $given { Some(given) => given, None => $default } };
    (@value $given:expr) => { $given };
    ($($meaning:tt $name:ident $environment:tt: $type:ty $(= $default:expr)?, $words:literal;)*) => {
        /// What was set, before defaults.
        #[derive(Debug, Clone, Default, serde::Deserialize, clap::Args)]
        #[serde(deny_unknown_fields)]
        pub struct Settings {
            $(
                #[doc = $meaning]
                #[arg(long, env = $environment, hide_env_values = true)]
                pub $name: Option<$type>,
            )*
        }

        /// Settings with defaults applied.
        #[derive(Clone)]
        pub struct Config {
            $(#[doc = $meaning] pub $name: $crate::settings::settings!(@kept $type $(, $default)?),)*
        }

        /// No value is shown: some hold passwords.
        impl std::fmt::Debug for Config {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct("Config").finish_non_exhaustive()
            }
        }

        /// Every setting, in the order of the list.
        pub const KEYS: &[$crate::settings::Key] = &[$($crate::settings::Key {
            name: stringify!($name),
            environment: $environment,
            default: $words,
            meaning: $meaning,
        },)*];

        impl Settings {
            /// What is not set here is taken from the other.
            #[must_use]
            pub(crate) fn or(self, other: Self) -> Self {
                Self { $($name: self.$name.or(other.$name),)* }
            }

            /// Applies the defaults.
            pub(crate) fn with_defaults(self) -> Config {
                $(let $name = $crate::settings::settings!(@value self.$name $(, $default)?);)*
                Config { $($name,)* }
            }
        }
    };
}
pub(crate) use settings;

/// Reads settings of a TOML file; one that does not exist sets nothing.
///
/// # Errors
/// The file cannot be read or holds something unknown.
fn from_file<T: Default + for<'de> Deserialize<'de>>(path: &Path) -> anyhow::Result<T> {
    match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).with_context(|| format!("{} is not right", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(T::default()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// One line for each setting.
#[must_use]
pub fn explain(keys: &[Key]) -> String {
    let longest = |of: fn(&Key) -> usize| keys.iter().map(of).max().unwrap_or(0);
    let (names, environments) = (longest(|key| key.name.len()), longest(|key| key.environment.len()));
    let line = |key: &Key| {
        let Key {
            name,
            environment,
            default,
            meaning,
        } = key;
        format!("{name:<names$} {environment:<environments$} default {default:<24} {meaning}\n")
    };
    keys.iter().map(line).collect()
}

/// The table of `docs/operate.md`.
#[must_use]
pub fn table(keys: &[Key]) -> String {
    let line = |key: &Key| {
        let (
            flag,
            Key {
                environment,
                default,
                meaning,
                ..
            },
        ) = (key.flag(), key);
        format!("| `{flag}` | `{environment}` | {default} | {meaning} |\n")
    };
    let head = "| flag | environment | default | meaning |\n|---|---|---|---|\n";
    keys.iter().fold(head.to_owned(), |table, key| table + &line(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Put the printed table into the document when this fails.
    #[test]
    fn the_document_has_every_setting() {
        let document = include_str!("../../../../docs/operate.md");
        let table = table(KEYS);
        assert!(document.contains(&table), "docs/operate.md lacks this table:\n{table}");
    }

    #[test]
    fn names_follow_one_rule() {
        for key in KEYS {
            assert_eq!(key.environment, format!("VITRINE_{}", key.name.to_uppercase()));
            assert!(explain(KEYS).contains(key.meaning));
        }
    }
}
