//! Groups and who is inside.

use access::action::{ManageOrganisation, SeePeople};
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use model::id::{GroupId, UserId};
use model::principal::Principal;
use serde::Deserialize;

use super::wire::{Group, GroupPatch, GroupPeople, NewGroupBody};
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::route::Route;
use crate::http::wire::{Named, Page, Paging};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/groups", "All groups")
            .needs::<SeePeople>()
            .lists::<Group>()
            .to(groups),
        Route::post("/groups", "Make a group")
            .needs::<ManageOrganisation>()
            .takes::<NewGroupBody>()
            .gives::<Group>()
            .to(create),
        Route::get("/groups/{id}", "One group with who is in it")
            .needs::<ManageOrganisation>()
            .gives::<GroupPeople>()
            .to(group),
        Route::patch("/groups/{id}", "Change a group")
            .needs::<ManageOrganisation>()
            .takes::<GroupPatch>()
            .gives::<Group>()
            .to(change),
        Route::delete("/groups/{id}", "Delete a group")
            .needs::<ManageOrganisation>()
            .to(remove),
        Route::put("/groups/{id}/members/{user_id}", "Add a member")
            .needs::<ManageOrganisation>()
            .to(add_member),
        Route::delete("/groups/{id}/members/{user_id}", "Remove a member")
            .needs::<ManageOrganisation>()
            .to(remove_member),
    ]
}

fn dto(call: &Call, group: &model::people::Group) -> Group {
    let members = call.app.group_size(&call.op, group.id);
    let manages = members.is_some();
    let known = |id: &&GroupId| call.app.gate.may_name(&call.op, Principal::Group(**id));
    let parents = group.parents.iter().filter(known).map(|id| Named {
        id: id.to_string(),
        name: call.app.principal_name(Principal::Group(*id)),
    });
    Group {
        id: group.id.to_string(),
        name: group.name.to_string(),
        parents: parents.collect(),
        members,
        rule: group.rule.clone().filter(|_| manages),
        can: if manages { vec!["change", "delete"] } else { Vec::new() },
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    q: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
}

async fn groups(call: Call, Params(query): Params<ListQuery>) -> Reply<Json<Page<Group>>> {
    let mut groups = call.reply(call.app.groups(&call.op))?;
    let q = query.q.unwrap_or_default().trim().to_lowercase();
    groups.retain(|group| group.name.as_str().to_lowercase().contains(&q));
    let paging = Paging {
        limit: query.limit,
        cursor: query.cursor,
    };
    let page = Page::cut(groups, &paging, |group| group.id.to_string());
    Ok(Json(page.map(|group| dto(&call, &group))))
}

async fn create(call: Call, Body(body): Body<NewGroupBody>) -> Reply<Response> {
    let new = store::NewGroup {
        name: body.name,
        parents: body.parents,
        rule: body.rule,
    };
    let group = call.reply(call.app.create_group(&call.op, &new).await)?;
    let location = [(header::LOCATION, format!("/api/v1/groups/{}", group.id))];
    Ok((StatusCode::CREATED, location, Json(dto(&call, &group))).into_response())
}

async fn group(call: Call, id: Id) -> Reply<Json<GroupPeople>> {
    let id: GroupId = call.id(&id)?;
    let people = call.reply(call.app.group_people(&call.op, id))?;
    let users = |users: &[std::sync::Arc<model::people::User>]| {
        let named = users.iter().map(|user| Named {
            id: user.id.to_string(),
            name: user.name.to_string(),
        });
        named.collect()
    };
    let children = people.children.iter().map(|group| Named {
        id: group.id.to_string(),
        name: group.name.to_string(),
    });
    Ok(Json(GroupPeople {
        group: dto(&call, &people.group),
        direct: users(&people.direct),
        computed: users(&people.computed),
        children: children.collect(),
    }))
}

async fn change(call: Call, id: Id, Body(body): Body<GroupPatch>) -> Reply<Json<Group>> {
    let id: GroupId = call.id(&id)?;
    let wanted = store::GroupChange {
        name: body.name,
        parents: body.parents,
        rule: body.rule,
    };
    let group = call.reply(call.app.change_group(&call.op, id, &wanted).await)?;
    Ok(Json(dto(&call, &group)))
}

async fn remove(call: Call, id: Id) -> Reply<StatusCode> {
    let id: GroupId = call.id(&id)?;
    call.reply(call.app.delete_group(&call.op, id).await)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn add_member(call: Call, Path((group, user)): Path<(String, String)>) -> Reply<StatusCode> {
    put_member(call, &group, &user, true).await
}

async fn remove_member(call: Call, Path((group, user)): Path<(String, String)>) -> Reply<StatusCode> {
    put_member(call, &group, &user, false).await
}

async fn put_member(call: Call, group: &str, user: &str, member: bool) -> Reply<StatusCode> {
    let (group, user): (GroupId, UserId) = (call.id(group)?, call.id(user)?);
    call.reply(call.app.put_member(&call.op, group, user, member).await)?;
    Ok(StatusCode::NO_CONTENT)
}
