//! Requests for access.

use access::action::{AnswerRequest, ChangeGrant, DashboardAt, RequestAccess, SeeRequests};
use axum::Json;
use futures::future::BoxFuture;
use http::StatusCode;
use model::id::{AccessRequestId, DashboardId, WorkspaceId};

use super::wire::{AccessRequest, AnswerBody, Asker, NewAccessRequestBody, Taken};
use crate::app::dashboards::access_requests::ListedRequest;
use crate::app::error::Error;
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::door::{Knock, user};
use crate::http::route::Route;
use crate::http::wire::{Page, PageInWorkspace, Paging};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::post("/access-requests", "Ask to be let in; the answer tells nothing")
            .needs_by::<RequestAccess>(asks)
            .takes::<NewAccessRequestBody>()
            .gives::<Taken>()
            .to(ask),
        Route::get("/access-requests", "Open requests that this caller may answer")
            .each::<SeeRequests>(user)
            .lists::<AccessRequest>()
            .to(all),
        Route::get("/dashboards/{id}/access-requests", "Open requests for a dashboard")
            .needs::<SeeRequests>()
            .lists::<AccessRequest>()
            .to(of_dashboard),
        Route::post("/access-requests/{id}/answer", "Give a level, or decline")
            .needs_found::<AnswerRequest>(answers)
            .and::<ChangeGrant>()
            .takes::<AnswerBody>()
            .to(answer),
    ]
}

/// Whether a user may ask does not depend on what for.
fn asks(knock: &Knock<'_>) -> Result<(), Error> {
    knock.check::<RequestAccess>(&DashboardAt {
        dashboard: DashboardId::from_number(0),
        workspace: WorkspaceId::from_number(0),
    })
}

fn answers<'a>(knock: &'a Knock<'a>) -> BoxFuture<'a, Result<(), Error>> {
    Box::pin(async {
        let _found = knock.app.request_to_answer(knock.op, knock.id("id")?).await?;
        Ok(())
    })
}

async fn ask(call: Call, Body(body): Body<NewAccessRequestBody>) -> Reply<(StatusCode, Json<Taken>)> {
    let message = match body.message {
        Some(message) => message,
        None => {
            call.reply(model::name::Note::new("").map_err(|rule| model::invalid::Invalid::at("/message", rule).into()))?
        }
    };
    let taken = call
        .app
        .request_access(&call.op, body.dashboard, body.workspace, &message);
    call.reply(taken.await)?;
    Ok((StatusCode::ACCEPTED, Json(Taken {})))
}

fn dto(call: &Call, listed: ListedRequest) -> AccessRequest {
    let ListedRequest { request, title, levels } = listed;
    let gate = &call.app.gate;
    let user = gate.user(request.user);
    let workspace = gate.workspace(request.workspace);
    AccessRequest {
        id: request.id.to_string(),
        dashboard: request.dashboard.to_string(),
        dashboard_title: title.to_string(),
        workspace: request.workspace.to_string(),
        workspace_name: workspace.map_or_else(String::new, |workspace| workspace.name.to_string()),
        user: Asker {
            id: request.user.to_string(),
            name: user.as_ref().map_or_else(String::new, |user| user.name.to_string()),
            email: user.as_ref().map_or_else(String::new, |user| user.email.to_string()),
        },
        message: request.message.to_string(),
        created_at: request.created_at,
        levels,
    }
}

fn page(call: &Call, listed: Vec<ListedRequest>, paging: &Paging) -> Page<AccessRequest> {
    let page = Page::cut(listed, paging, |listed| listed.request.id.to_string());
    page.map(|listed| dto(call, listed))
}

async fn all(call: Call, Params(paging): Params<Paging>) -> Reply<Json<Page<AccessRequest>>> {
    let listed = call.reply(call.app.requests(&call.op).await)?;
    Ok(Json(page(&call, listed, &paging)))
}

async fn of_dashboard(call: Call, id: Id, Params(query): Params<PageInWorkspace>) -> Reply<Json<Page<AccessRequest>>> {
    let at = call.dashboard(&id, query.workspace)?;
    let listed = call.reply(call.app.requests_of(&call.op, at).await)?;
    Ok(Json(page(&call, listed, &query.paging())))
}

async fn answer(call: Call, id: Id, Body(body): Body<AnswerBody>) -> Reply<StatusCode> {
    let id: AccessRequestId = call.id(&id)?;
    call.reply(call.app.answer_request(&call.op, id, body.level).await)?;
    Ok(StatusCode::NO_CONTENT)
}
