//! The wall between a question and the rows it may not see: an execution plan node through which no filter, limit, sort or statistics
//! of the question passes. It also gives rows in one order and in batches of one size, so that equal visible rows give equal answers.

use std::fmt;
use std::sync::Arc;

use datafusion::arrow::compute::BatchCoalescer;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{DataFusionError, Result, internal_err};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::{EquivalenceProperties, PhysicalExpr, PhysicalSortExpr};
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType, ReplaceChildrenOptions};
use datafusion::physical_plan::filter_pushdown::{FilterDescription, FilterPushdownPhase};
use datafusion::physical_plan::sort_pushdown::SortOrderPushdownResult;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{DisplayAs, DisplayFormatType, ExecutionPlan, ExecutionPlanProperties};
use datafusion::physical_plan::{Partitioning, PlanProperties};
use futures::{Stream, StreamExt, TryStreamExt};

/// A node through which nothing is pushed down: the trait's methods that would do so keep their refusing defaults, except for filters of
/// questions that cannot fail.
#[derive(Debug)]
pub(crate) struct Barrier {
    input: Arc<dyn ExecutionPlan>,
    /// Nothing in the whole question can fail, so that filters which the engine makes while it runs may skip rows that are not needed.
    cannot_fail: bool,
    /// The question wants the first rows of an order: rows are passed on as they are read, so that the engine soon knows which later rows
    /// cannot be among the first.
    eager: bool,
    properties: Arc<PlanProperties>,
}

impl Barrier {
    pub(crate) fn new(input: Arc<dyn ExecutionPlan>, cannot_fail: bool) -> Self {
        Self::with(input, cannot_fail, false)
    }

    fn with(input: Arc<dyn ExecutionPlan>, cannot_fail: bool, eager: bool) -> Self {
        // Made anew: constants and orders that the planner knows of the input may come from hidden rows.
        let properties = PlanProperties::new(
            EquivalenceProperties::new(input.schema()),
            Partitioning::UnknownPartitioning(1),
            EmissionType::Incremental,
            Boundedness::Bounded,
        );
        Self {
            input,
            cannot_fail,
            eager,
            properties: Arc::new(properties),
        }
    }
}

impl DisplayAs for Barrier {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Barrier")
    }
}

impl ExecutionPlan for Barrier {
    fn name(&self) -> &'static str {
        "Barrier"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.input]
    }

    fn benefits_from_input_partitioning(&self) -> Vec<bool> {
        vec![false]
    }

    /// It says nothing of the order that comes out of it; whoever asks for an order below it would not find it above. Orders of questions,
    /// and of their windows, are made above.
    fn maintains_input_order(&self) -> Vec<bool> {
        vec![false]
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(self: Arc<Self>, children: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        self.replace_children(
            children,
            ReplaceChildrenOptions::new(datafusion::physical_plan::execution_plan::ChildrenPropertiesMode::Recompute),
        )
    }

    fn replace_children(
        self: Arc<Self>,
        children: Vec<Arc<dyn ExecutionPlan>>,
        _: ReplaceChildrenOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        match <[_; 1]>::try_from(children) {
            Ok([input]) => Ok(Arc::new(Self::with(input, self.cannot_fail, self.eager))),
            Err(_) => internal_err!("a barrier has one input"),
        }
    }

    fn gather_filters_for_pushdown(
        &self,
        _: FilterPushdownPhase,
        parent_filters: Vec<Arc<dyn PhysicalExpr>>,
        _: &ConfigOptions,
    ) -> Result<FilterDescription> {
        if self.cannot_fail {
            FilterDescription::from_children(parent_filters, &self.children())
        } else {
            Ok(FilterDescription::all_unsupported(&parent_filters, &self.children()))
        }
    }

    /// The order is not pushed down: where rows are equal, reading in another order would let hidden rows decide which comes first. The sort
    /// stays above, and only the cutting into even batches is left out. Questions that cannot fail sort only for their first rows, which
    /// takes one row after the other.
    fn try_pushdown_sort(&self, _: &[PhysicalSortExpr]) -> Result<SortOrderPushdownResult<Arc<dyn ExecutionPlan>>> {
        if !self.cannot_fail {
            return Ok(SortOrderPushdownResult::Unsupported);
        }
        Ok(SortOrderPushdownResult::Inexact {
            inner: Arc::new(Self::with(Arc::clone(&self.input), true, true)),
        })
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        if partition != 0 {
            return internal_err!("a barrier has one partition");
        }
        let input = Arc::clone(&self.input);
        let size = context.session_config().batch_size();
        let schema = self.schema();
        let parts = input.output_partitioning().partition_count();
        let batches = futures::stream::iter(0..parts)
            .map(move |part| input.execute(part, Arc::clone(&context)))
            .try_flatten();
        if schema.fields().is_empty() || self.eager {
            // Only the number of rows is wanted, or a sort stands above: the size of batches cannot change the answer.
            return Ok(Box::pin(RecordBatchStreamAdapter::new(schema, batches)));
        }
        let even = even_batches(batches.boxed(), Arc::clone(&schema), size);
        Ok(Box::pin(RecordBatchStreamAdapter::new(schema, even)))
    }
}

type Batches = futures::stream::BoxStream<'static, Result<datafusion::arrow::array::RecordBatch>>;

/// The same rows in batches of `size` rows (the last one smaller), whatever the sizes that come in.
fn even_batches(
    input: Batches,
    schema: SchemaRef,
    size: usize,
) -> impl Stream<Item = Result<datafusion::arrow::array::RecordBatch>> {
    let coalescer = BatchCoalescer::new(schema, size);
    futures::stream::try_unfold(
        (input, coalescer, false),
        |(mut input, mut coalescer, mut ended)| async move {
            loop {
                if let Some(batch) = coalescer.next_completed_batch() {
                    return Ok(Some((batch, (input, coalescer, ended))));
                }
                if ended {
                    return Ok::<_, DataFusionError>(None);
                }
                match input.try_next().await? {
                    Some(batch) => coalescer.push_batch(batch)?,
                    None => {
                        coalescer.finish_buffered_batch()?;
                        ended = true;
                    }
                }
            }
        },
    )
}
