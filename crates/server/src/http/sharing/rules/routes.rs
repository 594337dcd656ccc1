//! What a workspace says of shares.

use std::collections::{BTreeMap, BTreeSet};

use access::action::{ChangeShareRules, SeeShareRules};
use access::share::rules::{RulesAt, RulesInForce};
use axum::Json;
use model::id::WorkspaceId;
use model::share::{ShareKind, ShareRules};

use super::wire::{
    SharePolicyAbove, SharePolicyBody, SharePolicyInForce, ShareSwitches, ShareSwitchesBody, SwitchedOffAt,
};
use crate::app::error::Error;
use crate::http::call::{Body, Call, Id, Reply};
use crate::http::door::Knock;
use crate::http::route::Route;
use crate::http::wire::Named;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/workspaces/{id}/share-policy", "How shares have to look here")
            .needs::<SeeShareRules>()
            .gives::<SharePolicyInForce>()
            .to(policy),
        Route::put(
            "/workspaces/{id}/share-policy",
            "Say how shares have to look here and below",
        )
        .needs_by::<ChangeShareRules>(changes)
        .takes::<SharePolicyBody>()
        .gives::<SharePolicyInForce>()
        .to(put_policy),
        Route::get(
            "/workspaces/{id}/share-switches",
            "Which kinds of shares are switched on",
        )
        .needs::<SeeShareRules>()
        .gives::<ShareSwitches>()
        .to(switches),
        Route::put(
            "/workspaces/{id}/share-switches",
            "Switch kinds of shares on and off, here and below",
        )
        .needs_by::<ChangeShareRules>(changes)
        .takes::<ShareSwitchesBody>()
        .gives::<ShareSwitches>()
        .to(put_switches),
    ]
}

fn changes(knock: &Knock<'_>) -> Result<(), Error> {
    knock.app.may_change_share_rules(knock.op, knock.id("id")?)
}

fn named(at: &RulesAt) -> Named {
    Named {
        id: at.workspace.to_string(),
        name: at.name.to_string(),
    }
}

fn can(call: &Call, workspace: WorkspaceId) -> Vec<&'static str> {
    let may = call.app.may_change_share_rules(&call.op, workspace).is_ok();
    may.then_some("change").into_iter().collect()
}

fn policy_of(call: &Call, workspace: WorkspaceId, rules: RulesInForce) -> SharePolicyInForce {
    let mut said = rules.said;
    let own = said.pop().map(|at| at.rules.policy).unwrap_or_default();
    let above = said.iter().map(|at| SharePolicyAbove {
        workspace: named(at),
        policy: at.rules.policy.clone(),
    });
    SharePolicyInForce {
        own,
        above: above.collect(),
        in_force: rules.policy,
        can: can(call, workspace),
    }
}

fn switches_of(call: &Call, workspace: WorkspaceId, rules: &RulesInForce) -> ShareSwitches {
    let on = |off: &dyn Fn(ShareKind) -> bool| {
        let kinds = ShareKind::ALL.iter();
        kinds
            .map(|kind| (kind.as_str(), !off(*kind)))
            .collect::<BTreeMap<_, _>>()
    };
    let nothing = ShareRules::default();
    let own = rules.said.last().map_or(&nothing, |at| &at.rules);
    let off_at = rules.said.iter().flat_map(|at| {
        at.rules.off.iter().map(|kind| SwitchedOffAt {
            kind: *kind,
            workspace: named(at),
        })
    });
    ShareSwitches {
        own: on(&|kind| own.off.contains(&kind)),
        in_force: on(&|kind| rules.said.iter().any(|at| at.rules.off.contains(&kind))),
        off_at: off_at.collect(),
        live: rules.live.iter().map(|(kind, count)| (kind.as_str(), *count)).collect(),
        can: can(call, workspace),
    }
}

async fn policy(call: Call, id: Id) -> Reply<Json<SharePolicyInForce>> {
    let workspace: WorkspaceId = call.id(&id)?;
    let rules = call.reply(call.app.share_rules(&call.op, workspace))?;
    Ok(Json(policy_of(&call, workspace, rules)))
}

async fn put_policy(call: Call, id: Id, Body(body): Body<SharePolicyBody>) -> Reply<Json<SharePolicyInForce>> {
    let workspace: WorkspaceId = call.id(&id)?;
    let policy = body.policy();
    let done = call.app.put_share_policy(&call.op, workspace, &policy, body.end_shares);
    let rules = call.reply(done.await)?;
    Ok(Json(policy_of(&call, workspace, rules)))
}

async fn switches(call: Call, id: Id) -> Reply<Json<ShareSwitches>> {
    let workspace: WorkspaceId = call.id(&id)?;
    let rules = call.reply(call.app.share_rules(&call.op, workspace))?;
    Ok(Json(switches_of(&call, workspace, &rules)))
}

/// Kinds that the body does not name are switched on.
async fn put_switches(call: Call, id: Id, Body(body): Body<ShareSwitchesBody>) -> Reply<Json<ShareSwitches>> {
    let workspace: WorkspaceId = call.id(&id)?;
    let off: BTreeSet<ShareKind> = body
        .0
        .into_iter()
        .filter_map(|(kind, on)| (!on).then_some(kind))
        .collect();
    let rules = call.reply(call.app.put_share_switches(&call.op, workspace, &off).await)?;
    Ok(Json(switches_of(&call, workspace, &rules)))
}
