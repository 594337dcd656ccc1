//! Grants on a dashboard: list, candidates, change, explain. The list's ETag is the generation of the facts it shows.

use access::grant_list::From;
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, patch, put};
use http::{HeaderMap, Method, StatusCode, header};
use model::id::WorkspaceId;
use model::level::GrantLevel;
use model::principal::Principal;
use serde::Deserialize;

use super::dashboards::at;
use crate::app::error::Error;
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::dto::grants::{Candidate, Explanation, GrantBody, GrantEntry, GrantList, GrantPatch};
use crate::http::dto::{InWorkspace, Page, Paging};
use crate::http::router::{Need, Route};

pub(super) fn routes() -> Vec<Route> {
    let see = Need::Proof("SeeGrants");
    let change = Need::Proof("ChangeGrant");
    vec![
        Route::new(
            Method::GET,
            "/dashboards/{id}/grants",
            "Who has a grant, and what may be changed",
            see,
            get(list),
        )
        .gives("GrantList"),
        Route::new(
            Method::PATCH,
            "/dashboards/{id}/grants",
            "Change several grants at once",
            change,
            patch(patch_all),
        )
        .gives("GrantList"),
        Route::new(
            Method::GET,
            "/dashboards/{id}/grants/candidates",
            "Whom to offer",
            see,
            get(candidates),
        )
        .gives("CandidatePage"),
        Route::new(
            Method::PUT,
            "/dashboards/{id}/grants/{principal}",
            "Give or change a level, or block",
            change,
            put(put_one),
        )
        .takes("GrantBody")
        .gives("GrantEntry"),
        Route::new(
            Method::DELETE,
            "/dashboards/{id}/grants/{principal}",
            "Take a grant away",
            change,
            delete(remove),
        ),
        Route::new(
            Method::GET,
            "/dashboards/{id}/explain",
            "Why somebody can open it, or not",
            see,
            get(explain),
        )
        .gives("Explanation"),
    ]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeQuery {
    workspace: Option<WorkspaceId>,
    #[serde(default)]
    confirm: bool,
}

fn name_of(call: &Call, from: From) -> String {
    match from {
        From::Workspace(id) => call
            .app
            .gate
            .workspace(id)
            .map_or_else(String::new, |workspace| workspace.name.to_string()),
        From::Group(id) => call.app.principal_name(Principal::Group(id)),
    }
}

fn shown(call: &Call, at: access::action::DashboardAt) -> Reply<Response> {
    let list = call.reply(call.app.grants(&call.op, at))?;
    let can = call.app.gate.can_dashboard(&call.op, at);
    let wire = GrantList::from(&list, can, &|from| name_of(call, from));
    let tag = format!("\"{}\"", call.app.gate.generation());
    Ok(([(header::ETAG, tag)], Json(wire)).into_response())
}

async fn list(call: Call, id: Id, Params(query): Params<InWorkspace>) -> Reply<Response> {
    let at = at(&call, &id, query.workspace)?;
    shown(&call, at)
}

async fn patch_all(
    call: Call,
    id: Id,
    Params(query): Params<ChangeQuery>,
    headers: HeaderMap,
    Body(body): Body<Vec<GrantPatch>>,
) -> Reply<Response> {
    let at = at(&call, &id, query.workspace)?;
    let expected = headers
        .get(header::IF_MATCH)
        .and_then(|tag| tag.to_str().ok())
        .map(|tag| tag.trim_matches('"').to_owned());
    if expected.is_some_and(|expected| expected != call.app.gate.generation().to_string()) {
        call.reply(call.app.grants(&call.op, at))?;
        return Err(call.fail(Error::Precondition(
            "The list has changed in between. Load it again.".to_owned(),
        )));
    }
    let changes: Vec<_> = body
        .into_iter()
        .map(|change| (change.principal, change.level))
        .collect();
    call.reply(call.app.change_grants(&call.op, at, &changes, query.confirm).await)?;
    shown(&call, at)
}

async fn change_one(
    call: &Call,
    id: &str,
    principal: &str,
    query: &ChangeQuery,
    to: Option<GrantLevel>,
) -> Reply<(access::action::DashboardAt, Principal)> {
    let at = at(call, id, query.workspace)?;
    let principal: Principal = call.id(principal)?;
    call.reply(
        call.app
            .change_grants(&call.op, at, &[(principal, to)], query.confirm)
            .await,
    )?;
    Ok((at, principal))
}

async fn put_one(
    call: Call,
    Path((id, principal)): Path<(String, String)>,
    Params(query): Params<ChangeQuery>,
    Body(body): Body<GrantBody>,
) -> Reply<Response> {
    let (at, principal) = change_one(&call, &id, &principal, &query, Some(body.level)).await?;
    // Who lowered themselves below `share` may no longer see the list.
    match call.app.grants(&call.op, at) {
        Ok(list) => {
            let entry = list.entries.iter().find(|entry| entry.principal == principal);
            let entry = entry.ok_or_else(|| call.fail(Error::hidden()))?;
            Ok(Json(GrantEntry::from(entry, &|from| name_of(&call, from))).into_response())
        }
        Err(_) => Ok(StatusCode::NO_CONTENT.into_response()),
    }
}

async fn remove(
    call: Call,
    Path((id, principal)): Path<(String, String)>,
    Params(query): Params<ChangeQuery>,
) -> Reply<StatusCode> {
    change_one(&call, &id, &principal, &query, None).await?;
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

async fn candidates(call: Call, id: Id, Params(query): Params<CandidateQuery>) -> Reply<Json<Page<Candidate>>> {
    let at = at(&call, &id, query.workspace)?;
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
    let mut found = call.reply(call.app.candidates(&call.op, at, &q, after, limit + 1))?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next_cursor = if more {
        found.last().map(|last| last.principal.to_string())
    } else {
        None
    };
    Ok(Json(Page {
        items: found.iter().map(Candidate::from).collect(),
        next_cursor,
    }))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExplainQuery {
    principal: Principal,
    workspace: Option<WorkspaceId>,
}

async fn explain(call: Call, id: Id, Params(query): Params<ExplainQuery>) -> Reply<Json<Explanation>> {
    let at = at(&call, &id, query.workspace)?;
    let explanation = call.reply(call.app.explain(&call.op, at, query.principal))?;
    Ok(Json(Explanation::from(&explanation)))
}
