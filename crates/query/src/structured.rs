//! A structured question as a logical plan, without any text in between.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Schema};
use datafusion::common::{Column, Result as EngineResult};
use datafusion::functions::string::expr_fn::{contains, lower};
use datafusion::functions_aggregate::count::count_all;
use datafusion::functions_aggregate::expr_fn::{avg, count, count_distinct, first_value, last_value, max, median, min};
use datafusion::logical_expr::expr::NullTreatment;
use datafusion::logical_expr::{Expr, ExprFunctionExt, LogicalPlan, LogicalPlanBuilder, TableSource, cast, lit};
use model::invalid::{Faults, Invalid};
use model::name::ColumnName;
use model::predicate::Predicate;
use model::question::{Aggregate, Grain, Structured, Take};
use model::zone::Calendar;

use crate::calendar;
use crate::error::{QueryError, classify};
use crate::functions::{percentile, sum};
use crate::inputs::{Inputs, Search};
use crate::predicate;
use crate::types::{is_number, kind_of};

/// Compiles the question over its guarded table; the limit stays with the caller.
///
/// # Errors
/// `Invalid` with pointers below the question.
pub(crate) fn compile(
    question: &Structured,
    table: &Arc<dyn TableSource>,
    inputs: &Inputs,
) -> Result<LogicalPlan, QueryError> {
    let schema = table.schema();
    let filter = match &question.filter {
        Some(filter) => Some(predicate::compile(filter, &schema, inputs).map_err(|invalid| invalid.under("/where"))?),
        None => None,
    };
    let selected = selects(question, &schema, inputs.calendar)?;
    let newest = time_column(question, &schema);
    let filter = match &inputs.search {
        Some(search) => Some(conjunction(filter, found(search))),
        None => filter,
    };
    let known: Vec<&str> = question
        .select
        .iter()
        .map(model::question::Select::answer_name)
        .collect();
    if let Some(index) = question
        .order
        .iter()
        .position(|order| !known.contains(&order.by.as_str()))
    {
        return Err(QueryError::invalid(
            &format!("/order/{index}/by"),
            "order by a column of the answer",
        ));
    }
    build(question, Arc::clone(table), filter, &selected, newest.as_ref()).map_err(|error| classify(&error, ""))
}

/// Under this name, which no column can have, the last column of a plan holds the moment of the newest row.
pub(crate) const NEWEST: &str = "\u{1}newest";

/// The column of moments that tells how new a row is: the one that the time range is of, else the first that is shown.
fn time_column(question: &Structured, schema: &Schema) -> Option<ColumnName> {
    let mut columns = Vec::new();
    if let Some(filter) = &question.filter {
        filter.walk(&mut |node| {
            if let Predicate::Time(name) = node {
                columns.push(name.clone());
            }
        });
    }
    columns.extend(question.select.iter().filter_map(|select| match &select.take {
        Take::Column(name, _) => Some(name.clone()),
        Take::CountRows | Take::Aggregate(_, _) => None,
    }));
    columns.into_iter().find(|name| {
        let field = schema.field_with_name(name.as_str());
        field.is_ok_and(|field| matches!(field.data_type(), DataType::Timestamp(_, _)))
    })
}

fn conjunction(filter: Option<Expr>, more: Expr) -> Expr {
    match filter {
        Some(filter) => filter.and(more),
        None => more,
    }
}

/// Rows whose text in this column contains what is searched.
fn found(search: &Search) -> Expr {
    let text = lower(cast(predicate::column(search.column.as_str()), DataType::Utf8));
    contains(text, lit(search.text.to_lowercase()))
}

/// A column of the answer: its name, its expression, and whether it gathers many rows.
struct Selected {
    name: String,
    expr: Expr,
    gathers: bool,
}

