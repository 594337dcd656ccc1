//! Dashboards: list, open, save, copy, delete, revisions. The same routes serve users and readers of shares.

use access::action::{Action as _, CreateDashboardIn, DashboardAt, DeleteDashboard, ListDashboards, NewAt, Open, Save};
use access::directory::Displayed;
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use model::id::WorkspaceId;
use model::invalid::Invalid;
use model::name::Tag;
use serde::Deserialize;
use store::Lying;

use super::wire::{
    CopyBody, Dashboard, DashboardSummary, Display, Fixed, FixedValue, NewDashboardBody, OutsideCount, RevisionItem,
    SaveBody, SharedBy, SharedWith, WaitsFor,
};
use crate::app::dashboards::approvals::Waits;
use crate::app::dashboards::documents::{DashboardFilter, NewDashboard, Tab, Wanted};
use crate::app::dashboards::redaction::shown_to;
use crate::app::error::Error;
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::door::{Knock, Object as _, may};
use crate::http::language::language;
use crate::http::route::Route;
use crate::http::wire::brand::BrandParts;
use crate::http::wire::{InWorkspace, Named, Page, PageInWorkspace, Paging};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/workspaces/{id}/dashboards", "Dashboards that open here")
            .needs::<ListDashboards>()
            .lists::<DashboardSummary>()
            .to(dashboards),
        Route::post("/workspaces/{id}/dashboards", "Make a dashboard")
            .needs_by::<CreateDashboardIn>(at_the_top)
            .takes::<NewDashboardBody>()
            .gives::<Dashboard>()
            .to(create),
        Route::get("/dashboards/{id}", "Open a dashboard")
            .needs::<Open>()
            .gives::<Dashboard>()
            .to(open),
        Route::put("/dashboards/{id}", "Save a dashboard (If-Match)")
            .needs::<Save>()
            .takes::<SaveBody>()
            .gives::<Dashboard>()
            .to(save),
        Route::delete("/dashboards/{id}", "Delete a dashboard; its shares end")
            .needs::<DeleteDashboard>()
            .to(remove),
        Route::post("/dashboards/{id}/copy", "Copy without grants and shares")
            .needs_by::<CreateDashboardIn>(copies)
            .takes::<CopyBody>()
            .gives::<Dashboard>()
            .to(copy),
        Route::get("/dashboards/{id}/revisions", "Saved states")
            .needs::<Save>()
            .lists::<RevisionItem>()
            .to(revisions),
        Route::post("/dashboards/{id}/revisions/{n}/restore", "Save an old state again")
            .needs::<Save>()
            .gives::<Dashboard>()
            .to(restore),
    ]
}

/// Which folder it is to lie in, only the body says.
fn at_the_top(knock: &Knock<'_>) -> Result<(), Error> {
    knock.check::<CreateDashboardIn>(&top(knock.id("id")?))
}

/// Where a copy goes, only the body says: for who opens the dashboard and makes dashboards anywhere.
fn copies(knock: &Knock<'_>) -> Result<(), Error> {
    may::<Open>(knock)?;
    let here = DashboardAt::of(knock)?.workspace;
    knock.somewhere(here, |workspace| CreateDashboardIn::on(&top(workspace)))
}

