//! Which of the shares that somebody may see are looked for, by facts. What only the store knows, such as when one was opened last, it
//! narrows itself.

use model::id::{ShareId, UserId, WorkspaceId};
use model::share::{EndReason, Share};

use crate::gate::Gate;
use crate::op::Op;
use crate::visible::Visible;

/// Which shares. What is not said narrows nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sought {
    /// Of this owner.
    pub owner: Option<UserId>,
    /// In this workspace and below.
    pub below: Option<WorkspaceId>,
    /// That let in whoever comes along.
    pub to_anyone: bool,
    /// That ended because their owner lost access, and wait for somebody to take them over.
    pub unowned: bool,
}

impl Sought {
    fn takes(&self, share: &Share) -> bool {
        self.owner.is_none_or(|owner| share.owner == owner)
            && (!self.to_anyone || share.opens_to_anyone())
            && (!self.unowned || share.state.reason() == Some(EndReason::OwnerLostAccess))
    }
}

impl Gate {
    /// Those of the shares the caller may see that are looked for.
    pub fn shares_sought(&self, op: &Op, sought: &Sought) -> Visible<ShareId> {
        let mut visible = self.visible_shares(op);
        let snapshot = self.snapshot();
        let lies_below = |share: &Share, place: WorkspaceId| {
            let (at, place) = (snapshot.tree.index(share.workspace), snapshot.tree.index(place));
            at.zip(place).is_some_and(|(at, place)| snapshot.tree.within(at, place))
        };
        visible.retain(|id, ()| {
            let share = snapshot.boards.share(id);
            share.is_some_and(|share| sought.takes(share) && sought.below.is_none_or(|place| lies_below(share, place)))
        });
        visible
    }
}
