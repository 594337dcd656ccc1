//! Folders: list, make, rename, move, delete. Grants on them are in `grants`.

use access::action::{FolderAt, Place};
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, patch, post};
use http::{Method, StatusCode, header};
use model::id::{FolderId, WorkspaceId};

use crate::app::error::Error;
use crate::app::workspaces::folders::{FolderChange, ListedFolder};
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::dto::folders::{Folder, FolderPatch, NewFolderBody};
use crate::http::dto::{InWorkspace, Page, Paging};
use crate::http::router::{Need, Route};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            Method::GET,
            "/workspaces/{id}/folders",
            "Folders that this caller sees here",
            Need::Proof("ListDashboards"),
            get(folders),
        )
        .gives("FolderPage"),
        Route::new(
            Method::POST,
            "/workspaces/{id}/folders",
            "Make a folder",
            Need::Proof("CreateFolder"),
            post(create),
        )
        .takes("NewFolderBody")
        .gives("Folder"),
        Route::new(
            Method::GET,
            "/folders/{id}",
            "One folder",
            Need::Proof("SeeFolder"),
            get(folder),
        )
        .gives("Folder"),
        Route::new(
            Method::PATCH,
            "/folders/{id}",
            "Rename or move a folder",
            Need::Proof("RenameFolder, MoveFolder"),
            patch(change),
        )
        .takes("FolderPatch")
        .gives("Folder"),
        Route::new(
            Method::DELETE,
            "/folders/{id}",
            "Delete an empty folder",
            Need::Proof("DeleteFolder"),
            delete(remove),
        ),
    ]
}

/// Where the folder is seen. Unknown ids end as not found.
pub(super) fn at(call: &Call, id: &str, workspace: Option<WorkspaceId>) -> Reply<FolderAt> {
    let id: FolderId = call.id(id)?;
    call.reply(call.app.folder_at(&call.op, id, workspace).map_err(Error::from))
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
        level: listed.access.level.map(model::level::Level::as_str),
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
    let place = Place {
        workspace: call.id(&id)?,
        folder: body.parent,
    };
    let made = call.reply(call.app.create_folder(&call.op, place, &body.name).await)?;
    let location = [(header::LOCATION, format!("/api/v1/folders/{}", made.folder.id))];
    Ok((StatusCode::CREATED, location, Json(dto(&call, &made))).into_response())
}

async fn folder(call: Call, id: Id, Params(query): Params<InWorkspace>) -> Reply<Json<Folder>> {
    let at = at(&call, &id, query.workspace)?;
    let listed = call.reply(call.app.folder(&call.op, at))?;
    Ok(Json(dto(&call, &listed)))
}

async fn change(
    call: Call,
    id: Id,
    Params(query): Params<InWorkspace>,
    Body(body): Body<FolderPatch>,
) -> Reply<Json<Folder>> {
    let at = at(&call, &id, query.workspace)?;
    let wanted = FolderChange {
        name: body.name,
        parent: body.parent,
    };
    let changed = call.reply(call.app.change_folder(&call.op, at, &wanted).await)?;
    Ok(Json(dto(&call, &changed)))
}

async fn remove(call: Call, id: Id, Params(query): Params<InWorkspace>) -> Reply<StatusCode> {
    let at = at(&call, &id, query.workspace)?;
    call.reply(call.app.delete_folder(&call.op, at).await)?;
    Ok(StatusCode::NO_CONTENT)
}
