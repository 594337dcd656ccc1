//! Datasets and row rules: make, describe, preview. How rows come in is in `uploads` and `pushes`.

use std::sync::Arc;

use access::action::{ManageData, ManageRowRule, ReadDataset, SeeData, WriteDataset};
use access::facts::DatasetFact;
use access::op::Op;
use access::proof::Granted;
use model::answer::Answer;
use model::dataset::Dataset;
use model::id::{DatasetId, RowRuleId, WorkspaceId};
use model::question::{Question, Select, Structured, Take};
use model::row_rule::RowRule;
use query::Inputs;

use crate::app::error::Error;
use crate::app::{App, gone};

impl App {
    /// Datasets that are visible in a workspace: its own and those from above.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn datasets(&self, op: &Op, workspace: WorkspaceId) -> Result<Vec<Dataset>, Error> {
        let may = self.gate.allow::<SeeData>(op, workspace)?;
        let visible = self.gate.visible_datasets(&may);
        let kept = self.store.datasets_list(&visible).await?;
        let mut datasets = Vec::with_capacity(kept.len());
        for dataset in kept {
            datasets.push(self.with_state(dataset).await);
        }
        Ok(datasets)
    }

    /// One dataset.
    ///
    /// # Errors
    /// Unknown or not visible.
    pub async fn dataset(&self, op: &Op, id: DatasetId) -> Result<Dataset, Error> {
        let may = self.gate.allow::<ReadDataset>(op, id)?;
        let dataset = self.store.dataset_get(&may).await.map_err(gone)?;
        Ok(self.with_state(dataset).await)
    }

    /// The record with what the engine knows of its rows.
    async fn with_state(&self, mut dataset: Dataset) -> Dataset {
        if let Some(state) = self.engine.state(dataset.id).await {
            dataset.version = state.version;
            dataset.row_count = Some(state.row_count);
            dataset.bad_rows = state.bad_rows;
        }
        dataset
    }

    /// Makes a dataset.
    ///
    /// # Errors
    /// Not allowed, or the name is taken along the path.
    pub async fn create_dataset(
        &self,
        op: &Op,
        workspace: WorkspaceId,
        new: store::NewDataset,
    ) -> Result<Dataset, Error> {
        let dataset = self
            .change(op, || async {
                let may = self.gate.allow::<ManageData>(op, workspace)?;
                Ok(self.store.dataset_create(&may, new.clone()).await?)
            })
            .await?;
        self.engine.register(&dataset).await?;
        Ok(dataset)
    }

    /// Changes label, columns or how far the data may leave. Shares from which it takes what they show stop.
    ///
    /// # Errors
    /// Not allowed; shares would stop, and nobody confirmed that.
    pub async fn change_dataset(
        &self,
        op: &Op,
        id: DatasetId,
        wanted: store::DatasetChange,
        end_shares: bool,
    ) -> Result<Dataset, Error> {
        let dataset = self
            .change(op, || async {
                let may = self.gate.allow::<WriteDataset>(op, id)?;
                let to = self.gate.dataset_fact(&may).map(|fact| changed(fact, &wanted));
                let blocks = self.blocks(self.gate.shares_under_dataset(&may, to)).await?;
                self.confirmed(op, &blocks, end_shares).await?;
                let change = self.store.dataset_update(&may, wanted.clone(), &blocks);
                change.await.map_err(gone)
            })
            .await?;
        self.engine.register(&dataset).await?;
        Ok(self.with_state(dataset).await)
    }

    /// Deletes a dataset and its rows. Shares that show it stop.
    ///
    /// # Errors
    /// Not allowed; shares would stop, and nobody confirmed that.
    pub async fn delete_dataset(&self, op: &Op, id: DatasetId, end_shares: bool) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<WriteDataset>(op, id)?;
            let blocks = self.blocks(self.gate.shares_under_dataset(&may, None)).await?;
            self.confirmed(op, &blocks, end_shares).await?;
            self.store.dataset_delete(&may, &blocks).await.map_err(gone)?;
            Ok(())
        })
        .await?;
        self.engine.remove(id).await;
        Ok(())
    }

    /// The first rows of a dataset, as the caller sees them.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn preview_dataset(
        &self,
        op: &Op,
        id: DatasetId,
        workspace: Option<WorkspaceId>,
    ) -> Result<Arc<Answer>, Error> {
        let _may = self.gate.allow::<ReadDataset>(op, id)?;
        let workspace = workspace
            .or_else(|| self.gate.dataset_home(id))
            .ok_or_else(Error::hidden)?;
        let may = self.gate.allow::<SeeData>(op, workspace)?;
        let scope = self.gate.data_scope(&may);
        let (name, dataset) = scope
            .datasets()
            .find(|(_, dataset)| dataset.id == id)
            .ok_or_else(Error::hidden)?;
        let select = dataset.columns.iter().map(|column| Select {
            take: Take::Column(column.name.clone(), None),
            name: None,
        });
        let question = Question::Structured(Structured {
            dataset: name.clone(),
            select: select.collect(),
            filter: None,
            order: Vec::new(),
            limit: Some(crate::limits::PREVIEW_ROWS),
        });
        Ok(self
            .engine
            .ask(
                &scope,
                &query::Ask {
                    question: &question,
                    inputs: &Inputs::default(),
                    now: op.now,
                    cache: true,
                },
            )
            .await?)
    }

    /// What of the last upload could not be read, as a CSV file: line, column, reason, and what stands there.
    ///
    /// # Errors
    /// Not allowed, or there are none.
    pub async fn bad_rows(&self, op: &Op, id: DatasetId) -> Result<Vec<u8>, Error> {
        let _may = self.gate.allow::<WriteDataset>(op, id)?;
        let path = self.engine.bad_rows(id).await?.ok_or_else(Error::hidden)?;
        Ok(tokio::fs::read(path).await?)
    }

    /// Row rules made in a workspace.
    ///
    /// # Errors
    /// Not allowed.
    pub fn row_rules(&self, op: &Op, workspace: WorkspaceId) -> Result<Vec<RowRule>, Error> {
        let may = self.gate.allow::<ManageData>(op, workspace)?;
        Ok(self.gate.row_rules(&may))
    }

    /// Makes a row rule; every scope follows at once. Shares that are left without any row stop.
    ///
    /// # Errors
    /// Not allowed, unknown dataset or column, a predicate that is no row rule; shares would stop, and nobody confirmed that.
    pub async fn create_row_rule(
        &self,
        op: &Op,
        workspace: WorkspaceId,
        rule: store::NewRowRule,
        end_shares: bool,
    ) -> Result<RowRule, Error> {
        rule.predicate
            .check(model::predicate::PredicateUse::RowRule)
            .map_err(|invalid| invalid.under("/predicate"))?;
        let may = self.gate.allow::<ManageData>(op, workspace)?;
        self.check_rule_columns(&may, &rule)?;
        self.change(op, || async {
            let may = self.gate.allow::<ManageData>(op, workspace)?;
            let supposed = RowRule {
                id: RowRuleId::new(op.now),
                workspace,
                dataset: rule.dataset.clone(),
                applies_to: rule.applies_to,
                below: rule.below,
                unless_manage: rule.unless_manage,
                predicate: rule.predicate.clone(),
            };
            let blocks = self.blocks(self.gate.shares_under_rule(&may, supposed)).await?;
            self.confirmed(op, &blocks, end_shares).await?;
            self.store
                .row_rule_create(&may, rule.clone(), &blocks)
                .await
                .map_err(gone)
        })
        .await
    }

    /// Removes a row rule.
    ///
    /// # Errors
    /// Not allowed; shares of data that shows nothing without a rule would stop, and nobody confirmed that.
    pub async fn delete_row_rule(&self, op: &Op, id: RowRuleId, end_shares: bool) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ManageRowRule>(op, id)?;
            let blocks = self.blocks(self.gate.shares_without_rule(&may)).await?;
            self.confirmed(op, &blocks, end_shares).await?;
            self.store.row_rule_delete(&may, &blocks).await.map_err(gone)?;
            Ok(())
        })
        .await
    }

    /// A rule on a column that does not exist would hide everything or nothing: refuse it when it is written.
    fn check_rule_columns(&self, may: &Granted<'_, ManageData>, rule: &store::NewRowRule) -> Result<(), Error> {
        let invalid = model::invalid::Invalid::at;
        let columns = self.gate.dataset_columns(may, &rule.dataset);
        let columns = columns.ok_or_else(|| invalid("/dataset", "there is no such dataset here"))?;
        for column in rule.predicate.columns() {
            if !columns.iter().any(|known| known.name == *column) {
                return Err(invalid("/predicate", "the dataset has no such column").into());
            }
        }
        Ok(())
    }
}

/// What decisions need of a dataset once it is changed.
fn changed(mut fact: DatasetFact, to: &store::DatasetChange) -> DatasetFact {
    fact.outside = to.outside.unwrap_or(fact.outside);
    fact.tenant_bound = to.tenant_bound.unwrap_or(fact.tenant_bound);
    for column in to.columns.iter().flatten() {
        if let Some(stands) = fact.columns.iter_mut().find(|stands| stands.name == column.name) {
            stands.hidden = column.hidden;
        }
    }
    fact
}
