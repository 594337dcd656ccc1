//! What reads the columns that another file would take away or change: row rules, and dashboards that the caller may open.

use std::collections::BTreeSet;

use access::action::{DashboardAt, ListDashboards, Open, WriteDataset};
use access::op::Op;
use model::column::Column;
use model::dataset::Dataset;
use model::document::Document;
use model::intake::ColumnChange;
use model::name::{ColumnName, DatasetName};
use model::question::{Question, Take};
use model::variable::Domain;

use crate::app::App;
use crate::app::error::Error;
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

/// Which of these columns of a dataset a document reads.
fn columns_of<'a>(
    document: &Document,
    dataset: &DatasetName,
    columns: &(impl Iterator<Item = &'a ColumnName> + Clone),
) -> BTreeSet<ColumnName> {
    let mut read = BTreeSet::new();
    for question in document.widgets.iter().filter_map(|widget| widget.question.as_ref()) {
        match question {
            Question::Structured(structured) if structured.dataset == *dataset => {
                for select in &structured.select {
                    match &select.take {
                        Take::Column(name, _) | Take::Aggregate(_, name) => read.insert(name.clone()),
                        Take::CountRows => false,
                    };
                }
                read.extend(structured.filter.iter().flat_map(|filter| filter.columns()).cloned());
            }
            Question::Structured(_) => {}
            // A name in SQL may be the column of another dataset: better told too often than not.
            Question::Sql(question) if has_word(&question.sql, dataset.as_str()) => {
                read.extend(
                    columns
                        .clone()
                        .filter(|name| has_word(&question.sql, name.as_str()))
                        .cloned(),
                );
            }
            Question::Sql(_) => {}
        }
    }
    for variable in &document.variables {
        if let Some(Domain::Choices(choices)) = &variable.domain
            && choices.dataset == *dataset
        {
            read.insert(choices.value.clone());
            read.extend(choices.label.clone());
            read.extend(choices.filter.iter().flat_map(|filter| filter.columns()).cloned());
        }
    }
    read
}

/// Whether a text has this word, as a whole and in any case.
fn has_word(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(&word)) {
        let (start, end) = (from + at, from + at + word.len());
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        let after = text.get(end..).and_then(|text| text.chars().next());
        if !before.is_some_and(part) && !after.is_some_and(part) {
            return true;
        }
        from = end;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_says_which_columns_it_reads() {
        let document: Document = serde_json::from_value(serde_json::json!({
            "version": 1,
            "variables": [{ "name": "v", "type": "string",
                "domain": { "choices": { "dataset": "flights", "value": "origin", "label": "city" } } }],
            "widgets": [
                { "id": "a", "kind": "bar", "place": { "x": 0, "y": 0, "w": 6, "h": 4 },
                  "question": { "dataset": "flights", "select": [{ "column": "carrier" }, { "avg": "delay", "as": "d" }],
                                "where": { "eq": ["dest", "JFK"] } } },
                { "id": "b", "kind": "table", "place": { "x": 6, "y": 0, "w": 6, "h": 4 },
                  "question": { "sql": "select \"Tail No\" from FLIGHTS where delay_min > 1" } },
                { "id": "c", "kind": "table", "place": { "x": 0, "y": 4, "w": 6, "h": 4 },
                  "question": { "dataset": "planes", "select": [{ "column": "year" }] } }
            ]
        }))
        .unwrap();
        let names = [
            "carrier",
            "delay",
            "dest",
            "origin",
            "city",
            "Tail No",
            "year",
            "delay_min",
            "other",
        ];
        let names: Vec<_> = names.iter().map(|name| ColumnName::new(name).unwrap()).collect();
        let read = columns_of(&document, &DatasetName::new("flights").unwrap(), &names.iter());
        let read: Vec<_> = read.iter().map(ColumnName::as_str).collect();
        assert_eq!(
            read,
            ["Tail No", "carrier", "city", "delay", "delay_min", "dest", "origin"]
        );
    }
}
