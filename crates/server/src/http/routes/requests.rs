//! Requests for access.

use axum::Json;
use axum::routing::{get, post};
use http::{Method, StatusCode};
use model::id::AccessRequestId;

use super::dashboards::at;
use crate::app::dashboards::access_requests::ListedRequest;
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::dto::requests::{AccessRequest, AnswerBody, Asker, NewAccessRequestBody, Taken};
use crate::http::dto::{Page, PageInWorkspace, Paging};
use crate::http::router::{Need, Route};

pub(super) fn routes() -> Vec<Route> {
    let see = Need::Proof("SeeRequests");
    vec![
        Route::new(
            Method::POST,
            "/access-requests",
            "Ask to be let in; the answer tells nothing",
            Need::Proof("RequestAccess"),
            post(ask),
        )
        .takes("NewAccessRequestBody")
        .gives("Taken"),
        Route::new(
            Method::GET,
            "/access-requests",
            "Open requests that this caller may answer",
            see,
            get(all),
        )
        .gives("AccessRequestPage"),
        Route::new(
            Method::GET,
            "/dashboards/{id}/access-requests",
            "Open requests for a dashboard",
            see,
            get(of_dashboard),
        )
        .gives("AccessRequestPage"),
        Route::new(
            Method::POST,
            "/access-requests/{id}/answer",
            "Give a level, or decline",
            Need::Proof("AnswerRequest, ChangeGrant"),
            post(answer),
        )
        .takes("AnswerBody"),
    ]
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
        levels: levels.into_iter().map(model::level::Level::as_str).collect(),
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
    let at = at(&call, &id, query.workspace)?;
    let listed = call.reply(call.app.requests_of(&call.op, at).await)?;
    Ok(Json(page(&call, listed, &query.paging())))
}

async fn answer(call: Call, id: Id, Body(body): Body<AnswerBody>) -> Reply<StatusCode> {
    let id: AccessRequestId = call.id(&id)?;
    call.reply(call.app.answer_request(&call.op, id, body.level).await)?;
    Ok(StatusCode::NO_CONTENT)
}
