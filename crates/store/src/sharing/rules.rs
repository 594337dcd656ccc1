//! What a workspace says of shares. Changing it changes what breaks it, in the same transaction; what becomes of which share is decided in
//! `access`.

use access::action::{ChangeShareRules, ShareRulesChange};
use access::change::Fact;
use access::proof::Granted;
use access::share::rules::Outcome;
use model::Instant;
use model::id::ShareId;
use model::share::{EndReason, ShareRules};
use serde_json::json;

use super::open::open_share;
use super::recipients;
use crate::Store;
use crate::change::{Audit, Change};
use crate::db::{Row, micros, sql};
use crate::error::{Result, StoreError};
use crate::share_ends::end_those;

impl Store {
    /// Replaces what a workspace says of shares, and ends, shortens or pauses the shares that this meets.
    ///
    /// # Errors
    /// `NotFound`, `Stale`.
    pub async fn share_rules_put(
        &self,
        proof: &Granted<'_, ChangeShareRules>,
        outcomes: &[(ShareId, Outcome)],
    ) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let ShareRulesChange { workspace, rules } = proof.on();
        let kept = sql("SELECT sharing FROM workspaces WHERE id = $1").text(workspace);
        let read = |row: &Row<'_>| {
            Ok(row
                .json::<ShareRules>("sharing")
                .unwrap_or_else(|_| ShareRules::closed()))
        };
        let before = change.tx.one(kept, read).await?.ok_or(StoreError::NotFound)?;
        let update = sql("UPDATE workspaces SET sharing = $2 WHERE id = $1");
        change.must(update.text(workspace).text(json!(rules))).await?;
        change.touch(Fact::Workspace(*workspace));
        for (share, outcome) in outcomes {
            for entry in apply(&mut change, *share, outcome).await? {
                change.note(entry).await?;
            }
        }
        let details = json!({ "before": before, "after": rules, "shares": outcomes.len() });
        change
            .commit(Audit::of("workspace.sharing", workspace).at(*workspace).with(details))
            .await
    }
}

async fn apply(change: &mut Change<'_>, share: ShareId, outcome: &Outcome) -> Result<Vec<Audit>> {
    match outcome {
        Outcome::Ends => {
            let which = sql("SELECT id, workspace FROM shares WHERE id = $1 AND state <> 'ended'").text(share);
            end_those(change, which, EndReason::Policy).await
        }
        Outcome::Narrows(domains) => {
            let kept = open_share(change, share).await?;
            let removed = recipients::narrow(change, &kept, domains).await?;
            let entry = Audit::of("guests.remove", share).at(kept.workspace);
            let details = json!({ "reason": EndReason::Policy, "domains": domains, "removed": removed });
            Ok(vec![entry.with(details)])
        }
        Outcome::Shortens(to) => shorten(change, share, *to).await.map(|entry| vec![entry]),
        Outcome::Pauses => {
            let kept = open_share(change, share).await?;
            change
                .tx
                .run(sql("UPDATE shares SET state = 'paused' WHERE id = $1").text(share))
                .await?;
            let entry = Audit::of("share.pause", share).at(kept.workspace);
            Ok(vec![entry.with(json!({ "reason": EndReason::SwitchedOff }))])
        }
    }
}

async fn shorten(change: &mut Change<'_>, share: ShareId, to: Instant) -> Result<Audit> {
    let kept = open_share(change, share).await?;
    let before = kept.terms.expires_at;
    let mut terms = kept.terms;
    terms.expires_at = Some(micros(to));
    let update = sql("UPDATE shares SET terms = $2 WHERE id = $1");
    change.tx.run(update.text(share).text(json!(terms))).await?;
    let details = json!({ "reason": EndReason::Policy, "expires_at": { "before": before, "after": terms.expires_at } });
    Ok(Audit::of("share.change", share).at(kept.workspace).with(details))
}
