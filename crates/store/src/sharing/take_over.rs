//! Making a share one's own when it ended because its owner lost access.

use access::action::TakeOverShare;
use access::change::Fact;
use access::follower::Follower;
use access::proof::Granted;
use model::approval::QuestionsDigest;
use model::display::Display;
use model::share::{EndReason, Share, ShareState};
use serde_json::json;

use crate::Store;
use crate::approvals::put_one;
use crate::change::{Audit, Change, maker};
use crate::db::{Row, sql};
use crate::error::{Clash, Result, StoreError};
use crate::sharing::record::{BY_ID, share};
use crate::sharing::shares::end_sessions;

impl Store {
    /// The caller becomes the owner. The share is paused until it is resumed, who opened it before has to open it again, and what its
    /// former owner approved for their rows counts no more: the caller approves revision `seen` with it, as with a share they make. It
    /// takes no more turns with other dashboards.
    ///
    /// # Errors
    /// `Conflict(ShareState)` when it did not end for that, `RevisionConflict` when it shows another revision than `seen`; `NeedsUser`,
    /// `NotFound`, `Stale`.
    pub async fn share_take_over(&self, proof: &Granted<'_, TakeOverShare>, seen: u32) -> Result<Share> {
        let owner = maker(proof.op())?;
        let mut change = self.change_facts(proof).await?;
        let found = change.tx.one(sql(BY_ID).text(proof.on()), share).await?;
        let mut kept = found.ok_or(StoreError::NotFound)?;
        if kept.state != ShareState::Ended(EndReason::OwnerLostAccess) {
            return Err(Clash::ShareState.into());
        }
        let before = kept.owner;
        (kept.owner, kept.state) = (owner, ShareState::Paused);
        // The caller has looked at its own dashboard, and not at the others that took turns with it.
        let turned = std::mem::take(&mut kept.terms.rotation).len();
        let update = sql("UPDATE shares SET owner = $2, state = $3, terms = $4, end_reason = NULL WHERE id = $1");
        let update = update.text(kept.id).text(kept.owner).text(kept.state.as_str());
        let update = update.text(json!(kept.terms));
        change.tx.run(update).await?;
        end_sessions(&mut change, kept.id).await?;
        let old = sql("DELETE FROM approvals WHERE share = $1").text(kept.id);
        change.tx.run(old).await?;
        approve(&mut change, &kept, seen).await?;
        change.touch(Fact::Share(kept.id));
        let details = json!({ "before": { "owner": before }, "after": { "owner": owner }, "revision": seen, "rotation_dropped": turned });
        let entry = Audit::of("share.take_over", kept.id).at(kept.workspace);
        change.commit(entry.with(details)).await?;
        Ok(kept)
    }
}

/// What the new owner has seen of what the share shows.
async fn approve(change: &mut Change<'_>, kept: &Share, seen: u32) -> Result<()> {
    let question = sql(
        "SELECT d.revision AS current, d.display, r.questions FROM dashboards d \
         JOIN revisions r ON r.dashboard = d.id AND r.revision = $2 WHERE d.id = $1",
    );
    let read = |row: &Row<'_>| {
        let display: Display = row.parsed("display")?;
        let questions: QuestionsDigest = row.parsed("questions")?;
        Ok((row.number::<u32>("current")?, questions, display))
    };
    let question = question.text(kept.dashboard).number(seen);
    let (current, questions, display) = change.tx.one(question, read).await?.ok_or(StoreError::NotFound)?;
    if kept.terms.pinned.unwrap_or(current) != seen {
        return Err(StoreError::RevisionConflict { current });
    }
    for eyes in [Display::Viewer, display] {
        let follower = Follower {
            share: Some(kept.id),
            eyes,
        };
        put_one(change, kept.dashboard, follower, &questions).await?;
    }
    Ok(())
}
