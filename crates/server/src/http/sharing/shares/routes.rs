//! Shares to the outside.

use access::action::{CreateShare, EditShare, EndShare, SeeShare, SeeShares, TakeOverShare};
use access::denied::Reason;
use access::share::obstacles::{Lift, ObstacleAt, ObstacleKind};
use access::share::sought::Sought;
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use http::{HeaderMap, StatusCode, header};
use identity::secret::Secret;
use model::id::{DashboardId, ShareId, UserId, WorkspaceId};
use model::invalid::Invalid;
use model::limits::SHARE_DESCRIPTION_CHARACTERS;
use model::name::Title;
use model::share::{Audience, Breach, ShareKind, ShareState};
use serde::Deserialize;
use store::{ShareFilter, ShareRecord};

use super::wire::{
    BulkDo, LeftOutStop, LiftBy, MadeShare, NewShareBody, Obstacle, ObstaclePlace, OfferedChoices, Opens,
    RecipientCounts, Remedy, Share, ShareBulkResult, ShareCheck, ShareDay, SharePatch, ShareStatistics, ShareVersion,
    ShareWithLink, SharesBulk, SharesBulkBody, TakeOverBody, with_terms,
};
use crate::app::error::Error;
use crate::app::sharing::bulk::BulkAct;
use crate::app::sharing::offered::Offered;
use crate::app::sharing::shares::{GuestsChange, NewShare, ShareChange, in_words};
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::door::{somebody, user};
use crate::http::language::language;
use crate::http::problem::Refusal;
use crate::http::route::Route;
use crate::http::sharing::keys::wire::FreshShareKey;
use crate::http::sharing::recipients::wire::Recipient;
use crate::http::wire::waiting::{unreached, unreached_choices};
use crate::http::wire::{InWorkspace, Named, Page, PageInWorkspace, Paging};
use crate::limits::SHARES_AT_ONCE;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/dashboards/{id}/shares", "Shares of a dashboard")
            .needs::<SeeShares>()
            .lists::<Share>()
            .to(of_dashboard),
        Route::post("/dashboards/{id}/shares", "Make a share")
            .needs::<CreateShare>()
            .takes::<NewShareBody>()
            .gives::<MadeShare>()
            .to(create),
        Route::post(
            "/dashboards/{id}/shares/check",
            "What stands in the way, and what it opens",
        )
        .needs::<SeeShares>()
        .takes::<NewShareBody>()
        .gives::<ShareCheck>()
        .to(check),
        Route::get("/shares", "Every share this caller may see")
            .each::<SeeShare>(somebody)
            .lists::<Share>()
            .to(list),
        Route::post("/shares/bulk", "Pause, resume, end or shorten several shares")
            .each::<EditShare>(user)
            .takes::<SharesBulkBody>()
            .gives::<SharesBulk>()
            .to(bulk),
        Route::post(
            "/shares/{id}/take-over",
            "Take over a share that ended because its owner lost access; it is paused until it is resumed",
        )
        .needs::<TakeOverShare>()
        .takes::<TakeOverBody>()
        .gives::<Share>()
        .to(take_over),
        Route::get("/shares/{id}/statistics", "What the readers of a share did, by day")
            .needs::<SeeShare>()
            .gives::<ShareStatistics>()
            .to(statistics),
        Route::get("/shares/{id}", "One share")
            .needs::<SeeShare>()
            .gives::<Share>()
            .to(open),
        Route::patch("/shares/{id}", "Change a share")
            .needs::<EditShare>()
            .takes::<SharePatch>()
            .gives::<Share>()
            .to(change),
        Route::delete("/shares/{id}", "End a share").needs::<EndShare>().to(end),
        Route::post("/shares/{id}/pause", "Pause a share")
            .needs::<EditShare>()
            .gives::<Share>()
            .to(pause),
        Route::post("/shares/{id}/resume", "Resume a paused share")
            .needs::<EditShare>()
            .gives::<Share>()
            .to(resume),
        Route::post("/shares/{id}/rotate", "Give it a new link; the old one ends")
            .needs::<EditShare>()
            .gives::<ShareWithLink>()
            .to(rotate),
    ]
}