const fn top(workspace: WorkspaceId) -> NewAt {
    NewAt {
        workspace,
        folder: None,
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    tab: Option<String>,
    q: Option<String>,
    tag: Option<String>,
    folder: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
}

/// `top`, or the id of a folder; one that is not seen holds nothing.
fn lying(folder: Option<&str>) -> Result<Lying, Invalid> {
    match folder {
        None => Ok(Lying::Anywhere),
        Some("top") => Ok(Lying::AtTheTop),
        Some(id) => {
            let id = id
                .parse()
                .map_err(|_| Invalid::at("/folder", "folder is top or the id of a folder"))?;
            Ok(Lying::In(id))
        }
    }
}

async fn dashboards(call: Call, id: Id, Params(query): Params<ListQuery>) -> Reply<Json<Page<DashboardSummary>>> {
    let workspace: WorkspaceId = call.id(&id)?;
    let tab = query.tab.as_deref().map(str::parse::<Tab>).transpose();
    let tab = tab.map_err(|_| call.fail(Invalid::at("/tab", "tab is private, shared or all")))?;
    let tab = tab.unwrap_or_default();
    let limit = Paging {
        limit: query.limit,
        cursor: None,
    }
    .limit();
    let tag = match query.tag.as_deref().map(Tag::new).transpose() {
        Ok(tag) => tag,
        Err(rule) => return Err(call.fail(Invalid::at("/tag", rule))),
    };
    let lying = call.reply(lying(query.folder.as_deref()).map_err(Into::into))?;
    let asked = u32::try_from(limit + 1).unwrap_or(u32::MAX);
    let filter = DashboardFilter {
        tab,
        q: query.q,
        tag,
        lying,
        after: query.cursor,
        limit: asked,
    };
    let mut listed = call.reply(call.app.dashboards(&call.op, workspace, &filter).await)?;
    let more = listed.len() > limit;
    listed.truncate(limit);
    let next_cursor = if more {
        listed.last().map(|item| item.record.cursor())
    } else {
        None
    };
    let items = listed.into_iter().map(|item| {
        let at = DashboardAt {
            dashboard: item.record.id,
            workspace,
        };
        DashboardSummary {
            id: item.record.id.to_string(),
            title: item.record.title.to_string(),
            workspace: item.record.workspace.to_string(),
            tags: item.record.tags,
            level: item.access.level,
            private: item.access.private,
            shared_outside: !item.access.outside.is_empty(),
            outside: item.access.outside.into_iter().map(OutsideCount::from).collect(),
            inherited: item.access.inherited,
            folder: item.access.folder.map(|folder| folder.to_string()),
            restricted: item.access.restricted,
            display: display_of(&call, at, item.access.display),
            updated_at: item.record.updated_at,
            widget_kinds: item.record.widget_kinds.clone(),
            can: call.app.gate.can_dashboard(&call.op, at),
        }
    });
    Ok(Json(Page {
        items: items.collect(),
        next_cursor,
    }))
}

/// Whose eyes a dashboard of a list is seen with; most are seen with everybody's own, and need no further look.
fn display_of(call: &Call, at: DashboardAt, display: model::display::Display) -> Display {
    let gate = &call.app.gate;
    let may = display.identity().and_then(|_| gate.allow::<Open>(&call.op, at).ok());
    let displayed = may.map_or(Displayed::Viewer, |may| gate.displayed(&may));
    Display::from(&displayed, true)
}

/// The dashboard as it is now, after a change of its settings.
pub(in crate::http::dashboards) async fn shown(call: &Call, at: DashboardAt) -> Reply<Response> {
    let opening = call.reply(call.app.open_dashboard(&call.op, at, Wanted::default()).await)?;
    dto(call, at, &opening.dashboard, Some(opening.waits), None).await
}

/// The dashboard as this caller may see it, with its ETag. `speaks` is the language of readers' browsers; who saves is none of them.
async fn dto(
    call: &Call,
    at: DashboardAt,
    record: &model::dashboard::Dashboard,
    waits: Option<Waits>,
    speaks: Option<String>,
) -> Reply<Response> {
    let guest = call.reply(call.app.guest_address(&call.op.caller).await)?;
    let gate = &call.app.gate;
    let may = call.reply(gate.allow::<Open>(&call.op, at).map_err(Error::from))?;
    let watermark = call.app.watermark(&may, speaks.as_deref().unwrap_or_default());
    let watermark = call.reply(watermark.await)?;
    let can = gate.can_dashboard(&call.op, at);
    let share = gate.share_terms(&may);
    let locks = call.app.locks(&may);
    let facts = gate.facts(&call.op, at);
    let inside = facts.as_ref().filter(|_| share.is_none());
    let fixed = share.as_ref().map(|_| Fixed {
        variables: locks
            .variables
            .iter()
            .filter(|(_, lock)| !lock.hidden)
            .filter_map(|(name, lock)| {
                Some((
                    name.to_string(),
                    FixedValue {
                        value: lock.locked.clone()?,
                    },
                ))
            })
            .collect(),
        time_last_at_most: locks.time.last_at_most.map(|span| span.to_string()),
        time_from_at_earliest: locks.time.from_at_earliest,
        time_until_at_latest: locks.time.until_at_latest,
    });
    let dto = Dashboard {
        id: record.id.to_string(),
        workspace: at.workspace.to_string(),
        home_workspace: record.workspace.to_string(),
        title: record.title.to_string(),
        tags: if share.is_some() {
            Vec::new()
        } else {
            record.tags.clone()
        },
        document: shown_to(&record.document, can.contains(&"save"), &locks),
        revision: record.revision,
        level: facts.as_ref().filter(|_| share.is_none()).map(|facts| facts.level),
        private: facts.as_ref().is_some_and(|facts| facts.private),
        shared_outside: facts.as_ref().is_some_and(|facts| !facts.outside.is_empty()),
        outside: inside
            .map_or_else(Vec::new, |facts| facts.outside.clone())
            .into_iter()
            .map(OutsideCount::from)
            .collect(),
        folder: inside.and_then(|facts| facts.folder).map(|folder| folder.to_string()),
        restricted: inside.is_some_and(|facts| facts.restricted),
        display: Display::from(&gate.displayed(&may), share.is_none()),
        can,
        save_hint: gate.save_hint(&call.op, at).map(|reason| reason.code().to_owned()),
        fixed,
        waiting: waits.filter(Waits::any).map(|waits| WaitsFor {
            shares: waits
                .shares
                .into_iter()
                .map(|(id, name)| Named {
                    id: id.to_string(),
                    name,
                })
                .collect(),
            more_shares: waits.more_shares,
            display: waits.display,
            shown_revision: waits.shown_revision,
        }),
        share: share.map(|share| SharedBy {
            title: share.title.to_string(),
            shared_by: gate
                .user(share.owner)
                .map_or_else(String::new, |user| user.name.to_string()),
            expires_at: share.terms.expires_at,
            language: share.terms.language,
            guest: guest.map(|address| SharedWith {
                address: address.to_string(),
            }),
            time_zone: share.terms.time_zone,
            watermark,
            brand: BrandParts::of_readers(&gate.brand(share.workspace).brand()),
        }),
    };
    let tag = HeaderValue::from_str(&format!("\"{}\"", record.revision)).ok();
    let mut response = Json(dto).into_response();
    if let Some(tag) = tag {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

async fn create(call: Call, id: Id, Body(body): Body<NewDashboardBody>) -> Reply<Response> {
    let workspace: WorkspaceId = call.id(&id)?;
    let place = NewAt {
        workspace,
        folder: body.folder,
    };
    let new = NewDashboard {
        title: body.title,
        tags: body.tags,
        document: body.document,
    };
    let made = call.app.create_dashboard(&call.op, place, &new).await;
    created(&call, &call.reply(made)?).await
}

async fn created(call: &Call, record: &model::dashboard::Dashboard) -> Reply<Response> {
    let at = DashboardAt {
        dashboard: record.id,
        workspace: record.workspace,
    };
    let mut response = dto(call, at, record, None, None).await?;
    *response.status_mut() = StatusCode::CREATED;
    if let Ok(location) = HeaderValue::from_str(&format!("/api/v1/dashboards/{}", record.id)) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OpenQuery {
    workspace: Option<WorkspaceId>,
    edition: Option<String>,
}

async fn open(call: Call, id: Id, Params(query): Params<OpenQuery>, headers: HeaderMap) -> Reply<Response> {
    let at = call.dashboard(&id, query.workspace)?;
    let wanted = query.edition.as_deref().map(str::parse::<Wanted>).transpose();
    let wanted = wanted.map_err(|_| call.fail(Invalid::at("/edition", "edition is latest or shown")))?;
    let opening = call.app.open_dashboard(&call.op, at, wanted.unwrap_or_default()).await;
    let opening = call.reply(opening)?;
    let waits = Some(opening.waits);
    dto(&call, at, &opening.dashboard, waits, Some(language(&headers))).await
}

async fn save(
    call: Call,
    id: Id,
    Params(query): Params<InWorkspace>,
    headers: HeaderMap,
    Body(body): Body<SaveBody>,
) -> Reply<Response> {
    let at = call.dashboard(&id, query.workspace)?;
    let expected = expected_revision(&headers);
    call.reply(call.app.open_dashboard(&call.op, at, Wanted::default()).await)?;
    let expected = expected.ok_or_else(|| {
        call.fail(Invalid::at(
            "",
            "send If-Match with the ETag of the dashboard you changed",
        ))
    })?;
    let tags = body.tags.as_deref();
    let saved = call
        .app
        .save_dashboard(&call.op, at, expected, &body.title, tags, &body.document)
        .await;
    let saved = call.reply(saved)?;
    dto(&call, at, &saved.dashboard, Some(saved.waits), None).await
}

fn expected_revision(headers: &HeaderMap) -> Option<u32> {
    let tag = headers.get(header::IF_MATCH)?.to_str().ok()?;
    tag.trim_start_matches("W/").trim_matches('"').parse().ok()
}

async fn remove(call: Call, id: Id, Params(query): Params<InWorkspace>) -> Reply<StatusCode> {
    let at = call.dashboard(&id, query.workspace)?;
    call.reply(call.app.delete_dashboard(&call.op, at).await)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn copy(call: Call, id: Id, Params(query): Params<InWorkspace>, Body(body): Body<CopyBody>) -> Reply<Response> {
    let at = call.dashboard(&id, query.workspace)?;
    let target = NewAt {
        workspace: body.workspace.unwrap_or(at.workspace),
        folder: body.folder,
    };
    let copy = call.app.copy_dashboard(&call.op, at, target, body.title.as_ref()).await;
    created(&call, &call.reply(copy)?).await
}

async fn revisions(call: Call, id: Id, Params(query): Params<PageInWorkspace>) -> Reply<Json<Page<RevisionItem>>> {
    let at = call.dashboard(&id, query.workspace)?;
    let revisions = call.reply(call.app.revisions(&call.op, at).await)?;
    let items = revisions.into_iter().map(|revision| RevisionItem {
        revision: revision.revision,
        saved_at: revision.saved_at,
        saved_by: Named {
            id: revision.saved_by.to_string(),
            name: call
                .app
                .gate
                .user(revision.saved_by)
                .map_or_else(String::new, |user| user.name.to_string()),
        },
        title: revision.title.to_string(),
    });
    Ok(Json(Page::cut(items.collect(), &query.paging(), |item| {
        item.revision.to_string()
    })))
}

async fn restore(call: Call, Path((id, number)): Path<(String, String)>) -> Reply<Response> {
    let at = call.dashboard(&id, None)?;
    let number: u32 = call.id(&number)?;
    let saved = call.reply(call.app.restore_revision(&call.op, at, number).await)?;
    dto(&call, at, &saved.dashboard, Some(saved.waits), None).await
}
