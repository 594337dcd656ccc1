//! Users and groups.

use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, patch, post, put};
use http::{Method, StatusCode, header};
use model::id::{GroupId, UserId};

use crate::app::people::{NewUser, UserChange};
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::dto::people::{Group, GroupPatch, NewGroupBody, NewUserBody, User, UserPatch};
use crate::http::dto::{Page, Paging};
use crate::http::router::{Need, Route};

pub(super) fn routes() -> Vec<Route> {
    const ADMINISTER: Need = Need::Proof("ManageOrganisation");
    let see = Need::Proof("SeePeople");
    let own = Need::Proof("ManageOwn or ManageOrganisation");
    vec![
        Route::new(Method::GET, "/users", "All users", ADMINISTER, get(users)).gives("UserPage"),
        Route::new(Method::POST, "/users", "Make a user", ADMINISTER, post(create_user))
            .takes("NewUserBody")
            .gives("User"),
        Route::new(Method::GET, "/users/{id}", "One user", own, get(user)).gives("User"),
        Route::new(
            Method::PATCH,
            "/users/{id}",
            "Change a user",
            ADMINISTER,
            patch(patch_user),
        )
        .takes("UserPatch")
        .gives("User"),
        Route::new(
            Method::DELETE,
            "/users/{id}",
            "Delete a user",
            ADMINISTER,
            delete(delete_user),
        ),
        Route::new(Method::GET, "/groups", "All groups", see, get(groups)).gives("GroupPage"),
        Route::new(Method::POST, "/groups", "Make a group", ADMINISTER, post(create_group))
            .takes("NewGroupBody")
            .gives("Group"),
        Route::new(
            Method::PATCH,
            "/groups/{id}",
            "Change a group",
            ADMINISTER,
            patch(patch_group),
        )
        .takes("GroupPatch")
        .gives("Group"),
        Route::new(
            Method::DELETE,
            "/groups/{id}",
            "Delete a group",
            ADMINISTER,
            delete(delete_group),
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

fn user_dto(call: &Call, user: &model::people::User) -> User {
    let manages = call
        .app
        .gate
        .can_organisation(&call.op)
        .contains(&"manage_organisation");
    User::from(user, if manages { vec!["change", "delete"] } else { Vec::new() })
}

fn group_dto(call: &Call, group: &model::people::Group) -> Group {
    let manages = call
        .app
        .gate
        .can_organisation(&call.op)
        .contains(&"manage_organisation");
    Group {
        id: group.id.to_string(),
        name: group.name.to_string(),
        parents: group.parents.iter().map(ToString::to_string).collect(),
        members: if manages {
            group.members.iter().map(ToString::to_string).collect()
        } else {
            Vec::new()
        },
        rule: group.rule.clone().filter(|_| manages),
        can: if manages { vec!["change", "delete"] } else { Vec::new() },
    }
}

async fn users(call: Call, Params(paging): Params<Paging>) -> Reply<Json<Page<User>>> {
    let users = call.reply(call.app.users(&call.op))?;
    let users = users.iter().map(|user| user_dto(&call, user)).collect();
    Ok(Json(Page::cut(users, &paging, |user: &User| user.id.clone())))
}

async fn create_user(call: Call, Body(body): Body<NewUserBody>) -> Reply<Response> {
    let new = NewUser {
        email: body.email,
        name: body.name,
        password: body.password,
        attributes: body.attributes,
    };
    let id = call.reply(call.app.create_user(&call.op, new).await)?;
    let user = call.reply(call.app.user(&call.op, id))?;
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, format!("/api/v1/users/{id}"))],
        Json(user_dto(&call, &user)),
    )
        .into_response())
}

async fn user(call: Call, id: Id) -> Reply<Json<User>> {
    let id: UserId = call.id(&id)?;
    let user = call.reply(call.app.user(&call.op, id))?;
    Ok(Json(user_dto(&call, &user)))
}

async fn patch_user(call: Call, id: Id, Body(body): Body<UserPatch>) -> Reply<Json<User>> {
    let id: UserId = call.id(&id)?;
    let change = UserChange {
        name: body.name,
        attributes: body.attributes,
        status: body.status,
        password: body.password,
    };
    call.reply(call.app.change_user(&call.op, id, change).await)?;
    let user = call.reply(call.app.user(&call.op, id))?;
    Ok(Json(user_dto(&call, &user)))
}

async fn delete_user(call: Call, id: Id) -> Reply<StatusCode> {
    let id: UserId = call.id(&id)?;
    call.reply(call.app.delete_user(&call.op, id).await)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn groups(call: Call, Params(paging): Params<Paging>) -> Reply<Json<Page<Group>>> {
    let groups = call.reply(call.app.groups(&call.op))?;
    let groups = groups.iter().map(|group| group_dto(&call, group)).collect();
    Ok(Json(Page::cut(groups, &paging, |group: &Group| group.id.clone())))
}

async fn create_group(call: Call, Body(body): Body<NewGroupBody>) -> Reply<Response> {
    let new = store::NewGroup {
        name: body.name,
        parents: body.parents,
        rule: body.rule,
    };
    let group = call.reply(call.app.create_group(&call.op, &new).await)?;
    let location = [(header::LOCATION, format!("/api/v1/groups/{}", group.id))];
    Ok((StatusCode::CREATED, location, Json(group_dto(&call, &group))).into_response())
}

async fn patch_group(call: Call, id: Id, Body(body): Body<GroupPatch>) -> Reply<Json<Group>> {
    let id: GroupId = call.id(&id)?;
    let change = store::GroupChange {
        name: body.name,
        parents: body.parents,
        rule: body.rule,
    };
    let group = call.reply(call.app.change_group(&call.op, id, &change).await)?;
    Ok(Json(group_dto(&call, &group)))
}

async fn delete_group(call: Call, id: Id) -> Reply<StatusCode> {
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
