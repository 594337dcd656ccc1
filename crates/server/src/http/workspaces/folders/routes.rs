//! Folders: list, make, rename, move, delete. Grants on them are in `grants`.

use access::action::{CreateFolder, DeleteFolder, ListDashboards, MoveFolder, NewAt, RenameFolder, SeeFolder};
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use model::id::WorkspaceId;

use super::wire::{Folder, FolderPatch, NewFolderBody};
use crate::app::error::Error;
use crate::app::workspaces::folders::{FolderChange, ListedFolder};
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::door::Knock;
use crate::http::route::Route;
use crate::http::wire::{InWorkspace, Page, Paging};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/workspaces/{id}/folders", "Folders that this caller sees here")
            .needs::<ListDashboards>()
            .lists::<Folder>()
            .to(folders),
        Route::post("/workspaces/{id}/folders", "Make a folder")
            .needs_by::<CreateFolder>(at_the_top)
            .takes::<NewFolderBody>()
            .gives::<Folder>()
            .to(create),
        Route::get("/folders/{id}", "One folder")
            .needs::<SeeFolder>()
            .gives::<Folder>()
            .to(folder),
        Route::patch("/folders/{id}", "Rename or move a folder")
            .needs::<RenameFolder>()
            .and::<MoveFolder>()
            .takes::<FolderPatch>()
            .gives::<Folder>()
            .to(change),
        Route::delete("/folders/{id}", "Delete an empty folder")
            .needs::<DeleteFolder>()
            .to(remove),
    ]
}

/// Which folder the new one lies in, only the body says.
fn at_the_top(knock: &Knock<'_>) -> Result<(), Error> {
    knock.check::<CreateFolder>(&NewAt {
        workspace: knock.id("id")?,
        folder: None,
    })
}

fn dto(call: &Call, listed: &ListedFolder) -> Folder {
    let mut can = call.app.gate.can_folder(&call.op, listed.at);
    let has = |can: &[&str], word: &str| can.contains(&word);
    if has(&can, "change_grants") {
        can.push("share");
    }
    if has(&can, "create_dashboard") {
        can.push("create_in");
    }
    Folder {
        id: listed.folder.id.to_string(),
        name: listed.folder.name.to_string(),
        parent: listed.access.parent.map(|parent| parent.to_string()),
        workspace: listed.folder.workspace.to_string(),
        level: listed.access.level,
        inherited: listed.access.inherited,
        can,
    }
}

async fn folders(call: Call, id: Id, Params(paging): Params<Paging>) -> Reply<Json<Page<Folder>>> {
    let workspace: WorkspaceId = call.id(&id)?;
    let listed = call.reply(call.app.folders(&call.op, workspace).await)?;
    let page = Page::cut(listed, &paging, |listed| listed.folder.id.to_string());
    Ok(Json(page.map(|listed| dto(&call, &listed))))
}

async fn create(call: Call, id: Id, Body(body): Body<NewFolderBody>) -> Reply<Response> {
    let place = NewAt {
        workspace: call.id(&id)?,
        folder: body.parent,
    };
    let made = call.reply(call.app.create_folder(&call.op, place, &body.name).await)?;
    let location = [(header::LOCATION, format!("/api/v1/folders/{}", made.folder.id))];
    Ok((StatusCode::CREATED, location, Json(dto(&call, &made))).into_response())
}

async fn folder(call: Call, id: Id, Params(query): Params<InWorkspace>) -> Reply<Json<Folder>> {
    let at = call.folder(&id, query.workspace)?;
    let listed = call.reply(call.app.folder(&call.op, at))?;
    Ok(Json(dto(&call, &listed)))
}

async fn change(
    call: Call,
    id: Id,
    Params(query): Params<InWorkspace>,
    Body(body): Body<FolderPatch>,
) -> Reply<Json<Folder>> {
    let at = call.folder(&id, query.workspace)?;
    let wanted = FolderChange {
        name: body.name,
        parent: body.parent,
    };
    let changed = call.reply(call.app.change_folder(&call.op, at, &wanted).await)?;
    Ok(Json(dto(&call, &changed)))
}

async fn remove(call: Call, id: Id, Params(query): Params<InWorkspace>) -> Reply<StatusCode> {
    let at = call.folder(&id, query.workspace)?;
    call.reply(call.app.delete_folder(&call.op, at).await)?;
    Ok(StatusCode::NO_CONTENT)
}
