//! What stands against making a share: everything at once, with who could lift it. Decides nothing that `decide` does not.

use model::id::{DashboardId, DatasetId, WorkspaceId};
use model::name::{DatasetName, Title};
use model::permission::Permission;
use model::share::{Breach, ShareKind};
use model::workspace::Workspace;

use crate::action::{Ask, DashboardAt};
use crate::decide::decide;
use crate::denied::{Denied, Reason};
use crate::op::Op;
use crate::share::policy::{Looks, breaches, switched_off_at};
use crate::share::rights::barriers;
use crate::share::standing::consents;
use crate::snapshot::Snapshot;
use crate::spot::Spot;
use crate::who::Who;

/// One thing that stands against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// What it is.
    pub kind: ObstacleKind,
    /// Where it is.
    pub place: ObstacleAt,
    /// Who could lift it.
    pub lift: Lift,
}

impl Obstacle {
    /// Whether it stands against some of the guests alone.
    #[must_use]
    pub const fn is_of_guests(&self) -> bool {
        matches!(&self.kind, ObstacleKind::Policy(breach) if breach.is_of_guests())
    }
}

/// What stands against a share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObstacleKind {
    /// The caller may not make shares of this dashboard.
    NotAllowed(Reason),
    /// The data may not leave the organisation this far.
    DatasetStaysInside,
    /// The dashboard asks a dataset that does not exist here.
    UnknownDataset,
    /// There is no such dashboard, as far as the caller knows.
    UnknownDashboard,
    /// The caller has not said that they may be shown as the sharer.
    ConsentMissing,
    /// Shares of this kind are switched off.
    SwitchedOff,
    /// What the organisation says of shares asks for something else.
    Policy(Breach),
}

impl ObstacleKind {
    /// The word of the API.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed(reason) => reason.code(),
            Self::DatasetStaysInside => "dataset_stays_inside",
            Self::UnknownDataset => "unknown_dataset",
            Self::UnknownDashboard => "unknown_dashboard",
            Self::ConsentMissing => "consent_missing",
            Self::SwitchedOff => "switched_off",
            Self::Policy(Breach::Kind) => "policy_kind",
            Self::Policy(Breach::Password) => "policy_password",
            Self::Policy(Breach::End) => "policy_end",
            Self::Policy(Breach::Life(_)) => "policy_life",
            Self::Policy(Breach::Networks) => "policy_networks",
            Self::Policy(Breach::Domain(_)) => "policy_domains",
        }
    }
}

/// Where an obstacle is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObstacleAt {
    /// On the dashboard.
    Dashboard,
    /// On one of the rotation; no title where the caller does not see it.
    Stop(DashboardId, Option<Title>),
    /// At the caller themselves.
    Caller,
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
    /// The caller, by saying so.
    Caller,
    /// Whoever edits the dashboard.
    Editor,
}

/// All that stands against a share that looks like this over these datasets.
pub(crate) fn obstacles(
    snapshot: &Snapshot,
    op: &Op,
    at: DashboardAt,
    datasets: &[DatasetName],
    looks: &Looks<'_>,
) -> Vec<Obstacle> {
    let Some(spot) = snapshot.spot(at) else {
        return Vec::new();
    };
    let lasting = Who::of(snapshot, op).user().map(|eyes| barriers(&eyes, &spot));
    let lasting = lasting.unwrap_or_default();
    let refused = match decide(snapshot, op, &Ask::CreateShare(at)) {
        Err(Denied::Forbidden(reason)) if !lasting.contains(&reason) => Some(refusal(snapshot, &spot, reason)),
        _ => None,
    };
    let lasting = lasting.into_iter().map(|reason| barrier(snapshot, &spot, reason));
    let mut found: Vec<Obstacle> = refused.into_iter().chain(lasting).collect();
    found.extend(switched_off(snapshot, spot.workspace, looks.kind));
    found.extend(policy(snapshot, spot.workspace, looks));
    let mut names: Vec<&DatasetName> = datasets.iter().collect();
    names.sort_unstable();
    names.dedup();
    found.extend(
        names
            .into_iter()
            .filter_map(|name| dataset(snapshot, spot.workspace, name, looks.kind)),
    );
    found
}

