//! The keys of embeds.

use access::action::{EditShare, SeeShare};
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use model::id::{ShareId, ShareKeyId};

use super::wire::{FreshShareKey, ShareKey};
use crate::http::call::{Call, Id, Reply};
use crate::http::route::Route;
use crate::http::wire::Page;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/shares/{id}/keys", "The keys of an embed")
            .needs::<SeeShare>()
            .lists::<ShareKey>()
            .to(list),
        Route::post("/shares/{id}/keys", "Add a key to an embed; those before go on")
            .needs::<EditShare>()
            .gives::<FreshShareKey>()
            .to(add),
        Route::delete("/shares/{id}/keys/{kid}", "Remove a key; whom it let in is out")
            .needs::<EditShare>()
            .to(remove),
    ]
}

async fn list(call: Call, id: Id) -> Reply<Json<Page<ShareKey>>> {
    let id: ShareId = call.id(&id)?;
    let keys = call.reply(call.app.share_keys(&call.op, id).await)?;
    let keys = keys.into_iter().map(|key| ShareKey {
        id: key.id.to_string(),
        created_at: key.created_at,
        last_used_at: key.last_used_at,
    });
    Ok(Json(Page::all(keys.collect())))
}

async fn add(call: Call, id: Id) -> Reply<Response> {
    let id: ShareId = call.id(&id)?;
    let key = call.reply(call.app.add_share_key(&call.op, id).await)?;
    let location = [(header::LOCATION, format!("/api/v1/shares/{id}/keys/{}", key.id))];
    Ok((StatusCode::CREATED, location, Json(FreshShareKey::from(&key))).into_response())
}

async fn remove(call: Call, Path((id, kid)): Path<(String, String)>) -> Reply<StatusCode> {
    let id: ShareId = call.id(&id)?;
    let kid: ShareKeyId = call.id(&kid)?;
    call.reply(call.app.remove_share_key(&call.op, id, kid).await)?;
    Ok(StatusCode::NO_CONTENT)
}
