//! Pushed rows as the audit tells them: summed by dataset, by who pushed with what, and by the hour. One entry for each push would bury the
//! audit under itself. The rows live with `query`.

use access::op::Op;
use chrono::{DurationRound as _, TimeDelta};
use model::Instant;
use model::id::{DatasetId, WorkspaceId};
use serde_json::json;

use crate::Store;
use crate::change::Audit;
use crate::db::{Row, sql};
use crate::error::Result;

/// Rows that one caller pushed into one dataset with one credential in one hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushSum {
    /// Which dataset.
    pub dataset: DatasetId,
    /// Its workspace.
    pub workspace: WorkspaceId,
    /// Who, as the audit names them.
    pub actor: String,
    /// With which token; empty for a session.
    pub token: String,
    /// The beginning of the hour.
    pub hour: Instant,
    /// Calls.
    pub calls: u64,
    /// Rows that were taken.
    pub rows: u64,
    /// Rows that were there already.
    pub duplicates: u64,
}

/// The beginning of the hour of a moment, in UTC.
#[must_use]
pub fn hour_of(now: Instant) -> Instant {
    now.duration_trunc(TimeDelta::hours(1)).unwrap_or(now)
}

fn push_sum(row: &Row<'_>) -> Result<PushSum> {
    Ok(PushSum {
        dataset: row.parsed("dataset")?,
        workspace: row.parsed("workspace")?,
        actor: row.text("actor")?,
        token: row.text("credential")?,
        hour: row.instant("hour")?,
        calls: row.number("calls")?,
        rows: row.number("pushed")?,
        duplicates: row.number("duplicates")?,
    })
}

impl Store {
    /// Adds to the sums. A narrow port: the rows are durable already, and the proof of who pushed them was checked with them.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn pushes_noted(&self, sums: &[PushSum]) -> Result<()> {
        if sums.is_empty() {
            return Ok(());
        }
        let mut tx = self.db.write().await?;
        for sum in sums {
            let add = sql(
                "INSERT INTO push_sums (dataset, actor, credential, hour, workspace, calls, pushed, duplicates) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (dataset, actor, credential, hour) DO UPDATE SET \
                 calls = push_sums.calls + excluded.calls, pushed = push_sums.pushed + excluded.pushed, \
                 duplicates = push_sums.duplicates + excluded.duplicates",
            );
            let add = add
                .text(sum.dataset)
                .text(&sum.actor)
                .text(&sum.token)
                .instant(sum.hour);
            let add = add.text(sum.workspace).number(sum.calls).number(sum.rows);
            tx.run(add.number(sum.duplicates)).await?;
        }
        tx.commit().await
    }

    /// Writes an audit entry for each sum of an hour that is over, and forgets the sums. How many there were. Without a proof: it tells what
    /// was done with one.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn pushes_told(&self, op: &Op) -> Result<u64> {
        let hour = hour_of(op.now);
        let question = "SELECT dataset, actor, credential, hour, workspace, calls, pushed, duplicates FROM push_sums WHERE hour < $1 \
             ORDER BY hour, dataset, actor, credential";
        if self.db.one(sql(question).instant(hour), push_sum).await?.is_none() {
            return Ok(0);
        }
        let mut change = self.change_unproven(op).await?;
        let mut sums = change.tx.all(sql(question).instant(hour), push_sum).await?;
        let Some(last) = sums.pop() else {
            return Ok(0);
        };
        let entry = |sum: &PushSum| {
            let details = json!({
                "hour": sum.hour, "calls": sum.calls, "rows": sum.rows, "duplicates": sum.duplicates, "token": sum.token,
            });
            Audit::of("dataset.push", sum.dataset).at(sum.workspace).with(details)
        };
        for sum in &sums {
            change.note_as(&sum.actor, entry(sum)).await?;
        }
        change
            .tx
            .run(sql("DELETE FROM push_sums WHERE hour < $1").instant(hour))
            .await?;
        change.commit_as(&last.actor, entry(&last)).await?;
        Ok(sums.len() as u64 + 1)
    }
}
