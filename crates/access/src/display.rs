//! Displaying data through somebody else's eyes: who may choose whose, and whether they still see anything.

use model::display::Display;
use model::id::UserId;
use model::level::Level;
use model::permission::Permission;

use crate::denied::Reason;
use crate::eyes::Eyes;
use crate::snapshot::Snapshot;
use crate::snapshot::boards::Board;

/// The eyes through which data is seen, as long as they are those of an active user who may see the workspace.
pub(crate) fn identity(snapshot: &Snapshot, user: UserId, workspace: u32) -> Option<Eyes<'_>> {
    Eyes::of_id(snapshot, user).filter(|eyes| eyes.has(workspace, Permission::View))
}

/// Whether somebody may choose these eyes for dashboards of this workspace, their level aside.
pub(crate) fn may_choose(eyes: &Eyes<'_>, home: u32, to: Display) -> Result<(), Reason> {
    let Some(user) = to.identity() else { return Ok(()) };
    let own = eyes
        .snapshot
        .people
        .find_user(user)
        .is_some_and(|(key, _)| key == eyes.key);
    if !own && !eyes.has(home, Permission::RunAs) {
        return Err(Reason::MissingPermission(Permission::RunAs));
    }
    match identity(eyes.snapshot, user, home) {
        Some(_) => Ok(()),
        None => Err(Reason::NoSuchIdentity),
    }
}

/// Whether somebody could set the identity that a dashboard has: only they share it to the outside.
pub(crate) fn could_set(eyes: &Eyes<'_>, board: &Board) -> Result<(), Reason> {
    could_choose(eyes, board, board.display)
}

/// Whether somebody could set this identity on a dashboard.
pub(crate) fn could_choose(eyes: &Eyes<'_>, board: &Board, to: Display) -> Result<(), Reason> {
    if to == Display::Viewer {
        return Ok(());
    }
    let spot = eyes.snapshot.spot_of(board, board.home);
    let edits = spot.is_some_and(|spot| eyes.level(&spot) == Some(Level::Edit));
    if edits && may_choose(eyes, board.home, to).is_ok() {
        Ok(())
    } else {
        Err(Reason::ForeignIdentity)
    }
}
