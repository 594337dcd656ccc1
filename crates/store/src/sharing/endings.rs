//! Shares that end without anybody ending them: by time, by views, by what their owner lost. Narrow ports: an end only ever takes
//! away, so it needs no proof.

use access::change::Fact;
use access::op::Op;
use access::share::stops::LeftOut;
use model::Instant;
use model::id::{DashboardId, ShareId};
use model::share::EndReason;
use serde_json::json;

use crate::Store;
use crate::change::Audit;
use crate::db::{Row, sql};
use crate::error::Result;
use crate::share_ends::end_those;
use crate::sharing::record::{BY_ID, share, terms};

impl Store {
    /// Live shares that nobody has opened for as many days as their terms allow. Terms that are not understood end nothing.
    ///
    /// # Errors
    /// `Unavailable`, `Damaged`.
    pub async fn shares_idle(&self, now: Instant) -> Result<Vec<ShareId>> {
        let question = sql("SELECT id, terms, created_at, last_seen_at FROM shares WHERE state = 'live'");
        let read = |row: &Row<'_>| {
            let seen = row.instant_or_null("last_seen_at")?;
            let since = seen.map_or_else(|| row.instant("created_at"), Ok)?;
            let is_idle = terms(row)?.is_some_and(|terms| terms.is_idle(since, now));
            is_idle.then(|| row.parsed("id")).transpose()
        };
        Ok(self.db.all(question, read).await?.into_iter().flatten().collect())
    }

    /// Ends those of these shares that have not ended yet: time was up, views were used up, the owner lost access. Answers the
    /// generation after it. It only takes away, so it needs no proof and never is stale.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn shares_end_lost(&self, op: &Op, lost: &[(ShareId, EndReason)]) -> Result<u64> {
        let mut change = self.change_facts_unproven(op).await?;
        let mut ended = Vec::new();
        for (share, reason) in lost {
            let question = sql("SELECT id, workspace FROM shares WHERE id = $1 AND state <> 'ended'").text(share);
            ended.extend(end_those(&mut change, question, *reason).await?);
        }
        match ended.pop() {
            Some(last) => {
                for entry in ended {
                    change.note(entry).await?;
                }
                change.commit(last).await
            }
            // Nothing to end: the transaction is dropped and the generation stays.
            None => {
                drop(change);
                self.generation().await
            }
        }
    }

    /// Takes dashboards out of the rotations of shares that have not ended: they lost the ground on which they took turns, and do not come
    /// back by themselves. It only takes away, so it needs no proof and never is stale.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn share_stops_drop(&self, op: &Op, lost: &[(ShareId, DashboardId, LeftOut)]) -> Result<()> {
        let mut change = self.change_facts_unproven(op).await?;
        let mut entries = Vec::new();
        for (id, dashboard, why) in lost {
            let found = change.tx.one(sql(BY_ID).text(id), share).await?;
            let Some(mut kept) = found.filter(|kept| kept.state.is_open()) else {
                continue;
            };
            let before = kept.terms.rotation.len();
            kept.terms.rotation.retain(|stop| stop.dashboard != *dashboard);
            // The own one alone takes no turns.
            if kept.terms.rotation.iter().all(|stop| stop.dashboard == kept.dashboard) {
                kept.terms.rotation.clear();
            }
            if kept.terms.rotation.len() == before {
                continue;
            }
            let update = sql("UPDATE shares SET terms = $2 WHERE id = $1");
            change.tx.run(update.text(id).text(json!(kept.terms))).await?;
            let old = sql("DELETE FROM approvals WHERE share = $1 AND dashboard = $2");
            change.tx.run(old.text(id).text(dashboard)).await?;
            change.touch(Fact::Share(*id));
            let details = json!({ "dashboard": dashboard, "why": why });
            entries.push(Audit::of("share.turn_lost", *id).at(kept.workspace).with(details));
        }
        let Some(last) = entries.pop() else { return Ok(()) };
        for entry in entries {
            change.note(entry).await?;
        }
        change.commit(last).await.map(|_| ())
    }
}
