//! Settings of a dashboard: its folder, whether it may leave, through whose eyes it is seen.

use axum::Json;
use axum::response::Response;
use axum::routing::{get, put};
use http::Method;
use model::id::{UserId, WorkspaceId};
use serde::Deserialize;

use super::dashboards::{at, shown};
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::dto::dashboards::{DisplayBody, MoveBody, RestrictedBody};
use crate::http::dto::{InWorkspace, Named, Page, Paging};
use crate::http::router::{Need, Route};

pub(super) fn routes() -> Vec<Route> {
    let set_display = Need::Proof("SetDisplay");
    vec![
        Route::new(
            Method::PUT,
            "/dashboards/{id}/folder",
            "Put a dashboard into a folder",
            Need::Proof("MoveDashboard"),
            put(move_to),
        )
        .takes("MoveBody")
        .gives("Dashboard"),
        Route::new(
            Method::PUT,
            "/dashboards/{id}/restricted",
            "Say whether it may be shared to the outside",
            Need::Proof("SetRestricted"),
            put(restrict),
        )
        .takes("RestrictedBody")
        .gives("Dashboard"),
        Route::new(
            Method::PUT,
            "/dashboards/{id}/display",
            "Choose whose data everybody sees in it",
            set_display,
            put(display),
        )
        .takes("DisplayBody")
        .gives("Dashboard"),
        Route::new(
            Method::GET,
            "/dashboards/{id}/display/candidates",
            "Whose eyes the caller may choose",
            set_display,
            get(candidates),
        )
        .gives("NamedPage"),
    ]
}

async fn move_to(
    call: Call,
    id: Id,
    Params(query): Params<InWorkspace>,
    Body(body): Body<MoveBody>,
) -> Reply<Response> {
    let at = at(&call, &id, query.workspace)?;
    call.reply(call.app.move_dashboard(&call.op, at, body.folder).await)?;
    shown(&call, at).await
}

async fn restrict(
    call: Call,
    id: Id,
    Params(query): Params<InWorkspace>,
    Body(body): Body<RestrictedBody>,
) -> Reply<Response> {
    let at = at(&call, &id, query.workspace)?;
    let done = call
        .app
        .restrict_dashboard(&call.op, at, body.restricted, body.end_shares);
    call.reply(done.await)?;
    shown(&call, at).await
}

async fn display(
    call: Call,
    id: Id,
    Params(query): Params<InWorkspace>,
    Body(body): Body<DisplayBody>,
) -> Reply<Response> {
    let at = at(&call, &id, query.workspace)?;
    let done = call.app.display_dashboard(&call.op, at, body.eyes, body.end_shares);
    call.reply(done.await)?;
    shown(&call, at).await
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CandidateQuery {
    q: Option<String>,
    workspace: Option<WorkspaceId>,
    limit: Option<usize>,
    cursor: Option<UserId>,
}

async fn candidates(call: Call, id: Id, Params(query): Params<CandidateQuery>) -> Reply<Json<Page<Named>>> {
    let at = at(&call, &id, query.workspace)?;
    let paging = Paging {
        limit: query.limit,
        cursor: None,
    };
    let limit = paging.limit().min(50);
    let q = query.q.unwrap_or_default();
    let found = call.app.display_candidates(&call.op, at, &q, query.cursor, limit + 1);
    let page = Page::of_more(call.reply(found)?, limit, |user| user.id.to_string());
    Ok(Json(page.map(|user| Named {
        id: user.id.to_string(),
        name: user.name.to_string(),
    })))
}
