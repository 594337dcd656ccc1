//! From a question to a running plan: the guarded tables of the scope, the question over them, the limit on top.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use access::scope::{Scope, ScopedDataset};
use datafusion::datasource::provider_as_source;
use datafusion::logical_expr::{LogicalPlan, LogicalPlanBuilder, TableSource};
use datafusion::physical_plan::ExecutionPlan;
use model::Instant;
use model::answer::AnswerColumn;
use model::column::{Column, ColumnType};
use model::question::{Question, Select, Structured, Take};
use model::zone::Calendar;

use crate::calendar::grain_of;
use crate::error::{QueryError, classify};
use crate::guard::{CannotFail, Guarded, question_cannot_fail};
use crate::inputs::Inputs;
use crate::limits::ANSWER_COLUMNS;
use crate::predicate;
use crate::prepared::Prepared;
use crate::shared::Shared;
use crate::sql::{self, Catalog, NO_DATASET};
use crate::stop::{self, Stop};
use crate::structured;
use crate::types::kind_of;
use crate::weigh::weighed;

/// A question ready to run.
#[derive(Debug)]
pub(crate) struct Planned {
    pub(crate) logical: LogicalPlan,
    pub(crate) columns: Vec<AnswerColumn>,
    /// Whether the last column of the plan is not the answer's, but tells the moment of the newest row.
    pub(crate) newest: bool,
    /// Most rows it may give; one more means that the server cut it.
    pub(crate) rows: usize,
    /// Which part of the question is blamed for failures while it runs.
    pub(crate) blame: &'static str,
    /// Known by all guarded tables of the question.
    cannot_fail: CannotFail,
}

impl Shared {
    /// The dataset as this scope sees it.
    fn guarded(&self, dataset: &ScopedDataset, cannot_fail: &CannotFail) -> Result<Guarded, QueryError> {
        let snapshot = self.tables.snapshot(dataset.id).ok_or(QueryError::Unavailable)?;
        let rule = dataset
            .rows
            .as_ref()
            .map(|rule| predicate::compile_rule(rule, &snapshot.schema))
            .transpose()?;
        let names = dataset.columns.iter().map(|column| column.name.as_str());
        Guarded::new(snapshot, names, rule, CannotFail::clone(cannot_fail)).map_err(|error| classify(&error, ""))
    }

    fn source(&self, dataset: &ScopedDataset, cannot_fail: &CannotFail) -> Result<Arc<dyn TableSource>, QueryError> {
        Ok(provider_as_source(Arc::new(self.guarded(dataset, cannot_fail)?)))
    }

    /// Plans a question; nothing runs yet.
    pub(crate) fn plan(
        &self,
        scope: &Scope,
        question: &Question,
        prepared: &Prepared,
        inputs: &Inputs,
        now: Instant,
        stop: &Stop,
    ) -> Result<Planned, QueryError> {
        stop.planning();
        let cannot_fail = CannotFail::default();
        let (logical, blame, wanted) = match question {
            Question::Structured(question) => {
                let plan = self.plan_structured(scope, question, inputs, &cannot_fail)?;
                (plan, "", question.limit)
            }
            Question::Sql(question) => {
                let statement = prepared.statement.as_ref().ok_or(QueryError::Internal)?;
                let tables = self.tables(scope, &prepared.datasets, &cannot_fail)?;
                let catalog = Catalog {
                    tables,
                    state: &self.state,
                    functions: &self.functions,
                    planners: sql::planners(&self.state, inputs.calendar),
                    calendar: inputs.calendar,
                    now,
                };
                let plan = sql::compile(statement, &catalog, inputs)?;
                (self.bounded(plan, inputs.calendar, stop)?, "/sql", question.limit)
            }
        };
        let most = self.limits.rows;
        let (rows, fetch) = match wanted.map(|limit| limit as usize) {
            Some(limit) if limit <= most => (limit, limit),
            _ => (most, most.saturating_add(1)),
        };
        let newest = logical
            .schema()
            .fields()
            .last()
            .is_some_and(|field| field.name() == structured::NEWEST);
        let mut columns = answer_columns(scope, question, &logical, inputs.calendar);
        if newest {
            columns.pop();
        }
        let logical = LogicalPlanBuilder::from(logical)
            .limit(0, Some(fetch))
            .and_then(LogicalPlanBuilder::build)
            .map_err(|error| classify(&error, blame))?;
        Ok(Planned {
            logical,
            columns,
            newest,
            rows,
            blame,
            cannot_fail,
        })
    }

