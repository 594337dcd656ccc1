//! Dashboards over HTTP: settings, live pages.

pub(crate) mod live;
mod live_ended;
mod live_rights;
mod settings;
