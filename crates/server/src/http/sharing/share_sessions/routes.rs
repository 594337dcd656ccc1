//! Opening a share: by the secret of its link, or by a token that a site has signed for its reader.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use model::invalid::Invalid;

use super::wire::{ShareSession, ShareSessionBody};
use crate::app::sharing::audience::{Opener, SignedToken};
use crate::app::sharing::opening::Opened;
use crate::http::call::{Body, Call, Reply};
use crate::http::cookies::{GUEST_COOKIE, SHARE_COOKIE, cookie, set_cookie};
use crate::http::route::Route;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::post("/share-sessions", "Open a share")
            .open("the secret of the link, or the signed token, is the credential")
            .takes::<ShareSessionBody>()
            .gives::<ShareSession>()
            .to(create),
    ]
}

async fn create(call: Call, headers: HeaderMap, Body(body): Body<ShareSessionBody>) -> Reply<Response> {
    let secret = match (&body.secret, &body.token) {
        (Some(secret), None) if body.origin.is_none() && body.renews.is_none() => secret,
        (None, Some(token)) if body.password.is_none() => return by_token(&call, &body, token).await,
        (None, None) => return Err(call.fail(Invalid::at("/secret", "say the secret of a link, or a token"))),
        _ => {
            return Err(call.fail(Invalid::at(
                "/token",
                "a secret goes with a password, a token with its site",
            )));
        }
    };
    let presented = Opener {
        secret,
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

/// The session of an embed is in the memory of its page alone: cookies of other sites' frames are not kept.
async fn by_token(call: &Call, body: &ShareSessionBody, token: &str) -> Reply<Response> {
    let presented = SignedToken {
        token,
        origin: body.origin.as_ref(),
    };
    let opened = call.app.open_share(&call.op, &presented, body.renews.as_deref()).await;
    Ok(created(&call.reply(opened)?))
}

/// The answer of whatever opens a share, with the reader's cookie.
pub(in crate::http::sharing) fn answer(call: &Call, opened: &Opened) -> Response {
    let mut response = created(opened);
    let seconds = (opened.expires_at - call.op.now).num_seconds().max(0);
    set_cookie(call, &mut response, SHARE_COOKIE, opened.session.expose(), seconds);
    response
}

fn created(opened: &Opened) -> Response {
    let answer = ShareSession {
        session: opened.session.expose().to_owned(),
        dashboard: opened.dashboard.to_string(),
        expires_at: opened.expires_at,
    };
    (StatusCode::CREATED, Json(answer)).into_response()
}
