//! The list of all routes, by area. Each feature lists its own next to the handlers.

use super::route::Route;
use super::{dashboards, data, delivery, operations, people, sharing, workspaces};

/// Every route of the API.
#[must_use]
pub fn all() -> Vec<Route> {
    [
        people::sign_in::routes::routes(),
        people::tokens::routes::routes(),
        people::users::routes::routes(),
        people::invitations::routes::routes(),
        people::credentials::routes::routes(),
        people::groups::routes::routes(),
        workspaces::tree::routes::routes(),
        workspaces::policies::routes::routes(),
        workspaces::folders::routes::routes(),
        workspaces::reach::routes::routes(),
        workspaces::effects::routes::routes(),
        workspaces::brand::routes::routes(),
        data::datasets::routes::routes(),
        data::row_rules::routes::routes(),
        dashboards::documents::routes::routes(),
        dashboards::asking::routes::routes(),
        dashboards::settings::routes::routes(),
        dashboards::approvals::routes::routes(),
        dashboards::grants::routes::routes(),
        dashboards::access_requests::routes::routes(),
        dashboards::live::routes::routes(),
        sharing::shares::routes::routes(),
        sharing::approvals::routes(),
        sharing::consent::routes(),
        sharing::previews::routes::routes(),
        sharing::keys::routes::routes(),
        sharing::share_sessions::routes::routes(),
        sharing::recipients::routes::routes(),
        sharing::guests::routes::routes(),
        sharing::rules::routes::routes(),
        delivery::exports::routes::routes(),
        delivery::outbox::routes::routes(),
        operations::audit::routes::routes(),
        #[cfg(feature = "throwaway")]
        operations::throwaway::routes::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
