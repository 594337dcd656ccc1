//! What one principal can see in a workspace, and who can see one dashboard, each with the reasons.

use access::action::{ReachOf, SeeGrants, SeePolicies, SeeReach};
use axum::Json;
use model::id::{DashboardId, UserId, WorkspaceId};
use model::name::Title;
use model::principal::Principal;
use serde::Deserialize;

use super::wire::{Reach, ReachedItem, ReaderItem, Readers, ShutOut, SomeRows};
use crate::http::call::{Call, Id, Params, Reply};
use crate::http::door::may;
use crate::http::route::Route;
use crate::http::wire::explain::Step;
use crate::http::wire::{Named, Page, Paging};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/workspaces/{id}/reach", "What a principal can see here, and why")
            .needs_by::<SeeReach>(may::<SeePolicies>)
            .gives::<Reach>()
            .to(reach),
        Route::get("/dashboards/{id}/readers", "Who can see it, and why")
            .needs::<SeeGrants>()
            .gives::<Readers>()
            .to(readers),
    ]
}

fn limit(asked: Option<usize>) -> usize {
    Paging {
        limit: asked,
        cursor: None,
    }
    .limit()
    .min(crate::limits::REACH_ITEMS)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReachQuery {
    principal: Principal,
    q: Option<String>,
    limit: Option<usize>,
    cursor: Option<DashboardId>,
}

async fn reach(call: Call, id: Id, Params(query): Params<ReachQuery>) -> Reply<Json<Reach>> {
    let of = ReachOf {
        principal: query.principal,
        workspace: call.id(&id)?,
    };
    let limit = limit(query.limit);
    let q = query.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    let found = call.app.reach(&call.op, of, q, query.cursor, limit + 1).await;
    let found = call.reply(found)?;
    let page = Page::of_more(found.items, limit, |(reached, _)| reached.dashboard.to_string());
    let page = page.map(|(reached, record)| ReachedItem {
        dashboard: reached.dashboard.to_string(),
        title: record.title.to_string(),
        home: record.workspace.to_string(),
        level: reached.level,
        inherited: record.workspace != of.workspace,
        paths: reached.steps.iter().map(Step::from).collect(),
    });
    Ok(Json(Reach {
        items: page.items,
        permissions: found.permissions.iter().collect(),
        workspaces: found.workspaces.iter().map(ToString::to_string).collect(),
        next_cursor: page.next_cursor,
    }))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReaderQuery {
    workspace: Option<WorkspaceId>,
    q: Option<String>,
    limit: Option<usize>,
    cursor: Option<UserId>,
}

async fn readers(call: Call, id: Id, Params(query): Params<ReaderQuery>) -> Reply<Json<Readers>> {
    let at = call.dashboard(&id, query.workspace)?;
    let limit = limit(query.limit);
    let q = query.q.unwrap_or_default();
    let found = call.app.readers(&call.op, at, &q, query.cursor, limit + 1).await;
    let found = call.reply(found)?;
    // Said once, on the first page.
    let shut = if query.cursor.is_none() {
        call.reply(call.app.shut_out(&call.op, at, &q))?
    } else {
        Vec::new()
    };
    let page = Page::of_more(found, limit, |reader| reader.user.to_string());
    let named = |id: UserId, name: &Title| Named {
        id: id.to_string(),
        name: name.to_string(),
    };
    let page = page.map(|reader| ReaderItem {
        user: named(reader.user, &reader.name),
        email: reader.email.to_string(),
        level: reader.level,
        paths: reader.steps.iter().map(Step::from).collect(),
        rows: reader
            .rows
            .into_iter()
            .map(|rows| SomeRows {
                dataset: rows.dataset.to_string(),
                predicate: rows.rows,
            })
            .collect(),
    });
    let cannot = shut.iter().map(|shut| ShutOut {
        user: named(shut.user, &shut.name),
        email: shut.email.to_string(),
        paths: shut.steps.iter().map(Step::from).collect(),
    });
    Ok(Json(Readers {
        items: page.items,
        next_cursor: page.next_cursor,
        cannot: cannot.collect(),
    }))
}
