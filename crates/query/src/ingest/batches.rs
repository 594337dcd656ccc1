//! Batches of one dataset made alike: the same columns in the same order, and few of them in memory. Nothing is written here.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, RecordBatch, new_null_array};
use datafusion::arrow::compute::concat_batches;
use datafusion::arrow::datatypes::{Field, Fields, Schema, SchemaRef};

use crate::error::QueryError;
use crate::limits::BATCH_ROWS;
use crate::snapshot::Snapshot;

/// The snapshot with all columns of `other` too; rows so far have no value there.
pub(crate) fn grown(snapshot: &Snapshot, other: &Schema) -> Result<Snapshot, QueryError> {
    let new: Vec<Arc<Field>> = other
        .fields()
        .iter()
        .filter(|field| snapshot.schema.field_with_name(field.name()).is_err())
        .cloned()
        .collect();
    if new.is_empty() {
        return Ok(snapshot.clone());
    }
    let fields: Fields = snapshot.schema.fields().iter().cloned().chain(new).collect();
    let schema: SchemaRef = Arc::new(Schema::new(fields));
    let memory = snapshot
        .memory
        .iter()
        .map(|batch| adapted(batch, &schema))
        .collect::<Result<_, _>>()?;
    Ok(Snapshot {
        schema,
        memory,
        ..snapshot.clone()
    })
}

/// The batch with exactly these columns.
pub(crate) fn adapted(batch: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch, QueryError> {
    if batch.schema_ref() == schema {
        return Ok(batch.clone());
    }
    let column = |field: &Arc<Field>| -> Result<ArrayRef, QueryError> {
        match batch.column_by_name(field.name()) {
            None => Ok(new_null_array(field.data_type(), batch.num_rows())),
            Some(found) if found.data_type() == field.data_type() => Ok(Arc::clone(found)),
            // Rows are written by the columns that they were read by.
            Some(_) => Err(QueryError::Internal),
        }
    };
    let columns = schema.fields().iter().map(column).collect::<Result<_, _>>()?;
    RecordBatch::try_new(Arc::clone(schema), columns).map_err(|_| QueryError::Internal)
}

/// Adds a batch to the rows in memory; small neighbours are joined so that their number stays small.
pub(crate) fn push(snapshot: &mut Snapshot, batch: RecordBatch) -> Result<(), QueryError> {
    let mut last = batch;
    while let Some(before) = snapshot.memory.pop() {
        if before.num_rows() + last.num_rows() > BATCH_ROWS || before.num_rows() > 2 * last.num_rows() {
            snapshot.memory.push(before);
            break;
        }
        last = concat_batches(&snapshot.schema, [&before, &last]).map_err(|_| QueryError::Internal)?;
    }
    snapshot.memory.push(last);
    Ok(())
}
