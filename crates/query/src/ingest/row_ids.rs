//! Which rows are there already, by their `row_id`. Kept as digests, since the ids of a large dataset would not fit into memory.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::fs::File;
use std::hash::{Hash as _, Hasher as _};

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, RecordBatch};
use datafusion::arrow::compute::{cast, filter_record_batch};
use datafusion::arrow::datatypes::DataType;
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::error::QueryError;
use crate::ingest::incoming::ROW_ID;
use crate::snapshot::Snapshot;

/// Leaves out rows whose id is known and remembers the others' ids.
pub(crate) fn without_known(
    batch: &RecordBatch,
    seen: &mut HashSet<u128>,
    added: &mut Vec<u128>,
) -> Result<(RecordBatch, u64), QueryError> {
    let Some(ids) = batch.column_by_name(ROW_ID).filter(|ids| ids.null_count() < ids.len()) else {
        return Ok((batch.clone(), 0));
    };
    let ids = cast(ids, &DataType::Utf8View).map_err(|_| QueryError::Internal)?;
    let mut keep = Vec::with_capacity(batch.num_rows());
    for id in ids.as_string_view().iter() {
        keep.push(match id.map(fingerprint) {
            None => true,
            Some(id) => {
                let fresh = seen.insert(id);
                if fresh {
                    added.push(id);
                }
                fresh
            }
        });
    }
    let duplicates = keep.iter().filter(|keep| !**keep).count() as u64;
    if duplicates == 0 {
        return Ok((batch.clone(), 0));
    }
    let kept = filter_record_batch(batch, &BooleanArray::from(keep)).map_err(|_| QueryError::Internal)?;
    Ok((kept, duplicates))
}

/// 128 bits keep the ids of any number of rows apart.
fn fingerprint(id: &str) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, id).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    (half(1) << 64) | half(2)
}

/// The digests of the ids of all rows, read from disk and memory.
pub(crate) fn row_ids(snapshot: &Snapshot) -> Result<HashSet<u128>, QueryError> {
    let mut seen = HashSet::new();
    let mut add = |column: &ArrayRef| -> Result<(), QueryError> {
        let ids = cast(column, &DataType::Utf8View).map_err(|_| QueryError::Internal)?;
        seen.extend(ids.as_string_view().iter().flatten().map(fingerprint));
        Ok(())
    };
    for part in &snapshot.parts {
        let file = File::open(part.path()).map_err(|error| QueryError::io(&error))?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|_| QueryError::Internal)?;
        let only = ProjectionMask::columns(builder.parquet_schema(), [ROW_ID]);
        let reader = builder
            .with_projection(only)
            .build()
            .map_err(|_| QueryError::Internal)?;
        for batch in reader {
            let batch = batch.map_err(|_| QueryError::Internal)?;
            batch.column_by_name(ROW_ID).map_or(Ok(()), &mut add)?;
        }
    }
    for batch in &snapshot.memory {
        batch.column_by_name(ROW_ID).map_or(Ok(()), &mut add)?;
    }
    Ok(seen)
}