    /// A plan of SQL whose columns are counted and whose functions are bounded.
    fn bounded(&self, plan: LogicalPlan, calendar: Calendar, stop: &Stop) -> Result<LogicalPlan, QueryError> {
        if plan.schema().fields().len() > ANSWER_COLUMNS {
            return Err(QueryError::invalid("/sql", "this question has too many columns"));
        }
        let options = self.state.config_options();
        let analyzed = self.state.analyzer().execute_and_check(plan, options, |_, _| {});
        analyzed
            .and_then(|plan| self.functions.bound(plan, calendar, stop))
            .map_err(|error| classify(&error, "/sql"))
    }

    fn plan_structured(
        &self,
        scope: &Scope,
        question: &Structured,
        inputs: &Inputs,
        cannot_fail: &CannotFail,
    ) -> Result<LogicalPlan, QueryError> {
        let dataset = scope
            .dataset(question.dataset.as_str())
            .ok_or_else(|| QueryError::invalid("/dataset", NO_DATASET))?;
        structured::compile(question, &self.source(dataset, cannot_fail)?, inputs)
    }

    /// The catalog of one call: those of the named datasets that are in the scope.
    fn tables(
        &self,
        scope: &Scope,
        names: &BTreeSet<String>,
        cannot_fail: &CannotFail,
    ) -> Result<BTreeMap<String, Arc<dyn TableSource>>, QueryError> {
        let mut tables = BTreeMap::new();
        for name in names {
            if let Some(dataset) = scope.dataset(name) {
                tables.insert(name.clone(), self.source(dataset, cannot_fail)?);
            }
        }
        Ok(tables)
    }

    /// Analyses, optimises and makes the plan that runs, until it is stopped.
    pub(crate) async fn physical(&self, planned: &Planned, stop: &Stop) -> Result<Arc<dyn ExecutionPlan>, QueryError> {
        let plan = async {
            stop.planning();
            let optimised = self.state.optimize(&planned.logical)?;
            planned
                .cannot_fail
                .store(question_cannot_fail(&optimised)?, Ordering::Relaxed);
            let stoppable = stop.in_conditions(optimised)?;
            let planner = self.state.query_planner();
            let plan = planner.create_physical_plan(&stoppable, &self.state).await?;
            stop::joins_pause(weighed(plan)?)
        };
        plan.await.map_err(|error| classify(&error, planned.blame))
    }
}

/// Names, types, labels, units, grains and clocks of the answer's columns.
fn answer_columns(scope: &Scope, question: &Question, logical: &LogicalPlan, calendar: Calendar) -> Vec<AnswerColumn> {
    let fields = logical.schema().iter().enumerate();
    fields
        .map(|(index, (qualifier, field))| {
            let (label, unit) = match question {
                Question::Structured(question) => described(scope, question, index),
                Question::Sql(_) => qualifier
                    .and_then(|table| find(scope, table.table(), field.name()))
                    .map_or((None, None), |column| (column.label.clone(), column.unit.clone())),
            };
            let kind = kind_of(field.data_type());
            AnswerColumn {
                name: field.name().clone(),
                kind,
                label,
                unit,
                grain: grain_of(field),
                zone: (kind == ColumnType::Timestamp).then_some(calendar.zone),
            }
        })
        .collect()
}

/// A column keeps its label and unit; an aggregate of values keeps the unit, a count of them does not.
fn described(scope: &Scope, question: &Structured, index: usize) -> (Option<String>, Option<String>) {
    use model::question::Aggregate::{Count, Distinct};
    let Some(Select { take, .. }) = question.select.get(index) else {
        return (None, None);
    };
    let of = |name: &str| find(scope, question.dataset.as_str(), name);
    match take {
        Take::Column(name, _) => of(name.as_str()).map_or((None, None), |c| (c.label.clone(), c.unit.clone())),
        Take::Aggregate(aggregate, name) if !matches!(aggregate, Count | Distinct) => {
            (None, of(name.as_str()).and_then(|c| c.unit.clone()))
        }
        Take::Aggregate(_, _) | Take::CountRows => (None, None),
    }
}

fn find<'a>(scope: &'a Scope, dataset: &str, column: &str) -> Option<&'a Column> {
    let dataset = scope.dataset(dataset)?;
    dataset.columns.iter().find(|known| known.name.as_str() == column)
}
