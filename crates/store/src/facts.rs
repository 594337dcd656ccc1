//! Reads everything decisions rest on, all of one moment.

use access::facts::{DashboardFact, DatasetFact, Facts};
use model::grant::Grant;
use model::id::UserId;
use model::level::GrantLevel;
use model::name::DatasetName;
use model::principal::Principal;

use crate::Store;
use crate::datasets::outside;
use crate::db::{Row, sql};
use crate::error::{Result, StoreError};
use crate::groups::all_groups;
use crate::row_rules::row_rule;
use crate::shares::{ALL_SHARES, share};
use crate::users::{USER_COLUMNS, user};
use crate::workspaces::{permission_entry, workspace};

impl Store {
    /// Everything the gate needs, with the generation it belongs to. A narrow port: the gate itself asks.
    ///
    /// # Errors
    /// `Unavailable`, `Damaged`.
    pub async fn facts(&self) -> Result<Facts> {
        let mut tx = self.db.snapshot().await?;
        let generation = sql("SELECT n FROM facts_generation WHERE id = 1");
        let generation = tx.one(generation, |row| row.number("n")).await?;
        let permissions = sql("SELECT workspace, principal, here, below FROM permissions");
        let rules = sql("SELECT id, workspace, dataset, applies_to, below, unless_manage, predicate FROM row_rules");
        let see = |row: &Row<'_>| Ok((row.parsed::<UserId>("user_id")?, row.parsed::<Principal>("principal")?));
        let facts = Facts {
            generation: generation.ok_or(StoreError::Damaged("the generation is missing"))?,
            users: tx.all(sql(USER_COLUMNS), user).await?,
            groups: all_groups(&mut tx).await?,
            workspaces: tx
                .all(sql("SELECT id, name, parent, settings FROM workspaces"), workspace)
                .await?,
            permissions: tx.all(permissions, permission_entry).await?,
            dashboards: tx.all(sql("SELECT id, workspace FROM dashboards"), dashboard).await?,
            grants: tx
                .all(sql("SELECT dashboard, workspace, principal, level FROM grants"), grant)
                .await?,
            datasets: tx
                .all(
                    sql("SELECT id, workspace, name, columns, outside, tenant_bound FROM datasets"),
                    dataset,
                )
                .await?,
            row_rules: tx.all(rules, row_rule).await?,
            shares: tx.all(sql(ALL_SHARES), share).await?,
            see: tx.all(sql("SELECT user_id, principal FROM see"), see).await?,
        };
        tx.commit().await?;
        Ok(facts)
    }
}

fn dashboard(row: &Row<'_>) -> Result<DashboardFact> {
    Ok(DashboardFact {
        id: row.parsed("id")?,
        workspace: row.parsed("workspace")?,
    })
}

pub(crate) fn grant(row: &Row<'_>) -> Result<Grant> {
    Ok(Grant {
        dashboard: row.parsed("dashboard")?,
        workspace: row.parsed("workspace")?,
        principal: row.parsed("principal")?,
        level: row.word("level", GrantLevel::from_word)?,
    })
}

fn dataset(row: &Row<'_>) -> Result<DatasetFact> {
    Ok(DatasetFact {
        id: row.parsed("id")?,
        workspace: row.parsed("workspace")?,
        name: row.checked("name", DatasetName::new)?,
        columns: row.json("columns")?,
        outside: row.word("outside", outside)?,
        tenant_bound: row.flag("tenant_bound")?,
    })
}
