//! Works out lists. A list of dashboards holds exactly those that open.

use model::id::{DashboardId, DatasetId, ShareId, WorkspaceId};
use model::level::Level;
use model::permission::Permission;
use model::share::ShareState;

use crate::action::{Ask, DashboardAt};
use crate::decide::decide;
use crate::eyes::{Eyes, Spot, Who};
use crate::op::Op;
use crate::snapshot::Snapshot;
use crate::visible::{DashboardFacts, Visible};

pub(crate) fn workspaces(snapshot: &Snapshot, op: &Op) -> Visible<WorkspaceId> {
    let all = snapshot.tree.indexes().filter_map(|w| snapshot.tree.node(w));
    let seen = all.filter(|node| decide(snapshot, op, &Ask::SeeWorkspace(node.workspace.id)).is_ok());
    Visible::new(seen.map(|node| (node.workspace.id, ())).collect(), snapshot.generation)
}

pub(crate) fn shares(snapshot: &Snapshot, op: &Op) -> Visible<ShareId> {
    let all = snapshot.boards.shares().map(|share| share.id);
    let seen = all.filter(|id| decide(snapshot, op, &Ask::SeeShare(*id)).is_ok());
    Visible::new(seen.map(|id| (id, ())).collect(), snapshot.generation)
}

/// Own and inherited datasets of a workspace in which the caller sees data.
pub(crate) fn datasets(snapshot: &Snapshot, workspace: WorkspaceId) -> Visible<DatasetId> {
    let node = snapshot.tree.index(workspace).and_then(|w| snapshot.tree.node(w));
    let path = node.map(|node| &*node.path).unwrap_or_default();
    let tables = path.iter().flat_map(|w| snapshot.data.at_home(*w));
    Visible::new(tables.map(|table| (table.fact.id, ())).collect(), snapshot.generation)
}

/// Dashboards that open in a workspace: found from the caller's grants instead of from all dashboards.
pub(crate) fn dashboards(snapshot: &Snapshot, op: &Op, workspace: WorkspaceId) -> Visible<DashboardId> {
    let mut items = Vec::new();
    if let (Some(eyes), Some(workspace)) = (Who::of(snapshot, op).user(), snapshot.tree.index(workspace)) {
        collect(&eyes, workspace, &mut items);
    }
    Visible::new(items, snapshot.generation)
}

fn collect(eyes: &Eyes<'_>, workspace: u32, items: &mut Vec<(DashboardId, DashboardFacts)>) {
    let snapshot = eyes.snapshot;
    let here = eyes.permissions(workspace);
    let Some(node) = snapshot.tree.node(workspace).filter(|_| here.has(Permission::View)) else {
        return;
    };
    let sees_shares = here.has(Permission::SharingSee);
    let mut managed = Vec::with_capacity(node.path.len());
    for home in &node.path {
        if !here.has(Permission::Manage) && !eyes.has(*home, Permission::Manage) {
            continue;
        }
        managed.push(*home);
        for board in snapshot.boards.at_home(*home) {
            if let Some(spot) = spot(snapshot, *board, workspace) {
                items.push((spot.board.id, facts(eyes, &spot, spot.cap(), sees_shares)));
            }
        }
    }
    let mut tried = vec![false; snapshot.boards.len()];
    for board in eyes.keys.iter().flat_map(|key| snapshot.boards.granted_to(*key)) {
        match tried.get_mut(*board as usize) {
            Some(tried) if !*tried => *tried = true,
            _ => continue,
        }
        let Some(spot) = spot(snapshot, *board, workspace) else {
            continue;
        };
        if managed.contains(&spot.board.home) {
            continue;
        }
        if let Some(level) = eyes.granted(&spot) {
            items.push((spot.board.id, facts(eyes, &spot, level, sees_shares)));
        }
    }
}

fn spot(snapshot: &Snapshot, board: u32, workspace: u32) -> Option<Spot<'_>> {
    snapshot.spot_of(snapshot.boards.board(board)?, workspace)
}

/// What is known of one dashboard beside its level.
pub(crate) fn facts(eyes: &Eyes<'_>, spot: &Spot<'_>, level: Level, sees_shares: bool) -> DashboardFacts {
    let open = |share: &std::sync::Arc<model::share::Share>| !matches!(share.state, ShareState::Ended(_));
    DashboardFacts {
        level,
        private: matches!(&*spot.board.grants, [only] if only.key == eyes.key),
        shared_outside: sees_shares && level >= Level::Share && spot.board.shares.iter().any(open),
        inherited: !spot.own(),
    }
}

/// What a list would say of this one dashboard.
pub(crate) fn one(snapshot: &Snapshot, op: &Op, at: DashboardAt) -> Option<DashboardFacts> {
    let eyes = Who::of(snapshot, op).user()?;
    let spot = snapshot.spot(at)?;
    let level = eyes.level(&spot)?;
    let sees_shares = eyes.has(spot.workspace, Permission::SharingSee);
    Some(facts(&eyes, &spot, level, sees_shares))
}
