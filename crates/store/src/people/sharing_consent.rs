//! Whether somebody may be shown as the sharer to readers outside. Theirs alone to say.

use access::action::ManageOwn;
use access::change::Fact;
use access::proof::Granted;
use model::share::EndReason;
use serde_json::json;

use crate::Store;
use crate::change::Audit;
use crate::db::sql;
use crate::error::Result;
use crate::share_ends::end_shares_of_owner;

impl Store {
    /// The caller may be shown as the sharer from now on; what they said before stays as it was said.
    ///
    /// # Errors
    /// `Stale`.
    pub async fn sharing_consent_give(&self, proof: &Granted<'_, ManageOwn>) -> Result<()> {
        let mut change = self.change_facts(proof).await?;
        let give = sql("UPDATE users SET sharing_consent = $2 WHERE id = $1 AND sharing_consent IS NULL");
        let given = change.tx.run(give.text(proof.on()).instant(proof.op().now)).await?;
        if given == 0 {
            return Ok(());
        }
        change.touch(Fact::User(*proof.on()));
        change
            .commit(Audit::of("sharing_consent.give", proof.on()))
            .await
            .map(|_| ())
    }

    /// The caller is not shown as the sharer any more, and what they share ends in the same moment.
    ///
    /// # Errors
    /// `NotFound`, `Stale`.
    pub async fn sharing_consent_withdraw(&self, proof: &Granted<'_, ManageOwn>) -> Result<()> {
        let mut change = self.change_facts(proof).await?;
        let ended = end_shares_of_owner(&mut change, *proof.on(), EndReason::ConsentWithdrawn).await?;
        let withdraw = sql("UPDATE users SET sharing_consent = NULL WHERE id = $1");
        change.must(withdraw.text(proof.on())).await?;
        change.touch(Fact::User(*proof.on()));
        let entry = Audit::of("sharing_consent.withdraw", proof.on()).with(json!({ "ended": ended }));
        change.commit(entry).await.map(|_| ())
    }
}
