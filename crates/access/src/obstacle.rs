//! What stands against making a share: everything at once, with who could lift it. Decides nothing that `decide` does not.

use model::id::{DatasetId, WorkspaceId};
use model::name::{DatasetName, Title};
use model::permission::Permission;
use model::share::ShareKind;

use crate::action::{Ask, DashboardAt};
use crate::decide::{barriers, decide};
use crate::denied::{Denied, Reason};
use crate::eyes::Who;
use crate::op::Op;
use crate::scoping::may_leave;
use crate::snapshot::Snapshot;

/// One thing that stands against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// What it is.
    pub kind: ObstacleKind,
    /// Where it is.
    pub place: Place,
    /// Who could lift it.
    pub lift: Lift,
}

/// What stands against a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObstacleKind {
    /// The caller may not make shares of this dashboard.
    NotAllowed(Reason),
    /// The data may not leave the organisation this far.
    DatasetStaysInside,
    /// The dashboard asks a dataset that does not exist here.
    UnknownDataset,
}

impl ObstacleKind {
    /// The word of the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAllowed(reason) => reason.code(),
            Self::DatasetStaysInside => "dataset_stays_inside",
            Self::UnknownDataset => "unknown_dataset",
        }
    }
}

/// Where an obstacle is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// On the dashboard.
    Dashboard,
    /// In a workspace.
    Workspace(WorkspaceId, Title),
    /// At a dataset; no id when it does not exist.
    Dataset(Option<DatasetId>, DatasetName),
}

/// Who could lift an obstacle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lift {
    /// Whoever holds this permission there.
    Holder(Permission, WorkspaceId, Title),
    /// Whoever may hand out `share` on the dashboard.
    Sharer,
    /// The caller, in another way than by this token.
    OtherCredentials,
    /// Whoever edits the dashboard.
    Editor,
}

pub(crate) fn obstacles(
    snapshot: &Snapshot,
    op: &Op,
    at: DashboardAt,
    datasets: &[DatasetName],
    kind: ShareKind,
) -> Vec<Obstacle> {
    let Some(spot) = snapshot.spot(at) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let holder = |workspace: u32, permission: Permission| {
        let node = &snapshot.tree.node(workspace)?.workspace;
        Some(Lift::Holder(permission, node.id, node.name.clone()))
    };
    let lasting = Who::of(snapshot, op).user().map(|eyes| barriers(&eyes, &spot));
    let lasting = lasting.unwrap_or_default();
    let refused = match decide(snapshot, op, &Ask::CreateShare(at)) {
        Err(Denied::Forbidden(reason)) if !lasting.contains(&reason) => Some(reason),
        _ => None,
    };
    if let Some(reason) = refused {
        let (place, lift) = match reason {
            Reason::MissingPermission(_) => (
                snapshot.tree.node(spot.workspace).map_or(Place::Dashboard, |node| {
                    Place::Workspace(node.workspace.id, node.workspace.name.clone())
                }),
                holder(spot.workspace, Permission::Manage).unwrap_or(Lift::Sharer),
            ),
            Reason::ReadOnlyToken | Reason::NarrowedToken => (Place::Dashboard, Lift::OtherCredentials),
            _ => (Place::Dashboard, Lift::Sharer),
        };
        found.push(Obstacle {
            kind: ObstacleKind::NotAllowed(reason),
            place,
            lift,
        });
    }
    for reason in lasting {
        let lift = match reason {
            Reason::ForeignIdentity => holder(spot.home, Permission::RunAs).unwrap_or(Lift::Editor),
            _ => Lift::Editor,
        };
        found.push(Obstacle {
            kind: ObstacleKind::NotAllowed(reason),
            place: Place::Dashboard,
            lift,
        });
    }
    let path = snapshot.tree.path_of(spot.workspace);
    let mut names: Vec<&DatasetName> = datasets.iter().collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        match snapshot.data.named(path, name) {
            Some(table) if may_leave(table.fact.outside, kind) => {}
            Some(table) => found.push(Obstacle {
                kind: ObstacleKind::DatasetStaysInside,
                place: Place::Dataset(Some(table.fact.id), name.clone()),
                lift: holder(table.home, Permission::Manage).unwrap_or(Lift::Editor),
            }),
            None => found.push(Obstacle {
                kind: ObstacleKind::UnknownDataset,
                place: Place::Dataset(None, name.clone()),
                lift: Lift::Editor,
            }),
        }
    }
    found
}
