//! One dataset as one call sees it: the columns of the scope, and the row rule evaluated inside the scan, below the barrier.
//! Nothing of the question is evaluated on rows that fail the rule, except conditions that cannot fail.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use datafusion::arrow::datatypes::{DataType, Schema, SchemaRef};
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::tree_node::{Transformed, TreeNode, TreeNodeRecursion};
use datafusion::common::{Column, DFSchema, Result};
use datafusion::logical_expr::expr::{Between, BinaryExpr, InList};
use datafusion::logical_expr::{
    Expr, LogicalPlan, Operator, TableProviderFilterPushDown, TableType, utils::conjunction,
};
use datafusion::physical_expr::expressions::Column as PhysicalColumn;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::filter::FilterExec;
use datafusion::physical_plan::projection::{ProjectionExec, ProjectionExpr};

use crate::barrier::Barrier;
use crate::snapshot::Snapshot;

/// A table of the call's catalog.
#[derive(Debug)]
pub(crate) struct Guarded {
    snapshot: Arc<Snapshot>,
    /// Places of the visible columns among the kept ones.
    visible: Vec<usize>,
    schema: SchemaRef,
    /// Over the kept columns, hidden ones too.
    rule: Option<Expr>,
    cannot_fail: CannotFail,
}

/// Set after a call's question was read and before its plan is made: nothing in it can fail on any row.
pub(crate) type CannotFail = Arc<AtomicBool>;

impl Guarded {
    /// `columns` are the names that the scope shows; names that are not kept (any more) are left out.
    pub(crate) fn new<'a>(
        snapshot: Arc<Snapshot>,
        columns: impl Iterator<Item = &'a str>,
        rule: Option<Expr>,
        cannot_fail: CannotFail,
    ) -> Result<Self> {
        let visible: Vec<usize> = columns.filter_map(|name| snapshot.schema.index_of(name).ok()).collect();
        let schema = Arc::new(snapshot.schema.project(&visible)?);
        Ok(Self {
            snapshot,
            visible,
            schema,
            rule,
            cannot_fail,
        })
    }

    /// Kept columns needed for `wanted` (first, in order) and for evaluating `predicate`.
    fn needed(&self, wanted: &[usize], predicate: Option<&Expr>) -> Vec<usize> {
        let mut needed = wanted.to_vec();
        for column in predicate.iter().flat_map(|expr| expr.column_refs()) {
            if let Ok(index) = self.snapshot.schema.index_of(column.name())
                && !needed.contains(&index)
            {
                needed.push(index);
            }
        }
        needed
    }
}

#[async_trait]
impl TableProvider for Guarded {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        let decide = |filter: &&Expr| {
            if cannot_fail(filter, &self.schema) {
                TableProviderFilterPushDown::Exact
            } else {
                TableProviderFilterPushDown::Unsupported
            }
        };
        Ok(filters.iter().map(decide).collect())
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        _limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let wanted: Vec<usize> = match projection {
            Some(places) => places
                .iter()
                .filter_map(|place| self.visible.get(*place).copied())
                .collect(),
            None => self.visible.clone(),
        };
        let harmless = filters.iter().map(unqualified).collect::<Result<Vec<_>>>()?;
        let predicate = conjunction(self.rule.iter().cloned().chain(harmless));
        let needed = self.needed(&wanted, predicate.as_ref());
        let mut plan = self.snapshot.scan(&needed)?;
        if let Some(predicate) = predicate {
            let schema = DFSchema::try_from(plan.schema())?;
            let predicate = state.create_physical_expr(predicate, &schema)?;
            plan = Arc::new(FilterExec::try_new(predicate, plan)?);
        }
        if needed.len() > wanted.len() {
            let schema = plan.schema();
            let columns = schema
                .fields()
                .iter()
                .take(wanted.len())
                .enumerate()
                .map(|(index, field)| {
                    let column = Arc::new(PhysicalColumn::new(field.name(), index));
                    ProjectionExpr::new(column, field.name().clone())
                });
            plan = Arc::new(ProjectionExec::try_new(columns.collect::<Vec<_>>(), plan)?);
        }
        Ok(Arc::new(Barrier::new(plan, self.cannot_fail.load(Ordering::Relaxed))))
    }
}

