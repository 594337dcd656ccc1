//! Works out lists. A list of dashboards holds exactly those that open.

use model::id::{DashboardId, DatasetId, FolderId, WorkspaceId};
use model::level::{GrantLevel, Level};
use model::permission::Permission;
use model::share::ShareState;

use crate::action::{Ask, DashboardAt, FolderAt};
use crate::decide::decide;
use crate::eyes::{Eyes, Tally};
use crate::op::Op;
use crate::share::stops;
use crate::snapshot::Snapshot;
use crate::snapshot::boards::Board;
use crate::snapshot::keys::{IdMap, Key, intersect};
use crate::spot::{Object, Spot};
use crate::visible::{DashboardFacts, FolderFacts, OpenShares, Visible};
use crate::who::Who;

pub(crate) fn workspaces(snapshot: &Snapshot, op: &Op) -> Visible<WorkspaceId> {
    let all = snapshot.tree.indexes().filter_map(|w| snapshot.tree.node(w));
    let seen = all.filter(|node| decide(snapshot, op, &Ask::SeeWorkspace(node.workspace.id)).is_ok());
    Visible::new(seen.map(|node| (node.workspace.id, ())).collect(), snapshot.generation)
}

/// Own and inherited datasets of a workspace in which the caller sees data.
pub(crate) fn datasets(snapshot: &Snapshot, workspace: WorkspaceId) -> Visible<DatasetId> {
    let workspace = snapshot.tree.index(workspace);
    let path = workspace.map(|w| snapshot.tree.path_of(w)).unwrap_or_default();
    let tables = path.iter().flat_map(|w| snapshot.data.at_home(*w));
    Visible::new(tables.map(|table| (table.fact.id, ())).collect(), snapshot.generation)
}

/// Dashboards that open in a workspace: found from the caller's grants instead of from all dashboards.
pub(crate) fn dashboards(snapshot: &Snapshot, op: &Op, workspace: WorkspaceId) -> Visible<DashboardId> {
    let mut items = Vec::new();
    if let (Some(eyes), Some(workspace)) = (Who::of(snapshot, op).user(), snapshot.tree.index(workspace)) {
        let sees_shares = eyes.has(workspace, Permission::SharingSee);
        opened(&eyes, workspace, |spot, board, level| {
            items.push((board.id, facts(&eyes, spot, board, level, sees_shares)));
        });
    }
    Visible::new(items, snapshot.generation)
}

/// Folders in a workspace on which the caller has a level, or in which something opens.
pub(crate) fn folders(snapshot: &Snapshot, op: &Op, workspace: WorkspaceId) -> Visible<FolderId> {
    let mut items = Vec::new();
    if let (Some(eyes), Some(workspace)) = (Who::of(snapshot, op).user(), snapshot.tree.index(workspace)) {
        let mut holding: IdMap<u32, ()> = IdMap::default();
        opened(&eyes, workspace, |spot, _, _| {
            holding.extend(spot.folders().iter().map(|folder| (*folder, ())));
        });
        let homes = snapshot.tree.path_of(workspace).iter();
        for (position, node) in homes.flat_map(|home| snapshot.folders.at_home(*home)) {
            let Some(spot) = snapshot.folder_spot_of(position, node, workspace) else {
                continue;
            };
            let level = eyes.level(&spot);
            if level.is_some() || holding.contains_key(&position) {
                items.push((node.folder.id, folder_facts(&spot, node, level)));
            }
        }
    }
    Visible::new(items, snapshot.generation)
}

fn folder_facts(spot: &Spot<'_>, node: &crate::snapshot::folders::Node, level: Option<Level>) -> FolderFacts {
    FolderFacts {
        level,
        parent: node.folder.parent.filter(|_| !spot.folders().is_empty()),
        inherited: !spot.own(),
    }
}

/// Visits every dashboard that opens for these eyes in a workspace, with their level.
pub(crate) fn opened<'s>(eyes: &Eyes<'s>, workspace: u32, mut visit: impl FnMut(&Spot<'s>, &'s Board, Level)) {
    let snapshot = eyes.snapshot;
    let here = eyes.permissions(workspace);
    if !here.has(Permission::View) {
        return;
    }
    let path = snapshot.tree.path_of(workspace);
    let tallies = own_tallies(eyes, path);
    let mut in_folders: IdMap<u32, Tally> = IdMap::default();
    for (distance, home) in path.iter().enumerate() {
        let cap = if distance == 0 { Level::Edit } else { Level::Share };
        let managed = here.has(Permission::Manage) || eyes.has(*home, Permission::Manage);
        let by_tag = tag_tallies(eyes, *home);
        for board in snapshot.boards.at_home(*home) {
            let level = if managed {
                Some(cap)
            } else {
                let mut tally = tallies.get(board.position as usize).copied().unwrap_or_default();
                if let Some(folder) = board.folder {
                    let around = || folder_tally(eyes, folder, *home, workspace);
                    tally.join(*in_folders.entry(folder).or_insert_with(around));
                }
                for tag in &*board.tags {
                    if let Some(met) = by_tag.get(tag) {
                        tally.join(*met);
                    }
                }
                tally.level(cap)
            };
            if let (Some(level), Some(spot)) = (level, level.and_then(|_| snapshot.spot_of(board, workspace))) {
                visit(&spot, board, level);
            }
        }
    }
}

