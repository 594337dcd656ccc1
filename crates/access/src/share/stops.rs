//! The rotation of a share: dashboards that take turns on a wall, each decided on its own ground as if it were shared alone. One that may
//! not be shown is left out, without a word to readers; who sees the share is told why.

use std::sync::Arc;

use model::id::DashboardId;
use model::level::Level;
use model::share::Share;

use crate::action::DashboardAt;
use crate::display;
use crate::eyes::Eyes;
use crate::share::policy::{Looks, breaches, switched_off_at};
use crate::share::standing;
use crate::snapshot::Snapshot;

model::words! {
    /// Why one of a rotation is left out.
    pub enum LeftOut {
        /// It is gone, or is not in that workspace any more.
        Gone = "gone",
        /// The share's owner may not share it.
        OwnerLostAccess = "owner_lost_access",
        /// It is restricted.
        Restricted = "restricted",
        /// Shares of this kind are switched off where it is.
        SwitchedOff = "switched_off",
        /// What is said of shares where it is does not allow this one.
        Policy = "policy",
        /// Data that it asks is gone, or may not leave.
        Data = "data",
        /// It has not all the variables that the share fixes.
        Variables = "variables",
    }
}

/// Where a dashboard stands under a share: its own, or one of its rotation. Says nothing of whether it may be shown.
pub(crate) fn place(share: &Share, dashboard: DashboardId) -> Option<DashboardAt> {
    if dashboard == share.dashboard {
        return Some(standing::at(share));
    }
    let stop = share.terms.stop(dashboard)?;
    Some(DashboardAt {
        dashboard,
        workspace: stop.workspace.unwrap_or(share.workspace),
    })
}

/// Where a share opens dashboards: its own, and those that take turns with it.
pub(crate) fn places(share: &Share) -> impl Iterator<Item = DashboardAt> {
    std::iter::once(standing::at(share)).chain(others(share))
}

/// Where those are opened that take turns with a share's own dashboard.
pub(crate) fn others(share: &Share) -> impl Iterator<Item = DashboardAt> {
    let others = share.terms.rotation.iter();
    let others = others.filter(|stop| stop.dashboard != share.dashboard);
    others.filter_map(|stop| place(share, stop.dashboard))
}

/// Whether a share that opens shows this dashboard. Each of a rotation is decided on its own ground, and is left out without a word to
/// readers when that is lost; its own dashboard stands or falls with the share.
pub(crate) fn shows(snapshot: &Snapshot, share: &Share, asked: DashboardAt) -> bool {
    place(share, asked.dashboard) == Some(asked)
        && (asked.dashboard == share.dashboard || turns(snapshot, share, asked).is_ok())
}

/// Whether one of a rotation, which is not the share's own, may be shown; if not, why it is left out.
pub(crate) fn turns(snapshot: &Snapshot, share: &Share, stop: DashboardAt) -> Result<(), LeftOut> {
    let spot = snapshot.spot(stop).ok_or(LeftOut::Gone)?;
    let owner = Eyes::of_id(snapshot, share.owner);
    let owner = owner.filter(|eyes| eyes.level(&spot) >= Some(Level::Share));
    let (owner, board) = owner.zip(spot.board()).ok_or(LeftOut::OwnerLostAccess)?;
    if board.restricted {
        return Err(LeftOut::Restricted);
    }
    if display::could_set(&owner, board).is_err() {
        return Err(LeftOut::OwnerLostAccess);
    }
    let looks = Looks::of(share).ok_or(LeftOut::Policy)?;
    if switched_off_at(snapshot, spot.workspace, looks.kind).is_some() {
        return Err(LeftOut::SwitchedOff);
    }
    if breaches(snapshot, spot.workspace, &looks).is_empty() {
        Ok(())
    } else {
        Err(LeftOut::Policy)
    }
}

/// Live and paused shares under which a dashboard takes turns that is not their own, by its position.
pub(crate) fn open_turning_to(snapshot: &Snapshot, board: u32) -> impl Iterator<Item = &Arc<Share>> {
    let turning = snapshot.boards.shares_turning_to(board);
    turning.filter(|share| share.state.is_open())
}

/// Live and paused shares that show a dashboard to the outside: its own, and those under which it takes turns.
pub(crate) fn open_showing(snapshot: &Snapshot, board: u32) -> impl Iterator<Item = &Arc<Share>> {
    standing::open_on(snapshot, board).chain(open_turning_to(snapshot, board))
}
