//! Setup, sign in and out, who am I.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use identity::caller::Caller;
use identity::secret::Secret;
use model::id::UserId;

use super::wire::{LoginBody, Me, MeCaller, MeShare, MeTurn, OrganisationName, SetupBody, SetupState, SignedIn};
use crate::app::error::Error;
use crate::app::people::sign_in::Setup;
use crate::app::turns::Turn;
use crate::http::call::{Body, Call, Reply};
use crate::http::cookies::{SESSION_COOKIE, SHARE_COOKIE, cookie, set_cookie};
use crate::http::people::users::wire::User;
use crate::http::route::Route;
use crate::http::wire::brand::BrandParts;
use crate::limits::SESSION_DAYS;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/setup", "Whether this server waits for its setup")
            .open("answers only before there is anybody who could sign in")
            .gives::<SetupState>()
            .to(setup_state),
        Route::post("/setup", "Make the organisation and its first administrator")
            .open("answers only before there is anybody who could sign in")
            .takes::<SetupBody>()
            .gives::<SignedIn>()
            .to(set_up),
        Route::post("/auth/login", "Sign in")
            .open("who signs in is nobody yet")
            .takes::<LoginBody>()
            .gives::<SignedIn>()
            .to(login),
        Route::post("/auth/logout", "Sign out")
            .open("ends the own session, if there is one")
            .to(logout),
        Route::get("/auth/me", "Who asks, and what they may do")
            .somebody()
            .gives::<Me>()
            .to(me),
    ]
}

async fn setup_state(call: Call) -> Reply<Json<SetupState>> {
    let is_set_up = call.app.store.is_set_up().await.map_err(|error| call.fail(error))?;
    if is_set_up {
        Err(call.fail(Error::hidden()))
    } else {
        Ok(Json(SetupState { needed: true }))
    }
}

async fn set_up(call: Call, Body(body): Body<SetupBody>) -> Reply<Response> {
    let setup = Setup {
        secret: &body.secret,
        organisation: body.organisation,
        name: body.name,
        email: body.email,
        password: &body.password,
    };
    let user = call.reply(call.app.set_up(&call.op, call.from, setup).await)?;
    let token = call.reply(call.app.open_session(&call.op, user).await)?;
    signed_in(&call, user, &token, StatusCode::CREATED)
}

async fn login(call: Call, Body(body): Body<LoginBody>) -> Reply<Response> {
    let (user, token) = call.reply(call.app.sign_in(&call.op, call.from, &body.email, &body.password).await)?;
    signed_in(&call, user, &token, StatusCode::OK)
}

pub(in crate::http::people) fn signed_in(
    call: &Call,
    id: UserId,
    token: &Secret,
    status: StatusCode,
) -> Reply<Response> {
    let user = call.app.gate.user(id).ok_or_else(|| call.fail(Error::hidden()))?;
    let mut response = (
        status,
        Json(SignedIn {
            user: User::from(&user, Vec::new()),
        }),
    )
        .into_response();
    set_cookie(
        call,
        &mut response,
        SESSION_COOKIE,
        token.expose(),
        SESSION_DAYS * 86_400,
    );
    Ok(response)
}

async fn logout(call: Call, headers: HeaderMap) -> Reply<Response> {
    if let Some(token) = cookie(&headers, SESSION_COOKIE) {
        call.reply(call.app.sign_out(&call.op, token).await)?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    set_cookie(&call, &mut response, SESSION_COOKIE, "", 0);
    set_cookie(&call, &mut response, SHARE_COOKIE, "", 0);
    Ok(response)
}

fn turn(turn: &Turn) -> MeTurn {
    MeTurn {
        id: turn.dashboard.to_string(),
        title: turn.title.to_string(),
        seconds: turn.seconds,
    }
}

async fn me(call: Call) -> Reply<Json<Me>> {
    let organisation = OrganisationName {
        name: call.reply(call.app.organisation_name().await)?,
    };
    let can = call.app.gate.can_organisation(&call.op);
    let caller = match call.op.caller {
        Caller::User { id, .. } | Caller::Job { owner: id } => {
            let user = call.reply(call.app.user(&call.op, id))?;
            MeCaller {
                kind: "user",
                user: Some(User::from(&user, Vec::new())),
                share: None,
            }
        }
        Caller::Share { .. } => {
            let share = call.reply(call.app.opened_share(&call.op))?;
            let owner = call
                .app
                .gate
                .user(share.owner)
                .map_or_else(String::new, |user| user.name.to_string());
            let me = MeShare {
                id: share.id.to_string(),
                dashboard: share.dashboard.to_string(),
                title: share.title.to_string(),
                abilities: share.terms.abilities.iter().map(|ability| ability.as_str()).collect(),
                expires_at: share.terms.expires_at,
                shared_by: owner,
                rotation: call.app.rotation(&call.op, &share).await.iter().map(turn).collect(),
                language: share.terms.language,
                time_zone: share.terms.time_zone,
                preview_until: call.op.caller.preview().map(|preview| preview.ends),
                brand: BrandParts::of_readers(&call.app.gate.brand(share.workspace).brand()),
            };
            let organisation = OrganisationName { name: String::new() };
            let caller = MeCaller {
                kind: "share",
                user: None,
                share: Some(me),
            };
            return Ok(Json(Me {
                caller,
                can: Vec::new(),
                organisation,
            }));
        }
        Caller::System { .. } | Caller::Nobody => return Err(call.fail(access::denied::Denied::Nobody)),
    };
    Ok(Json(Me {
        caller,
        can,
        organisation,
    }))
}