pub(in crate::http::sharing) async fn dto(call: &Call, listed: ShareRecord) -> Share {
    let ShareRecord {
        share,
        statistics,
        dashboard_title,
        waiting,
        recipients,
        blocked_by,
    } = listed;
    let opens_to_anyone = share.opens_to_anyone();
    let guests = match &share.audience {
        Audience::Guests(guests) => Some(guests.clone()),
        _ => None,
    };
    let (id, terms) = (share.id, share.terms);
    let left_out = if terms.rotation.is_empty() {
        Vec::new()
    } else {
        left_out(call, id).await
    };
    let used_up = terms.is_used_up(statistics.views);
    let version = match terms.pinned {
        Some(_) => ShareVersion::Pinned,
        None => ShareVersion::Follow,
    };
    model::share_terms!(with_terms! { terms, Share {
        id: id.to_string(),
        kind: share.audience.word().to_owned(),
        dashboard: share.dashboard.to_string(),
        dashboard_title: dashboard_title.map_or_else(String::new, |title| title.to_string()),
        workspace: share.workspace.to_string(),
        title: share.title.to_string(),
        description: share.description,
        owner: Named {
            id: share.owner.to_string(),
            name: call
                .app
                .gate
                .user(share.owner)
                .map_or_else(String::new, |user| user.name.to_string()),
        },
        created_at: share.created_at,
        opens_to_anyone,
        has_password: share.audience.has_password(),
        message: guests.as_ref().map(|guests| guests.message.to_string()),
        recipients: guests.as_ref().map(|_| RecipientCounts {
            invited: recipients.invited,
            verified: recipients.verified,
            failed: recipients.failed,
            removed: recipients.removed,
        }),
        domain_cap: guests.as_ref().map(|guests| guests.domain_cap),
        domains: guests.map(|guests| guests.domains),
        origins: match &share.audience {
            Audience::Embed(embed) => Some(embed.origins.clone()),
            _ => None,
        },
        version,
        state: share.state.into(),
        reason: match share.state {
            ShareState::Live if used_up => Some(model::share::EndReason::UsedUp),
            state => state.reason(),
        },
        blocked_by: blocked_by.map(|(id, name)| Named { id: id.to_string(), name }),
        waiting,
        views: statistics.views,
        last_seen_at: statistics.last_seen_at,
        watching: call.app.watching.count(id),
        left_out,
        can: call.app.gate.can_share(&call.op, id),
    } })
}

/// Of shares as they are listed.
async fn dtos(call: &Call, listed: Vec<ShareRecord>) -> Vec<Share> {
    let mut items = Vec::with_capacity(listed.len());
    for record in listed {
        items.push(dto(call, record).await);
    }
    items
}

async fn left_out(call: &Call, id: ShareId) -> Vec<LeftOutStop> {
    let stops = call.app.left_out(&call.op, id).await.into_iter();
    stops
        .map(|(at, why)| LeftOutStop {
            dashboard: at.dashboard.to_string(),
            why,
        })
        .collect()
}

async fn of_dashboard(call: Call, id: Id, Params(query): Params<PageInWorkspace>) -> Reply<Json<Page<Share>>> {
    let at = call.dashboard(&id, query.workspace)?;
    let listed = call.reply(call.app.shares_of(&call.op, at).await)?;
    let page = Page::cut(listed, &query.paging(), |item| item.share.id.to_string());
    Ok(Json(Page {
        items: dtos(&call, page.items).await,
        next_cursor: page.next_cursor,
    }))
}

fn title(body: &NewShareBody) -> Result<Title, Error> {
    let unnamed = match body.kind {
        ShareKind::Guests => "Guests",
        ShareKind::Embed => "Embed",
        _ => "Link",
    };
    let given = body.title.clone().map_or_else(|| Title::new(unnamed), Ok);
    Ok(given.map_err(|rule| Invalid::at("/title", rule))?)
}

fn place(place: &ObstacleAt) -> String {
    match place {
        ObstacleAt::Dashboard | ObstacleAt::Stop(_, None) => "dashboard".to_owned(),
        ObstacleAt::Stop(_, Some(title)) => format!("dashboard {title}"),
        ObstacleAt::Caller => "you".to_owned(),
        ObstacleAt::Workspace(_, name) => format!("workspace {name}"),
        ObstacleAt::Dataset(_, name) => format!("dataset {name}"),
    }
}

fn lift(lift: &Lift) -> String {
    match lift {
        Lift::Holder(permission, _, workspace) => format!("whoever holds {} in {workspace}", permission.as_str()),
        Lift::Sharer => "whoever may hand out share on this dashboard".to_owned(),
        Lift::OtherCredentials => "you, with other credentials".to_owned(),
        Lift::Caller => "you".to_owned(),
        Lift::Editor => "whoever edits the dashboard".to_owned(),
    }
}

