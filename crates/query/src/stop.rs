//! Stopping a question that nobody waits for: joins are made to ask, again and again, whether somebody still does. Without it
//! the engine's joins work through all pairs of two datasets in one go, and a question over its time would go on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use datafusion::arrow::datatypes::DataType;
use datafusion::common::tree_node::{Transformed, TreeNode as _};
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{ColumnarValue, LogicalPlan, ScalarUDF, Volatility, create_udf};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::coop::CooperativeExec;

/// Shared by a running question and who waits for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

/// Whoever waits holds it; with it the question ends.
#[derive(Debug)]
pub(crate) struct Waiting(Stop);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.0.store(true, Ordering::Relaxed);
    }
}

impl Stop {
    pub(crate) fn waiting(&self) -> Waiting {
        Waiting(self.clone())
    }

    /// Conditions of joins fail once nobody waits: they are asked for some thousand pairs at a time.
    ///
    /// # Errors
    /// Those of the engine.
    pub(crate) fn in_conditions(&self, plan: LogicalPlan) -> Result<LogicalPlan> {
        let asked = self.function();
        let changed = plan.transform_up_with_subqueries(|node| match node {
            LogicalPlan::Join(mut join) if join.filter.is_some() => {
                join.filter = join.filter.map(|condition| asked.call(vec![condition]));
                Ok(Transformed::yes(LogicalPlan::Join(join)))
            }
            other => Ok(Transformed::no(other)),
        })?;
        Ok(changed.data)
    }

    /// A condition as it is, while somebody waits.
    fn function(&self) -> ScalarUDF {
        let stopped = Arc::clone(&self.0);
        let asked = move |arguments: &[ColumnarValue]| match arguments {
            [condition] if !stopped.load(Ordering::Relaxed) => Ok(condition.clone()),
            _ => exec_err!("nobody waits for this question"),
        };
        create_udf(
            "while_somebody_waits",
            vec![DataType::Boolean],
            DataType::Boolean,
            Volatility::Volatile,
            Arc::new(asked),
        )
    }
}

/// Joins that give more rows than they read pause now and then, so that the question can be dropped.
///
/// # Errors
/// Those of the engine.
pub(crate) fn joins_pause(plan: Arc<dyn ExecutionPlan>) -> Result<Arc<dyn ExecutionPlan>> {
    let changed = plan.transform_up(|node| {
        if node.name().ends_with("JoinExec") {
            return Ok(Transformed::yes(Arc::new(CooperativeExec::new(node)) as _));
        }
        Ok(Transformed::no(node))
    })?;
    Ok(changed.data)
}
