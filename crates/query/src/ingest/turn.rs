//! What the one who has the turn to write a dataset holds, and how it comes back at the start. Writing itself is `commit`'s and
//! `load`'s.

use std::collections::HashSet;
use std::path::Path;

use crate::error::QueryError;
use crate::ingest::batches::{adapted, grown, push};
use crate::ingest::segment::Segment;
use crate::snapshot::Snapshot;
use crate::state::{State, segment_name, sync_folder};

/// What a writer holds while it has the turn.
#[derive(Debug)]
pub(crate) struct Commit {
    /// What is on disk.
    pub(crate) state: State,
    /// The dataset was registered anew: this turn's table is no longer read.
    pub(crate) retired: bool,
    /// The file that new rows go to.
    pub(crate) segment: Option<Segment>,
    /// Digests of the ids of all rows; read from the rows when it is first needed.
    pub(crate) seen: Option<HashSet<u128>>,
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
