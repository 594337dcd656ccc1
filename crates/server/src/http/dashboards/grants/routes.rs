//! Grants on dashboards and folders: list, candidates, change, explain. The list's ETag moves with every change of an entry.

use access::action::{Action, ChangeFolderGrant, ChangeGrant, SeeFolderGrants, SeeGrants};
use access::grant_list::{GrantEntry as Entry, GrantOrigin};
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode, header};
use model::id::WorkspaceId;
use model::level::GrantLevel;
use model::principal::Principal;
use serde::Deserialize;

use super::wire::{Candidate, GrantBody, GrantEntry, GrantList, GrantPatch};
use crate::app::dashboards::grants::{GrantChanges, On, list_tag};
use crate::app::error::Error;
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::door::{Object, may};
use crate::http::route::Route;
use crate::http::wire::explain::Explanation;
use crate::http::wire::{InWorkspace, Page, Paging};

/// Reads what grants are on out of the path.
type Find = fn(&Call, &str, Option<WorkspaceId>) -> Reply<On>;

fn dashboard(call: &Call, id: &str, workspace: Option<WorkspaceId>) -> Reply<On> {
    call.dashboard(id, workspace).map(On::Dashboard)
}

fn folder(call: &Call, id: &str, workspace: Option<WorkspaceId>) -> Reply<On> {
    call.folder(id, workspace).map(On::Folder)
}

/// The paths of one kind of object.
struct Paths {
    grants: &'static str,
    candidates: &'static str,
    one: &'static str,
    explain: &'static str,
}

pub(in crate::http) fn routes() -> Vec<Route> {
    let dashboards = Paths {
        grants: "/dashboards/{id}/grants",
        candidates: "/dashboards/{id}/grants/candidates",
        one: "/dashboards/{id}/grants/{principal}",
        explain: "/dashboards/{id}/explain",
    };
    let folders = Paths {
        grants: "/folders/{id}/grants",
        candidates: "/folders/{id}/grants/candidates",
        one: "/folders/{id}/grants/{principal}",
        explain: "/folders/{id}/explain",
    };
    let mut routes = of::<SeeGrants, ChangeGrant>(&dashboards, dashboard);
    routes.extend(of::<SeeFolderGrants, ChangeFolderGrant>(&folders, folder));
    routes
}

/// Who may see the list may change it, as far as the very change allows; that needs the body.
fn of<See: Action<On: Object>, Change: Action>(paths: &Paths, find: Find) -> Vec<Route> {
    vec![
        Route::get(paths.grants, "Who has a grant, and what may be changed")
            .needs::<See>()
            .gives::<GrantList>()
            .to(move |call, id, query| list(call, id, query, find)),
        Route::patch(paths.grants, "Change several grants at once")
            .needs_by::<Change>(may::<See>)
            .takes_list::<GrantPatch>()
            .gives::<GrantList>()
            .to(move |call, id, query, headers, body| patch_all(call, id, query, headers, body, find)),
        Route::get(paths.candidates, "Whom to offer")
            .needs::<See>()
            .lists::<Candidate>()
            .to(move |call, id, query| candidates(call, id, query, find)),
        Route::put(paths.one, "Give or change a level, or block")
            .needs_by::<Change>(may::<See>)
            .takes::<GrantBody>()
            .gives::<GrantEntry>()
            .to(move |call, ids, query, body| put_one(call, ids, query, body, find)),
        Route::delete(paths.one, "Take a grant away")
            .needs_by::<Change>(may::<See>)
            .to(move |call, ids, query| remove(call, ids, query, find)),
        Route::get(paths.explain, "Why somebody has a level on it, or none")
            .needs::<See>()
            .gives::<Explanation>()
            .to(move |call, id, query| explain(call, id, query, find)),
    ]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeQuery {
    workspace: Option<WorkspaceId>,
    #[serde(default)]
    confirm: bool,
}

/// The name of what a grant comes from.
fn name_of(call: &Call, from: GrantOrigin) -> String {
    let gate = &call.app.gate;
    let title = match from {
        GrantOrigin::Workspace(id) => gate.workspace(id).map(|workspace| workspace.name),
        GrantOrigin::Group(id) => gate.principal_name(Principal::Group(id)),
        GrantOrigin::Folder(id) => gate.folder_name(id),
        GrantOrigin::Policy(id) => gate.policy_name(id),
    };
    title.map_or_else(String::new, |title| title.to_string())
}

fn can(call: &Call, on: On) -> Vec<&'static str> {
    match on {
        On::Dashboard(at) => call.app.gate.can_dashboard(&call.op, at),
        On::Folder(at) => call.app.gate.can_folder(&call.op, at),
    }
}

