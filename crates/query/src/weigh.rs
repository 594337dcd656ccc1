//! A node of a running plan that weighs what passes, below the engine's operators that would hold or multiply rows without asking for
//! memory: windows keep all they read, joins with every pair repeat whole rows, and a list becomes as many rows as it has entries.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::tree_node::{Transformed, TreeNode as _, TreeNodeRecursion};
use datafusion::common::{Result, internal_err, resources_err};
use datafusion::execution::memory_pool::{MemoryConsumer, MemoryReservation};
use datafusion::execution::{RecordBatchStream, SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_plan::execution_plan::{ChildrenPropertiesMode, ReplaceChildrenOptions};
use datafusion::physical_plan::unnest::UnnestExec;
use datafusion::physical_plan::{DisplayAs, DisplayFormatType, ExecutionPlan, PlanProperties};
use futures::{Stream, StreamExt as _};

use crate::limits::{BATCH_ROWS, FUNCTIONS_BYTES, PAIRED_ROW_BYTES};
use crate::width::{batch_bytes, entries, widest, widest_row};

/// What the operator above does with the rows.
#[derive(Debug, Clone)]
enum Use {
    /// Holds all of them.
    Holds,
    /// Repeats each.
    Repeats,
    /// Makes a row of each entry of the lists in these columns.
    Spreads(Vec<usize>),
}

/// The node.
#[derive(Debug)]
struct Weighed {
    input: Arc<dyn ExecutionPlan>,
    how: Use,
}

/// Puts one below every operator that needs it.
///
/// # Errors
/// Those of the engine.
pub(crate) fn weighed(plan: Arc<dyn ExecutionPlan>) -> Result<Arc<dyn ExecutionPlan>> {
    let changed = plan.transform_up(|node| {
        let how = match node.name() {
            "WindowAggExec" | "BoundedWindowAggExec" => Use::Holds,
            "CrossJoinExec" | "NestedLoopJoinExec" => Use::Repeats,
            "UnnestExec" => {
                let Some(unnest) = (node.as_ref() as &dyn std::any::Any).downcast_ref::<UnnestExec>() else {
                    return internal_err!("this node is not what it is called");
                };
                let lists = unnest.list_column_indices().iter();
                Use::Spreads(lists.map(|list| list.index_in_input_schema).collect())
            }
            _ => return Ok(Transformed::no(node)),
        };
        let children = node.children().into_iter().map(|child| {
            Arc::new(Weighed {
                input: Arc::clone(child),
                how: how.clone(),
            }) as Arc<dyn ExecutionPlan>
        });
        let children = children.collect();
        let options = ReplaceChildrenOptions::new(ChildrenPropertiesMode::Keep);
        node.replace_children(children, options).map(Transformed::yes)
    })?;
    Ok(changed.data)
}

impl DisplayAs for Weighed {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Weighed")
    }
}

impl ExecutionPlan for Weighed {
    fn name(&self) -> &'static str {
        "Weighed"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        self.input.properties()
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.input]
    }

    fn maintains_input_order(&self) -> Vec<bool> {
        vec![true]
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn with_new_children(self: Arc<Self>, children: Vec<Arc<dyn ExecutionPlan>>) -> Result<Arc<dyn ExecutionPlan>> {
        self.replace_children(children, ReplaceChildrenOptions::new(ChildrenPropertiesMode::Recompute))
    }

    fn replace_children(
        self: Arc<Self>,
        children: Vec<Arc<dyn ExecutionPlan>>,
        _: ReplaceChildrenOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        match <[_; 1]>::try_from(children) {
            Ok([input]) => Ok(Arc::new(Self {
                input,
                how: self.how.clone(),
            })),
            Err(_) => internal_err!("one input is weighed"),
        }
    }

    fn execute(&self, partition: usize, context: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let held = MemoryConsumer::new("weighed").register(context.memory_pool());
        let input = self.input.execute(partition, context)?;
        Ok(Box::pin(Passing {
            schema: input.schema(),
            input,
            how: self.how.clone(),
            held,
            parts: Vec::new(),
        }))
    }
}

/// Rows on their way.
struct Passing {
    schema: SchemaRef,
    input: SendableRecordBatchStream,
    how: Use,
    /// What the operator above holds, until its question ends.
    held: MemoryReservation,
    /// Parts of the last batch that still have to pass, the next one last.
    parts: Vec<RecordBatch>,
}

impl Passing {
    fn weigh(&mut self, batch: RecordBatch) -> Result<RecordBatch> {
        match &self.how {
            Use::Holds => self.held.try_grow(batch_bytes(&batch))?,
            Use::Repeats => {
                if batch.num_rows() > 0 && widest_row(&batch) > PAIRED_ROW_BYTES {
                    return resources_err!("rows this large cannot be joined with every row of another dataset");
                }
            }
            Use::Spreads(lists) => {
                self.parts = spread(&batch, lists)?;
                return Ok(self.parts.pop().unwrap_or(batch));
            }
        }
        Ok(batch)
    }
}

/// The batch in parts that become about a batch of rows each, the first one last.
fn spread(batch: &RecordBatch, lists: &[usize]) -> Result<Vec<RecordBatch>> {
    let beside = beside(batch, lists);
    let mut parts = Vec::new();
    let (mut start, mut made) = (0, 0_usize);
    for row in 0..batch.num_rows() {
        let columns = lists.iter().filter_map(|list| batch.columns().get(*list));
        let rows = columns.map(|column| entries(column, row)).max().unwrap_or(0).max(1);
        // Each entry repeats what stands beside the lists.
        if rows.saturating_mul(beside) > FUNCTIONS_BYTES {
            return resources_err!("a list has too many entries to become rows");
        }
        if made > 0 && made.saturating_add(rows) > BATCH_ROWS {
            parts.push(batch.slice(start, row - start));
            (start, made) = (row, 0);
        }
        made = made.saturating_add(rows);
    }
    if start < batch.num_rows() {
        parts.push(batch.slice(start, batch.num_rows() - start));
    }
    parts.reverse();
    Ok(parts)
}

/// Bytes of the widest row without the lists.
fn beside(batch: &RecordBatch, lists: &[usize]) -> usize {
    let columns = batch.columns().iter().enumerate();
    let others = columns.filter(|(index, _)| !lists.contains(index));
    others.map(|(_, column)| widest(column)).fold(16, usize::saturating_add)
}

impl Stream for Passing {
    type Item = Result<RecordBatch>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(part) = self.parts.pop() {
            return Poll::Ready(Some(Ok(part)));
        }
        let next = std::task::ready!(self.input.poll_next_unpin(context));
        Poll::Ready(next.map(|batch| batch.and_then(|batch| self.weigh(batch))))
    }
}

impl RecordBatchStream for Passing {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}
