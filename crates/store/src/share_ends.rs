//! Shares that end because what they stand on goes: their dashboard, their owner. Below the areas, because each of them takes away
//! something that shares stand on. Whoever ends one on purpose is in `sharing`.

use access::change::Fact;
use model::id::{DashboardId, ShareId, UserId, WorkspaceId};
use model::share::EndReason;
use serde_json::json;

use crate::change::{Audit, Change};
use crate::db::{Row, Sql, sql};
use crate::error::Result;

/// Ends what is open of a dashboard; how many shares that were.
pub(crate) async fn end_shares_of_dashboard(change: &mut Change<'_>, id: DashboardId, why: EndReason) -> Result<usize> {
    let question = sql("SELECT id, workspace FROM shares WHERE dashboard = $1 AND state <> 'ended'").text(id);
    let entries = end_those(change, question, why).await?;
    let count = entries.len();
    for entry in entries {
        change.note(entry).await?;
    }
    Ok(count)
}

/// Ends what is open of a user who is being deleted, or is no longer to be shown as the sharer; how many shares that were.
pub(crate) async fn end_shares_of_owner(change: &mut Change<'_>, id: UserId, why: EndReason) -> Result<usize> {
    let question = sql("SELECT id, workspace FROM shares WHERE owner = $1 AND state <> 'ended'").text(id);
    let entries = end_those(change, question, why).await?;
    let count = entries.len();
    for entry in entries {
        change.note(entry).await?;
    }
    Ok(count)
}

/// Ends the shares that a question finds by `id` and `workspace`; the audit entries that say so.
pub(crate) async fn end_those(change: &mut Change<'_>, which: Sql, reason: EndReason) -> Result<Vec<Audit>> {
    let read = |row: &Row<'_>| Ok((row.parsed::<ShareId>("id")?, row.parsed::<WorkspaceId>("workspace")?));
    let mut entries = Vec::new();
    for (share, workspace) in change.tx.all(which, read).await? {
        let end = sql("UPDATE shares SET state = 'ended', end_reason = $2 WHERE id = $1");
        change.tx.run(end.text(share).text(reason.as_str())).await?;
        change.touch(Fact::Share(share));
        let entry = Audit::of("share.end", share).at(workspace);
        entries.push(entry.with(json!({ "reason": reason })));
    }
    Ok(entries)
}
