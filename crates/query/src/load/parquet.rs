//! Parquet: columns keep their names and take the kept types; a file that cannot be read as a whole is refused as a whole.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::{CastOptions, cast_with_options};
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use model::name::ColumnName;

use crate::error::QueryError;
use crate::limits::BATCH_ROWS;
use crate::load::sink::{BadRows, ParquetSink};
use crate::load::written::{Targets, Written};
use crate::types::canonical_schema;

pub(crate) fn load(from: &Path, targets: &Targets) -> Result<Written, QueryError> {
    let unreadable = || QueryError::invalid("", "this is not a Parquet file that can be read");
    let file = File::open(from).map_err(|error| QueryError::io(&error))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|_| unreadable())?;
    let schema = canonical_schema(builder.schema());
    let valid = |name: &str| ColumnName::new(name).is_ok_and(|valid| valid.as_str() == name);
    if schema.fields().is_empty() || !schema.fields().iter().all(|field| valid(field.name())) {
        return Err(QueryError::invalid(
            "",
            "the file's columns need names of 1 to 128 characters",
        ));
    }
    let reader = builder.with_batch_size(BATCH_ROWS).build().map_err(|_| unreadable())?;
    let mut sink = ParquetSink::create(&targets.part, Arc::clone(&schema))?;
    let exact = CastOptions {
        safe: false,
        ..CastOptions::default()
    };
    for batch in reader {
        let batch = batch.map_err(|_| unreadable())?;
        let mut columns = Vec::with_capacity(batch.num_columns());
        for (column, field) in batch.columns().iter().zip(schema.fields()) {
            let column = cast_with_options(column, field.data_type(), &exact).map_err(|_| {
                let message = format!("column {} holds values that cannot be kept", field.name());
                QueryError::invalid("", message)
            })?;
            columns.push(column);
        }
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns).map_err(|_| unreadable())?;
        sink.write(&batch)?;
    }
    BadRows::create(&targets.bad)?.finish()?;
    Ok(Written {
        schema,
        rows: sink.finish()?,
        bad_rows: 0,
    })
}
