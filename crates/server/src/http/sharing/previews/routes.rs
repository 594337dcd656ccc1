//! Looking at a share as its readers will.

use access::action::{CreateShare, PreviewShare};
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use model::id::ShareId;

use super::wire::{PreviewSession, SharePreviewBody};
use crate::app::sharing::previews::Previewed;
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::language::language;
use crate::http::route::Route;
use crate::http::sharing::shares::routes::new_share;
use crate::http::sharing::shares::wire::NewShareBody;
use crate::http::wire::InWorkspace;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::post(
            "/dashboards/{id}/shares/preview-session",
            "Look at a share as its readers would see it, before it is made",
        )
        .needs::<CreateShare>()
        .takes::<NewShareBody>()
        .gives::<PreviewSession>()
        .to(of_draft),
        Route::post("/shares/{id}/preview-session", "Look at a share as its readers see it")
            .needs::<PreviewShare>()
            .takes::<SharePreviewBody>()
            .gives::<PreviewSession>()
            .to(of_share),
    ]
}

async fn of_share(call: Call, id: Id, Body(body): Body<SharePreviewBody>) -> Reply<Response> {
    let id: ShareId = call.id(&id)?;
    let previewed = call.reply(call.app.preview_share(&call.op, id, body.attributes).await)?;
    Ok(answer(&previewed))
}

async fn of_draft(
    call: Call,
    headers: HeaderMap,
    id: Id,
    Params(query): Params<InWorkspace>,
    Body(body): Body<NewShareBody>,
) -> Reply<Response> {
    let at = call.dashboard(&id, query.workspace)?;
    let new = call.reply(new_share(body, language(&headers)))?;
    let previewed = call.reply(call.app.preview_draft(&call.op, at, &new).await)?;
    Ok(answer(&previewed))
}

fn answer(previewed: &Previewed) -> Response {
    let session = previewed.session.expose();
    let answer = PreviewSession {
        session: session.to_owned(),
        dashboard: previewed.dashboard.to_string(),
        expires_at: previewed.ends,
        path: format!("/preview#{session}"),
    };
    (StatusCode::CREATED, Json(answer)).into_response()
}
