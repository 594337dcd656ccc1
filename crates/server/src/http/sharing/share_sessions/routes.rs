//! Opening a share. The one route that takes a share's secret.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};

use super::wire::{ShareSession, ShareSessionBody};
use crate::app::sharing::audience::SecretAndPassword;
use crate::http::call::{Body, Call, Reply};
use crate::http::cookies::{SHARE_COOKIE, cookie, set_cookie};
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
    let presented = SecretAndPassword {
        secret: &body.secret,
        password: body.password.as_deref(),
    };
    let opened = call
        .app
        .open_share(&call.op, &presented, cookie(&headers, SHARE_COOKIE))
        .await;
    let opened = call.reply(opened)?;
    let answer = ShareSession {
        session: opened.session.expose().to_owned(),
        dashboard: opened.dashboard.to_string(),
        expires_at: opened.expires_at,
    };
    let mut response = (StatusCode::CREATED, Json(answer)).into_response();
    let seconds = (opened.expires_at - call.op.now).num_seconds().max(0);
    set_cookie(&call, &mut response, SHARE_COOKIE, opened.session.expose(), seconds);
    Ok(response)
}
