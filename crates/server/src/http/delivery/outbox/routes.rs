//! Mails that were not sent, for who manages the root.

use access::action::ManageOrganisation;
use axum::Json;
use http::{HeaderMap, StatusCode};

use super::wire::{MailTested, Outbox, OutboxItem, OutboxMail, TestMailBody};
use crate::http::call::{Body, Call, Id, Reply};
use crate::http::language::language;
use crate::http::route::Route;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/outbox", "Mails that were not sent")
            .needs::<ManageOrganisation>()
            .gives::<Outbox>()
            .to(list),
        Route::get("/outbox/{id}", "One of them, with what it says")
            .needs::<ManageOrganisation>()
            .gives::<OutboxMail>()
            .to(one),
        Route::delete("/outbox/{id}", "Take a mail out; it is not sent")
            .needs::<ManageOrganisation>()
            .to(remove),
        Route::post("/outbox/{id}/retry", "Send it now")
            .needs::<ManageOrganisation>()
            .to(retry),
        Route::post("/mail/test", "Send a mail to try out whether mails arrive")
            .needs::<ManageOrganisation>()
            .takes::<TestMailBody>()
            .gives::<MailTested>()
            .to(test),
    ]
}

async fn list(call: Call) -> Reply<Json<Outbox>> {
    let mails = call.reply(call.app.outbox(&call.op).await)?;
    Ok(Json(Outbox {
        items: mails.into_iter().map(OutboxItem::from).collect(),
        server: call.app.post.has_server(),
    }))
}

async fn one(call: Call, id: Id) -> Reply<Json<OutboxMail>> {
    Ok(Json(call.reply(call.app.outbox_mail(&call.op, &id).await)?.into()))
}

async fn remove(call: Call, id: Id) -> Reply<StatusCode> {
    call.reply(call.app.outbox_remove(&call.op, &id).await)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn retry(call: Call, id: Id) -> Reply<StatusCode> {
    call.reply(call.app.outbox_retry(&call.op, &id).await)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn test(call: Call, headers: HeaderMap, Body(body): Body<TestMailBody>) -> Reply<Json<MailTested>> {
    let sent = call.app.test_mail(&call.op, &body.to, &language(&headers)).await;
    Ok(Json(MailTested {
        sent: call.reply(sent)?,
    }))
}
