//! What the gate answers about the rotation of a share: where its dashboards stand, what is left out, and what stands against adding one.

use identity::caller::Caller;
use model::id::{DashboardId, ShareId, UserId};
use model::name::DatasetName;
use model::permission::Permission;

use crate::action::{Ask, DashboardAt, SeeShare, SeeShares};
use crate::decide::decide;
use crate::denied::{Denied, Reason};
use crate::eyes::Eyes;
use crate::gate::Gate;
use crate::needs::Decision;
use crate::op::Op;
use crate::proof::Granted;
use crate::share::obstacles::{self, Lift, Obstacle, ObstacleAt, ObstacleKind};
use crate::share::policy::Looks;
use crate::share::preview::share_of;
use crate::share::stops::{self, LeftOut};
use crate::who::Who;

impl Gate {
    /// Where a share opens one dashboard: its own, or one of its rotation. Reveals nothing by itself: opening asks for a proof.
    #[must_use]
    pub fn share_place(&self, caller: &Caller, dashboard: DashboardId) -> Option<DashboardAt> {
        stops::place(share_of(&self.snapshot(), caller)?, dashboard)
    }

    /// Those that take turns with the dashboard of a share, and why one of them is left out, as far as rights say: for who sees the share.
    #[must_use]
    pub fn turns_of(&self, may: &Granted<'_, SeeShare>) -> Vec<(DashboardAt, Option<LeftOut>)> {
        let snapshot = self.snapshot();
        let Some(share) = snapshot.boards.share(*may.on()) else {
            return Vec::new();
        };
        stops::others(share)
            .map(|at| (at, stops::turns(&snapshot, share, at).err()))
            .collect()
    }

    /// Open shares of others under which a dashboard takes turns.
    #[must_use]
    pub fn shares_turning_to(&self, may: &Granted<'_, SeeShares>) -> Vec<ShareId> {
        let snapshot = self.snapshot();
        let board = snapshot.boards.find(may.on().dashboard);
        let turning = board.into_iter();
        let turning = turning.flat_map(|board| stops::open_turning_to(&snapshot, board.position));
        let mut found: Vec<_> = turning.map(|share| share.id).collect();
        found.sort_unstable();
        found
    }

    /// Whether the caller may put a dashboard into the rotation of a share of this owner.
    ///
    /// # Errors
    /// Not allowed.
    pub fn may_add_stop(&self, op: &Op, owner: UserId, stop: DashboardAt) -> Decision {
        let snapshot = self.snapshot();
        decide(&snapshot, op, &Ask::CreateShare(stop))?;
        let eyes = Who::of(&snapshot, op).user().ok_or(Denied::Hidden)?;
        add(&eyes, owner, stop)
    }

    /// All that stands against a dashboard in the rotation of a share of this owner that looks like this, over these datasets. Of a
    /// dashboard that the caller does not see nothing is said but that.
    #[must_use]
    pub fn obstacles_of_stop(
        &self,
        op: &Op,
        owner: UserId,
        stop: DashboardAt,
        datasets: &[DatasetName],
        looks: &Looks<'_>,
    ) -> Vec<Obstacle> {
        let snapshot = self.snapshot();
        let told = |kind| Obstacle {
            kind,
            place: ObstacleAt::Dashboard,
            lift: Lift::Sharer,
        };
        if let Err(Denied::Hidden | Denied::Nobody) = decide(&snapshot, op, &Ask::CreateShare(stop)) {
            return vec![told(ObstacleKind::UnknownDashboard)];
        }
        let found = obstacles::obstacles(&snapshot, op, stop, datasets, looks);
        let eyes = Who::of(&snapshot, op).user();
        let refused = eyes.and_then(|eyes| add(&eyes, owner, stop).err());
        match refused {
            Some(Denied::Forbidden(reason)) if found.is_empty() => vec![told(ObstacleKind::NotAllowed(reason))],
            _ => found,
        }
    }
}

/// Putting a dashboard into the rotation of a share, which shows its owner's rows there: by that owner, or who manages the
/// workspace where it is opened. That they may share it is decided beside.
fn add(eyes: &Eyes<'_>, owner: UserId, stop: DashboardAt) -> Decision {
    let own = eyes
        .snapshot
        .people
        .find_user(owner)
        .is_some_and(|(key, _)| key == eyes.key);
    let workspace = eyes.snapshot.tree.index(stop.workspace).ok_or(Denied::Hidden)?;
    if own || eyes.has(workspace, Permission::Manage) {
        Ok(())
    } else {
        Err(Denied::Forbidden(Reason::NotTheirRows))
    }
}
