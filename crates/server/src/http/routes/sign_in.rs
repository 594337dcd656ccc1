//! Setup, sign in and out, who am I, own tokens.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, post};
use http::{HeaderValue, Method, StatusCode, header};
use identity::caller::Caller;
use identity::secret::Secret;
use model::id::{TokenId, UserId};

use crate::app::error::Error;
use crate::app::people::sign_in::Setup;
use crate::app::people::tokens::TokenWanted;
use crate::http::call::{Body, Call, Id, OpenCall, Reply, SESSION_COOKIE, SHARE_COOKIE, cookie};
use crate::http::dto::Page;
use crate::http::dto::people::{
    LoginBody, Me, MeCaller, MeShare, NewToken, NewTokenBody, OrganisationName, SetupBody, SetupState, SignedIn, Token,
    User,
};
use crate::http::router::{Need, Route};
use crate::limits::SESSION_DAYS;

pub(super) fn routes() -> Vec<Route> {
    let first = Need::Open("answers only before there is anybody who could sign in");
    let sign_in = Need::Open("who signs in is nobody yet");
    vec![
        Route::new(
            Method::GET,
            "/setup",
            "Whether this server waits for its setup",
            first,
            get(setup_state),
        )
        .gives("SetupState"),
        Route::new(
            Method::POST,
            "/setup",
            "Make the organisation and its first administrator",
            first,
            post(set_up),
        )
        .takes("SetupBody")
        .gives("SignedIn"),
        Route::new(Method::POST, "/auth/login", "Sign in", sign_in, post(login))
            .takes("LoginBody")
            .gives("SignedIn"),
        Route::new(
            Method::POST,
            "/auth/logout",
            "Sign out",
            Need::Open("ends the own session, if there is one"),
            post(logout),
        ),
        Route::new(
            Method::GET,
            "/auth/me",
            "Who asks, and what they may do",
            Need::Proof("caller"),
            get(me),
        )
        .gives("Me"),
        Route::new(
            Method::GET,
            "/tokens",
            "The own API tokens",
            Need::Proof("ManageOwn"),
            get(tokens),
        )
        .gives("TokenPage"),
        Route::new(
            Method::POST,
            "/tokens",
            "Make an API token",
            Need::Proof("ManageOwn or ManageOrganisation"),
            post(create_token),
        )
        .takes("NewTokenBody")
        .gives("NewToken"),
        Route::new(
            Method::DELETE,
            "/tokens/{id}",
            "Remove an own API token",
            Need::Proof("ManageOwn"),
            delete(delete_token),
        ),
    ]
}

async fn setup_state(OpenCall(call): OpenCall) -> Reply<Json<SetupState>> {
    let is_set_up = call.app.store.is_set_up().await.map_err(|error| call.fail(error))?;
    if is_set_up {
        Err(call.fail(Error::hidden()))
    } else {
        Ok(Json(SetupState { needed: true }))
    }
}

async fn set_up(OpenCall(call): OpenCall, Body(body): Body<SetupBody>) -> Reply<Response> {
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

async fn login(OpenCall(call): OpenCall, Body(body): Body<LoginBody>) -> Reply<Response> {
    let (user, token) = call.reply(call.app.sign_in(&call.op, call.from, &body.email, &body.password).await)?;
    signed_in(&call, user, &token, StatusCode::OK)
}

pub(super) fn signed_in(call: &Call, id: UserId, token: &Secret, status: StatusCode) -> Reply<Response> {
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

/// Sets a cookie that scripts cannot read; an age of 0 takes it away.
pub(super) fn set_cookie(call: &Call, response: &mut Response, name: &str, value: &str, seconds: i64) {
    let secure = if call.app.config.is_https() { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

async fn logout(OpenCall(call): OpenCall, request: axum::extract::Request) -> Reply<Response> {
    let (parts, _) = request.into_parts();
    if let Some(token) = cookie(&parts, SESSION_COOKIE) {
        call.reply(call.app.sign_out(&call.op, token).await)?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    set_cookie(&call, &mut response, SESSION_COOKIE, "", 0);
    set_cookie(&call, &mut response, SHARE_COOKIE, "", 0);
    Ok(response)
}

async fn me(call: Call) -> Reply<Json<Me>> {
    let organisation = call
        .app
        .store
        .organisation_name()
        .await
        .map_err(|error| call.fail(error))?;
    let organisation = OrganisationName {
        name: organisation.map_or_else(String::new, |name| name.to_string()),
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
        Caller::Share { id, .. } => {
            let share = call.reply(call.app.opened_share(&call.op, id))?;
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

async fn tokens(call: Call) -> Reply<Json<Page<Token>>> {
    let tokens = call.reply(call.app.tokens(&call.op).await)?;
    let items = tokens.into_iter().map(|token| Token {
        id: token.id.to_string(),
        name: token.name.to_string(),
        read_only: token.read_only,
        workspace: token.workspace.map(|workspace| workspace.to_string()),
        created_at: token.created_at,
        expires_at: token.expires_at,
    });
    Ok(Json(Page::all(items.collect())))
}

async fn create_token(call: Call, Body(body): Body<NewTokenBody>) -> Reply<Response> {
    let wanted = TokenWanted {
        name: body.name.clone(),
        user: body.user,
        read_only: body.read_only,
        workspace: body.workspace,
        expires_at: body.expires_at,
    };
    let (id, token) = call.reply(call.app.create_token(&call.op, &wanted).await)?;
    let made = NewToken {
        id: id.to_string(),
        name: body.name.to_string(),
        token: token.expose().to_owned(),
    };
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, format!("/api/v1/tokens/{id}"))],
        Json(made),
    )
        .into_response())
}

async fn delete_token(call: Call, id: Id) -> Reply<StatusCode> {
    let id: TokenId = call.id(&id)?;
    call.reply(call.app.delete_token(&call.op, id).await)?;
    Ok(StatusCode::NO_CONTENT)
}
