//! Guests: a code proves their address, a browser in which it was proven opens what is shared with them. None of them is a caller before a share
//! is open; what they hold are cookies, which no page of another site may use.

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use model::id::RecipientId;

use super::wire::{CodeBody, RedeemCodeBody, SharedWithMe, SharedWithMeItem};
use crate::app::sharing::guests::codes::Cookies;
use crate::http::call::{Body, Call, Reply};
use crate::http::cookies::{ASKER_COOKIE, GUEST_COOKIE, SHARE_COOKIE, cookie, set_cookie};
use crate::http::language::language;
use crate::http::route::Route;
use crate::http::sharing::share_sessions::routes::answer;
use crate::http::sharing::share_sessions::wire::ShareSession;
use crate::limits::CODE_MINUTES;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::post("/share-sessions/code", "Ask for a code that proves the own address")
            .open("whoever asks is answered the same")
            .takes::<CodeBody>()
            .to(ask),
        Route::post("/share-sessions/redeem", "Open a share with a code")
            .open("the code is the credential, in the browser that asked for it")
            .takes::<RedeemCodeBody>()
            .gives::<ShareSession>()
            .to(redeem),
        Route::get(
            "/shared-with-me",
            "What is shared with whoever proved an address in this browser",
        )
        .open("the browser's cookie is the credential")
        .gives::<SharedWithMe>()
        .to(shared),
        Route::delete("/shared-with-me", "Forget who proved an address in this browser")
            .open("the browser's cookie is the credential")
            .to(forget),
        Route::post(
            "/shared-with-me/{rid}/open",
            "Open something that is shared with oneself",
        )
        .open("the browser's cookie is the credential")
        .gives::<ShareSession>()
        .to(open),
        Route::delete("/shared-with-me/{rid}", "Drop something that is shared with oneself")
            .open("the browser's cookie is the credential")
            .to(drop_it),
    ]
}

fn cookies(headers: &HeaderMap) -> Cookies<'_> {
    Cookies {
        asker: cookie(headers, ASKER_COOKIE),
        guest: cookie(headers, GUEST_COOKIE),
        session: cookie(headers, SHARE_COOKIE),
    }
}

async fn ask(call: Call, headers: HeaderMap, Body(body): Body<CodeBody>) -> Reply<Response> {
    let asked = (body.secret.as_str(), body.email.as_ref());
    let asker = call
        .app
        .ask_for_code(&call.op, asked, cookies(&headers), &language(&headers))
        .await;
    let asker = call.reply(asker)?;
    let mut response = StatusCode::ACCEPTED.into_response();
    set_cookie(&call, &mut response, ASKER_COOKIE, asker.expose(), CODE_MINUTES * 60);
    Ok(response)
}

async fn redeem(call: Call, headers: HeaderMap, Body(body): Body<RedeemCodeBody>) -> Reply<Response> {
    let asked = (body.secret.as_str(), body.email.as_ref());
    let redeemed = call
        .app
        .redeem_code(&call.op, asked, &body.code, cookies(&headers))
        .await;
    let redeemed = call.reply(redeemed)?;
    let mut response = answer(&call, &redeemed.opened);
    let seconds = (redeemed.until - call.op.now).num_seconds().max(0);
    set_cookie(&call, &mut response, GUEST_COOKIE, redeemed.guest.expose(), seconds);
    set_cookie(&call, &mut response, ASKER_COOKIE, "", 0);
    Ok(response)
}

async fn shared(call: Call, headers: HeaderMap) -> Reply<Json<SharedWithMe>> {
    let shared = call.app.shared_with(&call.op, cookie(&headers, GUEST_COOKIE)).await;
    let shared = call.reply(shared)?;
    let items = shared.items.into_iter().map(|item| SharedWithMeItem {
        id: item.recipient.id.to_string(),
        title: item.share.title.to_string(),
        shared_by: item.shared_by,
        workspace: item.workspace,
        expires_at: item.expires_at,
        last_seen: item.recipient.last_seen_at,
    });
    Ok(Json(SharedWithMe {
        address: shared.address.to_string(),
        items: items.collect(),
    }))
}

async fn open(call: Call, headers: HeaderMap, Path(id): Path<String>) -> Reply<Response> {
    let id: RecipientId = call.id(&id)?;
    let held = (cookie(&headers, GUEST_COOKIE), cookie(&headers, SHARE_COOKIE));
    let opened = call.reply(call.app.open_shared(&call.op, id, held).await)?;
    Ok(answer(&call, &opened))
}

async fn drop_it(call: Call, headers: HeaderMap, Path(id): Path<String>) -> Reply<StatusCode> {
    let id: RecipientId = call.id(&id)?;
    call.reply(call.app.drop_shared(&call.op, id, cookie(&headers, GUEST_COOKIE)).await)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn forget(call: Call, headers: HeaderMap) -> Reply<Response> {
    let held = (cookie(&headers, GUEST_COOKIE), cookie(&headers, SHARE_COOKIE));
    call.reply(call.app.forget_guest(&call.op, held.0, held.1).await)?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    for name in [GUEST_COOKIE, ASKER_COOKIE, SHARE_COOKIE] {
        set_cookie(&call, &mut response, name, "", 0);
    }
    Ok(response)
}
