//! Who gains and who loses by a change that is not made yet. Changes nothing.

use access::action::{ChangePolicy, ManageOrganisation, SeeFolderGrants, SeeGrants, SeePolicies};
use axum::Json;
use model::id::{GroupId, WorkspaceId};

use super::wire::{Effects, SupposedChange, SupposedGrant, SupposedMembers, SupposedPolicy};
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::door::may;
use crate::http::route::Route;
use crate::http::wire::InWorkspace;
use crate::http::workspaces::policies::wire::NewPolicyBody;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::post("/dashboards/{id}/effects", "Who would gain and who lose")
            .needs::<SeeGrants>()
            .takes::<SupposedChange>()
            .gives::<Effects>()
            .to(dashboard),
        Route::post("/folders/{id}/effects", "Who would gain and who lose on what is in it")
            .needs::<SeeFolderGrants>()
            .takes::<SupposedChange>()
            .gives::<Effects>()
            .to(folder),
        Route::post(
            "/workspaces/{id}/policies/effects",
            "Who would gain and who lose by a policy",
        )
        .needs_by::<ChangePolicy>(may::<SeePolicies>)
        .takes::<SupposedPolicy>()
        .gives::<Effects>()
        .to(policy),
        Route::post("/groups/{id}/effects", "Who would gain and who lose by other members")
            .needs::<ManageOrganisation>()
            .takes::<SupposedMembers>()
            .gives::<Effects>()
            .to(members),
    ]
}

fn grants(body: &SupposedChange) -> Vec<(model::principal::Principal, Option<model::level::GrantLevel>)> {
    let change = |grant: &SupposedGrant| (grant.principal, grant.level);
    body.grants.iter().map(change).collect()
}

async fn dashboard(
    call: Call,
    id: Id,
    Params(query): Params<InWorkspace>,
    Body(body): Body<SupposedChange>,
) -> Reply<Json<Effects>> {
    let at = call.dashboard(&id, query.workspace)?;
    let found = call.app.effects_on_dashboard(&call.op, at, &grants(&body), body.folder);
    Ok(Json(call.reply(found)?.into()))
}

async fn folder(
    call: Call,
    id: Id,
    Params(query): Params<InWorkspace>,
    Body(body): Body<SupposedChange>,
) -> Reply<Json<Effects>> {
    let at = call.folder(&id, query.workspace)?;
    let found = call.app.effects_on_folder(&call.op, at, &grants(&body), body.folder);
    Ok(Json(call.reply(found)?.into()))
}

async fn policy(call: Call, id: Id, Body(body): Body<SupposedPolicy>) -> Reply<Json<Effects>> {
    let workspace: WorkspaceId = call.id(&id)?;
    let rule = body.rule.map(NewPolicyBody::rule);
    let found = call.app.effects_of_policy(&call.op, workspace, body.policy, rule);
    Ok(Json(call.reply(found)?.into()))
}

async fn members(call: Call, id: Id, Body(body): Body<SupposedMembers>) -> Reply<Json<Effects>> {
    let group: GroupId = call.id(&id)?;
    let add = body.add.iter().map(|user| (*user, true));
    let changes: Vec<_> = add.chain(body.remove.iter().map(|user| (*user, false))).collect();
    let found = call.app.effects_on_members(&call.op, group, &changes, body.delete);
    Ok(Json(call.reply(found)?.into()))
}
