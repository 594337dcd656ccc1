//! Workspaces, permissions and audit.

use access::action::PermissionChange;
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, patch, post, put};
use http::{Method, StatusCode, header};
use model::id::{AuditId, WorkspaceId};
use model::permission::PermissionSet;
use model::principal::Principal;
use model::workspace::PermissionEntry;
use serde::Deserialize;

use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::dto::workspaces::{
    AuditItem, NewWorkspaceBody, PermissionItem, PermissionsBody, PrincipalItem, Workspace, WorkspacePatch,
};
use crate::http::dto::{Named, Page, Paging};
use crate::http::router::{Need, Route};

pub(super) fn routes() -> Vec<Route> {
    let see = Need::Proof("SeeWorkspace");
    let manage = Need::Proof("ManageWorkspace");
    vec![
        Route::new(
            Method::GET,
            "/workspaces",
            "The workspaces this caller may see",
            see,
            get(workspaces),
        )
        .gives("WorkspacePage"),
        Route::new(
            Method::POST,
            "/workspaces",
            "Make a workspace under another",
            manage,
            post(create),
        )
        .takes("NewWorkspaceBody")
        .gives("Workspace"),
        Route::new(Method::GET, "/workspaces/{id}", "One workspace", see, get(workspace)).gives("Workspace"),
        Route::new(
            Method::PATCH,
            "/workspaces/{id}",
            "Rename a workspace",
            manage,
            patch(rename),
        )
        .takes("WorkspacePatch")
        .gives("Workspace"),
        Route::new(
            Method::DELETE,
            "/workspaces/{id}",
            "Delete an empty workspace",
            manage,
            delete(remove),
        ),
        Route::new(
            Method::GET,
            "/workspaces/{id}/permissions",
            "Who holds what here",
            manage,
            get(permissions),
        )
        .gives("PermissionPage"),
        Route::new(
            Method::GET,
            "/workspaces/{id}/permissions/candidates",
            "To whom permissions may be given",
            manage,
            get(candidates),
        )
        .gives("PrincipalPage"),
        Route::new(
            Method::PUT,
            "/workspaces/{id}/permissions/{principal}",
            "Set what a principal holds",
            Need::Proof("ChangePermissions"),
            put(put_permissions),
        )
        .takes("PermissionsBody")
        .gives("PermissionItem"),
        Route::new(
            Method::GET,
            "/audit",
            "What was done",
            Need::Proof("ReadAudit"),
            get(audit),
        )
        .gives("AuditPage"),
    ]
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
    if let Some(name) = &body.name {
        call.reply(call.app.rename_workspace(&call.op, id, name).await)?;
    }
    if let Some(settings) = &body.settings {
        call.reply(call.app.put_workspace_settings(&call.op, id, settings).await)?;
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
    let words = |set: PermissionSet| set.iter().map(model::permission::Permission::as_str).collect();
    PermissionItem {
        principal: entry.principal.to_string(),
        name: call.app.principal_name(entry.principal),
        here: words(entry.here),
        below: words(entry.below),
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

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AuditQuery {
    workspace: WorkspaceId,
    limit: Option<usize>,
    cursor: Option<AuditId>,
}

async fn audit(call: Call, Params(query): Params<AuditQuery>) -> Reply<Json<Page<AuditItem>>> {
    let limit = Paging {
        limit: query.limit,
        cursor: None,
    }
    .limit();
    let asked = u32::try_from(limit + 1).unwrap_or(u32::MAX);
    let mut entries = call.reply(call.app.audit(&call.op, query.workspace, query.cursor, asked).await)?;
    let more = entries.len() > limit;
    entries.truncate(limit);
    let next_cursor = if more {
        entries.last().map(|entry| entry.id.to_string())
    } else {
        None
    };
    let items = entries.into_iter().map(|entry| AuditItem {
        id: entry.id.to_string(),
        at: entry.at,
        actor: entry.actor,
        action: entry.action,
        object: entry.object,
        workspace: entry.workspace.map(|id| id.to_string()),
        details: entry.details,
        request_id: entry.request.to_string(),
    });
    Ok(Json(Page {
        items: items.collect(),
        next_cursor,
    }))
}
