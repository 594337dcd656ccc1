//! Groups and who is inside.

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, patch, post, put};
use http::{Method, StatusCode, header};
use model::id::{GroupId, UserId};
use model::principal::Principal;
use serde::Deserialize;

use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::dto::groups::{Group, GroupPatch, GroupPeople, NewGroupBody};
use crate::http::dto::{Named, Page, Paging};
use crate::http::router::{Need, Route};

pub(super) fn routes() -> Vec<Route> {
    const ADMINISTER: Need = Need::Proof("ManageOrganisation");
    let see = Need::Proof("SeePeople");
    vec![
        Route::new(Method::GET, "/groups", "All groups", see, get(groups)).gives("GroupPage"),
        Route::new(Method::POST, "/groups", "Make a group", ADMINISTER, post(create))
            .takes("NewGroupBody")
            .gives("Group"),
        Route::new(
            Method::GET,
            "/groups/{id}",
            "One group with who is in it",
            ADMINISTER,
            get(group),
        )
        .gives("GroupPeople"),
        Route::new(
            Method::PATCH,
            "/groups/{id}",
            "Change a group",
            ADMINISTER,
            patch(change),
        )
        .takes("GroupPatch")
        .gives("Group"),
        Route::new(
            Method::DELETE,
            "/groups/{id}",
            "Delete a group",
            ADMINISTER,
            delete(remove),
        ),
        Route::new(
            Method::PUT,
            "/groups/{id}/members/{user_id}",
            "Add a member",
            ADMINISTER,
            put(add_member),
        ),
        Route::new(
            Method::DELETE,
            "/groups/{id}/members/{user_id}",
            "Remove a member",
            ADMINISTER,
            delete(remove_member),
        ),
    ]
}

fn dto(call: &Call, group: &model::people::Group) -> Group {
    let members = call.app.group_size(&call.op, group.id);
    let manages = members.is_some();
    let parents = group.parents.iter().map(|id| Named {
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
