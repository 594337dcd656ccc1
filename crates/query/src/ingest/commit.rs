//! The turn of a writer: several calls become one frame on disk, then one new snapshot. When the segment is large it becomes a Parquet file.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::fs::File;
use std::hash::{Hash as _, Hasher as _};
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, BooleanArray, RecordBatch, new_null_array};
use datafusion::arrow::compute::{cast, concat_batches, filter_record_batch};
use datafusion::arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef};
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::error::QueryError;
use crate::ingest::segment::Segment;
use crate::ingest::{Appended, Pending, ROW_ID};
use crate::load::sink::ParquetSink;
use crate::snapshot::{PartFile, Snapshot};
use crate::state::{KeptColumn, Part, State, segment_name, sync_folder};
use crate::table::Table;
use crate::types::kind_of;

/// Batches in memory smaller than this are joined as they come.
const SMALL: usize = 8192;

/// What a writer holds while it has the turn.
#[derive(Debug)]
pub(crate) struct Commit {
    /// What is on disk.
    pub(crate) state: State,
    /// The dataset was registered anew: this turn's table is no longer read.
    pub(crate) retired: bool,
    segment: Option<Segment>,
    /// Digests of the ids of all rows; read from the rows when it is first needed.
    seen: Option<HashSet<u128>>,
}

impl Commit {
    pub(crate) const fn new(state: State) -> Self {
        Self {
            state,
            retired: false,
            segment: None,
            seen: None,
        }
    }
}

/// Brings back the rows of the segment.
pub(crate) fn replay(folder: &Path, commit: &mut Commit, mut snapshot: Snapshot) -> Result<Snapshot, QueryError> {
    let path = folder.join(segment_name(commit.state.segment));
    let (segment, batches) = Segment::open(&path).map_err(|error| QueryError::io(&error))?;
    sync_folder(folder).map_err(|error| QueryError::io(&error))?;
    commit.segment = Some(segment);
    for batch in batches {
        snapshot = grown(&snapshot, batch.schema_ref())?;
        let batch = adapted(&batch, &snapshot.schema)?;
        push(&mut snapshot, batch)?;
        snapshot.version += 1;
    }
    Ok(snapshot)
}

/// Commits the rows of several calls and answers each of them. Whether readers now see something new.
pub(crate) fn together(table: &Table, commit: &mut Commit, group: Vec<Pending>, segment_rows: usize) -> bool {
    let (batches, replies): (Vec<_>, Vec<_>) = group.into_iter().map(|one| (one.batch, one.reply)).unzip();
    let outcome = if commit.retired {
        Err(QueryError::Unavailable)
    } else {
        write(table, commit, &batches)
    };
    let changed = outcome.as_ref().is_ok_and(|written| written.changed);
    if changed && table.snapshot().memory.iter().map(RecordBatch::num_rows).sum::<usize>() >= segment_rows {
        // The rows are safe in the segment already; a failure here is tried again with the next call.
        if compact(table, commit).is_err() {
            tracing::error!("rows could not be moved to Parquet; they stay in the segment");
        }
    }
    match outcome {
        Ok(written) => {
            for (reply, (accepted, duplicates)) in replies.into_iter().zip(written.counts) {
                // Nobody waits for a call that was dropped.
                let _ = reply.send(Ok(Appended {
                    accepted,
                    duplicates,
                    version: written.version,
                    grown: written.grown.then(|| table.columns(&written.schema)),
                }));
            }
        }
        Err(error) => {
            for reply in replies {
                let _ = reply.send(Err(error.clone()));
            }
        }
    }
    changed
}

struct Written {
    counts: Vec<(u64, u64)>,
    version: u64,
    schema: SchemaRef,
    grown: bool,
    changed: bool,
}

