//! What is closed inside of a folder.

use model::level::GrantLevel;

use crate::eyes::Eyes;
use crate::snapshot::keys::intersect;

/// Whether a block shuts these eyes out from something in a folder.
pub(crate) fn below(eyes: &Eyes<'_>, folder: u32, workspace: u32) -> bool {
    let snapshot = eyes.snapshot;
    let below = snapshot.folders.below(folder);
    let closed_folder = |below: &u32| {
        let node = snapshot.folders.node(*below);
        let span = node
            .and_then(|node| snapshot.span(workspace, node.home))
            .unwrap_or_default();
        let mut closed = false;
        intersect(&eyes.keys, node.map(|node| &*node.grants).unwrap_or_default(), |cell| {
            closed |= cell.level == GrantLevel::Block && span.contains(&cell.workspace);
        });
        closed
    };
    if below.iter().any(closed_folder) {
        return true;
    }
    let mut boards = below.iter().flat_map(|folder| snapshot.boards.in_folder(*folder));
    boards.any(|board| {
        let policies = !board.tags.is_empty() && snapshot.policies.meeting(board.home).is_some();
        let spot = if board.blocks || policies {
            snapshot.spot_of(board, workspace)
        } else {
            None
        };
        let mut closed = false;
        if let Some(spot) = spot {
            spot.each(snapshot, &eyes.keys, |cell| closed |= cell.level == GrantLevel::Block);
        }
        closed
    })
}
