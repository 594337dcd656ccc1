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
    by_principal: IdMap<u32, Vec<u32>>,
    by_home: Vec<Vec<u32>>,
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
        let mut by_home: Vec<Vec<u32>> = vec![Vec::new(); tree.indexes().count()];
        let mut homes = Vec::with_capacity(dashboards.len());
        for fact in dashboards {
            let Some(home) = tree.index(fact.workspace) else {
                continue;
            };
            let position = index(homes.len());
            positions.insert(fact.id, position);
            homes.push((fact.id, home));
            if let Some(list) = by_home.get_mut(home as usize) {
                list.push(position);
            }
        }
        let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); homes.len()];
        let mut by_principal: IdMap<u32, Vec<u32>> = IdMap::default();
        for grant in grants {
            let (Some(board), Some(key), Some(workspace)) = (
                positions.get(&grant.dashboard).copied(),
                people.key(grant.principal),
                tree.index(grant.workspace),
            ) else {
                continue;
            };
            if let Some(list) = cells.get_mut(board as usize) {
                list.push(Cell {
                    key,
                    workspace,
                    level: grant.level,
                });
                by_principal.entry(key.number()).or_default().push(board);
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
            by_home,
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

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Dashboards on which the principal has a grant; one may come twice.
    pub(crate) fn granted_to(&self, key: Key) -> &[u32] {
        self.by_principal
            .get(&key.number())
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Dashboards whose own workspace this is.
    pub(crate) fn at_home(&self, workspace: u32) -> &[u32] {
        self.by_home
            .get(workspace as usize)
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
