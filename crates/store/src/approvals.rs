//! Keeping what was approved, in the transaction of whatever approves: a save, a new share, chosen eyes, an approval itself. Who may
//! approve is decided in `access`; which edition follows from it is read in `dashboards`.

use access::edition::Approvals;
use access::follower::Follower;
use model::approval::QuestionsDigest;
use model::id::DashboardId;

use crate::change::Change;
use crate::db::sql;
use crate::error::{Result, StoreError};

/// Keeps these questions as approved for all whom the gate named. What is approved already stays as it is.
///
/// # Errors
/// `Stale` when the gate worked it out on other facts than the change's proof.
pub(crate) async fn put(
    change: &mut Change<'_>,
    approvals: &Approvals,
    generation: u64,
    questions: &QuestionsDigest,
) -> Result<()> {
    if approvals.generation() != generation {
        return Err(StoreError::Stale);
    }
    for follower in approvals.followers() {
        put_one(change, approvals.dashboard(), *follower, questions).await?;
    }
    Ok(())
}

/// Keeps these questions as approved for one.
pub(crate) async fn put_one(
    change: &mut Change<'_>,
    dashboard: DashboardId,
    follower: Follower,
    questions: &QuestionsDigest,
) -> Result<()> {
    let insert = sql(
        "INSERT INTO approvals (dashboard, share, eyes, questions, approved_by, approved_at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (dashboard, share, eyes, questions) DO NOTHING",
    );
    let insert = insert
        .text(dashboard)
        .text(of(follower))
        .text(follower.eyes)
        .text(questions);
    let (by, now) = (change.op().caller.name(), change.op().now);
    change.tx.run(insert.text(by).instant(now)).await.map(|_| ())
}

/// How the table names the share.
pub(crate) fn of(follower: Follower) -> String {
    follower.share.map_or_else(String::new, |share| share.to_string())
}
