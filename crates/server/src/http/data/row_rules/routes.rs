//! Row rules.

use access::action::{ManageData, ManageRowRule};
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use model::id::{RowRuleId, WorkspaceId};

use super::wire::{NewRowRuleBody, RowRule};
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::route::Route;
use crate::http::wire::{EndShares, Page};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/workspaces/{id}/row-rules", "Row rules made here")
            .needs::<ManageData>()
            .lists::<RowRule>()
            .to(row_rules),
        Route::post("/workspaces/{id}/row-rules", "Make a row rule")
            .needs::<ManageData>()
            .takes::<NewRowRuleBody>()
            .gives::<RowRule>()
            .to(create_rule),
        Route::delete("/row-rules/{id}", "Remove a row rule")
            .needs::<ManageRowRule>()
            .to(delete_rule),
    ]
}

fn rule_dto(rule: model::row_rule::RowRule) -> RowRule {
    RowRule {
        id: rule.id.to_string(),
        workspace: rule.workspace.to_string(),
        dataset: rule.dataset.to_string(),
        applies_to: rule.applies_to.to_string(),
        below: rule.below,
        unless_manage: rule.unless_manage,
        predicate: rule.predicate,
    }
}

async fn row_rules(call: Call, id: Id) -> Reply<Json<Page<RowRule>>> {
    let id: WorkspaceId = call.id(&id)?;
    let rules = call.reply(call.app.row_rules(&call.op, id))?;
    Ok(Json(Page::all(rules.into_iter().map(rule_dto).collect())))
}

async fn create_rule(call: Call, id: Id, Body(body): Body<NewRowRuleBody>) -> Reply<Response> {
    let workspace: WorkspaceId = call.id(&id)?;
    let end_shares = body.end_shares;
    let new = store::NewRowRule {
        dataset: body.dataset,
        applies_to: body.applies_to,
        below: body.below,
        unless_manage: body.unless_manage,
        predicate: body.predicate,
    };
    let rule = call.reply(call.app.create_row_rule(&call.op, workspace, new, end_shares).await)?;
    let location = [(header::LOCATION, format!("/api/v1/row-rules/{}", rule.id))];
    Ok((StatusCode::CREATED, location, Json(rule_dto(rule))).into_response())
}

async fn delete_rule(call: Call, id: Id, Params(query): Params<EndShares>) -> Reply<StatusCode> {
    let id: RowRuleId = call.id(&id)?;
    call.reply(call.app.delete_row_rule(&call.op, id, query.end_shares).await)?;
    Ok(StatusCode::NO_CONTENT)
}
