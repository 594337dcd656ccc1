//! Dashboards over HTTP: settings, live pages.

mod live;
mod live_ended;
mod live_rights;
mod settings;
