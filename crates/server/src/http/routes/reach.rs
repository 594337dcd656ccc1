//! What one principal can see in a workspace, and who can see one dashboard, each with the reasons.

use access::action::ReachOf;
use axum::Json;
use axum::routing::get;
use http::Method;
use model::id::{DashboardId, UserId, WorkspaceId};
use model::permission::Permission;
use model::principal::Principal;
use serde::Deserialize;

use super::dashboards::at;
use crate::http::call::{Call, Id, Params, Reply};
use crate::http::dto::explain::Step;
use crate::http::dto::reach::{Reach, ReachedItem, ReaderItem};
use crate::http::dto::{Named, Page, Paging};
use crate::http::router::{Need, Route};

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            Method::GET,
            "/workspaces/{id}/reach",
            "What a principal can see here, and why",
            Need::Proof("SeeReach"),
            get(reach),
        )
        .gives("Reach"),
        Route::new(
            Method::GET,
            "/dashboards/{id}/readers",
            "Who can see it, and why",
            Need::Proof("SeeGrants"),
            get(readers),
        )
        .gives("ReaderPage"),
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
        level: reached.level.as_str(),
        inherited: record.workspace != of.workspace,
        paths: reached.steps.iter().map(Step::from).collect(),
    });
    Ok(Json(Reach {
        items: page.items,
        permissions: found.permissions.iter().map(Permission::as_str).collect(),
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

async fn readers(call: Call, id: Id, Params(query): Params<ReaderQuery>) -> Reply<Json<Page<ReaderItem>>> {
    let at = at(&call, &id, query.workspace)?;
    let limit = limit(query.limit);
    let q = query.q.unwrap_or_default();
    let found = call.reply(call.app.readers(&call.op, at, &q, query.cursor, limit + 1))?;
    let page = Page::of_more(found, limit, |reader| reader.user.to_string());
    Ok(Json(page.map(|reader| ReaderItem {
        user: Named {
            id: reader.user.to_string(),
            name: reader.name.to_string(),
        },
        email: reader.email.to_string(),
        level: reader.level.as_str(),
        paths: reader.steps.iter().map(Step::from).collect(),
    })))
}
