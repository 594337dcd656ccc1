//! Users: list, make, change, delete, and whom they see.

use access::action::{ManageOrganisation, ManageOwn, ManageSee, Organisation};
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use model::id::UserId;
use model::invalid::Invalid;
use model::name::Email;
use model::principal::Principal;
use serde::Deserialize;

use super::wire::{Leaves, LookAlike, LookAlikes, NewUser as Made, NewUserBody, Seen, User, UserPatch};
use crate::app::error::Error;
use crate::app::people::users::{ListedUser, NewUser, Standing, UserChange, UserFilter};
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::door::Knock;
use crate::http::route::Route;
use crate::http::wire::{Page, Paging};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/users", "All users")
            .needs::<ManageOrganisation>()
            .lists::<User>()
            .to(users),
        Route::post("/users", "Make a user, or invite one")
            .needs::<ManageOrganisation>()
            .takes::<NewUserBody>()
            .gives::<Made>()
            .to(create),
        Route::get("/users/look-alikes", "Whose address looks like this one")
            .needs::<ManageOrganisation>()
            .gives::<LookAlikes>()
            .to(look_alikes),
        Route::get("/users/{id}", "One user")
            .needs_by::<ManageOwn>(oneself_or_any)
            .or::<ManageOrganisation>()
            .gives::<User>()
            .to(user),
        Route::patch("/users/{id}", "Change a user")
            .needs::<ManageOrganisation>()
            .takes::<UserPatch>()
            .gives::<User>()
            .to(change),
        Route::delete("/users/{id}", "Delete a user")
            .needs::<ManageOrganisation>()
            .to(remove),
        Route::get("/users/{id}/leaves", "What goes or ends with a user")
            .needs::<ManageOrganisation>()
            .gives::<Leaves>()
            .to(leaves),
        Route::get(
            "/users/{id}/see",
            "Whom a user sees in dialogs beside those they see anyway",
        )
        .needs::<ManageSee>()
        .lists::<Seen>()
        .to(sees),
        Route::put("/users/{id}/see/{principal}", "Let a user see somebody")
            .needs::<ManageSee>()
            .to(add_seen),
        Route::delete("/users/{id}/see/{principal}", "End that a user sees somebody")
            .needs::<ManageSee>()
            .to(remove_seen),
    ]
}

/// Who one is, one may know with any token; who others are, only who manages the organisation.
fn oneself_or_any(knock: &Knock<'_>) -> Result<(), Error> {
    let id: UserId = knock.id("id")?;
    if knock.op.caller.user() == Some(id) {
        return Ok(());
    }
    knock.check::<ManageOrganisation>(&Organisation)
}

const MAY: [&str; 3] = ["change", "delete", "invite"];

fn dto(listed: &ListedUser) -> User {
    let may = MAY
        .into_iter()
        .filter(|word| *word != "invite" || listed.standing != Standing::Disabled);
    User::listed(listed, may.collect())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    q: Option<String>,
    status: Option<String>,
    limit: Option<usize>,
    cursor: Option<UserId>,
}

async fn users(call: Call, Params(query): Params<ListQuery>) -> Reply<Json<Page<User>>> {
    let standing = match query.status.as_deref() {
        None | Some("") => None,
        Some(word) => {
            let fault = |_| call.fail(Invalid::at("/status", "status is active, disabled or invited"));
            Some(word.parse::<Standing>().map_err(fault)?)
        }
    };
    let filter = UserFilter { q: query.q, standing };
    let limit = Paging {
        limit: query.limit,
        cursor: None,
    }
    .limit();
    let listed = call.app.users(&call.op, &filter, query.cursor, limit + 1).await;
    let page = Page::of_more(call.reply(listed)?, limit, |listed| listed.user.id.to_string());
    Ok(Json(page.map(|listed| dto(&listed))))
}

