//! The brand of a workspace.

use access::action::{ChangeBrand, SeeWorkspace};
use axum::Json;
use http::StatusCode;
use model::id::WorkspaceId;

use super::wire::{BrandFrom, WorkspaceBrand, WorkspaceBrandBody};
use crate::app::workspaces::brand::BrandAt;
use crate::http::call::{Body, Call, Id, Reply};
use crate::http::held::Held;
use crate::http::route::Route;
use crate::http::wire::Named;
use crate::limits::LOGO_BYTES;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/workspaces/{id}/brand", "The brand here, and where it is said")
            .needs::<SeeWorkspace>()
            .gives::<WorkspaceBrand>()
            .to(brand),
        Route::put(
            "/workspaces/{id}/brand",
            "Say colour and name of the brand, here and below",
        )
        .needs::<ChangeBrand>()
        .takes::<WorkspaceBrandBody>()
        .gives::<WorkspaceBrand>()
        .to(put),
        Route::put(
            "/workspaces/{id}/brand/logo",
            "Give the brand a logo, here and below: a PNG, JPEG or WebP file",
        )
        .needs::<ChangeBrand>()
        .takes_file(LOGO_BYTES)
        .gives::<WorkspaceBrand>()
        .to(put_logo),
        Route::delete("/workspaces/{id}/brand/logo", "Take the logo away that is said here")
            .needs::<ChangeBrand>()
            .to(delete_logo),
    ]
}

fn dto(call: &Call, id: WorkspaceId, brand: &BrandAt) -> WorkspaceBrand {
    let named = |id: WorkspaceId| {
        call.app.says_brand(&call.op, id).map(|name| Named {
            id: id.to_string(),
            name: name.to_string(),
        })
    };
    let said = &brand.in_force;
    let may = call.app.may_change_brand(&call.op, id);
    WorkspaceBrand {
        own: (&brand.own).into(),
        in_force: (&said.brand()).into(),
        from: BrandFrom {
            accent: said.accent.and_then(|(_, at)| named(at)),
            name: said.name.as_ref().and_then(|(_, at)| named(*at)),
            logo: said.logo.and_then(|(_, at)| named(at)),
        },
        can: may.then_some("change").into_iter().collect(),
    }
}

fn shown(call: &Call, id: WorkspaceId) -> Reply<Json<WorkspaceBrand>> {
    let brand = call.reply(call.app.brand(&call.op, id))?;
    Ok(Json(dto(call, id, &brand)))
}

async fn brand(call: Call, id: Id) -> Reply<Json<WorkspaceBrand>> {
    let id: WorkspaceId = call.id(&id)?;
    shown(&call, id)
}

async fn put(call: Call, id: Id, Body(body): Body<WorkspaceBrandBody>) -> Reply<Json<WorkspaceBrand>> {
    let id: WorkspaceId = call.id(&id)?;
    let done = call.app.put_brand(&call.op, id, body.accent, body.name.as_ref());
    call.reply(done.await)?;
    shown(&call, id)
}

async fn put_logo(call: Call, id: Id, file: Held) -> Reply<Json<WorkspaceBrand>> {
    let id: WorkspaceId = call.id(&id)?;
    call.reply(call.app.put_logo(&call.op, id, &file.bytes).await)?;
    shown(&call, id)
}

async fn delete_logo(call: Call, id: Id) -> Reply<StatusCode> {
    let id: WorkspaceId = call.id(&id)?;
    call.reply(call.app.delete_logo(&call.op, id).await)?;
    Ok(StatusCode::NO_CONTENT)
}
