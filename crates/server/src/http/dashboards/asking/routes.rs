//! Asking: the data of a widget, values to choose from, and the same for a document that is being edited.

use access::action::{Open, SeeData};
use std::sync::Arc;

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use http::header;
use model::answer::Answer;
use model::id::WorkspaceId;
use serde::Deserialize;
use serde_json::{Map, Value as JsonValue};

use super::wire::{CheckDocumentBody, Checked, Choice, ChoiceList, DataBody, PreviewBody};
use crate::app::ask::Chosen;
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::route::Route;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::post("/workspaces/{id}/preview", "Answer a widget that is being edited")
            .needs::<SeeData>()
            .takes::<PreviewBody>()
            .gives::<Answer>()
            .to(preview),
        Route::post("/workspaces/{id}/check-document", "Check a document")
            .needs::<SeeData>()
            .takes::<CheckDocumentBody>()
            .gives::<Checked>()
            .to(check),
        Route::post("/dashboards/{id}/data", "Answer a widget")
            .needs::<Open>()
            .takes::<DataBody>()
            .gives::<Answer>()
            .to(data),
        Route::get("/dashboards/{id}/variables/{name}/choices", "Values to choose from")
            .needs::<Open>()
            .gives::<ChoiceList>()
            .to(choices),
    ]
}

async fn data(call: Call, id: Id, Body(body): Body<DataBody>) -> Reply<Response> {
    let at = call.dashboard(&id, body.workspace)?;
    let chosen = Chosen {
        variables: body.variables,
        time: body.time,
        zone: body.time_zone,
    };
    let answer = call.reply(call.app.ask(&call.op, at, &body.widget, &chosen).await)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], answer).into_response())
}

async fn preview(call: Call, id: Id, Body(body): Body<PreviewBody>) -> Reply<Json<Arc<Answer>>> {
    let workspace: WorkspaceId = call.id(&id)?;
    let chosen = Chosen {
        variables: body.variables,
        time: body.time,
        zone: body.time_zone,
    };
    Ok(Json(
        call.reply(
            call.app
                .preview(&call.op, workspace, &body.document, &body.widget, &chosen)
                .await,
        )?,
    ))
}

async fn check(call: Call, id: Id, Body(body): Body<CheckDocumentBody>) -> Reply<Json<Checked>> {
    let workspace: WorkspaceId = call.id(&id)?;
    let checked = call.app.check_document(&call.op, workspace, &body.document).await;
    call.reply(checked.map_err(|error| crate::app::dashboards::documents::under(error, "/document")))?;
    Ok(Json(Checked { ok: true }))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceQuery {
    q: Option<String>,
    variables: Option<String>,
    workspace: Option<WorkspaceId>,
}

async fn choices(
    call: Call,
    Path((id, name)): Path<(String, String)>,
    Params(query): Params<ChoiceQuery>,
) -> Reply<Json<ChoiceList>> {
    let at = call.dashboard(&id, query.workspace)?;
    let variables: Map<String, JsonValue> = match &query.variables {
        Some(text) => {
            call.reply(model::invalid::parse(text.as_bytes()).map_err(|error| error.under("/variables").into()))?
        }
        None => Map::new(),
    };
    let chosen = Chosen {
        variables,
        ..Chosen::default()
    };
    let (choices, taken) = call.reply(call.app.choices(&call.op, at, &name, query.q.as_deref(), &chosen).await)?;
    let items = choices.items.into_iter().map(|choice| Choice {
        value: choice.value,
        label: choice.label,
    });
    Ok(Json(ChoiceList {
        items: items.collect(),
        truncated: choices.truncated,
        taken: taken.map(|taken| taken.to_json()),
    }))
}
