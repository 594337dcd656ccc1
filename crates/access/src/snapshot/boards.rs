//! Dashboards with their grants and shares, reachable from both ends: by dashboard and by principal.

use std::sync::Arc;

use model::grant::Grant;
use model::id::{DashboardId, ShareId};
use model::level::GrantLevel;
use model::share::Share;

use super::keys::{IdMap, Key, Keyed, index};
use super::people::People;
use super::tree::Tree;
use crate::facts::DashboardFact;

/// All dashboards and shares.
#[derive(Debug)]
pub(crate) struct Boards {
    nodes: Vec<Board>,
    index: IdMap<DashboardId, u32>,
    by_principal: IdMap<u32, Vec<Reached>>,
    shares: IdMap<ShareId, Arc<Share>>,
}

/// A dashboard and what is granted on it.
#[derive(Debug)]
pub(crate) struct Board {
    pub(crate) id: DashboardId,
    /// Its own workspace.
    pub(crate) home: u32,
    /// Sorted by principal.
    pub(crate) grants: Arc<[Cell]>,
    /// Its shares, ended ones too.
    pub(crate) shares: Vec<Arc<Share>>,
}

/// One grant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    pub(crate) key: Key,
    /// Where it was made.
    pub(crate) workspace: u32,
    pub(crate) level: GrantLevel,
}

/// The same grant, found from its principal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reached {
    pub(crate) board: u32,
    /// Where it was made.
    pub(crate) workspace: u32,
    pub(crate) level: GrantLevel,
}

impl Keyed for Cell {
    fn key(&self) -> Key {
        self.key
    }
}

impl Boards {
    pub(crate) fn new(
        dashboards: &[DashboardFact],
        grants: &[Grant],
        shares: Vec<Share>,
        people: &People,
        tree: &Tree,
    ) -> Self {
        let mut positions: IdMap<DashboardId, u32> = IdMap::default();
        let mut homes = Vec::with_capacity(dashboards.len());
        let mut dashboards: Vec<&DashboardFact> = dashboards.iter().collect();
        // In the order of ids, so that lists come out sorted.
        dashboards.sort_unstable_by_key(|fact| fact.id);
        for fact in dashboards {
            let Some(home) = tree.index(fact.workspace) else {
                continue;
            };
            let position = index(homes.len());
            positions.insert(fact.id, position);
            homes.push((fact.id, home));
        }
        let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); homes.len()];
        let mut by_principal: IdMap<u32, Vec<Reached>> = IdMap::default();
        for grant in grants {
            let (Some(board), Some(key), Some(workspace)) = (
                positions.get(&grant.dashboard).copied(),
                people.key(grant.principal),
                tree.index(grant.workspace),
            ) else {
                continue;
            };
            // A grant counts from where it was made downwards, so that above the dashboard's own workspace it means nothing.
            let home = homes.get(board as usize).map(|(_, home)| *home);
            if !home.is_some_and(|home| tree.within(workspace, home)) {
                continue;
            }
            if let Some(list) = cells.get_mut(board as usize) {
                list.push(Cell {
                    key,
                    workspace,
                    level: grant.level,
                });
                by_principal.entry(key.number()).or_default().push(Reached {
                    board,
                    workspace,
                    level: grant.level,
                });
            }
        }
        let shares: Vec<Arc<Share>> = shares.into_iter().map(Arc::new).collect();
        let mut nodes: Vec<Board> = homes
            .into_iter()
            .zip(cells)
            .map(|((id, home), mut cells)| {
                cells.sort_unstable_by_key(|cell| (cell.key, cell.workspace));
                Board {
                    id,
                    home,
                    grants: cells.into(),
                    shares: Vec::new(),
                }
            })
            .collect();
        for share in &shares {
            let board = positions.get(&share.dashboard).and_then(|i| nodes.get_mut(*i as usize));
            if let Some(board) = board {
                board.shares.push(Arc::clone(share));
            }
        }
        Self {
            nodes,
            index: positions,
            by_principal,
            shares: shares.into_iter().map(|share| (share.id, share)).collect(),
        }
    }

    pub(crate) fn index(&self, id: DashboardId) -> Option<u32> {
        self.index.get(&id).copied()
    }

    pub(crate) fn board(&self, index: u32) -> Option<&Board> {
        self.nodes.get(index as usize)
    }

    pub(crate) fn find(&self, id: DashboardId) -> Option<&Board> {
        self.board(self.index(id)?)
    }

    /// All dashboards, in the order of ids.
    pub(crate) fn all(&self) -> &[Board] {
        &self.nodes
    }

    /// Grants of a principal; several may be on one dashboard.
    pub(crate) fn granted_to(&self, key: Key) -> &[Reached] {
        self.by_principal
            .get(&key.number())
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    pub(crate) fn share(&self, id: ShareId) -> Option<&Arc<Share>> {
        self.shares.get(&id)
    }

    pub(crate) fn shares(&self) -> impl Iterator<Item = &Arc<Share>> {
        self.shares.values()
    }
}
