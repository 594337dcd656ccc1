//! Stopping a question that nobody waits for. Its thread asks, again and again, whether somebody still does: between the steps of
//! planning, for each node of a plan, for every batch of a function that may be slow, for every growth of its memory, and in the
//! conditions of joins. Without it the engine's joins and optimisers would work to their end in one go.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use datafusion::arrow::datatypes::DataType;
use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::{Transformed, TreeNode as _};
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{ColumnarValue, LogicalPlan, ScalarUDF, Volatility, create_udf};
use datafusion::optimizer::{ApplyOrder, OptimizerConfig, OptimizerRule};
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_optimizer::optimizer::PhysicalOptimizerContext;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::coop::CooperativeExec;
use tokio::sync::Notify;

/// Shared by a running question and who waits for it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stop(Arc<Signal>);

#[derive(Debug, Default)]
struct Signal {
    stopped: AtomicBool,
    told: Notify,
}

/// Whoever waits holds it; with it the question ends.
#[derive(Debug)]
pub(crate) struct Waiting(Stop);

impl Drop for Waiting {
    fn drop(&mut self) {
        let signal = &self.0.0;
        signal.stopped.store(true, Ordering::Relaxed);
        signal.told.notify_waiters();
    }
}

thread_local! {
    /// The question that is planned on this thread.
    static PLANNED: RefCell<Stop> = RefCell::default();
}

impl Stop {
    pub(crate) fn waiting(&self) -> Waiting {
        Waiting(self.clone())
    }

    /// Ends when nobody waits any more.
    pub(crate) async fn stopped(&self) {
        loop {
            let told = self.0.told.notified();
            if self.0.stopped.load(Ordering::Relaxed) {
                return;
            }
            told.await;
        }
    }

    /// Goes on only while somebody waits.
    ///
    /// # Errors
    /// Nobody does.
    pub(crate) fn check(&self) -> Result<()> {
        if self.0.stopped.load(Ordering::Relaxed) {
            return exec_err!("nobody waits for this question");
        }
        Ok(())
    }

    /// From now on the rules of planning on this thread ask this question.
    pub(crate) fn planning(&self) {
        PLANNED.with(|planned| planned.replace(self.clone()));
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
        let stop = self.clone();
        let asked = move |arguments: &[ColumnarValue]| match arguments {
            [condition] => stop.check().map(|()| condition.clone()),
            _ => exec_err!("there is one condition"),
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

fn planning_goes_on() -> Result<()> {
    PLANNED.with(|planned| planned.borrow().check())
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

/// A rule of planning that asks, before every step, whether somebody waits.
#[derive(Debug)]
pub(crate) struct Pausing<R: ?Sized>(pub(crate) Arc<R>);

impl OptimizerRule for Pausing<dyn OptimizerRule + Send + Sync> {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn apply_order(&self) -> Option<ApplyOrder> {
        self.0.apply_order()
    }

    fn rewrite(&self, plan: LogicalPlan, config: &dyn OptimizerConfig) -> Result<Transformed<LogicalPlan>> {
        planning_goes_on()?;
        self.0.rewrite(plan, config)
    }
}

impl PhysicalOptimizerRule for Pausing<dyn PhysicalOptimizerRule + Send + Sync> {
    fn optimize(&self, plan: Arc<dyn ExecutionPlan>, config: &ConfigOptions) -> Result<Arc<dyn ExecutionPlan>> {
        planning_goes_on()?;
        self.0.optimize(plan, config)
    }

    fn optimize_with_context(
        &self,
        plan: Arc<dyn ExecutionPlan>,
        context: &dyn PhysicalOptimizerContext,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        planning_goes_on()?;
        self.0.optimize_with_context(plan, context)
    }

    fn name(&self) -> &str {
        self.0.name()
    }

    fn schema_check(&self) -> bool {
        self.0.schema_check()
    }
}
