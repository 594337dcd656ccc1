//! Reading the audit, and what proves it.

use access::action::{Organisation, ReadAudit, ReadWholeAudit};
use axum::Json;
use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use futures::{StreamExt as _, TryStreamExt as _};
use http::{HeaderValue, header};
use model::audit::AuditEntry;
use model::id::{AuditId, GroupId, ShareId, UserId, WorkspaceId};
use model::invalid::Invalid;
use model::principal::Principal;
use serde::Deserialize;
use store::AuditFilter;

use super::wire::{AuditCheckpoint, AuditConsistency, AuditItem};
use crate::app::error::Error;
use crate::app::operations::audit_export::AuditFormat;
use crate::http::call::{Call, Id, Params, Reply};
use crate::http::door::Knock;
use crate::http::route::Route;
use crate::http::wire::{Page, Paging};
use crate::limits::AUDIT_TEXT_BYTES;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/audit", "What was done")
            .needs_by::<ReadAudit>(reads)
            .or::<ReadWholeAudit>()
            .lists::<AuditItem>()
            .to(audit),
        Route::get(
            "/audit/export",
            "What was done, as a file: NDJSON that can be verified, or CSV",
        )
        .needs_by::<ReadAudit>(reads)
        .or::<ReadWholeAudit>()
        .to(export),
        Route::get(
            "/audit/entries/{id}/proof",
            "A file that proves one entry and shows no other",
        )
        .needs_found::<ReadAudit>(reads_entry)
        .or::<ReadWholeAudit>()
        .to(proof),
        Route::get(
            "/audit/checkpoints",
            "Signed checkpoints of the audit, the newest first",
        )
        .needs_by::<ReadAudit>(reads_some)
        .lists::<AuditCheckpoint>()
        .to(checkpoints),
        Route::get("/audit/consistency", "What shows that the audit was only continued")
            .needs_by::<ReadAudit>(reads_some)
            .gives::<AuditConsistency>()
            .to(consistency),
    ]
}

/// Without a workspace all of it is meant. One that cannot be read is told to those who are somebody.
fn reads(knock: &Knock<'_>) -> Result<(), Error> {
    match knock.asked::<WorkspaceId>("workspace") {
        Some(workspace) => knock.check::<ReadAudit>(&workspace),
        None if knock.op.caller.user().is_none() => Err(Error::hidden()),
        None => knock.check::<ReadWholeAudit>(&Organisation),
    }
}

fn reads_some(knock: &Knock<'_>) -> Result<(), Error> {
    knock.app.reads_audit(knock.op)
}