/// Per dashboard, what grants on itself give these eyes. Grants made beside the path count nothing, those made above a
/// dashboard's own workspace neither.
fn own_tallies(eyes: &Eyes<'_>, path: &[u32]) -> Vec<Tally> {
    let snapshot = eyes.snapshot;
    let mut tallies = vec![Tally::default(); snapshot.boards.length() as usize];
    for reached in eyes.keys.iter().flat_map(|key| snapshot.boards.granted_to(*key)) {
        let Some(distance) = path.iter().position(|w| *w == reached.workspace) else {
            continue;
        };
        let above = path.get(distance..).unwrap_or_default();
        let home = snapshot.boards.board(reached.board).map(|board| board.home);
        if !home.is_some_and(|home| above.contains(&home)) {
            continue;
        }
        let Some(tally) = tallies.get_mut(reached.board as usize) else {
            continue;
        };
        tally.add(reached.level);
    }
    tallies
}

/// What a folder and those around it give these eyes.
fn folder_tally(eyes: &Eyes<'_>, folder: u32, home: u32, workspace: u32) -> Tally {
    let snapshot = eyes.snapshot;
    let span = snapshot.span(workspace, home).unwrap_or_default();
    let mut tally = Tally::default();
    for folder in snapshot.folders.path(Some(folder), home) {
        let grants = snapshot.folders.node(*folder).map(|node| &*node.grants);
        intersect(&eyes.keys, grants.unwrap_or_default(), |cell| {
            if span.contains(&cell.workspace) {
                tally.add(cell.level);
            }
        });
    }
    tally
}

/// What policies give these eyes on dashboards of a workspace, by tag.
fn tag_tallies(eyes: &Eyes<'_>, home: u32) -> IdMap<u32, Tally> {
    let meeting = eyes.snapshot.policies.meeting(home).into_iter().flatten();
    let tallies = meeting.map(|(tag, rules)| {
        let mut tally = Tally::default();
        intersect(&eyes.keys, rules, |rule| tally.add(rule.level));
        (*tag, tally)
    });
    tallies.collect()
}

/// What is known of one dashboard beside its level.
fn facts(eyes: &Eyes<'_>, spot: &Spot<'_>, board: &Board, level: Level, sees_shares: bool) -> DashboardFacts {
    let snapshot = eyes.snapshot;
    let folder = spot.folders().first().and_then(|folder| snapshot.folders.node(*folder));
    DashboardFacts {
        level,
        private: stops::open_showing(snapshot, board.position).next().is_none() && private(eyes, spot, board),
        outside: if sees_shares && level >= Level::Share {
            outside(snapshot, board)
        } else {
            Vec::new()
        },
        inherited: !spot.own(),
        folder: folder.map(|node| node.folder.id),
        restricted: board.restricted,
        display: board.display,
    }
}

/// The open shares of a dashboard, counted by kind.
fn outside(snapshot: &Snapshot, board: &Board) -> Vec<OpenShares> {
    let mut found: Vec<OpenShares> = Vec::new();
    for share in stops::open_showing(snapshot, board.position) {
        let kind = share.audience.word();
        let position = found.iter().position(|of| of.kind == kind).unwrap_or(found.len());
        if position == found.len() {
            found.push(OpenShares {
                kind: kind.to_owned(),
                live: 0,
                paused: 0,
            });
        }
        if let Some(of) = found.get_mut(position) {
            let live = share.state == ShareState::Live;
            of.live += usize::from(live);
            of.paused += usize::from(!live);
        }
    }
    found.sort_unstable_by(|a, b| a.kind.cmp(&b.kind));
    found
}

/// The only principal to whom anything is granted is the caller: on the dashboard itself, wherever that was done, on folders
/// around it, by policies. Blocks give nothing to anybody and do not count, nor do grants of those who are gone.
fn private(eyes: &Eyes<'_>, spot: &Spot<'_>, board: &Board) -> bool {
    let snapshot = eyes.snapshot;
    let gives = |key: Key, level: GrantLevel| level != GrantLevel::Block && snapshot.people.exists(key);
    let made = |workspace: u32| snapshot.tree.within(workspace, board.home);
    let nodes = spot
        .folders()
        .iter()
        .filter_map(|folder| snapshot.folders.node(*folder));
    let cells = board.grants.iter().chain(nodes.flat_map(|node| node.grants.iter()));
    let made = cells
        .filter(|cell| made(cell.workspace))
        .map(|cell| (cell.key, cell.level));
    let meeting = snapshot.policies.meeting(board.home);
    let met = board.tags.iter().filter_map(|tag| meeting?.get(tag));
    let met = met.flat_map(|rules| rules.iter()).map(|rule| (rule.key, rule.level));
    let mut givers = made.chain(met).filter(|(key, level)| gives(*key, *level)).peekable();
    givers.peek().is_some() && givers.all(|(key, _)| key == eyes.key)
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
    Some(facts(&eyes, &spot, spot.board()?, level, sees_shares))
}

/// What a list would say of this one folder.
pub(crate) fn one_folder(snapshot: &Snapshot, op: &Op, at: FolderAt) -> Option<FolderFacts> {
    let eyes = Who::of(snapshot, op).user()?;
    let spot = crate::folders::seen(&eyes, at).ok()?;
    match spot.object {
        Object::Folder(_, node) => Some(folder_facts(&spot, node, eyes.level(&spot))),
        Object::Board(_) => None,
    }
}
