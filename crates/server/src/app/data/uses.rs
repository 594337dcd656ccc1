//! What reads the columns that another file would take away or change: row rules, and dashboards that the caller may open.

use std::collections::BTreeSet;

use access::action::{DashboardAt, ListDashboards, Open, WriteDataset};
use access::op::Op;
use model::column::Column;
use model::dataset::Dataset;
use model::intake::ColumnChange;

use crate::app::App;
use crate::app::error::Error;
use crate::app::reads::columns_of;
use crate::limits::DASHBOARDS_LOOKED_AT;

impl App {
    /// The columns of a dataset that a file with these columns would take away or give another type, and what reads them.
    ///
    /// # Errors
    /// Not allowed, or the store failed.
    pub(super) async fn column_changes(
        &self,
        op: &Op,
        dataset: &Dataset,
        found: &[Column],
    ) -> Result<Vec<ColumnChange>, Error> {
        let may = self.gate.allow::<WriteDataset>(op, dataset.id)?;
        let in_rules = self.gate.columns_in_rules(&may);
        let mut changes: Vec<ColumnChange> = Vec::new();
        for column in &dataset.columns {
            let now = found.iter().find(|one| one.name == column.name).map(|one| one.kind);
            if now != Some(column.kind) {
                changes.push(ColumnChange {
                    name: column.name.to_string(),
                    before: column.kind,
                    now,
                    in_row_rules: in_rules.contains(&column.name),
                    dashboards: Vec::new(),
                    more_dashboards: false,
                });
            }
        }
        if !changes.is_empty() {
            self.add_dashboards(op, dataset, &mut changes).await?;
        }
        Ok(changes)
    }

    async fn add_dashboards(&self, op: &Op, dataset: &Dataset, changes: &mut [ColumnChange]) -> Result<(), Error> {
        let mut looked = BTreeSet::new();
        for workspace in self.gate.visible_workspaces(op).ids() {
            let Ok(list) = self.gate.allow::<ListDashboards>(op, workspace) else {
                continue;
            };
            for dashboard in self.gate.visible_dashboards(&list).ids() {
                if looked.contains(&dashboard) {
                    continue;
                }
                if looked.len() == DASHBOARDS_LOOKED_AT {
                    changes.iter_mut().for_each(|change| change.more_dashboards = true);
                    return Ok(());
                }
                looked.insert(dashboard);
                let Ok(may) = self.gate.allow::<Open>(op, DashboardAt { dashboard, workspace }) else {
                    continue;
                };
                // What the caller is shown of it; a page that waits for an approval shows nothing yet.
                let Some(opened) = self.shown_now(self.gate.sight(&may).edition).await? else {
                    continue;
                };
                let read = columns_of(
                    &opened.document,
                    &dataset.name,
                    &dataset.columns.iter().map(|column| &column.name),
                );
                for change in changes.iter_mut() {
                    if read.iter().any(|name| name.as_str() == change.name) {
                        change.dashboards.push(opened.title.to_string());
                    }
                }
            }
        }
        Ok(())
    }
}
