//! Grants on dashboards, changed all together or not at all.

use access::action::{ChangeGrant, DashboardAt, GrantChange};
use access::change::Fact;
use access::proof::Granted;
use model::id::UserId;
use model::level::{GrantLevel, Level};
use model::principal::Principal;
use serde_json::json;

use crate::Store;
use crate::change::{Audit, Change, of_one_generation};
use crate::db::sql;
use crate::error::Result;
use crate::principals::must_exist;

impl Store {
    /// Changes or removes one grant.
    ///
    /// # Errors
    /// `NotFound` when the grant to remove or the principal is not there, `Stale`.
    pub async fn grant_put(&self, proof: &Granted<'_, ChangeGrant>) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let audit = apply(&mut change, proof.on()).await?;
        change.commit(audit).await
    }

    /// Changes several grants at once. All proofs must be of the same operation and generation.
    ///
    /// # Errors
    /// `Stale`, also when the proofs differ in generation; `Invalid` for an empty list; `NotFound` as [`Self::grant_put`].
    pub async fn grants_patch(&self, proofs: &[Granted<'_, ChangeGrant>]) -> Result<u64> {
        let (last, others) = of_one_generation(proofs)?;
        let mut change = self.change_facts(last).await?;
        for proof in others {
            let audit = apply(&mut change, proof.on()).await?;
            change.note(audit).await?;
        }
        let audit = apply(&mut change, last.on()).await?;
        change.commit(audit).await
    }
}

/// Makes one change of a grant; what the audit says of it.
pub(crate) async fn apply(change: &mut Change<'_>, to: &GrantChange) -> Result<Audit> {
    let key = |text| {
        let statement = sql(text).text(to.at.dashboard).text(to.at.workspace);
        statement.text(to.principal)
    };
    let question = key("SELECT level FROM grants WHERE dashboard = $1 AND workspace = $2 AND principal = $3");
    let before = change.tx.one(question, |row| row.parsed("level")).await?;
    match to.to {
        Some(level) => {
            must_exist(change, to.principal).await?;
            let put = key(
                "INSERT INTO grants (dashboard, workspace, principal, level) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (dashboard, workspace, principal) DO UPDATE SET level = excluded.level",
            );
            change.tx.run(put.text(level.as_str())).await?;
            if let (Principal::User(user), Some(level)) = (to.principal, level.level()) {
                close_given(change, to.at, user, level).await?;
            }
        }
        None => {
            let delete = key("DELETE FROM grants WHERE dashboard = $1 AND workspace = $2 AND principal = $3");
            change.must(delete).await?;
        }
    }
    change.touch(Fact::Dashboard(to.at.dashboard));
    let details = json!({
        "principal": to.principal,
        "before": before.map(GrantLevel::as_str),
        "after": to.to.map(GrantLevel::as_str),
    });
    Ok(Audit::of("grant.change", to.at.dashboard)
        .at(to.at.workspace)
        .with(details))
}

/// Whoever gives somebody a level where they asked for one has answered them.
async fn close_given(change: &mut Change<'_>, at: DashboardAt, to: UserId, level: Level) -> Result<()> {
    let Some(by) = change.op().caller.user() else {
        return Ok(());
    };
    let close = sql(
        "UPDATE access_requests SET state = 'given', level = $4, answered_by = $5, answered_at = $6 \
         WHERE dashboard = $1 AND workspace = $2 AND user_id = $3 AND state = 'open'",
    );
    let close = close.text(at.dashboard).text(at.workspace).text(to);
    let close = close.text(level.as_str()).text(by).instant(change.op().now);
    change.tx.run(close).await.map(|_| ())
}