/// That the caller has not said yet that they may be shown.
pub(crate) fn consent(snapshot: &Snapshot, op: &Op) -> Option<Obstacle> {
    let asked = op.caller.user().filter(|user| !consents(snapshot, *user));
    asked.map(|_| Obstacle {
        kind: ObstacleKind::ConsentMissing,
        place: ObstacleAt::Caller,
        lift: Lift::Caller,
    })
}

/// That its kind is switched off here or above.
pub(crate) fn switched_off(snapshot: &Snapshot, workspace: u32, kind: ShareKind) -> Option<Obstacle> {
    let off = switched_off_at(snapshot, workspace, kind)?;
    Some(said_by(off, ObstacleKind::SwitchedOff))
}

/// What it lacks by what the workspaces above say.
pub(crate) fn policy(snapshot: &Snapshot, workspace: u32, looks: &Looks<'_>) -> Vec<Obstacle> {
    let breaches = breaches(snapshot, workspace, looks).into_iter();
    breaches
        .map(|(at, breach)| said_by(at, ObstacleKind::Policy(breach)))
        .collect()
}

fn said_by(at: &Workspace, kind: ObstacleKind) -> Obstacle {
    Obstacle {
        kind,
        place: ObstacleAt::Workspace(at.id, at.name.clone()),
        lift: Lift::Holder(Permission::Manage, at.id, at.name.clone()),
    }
}

/// What this caller lacks.
fn refusal(snapshot: &Snapshot, spot: &Spot<'_>, reason: Reason) -> Obstacle {
    let (place, lift) = match reason {
        Reason::MissingPermission(_) => (
            snapshot
                .tree
                .node(spot.workspace)
                .map_or(ObstacleAt::Dashboard, |node| {
                    ObstacleAt::Workspace(node.workspace.id, node.workspace.name.clone())
                }),
            holder(snapshot, spot.workspace, Permission::Manage).unwrap_or(Lift::Sharer),
        ),
        Reason::ReadOnlyToken | Reason::NarrowedToken => (ObstacleAt::Dashboard, Lift::OtherCredentials),
        _ => (ObstacleAt::Dashboard, Lift::Sharer),
    };
    Obstacle {
        kind: ObstacleKind::NotAllowed(reason),
        place,
        lift,
    }
}

/// What keeps the dashboard inside, whoever asks.
fn barrier(snapshot: &Snapshot, spot: &Spot<'_>, reason: Reason) -> Obstacle {
    let lift = match reason {
        Reason::ForeignIdentity => holder(snapshot, spot.home, Permission::RunAs).unwrap_or(Lift::Editor),
        _ => Lift::Editor,
    };
    Obstacle {
        kind: ObstacleKind::NotAllowed(reason),
        place: ObstacleAt::Dashboard,
        lift,
    }
}

/// What is wrong with a dataset for this audience, if anything is.
pub(crate) fn dataset(snapshot: &Snapshot, workspace: u32, name: &DatasetName, kind: ShareKind) -> Option<Obstacle> {
    let path = snapshot.tree.path_of(workspace);
    match snapshot.data.named(path, name) {
        Some(table) if kind.may_see(table.fact.outside) => None,
        Some(table) => Some(Obstacle {
            kind: ObstacleKind::DatasetStaysInside,
            place: ObstacleAt::Dataset(Some(table.fact.id), name.clone()),
            lift: holder(snapshot, table.home, Permission::Manage).unwrap_or(Lift::Editor),
        }),
        None => Some(Obstacle {
            kind: ObstacleKind::UnknownDataset,
            place: ObstacleAt::Dataset(None, name.clone()),
            lift: Lift::Editor,
        }),
    }
}

fn holder(snapshot: &Snapshot, workspace: u32, permission: Permission) -> Option<Lift> {
    let node = &snapshot.tree.node(workspace)?.workspace;
    Some(Lift::Holder(permission, node.id, node.name.clone()))
}
