//! Whether a share stands on its owner's ground and opens at a moment. Looks at facts alone: idle time and used-up views are
//! statistics, which the store has.

use std::sync::Arc;

use model::Instant;
use model::id::{DashboardId, ShareSessionId};
use model::level::Level;
use model::share::{EndReason, Share, ShareState};

use crate::action::DashboardAt;
use crate::display;
use crate::eyes::Eyes;
use crate::op::Op;
use crate::share::policy::{Looks, breaches, switched_off_at};
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
        /// Nobody who speaks for the rows approved what it asks.
        NotApproved = "not_approved",
    }
}

/// What a share opens, and where.
pub(crate) const fn at(share: &Share) -> DashboardAt {
    DashboardAt {
        dashboard: share.dashboard,
        workspace: share.workspace,
    }
}

/// Whether the facts let a share go on; if not, why it ends.
pub(crate) fn stands(snapshot: &Snapshot, share: &Share, now: Instant) -> Result<(), EndReason> {
    if let ShareState::Ended(reason) = share.state {
        return Err(reason);
    }
    let Some(spot) = snapshot.spot(at(share)) else {
        return Err(EndReason::DashboardDeleted);
    };
    if share.terms.has_expired(now) {
        return Err(EndReason::Expired);
    }
    let owner = Eyes::of_id(snapshot, share.owner);
    let owner = owner.filter(|eyes| eyes.level(&spot) >= Some(Level::Share));
    let Some((owner, board)) = owner.zip(spot.board()) else {
        return Err(EndReason::OwnerLostAccess);
    };
    if board.restricted {
        return Err(EndReason::SwitchedOff);
    }
    if display::could_set(&owner, board).is_err() {
        return Err(EndReason::OwnerLostAccess);
    }
    Ok(())
}

/// Where a dashboard stands under a share: its own, or one of its rotation. Says nothing of whether it may be shown.
pub(crate) fn place(share: &Share, dashboard: DashboardId) -> Option<DashboardAt> {
    if dashboard == share.dashboard {
        return Some(at(share));
    }
    let stop = share.terms.stop(dashboard)?;
    Some(DashboardAt {
        dashboard,
        workspace: stop.workspace.unwrap_or(share.workspace),
    })
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

/// Whether a share opens at this moment. One that a newer program wrote never does.
pub(crate) fn opens(snapshot: &Snapshot, share: &Share, now: Instant) -> bool {
    share.state == ShareState::Live
        && share.audience.is_known()
        && share.terms.has_begun(now)
        && !is_switched_off(snapshot, share)
        && stands(snapshot, share, now).is_ok()
}

/// Whether its kind is switched off where it opens, or above.
fn is_switched_off(snapshot: &Snapshot, share: &Share) -> bool {
    let kind = share.audience.kind();
    let at = snapshot.tree.index(share.workspace);
    kind.zip(at)
        .is_none_or(|(kind, at)| switched_off_at(snapshot, at, kind).is_some())
}

/// Whether a share that opens lets in this reader: from where they are, and so long after they opened it.
pub(crate) fn lets_in(share: &Share, session: ShareSessionId, op: &Op) -> bool {
    let over = share.terms.session_ends(session.made_at());
    share.terms.opens_from(op.from) && over.is_none_or(|over| op.now < over)
}

/// Live and paused shares.
pub(crate) fn open(snapshot: &Snapshot) -> impl Iterator<Item = &Arc<Share>> {
    snapshot.boards.shares().filter(|share| share.state.is_open())
}

/// Live and paused shares under which a dashboard takes turns that is not their own, by its position.
pub(crate) fn open_turning_to(snapshot: &Snapshot, board: u32) -> impl Iterator<Item = &Arc<Share>> {
    let turning = snapshot.boards.shares_turning_to(board);
    turning.filter(|share| share.state.is_open())
}

/// Live and paused shares of one dashboard, by its position.
pub(crate) fn open_on(snapshot: &Snapshot, board: u32) -> impl Iterator<Item = &Arc<Share>> {
    snapshot.boards.shares_of(board).filter(|share| share.state.is_open())
}
