//! Makes the datasets of the demo, with their rows, and the row rules on them. Knows the use cases, nothing below.

use anyhow::Context as _;
use model::dataset::Origin;
use model::principal::Principal;
use model::row_rule::AppliesTo;
use query::{FileFormat, ReadOptions};

use super::builder::{Builder, find};
use super::files::Data;
use super::organisation::{Dataset, Organisation};
use crate::app::data::uploads::Upload;

impl Builder<'_> {
    pub(super) async fn dataset(&mut self, dataset: &Dataset) -> anyhow::Result<()> {
        let op = self.administrator()?;
        let workspace = find(&self.workspaces, &dataset.workspace)?;
        let (origin, columns) = match &dataset.ingest {
            Some(ingest) => (
                Origin::Ingest {
                    time_column: ingest.time_column.clone(),
                    grow: ingest.grow,
                },
                ingest.columns.clone(),
            ),
            None => (Origin::Files, Vec::new()),
        };
        let new = store::NewDataset {
            name: dataset.name.clone(),
            label: dataset.label.clone(),
            origin,
            columns,
            outside: dataset.outside,
            tenant_bound: false,
        };
        let made = self.app.create_dataset(&op, workspace, new).await?;
        if let Some(file) = &dataset.file {
            let bytes = Data::get(file).context("the data is not built in")?.data;
            let file = self.app.receive_file(made.id, &op);
            tokio::fs::write(file.path(), &bytes).await?;
            let upload = Upload {
                format: FileFormat::Parquet,
                file,
                options: ReadOptions::default(),
                if_nothing_breaks: false,
            };
            let mut columns = self.app.upload(&op, made.id, upload).await?.dataset.columns;
            for column in &mut columns {
                if let Some(texts) = dataset.columns.get(&column.name).cloned() {
                    (column.label, column.unit, column.description) = (texts.label, texts.unit, texts.description);
                    column.hidden = texts.hidden;
                }
            }
            let wanted = store::DatasetChange {
                columns: Some(columns),
                ..Default::default()
            };
            self.app.change_dataset(&op, made.id, wanted, false).await?;
        }
        self.sheet
            .datasets
            .insert(dataset.name.to_string(), made.id.to_string());
        Ok(())
    }

    pub(super) async fn row_rules(&mut self, organisation: &Organisation) -> anyhow::Result<()> {
        let op = self.administrator()?;
        for rule in &organisation.row_rules {
            let new = store::NewRowRule {
                dataset: rule.dataset.clone(),
                applies_to: self.applies_to(&rule.applies_to)?,
                below: rule.below,
                unless_manage: false,
                predicate: rule.predicate.clone(),
            };
            self.app
                .create_row_rule(&op, find(&self.workspaces, &rule.workspace)?, new, false)
                .await?;
        }
        Ok(())
    }

    /// `workspace`, or a principal by key.
    fn applies_to(&self, text: &str) -> anyhow::Result<AppliesTo> {
        if text == "workspace" {
            return Ok(AppliesTo::Workspace);
        }
        Ok(match self.principal(text)? {
            Principal::User(id) => AppliesTo::User(id),
            Principal::Group(id) => AppliesTo::Group(id),
            Principal::All => AppliesTo::All,
        })
    }
}
