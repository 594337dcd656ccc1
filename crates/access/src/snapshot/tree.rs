//! The tree of workspaces with the permissions held on it.

use std::sync::Arc;

use model::id::WorkspaceId;
use model::permission::PermissionSet;
use model::workspace::{PermissionEntry, Workspace};

use super::keys::{Key, Keyed, Keys, intersect};
use super::people::People;
use super::shelf::{Index, Shelf};
use crate::facts::WorkspaceFacts;

/// All workspaces.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    nodes: Shelf<Option<Arc<Node>>>,
    index: Index<WorkspaceId>,
    root: Option<u32>,
}

/// A workspace, its place, and who holds what on it.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) workspace: Arc<Workspace>,
    /// The workspace itself, its parent, …, the root.
    pub(crate) path: Box<[u32]>,
    /// Permissions that hold on this workspace; sorted by principal.
    here: Arc<[Held]>,
    /// Permissions that hold on all workspaces below too; sorted by principal.
    below: Arc<[Held]>,
}

/// What one principal holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    key: Key,
    set: PermissionSet,
}

impl Keyed for Held {
    #[inline]
    fn key(&self) -> Key {
        self.key
    }
}

impl Tree {
    /// Takes changed workspaces. Answers whether the shape of the tree is another one now.
    pub(crate) fn apply(
        &mut self,
        workspaces: Vec<(WorkspaceId, Option<WorkspaceFacts>)>,
        people: &mut People,
    ) -> bool {
        let mut reshaped = false;
        for (id, facts) in workspaces {
            let position = self.index.place(id);
            let old = self.node(position);
            let parent = facts.as_ref().map(|facts| facts.workspace.parent);
            reshaped |= old.map(|node| node.workspace.parent) != parent;
            let path = old.map_or_else(|| Box::from([position]), |node| node.path.clone());
            let node = facts.map(|facts| {
                let (here, below) = held(&facts.permissions, people);
                Arc::new(Node {
                    workspace: Arc::new(facts.workspace),
                    path,
                    here,
                    below,
                })
            });
            self.nodes.set(position, node);
        }
        if reshaped {
            self.reshape();
        }
        reshaped
    }

    /// Works out every path again: the shape changes rarely, and there are few workspaces.
    fn reshape(&mut self) {
        let mut root: Option<(WorkspaceId, u32)> = None;
        let existing: Vec<u32> = self.indexes().collect();
        for position in existing {
            let path = self.path(position);
            let Some(node) = self.nodes.slot(position).and_then(Option::as_mut) else {
                continue;
            };
            if node.workspace.parent.is_none() {
                let candidate = (node.workspace.id, position);
                root = Some(root.map_or(candidate, |root| root.min(candidate)));
            }
            if *node.path != *path {
                Arc::make_mut(node).path = path;
            }
        }
        self.root = root.map(|(_, position)| position);
    }

    /// From a workspace up to the root. Ends even where the kept parents form a circle.
    fn path(&self, from: u32) -> Box<[u32]> {
        let mut path = vec![from];
        let mut at = from;
        while let Some(parent) = self.node(at).and_then(|node| node.workspace.parent) {
            let Some(up) = self.index(parent).filter(|up| !path.contains(up)) else {
                break;
            };
            path.push(up);
            at = up;
        }
        path.into_boxed_slice()
    }

    /// The position of a workspace, also of one that is not known yet.
    pub(crate) fn place(&mut self, id: WorkspaceId) -> u32 {
        self.index.place(id)
    }

    /// The position of an existing workspace.
    #[inline]
    pub(crate) fn index(&self, id: WorkspaceId) -> Option<u32> {
        self.index.find(id).filter(|position| self.node(*position).is_some())
    }

    #[inline]
    pub(crate) fn node(&self, index: u32) -> Option<&Node> {
        self.nodes.get(index)?.as_deref()
    }

    pub(crate) const fn root(&self) -> Option<u32> {
        self.root
    }

    /// All existing workspaces.
    pub(crate) fn indexes(&self) -> impl Iterator<Item = u32> {
        self.nodes.iter().filter(|(_, node)| node.is_some()).map(|(i, _)| i)
    }

    /// A workspace, its parent, …, the root.
    #[inline]
    pub(crate) fn path_of(&self, workspace: u32) -> &[u32] {
        self.node(workspace).map(|node| &*node.path).unwrap_or_default()
    }

    /// Whether `lower` is `upper` or below it.
    pub(crate) fn within(&self, lower: u32, upper: u32) -> bool {
        self.path_of(lower).contains(&upper)
    }

    /// Who holds what on the workspace itself: only here, and here and below.
    pub(crate) fn held(&self, workspace: u32) -> Vec<(Key, PermissionSet, PermissionSet)> {
        let Some(node) = self.node(workspace) else {
            return Vec::new();
        };
        let entry = |held: &Held| {
            let below = below_of(node, held.key);
            (held.key, held.set.without(below), below)
        };
        node.here.iter().map(entry).collect()
    }

    /// What one principal holds on the workspace itself for all below it.
    pub(crate) fn held_below(&self, workspace: u32, key: Key) -> PermissionSet {
        self.node(workspace)
            .map_or(PermissionSet::EMPTY, |node| below_of(node, key))
    }

    /// What these principals hold together on the workspace, with all that it implies.
    #[inline]
    pub(crate) fn permissions(&self, workspace: u32, keys: &Keys<'_>) -> PermissionSet {
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

    /// What these principals hold together on the workspace and on everything below it, now and later.
    pub(crate) fn permissions_below(&self, workspace: u32, keys: &Keys<'_>) -> PermissionSet {
        let mut set = PermissionSet::EMPTY;
        for node in self.path_of(workspace).iter().filter_map(|w| self.node(*w)) {
            intersect(keys, &node.below, |held| set = set.union(held.set));
        }
        set.closed()
    }

    /// Principals that hold something with this permission in it on the workspace.
    pub(crate) fn holders(
        &self,
        workspace: u32,
        permission: model::permission::Permission,
    ) -> impl Iterator<Item = Key> {
        let path = self.path_of(workspace).iter().enumerate();
        let held = path.filter_map(|(distance, w)| {
            let node = self.node(*w)?;
            Some(if distance == 0 { &node.here } else { &node.below })
        });
        let held = held.flat_map(|list| list.iter());
        held.filter(move |held| held.set.closed().has(permission))
            .map(|held| held.key)
    }
}

fn below_of(node: &Node, key: Key) -> PermissionSet {
    let found = node.below.binary_search_by_key(&key, |held| held.key);
    let held = found.ok().and_then(|position| node.below.get(position));
    held.map_or(PermissionSet::EMPTY, |held| held.set)
}

fn held(permissions: &[PermissionEntry], people: &mut People) -> (Arc<[Held]>, Arc<[Held]>) {
    let (mut here, mut below) = (Vec::new(), Vec::new());
    for entry in permissions {
        let key = people.place(entry.principal);
        for (list, set) in [(&mut here, entry.here.union(entry.below)), (&mut below, entry.below)] {
            if !set.is_empty() {
                list.push(Held { key, set });
            }
        }
    }
    (sorted(here), sorted(below))
}

fn sorted(mut held: Vec<Held>) -> Arc<[Held]> {
    held.sort_unstable_by_key(|held| held.key);
    held.into()
}
