//! Whether a share stands on its owner's ground and opens at a moment. Looks at facts alone: idle time and used-up views are
//! statistics, which the store has.

use std::sync::Arc;

use identity::admitted::Admitted;
use model::Instant;
use model::id::{ShareSessionId, UserId};
use model::level::Level;
use model::share::{EndReason, Share, ShareState};

use crate::action::DashboardAt;
use crate::display;
use crate::eyes::Eyes;
use crate::op::Op;
use crate::share::policy::switched_off_at;
use crate::snapshot::Snapshot;

/// What a share opens, and where.
pub(crate) const fn at(share: &Share) -> DashboardAt {
    DashboardAt {
        dashboard: share.dashboard,
        workspace: share.workspace,
    }
}

/// Whether the facts let a share go on; if not, why it ends.
pub(crate) fn stands(snapshot: &Snapshot, share: &Share, now: Instant) -> Result<(), EndReason> {
    has_ground(snapshot, share, now)?;
    if consents(snapshot, share.owner) {
        Ok(())
    } else {
        Err(EndReason::ConsentWithdrawn)
    }
}

/// Whether somebody has said that they may be shown as the sharer.
pub(crate) fn consents(snapshot: &Snapshot, user: UserId) -> bool {
    let user = snapshot.people.find_user(user);
    user.is_some_and(|(_, node)| node.user.sharing_consent.is_some())
}

/// As [`stands`], whether or not its owner may be shown: to who looks at it themselves, nobody is.
fn has_ground(snapshot: &Snapshot, share: &Share, now: Instant) -> Result<(), EndReason> {
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

/// Whether a share opens at this moment. One that a newer program wrote never does.
pub(crate) fn opens(snapshot: &Snapshot, share: &Share, now: Instant) -> bool {
    share.terms.has_begun(now) && is_to_open(snapshot, share, now)
}

/// Whether a share opens at this moment, or will when it begins.
pub(crate) fn is_to_open(snapshot: &Snapshot, share: &Share, now: Instant) -> bool {
    share.state == ShareState::Live && would_open(snapshot, share, now) && consents(snapshot, share.owner)
}

/// Whether a share would open at this moment if it had begun, were not paused and its owner could be shown.
pub(crate) fn would_open(snapshot: &Snapshot, share: &Share, now: Instant) -> bool {
    share.audience.is_known() && !is_switched_off(snapshot, share) && has_ground(snapshot, share, now).is_ok()
}

/// Whether its kind is switched off where it opens, or above.
fn is_switched_off(snapshot: &Snapshot, share: &Share) -> bool {
    let kind = share.audience.kind();
    let at = snapshot.tree.index(share.workspace);
    kind.zip(at)
        .is_none_or(|(kind, at)| switched_off_at(snapshot, at, kind).is_some())
}

/// Whether a share that opens lets in this reader: from where they are, and so long after they opened it.
pub(crate) fn lets_in(share: &Share, (session, admitted): (ShareSessionId, &Admitted), op: &Op) -> bool {
    let over = session_ends(share, session, admitted);
    share.terms.opens_from(op.from) && over.is_none_or(|over| op.now < over)
}

/// When a reader has to be let in again: as the share says, and when nobody vouches for them any more.
pub(crate) fn session_ends(share: &Share, session: ShareSessionId, admitted: &Admitted) -> Option<Instant> {
    let said = share.terms.session_ends(session.made_at());
    let vouched = admitted.host().map(|host| host.until);
    said.into_iter().chain(vouched).min()
}

/// Live and paused shares.
pub(crate) fn open(snapshot: &Snapshot) -> impl Iterator<Item = &Arc<Share>> {
    snapshot.boards.shares().filter(|share| share.state.is_open())
}

/// Live and paused shares of one dashboard, by its position.
pub(crate) fn open_on(snapshot: &Snapshot, board: u32) -> impl Iterator<Item = &Arc<Share>> {
    snapshot.boards.shares_of(board).filter(|share| share.state.is_open())
}
