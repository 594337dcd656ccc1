//! API tokens, browser sessions and invitations of any user, for who manages the organisation.

use access::action::ManageOrganisation;
use axum::Json;
use axum::extract::Path;
use http::StatusCode;
use model::id::UserId;

use super::wire::Session;
use crate::http::call::{Call, Id, Reply};
use crate::http::people::tokens::routes::listed;
use crate::http::people::tokens::wire::Token;
use crate::http::route::Route;
use crate::http::wire::Page;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/users/{id}/tokens", "API tokens of a user")
            .needs::<ManageOrganisation>()
            .lists::<Token>()
            .to(tokens),
        Route::delete("/users/{id}/tokens/{token}", "Revoke an API token of a user")
            .needs::<ManageOrganisation>()
            .to(revoke),
        Route::get("/users/{id}/sessions", "Browser sessions of a user")
            .needs::<ManageOrganisation>()
            .lists::<Session>()
            .to(sessions),
        Route::delete("/users/{id}/sessions/{session}", "End a browser session of a user")
            .needs::<ManageOrganisation>()
            .to(end),
        Route::delete("/users/{id}/invitation", "Withdraw the invitations of a user")
            .needs::<ManageOrganisation>()
            .to(withdraw),
    ]
}

async fn tokens(call: Call, id: Id) -> Reply<Json<Page<Token>>> {
    let id: UserId = call.id(&id)?;
    let tokens = call.reply(call.app.tokens_of(&call.op, id).await)?;
    Ok(Json(Page::all(tokens.iter().map(listed).collect())))
}

async fn revoke(call: Call, Path((id, token)): Path<(String, String)>) -> Reply<StatusCode> {
    let id: UserId = call.id(&id)?;
    call.reply(call.app.revoke_token(&call.op, id, call.id(&token)?).await)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn sessions(call: Call, id: Id) -> Reply<Json<Page<Session>>> {
    let id: UserId = call.id(&id)?;
    let sessions = call.reply(call.app.sessions_of(&call.op, id).await)?;
    let items = sessions.into_iter().map(|session| Session {
        id: session.id.to_string(),
        created_at: session.created_at,
        expires_at: session.expires_at,
    });
    Ok(Json(Page::all(items.collect())))
}

async fn end(call: Call, Path((id, session)): Path<(String, String)>) -> Reply<StatusCode> {
    let id: UserId = call.id(&id)?;
    call.reply(call.app.end_session(&call.op, id, call.id(&session)?).await)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn withdraw(call: Call, id: Id) -> Reply<StatusCode> {
    let id: UserId = call.id(&id)?;
    call.reply(call.app.withdraw_invitations(&call.op, id).await)?;
    Ok(StatusCode::NO_CONTENT)
}
