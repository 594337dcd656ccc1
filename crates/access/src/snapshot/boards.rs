//! Dashboards with their grants and shares, reachable from both ends: by dashboard and by principal.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::display::Display;
use model::grant::Grant;
use model::id::{DashboardId, ShareId};
use model::level::GrantLevel;
use model::share::Share;

use super::cell::Cell;
use super::folders::Folders;
use super::keys::Key;
use super::people::People;
use super::policies::Tags;
use super::shelf::{Bag, Index, Shelf, relist};
use super::tree::Tree;
use crate::facts::DashboardGrants;

/// All dashboards and shares.
#[derive(Debug, Clone, Default)]
pub(crate) struct Boards {
    nodes: Shelf<Option<Arc<Board>>>,
    index: Index<DashboardId>,
    by_home: Shelf<Bag<u32>>,
    by_folder: Shelf<Bag<u32>>,
    granted_to_all: Bag<Reached>,
    granted_to_groups: Shelf<Bag<Reached>>,
    granted_to_users: Shelf<Bag<Reached>>,
    shares: Shelf<Option<Arc<Share>>>,
    share_index: Index<ShareId>,
    by_board: Shelf<Bag<u32>>,
    /// Shares under which a dashboard takes turns that is not their own.
    by_turn: Shelf<Bag<u32>>,
}

/// A dashboard and what is granted on it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Board {
    pub(crate) id: DashboardId,
    /// Its own position.
    pub(crate) position: u32,
    /// Its own workspace.
    pub(crate) home: u32,
    pub(crate) folder: Option<u32>,
    pub(crate) tags: Box<[u32]>,
    pub(crate) restricted: bool,
    pub(crate) display: Display,
    /// Sorted by principal.
    pub(crate) grants: Box<[Cell]>,
    /// Whether one of the grants is a block.
    pub(crate) blocks: bool,
}

/// The same grant, found from its principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reached {
    pub(crate) board: u32,
    /// Where it was made.
    pub(crate) workspace: u32,
    pub(crate) level: GrantLevel,
}

/// Where else in the facts a dashboard's entries point.
pub(crate) struct Around<'a> {
    pub(crate) people: &'a mut People,
    pub(crate) tree: &'a mut Tree,
    pub(crate) folders: &'a mut Folders,
    pub(crate) tags: &'a mut Arc<Tags>,
}

impl Around<'_> {
    fn board(&mut self, position: u32, facts: DashboardGrants) -> Board {
        let fact = facts.fact;
        let mut tags: Vec<u32> = Vec::with_capacity(fact.tags.len());
        for tag in &fact.tags {
            let found = self.tags.find(tag);
            tags.push(found.unwrap_or_else(|| Arc::make_mut(self.tags).place(tag)));
        }
        tags.sort_unstable();
        tags.dedup();
        let mut grants: Vec<Cell> = facts.grants.iter().map(|grant| self.cell(grant)).collect();
        grants.sort_unstable_by_key(Cell::order);
        Board {
            id: fact.id,
            position,
            home: self.tree.place(fact.workspace),
            folder: fact.folder.map(|folder| self.folders.place(folder)),
            tags: tags.into(),
            restricted: fact.restricted,
            display: fact.display,
            blocks: grants.iter().any(|cell| cell.level == GrantLevel::Block),
            grants: grants.into(),
        }
    }

    fn cell(&mut self, grant: &Grant) -> Cell {
        Cell {
            key: self.people.place(grant.principal),
            workspace: self.tree.place(grant.workspace),
            level: grant.level,
        }
    }
}

impl Cell {
    const fn order(&self) -> (Key, u32, u8) {
        (self.key, self.workspace, self.level as u8)
    }

    const fn reached(&self, board: u32) -> Reached {
        Reached {
            board,
            workspace: self.workspace,
            level: self.level,
        }
    }
}

impl Boards {
    pub(crate) fn apply(&mut self, dashboards: Vec<(DashboardId, Option<DashboardGrants>)>, around: &mut Around<'_>) {
        for (id, facts) in dashboards {
            let position = self.index.place(id);
            let new = facts.map(|facts| Arc::new(around.board(position, facts)));
            let old = self
                .nodes
                .slot(position)
                .and_then(|slot| std::mem::replace(slot, new.clone()));
            let (old, new) = (old.as_deref(), new.as_deref());
            relist(&mut self.by_home, position, old.map(|b| b.home), new.map(|b| b.home));
            let folder = |board: Option<&Board>| board.and_then(|board| board.folder);
            relist(&mut self.by_folder, position, folder(old), folder(new));
            self.regrant(position, grants(old), grants(new));
        }
    }