fn write(table: &Table, commit: &mut Commit, batches: &[RecordBatch]) -> Result<Written, QueryError> {
    let before = table.snapshot();
    let mut snapshot = Snapshot::clone(&before);
    for batch in batches {
        snapshot = grown(&snapshot, batch.schema_ref())?;
    }
    let grown = snapshot.schema.fields().len() > before.schema.fields().len();
    let mut seen = match commit.seen.take() {
        Some(seen) => seen,
        None => row_ids(&before)?,
    };
    let mut fresh = Vec::with_capacity(batches.len());
    let mut added = Vec::new();
    let mut counts = Vec::with_capacity(batches.len());
    for batch in batches {
        let batch = adapted(batch, &snapshot.schema)?;
        let (kept, duplicates) = without_known(&batch, &mut seen, &mut added)?;
        counts.push((kept.num_rows() as u64, duplicates));
        fresh.push(kept);
    }
    let joined = concat_batches(&snapshot.schema, &fresh).map_err(|_| QueryError::Internal)?;
    let changed = joined.num_rows() > 0;
    if changed {
        let appended = match commit.segment.as_mut() {
            Some(segment) => segment.append(&joined),
            None => Err(std::io::Error::other("the segment is closed")),
        };
        if let Err(error) = appended {
            for id in added {
                seen.remove(&id);
            }
            commit.seen = Some(seen);
            return Err(QueryError::io(&error));
        }
        push(&mut snapshot, joined)?;
        snapshot.version += 1;
    }
    commit.seen = Some(seen);
    let written = Written {
        counts,
        version: snapshot.version,
        schema: Arc::clone(&snapshot.schema),
        grown,
        changed,
    };
    if changed {
        table.publish(snapshot);
    }
    Ok(written)
}

/// The snapshot with all columns of `other` too; rows so far have no value there.
fn grown(snapshot: &Snapshot, other: &Schema) -> Result<Snapshot, QueryError> {
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
fn adapted(batch: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch, QueryError> {
    if batch.schema_ref() == schema {
        return Ok(batch.clone());
    }
    let column = |field: &Arc<Field>| -> Result<ArrayRef, QueryError> {
        match batch.column_by_name(field.name()) {
            None => Ok(new_null_array(field.data_type(), batch.num_rows())),
            Some(found) if found.data_type() == field.data_type() => Ok(Arc::clone(found)),
            // Two calls that added the same column at the same moment disagreed about its type.
            Some(found) => cast(found, field.data_type())
                .map_err(|_| QueryError::invalid("", format!("column {} has another type", field.name()))),
        }
    };
    let columns = schema.fields().iter().map(column).collect::<Result<_, _>>()?;
    RecordBatch::try_new(Arc::clone(schema), columns).map_err(|_| QueryError::Internal)
}

/// Adds a batch to the rows in memory; small neighbours are joined so that their number stays small.
fn push(snapshot: &mut Snapshot, batch: RecordBatch) -> Result<(), QueryError> {
    let mut last = batch;
    while let Some(before) = snapshot.memory.pop() {
        if before.num_rows() + last.num_rows() > SMALL || before.num_rows() > 2 * last.num_rows() {
            snapshot.memory.push(before);
            break;
        }
        last = concat_batches(&snapshot.schema, [&before, &last]).map_err(|_| QueryError::Internal)?;
    }
    snapshot.memory.push(last);
    Ok(())
}

/// Leaves out rows whose id is known and remembers the others' ids.
fn without_known(
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

fn row_ids(snapshot: &Snapshot) -> Result<HashSet<u128>, QueryError> {
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

/// Moves the rows in memory to a Parquet file and begins a new segment. Until the state names the new file, a restart finds the old one.
fn compact(table: &Table, commit: &mut Commit) -> Result<(), QueryError> {
    let io = |error: std::io::Error| QueryError::io(&error);
    let before = table.snapshot();
    let name = format!("part-{}.parquet", before.version);
    let path = table.folder.join(&name);
    let mut sink = ParquetSink::create(&path, Arc::clone(&before.schema))?;
    for batch in &before.memory {
        sink.write(batch)?;
    }
    let rows = sink.finish()?;
    let segment = commit.state.segment + 1;
    let segment_path = table.folder.join(segment_name(segment));
    let (fresh, _) = Segment::open(&segment_path).map_err(io)?;
    sync_folder(&table.folder).map_err(io)?;
    let part = PartFile::open(path, &format!("{}/{name}", table.location), rows).map_err(io)?;
    let mut state = commit.state.clone();
    state.version = before.version;
    state.segment = segment;
    state.parts.push(Part { file: name, rows });
    state.columns = before
        .schema
        .fields()
        .iter()
        .map(|field| KeptColumn {
            name: field.name().clone(),
            kind: kind_of(field.data_type()),
        })
        .collect();
    state.write(&table.folder).map_err(io)?;
    let old = table.folder.join(segment_name(commit.state.segment));
    commit.state = state;
    commit.segment = Some(fresh);
    let mut snapshot = Snapshot::clone(&before);
    snapshot.parts.push(Arc::new(part));
    snapshot.memory.clear();
    table.publish(snapshot);
    // It is not named any more; the next start would remove it.
    let _ = std::fs::remove_file(old);
    Ok(())
}
