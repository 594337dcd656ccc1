//! All routes by area. Each file lists its own, with the need of each, next to the handlers.

mod dashboards;
mod data;
mod exports;
mod grants;
mod live;
mod people;
mod share_sessions;
mod shares;
mod sign_in;
mod workspaces;

use super::router::Route;

/// Every route of the API.
#[must_use]
pub fn all() -> Vec<Route> {
    [
        sign_in::routes(),
        people::routes(),
        workspaces::routes(),
        data::routes(),
        dashboards::routes(),
        grants::routes(),
        live::routes(),
        shares::routes(),
        share_sessions::routes(),
        exports::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