    pub(crate) fn apply_shares(&mut self, shares: Vec<(ShareId, Option<Share>)>) {
        for (id, share) in shares {
            let position = self.share_index.place(id);
            let board = share.as_ref().map(|share| self.index.place(share.dashboard));
            let share = share.map(Arc::new);
            let old = self
                .shares
                .slot(position)
                .and_then(|slot| std::mem::replace(slot, share));
            let was = old.as_ref().and_then(|share| self.index.find(share.dashboard));
            relist(&mut self.by_board, position, was, board);
            for left in old.iter().flat_map(|share| stops(share)) {
                let left = self.index.find(left);
                relist(&mut self.by_turn, position, left, None);
            }
            let share = self.shares.get(position).and_then(Option::clone);
            for stop in share.iter().flat_map(|share| stops(share)) {
                let stop = self.index.place(stop);
                relist(&mut self.by_turn, position, None, Some(stop));
            }
        }
    }

    /// Moves only the grants that differ.
    fn regrant(&mut self, board: u32, mut old: &[Cell], mut new: &[Cell]) {
        loop {
            match (old, new) {
                ([a, old_rest @ ..], [b, new_rest @ ..]) if a == b => (old, new) = (old_rest, new_rest),
                ([a, rest @ ..], [b, ..]) if a.order() < b.order() => {
                    self.granted(a.key, |list| list.remove(&a.reached(board)));
                    old = rest;
                }
                ([a, rest @ ..], []) => {
                    self.granted(a.key, |list| list.remove(&a.reached(board)));
                    old = rest;
                }
                (_, [b, rest @ ..]) => {
                    self.granted(b.key, |list| list.push(b.reached(board)));
                    new = rest;
                }
                ([], []) => return,
            }
        }
    }

    fn granted(&mut self, key: Key, change: impl FnOnce(&mut Bag<Reached>)) {
        let list = match (key.as_user(), key.as_group()) {
            (Some(user), _) => self.granted_to_users.slot(user),
            (None, Some(group)) => self.granted_to_groups.slot(group),
            (None, None) => Some(&mut self.granted_to_all),
        };
        if let Some(list) = list {
            change(list);
        }
    }

    #[inline]
    pub(crate) fn board(&self, index: u32) -> Option<&Board> {
        self.nodes.get(index)?.as_deref()
    }

    #[inline]
    pub(crate) fn find(&self, id: DashboardId) -> Option<&Board> {
        self.board(self.index.find(id)?)
    }

    /// One more than the highest position.
    pub(crate) const fn length(&self) -> u32 {
        self.index.length()
    }

    /// Dashboards whose own workspace this is.
    pub(crate) fn at_home(&self, workspace: u32) -> impl Iterator<Item = &Board> {
        self.listed(&self.by_home, workspace)
    }

    /// Dashboards that lie in this very folder.
    pub(crate) fn in_folder(&self, folder: u32) -> impl Iterator<Item = &Board> {
        self.listed(&self.by_folder, folder)
    }

    fn listed<'s>(&'s self, lists: &'s Shelf<Bag<u32>>, under: u32) -> impl Iterator<Item = &'s Board> {
        let list = lists.get(under).map(Bag::as_slice).unwrap_or_default();
        list.iter().filter_map(|i| self.board(*i))
    }

    /// Grants of a principal; several may be on one dashboard.
    pub(crate) fn granted_to(&self, key: Key) -> &[Reached] {
        let list = match (key.as_user(), key.as_group()) {
            (Some(user), _) => self.granted_to_users.get(user),
            (None, Some(group)) => self.granted_to_groups.get(group),
            (None, None) => Some(&self.granted_to_all),
        };
        list.map(Bag::as_slice).unwrap_or_default()
    }

    pub(crate) fn share(&self, id: ShareId) -> Option<&Arc<Share>> {
        self.shares.get(self.share_index.find(id)?)?.as_ref()
    }

    pub(crate) fn shares(&self) -> impl Iterator<Item = &Arc<Share>> {
        self.shares.iter().filter_map(|(_, share)| share.as_ref())
    }

    /// Shares of a dashboard, ended ones too.
    pub(crate) fn shares_of(&self, board: u32) -> impl Iterator<Item = &Arc<Share>> {
        let list = self.by_board.get(board).map(Bag::as_slice).unwrap_or_default();
        list.iter().filter_map(|i| self.shares.get(*i)?.as_ref())
    }

    /// Shares under which a dashboard takes turns that is not their own, ended ones too.
    pub(crate) fn shares_turning_to(&self, board: u32) -> impl Iterator<Item = &Arc<Share>> {
        let list = self.by_turn.get(board).map(Bag::as_slice).unwrap_or_default();
        list.iter().filter_map(|i| self.shares.get(*i)?.as_ref())
    }
}

/// The dashboards that take turns under a share, beside its own; each once, as the checks of terms see to.
fn stops(share: &Share) -> impl Iterator<Item = DashboardId> {
    let all = share.terms.rotation.iter().map(|stop| stop.dashboard);
    let mut seen = BTreeSet::from([share.dashboard]);
    all.filter(move |stop| seen.insert(*stop))
}

fn grants(board: Option<&Board>) -> &[Cell] {
    board.map(|board| &*board.grants).unwrap_or_default()
}
