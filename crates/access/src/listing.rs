//! Works out lists. A list of dashboards holds exactly those that open.

use model::id::{DashboardId, DatasetId, ShareId, WorkspaceId};
use model::level::Level;
use model::permission::Permission;
use model::share::ShareState;

use crate::action::{Ask, DashboardAt};
use crate::decide::decide;
use crate::eyes::{Eyes, Spot, Tally, Who};
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
    // Per home on the path: the workspaces in which grants count, and whether all of its dashboards are open anyway.
    let homes: Vec<(u32, &[u32], bool)> = node
        .path
        .iter()
        .enumerate()
        .map(|(position, home)| {
            let managed = here.has(Permission::Manage) || eyes.has(*home, Permission::Manage);
            (*home, node.path.get(..=position).unwrap_or_default(), managed)
        })
        .collect();
    let mut tallies = vec![Tally::default(); snapshot.boards.all().len()];
    for reached in eyes.keys.iter().flat_map(|key| snapshot.boards.granted_to(*key)) {
        if let Some(tally) = tallies
            .get_mut(reached.board as usize)
            .filter(|_| node.path.contains(&reached.workspace))
        {
            // A grant made above the dashboard's own workspace does not exist, so that the path is all there is to check.
            tally.add(reached.level);
        }
    }
    for (board, tally) in snapshot.boards.all().iter().zip(tallies) {
        let Some((_, span, managed)) = homes.iter().find(|(home, ..)| *home == board.home) else {
            continue;
        };
        let spot = Spot { board, workspace, span };
        let level = if *managed { Some(spot.cap()) } else { tally.level(&spot) };
        if let Some(level) = level {
            items.push((board.id, facts(eyes, &spot, level, sees_shares)));
        }
    }
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

/// Where a dashboard opens when nobody said where: at home, else in the nearest workspace below in which it opens for this caller.
pub(crate) fn place(snapshot: &Snapshot, op: &Op, dashboard: DashboardId) -> Option<DashboardAt> {
    let home = snapshot.boards.find(dashboard).map(|board| board.home);
    let at = |workspace: u32| {
        let workspace = snapshot.tree.node(workspace)?.workspace.id;
        Some(DashboardAt { dashboard, workspace })
    };
    let opens = |at: &DashboardAt| decide(snapshot, op, &Ask::Open(*at)).is_ok();
    let own = home.and_then(at);
    if own.as_ref().is_some_and(opens) {
        return own;
    }
    // Looked through for a dashboard that does not exist too, so that the time it takes says nothing.
    let eyes = Who::of(snapshot, op).user()?;
    let mut seen: Vec<u32> = snapshot
        .tree
        .indexes()
        .filter(|w| eyes.has(*w, Permission::View))
        .collect();
    seen.retain(|w| home.is_some_and(|home| *w != home && snapshot.tree.within(*w, home)));
    seen.sort_by_key(|w| snapshot.tree.node(*w).map_or(0, |node| node.path.len()));
    seen.into_iter().filter_map(at).find(opens).or(own)
}

/// What a list would say of this one dashboard.
pub(crate) fn one(snapshot: &Snapshot, op: &Op, at: DashboardAt) -> Option<DashboardFacts> {
    let eyes = Who::of(snapshot, op).user()?;
    let spot = snapshot.spot(at)?;
    let level = eyes.level(&spot)?;
    let sees_shares = eyes.has(spot.workspace, Permission::SharingSee);
    Some(facts(&eyes, &spot, level, sees_shares))
}
