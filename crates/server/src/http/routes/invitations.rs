//! Invitations: making one, and the page of its reader.

use axum::Json;
use axum::response::Response;
use axum::routing::{get, post};
use http::{Method, StatusCode};
use model::id::UserId;

use super::sign_in::signed_in;
use crate::http::call::{Body, Call, Id, MaybeBody, OpenCall, Reply};
use crate::http::dto::people::{Invitation, InviteBody, NewInvitation, RedeemBody};
use crate::http::router::{Need, Route};

pub(super) fn routes() -> Vec<Route> {
    let secret = Need::Open("the secret of the invitation is the credential");
    vec![
        Route::new(
            Method::POST,
            "/users/{id}/invite",
            "Make a link by which they choose a password",
            Need::Proof("ManageOrganisation"),
            post(invite),
        )
        .takes("InviteBody")
        .gives("NewInvitation"),
        Route::new(
            Method::GET,
            "/invitations/{secret}",
            "Whom an invitation is for",
            secret,
            get(invitation),
        )
        .gives("Invitation"),
        Route::new(
            Method::POST,
            "/invitations/redeem",
            "Choose a password and sign in",
            secret,
            post(redeem),
        )
        .takes("RedeemBody")
        .gives("SignedIn"),
    ]
}

async fn invite(call: Call, id: Id, MaybeBody(body): MaybeBody<InviteBody>) -> Reply<Json<NewInvitation>> {
    let id: UserId = call.id(&id)?;
    let language = body.language.as_deref().unwrap_or("en");
    let invited = call.reply(call.app.invite(&call.op, id, language).await)?;
    Ok(Json(NewInvitation {
        invitation: invited.link,
        mailed: invited.mailed,
    }))
}

async fn invitation(OpenCall(call): OpenCall, secret: Id) -> Reply<Json<Invitation>> {
    let person = call.reply(call.app.invitation(&call.op, call.from, &secret).await)?;
    Ok(Json(Invitation {
        organisation: person.organisation,
        name: person.name.to_string(),
        email: person.email.to_string(),
    }))
}

async fn redeem(OpenCall(call): OpenCall, Body(body): Body<RedeemBody>) -> Reply<Response> {
    let redeemed = call
        .app
        .redeem_invitation(&call.op, call.from, &body.secret, &body.password);
    let (user, token) = call.reply(redeemed.await)?;
    signed_in(&call, user, &token, StatusCode::OK)
}
