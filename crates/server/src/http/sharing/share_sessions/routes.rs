//! Opening a share by the secret of its link.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};

use super::wire::{ShareSession, ShareSessionBody};
use crate::app::sharing::audience::Opener;
use crate::app::sharing::opening::Opened;
use crate::http::call::{Body, Call, Reply};
use crate::http::cookies::{GUEST_COOKIE, SHARE_COOKIE, cookie, set_cookie};
use crate::http::route::Route;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::post("/share-sessions", "Open a share")
            .open("the secret of the link is the credential")
            .takes::<ShareSessionBody>()
            .gives::<ShareSession>()
            .to(create),
    ]
}

async fn create(call: Call, headers: HeaderMap, Body(body): Body<ShareSessionBody>) -> Reply<Response> {
    let presented = Opener {
        secret: &body.secret,
        password: body.password.as_deref(),
        guest: cookie(&headers, GUEST_COOKIE),
    };
    let opened = call
        .app
        .open_share(&call.op, &presented, cookie(&headers, SHARE_COOKIE))
        .await;
    let opened = call.reply(opened)?;
    Ok(answer(&call, &opened))
}

/// The answer of whatever opens a share, with the reader's cookie.
pub(in crate::http::sharing) fn answer(call: &Call, opened: &Opened) -> Response {
    let answer = ShareSession {
        session: opened.session.expose().to_owned(),
        dashboard: opened.dashboard.to_string(),
        expires_at: opened.expires_at,
    };
    let mut response = (StatusCode::CREATED, Json(answer)).into_response();
    let seconds = (opened.expires_at - call.op.now).num_seconds().max(0);
    set_cookie(call, &mut response, SHARE_COOKIE, opened.session.expose(), seconds);
    response
}