/// Whether no expression of the question can fail on any row: plain columns, comparisons and gathering, without joins, casts and arithmetic.
pub(crate) fn question_cannot_fail(plan: &LogicalPlan) -> Result<bool> {
    let mut harmless = true;
    plan.apply_with_subqueries(|node| {
        harmless &= matches!(
            node,
            LogicalPlan::Projection(_)
                | LogicalPlan::Filter(_)
                | LogicalPlan::Aggregate(_)
                | LogicalPlan::Sort(_)
                | LogicalPlan::Limit(_)
                | LogicalPlan::SubqueryAlias(_)
                | LogicalPlan::TableScan(_)
        );
        node.apply_expressions(|root| {
            root.apply(|expr| {
                harmless &= plain(expr);
                Ok(if harmless {
                    TreeNodeRecursion::Continue
                } else {
                    TreeNodeRecursion::Stop
                })
            })
        })
    })?;
    Ok(harmless)
}

const fn is_comparison(operator: Operator) -> bool {
    use Operator::{Eq, Gt, GtEq, Lt, LtEq, NotEq};
    matches!(operator, Eq | NotEq | Lt | LtEq | Gt | GtEq)
}

fn plain(expr: &Expr) -> bool {
    match expr {
        Expr::BinaryExpr(BinaryExpr { op, .. }) => is_comparison(*op) || op.is_logic_operator(),
        Expr::AggregateFunction(aggregate) => ["count", "min", "max", "avg", "sum"].contains(&aggregate.func.name()),
        Expr::Column(_)
        | Expr::Literal(_, _)
        | Expr::Alias(_)
        | Expr::Not(_)
        | Expr::IsNull(_)
        | Expr::IsNotNull(_)
        | Expr::InList(_)
        | Expr::Between(_) => true,
        _ => false,
    }
}

/// The planner names columns `dataset.column`; the kept ones have no dataset.
fn unqualified(filter: &Expr) -> Result<Expr> {
    let stripped = filter.clone().transform(|expr| match expr {
        Expr::Column(column) if column.relation.is_some() => {
            Ok(Transformed::yes(Expr::Column(Column::new_unqualified(column.name))))
        }
        other => Ok(Transformed::no(other)),
    })?;
    Ok(stripped.data)
}

/// Whether evaluating it on any row can give only true, false or null: columns compared with literals of their own type.
fn cannot_fail(expr: &Expr, schema: &Schema) -> bool {
    let all = |parts: &[&Expr]| parts.iter().all(|part| cannot_fail(part, schema));
    match expr {
        Expr::BinaryExpr(BinaryExpr { left, op, right }) => match op {
            Operator::And | Operator::Or => all(&[left, right]),
            op if is_comparison(*op) => same_type(left, right, schema) || same_type(right, left, schema),
            _ => false,
        },
        Expr::Not(inner) => cannot_fail(inner, schema),
        Expr::InList(InList { expr, list, .. }) => list.iter().all(|item| same_type(expr, item, schema)),
        Expr::Between(Between { expr, low, high, .. }) => same_type(expr, low, schema) && same_type(expr, high, schema),
        Expr::IsNull(inner) | Expr::IsNotNull(inner) => column_type(inner, schema).is_some(),
        Expr::Column(_) => column_type(expr, schema) == Some(&DataType::Boolean),
        _ => false,
    }
}

fn same_type(column: &Expr, literal: &Expr, schema: &Schema) -> bool {
    let Expr::Literal(value, _) = literal else {
        return false;
    };
    column_type(column, schema) == Some(&value.data_type())
}

fn column_type<'a>(expr: &Expr, schema: &'a Schema) -> Option<&'a DataType> {
    let Expr::Column(column) = expr else {
        return None;
    };
    schema
        .field_with_name(column.name())
        .ok()
        .map(datafusion::arrow::datatypes::Field::data_type)
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::arrow::datatypes::Field;
    use datafusion::logical_expr::{cast, col, lit};

    #[test]
    fn only_comparisons_with_literals_of_the_same_type_go_below() {
        let schema = Schema::new(vec![
            Field::new("n", DataType::Int64, true),
            Field::new("s", DataType::Utf8View, true),
        ]);
        let check = |expr: Expr, expected: bool| assert_eq!(cannot_fail(&expr, &schema), expected, "{expr}");
        check(col("n").gt(lit(1_i64)), true);
        check(lit(1_i64).gt(col("n")).and(col("n").is_null()), true);
        check(col("n").in_list(vec![lit(1_i64), lit(2_i64)], true), true);
        check(col("n").between(lit(1_i64), lit(2_i64)), true);
        check(col("n").gt(lit(1_i32)), false);
        check(lit(1_i64).gt(lit(2_i64) / col("n")), false);
        check((lit(10_i64) / col("n")).gt(lit(1_i64)), false);
        check(cast(col("s"), DataType::Int64).eq(lit(1_i64)), false);
        check(col("n").gt(lit(1_i64)).and((lit(1_i64) / col("n")).is_null()), false);
        check(col("n").in_list(vec![lit(1_i64), lit(2_i64) / col("n")], false), false);
        check(col("other").is_null(), false);
    }
}