fn entry(call: &Call, entry: &Entry) -> GrantEntry {
    GrantEntry::from(entry, &|from| name_of(call, from), &|principal| {
        call.app.principal_name(principal)
    })
}

fn shown(call: &Call, on: On) -> Reply<Response> {
    let list = call.reply(call.app.grants(&call.op, on))?;
    let wire = GrantList::from(&list, can(call, on), &|from| name_of(call, from), &|principal| {
        call.app.principal_name(principal)
    });
    let tag = format!("\"{}\"", list_tag(&list));
    Ok(([(header::ETAG, tag)], Json(wire)).into_response())
}

async fn list(call: Call, id: Id, Params(query): Params<InWorkspace>, find: Find) -> Reply<Response> {
    let on = find(&call, &id, query.workspace)?;
    shown(&call, on)
}

async fn patch_all(
    call: Call,
    id: Id,
    Params(query): Params<ChangeQuery>,
    headers: HeaderMap,
    Body(body): Body<Vec<GrantPatch>>,
    find: Find,
) -> Reply<Response> {
    let on = find(&call, &id, query.workspace)?;
    let expected = headers.get(header::IF_MATCH).and_then(|tag| tag.to_str().ok());
    let changes = body.into_iter().map(|change| (change.principal, change.level));
    let wanted = GrantChanges {
        changes: changes.collect(),
        confirmed: query.confirm,
        expected: expected.map(|tag| tag.trim_start_matches("W/").trim_matches('"').to_owned()),
    };
    call.reply(call.app.change_grants(&call.op, on, &wanted).await)?;
    // Who lowered themselves below `share` may no longer see the list.
    match call.app.grants(&call.op, on) {
        Ok(_) => shown(&call, on),
        Err(_) => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

async fn change_one(
    call: &Call,
    (id, principal): &(String, String),
    query: &ChangeQuery,
    to: Option<GrantLevel>,
    find: Find,
) -> Reply<(On, Principal)> {
    let on = find(call, id, query.workspace)?;
    let principal: Principal = call.id(principal)?;
    let wanted = GrantChanges {
        changes: vec![(principal, to)],
        confirmed: query.confirm,
        expected: None,
    };
    call.reply(call.app.change_grants(&call.op, on, &wanted).await)?;
    Ok((on, principal))
}

async fn put_one(
    call: Call,
    Path(ids): Path<(String, String)>,
    Params(query): Params<ChangeQuery>,
    Body(body): Body<GrantBody>,
    find: Find,
) -> Reply<Response> {
    let (on, principal) = change_one(&call, &ids, &query, Some(body.level), find).await?;
    // Who lowered themselves below `share` may no longer see the list.
    match call.app.grant(&call.op, on, principal) {
        Ok(Some(changed)) => Ok(Json(entry(&call, &changed)).into_response()),
        Ok(None) => Err(call.fail(Error::hidden())),
        Err(_) => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

async fn remove(
    call: Call,
    Path(ids): Path<(String, String)>,
    Params(query): Params<ChangeQuery>,
    find: Find,
) -> Reply<StatusCode> {
    change_one(&call, &ids, &query, None, find).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CandidateQuery {
    q: Option<String>,
    workspace: Option<WorkspaceId>,
    limit: Option<usize>,
    cursor: Option<String>,
}

async fn candidates(
    call: Call,
    id: Id,
    Params(query): Params<CandidateQuery>,
    find: Find,
) -> Reply<Json<Page<Candidate>>> {
    let on = find(&call, &id, query.workspace)?;
    let after: Option<Principal> = match &query.cursor {
        Some(cursor) => Some(call.id(cursor)?),
        None => None,
    };
    let limit = Paging {
        limit: query.limit,
        cursor: None,
    }
    .limit()
    .min(50);
    let q = query.q.unwrap_or_default();
    let found = call.reply(call.app.candidates(&call.op, on, &q, after, limit + 1))?;
    let page = Page::of_more(found, limit, |last| last.principal.to_string());
    Ok(Json(page.map(|candidate| Candidate::from(&candidate))))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExplainQuery {
    principal: Principal,
    workspace: Option<WorkspaceId>,
}

async fn explain(call: Call, id: Id, Params(query): Params<ExplainQuery>, find: Find) -> Reply<Json<Explanation>> {
    let on = find(&call, &id, query.workspace)?;
    let explanation = call.reply(call.app.explain(&call.op, on, query.principal))?;
    Ok(Json(Explanation::from(&explanation)))
}
