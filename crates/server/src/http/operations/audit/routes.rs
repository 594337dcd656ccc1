//! Reading the audit.

use access::action::ReadAudit;
use axum::Json;
use model::id::{AuditId, WorkspaceId};
use serde::Deserialize;

use super::wire::AuditItem;
use crate::app::error::Error;
use crate::http::call::{Call, Params, Reply};
use crate::http::door::Knock;
use crate::http::route::Route;
use crate::http::wire::{Page, Paging};

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/audit", "What was done")
            .needs_by::<ReadAudit>(reads)
            .lists::<AuditItem>()
            .to(audit),
    ]
}

/// A workspace that is not named or cannot be read is told to those who are somebody.
fn reads(knock: &Knock<'_>) -> Result<(), Error> {
    let workspace: Option<WorkspaceId> = knock.asked("workspace");
    workspace.map_or(Ok(()), |workspace| knock.check::<ReadAudit>(&workspace))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AuditQuery {
    workspace: WorkspaceId,
    limit: Option<usize>,
    cursor: Option<AuditId>,
}

async fn audit(call: Call, Params(query): Params<AuditQuery>) -> Reply<Json<Page<AuditItem>>> {
    let limit = Paging {
        limit: query.limit,
        cursor: None,
    }
    .limit();
    let asked = u32::try_from(limit + 1).unwrap_or(u32::MAX);
    let mut entries = call.reply(call.app.audit(&call.op, query.workspace, query.cursor, asked).await)?;
    let more = entries.len() > limit;
    entries.truncate(limit);
    let next_cursor = if more {
        entries.last().map(|entry| entry.id.to_string())
    } else {
        None
    };
    let items = entries.into_iter().map(|entry| AuditItem {
        id: entry.id.to_string(),
        at: entry.at,
        actor: entry.actor,
        action: entry.action,
        object: entry.object,
        workspace: entry.workspace.map(|id| id.to_string()),
        details: entry.details,
        request_id: entry.request.to_string(),
    });
    Ok(Json(Page {
        items: items.collect(),
        next_cursor,
    }))
}
