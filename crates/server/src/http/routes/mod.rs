//! All routes by area. Each file lists its own, with the need of each, next to the handlers.

mod asking;
mod dashboards;
mod data;
mod exports;
mod folders;
mod grants;
mod groups;
mod invitations;
mod live;
mod people;
mod policies;
mod reach;
mod requests;
mod settings;
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
        invitations::routes(),
        groups::routes(),
        workspaces::routes(),
        policies::routes(),
        data::routes(),
        folders::routes(),
        dashboards::routes(),
        asking::routes(),
        settings::routes(),
        grants::routes(),
        requests::routes(),
        reach::routes(),
        live::routes(),
        shares::routes(),
        share_sessions::routes(),
        exports::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
