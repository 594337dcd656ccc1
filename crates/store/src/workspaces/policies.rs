//! Policies as they are kept. Which dashboards they meet is decided in `access`.

use access::action::{ChangePolicy, SeePolicies};
use access::change::Fact;
use access::proof::Granted;
use model::id::{PolicyId, WorkspaceId};
use model::name::Title;
use model::policy::{Policy, PolicyRule, TagSelector};
use serde_json::json;

use crate::Store;
use crate::change::{Audit, Change};
use crate::db::{Row, sql};
use crate::error::{Result, StoreError};
use crate::principals::must_exist;

pub(crate) fn policy(row: &Row<'_>) -> Result<Policy> {
    Ok(Policy {
        id: row.parsed("id")?,
        workspace: row.parsed("workspace")?,
        rule: PolicyRule {
            name: row.checked("name", Title::new)?,
            reach: row.parsed("reach")?,
            tag: row.checked("tag", TagSelector::new)?,
            principal: row.parsed("principal")?,
            level: row.parsed("level")?,
        },
    })
}

impl Store {
    /// Makes, changes or removes a policy, as its proof says; the policy as it is kept now, `None` once it is removed.
    ///
    /// # Errors
    /// `NotFound` when the policy is not one of the workspace, or the principal does not exist; `Invalid` when the proof names
    /// neither a policy nor a rule; `Stale`.
    pub async fn policy_change(&self, proof: &Granted<'_, ChangePolicy>) -> Result<Option<Policy>> {
        let mut change = self.change_facts(proof).await?;
        let to = proof.on();
        let before = match to.policy {
            Some(id) => Some(kept(&mut change, id, to.workspace).await?),
            None => None,
        };
        if let Some(rule) = &to.to {
            must_exist(&mut change, rule.principal).await?;
        }
        let after = to.to.clone().map(|rule| Policy {
            id: to.policy.unwrap_or_else(|| PolicyId::new(proof.op().now)),
            workspace: to.workspace,
            rule,
        });
        let (action, id) = match (&before, &after) {
            (None, Some(made)) => {
                let insert = "INSERT INTO policies (id, workspace, name, reach, tag, principal, level) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7)";
                put(&mut change, insert, made).await?;
                ("policy.create", made.id)
            }
            (Some(_), Some(changed)) => {
                let update = "UPDATE policies SET name = $3, reach = $4, tag = $5, principal = $6, level = $7 \
                     WHERE id = $1 AND workspace = $2";
                put(&mut change, update, changed).await?;
                ("policy.change", changed.id)
            }
            (Some(removed), None) => {
                let delete = sql("DELETE FROM policies WHERE id = $1").text(removed.id);
                change.must(delete).await?;
                ("policy.delete", removed.id)
            }
            (None, None) => return Err(StoreError::Invalid("there is no policy to change")),
        };
        change.touch(Fact::Policies(to.workspace));
        let rule = |policy: Option<Policy>| policy.map(|policy| policy.rule);
        let details = json!({ "before": rule(before), "after": to.to });
        change
            .commit(Audit::of(action, id).at(to.workspace).with(details))
            .await?;
        Ok(after)
    }

    /// The policies made in this workspace, oldest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn policies_of(&self, proof: &Granted<'_, SeePolicies>) -> Result<Vec<Policy>> {
        let question = sql(
            "SELECT id, workspace, name, reach, tag, principal, level FROM policies WHERE workspace = $1 ORDER BY id",
        );
        self.db.all(question.text(proof.on()), policy).await
    }
}

async fn kept(change: &mut Change<'_>, id: PolicyId, workspace: WorkspaceId) -> Result<Policy> {
    let question =
        sql("SELECT id, workspace, name, reach, tag, principal, level FROM policies WHERE id = $1 AND workspace = $2");
    let found = change.tx.one(question.text(id).text(workspace), policy).await?;
    found.ok_or(StoreError::NotFound)
}

async fn put(change: &mut Change<'_>, text: &'static str, policy: &Policy) -> Result<()> {
    let rule = &policy.rule;
    let put = sql(text).text(policy.id).text(policy.workspace).text(&rule.name);
    let put = put.text(rule.reach.as_str()).text(&rule.tag);
    change.must(put.text(rule.principal).text(rule.level.as_str())).await
}
