//! Who may see whom in dialogs, beside those they see anyway.

use access::action::ManageSee;
use access::change::Fact;
use access::proof::Granted;
use model::id::UserId;
use model::principal::Principal;
use serde_json::json;

use crate::Store;
use crate::change::Audit;
use crate::db::sql;
use crate::error::Result;
use crate::principals::must_exist;

impl Store {
    /// Lets a user see a principal; one who does already still does.
    ///
    /// # Errors
    /// `NotFound` when the user or the principal does not exist, `Stale`.
    pub async fn see_put(&self, proof: &Granted<'_, ManageSee>, user: UserId, whom: Principal) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        must_exist(&mut change, Principal::User(user)).await?;
        must_exist(&mut change, whom).await?;
        let put = sql("INSERT INTO see (user_id, principal) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        change.tx.run(put.text(user).text(whom)).await?;
        change.touch(Fact::See(user));
        let details = json!({ "principal": whom });
        change.commit(Audit::of("see.put", user).with(details)).await
    }

    /// Ends that a user sees a principal by relation.
    ///
    /// # Errors
    /// `NotFound` when they do not, `Stale`.
    pub async fn see_remove(&self, proof: &Granted<'_, ManageSee>, user: UserId, whom: Principal) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        let remove = sql("DELETE FROM see WHERE user_id = $1 AND principal = $2");
        change.must(remove.text(user).text(whom)).await?;
        change.touch(Fact::See(user));
        let details = json!({ "principal": whom });
        change.commit(Audit::of("see.remove", user).with(details)).await
    }

    /// Whom a user sees by relation.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn see_list(&self, _proof: &Granted<'_, ManageSee>, user: UserId) -> Result<Vec<Principal>> {
        let question = sql("SELECT principal FROM see WHERE user_id = $1 ORDER BY principal").text(user);
        self.db.all(question, |row| row.parsed("principal")).await
    }
}
