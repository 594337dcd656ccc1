//! Invitations: making one, and the page of its reader.

use access::action::ManageOrganisation;
use axum::Json;
use axum::response::Response;
use http::StatusCode;
use model::id::UserId;

use super::wire::{Invitation, InviteBody, NewInvitation, RedeemBody};
use crate::http::call::{Body, Call, Id, MaybeBody, Reply};
use crate::http::people::sign_in::routes::signed_in;
use crate::http::people::sign_in::wire::SignedIn;
use crate::http::people::users::wire::LookAlike;
use crate::http::route::Route;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::post("/users/{id}/invite", "Make a link by which they choose a password")
            .needs::<ManageOrganisation>()
            .takes::<InviteBody>()
            .gives::<NewInvitation>()
            .to(invite),
        Route::get("/invitations/{secret}", "Whom an invitation is for")
            .open("the secret of the invitation is the credential")
            .gives::<Invitation>()
            .to(invitation),
        Route::post("/invitations/redeem", "Choose a password and sign in")
            .open("the secret of the invitation is the credential")
            .takes::<RedeemBody>()
            .gives::<SignedIn>()
            .to(redeem),
    ]
}

async fn invite(call: Call, id: Id, MaybeBody(body): MaybeBody<InviteBody>) -> Reply<Json<NewInvitation>> {
    let id: UserId = call.id(&id)?;
    let language = body.language.as_deref().unwrap_or("en");
    let invited = call.reply(call.app.invite(&call.op, id, language).await)?;
    Ok(Json(NewInvitation {
        invitation: invited.link,
        mailed: invited.mailed,
        look_alikes: invited.alike.iter().map(|user| LookAlike::from(user)).collect(),
    }))
}

async fn invitation(call: Call, secret: Id) -> Reply<Json<Invitation>> {
    let person = call.reply(call.app.invitation(&call.op, call.from, &secret).await)?;
    Ok(Json(Invitation {
        organisation: person.organisation,
        name: person.name.to_string(),
        email: person.email.to_string(),
    }))
}

async fn redeem(call: Call, Body(body): Body<RedeemBody>) -> Reply<Response> {
    let redeemed = call
        .app
        .redeem_invitation(&call.op, call.from, &body.secret, &body.password);
    let (user, token) = call.reply(redeemed.await)?;
    signed_in(&call, user, &token, StatusCode::OK)
}
