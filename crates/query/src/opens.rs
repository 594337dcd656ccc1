//! What a document would show somebody: which datasets it reads, and how many of their rows under a scope. For the check before a share is made.

use std::collections::BTreeSet;

use access::scope::{Scope, ScopedDataset};
use model::Instant;
use model::column::ColumnType;
use model::document::Document;
use model::name::{ColumnName, DatasetName};
use model::question::{Aggregate, Question, Select, Structured, Take};
use model::variable::Domain;
use serde_json::Value as Json;

use crate::ask::Ask;
use crate::engine::Engine;
use crate::error::QueryError;
use crate::inputs::Inputs;

/// What would be seen.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Opens {
    /// Each dataset that is read and in the scope.
    pub datasets: Vec<OpenedDataset>,
    /// Columns of all of them.
    pub columns: usize,
    /// Rows of all of them.
    pub rows: u64,
    /// Earliest moment in them.
    pub from: Option<Instant>,
    /// Latest moment in them.
    pub to: Option<Instant>,
}

impl Opens {
    /// With what another dashboard opens beside it. A dataset that both show is counted as often as it is shown otherwise.
    pub fn join(&mut self, other: &Self) {
        for dataset in other.datasets.iter().filter(|dataset| !self.datasets.contains(dataset)) {
            self.columns += dataset.columns.len();
            self.rows += dataset.rows;
            self.from = self.from.into_iter().chain(dataset.from).min();
            self.to = self.to.into_iter().chain(dataset.to).max();
        }
        let new = other.datasets.iter().filter(|dataset| !self.datasets.contains(dataset));
        let new: Vec<_> = new.cloned().collect();
        self.datasets.extend(new);
    }
}

/// One dataset as the scope shows it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct OpenedDataset {
    /// Its name.
    pub name: DatasetName,
    /// Visible columns.
    pub columns: Vec<ColumnName>,
    /// Visible rows.
    pub rows: u64,
    /// Earliest moment in the first column that holds moments or days.
    pub from: Option<Instant>,
    /// Latest moment there.
    pub to: Option<Instant>,
}

impl Engine {
    /// The datasets that the questions and choices of a document read, by name. SQL that cannot be read gives none.
    #[must_use]
    pub fn opens(&self, document: &Document) -> BTreeSet<DatasetName> {
        let mut names = BTreeSet::new();
        for question in document.widgets.iter().filter_map(|widget| widget.question.as_ref()) {
            names.extend(self.reads(question));
        }
        for variable in &document.variables {
            if let Some(Domain::Choices(choices)) = &variable.domain {
                names.insert(choices.dataset.clone());
            }
        }
        names
    }

    /// The datasets that a question reads, by name. SQL that cannot be read gives none.
    #[must_use]
    pub fn reads(&self, question: &Question) -> BTreeSet<DatasetName> {
        let prepared = self.shared.prepared_now(question);
        let names = prepared.iter().flat_map(|prepared| prepared.datasets.iter());
        names.filter_map(|name| DatasetName::new(name).ok()).collect()
    }

    /// Counts what these datasets show under the scope; those outside of it are left out.
    ///
    /// # Errors
    /// As [`Engine::ask`].
    pub async fn measure(
        &self,
        scope: &Scope,
        datasets: &BTreeSet<DatasetName>,
        now: Instant,
    ) -> Result<Opens, QueryError> {
        let mut opens = Opens::default();
        for name in datasets {
            let Some(dataset) = scope.dataset(name.as_str()) else {
                continue;
            };
            let opened = self.measure_one(scope, name, dataset, now).await?;
            opens.columns += opened.columns.len();
            opens.rows = opens.rows.saturating_add(opened.rows);
            opens.from = [opens.from, opened.from].into_iter().flatten().min();
            opens.to = opens.to.max(opened.to);
            opens.datasets.push(opened);
        }
        Ok(opens)
    }

    async fn measure_one(
        &self,
        scope: &Scope,
        name: &DatasetName,
        dataset: &ScopedDataset,
        now: Instant,
    ) -> Result<OpenedDataset, QueryError> {
        let in_time = |kind| matches!(kind, ColumnType::Timestamp | ColumnType::Date);
        let time = dataset.columns.iter().find(|column| in_time(column.kind));
        let part = |take: Take, name: &str| Select {
            take,
            name: ColumnName::new(name).ok(),
        };
        let mut select = vec![part(Take::CountRows, "rows")];
        if let Some(time) = time {
            select.push(part(Take::Aggregate(Aggregate::Min, time.name.clone()), "from"));
            select.push(part(Take::Aggregate(Aggregate::Max, time.name.clone()), "to"));
        }
        let question = Question::Structured(Structured {
            dataset: name.clone(),
            select,
            filter: None,
            order: Vec::new(),
            limit: None,
        });
        let ask = Ask {
            question: &question,
            inputs: &Inputs::default(),
            now,
            cache: true,
        };
        let answer = self.ask(scope, &ask).await?;
        let row = answer.rows.first();
        let cell = |index: usize| row.and_then(|row| row.get(index));
        let moment = |index: usize| {
            let micros = crate::types::micros(cell(index).and_then(Json::as_str)?)?;
            Instant::from_timestamp_micros(micros)
        };
        Ok(OpenedDataset {
            name: name.clone(),
            columns: dataset.columns.iter().map(|column| column.name.clone()).collect(),
            rows: cell(0).and_then(Json::as_u64).unwrap_or(0),
            from: moment(1),
            to: moment(2),
        })
    }
}
