//! Row rules as they are kept. What they let through is decided in `access` and done in `query`.

use access::action::{ManageData, ManageRowRule, SeeData};
use access::change::Fact;
use access::proof::Granted;
use model::id::RowRuleId;
use model::name::DatasetName;
use model::predicate::Predicate;
use model::principal::Principal;
use model::row_rule::{AppliesTo, RowRule};
use serde_json::json;

use crate::Store;
use crate::change::Audit;
use crate::db::{Row, sql};
use crate::error::{Result, StoreError};
use crate::principals::must_exist;
use crate::share_blocks::ShareBlocks;

/// A row rule to be made.
#[derive(Debug, Clone)]
pub struct NewRowRule {
    /// Of which dataset, by its name along the path.
    pub dataset: DatasetName,
    /// Whom it binds.
    pub applies_to: AppliesTo,
    /// Holds in all workspaces below too.
    pub below: bool,
    /// Does not bind who manages the workspace.
    pub unless_manage: bool,
    /// The rows that stay visible.
    pub predicate: Predicate,
}

pub(crate) fn row_rule(row: &Row<'_>) -> Result<RowRule> {
    Ok(RowRule {
        id: row.parsed("id")?,
        workspace: row.parsed("workspace")?,
        dataset: row.checked("dataset", DatasetName::new)?,
        applies_to: row.parsed("applies_to")?,
        below: row.flag("below")?,
        unless_manage: row.flag("unless_manage")?,
        predicate: row.json("predicate")?,
    })
}

impl Store {
    /// Makes a rule in the workspace the proof is for, with what that does to shares.
    ///
    /// # Errors
    /// `NotFound` when whom it applies to does not exist, `Stale`.
    pub async fn row_rule_create(
        &self,
        proof: &Granted<'_, ManageData>,
        new: NewRowRule,
        shares: &ShareBlocks,
    ) -> Result<RowRule> {
        let mut change = self.change_facts(proof).await?;
        let bound = match new.applies_to {
            AppliesTo::User(id) => Principal::User(id),
            AppliesTo::Group(id) => Principal::Group(id),
            AppliesTo::Workspace | AppliesTo::All => Principal::All,
        };
        must_exist(&mut change, bound).await?;
        let made = RowRule {
            id: RowRuleId::new(proof.op().now),
            workspace: *proof.on(),
            dataset: new.dataset,
            applies_to: new.applies_to,
            below: new.below,
            unless_manage: new.unless_manage,
            predicate: new.predicate,
        };
        let insert = sql(
            "INSERT INTO row_rules (id, workspace, dataset, applies_to, below, unless_manage, predicate) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        );
        let insert = insert
            .text(made.id)
            .text(made.workspace)
            .text(&made.dataset)
            .text(made.applies_to);
        let insert = insert
            .flag(made.below)
            .flag(made.unless_manage)
            .text(json!(made.predicate));
        change.tx.run(insert).await?;
        change.touch(Fact::RowRule(made.id));
        shares.apply(&mut change).await?;
        let details = json!({ "dataset": made.dataset, "applies_to": made.applies_to, "predicate": made.predicate });
        change
            .commit(Audit::of("row_rule.create", made.id).at(made.workspace).with(details))
            .await?;
        Ok(made)
    }

    /// The rules made in this workspace, oldest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn row_rules_of(&self, proof: &Granted<'_, SeeData>) -> Result<Vec<RowRule>> {
        let question = sql(
            "SELECT id, workspace, dataset, applies_to, below, unless_manage, predicate FROM row_rules \
             WHERE workspace = $1 ORDER BY id",
        );
        self.db.all(question.text(proof.on()), row_rule).await
    }

    /// Removes a rule: more rows become visible.
    ///
    /// # Errors
    /// `NotFound`, `Stale`.
    pub async fn row_rule_delete(&self, proof: &Granted<'_, ManageRowRule>, shares: &ShareBlocks) -> Result<u64> {
        let mut change = self.change_facts(proof).await?;
        shares.apply(&mut change).await?;
        let question = sql(
            "SELECT id, workspace, dataset, applies_to, below, unless_manage, predicate FROM row_rules WHERE id = $1",
        );
        let kept = change.tx.one(question.text(proof.on()), row_rule).await?;
        let kept = kept.ok_or(StoreError::NotFound)?;
        change
            .tx
            .run(sql("DELETE FROM row_rules WHERE id = $1").text(kept.id))
            .await?;
        change.touch(Fact::RowRule(kept.id));
        let details = json!({ "dataset": kept.dataset, "applies_to": kept.applies_to, "predicate": kept.predicate });
        change
            .commit(Audit::of("row_rule.delete", kept.id).at(kept.workspace).with(details))
            .await
    }
}
