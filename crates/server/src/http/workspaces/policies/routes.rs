//! Policies: grants and blocks by tag.

use access::action::{ChangePolicy, SeePolicies};
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use model::id::{PolicyId, WorkspaceId};

use super::wire::{NewPolicyBody, Policy, PolicyPatchBody};
use crate::app::error::Error;
use crate::app::workspaces::policies::{ListedPolicy, PolicyPatch};
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::door::{Knock, may};
use crate::http::route::Route;
use crate::http::wire::{Page, Paging};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/workspaces/{id}/policies",
            "Grants and blocks by tag that reach this workspace",
        )
        .needs::<SeePolicies>()
        .lists::<Policy>()
        .to(policies),
        Route::post("/workspaces/{id}/policies", "Make a policy")
            .needs_by::<ChangePolicy>(may::<SeePolicies>)
            .takes::<NewPolicyBody>()
            .gives::<Policy>()
            .to(create),
        Route::patch("/policies/{id}", "Change a policy")
            .needs_by::<ChangePolicy>(changes)
            .takes::<PolicyPatchBody>()
            .gives::<Policy>()
            .to(change),
        Route::delete("/policies/{id}", "Remove a policy")
            .needs_by::<ChangePolicy>(changes)
            .to(remove),
    ]
}

/// Every change of a policy needs at least what its removal needs.
fn changes(knock: &Knock<'_>) -> Result<(), Error> {
    knock.app.may_change_policy(knock.op, knock.id("id")?)
}

fn dto(call: &Call, listed: ListedPolicy, seen_in: WorkspaceId) -> Policy {
    let ListedPolicy {
        policy,
        meets,
        may_change,
    } = listed;
    let rule = policy.rule;
    Policy {
        id: policy.id.to_string(),
        workspace: policy.workspace.to_string(),
        inherited: policy.workspace != seen_in,
        name: rule.name.to_string(),
        reach: rule.reach,
        tag: rule.tag.to_string(),
        principal: rule.principal.to_string(),
        principal_name: call.app.principal_name(rule.principal),
        level: rule.level,
        meets,
        can: if may_change {
            vec!["change", "delete"]
        } else {
            Vec::new()
        },
    }
}

async fn policies(call: Call, id: Id, Params(paging): Params<Paging>) -> Reply<Json<Page<Policy>>> {
    let workspace: WorkspaceId = call.id(&id)?;
    let listed = call.reply(call.app.policies(&call.op, workspace))?;
    let page = Page::cut(listed, &paging, |listed| listed.policy.id.to_string());
    Ok(Json(page.map(|listed| dto(&call, listed, workspace))))
}

async fn create(call: Call, id: Id, Body(body): Body<NewPolicyBody>) -> Reply<Response> {
    let workspace: WorkspaceId = call.id(&id)?;
    let made = call.reply(call.app.create_policy(&call.op, workspace, &body.rule()).await)?;
    let location = [(header::LOCATION, format!("/api/v1/policies/{}", made.policy.id))];
    Ok((StatusCode::CREATED, location, Json(dto(&call, made, workspace))).into_response())
}

async fn change(call: Call, id: Id, Body(body): Body<PolicyPatchBody>) -> Reply<Json<Policy>> {
    let id: PolicyId = call.id(&id)?;
    let wanted = PolicyPatch {
        name: body.name,
        reach: body.reach,
        tag: body.tag,
        principal: body.principal,
        level: body.level,
    };
    let changed = call.reply(call.app.change_policy(&call.op, id, &wanted).await)?;
    let workspace = changed.policy.workspace;
    Ok(Json(dto(&call, changed, workspace)))
}

async fn remove(call: Call, id: Id) -> Reply<StatusCode> {
    let id: PolicyId = call.id(&id)?;
    call.reply(call.app.delete_policy(&call.op, id).await)?;
    Ok(StatusCode::NO_CONTENT)
}
