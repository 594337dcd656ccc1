//! Settings of a dashboard: its folder, whether it may leave, through whose eyes it is seen.

use access::action::{DashboardAt, DisplayChange, MoveDashboard, RestrictedChange, SetDisplay, SetRestricted};
use axum::Json;
use axum::response::Response;
use model::display::Display;
use model::id::{UserId, WorkspaceId};
use serde::Deserialize;

use super::wire::{DisplayBody, MoveBody, RestrictedBody};
use crate::app::error::Error;
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::dashboards::documents::routes::shown;
use crate::http::dashboards::documents::wire::Dashboard;
use crate::http::door::{Knock, Object as _};
use crate::http::route::Route;
use crate::http::wire::{InWorkspace, Named, Page, Paging};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::put("/dashboards/{id}/folder", "Put a dashboard into a folder")
            .needs_by::<MoveDashboard>(edits)
            .takes::<MoveBody>()
            .gives::<Dashboard>()
            .to(move_to),
        Route::put(
            "/dashboards/{id}/restricted",
            "Say whether it may be shared to the outside",
        )
        .needs_by::<SetRestricted>(edits)
        .takes::<RestrictedBody>()
        .gives::<Dashboard>()
        .to(restrict),
        Route::put("/dashboards/{id}/display", "Choose whose data everybody sees in it")
            .needs_by::<SetDisplay>(displays)
            .takes::<DisplayBody>()
            .gives::<Dashboard>()
            .to(display),
        Route::get(
            "/dashboards/{id}/display/candidates",
            "Whose eyes the caller may choose",
        )
        .needs_by::<SetDisplay>(displays)
        .lists::<Named>()
        .to(candidates),
    ]
}

/// What `edit` is needed for, whatever the body says.
fn edits(knock: &Knock<'_>) -> Result<(), Error> {
    let at = DashboardAt::of(knock)?;
    knock.check::<SetRestricted>(&RestrictedChange { at, restricted: true })
}

/// Everybody's own eyes are the choice that needs least.
fn displays(knock: &Knock<'_>) -> Result<(), Error> {
    let at = DashboardAt::of(knock)?;
    let to = Display::Viewer;
    knock.check::<SetDisplay>(&DisplayChange { at, to })
}

async fn move_to(
    call: Call,
    id: Id,
    Params(query): Params<InWorkspace>,
    Body(body): Body<MoveBody>,
) -> Reply<Response> {
    let at = call.dashboard(&id, query.workspace)?;
    call.reply(call.app.move_dashboard(&call.op, at, body.folder).await)?;
    shown(&call, at).await
}

async fn restrict(
    call: Call,
    id: Id,
    Params(query): Params<InWorkspace>,
    Body(body): Body<RestrictedBody>,
) -> Reply<Response> {
    let at = call.dashboard(&id, query.workspace)?;
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
    let at = call.dashboard(&id, query.workspace)?;
    let DisplayBody {
        eyes,
        revision,
        end_shares,
    } = body;
    let done = call.app.display_dashboard(&call.op, at, eyes, revision, end_shares);
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
    let at = call.dashboard(&id, query.workspace)?;
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
