//! Whom a share lets in by their address, for those who manage it.

use access::action::{CreateShare, EditShare, SeeShare};
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use model::addresses::TOO_MANY;
use model::id::{RecipientId, ShareId};
use model::invalid::Invalid;
use model::limits::EMAIL_BYTES;

use super::wire::{
    AddedRecipients, NewRecipientsBody, PastedAddress, PastedAddresses, PastedText, Recipient, RecipientPatch,
    RefusedAddress, WhyRefused,
};
use crate::app::error::Error;
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::door::Knock;
use crate::http::language::language;
use crate::http::route::Route;
use crate::http::wire::{Page, Paging};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::post("/recipients/parse", "Read a pasted list of addresses")
            .each::<CreateShare>(shares_somewhere)
            .takes::<PastedText>()
            .gives::<PastedAddresses>()
            .to(parse),
        Route::get("/shares/{id}/recipients", "Whom a share lets in by their address")
            .needs::<SeeShare>()
            .lists::<Recipient>()
            .to(list),
        Route::post("/shares/{id}/recipients", "Let more people in; only they are mailed")
            .needs::<EditShare>()
            .takes::<NewRecipientsBody>()
            .gives::<AddedRecipients>()
            .to(add),
        Route::patch("/shares/{id}/recipients/{rid}", "Say until when a recipient is let in")
            .needs::<EditShare>()
            .takes::<RecipientPatch>()
            .gives::<Recipient>()
            .to(change),
        Route::delete(
            "/shares/{id}/recipients/{rid}",
            "Let a recipient in no more; cuts only them",
        )
        .needs::<EditShare>()
        .to(remove),
        Route::post(
            "/shares/{id}/recipients/{rid}/resend",
            "Send a recipient a new link; the old one ends",
        )
        .needs::<EditShare>()
        .gives::<Recipient>()
        .to(resend),
    ]
}

fn shares_somewhere(knock: &Knock<'_>) -> Result<(), Error> {
    knock.app.may_share_somewhere(knock.op)
}

type Ids = Path<(String, String)>;

fn ids(call: &Call, (share, recipient): &(String, String)) -> Reply<(ShareId, RecipientId)> {
    Ok((call.id(share)?, call.id(recipient)?))
}

fn all(recipients: Vec<model::share::Recipient>) -> Vec<Recipient> {
    recipients.into_iter().map(Recipient::from).collect()
}

async fn parse(call: Call, Body(body): Body<PastedText>) -> Reply<Json<PastedAddresses>> {
    let (found, rest) = call.reply(call.app.parse_addresses(&call.op, &body.text))?;
    let addresses = found.into_iter().map(|one| PastedAddress {
        shown: one.pasted.address.shown(),
        address: one.pasted.address.to_string(),
        name: one.pasted.name.map(|name| name.to_string()),
        given: one.pasted.given,
        alike: one.alike,
    });
    let refused = rest.refused.into_iter().map(|(text, detail)| RefusedAddress {
        why: match detail {
            TOO_MANY => WhyRefused::TooMany,
            _ if text.len() > EMAIL_BYTES => WhyRefused::TooLong,
            _ => WhyRefused::NoAddress,
        },
        text,
        detail,
    });
    Ok(Json(PastedAddresses {
        addresses: addresses.collect(),
        refused: refused.collect(),
    }))
}

async fn list(call: Call, id: Id, Params(paging): Params<Paging>) -> Reply<Json<Page<Recipient>>> {
    let id: ShareId = call.id(&id)?;
    let recipients = call.reply(call.app.recipients(&call.op, id).await)?;
    let page = Page::cut(recipients, &paging, |one| one.id.to_string());
    Ok(Json(page.map(Recipient::from)))
}

async fn add(call: Call, headers: HeaderMap, id: Id, Body(body): Body<NewRecipientsBody>) -> Reply<Response> {
    let id: ShareId = call.id(&id)?;
    let wanted = (body.addresses.as_slice(), body.expires_at);
    let language = language(&headers);
    let added = call.app.add_recipients(&call.op, id, wanted, &language).await;
    let added = call.reply(added)?;
    let answer = AddedRecipients {
        added: all(added.added),
        already: all(added.already),
    };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

async fn change(call: Call, Path(path): Ids, Body(body): Body<RecipientPatch>) -> Reply<Json<Recipient>> {
    let ids = ids(&call, &path)?;
    let Some(end) = body.expires_at else {
        return Err(call.fail(Invalid::at("/expires_at", "say until when they are let in, or null")));
    };
    let changed = call.reply(call.app.recipient_until(&call.op, ids, end).await)?;
    Ok(Json(changed.into()))
}

async fn remove(call: Call, Path(path): Ids) -> Reply<StatusCode> {
    let (share, id) = ids(&call, &path)?;
    call.reply(call.app.remove_recipient(&call.op, share, id).await)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn resend(call: Call, headers: HeaderMap, Path(path): Ids) -> Reply<Json<Recipient>> {
    let ids = ids(&call, &path)?;
    let sent = call.app.invite_again(&call.op, ids, &language(&headers)).await;
    Ok(Json(call.reply(sent)?.into()))
}
