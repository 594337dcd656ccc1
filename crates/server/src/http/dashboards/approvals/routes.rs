//! What waits for users who look through the displayed eyes, and approving it.

use access::action::{ApproveDisplay, Save};
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;

use crate::app::error::Error;
use crate::app::sharing::locks::OutOfReach;
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::dashboards::documents::routes::shown;
use crate::http::dashboards::documents::wire::Dashboard;
use crate::http::door::{Knock, may};
use crate::http::route::Route;
use crate::http::wire::InWorkspace;
use crate::http::wire::waiting::{ApproveBody, Waiting};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/dashboards/{id}/display/waiting",
            "Questions that wait for whoever's data it displays",
        )
        .needs_by::<Save>(saves_or_approves)
        .or::<ApproveDisplay>()
        .gives::<Waiting>()
        .to(waiting),
        Route::post(
            "/dashboards/{id}/display/approve",
            "Approve the questions of a revision for displayed data",
        )
        .needs::<ApproveDisplay>()
        .takes::<ApproveBody>()
        .gives::<Dashboard>()
        .to(approve),
    ]
}

fn saves_or_approves(knock: &Knock<'_>) -> Result<(), Error> {
    may::<Save>(knock).or_else(|refused| may::<ApproveDisplay>(knock).map_err(|_| refused))
}

async fn waiting(call: Call, id: Id, Params(query): Params<InWorkspace>) -> Reply<Response> {
    let at = call.dashboard(&id, query.workspace)?;
    Ok(match call.reply(call.app.display_waiting(&call.op, at).await)? {
        Some(found) => Json(Waiting::from(&call, found, OutOfReach::default())).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}

async fn approve(
    call: Call,
    id: Id,
    Params(query): Params<InWorkspace>,
    Body(body): Body<ApproveBody>,
) -> Reply<Response> {
    let at = call.dashboard(&id, query.workspace)?;
    call.reply(call.app.approve_display(&call.op, at, body.revision).await)?;
    shown(&call, at).await
}