fn place_in_parts(place: &ObstacleAt) -> ObstaclePlace {
    let (kind, id, name) = match place {
        ObstacleAt::Dashboard => ("dashboard", None, None),
        ObstacleAt::Stop(id, title) => (
            "dashboard",
            Some(id.to_string()),
            title.as_ref().map(ToString::to_string),
        ),
        ObstacleAt::Caller => ("caller", None, None),
        ObstacleAt::Workspace(id, name) => ("workspace", Some(id.to_string()), Some(name.to_string())),
        ObstacleAt::Dataset(id, name) => ("dataset", id.map(|id| id.to_string()), Some(name.to_string())),
    };
    ObstaclePlace { kind, id, name }
}

fn lift_in_parts(lift: &Lift) -> LiftBy {
    let plain = |kind| LiftBy {
        kind,
        permission: None,
        workspace: None,
    };
    match lift {
        Lift::Holder(permission, id, name) => LiftBy {
            permission: Some(permission.as_str()),
            workspace: Some(Named {
                id: id.to_string(),
                name: name.to_string(),
            }),
            ..plain("holder")
        },
        Lift::Sharer => plain("sharer"),
        Lift::OtherCredentials => plain("other_credentials"),
        Lift::Caller => plain("caller"),
        Lift::Editor => plain("editor"),
    }
}

fn remedy(remedy: access::share::remedy::Remedy) -> Remedy {
    use access::share::remedy::Remedy as Act;
    let plain = |act, on: String| Remedy { act, on, outside: None };
    match remedy {
        Act::Outside(dataset, outside) => Remedy {
            outside: Some(outside),
            ..plain("outside", dataset.to_string())
        },
        Act::Unrestrict(at) => plain("unrestrict", at.dashboard.to_string()),
        Act::SwitchOn(workspace, _) => plain("switch_on", workspace.to_string()),
    }
}

async fn check(
    call: Call,
    id: Id,
    Params(query): Params<InWorkspace>,
    Body(body): Body<NewShareBody>,
) -> Reply<Json<ShareCheck>> {
    let at = call.dashboard(&id, query.workspace)?;
    let audience = body.audience();
    let audience = (&audience, body.password.is_some());
    let terms = body.terms();
    let check = call.reply(call.app.check_share(&call.op, at, audience, &terms).await)?;
    let may = call.reply(call.app.gate.allow::<SeeShares>(&call.op, at).map_err(Error::from))?;
    let obstacles = check.obstacles.into_iter().map(|obstacle| Obstacle {
        remedy: call.app.gate.remedy(&may, body.kind, &obstacle).map(remedy),
        code: obstacle.kind.code().to_owned(),
        detail: in_words(&obstacle),
        permission: match obstacle.kind {
            ObstacleKind::NotAllowed(Reason::MissingPermission(permission)) => Some(permission.as_str()),
            _ => None,
        },
        address: match &obstacle.kind {
            ObstacleKind::Policy(Breach::Domain(guest)) => Some(guest.clone()),
            _ => None,
        },
        place: place(&obstacle.place),
        on: place_in_parts(&obstacle.place),
        lift: Some(lift(&obstacle.lift)),
        lift_by: lift_in_parts(&obstacle.lift),
    });
    let opens = Opens {
        datasets: check
            .opens
            .datasets
            .iter()
            .map(|dataset| dataset.name.to_string())
            .collect(),
        columns: u64::try_from(check.opens.columns).unwrap_or(u64::MAX),
        rows: Some(check.opens.rows),
        rows_of: check.rows_of,
        empty: {
            let empty = check.opens.datasets.iter().filter(|dataset| dataset.rows == 0);
            empty.map(|dataset| dataset.name.to_string()).collect()
        },
        choices: check.offered.into_iter().map(offered).collect(),
        from: check.opens.from.map(|at| at.to_rfc3339()),
        to: check.opens.to.map(|at| at.to_rfc3339()),
    };
    Ok(Json(ShareCheck {
        obstacles: obstacles.collect(),
        opens,
        unreached: unreached(check.unreached.widgets),
        unreached_choices: unreached_choices(check.unreached.choices),
        revision: check.revision,
    }))
}

fn offered(offered: Offered) -> OfferedChoices {
    OfferedChoices {
        variable: offered.variable.to_string(),
        label: offered.label,
        values: offered.values,
        more: offered.more,
    }
}

