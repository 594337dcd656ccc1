//! Opening a share. The one route that takes a share's secret.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use http::{Method, StatusCode};

use super::sign_in::set_cookie;
use crate::app::sharing::audience::SecretAndPassword;
use crate::http::call::{Body, OpenCall, Reply, SHARE_COOKIE};
use crate::http::dto::shares::{ShareSession, ShareSessionBody};
use crate::http::router::{Need, Route};

pub(super) fn routes() -> Vec<Route> {
    let open = Need::Open("the secret of the link is the credential");
    vec![
        Route::new(Method::POST, "/share-sessions", "Open a share", open, post(create))
            .takes("ShareSessionBody")
            .gives("ShareSession"),
    ]
}

async fn create(OpenCall(call): OpenCall, Body(body): Body<ShareSessionBody>) -> Reply<Response> {
    let presented = SecretAndPassword {
        secret: &body.secret,
        password: body.password.as_deref(),
    };
    let opened = call.app.open_share(&call.op, call.from, &presented).await;
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
