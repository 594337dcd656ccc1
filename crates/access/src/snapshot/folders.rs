//! Folders with the grants on them. Says what lies in what; decides nothing.

use std::sync::Arc;

use model::folder::{Folder, FolderGrant};
use model::id::FolderId;

use super::cell::Cell;
use super::people::People;
use super::shelf::{Bag, Index, Shelf};
use super::tree::Tree;
use crate::facts::FolderGrants;

/// All folders.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folders {
    nodes: Shelf<Slot>,
    index: Index<FolderId>,
    by_home: Shelf<Bag<u32>>,
}

/// What is known under a folder's position.
#[derive(Debug, Clone, Default)]
struct Slot {
    node: Option<Arc<Node>>,
    /// Folders that name it as their parent.
    children: Bag<u32>,
}

/// A folder and what is granted on it.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) folder: Arc<Folder>,
    /// Its own workspace.
    pub(crate) home: u32,
    /// The folder itself, the one it lies in, …; all of one workspace.
    pub(crate) path: Box<[u32]>,
    /// Sorted by principal.
    pub(crate) grants: Arc<[Cell]>,
}

impl Folders {
    pub(crate) fn apply(
        &mut self,
        folders: Vec<(FolderId, Option<FolderGrants>)>,
        people: &mut People,
        tree: &mut Tree,
    ) {
        let mut reshaped = false;
        for (id, facts) in folders {
            let position = self.index.place(id);
            let old = self.node(position);
            let was = old.map(|node| (node.home, node.folder.parent));
            let path = old.map_or_else(|| Box::from([position]), |node| node.path.clone());
            let node = facts.map(|facts| {
                Arc::new(Node {
                    home: tree.place(facts.folder.workspace),
                    grants: cells(&facts.grants, people, tree),
                    folder: Arc::new(facts.folder),
                    path,
                })
            });
            let is = node.as_ref().map(|node| (node.home, node.folder.parent));
            if let Some(slot) = self.nodes.slot(position) {
                slot.node = node;
            }
            if was != is {
                reshaped = true;
                self.moved(position, was, is);
            }
        }
        if reshaped {
            self.reshape();
        }
    }

    /// Keeps the lists by workspace and by parent.
    fn moved(&mut self, folder: u32, was: Option<(u32, Option<FolderId>)>, is: Option<(u32, Option<FolderId>)>) {
        if let Some((home, parent)) = was {
            if let Some(list) = self.by_home.slot(home) {
                list.remove(&folder);
            }
            let parent = parent.map(|parent| self.index.place(parent));
            if let Some(slot) = parent.and_then(|parent| self.nodes.slot(parent)) {
                slot.children.remove(&folder);
            }
        }
        if let Some((home, parent)) = is {
            if let Some(list) = self.by_home.slot(home) {
                list.push(folder);
            }
            let parent = parent.map(|parent| self.index.place(parent));
            if let Some(slot) = parent.and_then(|parent| self.nodes.slot(parent)) {
                slot.children.push(folder);
            }
        }
    }

    /// Works out every path again: a look-up each, and folders move rarely.
    fn reshape(&mut self) {
        let existing: Vec<u32> = self
            .nodes
            .iter()
            .filter(|(_, s)| s.node.is_some())
            .map(|(i, _)| i)
            .collect();
        for position in existing {
            let path = self.walk(position);
            let stays = self.node(position).is_some_and(|node| *node.path == *path);
            let slot = if stays { None } else { self.nodes.slot(position) };
            if let Some(node) = slot.and_then(|slot| slot.node.as_mut()) {
                Arc::make_mut(node).path = path;
            }
        }
    }

    /// From a folder up to the top. Ends even where the kept parents form a circle, and where a parent is of another workspace.
    fn walk(&self, from: u32) -> Box<[u32]> {
        let mut path = vec![from];
        let mut at = self.node(from);
        while let Some(node) = at {
            let up = node.folder.parent.and_then(|parent| self.index.find(parent));
            let up = up.filter(|up| !path.contains(up));
            at = up.and_then(|up| self.node(up)).filter(|above| above.home == node.home);
            path.extend(up.filter(|_| at.is_some()));
        }
        path.into_boxed_slice()
    }

    /// The position of a folder, also of one that is not known yet.
    pub(crate) fn place(&mut self, id: FolderId) -> u32 {
        self.index.place(id)
    }

    pub(crate) fn node(&self, index: u32) -> Option<&Node> {
        self.nodes.get(index)?.node.as_deref()
    }

    pub(crate) fn find(&self, id: FolderId) -> Option<(u32, &Node)> {
        let index = self.index.find(id)?;
        Some((index, self.node(index)?))
    }

    /// The folder that something of this workspace lies in, and those above it.
    pub(crate) fn path(&self, folder: Option<u32>, home: u32) -> &[u32] {
        let node = folder.and_then(|folder| self.node(folder));
        node.filter(|node| node.home == home)
            .map(|node| &*node.path)
            .unwrap_or_default()
    }

    /// Folders whose own workspace this is.
    pub(crate) fn at_home(&self, workspace: u32) -> impl Iterator<Item = (u32, &Node)> {
        let list = self.by_home.get(workspace).map(Bag::as_slice).unwrap_or_default();
        list.iter().filter_map(|i| Some((*i, self.node(*i)?)))
    }

    /// The folder and all that lie in it.
    pub(crate) fn below(&self, folder: u32) -> Vec<u32> {
        let Some(node) = self.node(folder) else {
            return Vec::new();
        };
        let inside = self
            .at_home(node.home)
            .filter(|(_, other)| other.path.contains(&folder));
        inside.map(|(position, _)| position).collect()
    }
}

fn cells(grants: &[FolderGrant], people: &mut People, tree: &mut Tree) -> Arc<[Cell]> {
    let mut cells: Vec<Cell> = Vec::with_capacity(grants.len());
    for grant in grants {
        cells.push(Cell {
            key: people.place(grant.principal),
            workspace: tree.place(grant.workspace),
            level: grant.level,
        });
    }
    cells.sort_unstable_by_key(|cell| (cell.key, cell.workspace));
    cells.into()
}
