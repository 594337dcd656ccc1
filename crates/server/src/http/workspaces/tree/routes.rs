//! Workspaces and the permissions held on them.

use access::action::{
    ChangePermissions, ManageWorkspace, Organisation, PermissionChange, SeePeople, SeeWorkspace, SettingsChange,
};
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use model::id::WorkspaceId;
use model::principal::Principal;
use model::workspace::PermissionEntry;
use serde::Deserialize;

use super::wire::{NewWorkspaceBody, PermissionItem, PermissionsBody, PrincipalItem, Workspace, WorkspacePatch};
use crate::app::error::Error;
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::door::{Knock, may, somebody};
use crate::http::route::Route;
use crate::http::wire::{Named, Page, Paging};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/workspaces", "The workspaces this caller may see")
            .each::<SeeWorkspace>(somebody)
            .lists::<Workspace>()
            .to(workspaces),
        Route::post("/workspaces", "Make a workspace under another")
            .needs_by::<ManageWorkspace>(manages_any)
            .takes::<NewWorkspaceBody>()
            .gives::<Workspace>()
            .to(create),
        Route::get("/workspaces/{id}", "One workspace")
            .needs::<SeeWorkspace>()
            .gives::<Workspace>()
            .to(workspace),
        Route::patch("/workspaces/{id}", "Rename a workspace")
            .needs::<ManageWorkspace>()
            .takes::<WorkspacePatch>()
            .gives::<Workspace>()
            .to(rename),
        Route::delete("/workspaces/{id}", "Delete an empty workspace")
            .needs::<ManageWorkspace>()
            .to(remove),
        Route::get("/workspaces/{id}/permissions", "Who holds what here")
            .needs::<ManageWorkspace>()
            .lists::<PermissionItem>()
            .to(permissions),
        Route::get(
            "/workspaces/{id}/permissions/candidates",
            "To whom permissions may be given",
        )
        .needs::<ManageWorkspace>()
        .lists::<PrincipalItem>()
        .to(candidates),
        Route::put("/workspaces/{id}/permissions/{principal}", "Set what a principal holds")
            .needs_by::<ChangePermissions>(may::<ManageWorkspace>)
            .takes::<PermissionsBody>()
            .gives::<PermissionItem>()
            .to(put_permissions),
    ]
}

/// Which workspace the new one lies in, only the body says: for who manages any.
fn manages_any(knock: &Knock<'_>) -> Result<(), Error> {
    knock.check::<SeePeople>(&Organisation)
}

fn dto(call: &Call, workspace: &model::workspace::Workspace) -> Workspace {
    let path = call.app.workspace_path(&call.op, workspace.id);
    let parent = workspace
        .parent
        .filter(|parent| path.iter().any(|step| step.id == *parent));
    Workspace {
        id: workspace.id.to_string(),
        name: workspace.name.to_string(),
        parent: parent.map(|id| id.to_string()),
        path: path
            .iter()
            .map(|step| Named {
                id: step.id.to_string(),
                name: step.name.to_string(),
            })
            .collect(),
        can: call.app.gate.can_workspace(&call.op, workspace.id),
    }
}

async fn workspaces(call: Call, Params(paging): Params<Paging>) -> Reply<Json<Page<Workspace>>> {
    let workspaces = call.reply(call.app.workspaces(&call.op))?;
    let items = workspaces.iter().map(|workspace| dto(&call, workspace)).collect();
    Ok(Json(Page::cut(items, &paging, |workspace: &Workspace| {
        workspace.id.clone()
    })))
}

async fn workspace(call: Call, id: Id) -> Reply<Json<Workspace>> {
    let id: WorkspaceId = call.id(&id)?;
    let workspace = call.reply(call.app.workspace(&call.op, id))?;
    Ok(Json(dto(&call, &workspace)))
}

async fn create(call: Call, Body(body): Body<NewWorkspaceBody>) -> Reply<Response> {
    let workspace = call.reply(call.app.create_workspace(&call.op, body.parent, &body.name).await)?;
    let location = [(header::LOCATION, format!("/api/v1/workspaces/{}", workspace.id))];
    Ok((StatusCode::CREATED, location, Json(dto(&call, &workspace))).into_response())
}

async fn rename(call: Call, id: Id, Body(body): Body<WorkspacePatch>) -> Reply<Json<Workspace>> {
    let id: WorkspaceId = call.id(&id)?;
    let settings = body.settings.map(|settings| SettingsChange {
        workspace: id,
        settings,
    });
    if let Some(change) = &settings {
        call.reply(call.app.may_change_settings(&call.op, change))?;
    }
    if let Some(name) = &body.name {
        call.reply(call.app.rename_workspace(&call.op, id, name).await)?;
    }
    if let Some(change) = &settings {
        call.reply(call.app.put_workspace_settings(&call.op, change).await)?;
    }
    let workspace = call.reply(call.app.workspace(&call.op, id))?;
    Ok(Json(dto(&call, &workspace)))
}

async fn remove(call: Call, id: Id) -> Reply<StatusCode> {
    let id: WorkspaceId = call.id(&id)?;
    call.reply(call.app.delete_workspace(&call.op, id).await)?;
    Ok(StatusCode::NO_CONTENT)
}

fn permission_dto(call: &Call, entry: &PermissionEntry) -> PermissionItem {
    PermissionItem {
        principal: entry.principal.to_string(),
        name: call.app.principal_name(entry.principal),
        here: entry.here.iter().collect(),
        below: entry.below.iter().collect(),
    }
}

async fn permissions(call: Call, id: Id) -> Reply<Json<Page<PermissionItem>>> {
    let id: WorkspaceId = call.id(&id)?;
    let entries = call.reply(call.app.permissions(&call.op, id))?;
    Ok(Json(Page::all(
        entries.iter().map(|entry| permission_dto(&call, entry)).collect(),
    )))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CandidateQuery {
    q: Option<String>,
    limit: Option<usize>,
    cursor: Option<Principal>,
}

async fn candidates(call: Call, id: Id, Params(query): Params<CandidateQuery>) -> Reply<Json<Page<PrincipalItem>>> {
    let id: WorkspaceId = call.id(&id)?;
    let paging = Paging {
        limit: query.limit,
        cursor: None,
    };
    let limit = paging.limit().min(50);
    let q = query.q.unwrap_or_default();
    let found = call
        .app
        .permission_candidates(&call.op, id, &q, query.cursor, limit + 1);
    let page = Page::of_more(call.reply(found)?, limit, |last| last.principal.to_string());
    Ok(Json(page.map(|found| PrincipalItem {
        principal: found.principal.to_string(),
        name: found.name.map_or_else(|| "all".to_owned(), |name| name.to_string()),
        email: found.email.map(|email| email.to_string()),
    })))
}

async fn put_permissions(
    call: Call,
    Path((id, principal)): Path<(String, String)>,
    Body(body): Body<PermissionsBody>,
) -> Reply<Json<PermissionItem>> {
    let (workspace, principal): (WorkspaceId, Principal) = (call.id(&id)?, call.id(&principal)?);
    let (here, below) = (body.here.into_iter().collect(), body.below.into_iter().collect());
    let wanted = PermissionChange {
        workspace,
        principal,
        here,
        below,
    };
    call.reply(call.app.put_permissions(&call.op, wanted).await)?;
    Ok(Json(permission_dto(
        &call,
        &PermissionEntry {
            workspace,
            principal,
            here,
            below,
        },
    )))
}
