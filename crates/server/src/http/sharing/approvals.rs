//! What waits for the readers of a share, and approving it.

use access::action::{ApproveShare, SeeShare};
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use model::id::ShareId;

use super::shares::routes::dto;
use super::shares::wire::Share;
use crate::http::call::{Body, Call, Id, Reply};
use crate::http::route::Route;
use crate::http::wire::waiting::{ApproveBody, Waiting};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/shares/{id}/waiting", "Questions that wait for its owner")
            .needs::<SeeShare>()
            .gives::<Waiting>()
            .to(waiting),
        Route::post(
            "/shares/{id}/approve",
            "Approve the questions of a revision for its readers",
        )
        .needs::<ApproveShare>()
        .takes::<ApproveBody>()
        .gives::<Share>()
        .to(approve),
    ]
}

async fn waiting(call: Call, id: Id) -> Reply<Response> {
    let id: ShareId = call.id(&id)?;
    Ok(match call.reply(call.app.share_waiting(&call.op, id).await)? {
        Some(found) => Json(Waiting::from(&call, found.waiting, found.unreached)).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}

async fn approve(call: Call, id: Id, Body(body): Body<ApproveBody>) -> Reply<Json<Share>> {
    let id: ShareId = call.id(&id)?;
    let listed = call.reply(call.app.approve_share(&call.op, id, body.revision).await)?;
    Ok(Json(dto(&call, listed).await))
}
