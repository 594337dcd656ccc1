//! The own API tokens.

use access::action::{ManageOrganisation, ManageOwn, Organisation};
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use model::id::TokenId;

use super::wire::{NewToken, NewTokenBody, Token};
use crate::app::error::Error;
use crate::app::people::tokens::TokenWanted;
use crate::http::call::{Body, Call, Id, Reply};
use crate::http::door::{Knock, may};
use crate::http::route::Route;
use crate::http::wire::Page;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/tokens", "The own API tokens")
            .needs::<ManageOwn>()
            .lists::<Token>()
            .to(tokens),
        Route::post("/tokens", "Make an API token")
            .needs_by::<ManageOwn>(own_or_any)
            .or::<ManageOrganisation>()
            .takes::<NewTokenBody>()
            .gives::<NewToken>()
            .to(create_token),
        Route::delete("/tokens/{id}", "Remove an own API token")
            .needs::<ManageOwn>()
            .to(delete_token),
    ]
}

/// A token is made for oneself, or for anybody by who manages the organisation.
fn own_or_any(knock: &Knock<'_>) -> Result<(), Error> {
    may::<ManageOwn>(knock).or_else(|refused| knock.check::<ManageOrganisation>(&Organisation).map_err(|_| refused))
}

async fn tokens(call: Call) -> Reply<Json<Page<Token>>> {
    let tokens = call.reply(call.app.tokens(&call.op).await)?;
    Ok(Json(Page::all(tokens.iter().map(listed).collect())))
}

pub(in crate::http::people) fn listed(token: &store::TokenSummary) -> Token {
    Token {
        id: token.id.to_string(),
        name: token.name.to_string(),
        read_only: token.read_only,
        workspace: token.workspace.map(|workspace| workspace.to_string()),
        created_at: token.created_at,
        expires_at: token.expires_at,
    }
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
