//! What would be if a change were made: the facts with the change taken in, in memory only. Whoever makes the change is told by it what it
//! does, before it is done. Decides nothing, and nothing is kept.

use crate::change::FactPatch;
use crate::snapshot::Snapshot;

/// The facts as they would be after a change.
pub(crate) fn supposing(now: &Snapshot, change: FactPatch) -> Snapshot {
    let mut then = now.clone();
    let _touched = then.apply(FactPatch {
        generation: now.generation,
        ..change
    });
    then
}