async fn create(call: Call, Body(body): Body<NewUserBody>) -> Reply<Response> {
    if body.invite && body.password.is_some() {
        let message = "give a password or invite, not both";
        return Err(call.fail(Invalid::at("/invite", message)));
    }
    let alike = call.reply(call.app.look_alikes(&call.op, &body.email))?;
    let new = NewUser {
        email: body.email,
        name: body.name,
        password: body.password,
        attributes: body.attributes,
    };
    let id = call.reply(call.app.create_user(&call.op, new).await)?;
    let invited = if body.invite {
        let language = body.language.as_deref().unwrap_or("en");
        Some(call.reply(call.app.invite(&call.op, id, language).await)?)
    } else {
        None
    };
    let listed = call.reply(call.app.listed_user(&call.op, id).await)?;
    let made = Made {
        user: dto(&listed),
        mailed: invited.as_ref().map(|invited| invited.mailed),
        invitation: invited.map(|invited| invited.link),
        look_alikes: alike.iter().map(|user| LookAlike::from(user)).collect(),
    };
    let location = [(header::LOCATION, format!("/api/v1/users/{id}"))];
    Ok((StatusCode::CREATED, location, Json(made)).into_response())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AddressQuery {
    email: String,
}

async fn look_alikes(call: Call, Params(query): Params<AddressQuery>) -> Reply<Json<LookAlikes>> {
    let email = Email::new(&query.email).map_err(|rule| call.fail(Invalid::at("/email", rule)))?;
    let alike = call.reply(call.app.look_alikes(&call.op, &email))?;
    Ok(Json(LookAlikes {
        email: email.to_string(),
        items: alike.iter().map(|user| LookAlike::from(user)).collect(),
    }))
}

async fn user(call: Call, id: Id) -> Reply<Json<User>> {
    let id: UserId = call.id(&id)?;
    let user = call.reply(call.app.user(&call.op, id))?;
    match call.app.listed_user(&call.op, id).await {
        Ok(listed) => Ok(Json(dto(&listed))),
        // Oneself, without what only administrators see.
        Err(_) => Ok(Json(User::from(&user, Vec::new()))),
    }
}

async fn change(call: Call, id: Id, Body(body): Body<UserPatch>) -> Reply<Json<User>> {
    let id: UserId = call.id(&id)?;
    let change = UserChange {
        name: body.name,
        email: body.email,
        attributes: body.attributes,
        status: body.status,
        password: body.password,
        revoke_tokens: body.revoke_tokens,
    };
    call.reply(call.app.change_user(&call.op, id, change).await)?;
    // Who took their own rights away sees themselves as everybody does.
    match call.app.listed_user(&call.op, id).await {
        Ok(listed) => Ok(Json(dto(&listed))),
        Err(_) => Ok(Json(User::from(&*call.reply(call.app.user(&call.op, id))?, Vec::new()))),
    }
}

async fn remove(call: Call, id: Id) -> Reply<StatusCode> {
    let id: UserId = call.id(&id)?;
    call.reply(call.app.delete_user(&call.op, id).await)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn leaves(call: Call, id: Id) -> Reply<Json<Leaves>> {
    let id: UserId = call.id(&id)?;
    let (leaves, tokens) = call.reply(call.app.leaves(&call.op, id).await)?;
    Ok(Json(Leaves {
        grants: leaves.grants,
        groups: leaves.groups,
        shares: leaves.shares,
        tokens,
    }))
}

async fn sees(call: Call, id: Id, Params(paging): Params<Paging>) -> Reply<Json<Page<Seen>>> {
    let id: UserId = call.id(&id)?;
    let seen = call.reply(call.app.sees(&call.op, id).await)?;
    let page = Page::cut(seen, &paging, ToString::to_string);
    Ok(Json(page.map(|principal| Seen {
        principal,
        name: call.app.principal_name(principal),
    })))
}

async fn add_seen(call: Call, Path((id, principal)): Path<(String, String)>) -> Reply<StatusCode> {
    put_seen(call, &id, &principal, true).await
}

async fn remove_seen(call: Call, Path((id, principal)): Path<(String, String)>) -> Reply<StatusCode> {
    put_seen(call, &id, &principal, false).await
}

async fn put_seen(call: Call, id: &str, principal: &str, seen: bool) -> Reply<StatusCode> {
    let (id, principal): (UserId, Principal) = (call.id(id)?, call.id(principal)?);
    call.reply(call.app.put_see(&call.op, id, principal, seen).await)?;
    Ok(StatusCode::NO_CONTENT)
}
