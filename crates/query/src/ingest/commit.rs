//! The turn of a writer: several calls become one frame on disk, then one new snapshot. When the segment is large it becomes a Parquet file.

use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::concat_batches;
use tokio::sync::oneshot;

use crate::error::QueryError;
use crate::ingest::batches::{adapted, grown, push};
use crate::ingest::incoming::{Appended, Pending};
use crate::ingest::row_ids::{row_ids, without_known};
use crate::ingest::segment::Segment;
use crate::ingest::turn::Commit;
use crate::load::sink::ParquetSink;
use crate::snapshot::{PartFile, Snapshot};
use crate::state::{KeptColumn, Part, segment_name, sync_folder};
use crate::table::Table;
use crate::types::kind_of;

/// Commits the rows of several calls and answers each of them. Whether readers now see something new.
pub(crate) fn together(table: &Table, commit: &mut Commit, group: Vec<Pending>, segment_rows: usize) -> bool {
    let (batches, replies) = readable(table, group);
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
            let grown = table.grown(&table.snapshot().schema);
            for (reply, (accepted, duplicates)) in replies.into_iter().zip(written.counts) {
                // Nobody waits for a call that was dropped.
                let _ = reply.send(Some(Ok(Appended {
                    accepted,
                    duplicates,
                    version: written.version,
                    grown: grown.clone(),
                })));
            }
        }
        Err(error) => {
            for reply in replies {
                let _ = reply.send(Some(Err(error.clone())));
            }
        }
    }
    changed
}

/// The calls whose rows were read by the columns that there are; of those that bring columns, the first. All others read theirs again: two
/// that bring the same column may mean it differently.
fn readable(table: &Table, group: Vec<Pending>) -> (Vec<RecordBatch>, Vec<Reply>) {
    let schema = Arc::clone(&table.snapshot().schema);
    let (mut batches, mut replies) = (Vec::new(), Vec::new());
    let mut grows = false;
    for Pending { batch, read_by, reply } in group {
        let more = batch
            .schema_ref()
            .fields()
            .iter()
            .any(|field| schema.field_with_name(field.name()).is_err());
        if read_by != schema || (more && grows) {
            // Nobody waits for a call that was dropped.
            let _ = reply.send(None);
            continue;
        }
        grows |= more;
        batches.push(batch);
        replies.push(reply);
    }
    (batches, replies)
}

type Reply = oneshot::Sender<Option<Result<Appended, QueryError>>>;

struct Written {
    counts: Vec<(u64, u64)>,
    version: u64,
    changed: bool,
}

fn write(table: &Table, commit: &mut Commit, batches: &[RecordBatch]) -> Result<Written, QueryError> {
    let before = table.snapshot();
    let mut snapshot = Snapshot::clone(&before);
    for batch in batches {
        snapshot = grown(&snapshot, batch.schema_ref())?;
    }
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
        changed,
    };
    if changed {
        table.publish(snapshot);
    }
    Ok(written)
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
