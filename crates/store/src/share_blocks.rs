//! Shares that stop because data is taken away from them, and those that get it back. Below the areas, because data is taken away in
//! more than one. A blocked share is a paused one that knows by what: it is resumed like others.

use access::change::Fact;
use model::id::{DatasetId, ShareId, WorkspaceId};
use model::name::DatasetName;
use serde_json::json;

use crate::change::{Audit, Change};
use crate::db::{Row, sql};
use crate::error::Result;

/// What becomes of shares when data changes; worked out by who changes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShareBlocks {
    /// Live shares that stop, each with the dataset that takes away what they show.
    pub blocks: Vec<(ShareId, DatasetId, DatasetName)>,
    /// Paused shares that may show this dataset again. They stay paused.
    pub frees: Vec<(ShareId, DatasetId)>,
}

impl ShareBlocks {
    /// Notes in the change what becomes of them; how many stop.
    pub(crate) async fn apply(&self, change: &mut Change<'_>) -> Result<usize> {
        for (share, dataset, name) in &self.blocks {
            let label = sql("SELECT label FROM datasets WHERE id = $1").text(dataset);
            let label = change.tx.one(label, |row: &Row<'_>| row.text("label")).await?;
            let label = label.unwrap_or_else(|| name.to_string());
            let live = sql("SELECT workspace FROM shares WHERE id = $1 AND state = 'live'").text(share);
            let read = |row: &Row<'_>| row.parsed::<WorkspaceId>("workspace");
            let Some(workspace) = change.tx.one(live, read).await? else {
                continue;
            };
            let update = sql("UPDATE shares SET state = 'paused', blocked_by = $2, blocked_name = $3 WHERE id = $1");
            change.tx.run(update.text(share).text(dataset).text(&label)).await?;
            change.touch(Fact::Share(*share));
            let entry = Audit::of("share.pause", share).at(workspace);
            let details = json!({ "reason": "blocked", "dataset": dataset, "name": label });
            change.note(entry.with(details)).await?;
        }
        for (share, dataset) in &self.frees {
            let update =
                sql("UPDATE shares SET blocked_by = NULL, blocked_name = NULL WHERE id = $1 AND blocked_by = $2");
            change.tx.run(update.text(share).text(dataset)).await?;
        }
        Ok(self.blocks.len())
    }
}