async fn create(
    call: Call,
    headers: HeaderMap,
    id: Id,
    Params(query): Params<InWorkspace>,
    Body(body): Body<NewShareBody>,
) -> Reply<Response> {
    let at = call.dashboard(&id, query.workspace)?;
    let new = call.reply(new_share(body, language(&headers)))?;
    let (listed, once) = call.reply(call.app.create_share(&call.op, at, &new).await)?;
    let location = [(header::LOCATION, format!("/api/v1/shares/{}", listed.share.id))];
    let recipients = match listed.share.audience {
        Audience::Guests(_) => call.reply(call.app.recipients(&call.op, listed.share.id).await)?,
        _ => Vec::new(),
    };
    let made = MadeShare {
        link: once.link.as_ref().map(|secret| link(&call, secret)),
        key: once.key.as_ref().map(FreshShareKey::from),
        share: dto(&call, listed).await,
        recipients: recipients.into_iter().map(Recipient::from).collect(),
    };
    Ok((StatusCode::CREATED, location, Json(made)).into_response())
}

fn link(call: &Call, secret: &Secret) -> String {
    format!("{}/s/{}", call.app.config.base_url, secret.expose())
}

/// Whether what is written of a share is as short as it has to be.
fn short(description: Option<&str>) -> Result<(), Invalid> {
    let long = description.is_some_and(|text| text.chars().count() > SHARE_DESCRIPTION_CHARACTERS);
    if long {
        let most = format!("at most {SHARE_DESCRIPTION_CHARACTERS} characters");
        return Err(Invalid::at("/description", most));
    }
    Ok(())
}

/// The share that a body describes.
pub(in crate::http::sharing) fn new_share(body: NewShareBody, language: String) -> Result<NewShare, Error> {
    short(Some(&body.description))?;
    Ok(NewShare {
        title: title(&body)?,
        audience: body.audience(),
        asks_password: body.password.is_some(),
        terms: body.terms(),
        description: body.description,
        revision: body.revision,
        pins: body.version == Some(ShareVersion::Pinned),
        language,
    })
}

