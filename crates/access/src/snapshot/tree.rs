//! The tree of workspaces with the permissions held on it.

use std::sync::Arc;

use model::id::WorkspaceId;
use model::permission::PermissionSet;
use model::workspace::{PermissionEntry, Workspace};

use super::keys::{IdMap, Key, Keyed, index, intersect};
use super::people::People;

/// All workspaces.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    index: IdMap<WorkspaceId, u32>,
    root: Option<u32>,
}

/// A workspace, its place, and who holds what on it.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) workspace: Arc<Workspace>,
    /// The workspace itself, its parent, …, the root.
    pub(crate) path: Box<[u32]>,
    /// Permissions that hold on this workspace; sorted by principal.
    here: Box<[Held]>,
    /// Permissions that hold on all workspaces below too; sorted by principal.
    below: Box<[Held]>,
}

/// What one principal holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    key: Key,
    set: PermissionSet,
}

impl Keyed for Held {
    fn key(&self) -> Key {
        self.key
    }
}

impl Tree {
    pub(crate) fn new(workspaces: Vec<Workspace>, permissions: &[PermissionEntry], people: &People) -> Self {
        let positions: IdMap<WorkspaceId, u32> = workspaces.iter().enumerate().map(|(i, w)| (w.id, index(i))).collect();
        let parents: Vec<Option<u32>> = workspaces
            .iter()
            .map(|w| w.parent.and_then(|p| positions.get(&p).copied()))
            .collect();
        let mut here: Vec<Vec<Held>> = vec![Vec::new(); workspaces.len()];
        let mut below = here.clone();
        for entry in permissions {
            let (Some(at), Some(key)) = (positions.get(&entry.workspace), people.key(entry.principal)) else {
                continue;
            };
            let on = entry.here.union(entry.below);
            for (lists, set) in [(&mut here, on), (&mut below, entry.below)] {
                if let (false, Some(list)) = (set.is_empty(), lists.get_mut(*at as usize)) {
                    list.push(Held { key, set });
                }
            }
        }
        let root = workspaces.iter().position(|w| w.parent.is_none()).map(index);
        let nodes = workspaces
            .into_iter()
            .zip(here.into_iter().zip(below))
            .enumerate()
            .map(|(position, (workspace, (here, below)))| Node {
                workspace: Arc::new(workspace),
                path: path(index(position), &parents),
                here: sorted(here),
                below: sorted(below),
            })
            .collect();
        Self {
            nodes,
            index: positions,
            root,
        }
    }

    pub(crate) fn index(&self, id: WorkspaceId) -> Option<u32> {
        self.index.get(&id).copied()
    }

    pub(crate) fn node(&self, index: u32) -> Option<&Node> {
        self.nodes.get(index as usize)
    }

    pub(crate) const fn root(&self) -> Option<u32> {
        self.root
    }

    pub(crate) fn indexes(&self) -> impl Iterator<Item = u32> {
        (0..self.nodes.len()).map(index)
    }

    /// Whether `lower` is `upper` or below it.
    pub(crate) fn within(&self, lower: u32, upper: u32) -> bool {
        self.node(lower).is_some_and(|node| node.path.contains(&upper))
    }

    /// Who holds what on the workspace itself: only here, and here and below.
    pub(crate) fn held(&self, workspace: u32) -> Vec<(Key, PermissionSet, PermissionSet)> {
        let Some(node) = self.node(workspace) else {
            return Vec::new();
        };
        let below = |key: Key| {
            let found = node.below.iter().find(|held| held.key == key);
            found.map_or(PermissionSet::EMPTY, |held| held.set)
        };
        let entry = |held: &Held| (held.key, held.set.without(below(held.key)), below(held.key));
        node.here.iter().map(entry).collect()
    }

    /// What these principals hold together on the workspace, with all that it implies.
    pub(crate) fn permissions(&self, workspace: u32, keys: &[Key]) -> PermissionSet {
        let mut set = PermissionSet::EMPTY;
        let Some(node) = self.node(workspace) else { return set };
        intersect(keys, &node.here, |held| set = set.union(held.set));
        for above in node.path.iter().skip(1) {
            if let Some(node) = self.node(*above) {
                intersect(keys, &node.below, |held| set = set.union(held.set));
            }
        }
        set.closed()
    }
}

/// From a workspace up to the root. Ends even where the kept parents form a circle.
fn path(from: u32, parents: &[Option<u32>]) -> Box<[u32]> {
    let mut path = vec![from];
    let mut at = from;
    while let Some(parent) = parents.get(at as usize).copied().flatten() {
        if path.contains(&parent) {
            break;
        }
        path.push(parent);
        at = parent;
    }
    path.into_boxed_slice()
}

fn sorted(mut held: Vec<Held>) -> Box<[Held]> {
    held.sort_unstable_by_key(|held| held.key);
    held.into_boxed_slice()
}