fn build(
    question: &Structured,
    table: Arc<dyn TableSource>,
    filter: Option<Expr>,
    selected: &[Selected],
    newest: Option<&ColumnName>,
) -> EngineResult<LogicalPlan> {
    let mut plan = LogicalPlanBuilder::scan(question.dataset.as_str(), table, None)?;
    if let Some(filter) = filter {
        plan = plan.filter(filter)?;
    }
    let named = |part: &Selected| part.expr.clone().alias(part.name.as_str());
    let plan = if selected.iter().any(|part| part.gathers) {
        let groups = selected.iter().filter(|part| !part.gathers).map(named);
        let newest = newest.map(|name| max(predicate::column(name.as_str())).alias(NEWEST));
        let gathered = selected
            .iter()
            .filter(|part| part.gathers)
            .map(named)
            .chain(newest.clone());
        let names = selected.iter().map(|part| answer_column(&part.name));
        let names = names.chain(newest.map(|_| answer_column(NEWEST)));
        plan.aggregate(groups, gathered)?.project(names)?
    } else {
        let newest = newest.map(|name| predicate::column(name.as_str()).alias(NEWEST));
        plan.project(selected.iter().map(named).chain(newest))?
    };
    let order: Vec<_> = question
        .order
        .iter()
        // NULL comes last, ascending and descending.
        .map(|order| answer_column(order.by.as_str()).sort(!order.desc, false))
        .collect();
    let plan = if order.is_empty() { plan } else { plan.sort(order)? };
    plan.build()
}

fn answer_column(name: &str) -> Expr {
    Expr::Column(Column::new_unqualified(name))
}

fn selects(question: &Structured, schema: &Schema, calendar: Calendar) -> Result<Vec<Selected>, Invalid> {
    let mut faults = Faults::default();
    let mut selected = Vec::with_capacity(question.select.len());
    for (index, select) in question.select.iter().enumerate() {
        match take(&select.take, schema, calendar) {
            Ok(expr) => selected.push(Selected {
                name: select.answer_name().to_owned(),
                expr,
                gathers: !matches!(select.take, Take::Column(_, _)),
            }),
            Err(message) => faults.add(format!("/select/{index}"), message),
        }
    }
    faults.finish().map(|()| selected)
}

fn take(take: &Take, schema: &Schema, calendar: Calendar) -> Result<Expr, String> {
    let data_type = |name: &ColumnName| match schema.field_with_name(name.as_str()) {
        Ok(field) => Ok(field.data_type().clone()),
        Err(_) => Err(format!("there is no column {name}")),
    };
    match take {
        Take::CountRows => Ok(count_all()),
        Take::Column(name, None) => data_type(name).map(|_| predicate::column(name.as_str())),
        Take::Column(name, Some(grain)) => cut(name, *grain, &data_type(name)?, calendar),
        Take::Aggregate(aggregate, name) => gather(*aggregate, name, &data_type(name)?),
    }
}

fn cut(name: &ColumnName, grain: Grain, data_type: &DataType, calendar: Calendar) -> Result<Expr, String> {
    let column = predicate::column(name.as_str());
    match data_type {
        DataType::Date32 if grain == Grain::Hour => Err(format!("{name} holds days: cut it to day or more")),
        DataType::Timestamp(_, _) | DataType::Date32 => {
            Ok(calendar::trunc(calendar).call(vec![lit(grain.as_str()), column]))
        }
        _ => Err(format!("{name} does not hold days or moments: it has no grain")),
    }
}

fn gather(aggregate: Aggregate, name: &ColumnName, data_type: &DataType) -> Result<Expr, String> {
    let column = predicate::column(name.as_str());
    let needs_numbers = matches!(
        aggregate,
        Aggregate::Sum | Aggregate::Avg | Aggregate::Median | Aggregate::P95
    );
    if needs_numbers && !is_number(data_type) {
        let word = aggregate.as_str();
        return Err(format!("{name} does not hold numbers: it has no {word}"));
    }
    let ordered = matches!(aggregate, Aggregate::Min | Aggregate::Max);
    if ordered
        && matches!(
            kind_of(data_type),
            model::column::ColumnType::List | model::column::ColumnType::Struct
        )
    {
        return Err(format!("{name} has no order"));
    }
    let fraction = |column: Expr| cast(column, DataType::Float64);
    Ok(match aggregate {
        Aggregate::Count => count(column),
        Aggregate::Sum => sum(column),
        Aggregate::Avg => avg(fraction(column)),
        Aggregate::Min => min(column),
        Aggregate::Max => max(column),
        Aggregate::Median => median(fraction(column)),
        Aggregate::P95 => percentile(fraction(column).sort(true, false), 0.95),
        Aggregate::Distinct => count_distinct(column),
        Aggregate::First => known(first_value(column, Vec::new()))?,
        Aggregate::Last => known(last_value(column, Vec::new()))?,
    })
}

/// Rows without a value do not count as first or last.
fn known(gathering: Expr) -> Result<Expr, String> {
    gathering
        .null_treatment(NullTreatment::IgnoreNulls)
        .build()
        .map_err(|_| "this cannot be gathered".to_owned())
}