async fn with_link(call: &Call, listed: ShareRecord, secret: &Secret) -> ShareWithLink {
    ShareWithLink {
        link: link(call, secret),
        share: dto(call, listed).await,
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListQuery {
    state: Option<String>,
    kind: Option<ShareKind>,
    q: Option<String>,
    #[serde(default)]
    waiting: bool,
    dashboard: Option<DashboardId>,
    owner: Option<UserId>,
    /// This workspace and below.
    workspace: Option<WorkspaceId>,
    #[serde(default)]
    to_anyone: bool,
    /// Ended because their owners lost access.
    #[serde(default)]
    unowned: bool,
    seen_since: Option<DateTime<Utc>>,
    seen_before: Option<DateTime<Utc>>,
    limit: Option<usize>,
    cursor: Option<ShareId>,
}

async fn list(call: Call, Params(query): Params<ListQuery>) -> Reply<Json<Page<Share>>> {
    let filter = ShareFilter {
        dashboard: query.dashboard,
        state: query.state,
        kind: query.kind,
        q: query.q,
        waiting: query.waiting,
        seen_since: query.seen_since,
        seen_before: query.seen_before,
    };
    let sought = Sought {
        owner: query.owner,
        below: query.workspace,
        to_anyone: query.to_anyone,
        unowned: query.unowned,
    };
    let limit = Paging {
        limit: query.limit,
        cursor: None,
    }
    .limit();
    let asked = u32::try_from(limit + 1).unwrap_or(u32::MAX);
    let found = call.app.shares(&call.op, &sought, &filter, query.cursor, asked).await;
    let mut listed = call.reply(found)?;
    let more = listed.len() > limit;
    listed.truncate(limit);
    let next_cursor = if more {
        listed.last().map(|item| item.share.id.to_string())
    } else {
        None
    };
    Ok(Json(Page {
        items: dtos(&call, listed).await,
        next_cursor,
    }))
}

async fn open(call: Call, id: Id) -> Reply<Json<Share>> {
    let id: ShareId = call.id(&id)?;
    let listed = call.reply(call.app.share(&call.op, id).await)?;
    Ok(Json(dto(&call, listed).await))
}

async fn change(call: Call, id: Id, Body(body): Body<SharePatch>) -> Reply<Json<Share>> {
    let id: ShareId = call.id(&id)?;
    let current = call.reply(call.app.share(&call.op, id).await)?;
    call.reply(short(body.description.as_deref()).map_err(Error::from))?;
    let terms = body.terms(&current.share.terms);
    let wanted = ShareChange {
        title: body.title,
        description: body.description,
        terms,
        password: body.password,
        guests: GuestsChange {
            message: body.message,
            domains: body.domains,
            domain_cap: body.domain_cap,
        },
        origins: body.origins,
    };
    let listed = call.reply(call.app.change_share(&call.op, id, &wanted).await)?;
    Ok(Json(dto(&call, listed).await))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatisticsQuery {
    /// `day`: the only one there is.
    by: Option<By>,
}

model::words! {
    /// By what statistics are told apart.
    enum By {
        /// By day.
        Day = "day",
    }
}

async fn statistics(call: Call, id: Id, Params(query): Params<StatisticsQuery>) -> Reply<Json<ShareStatistics>> {
    let _by = query.by.unwrap_or(By::Day);
    let id: ShareId = call.id(&id)?;
    let seen = call.reply(call.app.share(&call.op, id).await)?.statistics;
    let days = call.reply(call.app.share_days(&call.op, id).await)?;
    let cells = call.reply(call.app.share_cells(&call.op, id).await)?;
    let day = |day: model::share::ShareDay| ShareDay {
        day: day.day,
        views: day.views,
        readers: day.readers,
        minutes: day.minutes,
    };
    Ok(Json(ShareStatistics {
        views: seen.views,
        last_seen_at: seen.last_seen_at,
        watching: call.app.watching.count(id),
        cells_this_month: cells,
        days: days.into_iter().map(day).collect(),
    }))
}

async fn bulk(call: Call, Body(body): Body<SharesBulkBody>) -> Reply<Json<SharesBulk>> {
    if body.ids.len() > SHARES_AT_ONCE {
        return Err(call.fail(Invalid::at("/ids", format!("at most {SHARES_AT_ONCE} shares"))));
    }
    let act = match (body.act, body.expires_at) {
        (BulkDo::Pause, None) => BulkAct::Pause,
        (BulkDo::Resume, None) => BulkAct::Resume,
        (BulkDo::End, None) => BulkAct::End,
        (BulkDo::Shorten, Some(to)) => BulkAct::Shorten(to),
        (BulkDo::Shorten, None) => return Err(call.fail(Invalid::at("/expires_at", "say when they end"))),
        (_, Some(_)) => return Err(call.fail(Invalid::at("/expires_at", "only shares that are shortened get an end"))),
    };
    let done = call.app.change_shares(&call.op, &body.ids, act).await;
    let results = done.into_iter().map(|(id, result)| {
        let refusal = result.err().map(Refusal::from);
        let (code, reason, permission) = refusal.as_ref().map(Refusal::why).unwrap_or_default();
        ShareBulkResult {
            id: id.to_string(),
            done: refusal.is_none(),
            code,
            reason,
            permission,
            detail: refusal.map(Refusal::in_words),
        }
    });
    Ok(Json(SharesBulk {
        results: results.collect(),
    }))
}

async fn take_over(call: Call, id: Id, Body(body): Body<TakeOverBody>) -> Reply<Json<Share>> {
    let id: ShareId = call.id(&id)?;
    let listed = call.reply(call.app.take_over_share(&call.op, id, body.revision).await)?;
    Ok(Json(dto(&call, listed).await))
}

async fn end(call: Call, id: Id) -> Reply<StatusCode> {
    let id: ShareId = call.id(&id)?;
    call.reply(call.app.end_share(&call.op, id).await)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn pause(call: Call, id: Id) -> Reply<Json<Share>> {
    set_paused(call, &id, true).await
}

async fn resume(call: Call, id: Id) -> Reply<Json<Share>> {
    set_paused(call, &id, false).await
}

async fn set_paused(call: Call, id: &str, paused: bool) -> Reply<Json<Share>> {
    let id: ShareId = call.id(id)?;
    let listed = call.reply(call.app.pause_share(&call.op, id, paused).await)?;
    Ok(Json(dto(&call, listed).await))
}

async fn rotate(call: Call, id: Id) -> Reply<Json<ShareWithLink>> {
    let id: ShareId = call.id(&id)?;
    let (listed, secret) = call.reply(call.app.rotate_share(&call.op, id).await)?;
    Ok(Json(with_link(&call, listed, &secret).await))
}
