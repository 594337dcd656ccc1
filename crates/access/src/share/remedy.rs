//! What lifts an obstacle in one act, where the caller may do that themselves. Decides nothing that `decide` does not.

use model::dataset::Outside;
use model::id::{DatasetId, WorkspaceId};
use model::share::{ShareKind, ShareRules};

use crate::action::{Ask, ChangeShareRules, DashboardAt, RestrictedChange, SeeShares, ShareRulesChange};
use crate::decide::decide;
use crate::denied::Reason;
use crate::gate::Gate;
use crate::proof::Granted;
use crate::share::obstacles::{Obstacle, ObstacleAt, ObstacleKind};

/// One act that lifts an obstacle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Let the dataset leave this far.
    Outside(DatasetId, Outside),
    /// Let the dashboard leave.
    Unrestrict(DashboardAt),
    /// Switch the kind on again where it is off.
    SwitchOn(WorkspaceId, ShareKind),
}

impl Gate {
    /// What would lift an obstacle against a share of this kind, if the caller may do it; `None`: somebody else has to, or it is not one act.
    #[must_use]
    pub fn remedy(&self, may: &Granted<'_, SeeShares>, kind: ShareKind, obstacle: &Obstacle) -> Option<Remedy> {
        let snapshot = self.snapshot();
        let allowed = |ask: &Ask| decide(&snapshot, may.op(), ask).is_ok();
        match (&obstacle.kind, &obstacle.place) {
            (ObstacleKind::DatasetStaysInside, ObstacleAt::Dataset(Some(dataset), _)) => {
                let far = Outside::ALL.iter().copied().find(|far| kind.may_see(*far))?;
                allowed(&Ask::WriteDataset(*dataset)).then_some(Remedy::Outside(*dataset, far))
            }
            (ObstacleKind::NotAllowed(Reason::Restricted), _) => {
                let change = RestrictedChange {
                    at: *may.on(),
                    restricted: false,
                };
                allowed(&Ask::SetRestricted(change)).then_some(Remedy::Unrestrict(*may.on()))
            }
            (ObstacleKind::SwitchedOff, ObstacleAt::Workspace(workspace, _)) => {
                let change = ShareRulesChange {
                    workspace: *workspace,
                    rules: ShareRules::default(),
                };
                let may = self.allow::<ChangeShareRules>(may.op(), change);
                may.is_ok().then_some(Remedy::SwitchOn(*workspace, kind))
            }
            _ => None,
        }
    }
}