fn reads_entry<'a>(knock: &'a Knock<'a>) -> BoxFuture<'a, Result<(), Error>> {
    Box::pin(async { knock.app.reads_entry(knock.op, knock.id("id")?).await })
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AuditQuery {
    workspace: Option<WorkspaceId>,
    actor: Option<String>,
    action: Option<String>,
    object: Option<String>,
    since: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
    text: Option<String>,
    limit: Option<usize>,
    cursor: Option<AuditId>,
}

impl AuditQuery {
    fn filter(&self) -> Result<AuditFilter, Error> {
        let words = |name: &str, text: &Option<String>| match text {
            Some(text) if text.len() > AUDIT_TEXT_BYTES => {
                let message = format!("{name} has at most {AUDIT_TEXT_BYTES} bytes");
                Err(Error::from(Invalid::at("", message)))
            }
            // Nothing typed narrows nothing.
            text => Ok(text.clone().filter(|text| !text.is_empty())),
        };
        Ok(AuditFilter {
            actor: words("actor", &self.actor)?,
            action: words("action", &self.action)?,
            object: words("object", &self.object)?,
            since: self.since,
            until: self.until,
            text: words("text", &self.text)?,
        })
    }
}

async fn audit(call: Call, Params(query): Params<AuditQuery>) -> Reply<Json<Page<AuditItem>>> {
    let filter = call.reply(query.filter())?;
    let limit = page_of(query.limit);
    let page = call
        .app
        .audit(&call.op, query.workspace, &filter, query.cursor, limit)
        .await;
    let (entries, next) = call.reply(page)?;
    Ok(Json(Page {
        items: entries.into_iter().map(|entry| item(&call, entry)).collect(),
        next_cursor: next.map(|id| id.to_string()),
    }))
}

fn page_of(limit: Option<usize>) -> u32 {
    let paging = Paging { limit, cursor: None };
    u32::try_from(paging.limit()).unwrap_or(u32::MAX)
}

/// Entries hold ids alone; whoever may read them is told whom and what they mean, as far as that is still there.
fn item(call: &Call, entry: AuditEntry) -> AuditItem {
    AuditItem {
        actor_name: actor_name(call, &entry.actor),
        object_name: object_name(call, &entry.object),
        id: entry.id.to_string(),
        at: entry.at,
        actor: entry.actor,
        action: entry.action,
        object: entry.object,
        workspace: entry.workspace.map(|id| id.to_string()),
        from: entry.from.map(|from| from.to_string()),
        details: entry.details,
        request_id: entry.request.to_string(),
        index: entry.index,
    }
}

fn actor_name(call: &Call, actor: &str) -> Option<String> {
    let (_, id) = actor.split_once(':')?;
    object_name(call, id)
}

fn object_name(call: &Call, id: &str) -> Option<String> {
    let gate = &call.app.gate;
    if let Ok(user) = id.parse::<UserId>() {
        return gate.user(user).map(|user| user.name.to_string());
    }
    if let Ok(share) = id.parse::<ShareId>() {
        return gate.share_title(share);
    }
    if let Ok(workspace) = id.parse::<WorkspaceId>() {
        return gate.workspace(workspace).map(|workspace| workspace.name.to_string());
    }
    let group = id.parse::<GroupId>().ok()?;
    gate.principal_name(Principal::Group(group))
        .map(|name| name.to_string())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExportQuery {
    workspace: Option<WorkspaceId>,
    format: Option<Form>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    Ndjson,
    Csv,
}

async fn export(call: Call, Params(query): Params<ExportQuery>) -> Reply<Response> {
    let format = match query.format {
        Some(Form::Csv) => AuditFormat::Csv,
        Some(Form::Ndjson) | None => AuditFormat::Ndjson,
    };
    let chunks = call.app.export_audit(&call.op, query.workspace, format).await;
    let chunks = call.reply(chunks)?;
    // A file that breaks off is cut in the middle, so that nobody takes it for whole.
    let chunks = chunks.map_err(|error| {
        tracing::warn!(%error, "a file of the audit was cut off");
        std::io::Error::other("cut off")
    });
    let day = call.op.now.format("%Y-%m-%d");
    let name = format!("audit-{day}.{}", format.word());
    Ok(file(Body::from_stream(chunks.boxed()), format.media_type(), &name))
}

async fn proof(call: Call, id: Id) -> Reply<Response> {
    let id: AuditId = call.id(&id)?;
    let text = call.reply(call.app.audit_proof(&call.op, id).await)?;
    let media_type = AuditFormat::Ndjson.media_type();
    Ok(file(Body::from(text), media_type, &format!("{id}.proof.ndjson")))
}

/// A file to keep. Its name is made of our own words alone.
fn file(body: Body, media_type: &'static str, name: &str) -> Response {
    let mut response = ([(header::CONTENT_TYPE, media_type)], body).into_response();
    let name = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let name = name.unwrap_or(HeaderValue::from_static("attachment"));
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    response
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckpointsQuery {
    limit: Option<usize>,
    cursor: Option<u64>,
}

async fn checkpoints(call: Call, Params(query): Params<CheckpointsQuery>) -> Reply<Json<Page<AuditCheckpoint>>> {
    let limit = page_of(query.limit);
    let asked = limit.saturating_add(1);
    let kept = call.app.audit_checkpoints(&call.op, query.cursor, asked).await;
    let (kept, key) = call.reply(kept)?;
    let items: Vec<_> = kept
        .into_iter()
        .map(|kept| AuditCheckpoint {
            size: kept.size,
            made_at: kept.made_at,
            note: kept.note,
            key: key.clone(),
        })
        .collect();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    Ok(Json(Page::of_more(items, limit, |item| item.size.to_string())))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConsistencyQuery {
    from: u64,
    to: u64,
}

async fn consistency(call: Call, Params(query): Params<ConsistencyQuery>) -> Reply<Json<AuditConsistency>> {
    let continued = call.app.audit_continued(&call.op, query.from, query.to).await;
    let Some(continued) = call.reply(continued)? else {
        let message = "from and to are sizes of checkpoints, the older one first";
        return Err(call.fail(Invalid::at("", message)));
    };
    Ok(Json(AuditConsistency {
        from: continued.from,
        to: continued.to,
        path: continued.path.iter().map(ToString::to_string).collect(),
    }))
}
